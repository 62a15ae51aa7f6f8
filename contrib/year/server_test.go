package year

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"focusd/contrib/standing"
)

// server is a database that answers as Prometheus does.
type server struct {
	name string
	url  string
}

// prometheus has promtool make blocks of files of OpenMetrics, and serves them.
func prometheus(t *testing.T, files ...string) server {
	t.Helper()
	promtool, program, dir := standing.Need(t, "promtool"), standing.Need(t, "prometheus"), fastDir(t)
	for _, file := range files {
		// As focus export openmetrics says, but in one block: promtool reads the file
		// once for each.
		out, err := exec.CommandContext(t.Context(), promtool, "tsdb", "create-blocks-from", "--max-block-duration=99999h", "openmetrics", file, dir).CombinedOutput()
		if err != nil {
			t.Fatalf("promtool reads %s: %v\n%s", filepath.Base(file), err, out)
		}
	}
	config := filepath.Join(dir, "config.yml")
	if err := os.WriteFile(config, []byte("global: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	address := standing.Start(t, "prometheus", "/-/ready", func(address string) *exec.Cmd {
		return exec.Command(program, "--config.file="+config, "--storage.tsdb.path="+dir, "--storage.tsdb.retention.time=100y", "--web.listen-address="+address)
	})
	return server{"prometheus", "http://" + address}
}

// victoria starts a VictoriaMetrics and has it import files.
func victoria(t *testing.T, files ...string) server {
	t.Helper()
	program, dir := standing.Need(t, "victoria-metrics"), fastDir(t)
	address := standing.Start(t, "victoria-metrics", "/health", func(address string) *exec.Cmd {
		return exec.Command(program, "-storageDataPath="+dir, "-retentionPeriod=100y", "-httpListenAddr="+address, "-search.disableCache", "-search.maxPointsPerTimeseries=1000000", "-memory.allowedPercent=20")
	})
	s := server{"victoria-metrics", "http://" + address}
	for _, file := range files {
		if err := s.imports(t.Context(), file); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// imports does what curl -T does.
func (s server) imports(ctx context.Context, file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	for _, r := range []struct {
		method, path string
		body         io.Reader
	}{{http.MethodPut, "/api/v1/import/prometheus", in}, {http.MethodGet, "/internal/force_flush", nil}} {
		req, err := http.NewRequestWithContext(ctx, r.method, s.url+r.path, r.body)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode/100 != 2 {
			return fmt.Errorf("%s: %s %s %w", r.path, res.Status, text, err)
		}
	}
	return nil
}

// point is a value at an instant.
type point struct {
	at    time.Time
	value float64
}

// answer is a series of an answer.
type answer struct {
	labels map[string]string
	points []point
}

// at asks for an instant.
func (s server) at(ctx context.Context, expr string, at time.Time) ([]answer, error) {
	return s.ask(ctx, "query", url.Values{"query": {expr}, "time": {unix(at)}})
}

// over asks for a range.
func (s server) over(ctx context.Context, expr string, from, to time.Time, step time.Duration) ([]answer, error) {
	return s.ask(ctx, "query_range", url.Values{
		"query": {expr}, "start": {unix(from)}, "end": {unix(to)}, "step": {strconv.Itoa(int(step.Seconds()))},
	})
}

func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

func (s server) ask(ctx context.Context, path string, q url.Values) (all []answer, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/api/v1/"+path, strings.NewReader(q.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	var said struct {
		Status, Error string
		Data          struct {
			Result []struct {
				Metric map[string]string
				Value  *value
				Values []value
			}
		}
	}
	if err := json.NewDecoder(res.Body).Decode(&said); err != nil {
		return nil, fmt.Errorf("%s answers %s: %w", s.name, q.Get("query"), err)
	}
	if said.Status != "success" {
		return nil, fmt.Errorf("%s answers %s: %s", s.name, q.Get("query"), said.Error)
	}
	for _, r := range said.Data.Result {
		if r.Value != nil {
			r.Values = append(r.Values, *r.Value)
		}
		a := answer{labels: r.Metric}
		for _, v := range r.Values {
			a.points = append(a.points, point(v))
		}
		all = append(all, a)
	}
	return all, nil
}

// value is one as it is in JSON: [1795348800, "12.5"].
type value point

func (v *value) UnmarshalJSON(text []byte) error {
	var pair [2]any
	if err := json.Unmarshal(text, &pair); err != nil {
		return err
	}
	seconds, isNumber := pair[0].(float64)
	number, isText := pair[1].(string)
	if !isNumber || !isText {
		return errors.New("it is not a time and a number")
	}
	parsed, err := strconv.ParseFloat(number, 64)
	*v = value{time.UnixMilli(int64(seconds * 1000)).UTC(), parsed}
	return err
}

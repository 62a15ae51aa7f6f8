package year

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// server is a database that answers as Prometheus does.
type server struct {
	name string
	url  string
}

// need is the path of a program. Where the desktop is required, so is it.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		if os.Getenv("FOCUSD_REQUIRE_DESKTOP") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return path
}

// prometheus has promtool make blocks of files of OpenMetrics, and serves them.
func prometheus(t *testing.T, files ...string) server {
	t.Helper()
	promtool, program, dir := need(t, "promtool"), need(t, "prometheus"), fastDir(t)
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
	return started(t, "prometheus", "/-/ready", func(address string) *exec.Cmd {
		return exec.Command(program, "--config.file="+config, "--storage.tsdb.path="+dir, "--storage.tsdb.retention.time=100y", "--web.listen-address="+address)
	})
}

// victoria starts a VictoriaMetrics and has it import files.
func victoria(t *testing.T, files ...string) server {
	t.Helper()
	program, dir := need(t, "victoria-metrics"), fastDir(t)
	s := started(t, "victoria-metrics", "/health", func(address string) *exec.Cmd {
		return exec.Command(program, "-storageDataPath="+dir, "-retentionPeriod=100y", "-httpListenAddr="+address, "-search.disableCache", "-search.maxPointsPerTimeseries=1000000", "-memory.allowedPercent=20")
	})
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

// started starts a program that serves at an address, and ends it with the test.
// Somebody may take the port in the meantime: then it is another one.
func started(t *testing.T, name, ready string, command func(address string) *exec.Cmd) server {
	t.Helper()
	for range 5 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		cmd := command(address)
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		s := server{name, "http://" + address}
		if s.ready(ready, ended) {
			t.Cleanup(func() { _ = cmd.Process.Kill(); <-ended })
			return s
		}
		_ = cmd.Process.Kill()
		<-ended
		t.Logf("%s did not start at %s:\n%s", name, address, said.Bytes())
	}
	t.Fatalf("%s does not start", name)
	return server{}
}

// ready waits until the server answers; false if it has ended, or takes too long.
func (s server) ready(path string, ended <-chan struct{}) bool {
	deadline := time.After(time.Minute)
	for {
		if res, err := http.Get(s.url + path); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return true
			}
		}
		select {
		case <-ended:
			return false
		case <-deadline:
			return false
		case <-time.After(50 * time.Millisecond):
		}
	}
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

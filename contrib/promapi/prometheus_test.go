package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"focusd/contrib/standing"
	"focusd/daemon/api"
)

// serving is the program itself, at an address of its own.
func serving(t testing.TB, socket string, args ...string) (address string) {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(bin, "focusd-promapi"), append([]string{"--socket", socket, "--web.listen-address", "127.0.0.1:0"}, args...)...)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	found := make(chan string, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for lines := bufio.NewScanner(said); lines.Scan(); {
			if _, at, ok := strings.Cut(lines.Text(), "msg=answering address="); ok {
				found <- at
			}
		}
		close(found)
	}()
	t.Cleanup(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Errorf("focusd-promapi has ended already: %v", err)
		}
		<-done
		if err := cmd.Wait(); err != nil {
			t.Errorf("focusd-promapi ended with %v", err)
		}
	})
	select {
	case at, ok := <-found:
		if !ok {
			t.Fatal("focusd-promapi ended before it answered")
		}
		return at
	case <-time.After(3 * time.Minute):
		t.Fatal("focusd-promapi did not answer for three minutes")
	}
	return ""
}

// TestPromtoolAndGrafanaAreAnswered asks what they ask, of the program itself with
// a real daemon under it.
func TestPromtoolAndGrafanaAreAnswered(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a daemon")
	}
	standing.Need(t, "promtool")
	client := started(t, years(t, 3))
	server := "http://" + serving(t, client.Socket)
	promtool := func(args ...string) string {
		out, err := exec.CommandContext(t.Context(), "promtool", append([]string{"query"}, args...)...).CombinedOutput()
		if err != nil {
			t.Errorf("promtool query %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	ago := func(d time.Duration) string { return strconv.FormatInt(time.Now().Add(-d).Unix(), 10) }
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"instant", server, "1+1"}, "scalar: 2 "},
		{[]string{"instant", server, `sum(focusd_presence_seconds_total) > 86400`}, "=> "},
		{[]string{"range", "--start=" + ago(48*time.Hour), "--end=" + ago(0), "--step=1h", server, `sum by (state) (increase(focusd_presence_seconds_total[1h]))`}, `state="asleep"`},
		{[]string{"series", "--match=focusd_timer_state", server}, `state="short_break"`},
		{[]string{"labels", server, "category"}, "unclassified"},
	} {
		if got := promtool(tt.args...); !strings.Contains(got, tt.want) {
			t.Errorf("promtool query %v says\n%s\nwithout %q", tt.args, got, tt.want)
		}
	}

	// The health check of Grafana's data source, and what its editor asks for.
	for _, tt := range []struct {
		form url.Values // nil: by GET
		path string
		want string
	}{
		{url.Values{"query": {"1+1"}, "time": {ago(0) + ".123"}}, "/api/v1/query", `"resultType":"scalar"`},
		{nil, "/api/v1/status/buildinfo", `"version"`},
		{nil, "/api/v1/metadata?limit=5", `"Wall-clock time by presence state`},
		{nil, "/api/v1/label/__name__/values", `"focusd_presence_seconds_total"`},
		{nil, "/api/v1/rules", `"groups":[]`},
		{nil, "/-/ready", "is ready"},
	} {
		res, err := http.Get(server + tt.path)
		if tt.form != nil {
			res, err = http.PostForm(server+tt.path, tt.form)
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), tt.want) {
			t.Errorf("%s: %s %v\n%.300s\nwant %q", tt.path, res.Status, err, body, tt.want)
		}
	}
}

// compared are expressions of the dashboards, and by how much answers may differ:
// the difference form not at all, but what is extrapolated a Prometheus does not
// know better than to a scrape at each end.
var compared = []struct {
	panel string  // whose first expression it is
	by    float64 // in the unit of the panel
}{
	{"activity: Categories per day", 0.001},
	{"activity: Presence per day", 0.001},
	{"activity: Blocks per day", 0.001},
	{"activity: Top apps", 120},
	{"activity: Switches per hour", 1e-6},
	{"activity: Time that no rule knows", 1e-6},
	{"consistency: Focus per day", 0.001},
	{"consistency: Completed blocks", 1e-6},
	{"consistency: Breaks that were taken", 1e-6},
	{"consistency: Deep focus per day", 0.001},
	{"consistency: Attention span", 0.1},
	{"consistency: Length of blocks", 0.1},
}

// TestAnswersAreThoseOfPrometheus gives a real Prometheus the samples that the
// daemon exports, and compares what both say to the dashboards.
func TestAnswersAreThoseOfPrometheus(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a daemon and a Prometheus")
	}
	standing.Need(t, "promtool")
	standing.Need(t, "prometheus")
	const days = 16
	client := started(t, years(t, days))
	ours := "http://" + serving(t, client.Socket)
	theirs := "http://" + backfilled(t, client)
	// No block runs then, and the machine is awake: of one that sleeps a Prometheus
	// has no samples, and counts the night to the day after. The bar of a day is what
	// was counted a day later, so that day is over too: of the one that runs, the
	// daemon knows seconds that the samples do not.
	end := time.Now().UTC().Add(-36 * time.Hour).Truncate(24 * time.Hour).Add(11*time.Hour + 36*time.Minute)
	all := panels(t)
	for _, tt := range compared {
		i := slices.IndexFunc(all, func(p panel) bool { return p.dashboard+": "+p.Title == tt.panel })
		if i < 0 {
			t.Errorf("there is no panel %s", tt.panel)
			continue
		}
		expr := filled(all[i].Targets[0].Expr, (days-2)*24*time.Hour, 24*time.Hour)
		form := url.Values{
			"query": {expr}, "start": {unix(end.AddDate(0, 0, -days+4))}, "end": {unix(end)}, "step": {"86400"},
		}
		got, want := values(t, ours, form), values(t, theirs, form)
		if len(want) == 0 {
			t.Errorf("%s: Prometheus says nothing to %s", tt.panel, expr)
		}
		worst := 0.0
		for at, w := range want {
			g, ok := got[at]
			if off := math.Abs(g - w); !ok || off > tt.by {
				t.Errorf("%s: at %s it is %v (%v), Prometheus says %v", tt.panel, at, g, ok, w)
			} else {
				worst = max(worst, off)
			}
		}
		t.Logf("%s: %d values, worst difference %.3g", tt.panel, len(want), worst)
	}
}

func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

// values are those of an answer to a range, by series and instant. Zeros say the
// same as nothing: of a counter that did not move, only one of both may know.
func values(t *testing.T, server string, form url.Values) map[string]float64 {
	t.Helper()
	res, err := http.PostForm(server+"/api/v1/query_range", form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct {
		Error string
		Data  struct {
			Result []struct {
				Metric map[string]string
				Values [][2]any
			}
		}
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil || answer.Error != "" {
		t.Fatalf("%s says %q to %v, %v", server, answer.Error, form, err)
	}
	all := make(map[string]float64)
	for _, s := range answer.Data.Result {
		delete(s.Metric, "instance")
		for _, v := range s.Values {
			n, err := strconv.ParseFloat(v[1].(string), 64)
			if err != nil {
				t.Fatal(err)
			}
			if n != 0 && !math.IsNaN(n) {
				all[fmt.Sprint(s.Metric, time.Unix(int64(v[0].(float64)), 0).UTC().Format(time.DateTime))] = n
			}
		}
	}
	return all
}

// backfilled is the address of a Prometheus that has the history of a daemon.
func backfilled(t *testing.T, client *api.Client) (address string) {
	t.Helper()
	dir := t.TempDir()
	text, err := client.OpenMetrics(t.Context(), api.Samples{Instance: "127.0.0.1:8463"})
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	file, err := os.Create(filepath.Join(dir, "history"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(file, text); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data")
	out, err := exec.CommandContext(t.Context(), "promtool", "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=768h", "--quiet", file.Name(), data).CombinedOutput()
	if err != nil {
		t.Fatalf("promtool: %v\n%s", err, out)
	}
	config := filepath.Join(dir, "prometheus.yml")
	if err := os.WriteFile(config, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return standing.Start(t, "prometheus", "/-/ready", func(address string) *exec.Cmd {
		return exec.Command("prometheus", "--config.file="+config, "--storage.tsdb.path="+data, "--storage.tsdb.retention.time=10y", "--web.listen-address="+address)
	})
}

// users is a web config of grafana, with the password "example".
const users = "basic_auth_users:\n  grafana: $2a$04$.HcB8yHCgQqa1AZP9yOiPus.zAU/mvtJLg6Oko9UK2TyWyfKAQa1m\n"

// TestPasswordsTakenAway has them taken out of the file while other machines could
// come.
func TestPasswordsTakenAway(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	config := filepath.Join(t.TempDir(), "web.yml")
	write := func(text string) {
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(users)
	address := serving(t, filepath.Join(t.TempDir(), "no-socket"), "--web.listen-address", "0.0.0.0:0", "--web.config.file", config)
	for _, tt := range []struct {
		text string
		want int
	}{{users, http.StatusUnauthorized}, {"", http.StatusServiceUnavailable}, {users, http.StatusUnauthorized}} {
		write(tt.text)
		res, err := http.Get("http://127.0.0.1" + address[strings.LastIndexByte(address, ':'):] + "/-/healthy")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != tt.want {
			t.Errorf("with %q it says %s to somebody without a password, want %d", tt.text, res.Status, tt.want)
		}
	}
}

// TestPasswords has the program ask for one.
func TestPasswords(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	config := filepath.Join(t.TempDir(), "web.yml")
	if err := os.WriteFile(config, []byte(users), 0o600); err != nil {
		t.Fatal(err)
	}
	server := "http://" + serving(t, filepath.Join(t.TempDir(), "no-socket"), "--web.config.file", config)
	for password, want := range map[string]int{"": http.StatusUnauthorized, "wrong": http.StatusUnauthorized, "example": http.StatusOK} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server+"/-/healthy", nil)
		if err != nil {
			t.Fatal(err)
		}
		if password != "" {
			req.SetBasicAuth("grafana", password)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("with password %q it is %s, want %d", password, res.Status, want)
		}
	}
}

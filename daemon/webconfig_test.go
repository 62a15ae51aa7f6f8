package daemon

import (
	"context"
	"crypto/tls"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/api"
	"focusd/daemon/web"
	"focusd/daemon/web/webtest"
)

func writeFile(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// webConfig is one with TLS and a password.
func webConfig(t *testing.T, password string) []byte {
	t.Helper()
	return []byte(webtest.TLS + webtest.Users(t, "prometheus", password))
}

// TestOtherMachinesGetMetricsByPassword has a daemon listen where others can reach
// it, and at loopback besides.
func TestOtherMachinesGetMetricsByPassword(t *testing.T) {
	paths := testPaths(t)
	dir := filepath.Dir(paths.Config)
	trusted := webtest.Certify(t, dir)
	front := filepath.Join(dir, "web.yml")
	writeFile(t, front, webConfig(t, "horse"))
	writeFile(t, paths.Config, []byte("[web]\nlisten = [\"127.0.0.1:0\", \"0.0.0.0:0\"]\ntelemetry_path = \"/own\"\nconfig_file = \""+front+"\"\n"))
	load := func() (Config, error) { return LoadConfig(paths) }
	cfg, err := load()
	if err != nil {
		t.Fatal(err)
	}
	cfg.Notify = false
	ctx, cancel := context.WithCancel(t.Context())
	log := new(heard)
	r := &running{t: t, paths: paths, client: &api.Client{Socket: paths.Socket}, reload: make(chan os.Signal), cancel: cancel, ended: make(chan error, 1)}
	go func() {
		r.ended <- Run(ctx, cfg, Options{Log: slog.New(slog.NewTextHandler(log, nil)), Level: new(slog.LevelVar), Load: load, Reload: r.reload})
	}()
	t.Cleanup(func() { r.stop() })
	var at []string
	r.until("it says where it listens", func() bool {
		at = regexp.MustCompile(`web="\[(\S+) (\S+)\]"`).FindStringSubmatch(log.String())
		return at != nil
	})
	_, port, err := net.SplitHostPort(at[2])
	if err != nil {
		t.Fatal(err)
	}
	inside, outside := "https://"+at[1], "https://127.0.0.1:"+port
	if link, err := r.client.Link(t.Context()); err != nil || !strings.HasPrefix(link.URL, inside+"/?key=") {
		t.Errorf("the page is at %q (%v), want %q", link.URL, err, inside)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}}
	t.Cleanup(client.CloseIdleConnections)
	ask := func(url, password string) (int, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if password != "" {
			req.SetBasicAuth("prometheus", password)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	for _, tt := range []struct {
		url, password string
		want          int
	}{
		{outside + "/own", "horse", 200},
		{outside + "/", "horse", 200},
		{outside + "/healthz", "horse", 200},
		{outside + "/metrics", "horse", 404},
		{outside + "/v1/status", "horse", 404},
		{outside + "/style.css", "horse", 404},
		{inside + "/own", "horse", 200},
		{inside + "/v1/status", "horse", 401}, // and the token
		{outside + "/own", "", 401},
		{outside + "/healthz", "", 401},
		{inside + "/own", "cow", 401},
	} {
		if got, body := ask(tt.url, tt.password); got != tt.want {
			t.Errorf("GET %s with %q: %d, want %d: %s", tt.url, tt.password, got, tt.want, body)
		}
	}
	if _, body := ask(outside+"/own", "horse"); !strings.Contains(body, "focusd_presence_seconds_total{") {
		t.Errorf("what others get is not the metrics: %.200s", body)
	}

	writeFile(t, front, webConfig(t, "staple"))
	if got, _ := ask(outside+"/own", "staple"); got != http.StatusOK {
		t.Errorf("another password: %d, want it to hold at once", got)
	}
	writeFile(t, front, []byte("basic_auth: {}\n"))
	r.reload <- syscall.SIGHUP
	r.until("metrics say that the configuration is wrong", func() bool {
		return strings.Contains(r.metrics(), "focusd_config_last_reload_successful 0")
	})
	writeFile(t, front, webConfig(t, "battery"))
	r.reload <- syscall.SIGHUP
	r.until("and that it is right again", func() bool {
		return strings.Contains(r.metrics(), "focusd_config_last_reload_successful 1")
	})
	if got, _ := ask(outside+"/own", "battery"); got != http.StatusOK {
		t.Errorf("a third password: %d", got)
	}

	writeFile(t, front, []byte(webtest.TLS))
	r.reload <- syscall.SIGHUP
	r.until("it says that there is no password any more", func() bool {
		return strings.Contains(log.String(), "less than at the start")
	})
	if got, _ := ask(outside+"/own", ""); got != http.StatusOK {
		t.Errorf("with TLS alone: %d, want what a start with it would give", got)
	}
	writeFile(t, front, []byte("{}\n"))
	r.reload <- syscall.SIGHUP
	r.until("metrics say that it would not start with this", func() bool {
		return strings.Contains(r.metrics(), "focusd_config_last_reload_successful 0")
	})
	if !strings.Contains(log.String(), "put one in front again") {
		t.Errorf("the log does not say what to do:\n%s", log.String())
	}
	if strings.Contains(log.String(), "horse") {
		t.Error("a password is in the log")
	}
}

// at is a listener that says it is somewhere.
type at struct {
	net.Listener
	addr net.Addr
}

func (a at) Addr() net.Addr { return a.addr }

func TestAWebConfigThatWouldNotStart(t *testing.T) {
	outside := at{addr: &net.TCPAddr{IP: net.IPv4zero, Port: 8463}}
	inside := at{addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8463}}
	passwords := web.Front{Passwords: true}
	for _, tt := range []struct {
		name    string
		set     func(w, next *Web)
		ln      net.Listener
		refused bool
	}{
		{"without passwords", func(_, next *Web) { next.Front = web.Front{} }, outside, true},
		{"without the file", func(_, next *Web) { next.Front, next.ConfigFile = web.Front{}, "" }, outside, true},
		{"without passwords, at loopback", func(_, next *Web) { next.Front = web.Front{} }, inside, false},
		{"with TLS for them", func(_, next *Web) { next.Front = web.Front{TLS: true} }, outside, false},
		{"as before", func(_, _ *Web) {}, outside, false},
		{"allowed at the start", func(w, next *Web) {
			w.AllowInsecure, next.AllowInsecure, next.Front = true, true, web.Front{}
		}, outside, false},
		{"allowed from the next start on", func(_, next *Web) { next.AllowInsecure, next.Front = true, web.Front{} }, outside, false},
		{"elsewhere from the next start on", func(_, next *Web) { next.Listen, next.Front = []string{"127.0.0.1:1"}, web.Front{} }, outside, false},
		{"there was none", func(w, next *Web) { w.Front, next.Front = web.Front{}, web.Front{} }, outside, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := DefaultWeb()
			w.ConfigFile, w.Front = "/web.yml", passwords
			next := w
			tt.set(&w, &next)
			if err := w.refused(next, []net.Listener{tt.ln}); (err != nil) != tt.refused {
				t.Errorf("refused: %v, want %v", err, tt.refused)
			}
		})
	}
}

func TestOthersAreRefusedWithoutAWebConfig(t *testing.T) {
	for name, tt := range map[string]struct {
		set     func(*Web)
		refused bool
	}{
		"nothing": {func(*Web) {}, true},
		"a web config with nothing in it": {func(w *Web) {
			if err := setWebConfig(w, os.DevNull); err != nil {
				panic(err)
			}
		}, true},
		"allowed": {func(w *Web) { w.AllowInsecure = true }, false},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := DefaultConfig(testPaths(t))
			cfg.Web.Listen, cfg.Notify = []string{"0.0.0.0:0"}, false
			tt.set(&cfg.Web)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			ended := make(chan error, 1)
			go func() { ended <- Run(ctx, cfg, Options{Log: slog.New(slog.DiscardHandler), Level: new(slog.LevelVar)}) }()
			client := &api.Client{Socket: cfg.Paths.Socket}
			for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
				select {
				case err := <-ended:
					if !tt.refused || err == nil || !strings.Contains(err.Error(), "--web.config.file") || !strings.Contains(err.Error(), "--web.allow-insecure") {
						t.Errorf("it ends with %v, want it refused with what to do: %v", err, tt.refused)
					}
					return
				default:
				}
				if _, err := client.Status(t.Context()); err == nil || time.Now().After(deadline) {
					if tt.refused || err != nil {
						t.Errorf("it answers: %v", err)
					}
					cancel()
					<-ended
					return
				}
			}
		})
	}
}

func TestFlagsAreOverTheFile(t *testing.T) {
	n := 0
	file := Web{
		Listen: []string{"127.0.0.1:1"}, MetricsPath: "/file", MaxRequests: 7, Off: []string{"apps", "tasks"},
	}
	for name, tt := range map[string]struct {
		flags WebFlags
		want  Web
	}{
		"none": {WebFlags{}, file},
		"all of them": {
			WebFlags{
				Listen: []string{"127.0.0.1:2", "[::1]:2"}, MetricsPath: "/flag", MaxRequests: &n,
				AllowInsecure: true, Bare: true, On: []string{"apps"}, Off: []string{"http", "tasks"},
			},
			Web{
				Listen: []string{"127.0.0.1:2", "[::1]:2"}, MetricsPath: "/flag", MaxRequests: 0,
				AllowInsecure: true, Bare: true, Off: []string{"http", "tasks"},
			},
		},
		"off": {WebFlags{Listen: []string{"off"}}, Web{MetricsPath: "/file", MaxRequests: 7, Off: file.Off}},
	} {
		t.Run(name, func(t *testing.T) {
			got := file
			got.Off = slices.Clone(file.Off)
			if err := got.Override(tt.flags); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for flag, f := range map[string]WebFlags{
		"--web.listen-address: ": {Listen: []string{"8463"}},
		"--web.telemetry-path: ": {MetricsPath: "metrics"},
		"--web.config.file: ":    {ConfigFile: "/nonexistent/web.yml"},
		"--web.max-requests: ":   {MaxRequests: func() *int { n := -1; return &n }()},
	} {
		if err := new(Web).Override(f); err == nil || !strings.HasPrefix(err.Error(), flag) {
			t.Errorf("error %v, want one that begins with %q", err, flag)
		}
	}
}

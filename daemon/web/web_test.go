package web

import (
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"focusd/contrib/standing"
	"focusd/daemon/web/webtest"
)

const password = "correct horse"

func written(t *testing.T, dir, text string) (file string) {
	t.Helper()
	file = filepath.Join(dir, "web.yml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	webtest.Certify(t, dir)
	users := webtest.Users(t, "a", password)
	for name, tt := range map[string]struct {
		text string
		want Front
		safe bool
	}{
		"nothing":    {"", Front{}, false},
		"a limit":    {"rate_limit: {burst: 5, interval: 1s}\n", Front{}, false},
		"TLS":        {webtest.TLS, Front{TLS: true}, true},
		"a password": {users, Front{Passwords: true}, true},
		"both":       {webtest.TLS + users, Front{TLS: true, Passwords: true}, true},
		"clients": {
			webtest.TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: web.crt\n",
			Front{TLS: true, Clients: true},
			true,
		},
		"any client": {webtest.TLS + "  client_auth_type: RequireAnyClientCert\n", Front{TLS: true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read(written(t, dir, tt.text))
			if err != nil || got != tt.want || got.Protects() != tt.safe {
				t.Errorf("%s\nis %+v, %v; want %+v", tt.text, got, err, tt.want)
			}
		})
	}
}

func TestMistakesAreNamed(t *testing.T) {
	dir := t.TempDir()
	for name, tt := range map[string]struct{ text, want string }{
		"a certificate that is not there": {webtest.TLS, "web.crt"},
		"a key without a certificate":     {"tls_server_config: {key_file: web.key}\n", "missing one of cert"},
		"an unknown setting":              {"basic_auth: {a: b}\n", "line 1: field basic_auth not found"},
		"a password that is no hash":      {"basic_auth_users: {a: secret}\n", "hash"},
		"no YAML":                         {"\t{\n", "web config"},
	} {
		t.Run(name, func(t *testing.T) {
			file := written(t, dir, tt.text)
			_, err := Read(file)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), file) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v, want one in one line that names %s and %q", err, file, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the error has the password in it: %v", err)
			}
		})
	}
	if _, err := Read(filepath.Join(dir, "nothing.yml")); err == nil {
		t.Error("a file that is not there is read")
	}
}

// TestTheExampleIsGood takes the file that comes with focusd as it is.
func TestTheExampleIsGood(t *testing.T) {
	text, err := os.ReadFile("../../contrib/prometheus/web.yml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	webtest.Certify(t, dir)
	file := written(t, dir, string(text))
	if front, err := Read(file); err != nil || !front.TLS || !front.Passwords {
		t.Errorf("the example asks for %+v, %v; want TLS and a password", front, err)
	}
	promtool := standing.Need(t, "promtool")
	if out, err := exec.Command(promtool, "check", "web-config", file).CombinedOutput(); err != nil {
		t.Errorf("promtool check web-config: %v\n%s", err, out)
	}
}

// serving has a server behind a web config, and says where.
func serving(t *testing.T, file string) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	hs := &http.Server{
		Handler:  http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "inside") }),
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo),
	}
	ended := make(chan error, 1)
	go func() { ended <- Serve(ln, hs, file, slog.New(slog.DiscardHandler)) }()
	t.Cleanup(func() {
		hs.Close()
		if err := <-ended; err != http.ErrServerClosed {
			t.Errorf("serve: %v", err)
		}
	})
	return ln.Addr().String()
}

func TestServe(t *testing.T) {
	dir := t.TempDir()
	trusted := webtest.Certify(t, dir)
	file := written(t, dir, webtest.TLS+webtest.Users(t, "prometheus", password))
	addr := serving(t, file)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}, ForceAttemptHTTP2: true}}
	t.Cleanup(client.CloseIdleConnections)
	ask := func(scheme, user, password string) (status int, err error) {
		req, err := http.NewRequestWithContext(t.Context(), "GET", scheme+"://"+addr+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if user != "" {
			req.SetBasicAuth(user, password)
		}
		res, err := client.Do(req)
		if err != nil {
			return 0, err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if inside := string(body) == "inside"; inside != (res.StatusCode == http.StatusOK) {
			t.Errorf("%d with %q", res.StatusCode, body)
		}
		return res.StatusCode, err
	}
	for _, tt := range []struct {
		name, user, password string
		want                 int
	}{
		{"right", "prometheus", password, 200},
		{"right once more", "prometheus", password, 200},
		{"nothing", "", "", 401},
		{"wrong password", "prometheus", "wrong", 401},
		{"empty password", "prometheus", "", 401},
		{"nobody", "root", password, 401},
	} {
		if got, err := ask("https", tt.user, tt.password); err != nil || got != tt.want {
			t.Errorf("%s: %d, %v; want %d", tt.name, got, err, tt.want)
		}
	}
	if got, err := ask("http", "prometheus", password); err == nil && got == http.StatusOK {
		t.Error("without TLS it is answered all the same")
	}
	client.CloseIdleConnections()
	client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{}
	if got, err := ask("https", "prometheus", password); err == nil {
		t.Errorf("somebody who does not know the certificate trusts it: %d", got)
	}
	// Another password holds at once.
	client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: trusted}
	written(t, dir, webtest.TLS+webtest.Users(t, "prometheus", "battery staple"))
	for _, tt := range []struct {
		password string
		want     int
	}{{password, 401}, {"battery staple", 200}} {
		if got, err := ask("https", "prometheus", tt.password); err != nil || got != tt.want {
			t.Errorf("after a change %q: %d, %v; want %d", tt.password, got, err, tt.want)
		}
	}
}

func TestServeManyAtOnce(t *testing.T) {
	file := written(t, t.TempDir(), webtest.Users(t, "a", password))
	addr := serving(t, file)
	wrong := make(chan error, 20)
	for i := range cap(wrong) {
		go func() {
			req, _ := http.NewRequest("GET", "http://"+addr, nil)
			req.SetBasicAuth("a", password)
			res, err := http.DefaultClient.Do(req)
			if err == nil {
				res.Body.Close()
				if res.StatusCode != http.StatusOK {
					err = fmt.Errorf("request %d: %s", i, res.Status)
				}
			}
			wrong <- err
		}()
	}
	for range cap(wrong) {
		if err := <-wrong; err != nil {
			t.Error(err)
		}
	}
}

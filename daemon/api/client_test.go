package api

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/timer"
)

// answering is a daemon that always says the same.
type answering struct {
	status int
	body   string
	asked  *http.Request
	sent   string
}

func (a *answering) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	a.asked, a.sent = r, string(body)
	return &http.Response{
		StatusCode: a.status,
		Status:     http.StatusText(a.status),
		Body:       io.NopCloser(strings.NewReader(a.body)),
	}, nil
}

func TestRequests(t *testing.T) {
	from := time.Date(2026, 11, 22, 10, 0, 0, 0, time.FixedZone("", 3600))
	for _, tt := range []struct {
		name       string
		call       func(context.Context, *Client) error
		want, body string
	}{
		{"status", func(ctx context.Context, c *Client) error { _, err := c.Status(ctx); return err }, "GET /v1/status", ""},
		{"timer", func(ctx context.Context, c *Client) error {
			_, err := c.Timer(ctx, Command{Do: "extend", Seconds: 60})
			return err
		}, "POST /v1/timer", `{"do":"extend","seconds":60}`},
		{"tracking", func(ctx context.Context, c *Client) error {
			_, err := c.Tracking(ctx, TrackingCommand{Do: "pause"})
			return err
		}, "POST /v1/tracking", `{"do":"pause"}`},
		{"reminders", func(ctx context.Context, c *Client) error {
			_, err := c.Reminders(ctx, TrackingCommand{Do: "release"})
			return err
		}, "POST /v1/reminders", `{"do":"release"}`},
		{"summary", func(ctx context.Context, c *Client) error {
			_, err := c.Summary(ctx, from, from.Add(time.Hour))
			return err
		}, "GET /v1/summary?from=2026-11-22T09%3A00%3A00Z&to=2026-11-22T10%3A00%3A00Z", ""},
		{"log", func(ctx context.Context, c *Client) error {
			for _, err := range c.Log(ctx, time.Time{}, time.Time{}) {
				return err
			}
			return nil
		}, "GET /v1/log", ""},
		{"settings", func(ctx context.Context, c *Client) error { _, err := c.Settings(ctx); return err }, "GET /v1/settings", ""},
		{"set a setting", func(ctx context.Context, c *Client) error {
			_, err := c.ChangeSetting(ctx, SettingCommand{Do: "set", Name: "a.b", Value: false})
			return err
		}, "POST /v1/settings", `{"do":"set","name":"a.b","value":false}`},
		{"doctor", func(ctx context.Context, c *Client) error { _, err := c.Doctor(ctx); return err }, "GET /v1/doctor", ""},
		{"extension", func(ctx context.Context, c *Client) error {
			_, err := c.Extension(ctx, ExtensionCommand{Do: "install"})
			return err
		}, "POST /v1/doctor/gnome-extension", `{"do":"install"}`},
		{"backup", func(ctx context.Context, c *Client) error { _, err := c.Backup(ctx); return err }, "POST /v1/backup", ""},
		{"link", func(ctx context.Context, c *Client) error { _, err := c.Link(ctx); return err }, "POST /v1/link", ""},
		{"metrics", func(ctx context.Context, c *Client) error {
			body, err := c.Metrics(ctx)
			if err != nil {
				return err
			}
			return body.Close()
		}, "GET /metrics", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			daemon := &answering{status: http.StatusOK, body: "{}\n"}
			if err := tt.call(t.Context(), &Client{Transport: daemon}); err != nil {
				t.Fatal(err)
			}
			if got := daemon.asked.Method + " " + daemon.asked.URL.RequestURI(); got != tt.want {
				t.Errorf("asked for %s, want %s", got, tt.want)
			}
			if daemon.sent != tt.body {
				t.Errorf("sent %s, want %s", daemon.sent, tt.body)
			}
			if media := daemon.asked.Header.Get("Content-Type"); (media == mediaJSON) != (tt.body != "") {
				t.Errorf("sent %q as %q", tt.body, media)
			}
		})
	}
}

func TestAnswersThatAreErrors(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   error
		says   string
	}{
		{"a refusal", 409, `{"code":"idle","message":"not running","hint":"start"}`, timer.ErrIdle, "not running"},
		{"one of a newer daemon", 409, `{"code":"mood","message":"not now"}`, nil, "not now"},
		{"not one of the daemon's", 502, "<html>", nil, "Bad Gateway"},
		{"nothing", 500, "", nil, "Internal Server Error"},
		{"success that is none", 200, "<html>", nil, "understand"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := &Client{Transport: &answering{status: tt.status, body: tt.body}}
			_, err := c.Status(t.Context())
			if err == nil || !strings.Contains(err.Error(), tt.says) || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v that says %q", err, tt.want, tt.says)
			}
		})
	}
}

func TestStreamsReturnTheirErrors(t *testing.T) {
	c := &Client{Transport: &answering{status: 503, body: `{"code":"busy","message":"too many"}`}}
	var watching, reading error
	for _, err := range c.Watch(t.Context()) {
		watching = err
	}
	for _, err := range c.Log(t.Context(), time.Time{}, time.Time{}) {
		reading = err
	}
	if !errors.Is(watching, ErrBusy) || !errors.Is(reading, ErrBusy) {
		t.Errorf("Watch ended with %v, Log with %v, want %v", watching, reading, ErrBusy)
	}
}

func TestWatchEndsWithWhatBrokeIt(t *testing.T) {
	for name, body := range map[string]string{
		"the end":      "data: {\"version\":\"1\"}\n\n",
		"not a status": "data: {\"version\":\"1\"}\n\ndata: [\n\n",
	} {
		c := &Client{Transport: &answering{status: 200, body: body}}
		var versions []string
		var broke error
		for s, err := range c.Watch(t.Context()) {
			if broke = err; err == nil {
				versions = append(versions, s.Version)
			}
		}
		if len(versions) != 1 || broke == nil {
			t.Errorf("%s: %d messages and %v, want one and an error", name, len(versions), broke)
		}
	}
}

// TestADaemonThatGoesAway takes the connection, as the socket of a killed daemon
// may, and gives no answer.
func TestADaemonThatGoesAway(t *testing.T) {
	for name, test := range map[string]struct {
		ask  func(*Client) error
		want string
	}{
		"reads":    {func(c *Client) error { _, err := c.Status(t.Context()); return err }, ErrNoDaemon.Error()},
		"commands": {func(c *Client) error { _, err := c.Backup(t.Context()); return err }, "went away before it answered"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "focusd.sock")
			l, err := net.Listen("unix", path)
			if err != nil {
				t.Fatal(err)
			}
			go func() {
				conn, err := l.Accept()
				l.Close()
				if err == nil {
					conn.Close() // with what was asked unread
				}
			}()
			if err := test.ask(&Client{Socket: path}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want an error with %q", err, test.want)
			}
		})
	}
}

func TestNoDaemon(t *testing.T) {
	path := filepath.Join(t.TempDir(), "focusd.sock")
	t.Setenv("FOCUSD_SOCKET", path)
	for name, c := range map[string]*Client{"zero": {}, "said": {Socket: path}} {
		_, err := c.Status(t.Context())
		if !errors.Is(err, ErrNoDaemon) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %v that names the socket", name, err, ErrNoDaemon)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := new(Client).Status(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, ErrNoDaemon) {
		t.Errorf("canceled: %v, want %v alone", err, context.Canceled)
	}
}

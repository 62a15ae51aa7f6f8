//go:build linux

package e2e

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
)

// web returns the address of the daemon's loopback listener.
func web(ctx context.Context, t *testing.T, m *rig.Machine) string {
	t.Helper()
	url, err := m.Web(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("the web listener is %q, want one on loopback", url)
	}
	return url
}

// TestLoopbackIsGuarded sends what other users of the machine and foreign web
// pages can send.
func TestLoopbackIsGuarded(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	startDaemon(ctx, t, m)
	url := web(ctx, t, m)
	for _, tc := range []struct {
		name, method, path string
		host, origin, site string
		want               int // 0: anything but success
	}{
		{name: "metrics need no token", method: "GET", path: "/metrics", want: 200},
		{name: "status without a token", method: "GET", path: "/v1/status"},
		{name: "log without a token", method: "GET", path: "/v1/log"},
		{name: "events without a token", method: "GET", path: "/v1/events"},
		{name: "command without a token", method: "POST", path: "/v1/timer"},
		{name: "the link that carries the token", method: "POST", path: "/v1/link"},
		{name: "a rebound name", method: "GET", path: "/metrics", host: "evil.example"},
		{name: "a rebound name with the right port", method: "GET", path: "/metrics", host: "evil.example" + url[strings.LastIndex(url, ":"):]},
		{name: "a foreign page", method: "POST", path: "/v1/timer", origin: "https://evil.example", site: "cross-site"},
		{name: "a page on another port", method: "POST", path: "/v1/timer", origin: "http://127.0.0.1:1", site: "same-site"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var body io.Reader
			if tc.method == http.MethodPost {
				body = strings.NewReader(`{"do":"start"}`)
			}
			req, err := http.NewRequestWithContext(ctx, tc.method, url+tc.path, body)
			if err != nil {
				t.Fatal(err)
			}
			if body != nil {
				req.Header.Set("Content-Type", "application/json")
			}
			if tc.host != "" {
				req.Host = tc.host
			}
			if tc.origin != "" {
				req.Header.Set("Origin", tc.origin)
				req.Header.Set("Sec-Fetch-Site", tc.site)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			said, _ := io.ReadAll(res.Body)
			if tc.want != 0 && res.StatusCode != tc.want {
				t.Errorf("answered %d, want %d: %.200s", res.StatusCode, tc.want, said)
			}
			if tc.want == 0 && res.StatusCode < 400 {
				t.Errorf("answered %d, want a refusal: %.200s", res.StatusCode, said)
			}
		})
	}
	status, err := m.Client().Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if status.Timer.State != "idle" {
		t.Errorf("one of them has started the timer: it is in %s", status.Timer.State)
	}
}

// TestHundredMegabytesAreRefused sends a body that nobody needs.
func TestHundredMegabytesAreRefused(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	d := startDaemon(ctx, t, m)
	client := http.Client{Transport: &http.Transport{DialContext: socket(m)}}
	defer client.CloseIdleConnections()
	before := memory(t, d)
	body := io.LimitReader(endless{}, 100<<20)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://focusd/v1/timer", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := client.Do(req)
	if err == nil { // the daemon may also hang up
		res.Body.Close()
		if res.StatusCode < 400 {
			t.Errorf("answered %d, want a refusal", res.StatusCode)
		}
	}
	if grew := memory(t, d) - before; grew > 16<<20 {
		t.Errorf("the daemon has grown by %d MiB", grew>>20)
	}
	focus(ctx, t, m, "start", "25/5")
}

// endless is the white space before a JSON value that never comes.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestTenThousandStreams opens more event streams than anybody has windows.
// The daemon may refuse some, but it goes on answering.
func TestTenThousandStreams(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, 2*time.Minute)
	d := startDaemon(ctx, t, m)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := http.Client{Transport: &http.Transport{DialContext: socket(m)}}
	var streams sync.WaitGroup
	var opened, refused atomic.Int64
	// The connections come in batches: the queue of a socket is short.
	gate := make(chan struct{}, 64)
	for range 10_000 {
		gate <- struct{}{}
		streams.Go(func() {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://focusd/v1/events", nil)
			if err != nil {
				t.Error(err)
				return
			}
			res, err := client.Do(req)
			<-gate
			if err != nil {
				refused.Add(1)
				return
			}
			defer res.Body.Close()
			if res.StatusCode != http.StatusOK {
				refused.Add(1)
				return
			}
			opened.Add(1)
			_, _ = io.Copy(io.Discard, res.Body) // until the test or the daemon ends it
		})
	}
	until(ctx, t, time.Minute, "every stream is open or refused", func() bool {
		return opened.Load()+refused.Load() == 10_000
	})
	t.Logf("%d streams are open, %d were refused; the daemon has %d MiB", opened.Load(), refused.Load(), memory(t, d)>>20)
	if opened.Load() < 16 {
		t.Errorf("%d streams could be opened, want at least 16", opened.Load())
	}
	if m := memory(t, d); m > 512<<20 {
		t.Errorf("the daemon has %d MiB", m>>20)
	}
	// A person's command still gets through, and every stream is told.
	began := time.Now()
	got := m.Focus(ctx, "start", "25/5")
	if got.Code != 0 {
		t.Error(got)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("focus start took %v", took)
	}
	cancel()
	streams.Wait()
}

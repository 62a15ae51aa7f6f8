package server

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// socket serves the rig over a real unix socket until the test ends, and says
// where.
func (r *rig) socket(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "focusd.sock")
	ln, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	r.serve(t, ln)
	return path
}

// loopback serves the rig over a real TCP port until the test ends.
func (r *rig) loopback(t testing.TB) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r.serve(t, ln)
	return ln.Addr().String()
}

func (r *rig) serve(t testing.TB, ln net.Listener) {
	ctx, cancel := context.WithCancel(context.Background())
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := r.Serve(ctx, nil, ln); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); serving.Wait() })
}

// endless is a body of spaces that counts how many are taken. The transport
// may still be reading it when the answer has come.
type endless struct {
	size  int64
	taken atomic.Int64
}

func (e *endless) Read(p []byte) (int, error) {
	n := min(int64(len(p)), e.size-e.taken.Load())
	if n == 0 {
		return 0, io.EOF
	}
	copy(p, strings.Repeat(" ", int(n)))
	e.taken.Add(n)
	return int(n), nil
}

func TestHundredMegabytes(t *testing.T) {
	const size = 100 << 20
	addr := newRig(t, Options{}).loopback(t)
	body := &endless{size: size}
	req, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+addr+"/v1/timer", io.NopCloser(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+testToken)
	transport := new(http.Transport)
	defer transport.CloseIdleConnections()
	res, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("status %s, want 413", res.Status)
	}
	if taken := body.taken.Load(); taken > 16<<20 {
		t.Errorf("%d bytes were taken of a body that is too long", taken)
	}
}

// TestManyStreams opens event streams until it is told to stop doing so, and
// many more.
func TestManyStreams(t *testing.T) {
	path := newRig(t, Options{}).socket(t)
	const asked = maxSocketStreams + 100
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	open := make(chan error, asked)
	var watching sync.WaitGroup
	for range asked {
		watching.Go(func() {
			c := &api.Client{Socket: path}
			first := true
			for _, err := range c.Watch(ctx) {
				if first {
					open <- err
				}
				first = false
			}
		})
	}
	opened, refused := 0, 0
	for range asked {
		switch err := <-open; {
		case err == nil:
			opened++
		case errors.Is(err, api.ErrBusy):
			refused++
		default:
			t.Errorf("stream: %v", err)
		}
	}
	if opened != maxSocketStreams {
		t.Errorf("%d streams were opened and %d refused, want %d open", opened, refused, maxSocketStreams)
	}
	if _, err := (&api.Client{Socket: path}).Status(t.Context()); err != nil {
		t.Errorf("with all streams open, status: %v", err)
	}
	cancel()
	watching.Wait()
	if err := eventually(t, func() error {
		for _, err := range (&api.Client{Socket: path}).Watch(t.Context()) {
			return err
		}
		return nil
	}); err != nil {
		t.Errorf("after all have gone: %v", err)
	}
}

// TestTenThousandConnections leaves connections open without a word on them.
func TestTenThousandConnections(t *testing.T) {
	path := newRig(t, Options{}).socket(t)
	var silent []net.Conn
	defer func() {
		for _, conn := range silent {
			conn.Close()
		}
	}()
	refused := 0
	for range 10_000 {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		if len(silent) < maxSocketConns {
			silent = append(silent, conn)
			continue
		}
		fmt.Fprint(conn, "GET /v1/status HTTP/1.1\r\nHost: focusd\r\n\r\n")
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err == nil && res.StatusCode == http.StatusServiceUnavailable {
			refused++
		}
		conn.Close()
	}
	if want := 10_000 - maxSocketConns; refused != want {
		t.Errorf("%d connections were refused, want %d", refused, want)
	}
	if _, err := (&api.Client{Socket: path}).Status(t.Context()); !errors.Is(err, api.ErrBusy) {
		t.Errorf("status beside them: %v, want %v", err, api.ErrBusy)
	}
	for _, conn := range silent {
		conn.Close()
	}
	silent = nil
	if err := eventually(t, func() error {
		_, err := (&api.Client{Socket: path}).Status(t.Context())
		return err
	}); err != nil {
		t.Errorf("after they have gone: %v", err)
	}
}

// eventually tries until there is no error, for a few seconds.
func eventually(t *testing.T, try func() error) (err error) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if err = try(); err == nil {
			return nil
		}
	}
	return err
}

// TestSlowHead sends a request a byte a second.
func TestSlowHead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		ln := r.pipes(t)
		conn, err := ln.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		go io.Copy(io.Discard, conn) // a pipe has no buffer: whoever writes waits
		began := time.Now()
		for _, b := range []byte("GET /v1/status HTTP/1.1\r\nHost: focusd\r\nX-Patience: " + strings.Repeat("x", 1000)) {
			if _, err := conn.Write([]byte{b}); err != nil {
				break
			}
			time.Sleep(time.Second)
		}
		if took := time.Since(began); took > 2*headerTime {
			t.Errorf("the head may take %v, want %v at most", took, headerTime)
		}
	})
}

// TestSlowBody sends a head at once and its body never, to who would read it
// and to who would not.
func TestSlowBody(t *testing.T) {
	for _, line := range []string{"POST /v1/timer", "POST /v1/link", "GET /v1/status", "GET /v1/events", "POST /v1/nothing"} {
		t.Run(line, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conn, err := newRig(t, Options{}).pipes(t).dial(t.Context(), "", "")
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				began := time.Now()
				fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: focusd\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n", line)
				if _, err := io.ReadAll(conn); err != nil {
					t.Error(err)
				}
				if took := time.Since(began); took > bodyTime {
					t.Errorf("the connection was held for %v, want %v at most", took, bodyTime)
				}
			})
		})
	}
}

func TestLongHead(t *testing.T) {
	addr := newRig(t, Options{}).loopback(t)
	req, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+addr+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", "a="+strings.Repeat("x", 3*maxHeader))
	transport := new(http.Transport)
	defer transport.CloseIdleConnections()
	res, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %s, want 431", res.Status)
	}
}

// TestStopWithOpenStreams stops a server of which one reader waits for news
// and another has stopped reading.
func TestStopWithOpenStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		ln := newPipes()
		ctx, cancel := context.WithCancel(t.Context())
		stopped := make(chan error)
		go func() { stopped <- r.Serve(ctx, nil, ln) }()

		stuck, err := ln.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		defer stuck.Close()
		fmt.Fprintf(stuck, "GET /v1/events HTTP/1.1\r\nHost: focusd\r\n\r\n")

		transport := &http.Transport{DialContext: ln.dial}
		ended := make(chan error)
		go func() {
			var last error
			for _, err := range (&api.Client{Transport: transport}).Watch(t.Context()) {
				last = err
			}
			ended <- last
		}()
		synctest.Wait()
		began := time.Now()
		cancel()
		if err := <-stopped; err != nil {
			t.Errorf("Serve: %v", err)
		}
		if took := time.Since(began); took >= stopTime {
			t.Errorf("stopping took %v: it waited for a stream", took)
		}
		if err := <-ended; !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("the stream ended with %v, want %v", err, io.ErrUnexpectedEOF)
		}
	})
}

func TestNobodyIsAnsweredBeforeItIsReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, ln := newRig(t, Options{}), newPipes()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		begin, stopped := make(chan bool), make(chan error)
		ready := func(context.Context) bool { return <-begin }
		go func() { stopped <- r.Serve(ctx, ready, ln) }()
		answered := make(chan error, 1)
		go func() {
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: ln.dial}}
			res, err := client.Get("http://focusd/v1/status")
			if err == nil {
				err = res.Body.Close()
			}
			answered <- err
		}()
		time.Sleep(time.Second)
		synctest.Wait()
		if len(answered) != 0 {
			t.Error("somebody was answered before it was ready")
		}
		begin <- true
		if err := <-answered; err != nil {
			t.Errorf("who waited for it: %v", err)
		}
		cancel()
		if err := <-stopped; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
}

func TestOneThatNeverGetsReadyEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, ln := newRig(t, Options{}), newPipes()
		defer ln.Close()
		if err := r.Serve(t.Context(), func(context.Context) bool { return false }, ln); err != nil {
			t.Errorf("Serve: %v, want that it just ends", err)
		}
	})
}

func TestListenerThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		good, bad := newPipes(), newPipes()
		bad.Close()
		if err := r.Serve(t.Context(), nil, good, bad); !errors.Is(err, net.ErrClosed) {
			t.Errorf("Serve: %v, want %v", err, net.ErrClosed)
		}
		if _, err := good.Accept(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("the other listener: %v, want it closed", err)
		}
	})
}

func TestObserve(t *testing.T) {
	var mu sync.Mutex
	seen := make(map[string]int)
	r := newRig(t, Options{Observe: func(handler, method string, code int, _ time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		seen[fmt.Sprintf("%s %s %d", method, handler, code)]++
	}})
	h := r.Socket()
	for _, ask := range []struct{ method, path, host string }{
		{"GET", "/v1/status", "focusd"},
		{"GET", "/", "focusd"},
		{"DELETE", "/v1/status", "focusd"},
		{"GET", "/v1/nothing/" + strings.Repeat("x", 50), "focusd"},
		{"MAKEUP", "/who/knows", "focusd"},
		{"GET", "/v1/status", "evil.example"},
	} {
		res, err := direct{h}.RoundTrip(request(ask.method, ask.path, header{"Host": ask.host}))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
	}
	want := map[string]int{
		"GET /v1/status 200": 1, "GET / 200": 1, "other /v1/status 405": 1,
		"GET other 404": 1, "other other 404": 1, "GET other 421": 1,
	}
	for key := range want {
		if seen[key] != want[key] {
			t.Errorf("%q was seen %d times, want %d; seen: %v", key, seen[key], want[key], seen)
		}
	}
	if len(seen) != len(want) {
		t.Errorf("seen %v, want %v", seen, want)
	}
}

func TestBusy(t *testing.T) {
	var begun, waiting atomic.Int64
	r := newRig(t, Options{
		Metrics: http.NotFoundHandler(),
		Busy: func() func() {
			begun.Add(1)
			waiting.Add(1)
			return func() { waiting.Add(-1) }
		},
	})
	h := r.Socket()
	for path, busy := range map[string]int64{
		"/v1/status": 0, "/metrics": 0, "/healthz": 0, "/v1/nothing": 0,
		"/v1/day": 1, "/v1/summary": 1, "/v1/log?from=nonsense": 1,
	} {
		before := begun.Load()
		res, err := direct{h}.RoundTrip(request("GET", path, header{"Host": "focusd"}))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if n := begun.Load() - before; n != busy {
			t.Errorf("%s: busy %d times, want %d", path, n, busy)
		}
	}
	if n := waiting.Load(); n != 0 {
		t.Errorf("%d answers have never been given", n)
	}
}

func BenchmarkStatus(b *testing.B) {
	r := newRig(b, Options{})
	r.source.Focus(tracker.Window{App: "editor", Title: "chapter two"})
	c := &api.Client{Socket: r.socket(b)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Status(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// TestCommandAfterALongSilence sends commands at the instants at which one side
// or the other gives up an unused connection.
func TestCommandAfterALongSilence(t *testing.T) {
	for _, silence := range []time.Duration{api.KeepTime, idleTime} {
		synctest.Test(t, func(t *testing.T) {
			c := newRig(t, Options{}).client(t)
			for i := range 20 {
				if _, err := c.Tracking(t.Context(), api.TrackingCommand{Do: "resume"}); err != nil {
					t.Fatalf("command %d, %v after the one before: %v", i, silence, err)
				}
				time.Sleep(silence)
			}
		})
	}
}

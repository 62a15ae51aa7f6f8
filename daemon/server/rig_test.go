package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"focusd/daemon/agenda"
	"focusd/daemon/api"
	"focusd/daemon/credit"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/entries"
	"focusd/daemon/rules"
	"focusd/tracker"
)

const (
	testToken = "correct-horse"
	testHost  = "127.0.0.1:8463"
)

// rig is a server with a running engine behind it.
type rig struct {
	*Server
	memory *enginetest.Memory
	source *enginetest.Source
}

// newRig stops the engine when the test ends. It may be used in a bubble.
func newRig(t testing.TB, o Options) *rig {
	t.Helper()
	o.Config.Calendar = tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}
	if o.Token == "" {
		o.Token = testToken
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	r := &rig{memory: enginetest.NewMemory(), source: enginetest.NewSource("played")}
	e, err := engine.New(o.Config, r.memory, o.Log)
	if err != nil {
		t.Fatal(err)
	}
	o.Rules = rules.New(r.memory, e.Keep, "desk")
	o.Agenda = agenda.New(r.memory, e.KeepCounting, func() tracker.Calendar { return o.Config.Calendar })
	o.Entries = entries.New(e, r.memory, func() *time.Location { return time.UTC })
	o.Credit = &credit.Teller{Engine: e, Store: r.memory, Rules: o.Rules, Entries: o.Entries, Book: o.Agenda, Log: o.Log}
	r.Server = New(e, r.memory, o)
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := e.Run(ctx, r.source); err != nil {
			t.Errorf("engine: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); running.Wait() })
	return r
}

// pipes is a listener whose connections are net.Pipes: it works in a bubble.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes {
	return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr passes for that of a unix socket.
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Net: "unix", Name: "pipe"} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-p.closed:
		return nil, api.ErrNoDaemon
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// pipes serves the rig over pipes until the test ends.
func (r *rig) pipes(t *testing.T) *pipes {
	t.Helper()
	ln := newPipes()
	r.serve(t, ln)
	return ln
}

// client is a client of the rig over pipes.
func (r *rig) client(t *testing.T) *api.Client {
	t.Helper()
	transport := &http.Transport{DialContext: r.pipes(t).dial, IdleConnTimeout: api.KeepTime}
	t.Cleanup(transport.CloseIdleConnections)
	return &api.Client{Transport: transport}
}

// through is a client whose requests go straight to h, without a connection.
// Its answers are whole: not for streams.
func through(h http.Handler) *api.Client { return &api.Client{Transport: direct{h}} }

type direct struct{ handler http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	res := httptest.NewRecorder()
	d.handler.ServeHTTP(res, r)
	return res.Result(), nil
}

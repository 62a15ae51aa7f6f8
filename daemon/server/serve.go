package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"focusd/daemon/api"
)

const (
	headerTime = 5 * time.Second  // in which the head of a request must have come
	idleTime   = 2 * api.KeepTime // that a connection may wait for its next request
	stopTime   = 2 * time.Second  // that requests get to end in when the daemon stops
	maxHeader  = 16 << 10

	maxSocketConns = 2 * maxSocketStreams
	maxWebConns    = 2 * maxWebStreams
)

// Serve answers on the listeners until ctx is done or one of them fails, and
// closes them. It begins when ready, if that is not nil, returns true; if it
// returns false nobody is answered, and Serve returns. Event streams end with ctx; what else is being answered gets a
// few seconds more. Unix listeners get the rights of Socket, those that other
// machines can reach get what is Outside, all others those of Loopback.
func (s *Server) Serve(ctx context.Context, ready func(context.Context) bool, listeners ...net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	servers := make([]*http.Server, len(listeners))
	limits := make([]int, len(listeners))
	for i, ln := range listeners { // which takes as long as what ready waits for
		servers[i], limits[i] = s.httpServer(ctx, ln.Addr())
	}
	if ready != nil && !ready(ctx) {
		return nil
	}
	errs := make([]error, len(listeners))
	var serving sync.WaitGroup
	for i, ln := range listeners {
		serving.Go(func() {
			errs[i] = s.serve(limit(ln, limits[i]), servers[i])
			cancel() // one that fails takes the others with it
		})
	}
	<-ctx.Done()
	for _, hs := range servers {
		s.shutDown(hs)
	}
	serving.Wait()
	for i, err := range errs {
		if !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve %s: %w", listeners[i].Addr(), err)
		}
	}
	return nil
}

// httpServer is the server for a listener at addr, and how many connections it
// takes at a time.
func (s *Server) httpServer(ctx context.Context, addr net.Addr) (hs *http.Server, conns int) {
	hs = &http.Server{
		Handler:                      s.handler(addr),
		DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout:            headerTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               maxHeader,
		ErrorLog:                     slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
		BaseContext:                  func(net.Listener) context.Context { return ctx },
	}
	if addr.Network() == "unix" {
		return hs, maxSocketConns
	}
	return hs, maxWebConns
}

// handler answers at a listener at addr.
func (s *Server) handler(addr net.Addr) http.Handler {
	tcp, ok := addr.(*net.TCPAddr)
	switch {
	case addr.Network() == "unix":
		return s.Socket()
	case ok && !tcp.IP.IsLoopback():
		return s.Outside(addr.String())
	}
	return s.Loopback(addr.String())
}

// serve has hs answer at ln until it is shut down.
func (s *Server) serve(ln net.Listener, hs *http.Server) error {
	if s.ServeTCP != nil && ln.Addr().Network() != "unix" {
		return s.ServeTCP(ln, hs)
	}
	return hs.Serve(ln)
}

// shutDown lets hs finish what it is about, but not for ever.
func (s *Server) shutDown(hs *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if err := hs.Shutdown(ctx); err != nil {
		s.Log.Warn("requests were broken off", "err", err)
		hs.Close()
	}
}

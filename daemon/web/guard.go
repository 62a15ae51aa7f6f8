package web

import (
	"log/slog"
	"net/http"
	"sync"
)

// Guard answers nobody while the file asks for less than is enough: it is read
// again for each who asks, and what was taken out of it would hold at once. That
// passwords or certificates of clients are asked for no more is logged once.
func Guard(next http.Handler, file string, enough func(Front) bool, log *slog.Logger) http.Handler {
	g := &guard{file: file, enough: enough, log: log}
	g.was, _ = Read(file) // who starts with a file that can't be read is told elsewhere
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.open() {
			http.Error(w, "the web config does not ask who you are any more; the log says what to do", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type guard struct {
	file   string
	enough func(Front) bool
	log    *slog.Logger

	mu  sync.Mutex
	was Front // when somebody asked last
}

// open tells whether the file is enough now.
func (g *guard) open() bool {
	now, err := Read(g.file)
	if err != nil {
		return false // exporter-toolkit says why
	}
	open := g.enough(now)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.was.Loses(now) {
		g.log.Warn("the web config asks for less than before", "file", g.file, "passwords", now.Passwords, "clients", now.Clients)
	}
	if !open && g.enough(g.was) {
		g.log.Error("nobody is answered where other machines could come: put passwords into the web config again", "file", g.file)
	}
	g.was = now
	return open
}

// Loses tells whether next lets in who was turned away, or lets what is sent be
// read.
func (f Front) Loses(next Front) bool {
	return f.Passwords && !next.Passwords || f.Clients && !next.Clients || f.TLS && !next.TLS
}

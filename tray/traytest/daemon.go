package traytest

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"testing"

	"focusd/daemon/api"
)

// Request is one thing the daemon was asked.
type Request struct {
	Path     string // /v1/timer
	Query    string // five=1
	Timer    api.Command
	Tracking api.TrackingCommand // also of /v1/reminders
	Agenda   api.AgendaCommand
	Answer   api.AnswerCommand
}

// Daemon answers at a socket. It can be stopped and started again.
type Daemon struct {
	Socket   string
	Requests chan Request // buffered; what was asked, in order

	t      testing.TB
	server *http.Server
	ended  chan struct{} // when server has

	mu      sync.Mutex
	status  api.Status
	agenda  api.Agenda
	next    api.Next
	notices []api.AgendaNotice
	changed chan struct{} // closed and replaced when one of them is
	refusal *api.Error
}

// NewDaemon starts a daemon that is stopped at the end of the test.
func NewDaemon(t testing.TB, s api.Status) *Daemon {
	t.Helper()
	d := &Daemon{
		Socket:   filepath.Join(t.TempDir(), "focusd.sock"),
		Requests: make(chan Request, 64),
		t:        t,
		status:   s,
		changed:  make(chan struct{}),
	}
	d.Start()
	t.Cleanup(d.Stop)
	return d
}

// Start listens, after NewDaemon or Stop.
func (d *Daemon) Start() {
	d.t.Helper()
	listener, err := net.Listen("unix", d.Socket)
	if err != nil {
		d.t.Fatalf("listen: %v", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/events", d.events)
	mux.HandleFunc("POST /v1/timer", d.timer)
	mux.HandleFunc("POST /v1/tracking", d.tracking)
	mux.HandleFunc("POST /v1/reminders", d.tracking)
	mux.HandleFunc("POST /v1/answer", d.answered)
	mux.HandleFunc("POST /v1/link", d.link)
	mux.HandleFunc("GET /v1/agenda", d.agendaOfToday)
	mux.HandleFunc("POST /v1/agenda", d.agendaCommand)
	mux.HandleFunc("GET /v1/next", d.offers)
	ctx, cancel := context.WithCancel(context.Background())
	d.server = &http.Server{Handler: mux, BaseContext: func(net.Listener) context.Context { return ctx }}
	server, ended := d.server, make(chan struct{})
	d.ended = ended
	go func() {
		defer close(ended)
		defer cancel()
		server.Serve(listener)
	}()
}

// Stop breaks all connections. A second one does nothing.
func (d *Daemon) Stop() {
	d.server.Close()
	<-d.ended
}

// Publish makes s the status and sends it to everybody who follows.
func (d *Daemon) Publish(s api.Status) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.status = s
	close(d.changed)
	d.changed = make(chan struct{})
}

// Plan makes a the agenda and n what fits into a gap, and tells everybody who
// follows that there is another edition.
func (d *Daemon) Plan(a api.Agenda, n api.Next) {
	d.mu.Lock()
	defer d.mu.Unlock()
	a.Edition = d.agenda.Edition + 1
	d.agenda, d.next = a, n
	close(d.changed)
	d.changed = make(chan struct{})
}

// Notice has every change of the agenda be answered with notices.
func (d *Daemon) Notice(notices ...api.AgendaNotice) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notices = notices
}

// Refuse has every request refused with e; nil ends that.
func (d *Daemon) Refuse(e *api.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refusal = e
}

func (d *Daemon) present() (api.Status, <-chan struct{}, *api.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.status, d.changed, d.refusal
}

func (d *Daemon) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", api.EventStream)
	for {
		status, changed, _ := d.present()
		agenda, _ := d.plan()
		edition := api.AgendaEdition{Edition: agenda.Edition}
		if api.WriteEvent(w, status) != nil || api.WriteNamedEvent(w, api.EventAgenda, edition) != nil ||
			http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

func (d *Daemon) timer(w http.ResponseWriter, r *http.Request) {
	request := Request{Path: r.URL.Path}
	if decode(w, r, &request.Timer) {
		d.answer(w, request)
	}
}

func (d *Daemon) tracking(w http.ResponseWriter, r *http.Request) {
	request := Request{Path: r.URL.Path}
	if decode(w, r, &request.Tracking) {
		d.answer(w, request)
	}
}

func (d *Daemon) answered(w http.ResponseWriter, r *http.Request) {
	request := Request{Path: r.URL.Path}
	if decode(w, r, &request.Answer) {
		d.answer(w, request)
	}
}

func (d *Daemon) link(w http.ResponseWriter, r *http.Request) {
	d.Requests <- Request{Path: r.URL.Path}
	json.NewEncoder(w).Encode(api.Link{URL: "http://127.0.0.1:8463/?token=secret"})
}

func (d *Daemon) plan() (api.Agenda, api.Next) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.agenda, d.next
}

func (d *Daemon) agendaOfToday(w http.ResponseWriter, r *http.Request) {
	agenda, _ := d.plan()
	json.NewEncoder(w).Encode(agenda)
}

// offers are recorded unless they are a peek, which goes on all the time. Of the
// question for five minutes they are the last one.
func (d *Daemon) offers(w http.ResponseWriter, r *http.Request) {
	_, next := d.plan()
	q := r.URL.Query()
	if !q.Has("peek") {
		d.Requests <- Request{Path: r.URL.Path, Query: r.URL.RawQuery}
	}
	if n := len(next.Offers); q.Has("five") && n > 0 {
		next.Offers = next.Offers[n-1:]
	}
	json.NewEncoder(w).Encode(next)
}

func (d *Daemon) agendaCommand(w http.ResponseWriter, r *http.Request) {
	request := Request{Path: r.URL.Path}
	if decode(w, r, &request.Agenda) {
		d.answer(w, request)
	}
}

func (d *Daemon) done(cmd api.AgendaCommand) api.AgendaDone {
	d.mu.Lock()
	defer d.mu.Unlock()
	return api.AgendaDone{Verb: cmd.Do, ID: cmd.ID, Edition: d.agenda.Edition, Notices: d.notices}
}

func decode(w http.ResponseWriter, r *http.Request, body any) bool {
	err := json.NewDecoder(r.Body).Decode(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
	return err == nil
}

// answer records the request and leaves the status as it is.
func (d *Daemon) answer(w http.ResponseWriter, request Request) {
	d.Requests <- request
	status, _, refusal := d.present()
	if refusal != nil {
		w.WriteHeader(http.StatusConflict)
		json.NewEncoder(w).Encode(refusal)
		return
	}
	if request.Path == "/v1/agenda" {
		json.NewEncoder(w).Encode(d.done(request.Agenda))
		return
	}
	json.NewEncoder(w).Encode(status)
}

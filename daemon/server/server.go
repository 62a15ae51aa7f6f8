package server

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"focusd/daemon/agenda"
	"focusd/daemon/api"
	"focusd/daemon/credit"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/nudger"
	"focusd/daemon/page"
	"focusd/daemon/rules"
	"focusd/tracker"
)

// Options are what a Server needs beside the engine and the store. What is
// zero is not there: its routes say so.
type Options struct {
	Version string
	Config  engine.Config // the rules and the calendar are used; see Reconfigure

	Web   string   // where the page is: "http://127.0.0.1:8463"; "" when off
	Token string   // opens loopback; "" opens nothing
	Hosts []string // further names, with the port, that TCP listeners answer to

	// MetricsPath is where TCP listeners have the metrics; "": /metrics, where the
	// socket always has them. See CheckMetricsPath.
	MetricsPath string
	// ServeTCP answers at a TCP listener what is to be let through; nil: everything.
	ServeTCP func(net.Listener, *http.Server) error

	Doctor    func(context.Context) api.Doctor
	Settings  func(context.Context) (api.Settings, error)
	Extension func(context.Context, api.ExtensionCommand) (api.Extension, error)
	Backup    func(context.Context) (api.Backup, error)
	Forget    func(context.Context, Oblivion) (api.Forgotten, error)
	Metrics   http.Handler
	History   Past // of the metrics
	Quiet     func() *api.Quiet
	Rules     *rules.Book // what the person says their time is worth

	SetSetting func(context.Context, api.SettingCommand) (api.SettingChange, error)

	Entries *entries.Entries // what the person says of the log; nil: they are made of the engine and the store
	Nudges  *nudger.Nudger   // what the person is asked; nil: nothing

	// Plans is how goals and habits stood on each of the days from first to last;
	// nil: nobody knows.
	Plans func(first, last tracker.Day) ([]api.PlanDay, error)

	Agenda *agenda.Book   // what the person wants to do; nil: nothing is kept of it
	Six    int            // how many tasks a day has ranked at most; 0: 6
	Credit *credit.Teller // what the log says of a day; nil: nothing

	Horizon int // days after which a change holds that makes a habit easier, and a vacation begins, at least

	// Busy is called before an answer that may take long, and done when it has been
	// given; nil: nobody cares.
	Busy func() (done func())
	// Observe is told of every answer. Handler is the path of a route, or
	// "other"; method is one that has a route, or "other".
	Observe func(handler, method string, code int, took time.Duration)
	Log     *slog.Logger // nil: nothing is logged
}

// Server answers requests. Any goroutine may use it.
type Server struct {
	Options
	engine *engine.Engine
	store  engine.Store
	config atomic.Pointer[engine.Config]
	keys   keys // of the links that were handed out
	looked keys // of what would be forgotten
	lately lately

	resolve resolve // to leave a break that is strict

	entries    *entries.Entries // what the person says of the log
	correcting sync.Mutex       // a correction is made of what was seen of the log
	planning   sync.Mutex       // and a change of the agenda of what was seen of that

	site *page.Site // what people see in a browser

	counted countsEdition // what counts are made of

	socketStreams, webStreams chan struct{} // one slot for each open event stream
	exporting                 chan struct{} // one slot for the history of metrics
}

// How many event streams are open at most. A desktop needs a handful; a client
// that leaks them is to notice, not the daemon.
const (
	maxSocketStreams = 256
	maxWebStreams    = 64
)

// New returns a server for e, which must be running to answer, and st, which
// must be open.
func New(e *engine.Engine, st engine.Store, o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{
		Options:       o,
		engine:        e,
		store:         st,
		socketStreams: make(chan struct{}, maxSocketStreams),
		webStreams:    make(chan struct{}, maxWebStreams),
		exporting:     make(chan struct{}, 1),
	}
	s.site = page.New(&api.Client{Transport: inside{sync.OnceValue((&door{Server: s, private: true}).routed)}})
	s.Reconfigure(o.Config)
	if s.entries = o.Entries; s.entries == nil {
		s.entries = entries.New(e, st, s.location)
	}
	return s
}

// Socket answers what comes over the unix socket.
func (s *Server) Socket() http.Handler {
	return (&door{Server: s, private: true, hosts: socketHosts(), streams: s.socketStreams}).handler()
}

// Loopback answers what comes over a TCP listener with the address addr.
func (s *Server) Loopback(addr string) http.Handler {
	hosts := append(loopbackHosts(addr), s.Hosts...)
	return (&door{Server: s, hosts: hosts, streams: s.webStreams}).handler()
}

// Outside answers what comes over a TCP listener with an address that other
// machines can reach: metrics, and whether the daemon is well.
func (s *Server) Outside(addr string) http.Handler {
	hosts := append(machineHosts(addr), s.Hosts...)
	return (&door{Server: s, outside: true, hosts: hosts, streams: s.webStreams}).handler()
}

// door is the server as it looks through one sort of listener.
type door struct {
	*Server
	private bool          // the unix socket: who comes this way may do everything
	outside bool          // other machines can reach it
	hosts   []string      // the values of Host that are answered
	streams chan struct{} // one slot for each open event stream
}

type route struct {
	pattern string // method and path, as http.ServeMux wants it
	handle  handler
}

// handler answers a request, or returns why it did not.
type handler func(http.ResponseWriter, *http.Request) error

// routes are what the door answers.
func (d *door) routes() []route {
	if d.outside {
		return []route{
			{"GET /{$}", d.landing},
			{"GET " + d.metricsPath(), d.metrics},
			{"GET /healthz", d.healthz},
		}
	}
	return append(d.inside(), route{"GET " + d.metricsPath(), d.metrics})
}

// inside is the whole of the protocol but for the metrics.
func (d *door) inside() []route {
	return []route{
		{"GET /v1/status", d.status},
		{"POST /v1/timer", d.timer},
		{"POST /v1/tracking", d.tracking},
		{"POST /v1/reminders", d.reminders},
		{"POST /v1/answer", d.answer},
		{"GET /v1/events", d.events},
		{"GET /v1/log", d.log},
		{"GET /v1/summary", d.summary},
		{"GET /v1/timeline", d.timeline},
		{"GET /v1/entries", d.entryList},
		{"POST /v1/entries", d.entryCommand},
		{"GET /v1/entries/history", d.entryHistory},
		{"GET /v1/entries/gaps", d.entryGaps},
		{"POST /v1/entries/import", d.entryImport},
		{"GET /v1/record", d.record},
		{"GET /v1/openmetrics", d.openMetrics},
		{"GET /v1/counts", d.counts},
		{"GET /v1/counts/edition", d.countsEditionNow},
		{"GET /v1/counts/plans", d.planDays},
		{"GET /v1/day", d.day},
		{"GET /v1/categories", d.categories},
		{"POST /v1/categories", d.setCategory},
		{"GET /v1/rules", d.ruleList},
		{"POST /v1/rules", d.ruleCommand},
		{"POST /v1/rules/test", d.ruleTest},
		{"POST /v1/rules/preview", d.rulePreview},
		{"GET /v1/unclassified", d.unclassified},
		{"GET /v1/agenda", d.agenda},
		{"POST /v1/agenda", d.agendaCommand},
		{"GET /v1/tasks", d.taskList},
		{"GET /v1/next", d.next},
		{"GET /v1/templates", d.templates},
		{"GET /v1/time-blocks", d.timeBlocks},
		{"GET /v1/habits", d.habits},
		{"GET /v1/habits/{id}", d.habit},
		{"GET /v1/goals", d.goals},
		{"GET /v1/rewards", d.rewards},
		{"GET /v1/plan", d.plan},
		{"GET /v1/wins", d.wins},
		{"GET /v1/review", d.review},
		{"GET /v1/exercise", d.exercise},
		{"GET /v1/report", d.sheet},
		{"GET /v1/settings", d.settings},
		{"POST /v1/settings", d.setSetting},
		{"GET /v1/doctor", d.doctor},
		{"POST /v1/doctor/gnome-extension", d.extension},
		{"GET /v1/why", d.why},
		{"POST /v1/backup", d.backup},
		{"POST /v1/forget", d.forget},
		{"POST /v1/link", d.link},
		{"GET /{$}", d.page},
		{"GET /style.css", d.static},
		{"GET /log", d.page},
		{"GET /tasks", d.page},
		{"GET /look", d.page},
		{"GET /settings", d.page},
		{"GET /doctor", d.page},
		{"GET /icon.svg", d.static},
		{"GET /css/{file}", d.static},
		{"GET /js/{file}", d.static},
		{"GET /healthz", d.healthz},
	}
}

func (d *door) handler() http.Handler { return d.observed(d.guarded(d.routed())) }

// routed answers by the table of routes.
func (d *door) routed() http.Handler {
	mux := http.NewServeMux()
	methods := make(map[string][]string)
	for _, r := range d.routes() {
		mux.Handle(r.pattern, d.answering(d.heard(r)))
		method, path, _ := strings.Cut(r.pattern, " ")
		methods[path] = append(methods[path], method)
	}
	// Less specific than the routes themselves: only what they left comes here.
	for path, known := range methods {
		mux.Handle(path, d.answering(wrongMethod(known)))
	}
	mux.Handle("/", d.answering(notFound))
	return mux
}

// heard is what a route does, while others hear that somebody waits for it.
func (d *door) heard(r route) handler {
	if d.Busy == nil || d.isLight(r.pattern) {
		return r.handle
	}
	return func(w http.ResponseWriter, req *http.Request) error {
		defer d.Busy()()
		return r.handle(w, req)
	}
}

// isLight tells whether a route is answered at once from what is known already,
// for programs that ask all day, or for as long as somebody listens.
func (d *door) isLight(pattern string) bool {
	switch pattern {
	case "GET /v1/status", "GET /v1/events", "GET /healthz", "GET " + d.metricsPath():
		return true
	}
	return false
}

// answering makes an http.Handler of h. An answer that has begun cannot become
// an error any more: breaking the connection is how the client gets to know.
func (d *door) answering(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if err == nil {
			return
		}
		if rec, ok := w.(*recorder); ok && rec.code != 0 {
			if r.Context().Err() == nil {
				d.Log.Error("answer broken off", "path", r.URL.Path, "err", err)
			}
			panic(http.ErrAbortHandler)
		}
		d.fail(w, r, err)
	})
}

func wrongMethod(known []string) handler {
	allow := strings.Join(known, ", ")
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Allow", allow)
		return &api.Error{
			Code:    api.CodeMethod,
			Message: r.URL.Path + " does not know the method " + clip(r.Method),
			Hint:    "use " + allow,
		}
	}
}

func notFound(_ http.ResponseWriter, r *http.Request) error {
	return &api.Error{
		Code:    api.CodeNotFound,
		Message: "there is nothing at " + clip(r.URL.Path),
		Hint:    "see whether the client and focusd are of the same version",
	}
}

// clip bounds what an error repeats of a request.
func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

package metrics

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"focusd/daemon/engine"
)

// settleWithin is how long a scrape waits for the present to be committed
// before it shows the last committed state.
const settleWithin = time.Second

// Source is where the collector reads.
type Source struct {
	Snapshot func() *engine.Snapshot
	// Settle makes what has happened so far durable, so that the counters are
	// those of now.
	Settle func(context.Context) error
	// Store is how large the store is.
	Store func() (StoreSize, error)
	// Reloaded says how the last reading of the configuration went, and when
	// one last succeeded.
	Reloaded func() (ok bool, at time.Time)
	// Categories is the time of each category between two instants, by the rules of
	// now; nil: nobody knows.
	Categories func(from, to time.Time) ([]engine.CategoryTotal, error)
	// Unrested is the active time since the last rest; nil: nobody knows.
	Unrested func(now time.Time) time.Duration
	// Agenda is what the person means to do; nil: there is none.
	Agenda   func() (Agenda, error)
	AppLimit int
	Version  string
}

// StoreSize is how large a store is.
type StoreSize struct {
	Bytes, Free int64 // of the file, and what of it the next commits will use
	Records     map[string]uint64
}

// The metrics that are instruments of their own.
const (
	httpRequests  = "focusd_http_requests_total"
	httpDuration  = "focusd_http_request_duration_seconds"
	storeDuration = "focusd_store_write_duration_seconds"
	storeErrors   = "focusd_store_errors_total"
	buildName     = "focusd_build_info"
)

// help is what the catalogue says of a metric.
func help(name string) string {
	for _, f := range Catalogue() {
		if f.Name == name {
			return f.Help
		}
	}
	return ""
}

// Metrics is a registry of its own and the instruments in it.
type Metrics struct {
	registry *prometheus.Registry
	source   Source
	log      *slog.Logger

	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	commits  prometheus.Histogram
	failures *prometheus.CounterVec

	mu       sync.Mutex // guards what follows
	handlers map[string]bool
}

// New registers everything there is to see.
func New(src Source, log *slog.Logger) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		source:   src,
		log:      log,
		handlers: make(map[string]bool),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: httpRequests, Help: help(httpRequests),
		}, []string{"handler", "method", "code"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: httpDuration, Help: help(httpDuration),
			Buckets: []float64{.0005, .001, .0025, .005, .01, .05, .25, 1, 5},
		}, []string{"handler"}),
		commits: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: storeDuration, Help: help(storeDuration),
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .1, .5, 2.5},
		}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: storeErrors, Help: help(storeErrors),
		}, []string{"op"}),
	}
	m.failures.WithLabelValues("commit")
	m.registry.MustRegister(m.requests, m.took, m.commits, m.failures,
		buildInfo(src.Version), newCollector(src),
		collectors.NewGoCollector(collectors.WithGoCollectorMemStatsMetricsDisabled()), newProcess())
	return m
}

// Handler answers a scrape.
func (m *Metrics) Handler() http.Handler {
	show := promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog:            slog.NewLogLogger(m.log.Handler(), slog.LevelWarn),
		ErrorHandling:       promhttp.ContinueOnError,
		MaxRequestsInFlight: 4,
		EnableOpenMetrics:   true,
		DisableCompression:  true, // the scraper is on this machine
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), settleWithin)
		defer cancel()
		if err := m.source.Settle(ctx); err != nil {
			m.log.Debug("scrape shows an older state", "err", err)
		}
		show.ServeHTTP(w, r)
	})
}

// ObserveRequest counts a request. handler is the route, not the address.
func (m *Metrics) ObserveRequest(handler, method string, code int, took time.Duration) {
	handler = m.handler(handler)
	m.requests.WithLabelValues(handler, method, strconv.Itoa(code)).Inc()
	m.took.WithLabelValues(handler).Observe(took.Seconds())
}

// handler is the label of a route: its own while there is room. Each is a
// histogram, and there are more routes than anybody uses in a day.
func (m *Metrics) handler(route string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.handlers[route] && len(m.handlers) >= mostHandlers {
		return "other"
	}
	m.handlers[route] = true
	return route
}

// ObserveCommit counts a commit of the store.
func (m *Metrics) ObserveCommit(took time.Duration, err error) {
	if err != nil {
		m.failures.WithLabelValues("commit").Inc()
		return
	}
	m.commits.Observe(took.Seconds())
}

package metrics

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
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
	// StoreSize is the size of the store on disk in bytes.
	StoreSize func() (int64, error)
	// Reloaded says how the last reading of the configuration went, and when
	// one last succeeded.
	Reloaded func() (ok bool, at time.Time)
	AppLimit int
	Version  string
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
}

// New registers everything there is to see.
func New(src Source, log *slog.Logger) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		source:   src,
		log:      log,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "focusd_http_requests_total", Help: "API requests.",
		}, []string{"handler", "method", "code"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "focusd_http_request_duration_seconds", Help: "Time to serve API requests.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .05, .25, 1, 5},
		}, []string{"handler"}),
		commits: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "focusd_store_write_duration_seconds", Help: "Time to commit a batch.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .1, .5, 2.5},
		}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "focusd_store_errors_total", Help: "Store operations that failed.",
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
	m.requests.WithLabelValues(handler, method, strconv.Itoa(code)).Inc()
	m.took.WithLabelValues(handler).Observe(took.Seconds())
}

// ObserveCommit counts a commit of the store.
func (m *Metrics) ObserveCommit(took time.Duration, err error) {
	if err != nil {
		m.failures.WithLabelValues("commit").Inc()
		return
	}
	m.commits.Observe(took.Seconds())
}

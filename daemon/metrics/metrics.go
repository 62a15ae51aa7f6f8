package metrics

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"focusd/daemon/engine"
)

// settleWithin is how long a scrape waits for the present to be committed
// before it shows the last committed state.
const settleWithin = time.Second

// takeWithin is how long a scraper has to take its answer. One that does not
// keeps its place among those that are answered at a time no longer than that.
const takeWithin = 30 * time.Second

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

	Off         []string // Collectors that are not wanted
	Bare        bool     // without what concerns the process: go_ and process_
	MaxRequests int      // scrapes at a time; 0: any number
}

// StoreSize is how large a store is.
type StoreSize struct {
	Bytes, Free int64 // of the file, and what of it the next commits will use
	Records     map[string]uint64
}

// Metrics is what a scrape shows, and what counts for it in this process.
type Metrics struct {
	*collector
	log *slog.Logger
}

// New makes ready everything there is to see.
func New(src Source, log *slog.Logger) *Metrics { return &Metrics{newCollector(src), log} }

// Handler answers a scrape.
func (m *Metrics) Handler() http.Handler {
	show := promhttp.HandlerFor(m.collector, promhttp.HandlerOpts{
		ErrorLog:            slog.NewLogLogger(m.log.Handler(), slog.LevelWarn),
		ErrorHandling:       promhttp.ContinueOnError,
		MaxRequestsInFlight: m.src.MaxRequests,
		CoalesceGather:      true,
		EnableOpenMetrics:   true,
		DisableCompression:  true, // the scraper is on this machine
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), settleWithin)
		defer cancel()
		if err := m.src.Settle(ctx); err != nil {
			m.log.Debug("scrape shows an older state", "err", err)
		}
		// Where there is no connection to hang on, nobody can be slow.
		conn := http.NewResponseController(w)
		_ = conn.SetWriteDeadline(time.Now().Add(takeWithin))
		show.ServeHTTP(w, r)
		_ = conn.Flush() // what is left would be sent without a deadline
		_ = conn.SetWriteDeadline(time.Time{})
	})
}

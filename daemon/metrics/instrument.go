package metrics

import (
	"strconv"
	"sync"
	"time"

	"focusd/daemon/engine"
)

// distribution counts lengths of time by buckets. The zero value is empty.
type distribution struct {
	counts []uint64 // up to each bound
	n      uint64
	sum    float64 // seconds
}

func (d *distribution) observe(bounds []float64, v float64) {
	if d.counts == nil {
		d.counts = make([]uint64, len(bounds))
	}
	for i, bound := range bounds {
		if v <= bound {
			d.counts[i]++
		}
	}
	d.n++
	d.sum += v
}

func (d *distribution) show(s *sheet, name string, bounds []float64, labels ...string) {
	s.putHistogram(name, d.n, d.sum, func() map[float64]uint64 {
		buckets := make(map[float64]uint64, len(bounds))
		for i, bound := range bounds {
			buckets[bound] = 0
			if d.counts != nil {
				buckets[bound] = d.counts[i]
			}
		}
		return buckets
	}, labels...)
}

// requests are those to the API since the daemon started.
type requests struct {
	mu       sync.Mutex // guards what follows
	answers  map[answer]uint64
	handlers map[string]*distribution // of how long they took
}

// answer is what was answered to a request.
type answer struct {
	code            int
	handler, method string
}

// requestBounds are seconds.
func requestBounds() []float64 { return []float64{.0005, .0025, .01, .05, .25, 1} }

// mostAnswers is how many sorts of them are counted apart.
const mostAnswers = 48

// ObserveRequest counts a request. handler is the route, not the address.
func (m *Metrics) ObserveRequest(handler, method string, code int, took time.Duration) {
	m.requests.observe(answer{code, handler, method}, took)
}

func (r *requests) observe(a answer, took time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.answers == nil {
		r.answers, r.handlers = make(map[answer]uint64), make(map[string]*distribution)
	}
	// A route has its own label while there is room: each is a histogram, and there
	// are more routes than anybody uses in a day.
	if r.handlers[a.handler] == nil && len(r.handlers) >= mostHandlers {
		a.handler = others
	}
	if r.handlers[a.handler] == nil {
		r.handlers[a.handler] = new(distribution)
	}
	r.handlers[a.handler].observe(requestBounds(), took.Seconds())
	if r.answers[a] == 0 && len(r.answers) >= mostAnswers {
		a = answer{handler: others, method: others}
	}
	r.answers[a]++
}

// others is the label of what has no room for its own.
const others = "other"

// routes is how many have a label of their own.
func (r *requests) routes() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(r.handlers)
	if r.handlers[others] != nil {
		n--
	}
	return n
}

func (c *collector) collectRequests(*engine.Snapshot) error {
	r := &c.requests
	r.mu.Lock()
	defer r.mu.Unlock()
	for a, n := range r.answers {
		c.sheet.put("focusd_http_requests_total", float64(n), a.status(), a.handler, a.method)
	}
	for handler, took := range r.handlers {
		took.show(c.sheet, "focusd_http_request_duration_seconds", requestBounds(), handler)
	}
	return nil
}

// status is the label of the code; that of many sorts of answers is other.
func (a answer) status() string {
	if a.code == 0 {
		return others
	}
	return strconv.Itoa(a.code)
}

// commits are those of the store since the daemon started.
type commits struct {
	mu     sync.Mutex // guards what follows
	took   distribution
	failed uint64
}

// commitBounds are seconds.
func commitBounds() []float64 { return []float64{.0005, .001, .0025, .005, .01, .025, .1, .5, 2.5} }

// ObserveCommit counts a commit of the store.
func (m *Metrics) ObserveCommit(took time.Duration, err error) {
	m.commits.mu.Lock()
	defer m.commits.mu.Unlock()
	if err != nil {
		m.commits.failed++
		return
	}
	m.commits.took.observe(commitBounds(), took.Seconds())
}

func (c *commits) show(s *sheet) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.took.show(s, "focusd_store_write_duration_seconds", commitBounds())
	s.put("focusd_store_errors_total", float64(c.failed), "commit")
}

package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"focusd/contrib/promapi/past"
	"focusd/contrib/promapi/query"
	"focusd/daemon/api"
)

// Engine evaluates expressions. A *query.Engine is one.
type Engine interface {
	Instant(ctx context.Context, p *past.Past, expr string, at time.Time, within time.Duration) (query.Result, error)
	Range(ctx context.Context, p *past.Past, expr string, from, to time.Time, step, within time.Duration) (query.Result, error)
	Format(expr string) (string, error)
	Selector(text string) (query.Selector, error)
}

// Server answers queries. Any goroutine may use it.
type Server struct {
	Past    func(context.Context) (*past.Past, error)
	Engine  Engine
	Hosts   []string // the values of Host that are answered, without their port; none: those of loopback
	Version string
	Log     *slog.Logger
}

// handler answers a request with the data of an answer, or says why not.
type handler func(r *http.Request) (any, []string, error)

// Handler answers what comes over HTTP. A page of another site can neither read
// from it nor have it do anything: see guarded.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for path, h := range map[string]handler{
		"query":               s.query,
		"query_range":         s.queryRange,
		"labels":              s.labels,
		"label/{name}/values": s.labelValues,
		"series":              s.series,
		"metadata":            s.metadata,
		"status/buildinfo":    s.buildInfo,
		"format_query":        s.format,
		"rules":               constant(map[string]any{"groups": []any{}}),
		"alerts":              constant(map[string]any{"alerts": []any{}}),
		"query_exemplars":     constant([]any{}),
	} {
		mux.Handle("GET /api/v1/"+path, s.answering(h))
		mux.Handle("POST /api/v1/"+path, s.answering(h))
	}
	mux.Handle("/api/", s.answering(func(r *http.Request) (any, []string, error) {
		return nil, nil, &apiError{http.StatusNotFound, "not_found", fmt.Errorf("focusd-promapi has nothing at %s", r.URL.Path)}
	}))
	mux.HandleFunc("GET /-/healthy", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "focusd-promapi is healthy.\n") })
	mux.HandleFunc("GET /-/ready", s.ready)
	mux.HandleFunc("GET /{$}", landing)
	return s.guarded(http.NewCrossOriginProtection().Handler(mux))
}

func constant(v any) handler {
	return func(*http.Request) (any, []string, error) { return v, nil, nil }
}

func say(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprint(w, text)
}

func landing(w http.ResponseWriter, _ *http.Request) {
	say(w, http.StatusOK, "focusd-promapi answers the query API of Prometheus at /api/v1/: make this address a data source of Grafana, of the type Prometheus.\n")
}

// ready says whether the daemon answers.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if _, err := s.Past(r.Context()); err != nil {
		say(w, http.StatusServiceUnavailable, err.Error()+"\n")
		return
	}
	say(w, http.StatusOK, "focusd-promapi is ready.\n")
}

// guarded answers only who has called it by one of its names: a page whose name
// was made to lead here has another.
func (s *Server) guarded(next http.Handler) http.Handler {
	hosts := s.Hosts
	if len(hosts) == 0 {
		hosts = []string{"localhost", "127.0.0.1", "::1"}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(hosts, hostOf(r.Host)) {
			say(w, http.StatusMisdirectedRequest, fmt.Sprintf("focusd-promapi does not go by the name %.80q; allow it with --web.allow-host\n", r.Host))
			return
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func hostOf(hostport string) string {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	return strings.ToLower(host)
}

// apiError is an error with what HTTP and Prometheus call it.
type apiError struct {
	code int
	kind string
	err  error
}

func (e *apiError) Error() string { return e.err.Error() }
func (e *apiError) Unwrap() error { return e.err }

func badData(format string, args ...any) error {
	return &apiError{http.StatusBadRequest, "bad_data", fmt.Errorf(format, args...)}
}

// answering makes an http.Handler of h.
func (s *Server) answering(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		const longest = 1 << 20
		r.Body = http.MaxBytesReader(w, r.Body, longest)
		var data any
		var warnings []string
		err := r.ParseForm()
		if err != nil {
			err = badData("the form of the request: %w", err)
		} else {
			data, warnings, err = h(r)
		}
		if err != nil {
			s.fail(w, err)
			return
		}
		if err := writeJSON(w, http.StatusOK, data, warnings); err != nil {
			s.Log.Debug("answer broken off", "err", err)
		}
	})
}

func (s *Server) fail(w http.ResponseWriter, err error) {
	e := sorted(err)
	if e.code == http.StatusInternalServerError {
		s.Log.Error("no answer", "err", err)
	}
	if err := writeError(w, e); err != nil {
		s.Log.Debug("answer broken off", "err", err)
	}
}

// sorted says what HTTP and Prometheus call an error.
func sorted(err error) *apiError {
	var known *apiError
	if errors.As(err, &known) {
		return known
	}
	var of *query.Error
	if errors.As(err, &of) {
		codes := map[query.Kind]int{
			query.BadData: http.StatusBadRequest, query.Execution: http.StatusUnprocessableEntity,
			query.Timeout: http.StatusServiceUnavailable, query.Canceled: http.StatusServiceUnavailable,
		}
		if code, ok := codes[of.Kind]; ok {
			return &apiError{code, string(of.Kind), err}
		}
	}
	if errors.Is(err, api.ErrNoDaemon) {
		return &apiError{http.StatusServiceUnavailable, "unavailable", fmt.Errorf("%w; start it with: systemctl --user start focusd", err)}
	}
	return &apiError{http.StatusInternalServerError, "internal", err}
}

// now is the past, for a request.
func (s *Server) now(r *http.Request) (*past.Past, error) {
	p, err := s.Past(r.Context())
	if err != nil {
		return nil, err
	}
	return p, nil
}

func (s *Server) query(r *http.Request) (any, []string, error) {
	at, err := timeParam(r, "time", time.Now())
	if err != nil {
		return nil, nil, err
	}
	within, err := timeout(r)
	if err != nil {
		return nil, nil, err
	}
	p, err := s.now(r)
	if err != nil {
		return nil, nil, err
	}
	res, err := s.Engine.Instant(r.Context(), p, r.Form.Get("query"), at, within)
	return resultJSON{res}, append(res.Warnings, res.Infos...), err
}

// mostPoints is how many a series may have, as in Prometheus.
const mostPoints = 11_000

func (s *Server) queryRange(r *http.Request) (any, []string, error) {
	from, err := timeParam(r, "start", time.Time{})
	if err != nil {
		return nil, nil, err
	}
	to, err := timeParam(r, "end", time.Time{})
	if err != nil {
		return nil, nil, err
	}
	step, err := durationParam(r, "step")
	if err != nil {
		return nil, nil, err
	}
	switch {
	case from.IsZero() || to.IsZero():
		return nil, nil, badData("invalid parameter \"start\" or \"end\": a range has both")
	case to.Before(from):
		return nil, nil, badData("invalid parameter \"end\": end timestamp must not be before start time")
	case step <= 0:
		return nil, nil, badData("invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer")
	case to.Sub(from)/step > mostPoints:
		return nil, nil, badData("exceeded maximum resolution of %d points per timeseries. Try decreasing the query resolution (?step=XX)", mostPoints)
	}
	within, err := timeout(r)
	if err != nil {
		return nil, nil, err
	}
	p, err := s.now(r)
	if err != nil {
		return nil, nil, err
	}
	res, err := s.Engine.Range(r.Context(), p, r.Form.Get("query"), from, to, step, within)
	return resultJSON{res}, append(res.Warnings, res.Infos...), err
}

// chosen are the series that a request asks for by match[]; none given: all.
func (s *Server) chosen(r *http.Request, must bool) ([]past.Series, error) {
	var selectors []query.Selector
	for _, text := range r.Form["match[]"] {
		sel, err := s.Engine.Selector(text)
		if err != nil {
			return nil, err
		}
		selectors = append(selectors, sel)
	}
	if must && len(selectors) == 0 {
		return nil, badData("no match[] parameter provided")
	}
	p, err := s.now(r)
	if err != nil {
		return nil, err
	}
	from, err := timeParam(r, "start", p.Begin())
	if err != nil {
		return nil, err
	}
	to, err := timeParam(r, "end", p.End())
	if err != nil {
		return nil, err
	}
	if to.Before(p.Begin()) || from.After(p.End()) || p.Begin().IsZero() {
		return nil, nil
	}
	var all []past.Series
	for _, one := range p.Series() {
		if len(selectors) == 0 || slices.ContainsFunc(selectors, func(sel query.Selector) bool { return sel.Matches(one) }) {
			all = append(all, one)
		}
	}
	return all, nil
}

func (s *Server) series(r *http.Request) (any, []string, error) {
	all, err := s.chosen(r, true)
	if err != nil {
		return nil, nil, err
	}
	sets := make([]map[string]string, 0, len(all))
	for _, one := range all {
		sets = append(sets, one.Labels)
	}
	return limited(r, sets)
}

func (s *Server) labels(r *http.Request) (any, []string, error) {
	all, err := s.chosen(r, false)
	if err != nil {
		return nil, nil, err
	}
	names := make(map[string]bool)
	for _, one := range all {
		for name := range one.Labels {
			names[name] = true
		}
	}
	return limited(r, inOrder(names))
}

func (s *Server) labelValues(r *http.Request) (any, []string, error) {
	all, err := s.chosen(r, false)
	if err != nil {
		return nil, nil, err
	}
	values := make(map[string]bool)
	for _, one := range all {
		if v, ok := one.Labels[r.PathValue("name")]; ok {
			values[v] = true
		}
	}
	return limited(r, inOrder(values))
}

// inOrder is never nil: that would be null.
func inOrder(set map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(set))...)
}

func (s *Server) metadata(r *http.Request) (any, []string, error) {
	p, err := s.now(r)
	if err != nil {
		return nil, nil, err
	}
	only := r.Form.Get("metric")
	all := make(map[string][]meaning)
	for metric, m := range p.Meanings() {
		if only == "" || only == metric {
			all[metric] = []meaning{{m.Type, m.Help, ""}}
		}
	}
	return all, nil, nil
}

type meaning struct {
	Type string `json:"type"`
	Help string `json:"help"`
	Unit string `json:"unit"`
}

func (s *Server) buildInfo(*http.Request) (any, []string, error) {
	// Grafana asks which functions it may offer: those of this engine.
	return map[string]string{
		"version": query.EngineVersion, "revision": "focusd-promapi " + s.Version,
		"branch": "", "buildUser": "", "buildDate": "", "goVersion": "",
	}, nil, nil
}

func (s *Server) format(r *http.Request) (any, []string, error) {
	text, err := s.Engine.Format(r.Form.Get("query"))
	return text, nil, err
}

package query

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"

	"focusd/contrib/promapi/past"
)

// Limits is what a query may cost.
type Limits struct {
	Samples    int           // in memory at once; 0: 50 million
	Time       time.Duration // with the wait for its turn; 0: 30 s
	Concurrent int           // queries at once, the others wait; 0: 2
}

func (l Limits) orDefault() Limits {
	if l.Samples == 0 {
		l.Samples = 50_000_000
	}
	if l.Time == 0 {
		l.Time = 30 * time.Second
	}
	if l.Concurrent == 0 {
		l.Concurrent = 2
	}
	return l
}

// Engine answers queries. Any goroutine may use it.
type Engine struct {
	limits Limits
	parser parser.Parser
	engine *promql.Engine
	turns  chan struct{}
}

// New returns an engine.
func New(l Limits) *Engine {
	l = l.orDefault()
	p := parser.NewParser(parser.Options{})
	return &Engine{
		limits: l,
		parser: p,
		turns:  make(chan struct{}, l.Concurrent),
		engine: promql.NewEngine(promql.EngineOpts{
			Logger:     slog.New(slog.DiscardHandler),
			MaxSamples: l.Samples,
			Timeout:    l.Time,
			// A series has a sample at every instant that is asked for: nothing has
			// to be looked back for.
			LookbackDelta:            time.Millisecond,
			NoStepSubqueryIntervalFn: func(int64) int64 { return minute },
			EnableAtModifier:         true,
			EnableNegativeOffset:     true,
			Parser:                   p,
		}),
	}
}

// Kind is what kind of failure an Error is, as Prometheus names them.
type Kind string

// The kinds there are.
const (
	BadData   Kind = "bad_data"
	Execution Kind = "execution"
	Timeout   Kind = "timeout"
	Canceled  Kind = "canceled"
	Internal  Kind = "internal"
)

// Error says why there is no answer.
type Error struct {
	Kind Kind
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Point is a value at an instant.
type Point struct {
	At    int64 // Unix time in milliseconds
	Value float64
}

// Row is one series of an answer.
type Row struct {
	Labels map[string]string
	Points []Point // of an instant query there is one
}

// Result is an answer.
type Result struct {
	Type     string // matrix, vector, scalar or string, as Prometheus names them
	Rows     []Row  // of matrix and vector
	Scalar   Point
	Text     string // of string, at Scalar.At
	Warnings []string
	Infos    []string
}

// Instant evaluates an expression at an instant.
func (e *Engine) Instant(ctx context.Context, p *past.Past, expr string, at time.Time, within time.Duration) (Result, error) {
	return e.run(ctx, expr, within, func(ctx context.Context) (promql.Query, error) {
		return e.engine.NewInstantQuery(ctx, source{p}, nil, expr, at)
	})
}

// Range evaluates an expression at instants that are step apart.
func (e *Engine) Range(ctx context.Context, p *past.Past, expr string, from, to time.Time, step, within time.Duration) (Result, error) {
	return e.run(ctx, expr, within, func(ctx context.Context) (promql.Query, error) {
		return e.engine.NewRangeQuery(ctx, source{p}, nil, expr, from, to, step)
	})
}

// run waits for its turn, and evaluates.
func (e *Engine) run(ctx context.Context, expr string, within time.Duration, query func(context.Context) (promql.Query, error)) (Result, error) {
	parsed, err := e.parser.ParseExpr(expr)
	if err != nil {
		return Result{}, &Error{BadData, fmt.Errorf("invalid parameter \"query\": %w", err)}
	}
	if within <= 0 || within > e.limits.Time {
		within = e.limits.Time
	}
	ctx, cancel := context.WithTimeout(withPlan(ctx, planOf(parsed)), within)
	defer cancel()
	select {
	case e.turns <- struct{}{}:
		defer func() { <-e.turns }()
	case <-ctx.Done():
		return Result{}, failure(fmt.Errorf("waiting for %d other queries: %w", e.limits.Concurrent, ctx.Err()))
	}
	q, err := query(ctx)
	if err != nil {
		return Result{}, &Error{BadData, fmt.Errorf("invalid parameter \"query\": %w", err)}
	}
	defer q.Close()
	res := q.Exec(ctx)
	if res.Err != nil {
		return Result{}, failure(res.Err)
	}
	return answer(res, expr)
}

// failure is an error of the engine, as Prometheus sorts them.
func failure(err error) error {
	kind := Execution
	switch {
	case errors.As(err, new(promql.ErrQueryTimeout)), errors.Is(err, context.DeadlineExceeded):
		kind = Timeout
	case errors.As(err, new(promql.ErrQueryCanceled)), errors.Is(err, context.Canceled):
		kind = Canceled
	case errors.As(err, new(promql.ErrStorage)):
		kind = Internal
	}
	return &Error{kind, err}
}

// answer copies what the engine made: it uses its slices again.
func answer(res *promql.Result, expr string) (r Result, err error) {
	r.Warnings, r.Infos = res.Warnings.AsStrings(expr, 10, 10)
	r.Type = string(res.Value.Type())
	switch v := res.Value.(type) {
	case promql.Matrix:
		for _, s := range v {
			row := Row{Labels: s.Metric.Map(), Points: make([]Point, 0, len(s.Floats))}
			for _, f := range s.Floats {
				row.Points = append(row.Points, Point{f.T, f.F})
			}
			r.Rows = append(r.Rows, row)
		}
	case promql.Vector:
		for _, s := range v {
			r.Rows = append(r.Rows, Row{s.Metric.Map(), []Point{{s.T, s.F}}})
		}
	case promql.Scalar:
		r.Scalar = Point{v.T, v.V}
	case promql.String:
		r.Scalar.At, r.Text = v.T, v.V
	default:
		return r, &Error{Internal, fmt.Errorf("the engine answered with %T", v)}
	}
	return r, nil
}

// Format is an expression as Prometheus would write it.
func (e *Engine) Format(expr string) (string, error) {
	parsed, err := e.parser.ParseExpr(expr)
	if err != nil {
		return "", &Error{BadData, fmt.Errorf("invalid parameter \"query\": %w", err)}
	}
	return parser.Prettify(parsed), nil
}

// Selector says of series whether they match.
type Selector []*labels.Matcher

// Selector reads one, such as up{job="focusd"}.
func (e *Engine) Selector(text string) (Selector, error) {
	all, err := e.parser.ParseMetricSelector(text)
	if err != nil {
		return nil, &Error{BadData, fmt.Errorf("invalid parameter \"match[]\": %w", err)}
	}
	return all, nil
}

// Matches says whether it is true of a series.
func (s Selector) Matches(one past.Series) bool { return matches(one, s) }

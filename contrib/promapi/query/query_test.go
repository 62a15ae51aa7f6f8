package query_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"focusd/contrib/promapi/past"
	"focusd/contrib/promapi/past/pasttest"
	"focusd/contrib/promapi/query"
)

var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func at(hours float64) time.Time { return monday.Add(time.Duration(hours * float64(time.Hour))) }

// month is four weeks in which each day has two hours of code from nine o'clock
// on, a block in each, and on its first day one hour of mail.
func month(t testing.TB) *past.Past {
	t.Helper()
	end := at(28 * 24)
	d := pasttest.New(at(8), end)
	code, mail := map[string]string{"app": "editor", "category": "code"}, map[string]string{"app": "other", "category": "mail"}
	d.Grew("focusd_active_seconds_total", mail, at(14), time.Hour)
	for day := range 28 {
		begin := at(float64(24 * day))
		d.Grew("focusd_active_seconds_total", code, begin.Add(9*time.Hour), 2*time.Hour)
		for hour := range 2 {
			start := begin.Add(time.Duration(9+hour) * time.Hour)
			d.Grew("focusd_block_seconds_total", map[string]string{"kind": "pomodoro"}, start, 25*time.Minute)
			d.Rose("focusd_blocks_finished_total", map[string]string{"kind": "pomodoro", "outcome": "completed"}, start.Add(25*time.Minute), 1)
			d.Grew("focusd_timer_state", map[string]string{"state": "work"}, start, 25*time.Minute)
		}
	}
	d.Page = "focusd_store_size_bytes 100\n"
	p, err := d.Reader(func() time.Time { return end }).Past(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func text(rows []query.Row) string {
	var b strings.Builder
	for _, row := range rows {
		for _, label := range []string{"app", "category", "outcome", "state"} {
			if v := row.Labels[label]; v != "" {
				b.WriteString(v + " ")
			}
		}
		for _, p := range row.Points {
			fmt.Fprintf(&b, "%v ", math.Round(p.Value*1000)/1000)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestInstants(t *testing.T) {
	p, e := month(t), query.New(query.Limits{})
	tests := []struct {
		expr string
		at   time.Time
		want string
	}{
		{`1+1`, at(100), "2"},
		{`vector(1+1)`, at(100), "2"},
		{`focusd_active_seconds_total{category="code"}`, at(10), "editor code 3600"},
		{`focusd_active_seconds_total{category="code"} offset 30m`, at(10), "editor code 1800"},
		{`focusd_active_seconds_total{category="code"} @ ` + fmt.Sprint(at(9.5).Unix()), at(100), "editor code 1800"},
		{`focusd_active_seconds_total{category="code"}`, at(7), ""},
		{`focusd_active_seconds_total{category="code"}`, at(28*24 + 1), ""},
		{`focusd_active_seconds_total{category="none"}`, at(10), ""},
		// To the millisecond: no sample of before is taken for the one of now.
		{`focusd_active_seconds_total{category="code"}`, at(10).Add(7 * time.Millisecond), "editor code 3600.007"},
		{`sum by (category) (focusd_active_seconds_total)`, at(24), "code 7200 mail 3600"},
		{`increase(focusd_active_seconds_total{category="code"}[1h])`, at(10.5), "editor code 3600"},
		{`increase(focusd_active_seconds_total{category="code"}[1d])`, at(24*7 + 8), "editor code 7200"},
		{`increase(focusd_active_seconds_total{category="code"}[7d])`, at(24*7 + 8), "editor code 50400"},
		{`rate(focusd_active_seconds_total{category="code"}[4m])`, at(10), "editor code 1"},
		{`increase(focusd_blocks_finished_total[7d])`, at(24 * 14), "completed 14"},
		{`last_over_time(focusd_active_seconds_total{category="code"}[14d]) - last_over_time(focusd_active_seconds_total{category="code"}[14d] offset 1d)`, at(24*20 + 8), "editor code 7200"},
		// A window that begins before the log does.
		{`increase(focusd_active_seconds_total{category="code"}[14d])`, at(24 + 8), "editor code 7200"},
		{`last_over_time(focusd_active_seconds_total{category="code"}[14d])`, at(9), "editor code 0"},
		// A window that ends after it has: the value of now is the last.
		{`last_over_time(focusd_active_seconds_total{category="code"}[14d] offset -1d)`, at(28*24 - 3), "editor code 201600"},
		{`increase(focusd_active_seconds_total{category="code"}[1d] offset -1d)`, at(27*24 + 9), "editor code 7203.977"}, // and half a minute on each side, as ever
		{`count_over_time(focusd_active_seconds_total{category="code"}[1h])`, at(30), "editor code 60"},
		{`changes(focusd_timer_phase_start_timestamp_seconds[2h])`, at(11), "3"},
		{`max_over_time(focusd_timer_state{state="work"}[1h])`, at(11), "work 1"},
		{`avg_over_time(focusd_timer_state{state="work"}[2h])`, at(11), "work 0.408"},
		{`sum_over_time(increase(focusd_active_seconds_total{category="code"}[1h])[2d:1h])`, at(24*9 + 7.25), "editor code 14400"},
		{`sum_over_time(increase(focusd_active_seconds_total{category="code"}[1h] offset 20m)[2d:1h])`, at(24*9 + 7.25), "editor code 14400"},
		{`max_over_time(focusd_active_seconds_total{category="code"}[3h:1m] offset 30m)`, at(10.5), "editor code 3600"},
		{`topk(1, focusd_active_seconds_total)`, at(24), "editor code 7200"},
		{`focusd_store_size_bytes`, at(28 * 24), "100"},
		{`focusd_active_seconds_total{job="other"}`, at(24), ""},
		{`count({__name__=~"focusd_.*", instance="here"}) > bool 3`, at(24), "1"},
	}
	for _, tt := range tests {
		res, err := e.Instant(t.Context(), p, tt.expr, tt.at, 0)
		if err != nil {
			t.Errorf("%s: %v", tt.expr, err)
			continue
		}
		got := text(res.Rows)
		if res.Type == "scalar" {
			got = fmt.Sprint(res.Scalar.Value)
		}
		if got != tt.want {
			t.Errorf("%s is %q at %v, want %q", tt.expr, got, tt.at, tt.want)
		}
	}
}

// TestWindowsAreExact compares windows of any size with the difference of what
// the counter was at their ends.
func TestWindowsAreExact(t *testing.T) {
	p, e := month(t), query.New(query.Limits{})
	const series = `focusd_active_seconds_total{category="code"}`
	for _, window := range []string{"1m", "7m13s", "1h", "5h", "1d", "36h", "7d"} {
		for _, step := range []time.Duration{time.Minute, 11 * time.Minute, time.Hour, 24 * time.Hour} {
			// Instants that no clock would strike.
			from := at(24*7 + 9).Add(12345 * time.Millisecond)
			to := from.Add(20 * step)
			got, err := e.Range(t.Context(), p, "increase("+series+"["+window+"])", from, to, step, 0)
			if err != nil {
				t.Fatal(err)
			}
			want, err := e.Range(t.Context(), p, series+" - "+series+" offset "+window, from, to, step, 0)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Rows) != 1 || len(got.Rows[0].Points) != 21 || len(want.Rows[0].Points) != 21 {
				t.Fatalf("[%s] every %v has %d rows, %+v", window, step, len(got.Rows), got.Rows)
			}
			for i, point := range got.Rows[0].Points {
				if d := point.Value - want.Rows[0].Points[i].Value; math.Abs(d) > 0.002 {
					t.Errorf("increase [%s] every %v is %v at %d, want %v", window, step, point.Value, i, want.Rows[0].Points[i].Value)
				}
			}
		}
	}
}

func TestADayIsABarOfItsOwn(t *testing.T) {
	const perDay = `sum by (category) ((last_over_time(focusd_active_seconds_total[14d] offset -1d) - last_over_time(focusd_active_seconds_total[14d])) or increase(focusd_active_seconds_total[1d] offset -1d))`
	res, err := query.New(query.Limits{}).Range(t.Context(), month(t), perDay, at(0), at(27*24), 24*time.Hour, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range res.Rows {
		for i, p := range row.Points {
			want := 7200.0
			if row.Labels["category"] == "mail" {
				want = 0
				if p.At == at(0).UnixMilli() {
					want = 3600
				}
			}
			if math.Abs(p.Value-want) > 0.001 {
				t.Errorf("%s on day %d is %v, want %v", row.Labels["category"], i, p.Value, want)
			}
		}
	}
	if len(res.Rows) != 2 || len(res.Rows[0].Points) != 28 {
		t.Errorf("there are %d rows, the first is %+v", len(res.Rows), res.Rows)
	}
}

func TestErrors(t *testing.T) {
	p := month(t)
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name   string
		ctx    context.Context
		limits query.Limits
		expr   string
		within time.Duration
		want   query.Kind
		says   string
	}{
		{"no expression", t.Context(), query.Limits{}, "sum(", 0, query.BadData, "parse error"},
		{"empty", t.Context(), query.Limits{}, "", 0, query.BadData, "parse error"},
		{"many to many", t.Context(), query.Limits{}, `{__name__=~"focusd.*"} + on () {__name__=~"focusd.*"}`, 0, query.Execution, "many-to-many"},
		{"too many samples", t.Context(), query.Limits{Samples: 1000}, "count_over_time(focusd_active_seconds_total[1d])", 0, query.Execution, "too many samples"},
		{"too long", t.Context(), query.Limits{Time: time.Nanosecond}, "count_over_time(focusd_active_seconds_total[20d:1s])", 0, query.Timeout, ""},
		{"longer than was wanted", t.Context(), query.Limits{}, "count_over_time(focusd_active_seconds_total[20d:1s])", time.Nanosecond, query.Timeout, ""},
		{"nobody waits", canceled, query.Limits{}, "up", 0, query.Canceled, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := query.New(tt.limits).Instant(tt.ctx, p, tt.expr, at(24*25), tt.within)
			var known *query.Error
			if !errors.As(err, &known) || known.Kind != tt.want || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("the error is %v (%+v), want one of %s with %q", err, known, tt.want, tt.says)
			}
		})
	}
}

// TestQueriesWaitForTheirTurn has more queries than may run at once.
func TestQueriesWaitForTheirTurn(t *testing.T) {
	p, e := month(t), query.New(query.Limits{Concurrent: 1})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := e.Range(t.Context(), p, "rate(focusd_active_seconds_total[1h])", at(24), at(48), time.Minute, 0); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestFormat(t *testing.T) {
	e := query.New(query.Limits{})
	if got, err := e.Format("sum( up )by(job)"); err != nil || got != "sum by (job) (up)" {
		t.Errorf("formatted it is %q, %v", got, err)
	}
	if _, err := e.Format("sum("); err == nil {
		t.Error("what is no expression was formatted")
	}
	if _, err := e.Selector(`up{`); err == nil {
		t.Error("what is no selector was taken for one")
	}
}

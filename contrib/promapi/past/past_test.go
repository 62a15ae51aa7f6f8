package past_test

import (
	"context"
	"errors"
	"iter"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/contrib/promapi/past"
	"focusd/contrib/promapi/past/pasttest"
	"focusd/daemon/api"
)

var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func at(hours float64) time.Time { return monday.Add(time.Duration(hours * float64(time.Hour))) }

func label(name, value string) map[string]string { return map[string]string{name: value} }

// clock is a clock that tests set.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func read(t *testing.T, r *past.Reader) *past.Past {
	t.Helper()
	p, err := r.Past(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// value is that of the only series with these labels.
func value(t *testing.T, p *past.Past, metric string, labels map[string]string, when time.Time) float64 {
	t.Helper()
	for _, s := range p.Series() {
		if s.Metric() != metric || !has(s.Labels, labels) {
			continue
		}
		got, v, ok := p.At(s, when.UnixMilli())
		if !ok || got != when.UnixMilli() {
			t.Errorf("%s%v has no value at %v", metric, labels, when)
		}
		return v
	}
	t.Errorf("there is no %s%v", metric, labels)
	return 0
}

func has(all, some map[string]string) bool {
	for name, v := range some {
		if all[name] != v {
			return false
		}
	}
	return true
}

const (
	active   = "focusd_active_seconds_total"
	presence = "focusd_presence_seconds_total"
	blocks   = "focusd_block_seconds_total"
	ended    = "focusd_blocks_finished_total"
	states   = "focusd_timer_state"
)

// week is a daemon with something of everything.
func week() *pasttest.Daemon {
	d := pasttest.New(at(8), at(60))
	d.Grew(active, map[string]string{"app": "editor", "category": "code"}, at(9), 2*time.Hour)
	d.Grew(active, map[string]string{"app": "editor", "category": "code"}, at(23), 2*time.Hour) // over midnight
	d.Grew(active, map[string]string{"app": "other", "category": "code"}, at(30), time.Hour)
	d.Grew(presence, label("state", "unobserved"), at(12), time.Hour)
	d.Grew(blocks, label("kind", "pomodoro"), at(9), 25*time.Minute)
	d.Rose(ended, map[string]string{"kind": "pomodoro", "outcome": "completed"}, at(9.5), 1)
	d.Grew(states, label("state", "work"), at(9), 30*time.Minute)
	d.Grew(states, label("state", "work"), at(23.5), time.Hour)
	d.Offsets = []api.OffsetChange{{At: at(8).UnixMilli(), Minutes: 60}}
	return d
}

func TestValuesAtInstants(t *testing.T) {
	d := week()
	p := read(t, d.Reader((&clock{at(60)}).read))
	code := map[string]string{"app": "editor", "category": "code", "job": "focusd", "instance": "here"}
	tests := []struct {
		metric string
		labels map[string]string
		at     time.Time
		want   float64
	}{
		{active, code, at(8), 0},
		{active, code, at(9), 0},
		{active, code, at(10), 3600},
		{active, code, at(10).Add(1234 * time.Millisecond), 3601.234},
		{active, code, at(11), 7200},
		{active, code, at(20), 7200},
		{active, code, at(24), 7200 + 3600},
		{active, code, at(24.5), 7200 + 5400},
		{active, code, at(59), 14400},
		{ended, label("outcome", "completed"), at(9.5).Add(-time.Millisecond), 0},
		{ended, label("outcome", "completed"), at(9.5), 1},
		{ended, label("outcome", "completed"), at(50), 1},
		{states, label("state", "work"), at(9.2), 1},
		{states, label("state", "work"), at(9.5), 0},
		{states, label("state", "idle"), at(9.2), 0},
		{states, label("state", "idle"), at(9.5), 1},
		{states, label("state", "break_over"), at(9.5), 0},
		{"focusd_timer_phase_start_timestamp_seconds", nil, at(9.2), float64(at(9).Unix())},
		{"focusd_timer_phase_start_timestamp_seconds", nil, at(24.2), float64(at(23.5).Unix())},
		{"focusd_timer_phase_start_timestamp_seconds", nil, at(12), 0},
		{"up", nil, at(11), 1},
		{"up", nil, at(12.5), 0},
		// The day begins at four, an hour before it does in UTC.
		{"focusd_day_start_timestamp_seconds", nil, at(10), float64(at(3).Unix())},
		{"focusd_day_start_timestamp_seconds", nil, at(27), float64(at(27).Unix())},
		{"focusd_day_end_timestamp_seconds", nil, at(26.9), float64(at(27).Unix())},
		{"focusd_time_zone_offset_seconds", nil, at(10), 3600},
		{"focusd_day_active_seconds", label("category", "code"), at(26), 14400},
		{"focusd_day_active_seconds", label("category", "code"), at(28), 0},
		{"focusd_day_active_seconds", label("category", "code"), at(32), 3600},
		{"focusd_day_focus_seconds", nil, at(20), 1500},
		{"focusd_tracking_start_timestamp_seconds", nil, at(20), float64(at(8).Unix())},
		{"focusd_accounted_until_timestamp_seconds", nil, at(8.5), float64(at(8.5).Unix())},
		{"focusd_accounted_until_timestamp_seconds", nil, at(20), float64(at(9).Unix())}, // an hour of presence was told
	}
	for _, tt := range tests {
		if got := value(t, p, tt.metric, tt.labels, tt.at); got != tt.want {
			t.Errorf("%s%v is %v at %v, want %v", tt.metric, tt.labels, got, tt.at, tt.want)
		}
	}
	for _, when := range []time.Time{at(60.1), at(100)} {
		for _, s := range p.Series() {
			if _, _, ok := p.At(s, when.UnixMilli()); ok {
				t.Errorf("%v has a value at %v, which has not come", s.Labels, when)
			}
		}
	}
}

// TestCountersOfAnyHistory compares with the sum over all growths.
func TestCountersOfAnyHistory(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		d := pasttest.New(at(5), at(100))
		for cursor := at(5); cursor.Before(at(100)); {
			length := time.Duration(rnd.IntN(90*60_000)+1) * time.Millisecond
			if end := at(100); cursor.Add(length).After(end) {
				break
			}
			if rnd.IntN(3) > 0 {
				d.Grew(presence, label("state", []string{"active", "idle"}[rnd.IntN(2)]), cursor, length)
			}
			d.Rose(ended, label("kind", "flow"), cursor, int64(rnd.IntN(3)))
			cursor = cursor.Add(length)
		}
		rnd.Shuffle(len(d.Growths), func(i, j int) { d.Growths[i], d.Growths[j] = d.Growths[j], d.Growths[i] })
		p := read(t, d.Reader((&clock{at(100)}).read))
		for range 50 {
			when := at(5).Add(time.Duration(rnd.IntN(95*3_600_000)) * time.Millisecond)
			for _, s := range []struct {
				metric string
				labels map[string]string
				unit   float64
			}{{presence, label("state", "active"), 1e-3}, {presence, label("state", "idle"), 1e-3}, {ended, label("kind", "flow"), 1}} {
				want := 0.0
				for _, g := range d.Growths {
					if g.Metric == s.metric && maps.Equal(g.Labels, s.labels) && !g.Start.After(when) {
						want += float64(g.By + min(g.Length, when.Sub(g.Start)).Milliseconds())
					}
				}
				if got := value(t, p, s.metric, s.labels, when); math.Abs(got-want*s.unit) > 1e-9 {
					t.Fatalf("%s%v is %v at %v, want %v", s.metric, s.labels, got, when, want*s.unit)
				}
			}
		}
	}
}

// TestWhatCannotChangeIsReadOnce follows what the daemon is asked for.
func TestWhatCannotChangeIsReadOnce(t *testing.T) {
	d := pasttest.New(at(8), at(24*10))
	c := &clock{at(24 * 10)}
	d.Grew(presence, label("state", "active"), at(9), time.Hour)
	r := d.Reader(c.read)
	asked := func(what, want string) {
		t.Helper()
		read(t, r)
		if got := strings.Join(d.Asked, ", "); got != want {
			t.Errorf("%s: the daemon was asked for %q, want %q", what, got, want)
		}
		d.Asked = nil
	}
	asked("first", "03-02 03-12")
	asked("at once again", "")
	c.now = c.now.Add(5 * time.Second)
	d.Edition.Until = c.now
	asked("later", "03-10 03-12")
	c.now = c.now.Add(5 * time.Second)
	d.Edition.Said["2026-03-04"] = "corrected"
	asked("a day was corrected", "03-04 03-05, 03-10 03-12")
	c.now = c.now.Add(5 * time.Second)
	delete(d.Edition.Said, "2026-03-04")
	d.Grew(presence, label("state", "active"), at(50), time.Hour)
	asked("it was taken back", "03-04 03-05, 03-10 03-12")
	if got := value(t, read(t, r), presence, label("state", "active"), c.now); got != 7200 {
		t.Errorf("the correction is not there: %v s", got)
	}
	c.now = c.now.Add(3 * 24 * time.Hour)
	d.Edition.Until = c.now
	asked("days later", "03-10 03-15")
	c.now = c.now.Add(5 * time.Second)
	d.Edition.Edition = "b"
	asked("by other rules", "03-02 03-15")
}

func TestADaemonThatFailsIsAskedAgain(t *testing.T) {
	d := week()
	c := &clock{at(60)}
	r := d.Reader(c.read)
	d.Fails = errors.New("gone")
	if _, err := r.Past(context.Background()); !errors.Is(err, d.Fails) {
		t.Errorf("the error is %v, want %v", err, d.Fails)
	}
	d.Fails = nil
	if got := value(t, read(t, r), active, label("app", "editor"), at(50)); got != 14400 {
		t.Errorf("afterwards there are %v s, want 14400", got)
	}
	c.now = c.now.Add(time.Minute)
	d.Fails = errors.New("gone again")
	if _, err := r.Past(context.Background()); !errors.Is(err, d.Fails) {
		t.Errorf("the error is %v, want %v: what is not known now is no answer", err, d.Fails)
	}
}

func TestALogThatHasNothing(t *testing.T) {
	d := pasttest.New(time.Time{}, at(60))
	d.Page = "go_goroutines 12\n"
	p := read(t, d.Reader((&clock{at(60)}).read))
	if len(p.Series()) != 1 || !p.Begin().IsZero() {
		t.Errorf("it begins at %v with %v", p.Begin(), p.Series())
	}
}

const page = `# HELP focusd_store_size_bytes Size of the store.
# TYPE focusd_store_size_bytes gauge
focusd_store_size_bytes{part="db"} 4096
focusd_presence_seconds_total{state="active"} 99
focusd_build_info{version="a\"b\\c\nd",tags=""} 1
focusd_http_request_duration_seconds_bucket{handler="/v1/log",le="+Inf"} 3
# TYPE focusd_build_info gauge
`

func TestWhatOnlyTheRunningDaemonKnows(t *testing.T) {
	d := week()
	d.Page = page
	c := &clock{at(60)}
	r := d.Reader(c.read)
	p := read(t, r)
	if got := value(t, p, "focusd_store_size_bytes", label("part", "db"), at(60)); got != 4096 {
		t.Errorf("the size is %v", got)
	}
	if got := value(t, p, "focusd_build_info", label("version", "a\"b\\c\nd"), at(60)); got != 1 {
		t.Errorf("the build is %v", got)
	}
	for _, s := range p.Series() {
		if _, has := s.Labels["tags"]; has || s.Metric() == presence && s.Labels["state"] == "active" {
			t.Errorf("there is %v", s.Labels)
		}
	}
	if m := p.Meanings()["focusd_store_size_bytes"]; m != (past.Meaning{Type: "gauge", Help: "Size of the store."}) {
		t.Errorf("the size means %+v", m)
	}
	d.Page = strings.ReplaceAll(page, "4096", "8192")
	c.now = at(60).Add(4 * time.Minute)
	p = read(t, r)
	for when, want := range map[time.Time]float64{at(60): 4096, at(60).Add(3 * time.Minute): 4096, c.now: 8192} {
		if got := value(t, p, "focusd_store_size_bytes", label("part", "db"), when); got != want {
			t.Errorf("the size was %v at %v, want %v", got, when, want)
		}
	}
	c.now = at(60).Add(time.Hour)
	d.Page = ""
	for _, s := range read(t, r).Series() {
		if s.Metric() != "focusd_store_size_bytes" {
			continue
		}
		if when, _, ok := p.At(s, c.now.UnixMilli()); ok {
			t.Errorf("an hour later the size is still known, since %v", when)
		}
	}
	d.Page = "what is this?\n"
	c.now = c.now.Add(time.Minute)
	if _, err := r.Past(t.Context()); err == nil {
		t.Error("a page that is none was taken for one")
	}
}

func TestGoalsStandAsTheyDid(t *testing.T) {
	const metric = "focusd_streak_current"
	d := week()
	plan := func(n int, value float64) api.PlanDay {
		return api.PlanDay{
			From: at(float64(24*n + 3)), To: at(float64(24*n + 27)),
			Samples: []api.PlanSample{{Metric: metric, Labels: label("goal", "read"), Value: value}},
		}
	}
	d.Plans = []api.PlanDay{plan(0, 1), plan(1, 2), plan(2, 3)}
	d.Page = metric + "{goal=\"read\"} 99\n"
	c := &clock{at(60)}
	r := d.Reader(c.read)
	p := read(t, r)
	for when, want := range map[time.Time]float64{at(9): 1, at(26.9): 1, at(27): 2, at(60): 3} {
		if got := value(t, p, metric, label("goal", "read"), when); got != want {
			t.Errorf("the streak was %v at %v, want %v", got, when, want)
		}
	}
	again := func(what string, want bool) {
		t.Helper()
		d.Asked = nil
		c.now = c.now.Add(5 * time.Second)
		read(t, r)
		if got := slices.ContainsFunc(d.Asked, func(s string) bool { return strings.HasPrefix(s, "plans") }); got != want {
			t.Errorf("%s: the daemon was asked for %q", what, d.Asked)
		}
	}
	again("nothing has changed", false)
	d.Edition.Plans++
	d.Plans[2] = plan(2, 0)
	again("it was missed", true)
	if got := value(t, read(t, r), metric, label("goal", "read"), c.now); got != 0 {
		t.Errorf("afterwards the streak is %v", got)
	}
	if got := value(t, read(t, r), metric, label("goal", "read"), at(9)); got != 1 {
		t.Errorf("and was %v before", got)
	}
	c.now = at(76)
	d.Plans = append(d.Plans, plan(3, 4))
	again("the next day", true)
	if got := value(t, read(t, r), metric, label("goal", "read"), c.now); got != 4 {
		t.Errorf("the next day the streak is %v", got)
	}
}

// TestPlansOfLongAgo changes what goals were long ago, soon after all of them were
// read.
func TestPlansOfLongAgo(t *testing.T) {
	const metric = "focusd_streak_current"
	d := week()
	plan := func(n int, value float64) api.PlanDay {
		return api.PlanDay{
			From: at(float64(24*n + 3)), To: at(float64(24*n + 27)),
			Samples: []api.PlanSample{{Metric: metric, Labels: label("goal", "read"), Value: value}},
		}
	}
	for n := range 31 {
		d.Plans = append(d.Plans, plan(n, 1))
	}
	c := &clock{at(24*30 + 9)}
	d.Edition.Until = c.now
	r := d.Reader(c.read)
	read(t, r)
	d.Edition.Plans++
	d.Plans[2] = plan(2, 7)
	for _, tt := range []struct {
		wait time.Duration
		want float64
	}{{5 * time.Second, 1}, {time.Hour, 7}} {
		c.now = c.now.Add(tt.wait)
		if got := value(t, read(t, r), metric, label("goal", "read"), at(24*2+9)); got != tt.want {
			t.Errorf("%v later the streak of long ago is %v, want %v", tt.wait, got, tt.want)
		}
	}
	d.Edition.Plans++
	for n := range d.Plans {
		d.Plans[n].Samples = nil // the goal is gone, as if it had never been
	}
	c.now = c.now.Add(5 * time.Second)
	for _, s := range read(t, r).Series() {
		if s.Metric() == metric {
			if when, v, ok := read(t, r).At(s, c.now.UnixMilli()); ok {
				t.Errorf("what is gone is still %v at %v", v, when)
			}
		}
	}
}

// broken hangs up after so many answers.
type broken struct {
	*pasttest.Daemon
	left int
}

func (b *broken) Counts(ctx context.Context, from, to time.Time) iter.Seq2[api.CountRow, error] {
	if b.left--; b.left < 0 {
		return func(yield func(api.CountRow, error) bool) { yield(api.CountRow{}, context.Canceled) }
	}
	return b.Daemon.Counts(ctx, from, to)
}

// TestGoesOnWhereItWasCutOff has somebody leave while years are being read.
func TestGoesOnWhereItWasCutOff(t *testing.T) {
	const metric = "focusd_break_seconds_total"
	d := pasttest.New(at(8), at(24*200))
	d.Grew(metric, label("kind", "short"), at(9), time.Hour)
	d.Grew(metric, label("kind", "short"), at(24*150), time.Hour)
	r := d.Reader(func() time.Time { return at(24 * 200) })
	r.Daemon = &broken{d, 1}
	if _, err := r.Past(t.Context()); !errors.Is(err, context.Canceled) {
		t.Fatalf("the error is %v, want that it was cut off", err)
	}
	r.Daemon = d
	first := slices.Clone(d.Asked)
	p := read(t, r)
	if slices.Contains(d.Asked[len(first):], first[0]) {
		t.Errorf("it was asked for %q, and for %q again", first, d.Asked[len(first):])
	}
	if got := value(t, p, metric, label("kind", "short"), at(24*200)); got != 7200 {
		t.Errorf("it has %v seconds in all, want 7200", got)
	}
}

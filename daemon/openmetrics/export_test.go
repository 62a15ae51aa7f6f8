package openmetrics_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/metrics"
	"focusd/daemon/openmetrics"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// What the engine counted while it happened is what is counted from the log
// afterwards, where nothing was corrected and nobody judged.
func TestHistoryIsWhatTheLedgerSays(t *testing.T) {
	p := lived(t)
	e := p.export(5 * time.Second)
	e.Past.Judge, e.From = nil, p.To.Add(-20*time.Hour) // the last of them
	history := read(t, written(t, e))
	stored, err := p.Load()
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for c, v := range stored.Ledger {
		series := c.Metric + "{" + floats(c.Labels) + "}"
		want := float64(v)
		if strings.HasSuffix(c.Metric, "_seconds_total") || strings.HasSuffix(c.Metric, "_sum") {
			want /= 1000
		}
		switch samples := history[strings.TrimSuffix(series, "{}")]; {
		case !engine.Recounted(c.Metric):
			if samples != nil {
				t.Errorf("%s is in the history, and no log tells it", series)
			}
		case c.Metric == "focusd_app_switches_total" || c.Metric == "focusd_context_switches_total":
			// That something was a break is at times known only afterwards.
		case strings.Contains(c.Labels, "asleep"):
			// The log ends in sleep, and sleep has no samples.
		case samples == nil:
			t.Errorf("%s is not in the history; it has %q", series, sorted(history))
		default:
			compared++
			near := 1e-6
			switch c.Metric {
			case "focusd_presence_seconds_total":
				near = 5 // the last step before the sleep
			case "focusd_active_seconds_total":
				near = 400 // the engine gives an app its counter with a commit, not at once
			}
			if got := samples[len(samples)-1].value; math.Abs(got-want) > near {
				t.Errorf("%s is %v at the end, and the ledger says %v", series, got, want)
			}
		}
	}
	if compared < 30 {
		t.Errorf("%d series were compared, want more", compared)
	}
	for _, metric := range []string{"focusd_app_switches_total", "focusd_context_switches_total"} {
		var want uint64
		for c, v := range stored.Ledger {
			if c.Metric == metric {
				want += v
			}
		}
		if got := total(history, metric); got != float64(want) {
			t.Errorf("%s is %v in all, and the ledger says %v", metric, got, want)
		}
	}
}

// The page of metrics says of which there is a past.
func TestThePastIsWhatThePageSays(t *testing.T) {
	text := written(t, lived(t).export(time.Minute))
	for _, f := range metrics.Catalogue() {
		name := f.Name
		if f.Type == metrics.Counter {
			name = strings.TrimSuffix(name, "_total")
		}
		if got := strings.Contains(text, "# TYPE "+name+" "); got != f.Past() {
			t.Errorf("%s is written: %v, and the catalogue says %v", f.Name, got, f.Past())
		}
	}
}

// floats has the bounds of buckets as OpenMetrics has them.
func floats(labels string) string {
	if i := strings.LastIndex(labels, `le="`); i >= 0 && !strings.Contains(labels[i:], ".") {
		return strings.TrimSuffix(labels, `"`) + `.0"`
	}
	return labels
}

func TestHistoryAddsUpToTheStore(t *testing.T) {
	p := lived(t)
	history := read(t, written(t, p.export(time.Minute)))
	until := history["focusd_accounted_until_timestamp_seconds"]
	end := time.Unix(int64(until[len(until)-1].at), 0)
	sum, err := p.Totals(p.From, end, nil)
	if err != nil {
		t.Fatal(err)
	}
	near := func(what string, got float64, want time.Duration) {
		t.Helper()
		if math.Abs(got-want.Seconds()) > 0.001 {
			t.Errorf("%s is %v s, and the store says %v", what, got, want.Seconds())
		}
	}
	all := time.Duration(0)
	for p := tracker.Active; p <= tracker.Unobserved; p++ {
		near(p.String(), total(history, "focusd_presence_seconds_total", p.String()), sum.Presences[p])
		all += sum.Presences[p]
	}
	near("all presence", total(history, "focusd_presence_seconds_total"), end.Sub(p.From))
	near("the accounted time", until[len(until)-1].value-history["focusd_tracking_start_timestamp_seconds"][0].value, all)
	for app, total := range sum.Apps {
		got := 0.0
		for series, samples := range history {
			if strings.HasPrefix(series, "focusd_active_seconds_total{") && strings.Contains(series, `app="`+app+`"`) {
				got += samples[len(samples)-1].value
			}
		}
		if most := (total.Time + total.Passive).Seconds(); got > most || got < most-8*10*60-60 {
			t.Errorf("%s has %v s, and the store says %v, of which the first ten minutes in each category are other's", app, got, most)
		}
	}
	categories, err := p.Categories(p.From, end, p.set, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range categories {
		near(c.Name, total(history, "focusd_active_seconds_total", `category="`+engine.Slug(c.Name)+`"`), c.Active+c.Passive)
	}
	var blocks time.Duration
	for b, err := range p.Blocks(time.Time{}, end) {
		if err != nil {
			t.Fatal(err)
		}
		blocks += b.Focus(end)
	}
	near("blocks", total(history, "focusd_block_seconds_total"), blocks)
	near("what became of blocks", total(history, "focusd_focus_seconds_total")+
		total(history, "focusd_distraction_seconds_total")+total(history, "focusd_block_away_seconds_total"), blocks)
	if total(history, "focusd_distraction_seconds_total") == 0 {
		t.Error("nothing distracted, and that of a person who strays")
	}
}

// Samples that are left out are those that say what the one before says.
func TestNoSampleIsMissed(t *testing.T) {
	p := lived(t)
	sparse, all := read(t, written(t, p.export(time.Minute))), read(t, written(t, p.export(5*time.Minute)))
	if len(sparse) != len(all) {
		t.Errorf("there are %d series with steps of a minute, %d with five", len(sparse), len(all))
	}
	for series, samples := range all {
		some, last := sparse[series], sample{}
		for _, want := range samples {
			for len(some) > 0 && some[0].at <= want.at {
				if some[0].value < last.value && strings.Contains(series, "_total") {
					t.Fatalf("%s falls from %v to %v at %v", series, last.value, some[0].value, some[0].at)
				}
				last, some = some[0], some[1:]
			}
			if last.value != want.value {
				t.Fatalf("%s is %v at %v by minutes, and %v by five", series, last, want.at, want.value)
			}
		}
	}
}

func TestARangeGoesOnFromTheBeginning(t *testing.T) {
	p := lived(t)
	e := p.export(time.Minute)
	whole := read(t, written(t, e))
	e.From, e.To = p.From.Add(30*time.Hour), p.From.Add(50*time.Hour)
	for series, samples := range read(t, written(t, e)) {
		for _, s := range samples {
			if at := time.Unix(int64(s.at), 0); at.Before(e.From) || at.After(e.To) {
				t.Fatalf("%s has a sample at %v", series, at)
			}
			last := sample{}
			for _, of := range whole[series] {
				if of.at <= s.at {
					last = of
				}
			}
			if last.value != s.value {
				t.Fatalf("%s is %v at %v, and %v where all is written", series, s.value, s.at, last.value)
			}
		}
	}
}

func TestLittleMemoryWritesTheSame(t *testing.T) {
	p := lived(t)
	e := p.export(time.Minute)
	e.To = p.From.AddDate(0, 0, 2)
	want := written(t, e)
	for _, most := range []int{1, 1 << 10, 10 << 10} {
		if got := written(t, e.Within(most)); got != want {
			t.Errorf("within %d bytes other %d bytes are written than the %d", most, len(got), len(want))
		}
	}
}

func TestNothingWasLogged(t *testing.T) {
	e := past{}.empty()
	if got := written(t, e); got != "# EOF\n" {
		t.Errorf("of an empty log is written %q", got)
	}
	e.Form = openmetrics.VictoriaMetrics
	if got := written(t, e); got != "" {
		t.Errorf("of an empty log is written %q", got)
	}
}

func (past) empty() openmetrics.Export { return short().export() }

// log is a short one, made by hand.
type log struct {
	spans  []tracker.Span
	blocks []timer.Block
	breaks []timer.Break
	state  timer.State
	rules  string
}

func short() log {
	return log{rules: "category work earns\ncategory play wastes\napp=editor -> work\napp=game -> play\n"}
}

// noon is where they begin.
func noon() time.Time { return time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC) }

// then adds so many seconds.
func (l *log) then(seconds int, p tracker.Presence, app string) {
	begin := noon()
	if n := len(l.spans); n > 0 {
		begin = l.spans[n-1].End
	}
	l.spans = append(l.spans, tracker.Span{
		Start: begin, End: begin.Add(time.Duration(seconds) * time.Second), Presence: p, Window: tracker.Window{App: app, Title: "a title"}, Offset: 60,
	})
}

func (l log) export() openmetrics.Export {
	e := openmetrics.Export{Families: families(), To: noon().AddDate(0, 0, 1), Step: time.Minute, Job: "focusd", Instance: "history"}
	e.Past = engine.Past{Spans: engine.Whole(each(l.spans)), Blocks: each(l.blocks), Breaks: each(l.breaks), Timer: l.state, AppLimit: 20}
	return e
}

func each[T any](all []T) func(func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func TestWhatIsWritten(t *testing.T) {
	l := short()
	l.then(150, tracker.Active, "editor")
	l.then(600, tracker.Asleep, "")
	l.then(90, tracker.Idle, "")
	only := []openmetrics.Family{
		{Name: "focusd_presence_seconds_total", Type: openmetrics.Counter, Unit: "seconds", Help: `Time by "state".`},
		{Name: "focusd_time_zone_offset_seconds", Type: openmetrics.Gauge, Unit: "seconds", Help: "Offset."},
		{Name: "focusd_goal_met", Type: openmetrics.Gauge, Help: "No log tells that."},
	}
	e := l.export()
	e.Families = only
	kept := func(text string) (lines []string) {
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "#") || strings.Contains(line, `state="active"`) || strings.Contains(line, "zone") {
				lines = append(lines, strings.ReplaceAll(line, `job="focusd",instance="history"`, "…"))
			}
		}
		return lines
	}
	got := strings.Join(kept(written(t, e)), "\n")
	want := `# HELP focusd_presence_seconds Time by \"state\".
# TYPE focusd_presence_seconds counter
# UNIT focusd_presence_seconds seconds
focusd_presence_seconds_total{…,state="active"} 0 1795348800
focusd_presence_seconds_total{…,state="active"} 60 1795348860
focusd_presence_seconds_total{…,state="active"} 120 1795348920
focusd_presence_seconds_total{…,state="active"} 150 1795349580
# HELP focusd_time_zone_offset_seconds Offset.
# TYPE focusd_time_zone_offset_seconds gauge
# UNIT focusd_time_zone_offset_seconds seconds
focusd_time_zone_offset_seconds{…} 3600 1795348800
focusd_time_zone_offset_seconds{…} 3600 1795348920
focusd_time_zone_offset_seconds{…} 3600 1795349580
# EOF`
	if got != want {
		t.Errorf("written is\n%s\nwant\n%s", got, want)
	}
	e.Form = openmetrics.VictoriaMetrics
	got = strings.Join(kept(written(t, e))[:4], "\n")
	want = `# HELP focusd_presence_seconds_total Time by \"state\".
# TYPE focusd_presence_seconds_total counter
focusd_presence_seconds_total{…,state="active"} 0 1795348800000
focusd_presence_seconds_total{…,state="active"} 60 1795348860000`
	if got != want {
		t.Errorf("written is\n%s\nwant\n%s", got, want)
	}
}

func TestHistogramsAreWhole(t *testing.T) {
	l := short()
	l.then(1000, tracker.Active, "editor")
	l.blocks = []timer.Block{{Seq: 1, Kind: timer.Burst, Planned: 300 * time.Second, Started: noon(), Ended: noon().Add(300 * time.Second), EndedBy: timer.EndedFinish}}
	for form, bound := range map[openmetrics.Form]string{openmetrics.OpenMetrics: "300.0", openmetrics.VictoriaMetrics: "300"} {
		e := l.export()
		e.Form = form
		history := read(t, written(t, e))
		for series, want := range map[string]float64{
			`focusd_block_duration_seconds_bucket{kind="burst",le="` + strings.Replace(bound, "300", "60", 1) + `"}`: 0,
			`focusd_block_duration_seconds_bucket{kind="burst",le="` + bound + `"}`:                                  1,
			`focusd_block_duration_seconds_bucket{kind="burst",le="+Inf"}`:                                           1,
			`focusd_block_duration_seconds_count{kind="burst"}`:                                                      1,
			`focusd_block_duration_seconds_sum{kind="burst"}`:                                                        300,
		} {
			if samples := history[series]; len(samples) == 0 || samples[len(samples)-1].value != want {
				t.Errorf("%s is %v, want %v at the end", series, samples, want)
			}
		}
	}
}

// TestWhatAnEntryLeavesIsJudgedAsTheWhole has the hours of a rule end within a
// span, before what an entry leaves of it: focus log counts that by the rule.
func TestWhatAnEntryLeavesIsJudgedAsTheWhole(t *testing.T) {
	l := short()
	l.then(3600, tracker.Active, "editor")
	set := compiled(t, "category early earns\napp=editor hours=13:00-13:30 -> early\n")
	recorded, err := enginetest.Categorize(noon(), noon().Add(time.Hour), set, "", each(l.spans))
	if err != nil || len(recorded) != 1 || recorded[0].Name != "early" {
		t.Fatalf("what was recorded is %+v, %v; want it all early", recorded, err)
	}
	e := l.export()
	e.Step = time.Second
	e.Past.Judge = judge(set)
	e.Past.Spans = openmetrics.Corrected(each(l.spans), []entry.Entry{
		{Start: noon().Add(20 * time.Minute), End: noon().Add(40 * time.Minute), Kind: entry.Hidden},
	})
	history := read(t, written(t, e))
	if got := total(history, "focusd_active_seconds_total", `category="early"`); math.Abs(got-2399) > 0.001 {
		t.Errorf("early is %v s of the hour, want 2399: what no entry hides, but for the last second", got)
	}
}

func TestWhatThePersonSaysCounts(t *testing.T) {
	l := short()
	l.then(1800, tracker.Active, "editor")
	l.then(1800, tracker.Active, "game")
	l.then(1800, tracker.Idle, "")
	l.then(600, tracker.Active, "editor")
	at := func(minutes int) time.Time { return noon().Add(time.Duration(minutes) * time.Minute) }
	entries := []entry.Entry{
		{Start: at(20), End: at(40), Kind: entry.Edited, Category: "work", Text: "a call"},
		{Start: at(50), End: at(55), Kind: entry.Hidden},
		{Start: at(65), End: at(80), Kind: entry.Added, Category: "work", Text: "a walk"},
	}
	e := l.export()
	e.Step = time.Second
	e.Past.Judge = judge(compiled(t, l.rules))
	e.Past.Spans = openmetrics.Corrected(each(l.spans), entries)
	text := written(t, e)
	history := read(t, text)
	for _, tt := range []struct {
		metric string
		part   string
		want   float64
	}{
		{"focusd_presence_seconds_total", `"active"`, 4200 - 1},
		{"focusd_presence_seconds_total", `"idle"`, 1800},
		{"focusd_active_seconds_total", `category="work"`, 2400 + 600 - 1},
		{"focusd_active_seconds_total", `category="play"`, 900},
		{"focusd_active_seconds_total", `category="unclassified"`, 300},
	} {
		if got := total(history, tt.metric, tt.part); math.Abs(got-tt.want) > 0.001 {
			t.Errorf("%s of %s is %v, want %v", tt.metric, tt.part, got, tt.want)
		}
	}
	for _, private := range []string{"a call", "a walk", "a title"} {
		if strings.Contains(text, private) {
			t.Errorf("%q is written", private)
		}
	}
}

// What the clock read is that of where the person was.
func TestHoursAreThoseOfThePlace(t *testing.T) {
	l := short()
	l.then(1200, tracker.Active, "editor")
	for hours, want := range map[string]float64{"12:00-13:00": 0, "13:00-14:00": 1200 - 60} {
		e := l.export()
		e.Past.Judge = judge(compiled(t, "category work earns\napp=editor hours="+hours+" -> work\n"))
		if got := total(read(t, written(t, e)), "focusd_active_seconds_total", `category="work"`); got != want {
			t.Errorf("work in %s is %v s, want %v: it was one o'clock", hours, got, want)
		}
	}
}

func TestLabelsOfAnyName(t *testing.T) {
	l := short()
	for _, app := range []string{`quo"te`, `back\slash`, "new\nline", "bad\xffbytes", strings.Repeat("long", 3000), "\u202eright to left"} {
		l.then(1300, tracker.Active, app)
	}
	e := l.export()
	e.Instance = "my \"own\" \\ machine\n"
	text := written(t, e)
	for _, want := range []string{`app="quo\"te"`, `app="back\\slash"`, `app="new line"`, "app=\"bad\uFFFDbytes\"", `instance="my \"own\" \\ machine\n"`} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %s", want)
		}
	}
	for line := range strings.Lines(text) {
		if len(line) > 400 || strings.Contains(line, "\u202e") {
			t.Fatalf("a line of %d bytes: %.200q", len(line), line)
		}
	}
}

func TestWhoHasACounterHasItFromTheBeginning(t *testing.T) {
	l := short()
	l.then(1200, tracker.Active, "known")
	l.then(1200, tracker.Active, "new")
	e := l.export()
	e.Step = time.Second
	e.Past.Ledger.Values = map[engine.Counter]uint64{{Metric: "focusd_active_seconds_total", Labels: `app="known",category="unclassified"`}: 1}
	history := read(t, written(t, e))
	if got := total(history, "focusd_active_seconds_total", `"known"`); got != 1200 {
		t.Errorf("known has %v s, want all", got)
	}
	if got := total(history, "focusd_active_seconds_total", `"new"`); got != 599 {
		t.Errorf("new has %v s, want what comes after ten minutes", got)
	}
	e.Past.AppLimit = -1
	if got := total(read(t, written(t, e)), "focusd_active_seconds_total", `"new"`); got != 0 {
		t.Errorf("new has %v s, and no app was to be shown", got)
	}
}

func TestTheBlockThatRunsIsCounted(t *testing.T) {
	l := short()
	l.then(1200, tracker.Active, "editor")
	l.state = timer.State{Phase: timer.Work, Block: timer.Block{Seq: 1, Started: noon().Add(10 * time.Minute)}}
	history := read(t, written(t, l.export()))
	if got := total(history, "focusd_block_seconds_total"); got != 540 {
		t.Errorf("the block has %v s at the last step, want 540", got)
	}
	if got := total(history, "focusd_blocks_started_total"); got != 1 {
		t.Errorf("%v blocks were started, want 1", got)
	}
}

func TestAHoleIsUnobserved(t *testing.T) {
	l := short()
	l.then(300, tracker.Active, "editor")
	l.then(300, tracker.Active, "editor")
	l.spans[1].Start = l.spans[1].Start.Add(2 * time.Minute)
	l.spans[1].End = l.spans[1].End.Add(2 * time.Minute)
	e := l.export()
	history := read(t, written(t, e))
	if got := total(history, "focusd_presence_seconds_total", "unobserved"); got != 120 {
		t.Errorf("%v s were unobserved, want 120", got)
	}
}

func TestFailures(t *testing.T) {
	l := short()
	l.then(300, tracker.Active, "editor")
	broken := errors.New("the store is broken")
	e := l.export()
	e.Past.Spans = func(yield func(engine.Part, error) bool) {
		_ = yield(engine.Part{Span: l.spans[0]}, nil) && yield(engine.Part{}, broken)
	}
	if err := e.Write(t.Context(), new(strings.Builder)); !errors.Is(err, broken) {
		t.Errorf("Write of a broken log = %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.export().Write(ctx, new(strings.Builder)); !errors.Is(err, context.Canceled) {
		t.Errorf("Write for nobody = %v", err)
	}
	if err := l.export().Write(t.Context(), full{}); !errors.Is(err, errFull) {
		t.Errorf("Write to a full disk = %v", err)
	}
}

var errFull = errors.New("the disk is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

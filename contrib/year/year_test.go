package year

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"focusd/contrib/person"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/metrics"
	"focusd/daemon/openmetrics"
	"focusd/daemon/replay"
	"focusd/daemon/store"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
	"focusd/tracker/privacy"
)

// zone is where the person lives.
const zone = "Europe/Berlin"

// year is a year of a person and of the daemons that watched it.
type year struct {
	*testing.T
	dir   string
	store *store.Store
	set   *category.Set
	life  person.Life
	out   replay.Outcome

	random  *rand.Rand
	last    time.Time // the end of the year, by the clock of the life
	player  *engine.Player
	metrics *metrics.Metrics
	scrapes scrapes

	before  engine.Ledger // at the scrape before
	atEnd   *engine.Snapshot
	forgot  []time.Time // where an hour begins that was forgotten
	started time.Time   // the daemon that runs
	days    []mark      // at the first scrape of each UTC day
	looks   int

	restarts, crashes, corrections, forgotten int
}

// mark is what the ledger had at a scrape.
type mark struct {
	at     time.Time
	ledger engine.Ledger
}

// someone is a person who works on the last of so many days, the end of October.
func someone(days int) person.Life {
	end := tracker.Day{Year: 2026, Month: time.October, Day: 31}
	for seed := uint64(11); ; seed++ {
		life := person.Live(person.Character{
			Seed: seed, Begin: end.Add(-days), Days: days, Zone: zone,
			Abroad: "America/New_York", Leaves: end.Add(-days / 2), TripDays: min(9, days/4),
		})
		worked := life.Blocks[len(life.Blocks)-1].Start.After(life.To().Add(-24 * time.Hour))
		if worked && life.Days[days-1].Kind == person.Workday {
			return life
		}
	}
}

// live lives so many days.
func live(t *testing.T, days int) *year {
	t.Helper()
	y := &year{T: t, dir: fastDir(t), random: rand.New(rand.NewPCG(1, 2)), life: someone(days)}
	y.last = y.life.To()
	y.set = compiled(t)
	st, _, err := store.Open(y.dir, store.Options{Verify: func(string) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	y.store = st
	y.metrics = metrics.New(metrics.Source{
		Snapshot:   func() *engine.Snapshot { return y.player.Snapshot() },
		Settle:     func(context.Context) error { return y.player.Settle() },
		Store:      y.size,
		Reloaded:   func() (bool, time.Time) { return true, y.started },
		Categories: func(from, to time.Time) ([]engine.CategoryTotal, error) { return st.Categories(from, to, y.set, "") },
		Unrested:   func(now time.Time) time.Duration { return time.Duration(now.Minute()) * time.Minute },
		Agenda:     y.agenda,
		AppLimit:   20, Version: "1.0.0",
	}, slog.New(slog.DiscardHandler))
	stage := replay.Stage{Every: time.Minute, Look: y.look, Between: y.between, Prepare: func(cfg *engine.Config) {
		cfg.CommitEvery, cfg.AppLimit = 5*time.Minute, 20
		cfg.Judge = y.judge
	}}
	y.out, err = stage.Play(t.Context(), y.record(), observed{st, y.metrics}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func (y *year) judge(w tracker.Window, start time.Time) (engine.Judgement, bool) {
	name := y.set.Classify(w.App, w.Title, start, "").Category
	return engine.Judgement{Category: name, Class: y.set.Category(name).Class}, true
}

// fastDir is a folder in memory where there is one: a year has as many commits
// as days have minutes, and what a disk makes of them is not asked here.
func fastDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "focusd-year")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func compiled(t *testing.T) *category.Set {
	t.Helper()
	rules, err := category.Parse(person.Rules)
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// observed is a store whose commits are counted, as the daemon does.
type observed struct {
	*store.Store
	metrics *metrics.Metrics
}

func (o observed) Commit(c engine.Change) error {
	began := time.Now()
	err := o.Store.Commit(c)
	o.metrics.ObserveCommit(time.Since(began), err)
	o.metrics.ObserveRequest("/v1/status", "GET", 200, time.Since(began))
	return err
}

func (y *year) size() (metrics.StoreSize, error) {
	stats, err := y.store.Stats()
	return metrics.StoreSize{Bytes: stats.Size, Free: stats.Free, Records: stats.Entries}, err
}

// agenda is one habit, of two hours a day.
func (y *year) agenda() (metrics.Agenda, error) {
	const target = 2 * time.Hour
	s := y.player.Snapshot()
	met, half, spread := s.Day.Focus >= target, 0.5, 40*time.Minute
	return metrics.Agenda{
		Goals: []metrics.Goal{{
			Name: "deep work", Period: "day", Target: target, Achieved: s.Day.Focus, Due: true, Met: met,
			Habit: true, Streak: 3, Best: 12, Freezes: 1, AtRisk: !met, Consistency7: &half, Consistency28: &half, Strength: 0.7,
		}},
		OpenMicro: 2, Open: 5, Evenness: &half, StartSpread: &spread,
	}, nil
}

// record is the life as the daemons are told it, and what happens to them: one
// restart in three is a crash, now and then one crashes in the middle of
// something, and somebody sets the clock.
func (y *year) record() *bytes.Buffer {
	var lived bytes.Buffer
	if err := y.life.Record(&lived); err != nil {
		y.Fatal(err)
	}
	head, all, err := replay.Open(&lived)
	if err != nil {
		y.Fatal(err)
	}
	var told []replay.Happening
	for h, err := range all {
		if err != nil {
			y.Fatal(err)
		}
		if n := len(told); n > 0 && !asleep(told[n-1]) && h.T-told[n-1].T > 30 {
			told = append(told, y.mischief(told[n-1].T+10)...)
		}
		if h.Restart > 0 {
			h.Killed = y.random.IntN(3) == 0
			y.restarts++
		}
		told = append(told, h)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	if err := e.Encode(head); err != nil {
		y.Fatal(err)
	}
	for _, h := range told {
		if err := e.Encode(h); err != nil {
			y.Fatal(err)
		}
	}
	return &out
}

func asleep(h replay.Happening) bool { return h.Sleep > 0 || h.Restart > 0 || h.Announced }

// mischief happens at an instant of the record, but seldom.
func (y *year) mischief(at float64) []replay.Happening {
	switch n := y.random.IntN(2000); {
	case n < 6:
		y.crashes++
		return []replay.Happening{{T: at, Restart: 7, Killed: true}}
	case n < 8:
		return []replay.Happening{{T: at, Clock: float64(90 + y.random.IntN(600))}}
	case n < 9:
		return []replay.Happening{{T: at, Clock: -float64(90 + y.random.IntN(600))}}
	}
	return nil
}

// look is every minute: what has to hold is looked at every five, and scraped by
// the plan of scrapes.
func (y *year) look(p *engine.Player) error {
	y.player = p
	now := p.Now()
	scraped := y.due(now)
	if !scraped && now.Minute()%5 != 0 {
		return nil
	}
	if now.Minute() == 0 { // a task that took longer than it was said to
		counts := append(engine.TaskCreated(true), engine.TaskDone(true, 10*time.Minute, 12*time.Minute)...)
		if err := p.Count(counts...); err != nil {
			return err
		}
	}
	if err := p.Settle(); err != nil {
		return err
	}
	y.looks++
	y.holds(now, p.Snapshot().Ledger)
	if scraped {
		y.scrape(now)
		y.atEnd = p.Snapshot()
	}
	return nil
}

// due says whether there is a scrape: one an hour, in the last 100 days four, on
// the last two days one a minute.
func (y *year) due(now time.Time) bool {
	switch left := y.last.Sub(now); {
	case left < 48*time.Hour:
		return true
	case left < 100*24*time.Hour:
		return now.Minute()%15 == 0
	}
	return now.Minute() == 0
}

// holds checks what holds at each instant: no counter has fallen, and presence
// is all of the time.
func (y *year) holds(now time.Time, l engine.Ledger) {
	var presence uint64
	for c, v := range l.Values {
		if c.Metric == "focusd_presence_seconds_total" {
			presence += v
		}
		if v < y.before.Values[c] {
			y.Errorf("%v: %v has fallen from %d to %d", now, c, y.before.Values[c], v)
		}
	}
	if accounted := l.Until.Sub(l.Created).Milliseconds(); math.Abs(float64(accounted)-float64(presence)) > 1 {
		y.Errorf("%v: presence is %d ms, and %d are accounted for", now, presence, accounted)
	}
	if n := len(y.days); n == 0 || y.days[n-1].at.UTC().YearDay() != now.UTC().YearDay() {
		y.days = append(y.days, mark{now, engine.Ledger{Created: l.Created, Until: l.Until, Values: maps.Clone(l.Values)}})
	}
	y.before = l
}

// between is while no daemon runs: the person corrects their log, and now and
// then forgets something, by a daemon of that moment.
func (y *year) between(at time.Time) error {
	y.started = at
	if len(y.days) < 3 || y.random.IntN(3) > 0 {
		return nil
	}
	cfg := engine.Config{Clocks: func() tracker.Clocks { return tracker.Clocks{Wall: at, Mono: time.Second, Boot: time.Second} }}
	cfg.Calendar, cfg.Judge, cfg.AppLimit = tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}, y.judge, 20
	e, err := engine.New(cfg, y.store, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(y.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx, nil) }()
	err = y.amend(ctx, e, at)
	cancel()
	return errors.Join(err, <-ended)
}

func (y *year) amend(ctx context.Context, e *engine.Engine, at time.Time) error {
	if y.random.IntN(8) == 0 {
		from := at.Add(-time.Duration(24+y.random.IntN(240)) * time.Hour)
		y.forgotten, y.forgot = y.forgotten+1, append(y.forgot, from)
		return e.Forget(ctx, privacy.Erasure{From: from, To: from.Add(time.Hour)}, func(f engine.Forgetting) error {
			_, err := y.store.Forget(f)
			return err
		})
	}
	said := entries.New(e, y.store, func() *time.Location { return time.UTC })
	from := at.Add(-time.Duration(10+y.random.IntN(60)) * time.Hour).Truncate(time.Minute)
	y.corrections++
	_, err := said.Add(ctx, entry.Entry{Start: from, End: from.Add(30 * time.Minute), Text: "a sample", Category: "work", Made: at}, entry.Over)
	return err
}

// judged are the categories between two instants, by the rules.
func (y *year) judged(from, to time.Time) map[string]time.Duration {
	totals, err := y.store.Categories(from, to, y.set, "")
	if err != nil {
		y.Fatal(err)
	}
	all := make(map[string]time.Duration)
	for _, t := range totals {
		all[engine.Slug(t.Name)] += t.Active + t.Passive
	}
	return all
}

// days are how many are lived where there is little time, and where there is.
func length() int {
	if testing.Short() {
		return 20
	}
	return 365
}

func TestYear(t *testing.T) {
	y := live(t, length())
	t.Logf("%d looks, %d scrapes, %d restarts, %d crashes, %d corrections, %d times forgotten", y.looks, len(y.scrapes.at), y.restarts, y.crashes, y.corrections, y.forgotten)
	t.Run("the ledger is the store's", y.agrees)
	y.scrapes.broken()
	dir := fastDir(t)
	files := map[openmetrics.Form][]string{}
	for form, name := range map[openmetrics.Form]string{openmetrics.OpenMetrics: "seconds", openmetrics.VictoriaMetrics: "milliseconds"} {
		scraped, history := filepath.Join(dir, "scraped."+name), filepath.Join(dir, "history."+name)
		y.scraped(form, time.Time{}, scraped)
		y.history(form, y.out.To, history)
		files[form] = []string{scraped, history}
	}
	t.Run("Prometheus", func(t *testing.T) {
		began := time.Now()
		s := prometheus(t, files[openmetrics.OpenMetrics]...)
		t.Logf("it took %v to read the year", time.Since(began))
		asked{t, s, y}.everything()
	})
	t.Run("VictoriaMetrics", func(t *testing.T) {
		began := time.Now()
		s := victoria(t, files[openmetrics.VictoriaMetrics]...)
		t.Logf("it took %v to read the year", time.Since(began))
		asked{t, s, y}.everything()
	})
	t.Run("a history, and scrapes since then", func(t *testing.T) {
		begin := y.last.AddDate(0, 0, -8).Truncate(24 * time.Hour).Add(4 * time.Hour)
		scraped, history := filepath.Join(dir, "since"), filepath.Join(dir, "before")
		y.scraped(openmetrics.VictoriaMetrics, begin, scraped)
		y.history(openmetrics.VictoriaMetrics, begin, history)
		asked{t, victoria(t, scraped, history), y}.daysGoOn(begin)
	})
}

// everything asks all there is to ask.
func (a asked) everything() {
	for name, check := range map[string]func(asked){
		"no counter falls": asked.neverFalls, "presence is a partition": asked.watched, "days add up": asked.daysAddUp,
		"increase is near": asked.increaseIsNear, "history adds up": asked.historyAddsUp,
		"dashboards show something": asked.dashboardsShow, "panels are true": asked.panelsAreTrue,
	} {
		a.Run(name, func(t *testing.T) {
			began := time.Now()
			check(asked{t, a.server, a.year})
			t.Logf("%v", time.Since(began))
		})
	}
}

// scraped writes the scrapes since an instant to a file.
func (y *year) scraped(form openmetrics.Form, since time.Time, to string) {
	file, err := os.Create(to)
	if err != nil {
		y.Fatal(err)
	}
	if err := errors.Join(y.scrapes.write(file, since, form == openmetrics.OpenMetrics), file.Close()); err != nil {
		y.Fatal(err)
	}
}

// agrees compares what the ledger grew by from day to day with what the store
// has of it.
func (y *year) agrees(t *testing.T) {
	for i, m := range y.days[1:] {
		from, to := y.days[i].ledger, m.ledger
		sum, err := y.store.Totals(from.Until, to.Until, nil)
		if err != nil {
			t.Fatal(err)
		}
		for p := tracker.Active; p <= tracker.Unobserved; p++ {
			c := engine.Counter{Metric: "focusd_presence_seconds_total", Labels: fmt.Sprintf("state=%q", p)}
			got := time.Duration(to.Values[c]-from.Values[c]) * time.Millisecond
			if off := (got - sum.Presences[p]).Abs(); off > time.Second {
				t.Errorf("%s: the ledger grew by %v %v, and the store has %v", m.at.Format(time.DateOnly), got, p, sum.Presences[p])
			}
		}
	}
}

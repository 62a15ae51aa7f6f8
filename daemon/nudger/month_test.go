package nudger_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"focusd/contrib/person"
	book "focusd/daemon/agenda"
	"focusd/daemon/credit"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/entries"
	"focusd/daemon/nudger"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// character lives in Berlin when summer time begins, and travels. Clocks in a
// bubble begin with the year 2000.
func character(days int) person.Character {
	return person.Character{
		Seed: 3, Begin: tracker.Day{Year: 2000, Month: time.March, Day: 6}, Days: days, Zone: "Europe/Berlin",
		Abroad: "America/New_York", Leaves: tracker.Day{Year: 2000, Month: time.March, Day: 15}, TripDays: 5,
	}
}

// month is a life that a real engine sees in a bubble, with everything attached
// that speaks to the person.
type month struct {
	*testing.T
	life   person.Life
	random *rand.Rand
	store  *spy
	screen *screen
	where  atomic.Pointer[time.Location] // the book asks for it from goroutines of its own

	engine  *engine.Engine
	entries *entries.Entries
	book    *book.Book
	rules   *rules.Book
	teller  *credit.Teller
	nudger  *nudger.Nudger
	stop    func()

	held []stretch

	exercise []tracker.Day // the days in which everything is accounted for
	told     []tracker.Day // of them those that the person has looked back on
}

type stretch struct{ from, to time.Time }

func (s stretch) has(at time.Time) bool { return !at.Before(s.from) && at.Before(s.to) }

// live has a month be lived to its end, and returns what is left of it.
func live(t *testing.T, c person.Character) (m *month) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		m = &month{T: t, life: person.Live(c), random: rand.New(rand.NewPCG(c.Seed, 7)), store: &spy{Memory: enginetest.NewMemory()}}
		m.where.Store(zone(t, m.life.Zone))
		for _, d := range m.life.Days[1:4] {
			m.exercise = append(m.exercise, d.Date)
		}
		time.Sleep(time.Until(m.life.From()))
		m.start()
		m.plan()
		for _, h := range m.happenings() {
			time.Sleep(time.Until(h.at))
			h.do()
			synctest.Wait()
			m.react()
		}
		m.stop()
	})
	m.T = t
	return m
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	where, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return where
}

func (m *month) calendar() tracker.Calendar {
	return tracker.Calendar{Location: m.where.Load(), Start: 4 * time.Hour}
}

// start starts a daemon on what the one before it left.
func (m *month) start() {
	m.Helper()
	m.screen = newScreen()
	log := slog.New(slog.DiscardHandler)
	var err error
	if m.engine, err = engine.New(engine.Config{Calendar: m.calendar()}, m.store, log); err != nil {
		m.Fatal(err)
	}
	m.entries = entries.New(m.engine, m.store, m.where.Load)
	m.book = book.New(m.store, m.engine.KeepCounting, m.calendar)
	m.rules = rules.New(m.store, m.engine.Keep, "")
	m.teller = &credit.Teller{Engine: m.engine, Store: m.store, Rules: m.rules, Entries: m.entries, Book: m.book, Log: log}
	m.nudger = nudger.New(m.engine, m.store, m.entries, nudger.Options{
		Rules: nudge.Rules{Calendar: m.calendar()}, Meeting: m.screen.meeting, Front: m.front, Book: m.book,
		Teller: m.teller, Log: log,
	})
	running, stop := context.WithCancel(m.Context())
	following, unfollow := context.WithCancel(m.Context())
	ended := make(chan error, 1)
	var parts sync.WaitGroup
	go func() { ended <- m.engine.Run(running, m.screen) }()
	parts.Go(func() { m.teller.Run(following) })
	parts.Go(func() { m.nudger.Run(following) })
	m.stop = func() {
		unfollow()
		parts.Wait()
		stop()
		if err := <-ended; err != nil {
			m.Error(err)
		}
	}
	synctest.Wait()
}

func (m *month) front(w tracker.Window) (string, category.Class) {
	e, err := m.rules.Now()
	if err != nil {
		m.Error(err)
		return "", category.Unclassified
	}
	name := m.rules.Judge(w)
	return name, e.Set.Category(name).Class
}

// plan is what the person wants to do in this month.
func (m *month) plan() {
	m.Helper()
	var documents []engine.Document
	for i, line := range strings.Split(strings.TrimSpace(person.Rules), "\n") {
		kind, id := "rule", fmt.Sprintf("01KB%022d", i)
		if words := strings.Fields(line); words[0] == "category" {
			kind, id = "category", words[1]
		}
		data, err := json.Marshal(map[string]any{"v": 1, "text": line})
		if err != nil {
			m.Fatal(err)
		}
		documents = append(documents, engine.Document{Kind: kind, ID: id, Data: data})
	}
	if err := m.engine.Keep(m.Context(), documents...); err != nil {
		m.Fatal(err)
	}
	workdays := agenda.On(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	about := func(category string) []agenda.Match {
		return []agenda.Match{{Field: "category", Pattern: category}}
	}
	m.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.AddTimeBlock(agenda.TimeBlock{Name: "Deep", Days: workdays, Match: about("work")}, 180, false, w)
	})
	m.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.AddTimeBlock(agenda.TimeBlock{Name: "chapter of a sample", Days: workdays}, 75, false, w)
	})
	m.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.AddHabit(agenda.Habit{Name: "papers", Measure: agenda.Minutes, Match: about("study")}, 15, w)
	})
	m.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.AddHabit(agenda.Habit{Name: "mail", Days: workdays, Measure: agenda.Minutes, Match: about("office/mail")}, 10, w)
	})
	m.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.AddGoal(agenda.Goal{Name: "play the piano"}, w)
	})
	m.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.AddReward("a walk", w) })
	for i := range 4 {
		m.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			return a.Add(fmt.Sprintf("piece %d ~5m", i), w)
		})
	}
}

func (m *month) do(command book.Command) {
	m.Helper()
	if _, err := m.book.Do(m.Context(), command); err != nil {
		m.Fatal(err)
	}
}

// happening is something that the life has happen.
type happening struct {
	at time.Time
	do func()
}

// happenings are in the order of time: of what happens at once, first where the
// person is, then what they do, then what is seen of it.
func (m *month) happenings() (all []happening) {
	for _, f := range m.life.Flights {
		all = append(all, happening{f.At, func() { m.travel(f.Zone) }})
	}
	for _, b := range m.life.Blocks {
		all = append(all, happening{b.Start, func() { m.begin(b) }}, happening{b.End, func() { m.finish(b) }})
	}
	window := tracker.Window{}
	for _, moment := range m.life.Moments {
		if moment.App != "" {
			window = tracker.Window{App: moment.App, Title: moment.Title}
		}
		all = append(all, m.seen(moment, window)...)
	}
	slices.SortStableFunc(all, func(a, b happening) int { return a.at.Compare(b.at) })
	return all
}

// seen is what a screen shows of a moment.
func (m *month) seen(moment person.Moment, window tracker.Window) []happening {
	begin := func(do func()) happening { return happening{moment.From, do} }
	noticed := happening{moment.From.Add(tracker.DefaultIdleAfter), func() { m.screen.show(func(*tracker.Sample) {}) }}
	switch moment.Presence {
	case tracker.Active, tracker.Passive:
		show := begin(func() { m.screen.front(window, moment.Evidence, moment.Presence == tracker.Active) })
		if moment.Presence == tracker.Active {
			return []happening{show}
		}
		return []happening{show, noticed}
	case tracker.Idle:
		return []happening{begin(func() { m.screen.front(window, 0, false) }), noticed}
	case tracker.Unobserved:
		return []happening{begin(func() { m.stop() }), {moment.To, m.start}}
	}
	return []happening{begin(func() { m.screen.show(func(s *tracker.Sample) { s.Locked = true }) })}
}

func (m *month) travel(name string) {
	m.where.Store(zone(m.T, name))
	if err := m.engine.Reconfigure(m.Context(), engine.Config{Calendar: m.calendar()}); err != nil {
		m.Fatal(err)
	}
	m.nudger.Reconfigure(nudge.Rules{Calendar: m.calendar()})
}

func (m *month) begin(b person.Block) {
	preset, err := timer.ParsePreset(b.Preset)
	if err != nil {
		m.Fatal(err)
	}
	m.timer(timer.Event{Verb: timer.Start, Preset: preset, Label: b.Label, Replace: true})
}

func (m *month) finish(b person.Block) {
	verb := timer.Stop
	if b.Finished {
		verb = timer.Finish
	}
	m.timer(timer.Event{Verb: verb})
}

func (m *month) timer(ev timer.Event) {
	if _, err := m.engine.Do(m.Context(), ev); err != nil {
		m.Fatalf("%v: %v", ev.Verb, err)
	}
}

// react is what the person makes of what they are told: often nothing.
func (m *month) react() {
	if m.screen.away() {
		return
	}
	if m.random.IntN(200) == 0 {
		now := time.Now()
		if _, err := m.engine.Hold(m.Context(), 40*time.Minute); err != nil {
			m.Fatal(err)
		}
		m.held = append(m.held, stretch{now, now.Add(40 * time.Minute)})
	}
	m.account()
	for _, n := range m.nudger.Open() {
		if m.explained(n) {
			continue
		}
		if n.Kind == nudge.Start || len(n.Answers) == 0 || m.random.IntN(3) > 0 {
			continue
		}
		said := n.Answers[m.random.IntN(len(n.Answers))]
		if n.Kind == nudge.Drift || n.Kind == nudge.Rest && said == nudge.Take {
			said = nudge.Dismissed // their own life goes on as it is written
		}
		_ = m.nudger.Answer(m.Context(), n.ID, said) // too late, or there is no first task to choose
	}
}

// account does what the exercise asks of a person: to begin it, and each morning
// to say what the day before was, where nobody saw them.
func (m *month) account() {
	today := m.calendar().Day(time.Now())
	if len(m.told) == 0 && today == m.exercise[0] {
		m.do((*agenda.Agenda).StartExercise)
		m.told = append(m.told, tracker.Day{})
	}
	for i, day := range m.exercise {
		if len(m.told) == i+1 && day.Before(today) {
			m.told = append(m.told, day)
			m.fill(day)
		}
	}
}

// fill says of a day what its gaps were, each in some seconds.
func (m *month) fill(day tracker.Day) {
	from, to := m.calendar().Bounds(day)
	for _, a := range m.life.Away {
		if !a.From.Before(to) || !a.To.After(from) {
			continue
		}
		e := entry.Entry{Start: a.From, End: a.To, Text: a.Text, Category: a.Category, Origin: entry.Fill}
		ed, err := m.entries.Add(m.Context(), e, entry.Trim)
		if taken := new(entry.ConflictError); errors.As(err, &taken) {
			continue // all of it was said when it was asked
		}
		if err != nil {
			m.Fatal(err)
		}
		m.nudger.Told(m.Context(), ed, time.Duration(4+m.random.IntN(8))*time.Second)
	}
}

// explained answers what is asked about a gap in the exercise: that it was a
// rest, if it was one. Everything else is left to be said in words.
func (m *month) explained(n nudge.Nudge) bool {
	if n.Kind != nudge.Gap || !slices.Contains(m.exercise, m.calendar().Day(n.At)) {
		return false
	}
	for _, a := range m.life.Away {
		if a.From.Before(n.To) && a.To.After(n.From) && a.Category != "rest" {
			return true
		}
	}
	if err := m.nudger.Answer(m.Context(), n.ID, nudge.WasBreak); err != nil {
		m.Fatal(err)
	}
	return true
}

// screen is a source that shows what it is told. While the person types, each
// reading finds an input just now.
type screen struct {
	mu     sync.Mutex
	sample tracker.Sample
	typing bool
	since  time.Time // they touch nothing since then
	news   chan struct{}
}

func newScreen() *screen {
	return &screen{since: time.Now(), news: make(chan struct{}, 1), sample: tracker.Sample{IdleKnown: true, Locked: true}}
}

func (s *screen) Name() string { return "screen" }

func (s *screen) Watch(ctx context.Context, ask <-chan struct{}, emit func(tracker.Sample)) error {
	for {
		emit(s.reading())
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ask:
		case <-s.news:
		}
	}
}

func (s *screen) reading() tracker.Sample {
	s.mu.Lock()
	defer s.mu.Unlock()
	sample := s.sample
	sample.At = time.Now().UTC()
	if !s.typing {
		sample.Idle = time.Since(s.since)
	}
	return sample
}

func (s *screen) show(change func(*tracker.Sample)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.sample)
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// front has a window in front. Who types goes on to; who does not has touched
// something for the last time, to bring it there.
func (s *screen) front(w tracker.Window, e tracker.Evidence, typing bool) {
	s.show(func(sample *tracker.Sample) {
		sample.Window, sample.Evidence, sample.Locked = w, e, false
		s.typing, s.since = typing, time.Now()
	})
}

func (s *screen) meeting() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sample.Evidence&tracker.Meeting != 0
}

func (s *screen) away() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sample.Locked || !s.typing
}

// spy is a store that remembers what was said to the person.
type spy struct {
	*enginetest.Memory
	said []nudge.Nudge
}

func (s *spy) Commit(c engine.Change) error {
	if err := s.Memory.Commit(c); err != nil {
		return err
	}
	for _, d := range c.Documents {
		if d.Kind != nudger.Kind {
			continue
		}
		var kept struct{ State nudge.State }
		if err := json.Unmarshal(d.Data, &kept); err != nil {
			return err
		}
		for _, n := range kept.State.Open {
			if len(s.said) == 0 || n.ID > s.said[len(s.said)-1].ID {
				s.said = append(s.said, n)
			}
		}
	}
	return nil
}

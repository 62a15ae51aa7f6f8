package credit

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	book "focusd/daemon/agenda"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/entries"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// desk is a person at a machine, in a bubble.
type desk struct {
	*testing.T
	store   *enginetest.Memory
	source  *enginetest.Source
	engine  *engine.Engine
	entries *entries.Entries
	book    *book.Book
	teller  *Teller
	log     strings.Builder
	stop    func()
}

func calendar() tracker.Calendar { return tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour} }

// bubble runs a test at 09:00 UTC on a Saturday, with an editor in front.
func bubble(t *testing.T, test func(d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(9 * time.Hour)
		d := &desk{T: t, store: enginetest.NewMemory()}
		d.start()
		defer func() { d.stop() }()
		test(d)
	})
}

// start starts a daemon on what the one before it left.
func (d *desk) start() {
	d.Helper()
	d.source = enginetest.NewSource("played")
	var err error
	if d.engine, err = engine.New(engine.Config{Calendar: calendar()}, d.store, slog.New(slog.DiscardHandler)); err != nil {
		d.Fatal(err)
	}
	d.entries = entries.New(d.engine, d.store, func() *time.Location { return time.UTC })
	d.book = book.New(d.store, d.engine.KeepCounting, calendar)
	d.teller = &Teller{
		Engine: d.engine, Store: d.store, Rules: rules.New(d.store, d.engine.Keep, ""),
		Entries: d.entries, Book: d.book, Log: slog.New(slog.NewTextHandler(&d.log, nil)),
	}
	running, stop := context.WithCancel(d.Context())
	following, unfollow := context.WithCancel(d.Context())
	ended, unfollowed := make(chan error, 1), make(chan struct{})
	go func() { ended <- d.engine.Run(running, d.source) }()
	d.rules()
	go func() { defer close(unfollowed); d.teller.Run(following) }()
	d.stop = func() {
		unfollow()
		<-unfollowed
		stop()
		if err := <-ended; err != nil {
			d.Error(err)
		}
	}
	synctest.Wait()
	d.front("editor")
}

// rules has an editor be work, and mail be office.
func (d *desk) rules() {
	d.Helper()
	err := d.engine.Keep(d.Context(),
		engine.Document{Kind: "category", ID: "work", Data: []byte(`{"v":1,"text":"category work earns"}`)},
		engine.Document{Kind: "category", ID: "office", Data: []byte(`{"v":1,"text":"category office supports"}`)},
		engine.Document{Kind: "rule", ID: "01KB0000000000000000000001", Data: []byte(`{"v":1,"text":"app=editor -> work"}`)},
		engine.Document{Kind: "rule", ID: "01KB0000000000000000000002", Data: []byte(`{"v":1,"text":"app=mail -> office"}`)},
	)
	if err != nil {
		d.Fatal(err)
	}
}

// front is a window in front, and a sign of the person.
func (d *desk) front(app string) {
	d.source.Focus(tracker.Window{App: app, Title: "a title"})
	synctest.Wait()
}

// work lets time pass while the person types.
func (d *desk) work(length time.Duration) {
	for ; length > 0; length -= 30 * time.Second {
		time.Sleep(min(length, 30*time.Second))
		d.source.Touch()
		synctest.Wait()
	}
}

// leave lets time pass without a person, who then comes back.
func (d *desk) leave(length time.Duration) {
	d.source.Show(tracker.Sample{Locked: true})
	time.Sleep(length)
	d.front("editor")
}

// do makes a command of the person happen in the agenda, and returns what it put
// last.
func (d *desk) do(command book.Command) agenda.Ref {
	d.Helper()
	c, err := d.book.Do(d.Context(), command)
	if err != nil {
		d.Fatal(err)
	}
	synctest.Wait()
	if len(c.Put) == 0 {
		return agenda.Ref{}
	}
	return c.Put[len(c.Put)-1].Ref()
}

func (d *desk) addTimeBlock(name string, minutes float64, match ...agenda.Match) agenda.Ref {
	d.Helper()
	return d.do(func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
		return a.AddTimeBlock(agenda.TimeBlock{Name: name, Match: match}, minutes, false, w)
	})
}

// look has the day as it is shown.
func (d *desk) look(day tracker.Day) (seen agenda.Today) {
	d.Helper()
	facts, err := d.teller.Facts(day, agenda.When{Now: time.Now(), Calendar: calendar()})
	if err != nil {
		d.Fatal(err)
	}
	err = d.book.Look(func(a *agenda.Agenda, w agenda.When) error {
		seen = a.Look(day, facts, w)
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	return seen
}

func (d *desk) today() tracker.Day { return calendar().Day(time.Now()) }

// diary is what is kept of a day.
func (d *desk) diary(day tracker.Day) (diary agenda.Diary, kept bool) {
	d.Helper()
	err := d.book.Look(func(a *agenda.Agenda, _ agenda.When) error {
		diary, kept = a.Diaries[day]
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	return diary, kept
}

// ticks are those of ref that are kept.
func (d *desk) ticks(ref agenda.Ref) (all []agenda.Tick) {
	d.Helper()
	diary, _ := d.diary(d.today())
	for _, t := range diary.Ticks {
		if t.Of == ref {
			all = append(all, t)
		}
	}
	return all
}

func (d *desk) timer(ev timer.Event) {
	d.Helper()
	if _, err := d.engine.Do(d.Context(), ev); err != nil {
		d.Fatal(err)
	}
	synctest.Wait()
}

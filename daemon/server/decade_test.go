package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	book "focusd/daemon/agenda"
	"focusd/daemon/credit"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/entries"
	"focusd/daemon/rules"
	"focusd/daemon/store"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
)

const decadeDays = 3652

// decade is a server over a store on disk, with a log of ten years, four blocks
// a day, and the agenda of somebody who has kept ten habits all the while.
func decade(b *testing.B) *Server {
	b.Helper()
	st, _, err := store.Open(b.TempDir(), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	first := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -decadeDays)
	for day := range enginetest.Days(1, first, decadeDays) {
		blocks, breaks := blocksOf(day[0].Start.Add(9 * time.Hour))
		if err := st.Commit(engine.Change{Spans: day, Blocks: blocks, Breaks: breaks}); err != nil {
			b.Fatal(err)
		}
	}
	calendar := tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}
	if err := st.Commit(engine.Change{Documents: habitsOf(b, first, calendar), Clean: true}); err != nil {
		b.Fatal(err)
	}
	cfg := engine.Config{Calendar: calendar}
	log := slog.New(slog.DiscardHandler)
	e, err := engine.New(cfg, st, log)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := e.Run(ctx, enginetest.NewSource("played")); err != nil {
			b.Errorf("engine: %v", err)
		}
	})
	b.Cleanup(func() { cancel(); running.Wait() })
	o := Options{Config: cfg, Token: testToken, Log: log, Rules: rules.New(st, e.Keep, "desk"), Agenda: book.New(st, e.KeepCounting, func() tracker.Calendar { return calendar })}
	o.Entries = entries.New(e, st, func() *time.Location { return time.UTC })
	o.Credit = &credit.Teller{Engine: e, Store: st, Rules: o.Rules, Entries: o.Entries, Book: o.Agenda, Log: log}
	return New(e, st, o)
}

// blocksOf are those of a day from an instant on.
func blocksOf(at time.Time) (blocks []timer.Block, breaks []timer.Break) {
	seq := timer.Seq(at.Unix() / 3600)
	for i := range timer.Seq(4) {
		at := at.Add(time.Duration(i) * 90 * time.Minute)
		blocks = append(blocks, timer.Block{
			Seq: seq + 2*i, Planned: 50 * time.Minute, Started: at, Ended: at.Add(50 * time.Minute), EndedBy: timer.EndedFinish, Segments: []timer.Segment{{Start: at, Label: "writing"}},
		})
		breaks = append(breaks, timer.Break{
			Seq: seq + 2*i + 1, Planned: 10 * time.Minute, Started: at.Add(50 * time.Minute), Ended: at.Add(time.Hour), Outcome: timer.Taken,
		})
	}
	return blocks, breaks
}

// habitsOf are the documents of ten habits, three time blocks and two goals, and of
// what became of them on each day.
func habitsOf(b *testing.B, first time.Time, calendar tracker.Calendar) (documents []engine.Document) {
	b.Helper()
	n := 0
	a := &agenda.Agenda{NewID: func() string { n++; return fmt.Sprintf("01K%023d", n) }}
	w := agenda.When{Now: first.Add(20 * time.Hour), Calendar: calendar}
	keep := func(c agenda.Change, err error) agenda.Ref {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
		for _, item := range c.Put {
			data, err := agenda.Encode(item)
			if err != nil {
				b.Fatal(err)
			}
			documents = append(documents, engine.Document{Kind: string(item.Ref().Kind), ID: item.Ref().ID, Data: data})
		}
		a.Apply(c)
		if len(c.Put) == 0 {
			return agenda.Ref{}
		}
		return c.Put[0].Ref()
	}
	goal := keep(a.AddGoal(agenda.Goal{Name: "health", Target: 150, Unit: agenda.Minutes, Period: agenda.Weekly, Area: "health"}, w)).ID
	keep(a.AddGoal(agenda.Goal{Name: "books", Target: 500, Unit: agenda.Minutes, Period: agenda.Weekly, Area: "work"}, w))
	var refs []agenda.Ref
	for i := range 10 {
		refs = append(refs, keep(a.AddHabit(agenda.Habit{Name: fmt.Sprint("habit ", i), Goal: goal}, 0, w)))
	}
	for i := range 3 {
		refs = append(refs, keep(a.AddTimeBlock(agenda.TimeBlock{Name: fmt.Sprint("block ", i)}, 60, false, w)))
	}
	for n := range decadeDays {
		d := agenda.Diary{Day: w.Today(), First: w.Now, Planned: refs, Ended: true, Seen: true, Sums: []agenda.Sum{{Goal: goal, Minutes: 33.5, Count: 2}}}
		for i, ref := range refs {
			if (n*7+i*3)%11 > 0 {
				d.Ticks = append(d.Ticks, agenda.Tick{Of: ref, At: w.Now})
			}
		}
		keep(agenda.Change{Put: []agenda.Item{d}}, nil)
		keep(a.Fold(w), nil)
		w.Now = w.Now.AddDate(0, 0, 1)
	}
	return documents
}

// BenchmarkLookBack renders what there is to look back at, once with nothing
// remembered of it, as when it is opened for the first time, and then again.
func BenchmarkLookBack(b *testing.B) {
	s := decade(b)
	today := time.Now().UTC()
	for _, view := range []struct{ name, query string }{
		{"day", "period=day"},
		{"week", "period=week"},
		{"month", "period=month&day=" + today.AddDate(0, -1, 0).Format(time.DateOnly)},
		{"year", "period=year&day=" + today.Format(time.DateOnly)},
		{"year before", "period=year&day=" + today.AddDate(-1, 0, 0).Format(time.DateOnly)},
		{"long ago", "period=year&day=" + today.AddDate(-6, 0, 0).Format(time.DateOnly)},
	} {
		b.Run(view.name+"/first", func(b *testing.B) {
			for b.Loop() {
				forgetDays(b, s)
				render(b, s, "/look?"+view.query)
			}
		})
		b.Run(view.name+"/again", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				render(b, s, "/look?"+view.query)
			}
		})
	}
}

// forgetDays has nothing be remembered of what days came to.
func forgetDays(b *testing.B, s *Server) {
	b.Helper()
	if err := s.Credit.While(func() error { return nil }); err != nil {
		b.Fatal(err)
	}
}

// render makes a page as a browser over the socket gets it.
func render(b *testing.B, s *Server, path string) {
	b.Helper()
	res := httptest.NewRecorder()
	s.Socket().ServeHTTP(res, request("GET", path, header{"Host": "focusd", "Accept": "text/html"}))
	if res.Code != http.StatusOK {
		b.Fatalf("%s: %d\n%.500s", path, res.Code, res.Body)
	}
}

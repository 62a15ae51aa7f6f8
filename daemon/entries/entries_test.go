package entries

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// rig is the entries of a running engine, in a bubble, in which it is midnight
// before 2000 began.
type rig struct {
	*Entries
	t      *testing.T
	memory *enginetest.Memory
	source *enginetest.Source
}

func bubble(t *testing.T, f func(r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, memory: enginetest.NewMemory(), source: enginetest.NewSource("played")}
		cfg := engine.Config{Calendar: tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}}
		e, err := engine.New(cfg, r.memory, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		r.Entries = New(e, r.memory, func() *time.Location { return time.FixedZone("", 3600) })
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() {
			if err := e.Run(ctx, r.source); err != nil {
				t.Errorf("engine: %v", err)
			}
		})
		synctest.Wait()
		f(r)
		cancel()
		running.Wait()
	})
}

// work has somebody be active in an app for so many minutes.
func (r *rig) work(app string, minutes int) {
	r.source.Focus(tracker.Window{App: app, Title: "a title of " + app})
	for range minutes {
		time.Sleep(time.Minute)
		r.source.Touch()
		synctest.Wait()
	}
}

// rest has nobody be there for so many minutes.
func (r *rig) rest(minutes int) {
	time.Sleep(3 * time.Minute)
	r.source.Show(tracker.Sample{Window: tracker.Window{App: "editor"}, IdleKnown: true, Idle: 3 * time.Minute})
	time.Sleep(time.Duration(minutes-3) * time.Minute)
	synctest.Wait()
}

func (r *rig) must(ed entry.Edit, err error) entry.Edit {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	return ed
}

// all is all that is said, as words.
func (r *rig) all() string {
	r.t.Helper()
	return r.said(time.Now().AddDate(-20, 0, 0), time.Now().AddDate(1, 0, 0))
}

func (r *rig) said(from, to time.Time) string {
	r.t.Helper()
	entries, err := r.Between(from, to)
	if err != nil {
		r.t.Fatal(err)
	}
	var words []string
	for _, e := range entries {
		words = append(words, fmt.Sprintf("%s-%s %s %s", e.Start.Format("15:04"), e.End.Format("15:04"), e.Kind, e.Text))
	}
	return strings.Join(words, ", ")
}

func (r *rig) want(want string) {
	r.t.Helper()
	if got := r.all(); got != want {
		r.t.Errorf("said is %q, want %q", got, want)
	}
}

func text(s string) *string { return &s }

// day has a morning with an absence: editor 00:00 to 00:10, nobody to 00:40,
// browser to 00:45.
func (r *rig) day() time.Time {
	start := time.Now().UTC()
	r.work("editor", 10)
	r.rest(30)
	r.work("browser", 5)
	return start
}

func TestANapAfterTheReturn(t *testing.T) {
	bubble(t, func(r *rig) {
		r.day()
		ed := r.must(r.AddLast(r.t.Context(), 28*time.Minute, entry.Entry{Text: "nap", Category: "health", Origin: entry.Fill}, entry.Refuse))
		r.want("00:12-00:40 added nap")
		e := ed.After[0]
		if e.Offset != 60 || e.Origin != entry.Fill || e.Category != "health" || !e.Made.Equal(time.Now()) || ed.Verb != entry.Add {
			t.Errorf("entry %+v of %+v", e, ed)
		}
	})
}

func TestEverythingAndBack(t *testing.T) {
	bubble(t, func(r *rig) {
		ctx, start := r.t.Context(), r.day()
		at := func(m int) time.Time { return start.Add(time.Duration(m) * time.Minute) }
		var conflict *entry.ConflictError
		if _, err := r.Add(ctx, entry.Entry{Start: at(5), End: at(30), Text: "errand"}, entry.Refuse); !errors.As(err, &conflict) || conflict.Span.Window.App != "editor" {
			t.Fatalf("over recorded time: %v, want a conflict with editor", err)
		}
		states := []string{""}
		step := func(want string, ed entry.Edit, err error) {
			t.Helper()
			r.must(ed, err)
			r.want(want)
			states = append(states, want)
		}
		ed, err := r.Add(ctx, entry.Entry{Start: at(5), End: at(30), Text: "errand"}, entry.Trim)
		step("00:10-00:30 added errand", ed, err)
		ed, err = r.Change(ctx, Place{At: at(15)}, Words{Text: text("long errand"), End: at(35)}, entry.Refuse)
		step("00:10-00:35 added long errand", ed, err)
		ed, err = r.Split(ctx, at(20), "call")
		step("00:10-00:20 added long errand, 00:20-00:35 added call", ed, err)
		ed, err = r.Change(ctx, Place{At: at(42)}, Words{Text: text("reading")}, entry.Refuse)
		step("00:10-00:20 added long errand, 00:20-00:35 added call, 00:40-00:45 edited reading", ed, err)
		ed, err = r.Hide(ctx, at(0), at(15))
		step("00:00-00:15 hidden , 00:15-00:20 added long errand, 00:20-00:35 added call, 00:40-00:45 edited reading", ed, err)
		ed, err = r.Delete(ctx, Place{At: at(25)})
		step("00:00-00:15 hidden , 00:15-00:20 added long errand, 00:40-00:45 edited reading", ed, err)
		ed, err = r.Delete(ctx, Place{ID: r.at(at(41)).ID})
		step("00:00-00:15 hidden , 00:15-00:20 added long errand", ed, err)
		ed, err = r.Delete(ctx, Place{At: at(41)})
		step("00:00-00:15 hidden , 00:15-00:20 added long errand, 00:40-00:45 hidden ", ed, err)
		if got := r.said(at(16), at(17)); got != "00:15-00:20 added long errand" {
			t.Errorf("from 00:16 to 00:17 is said %q", got)
		}
		for i := len(states) - 2; i >= 0; i-- {
			r.must(r.Undo(ctx, ""))
			r.want(states[i])
		}
		if _, err := r.Undo(ctx, ""); !errors.Is(err, ErrNoUndo) {
			t.Errorf("undo of nothing: %v, want ErrNoUndo", err)
		}
		history, err := r.History(100)
		if err != nil || len(history) != len(states)-1 || history[len(history)-1].Verb != entry.Add || history[0].Verb != entry.Delete {
			t.Errorf("history %+v, %v", history, err)
		}
		for _, ed := range history {
			if ed.Undone.IsZero() {
				t.Errorf("%+v is not undone", ed)
			}
		}
	})
}

// at is the entry over an instant.
func (r *rig) at(at time.Time) entry.Entry {
	r.t.Helper()
	all, err := r.Between(at, at.Add(time.Millisecond))
	if err != nil || len(all) != 1 {
		r.t.Fatalf("at %v: %v, %v", at, all, err)
	}
	return all[0]
}

func TestUndoNamesTheLaterChange(t *testing.T) {
	bubble(t, func(r *rig) {
		ctx, start := r.t.Context(), r.day()
		first := r.must(r.Add(ctx, entry.Entry{Start: start.Add(10 * time.Minute), End: start.Add(20 * time.Minute), Text: "nap"}, entry.Refuse))
		other := r.must(r.Add(ctx, entry.Entry{Start: start.Add(30 * time.Minute), End: start.Add(35 * time.Minute), Text: "tea"}, entry.Refuse))
		later := r.must(r.Change(ctx, Place{ID: first.After[0].ID}, Words{Text: text("sleep")}, entry.Refuse))
		var changed *ChangedError
		if _, err := r.Undo(ctx, first.ID); !errors.As(err, &changed) || changed.By == nil || changed.By.ID != later.ID {
			t.Errorf("undo of the first: %v, want a refusal by %s", err, later.ID)
		}
		r.want("00:10-00:20 added sleep, 00:30-00:35 added tea")
		r.must(r.Undo(ctx, other.ID)) // out of order, for nothing stands in its way
		r.must(r.Undo(ctx, later.ID))
		if _, err := r.Undo(ctx, later.ID); !errors.Is(err, entry.ErrUndone) {
			t.Errorf("undo of what is undone: %v", err)
		}
		r.must(r.Undo(ctx, first.ID))
		r.want("")
		if _, err := r.Undo(ctx, "01ARZ3NDEKTSV4RRFFQ69G5FAV"); !errors.Is(err, ErrNoEntry) {
			t.Errorf("undo of nothing: %v, want ErrNoEntry", err)
		}
	})
}

func TestACorrectionIsKeptWholeOrNotAtAll(t *testing.T) {
	bubble(t, func(r *rig) {
		ctx, start := r.t.Context(), r.day()
		nap := entry.Entry{Start: start.Add(10 * time.Minute), End: start.Add(20 * time.Minute), Text: "nap"}
		r.must(r.Add(ctx, nap, entry.Refuse))
		synctest.Wait() // only what follows is to fail
		r.memory.FailNext(1, errors.New("the disk is full"))
		if _, err := r.Delete(ctx, Place{At: nap.Start}); !errors.Is(err, engine.ErrStore) {
			t.Errorf("with a full disk: %v, want ErrStore", err)
		}
		r.want("00:10-00:20 added nap")
		if history, err := r.History(10); err != nil || len(history) != 1 {
			t.Errorf("history %+v, %v, want the first alone", history, err)
		}
	})
}

func TestNothingIsThere(t *testing.T) {
	bubble(t, func(r *rig) {
		ctx, start := r.t.Context(), r.day()
		future := time.Now().Add(time.Hour)
		for name, do := range map[string]func() (entry.Edit, error){
			"delete an absence": func() (entry.Edit, error) { return r.Delete(ctx, Place{At: start.Add(20 * time.Minute)}) },
			"hide an absence": func() (entry.Edit, error) {
				return r.Hide(ctx, start.Add(15*time.Minute), start.Add(20*time.Minute))
			},
			"hide too much":      func() (entry.Edit, error) { return r.Hide(ctx, start.AddDate(0, 0, -8), start) },
			"delete what is not": func() (entry.Edit, error) { return r.Delete(ctx, Place{ID: "none"}) },
			"edit the future":    func() (entry.Edit, error) { return r.Change(ctx, Place{At: future}, Words{Text: text("x")}, 0) },
			"edit without words": func() (entry.Edit, error) { return r.Change(ctx, Place{At: start}, Words{}, 0) },
			"split no entry":     func() (entry.Edit, error) { return r.Split(ctx, start.Add(20*time.Minute), "") },
			"add the future":     func() (entry.Edit, error) { return r.Add(ctx, entry.Entry{Start: start, End: future, Text: "x"}, 0) },
			"add nothing":        func() (entry.Edit, error) { return r.AddLast(ctx, time.Minute, entry.Entry{}, 0) },
		} {
			if ed, err := do(); err == nil || errors.Is(err, engine.ErrStore) {
				t.Errorf("%s: %+v, %v, want a refusal", name, ed, err)
			}
		}
		r.want("")
	})
}

func TestGapsAndApps(t *testing.T) {
	bubble(t, func(r *rig) {
		ctx, start := r.t.Context(), r.day()
		gaps, err := r.Gaps(ctx, start, start.AddDate(0, 0, 1), 5*time.Minute)
		if err != nil || len(gaps) != 1 || gaps[0].Duration() != 30*time.Minute || gaps[0].Presence != tracker.Idle {
			t.Fatalf("gaps %+v, %v, want half an hour of idle", gaps, err)
		}
		r.must(r.Add(ctx, entry.Entry{Start: start.Add(5 * time.Minute), End: start.Add(40 * time.Minute), Text: "errand"}, entry.Over))
		if gaps, err := r.Gaps(ctx, start, start.AddDate(0, 0, 1), 5*time.Minute); err != nil || len(gaps) != 0 {
			t.Errorf("gaps %+v, %v, want none", gaps, err)
		}
		apps := map[string]tracker.AppTotal{"editor": {Time: 10 * time.Minute, Spans: 1}, "browser": {Time: 5 * time.Minute, Spans: 1}}
		all, _ := r.Between(start, time.Now())
		if err := r.Take(apps, all, start, time.Now()); err != nil || apps["editor"].Time != 5*time.Minute || apps["browser"].Time != 5*time.Minute {
			t.Errorf("apps %v, %v, want 5 min in each", apps, err)
		}
	})
}

// TestNoGapIsFromBeforeTheLog: nobody can be asked about hours in which there was
// no focusd, unless they have begun to tell of them.
func TestNoGapIsFromBeforeTheLog(t *testing.T) {
	bubble(t, func(r *rig) {
		ctx, start := r.t.Context(), r.day()
		at := func(m int) time.Time { return start.Add(time.Duration(m) * time.Minute) }
		want := func(from, to int, want string) {
			t.Helper()
			gaps, err := r.Gaps(ctx, at(from), at(to), 5*time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			var words []string
			for _, g := range gaps {
				words = append(words, g.Start.Format("15:04")+"-"+g.End.Format("15:04"))
			}
			if got := strings.Join(words, ", "); got != want {
				t.Errorf("gaps of [%d min, %d min) are %q, want %q", from, to, got, want)
			}
		}
		want(-600, 60, "00:10-00:40")
		want(-600, -60, "")
		r.must(r.Add(ctx, entry.Entry{Start: at(-120), End: at(-60), Text: "errand"}, entry.Refuse))
		want(-600, 60, "23:00-00:00, 00:10-00:40")
		want(-600, -90, "")
		want(-30, 60, "23:30-00:00, 00:10-00:40")
	})
}

func TestDocumentsOfANewerDaemon(t *testing.T) {
	bubble(t, func(r *rig) {
		start := r.day()
		for kind, data := range map[string]string{
			KindEntry: `{"v":2,"start":946684800000,"end":946684860000}`,
			KindEdit:  `{"v":1,"verb":"merge"}`,
		} {
			d := engine.Document{Kind: kind, ID: floor(start.Add(time.Minute)), Data: []byte(data)}
			if err := r.engine.Keep(r.t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.Between(start, time.Now()); err == nil || !strings.Contains(err.Error(), "version 2") {
			t.Errorf("an entry of version 2: %v", err)
		}
		if _, err := r.History(10); err == nil || !strings.Contains(err.Error(), "merge") {
			t.Errorf("an edit with another verb: %v", err)
		}
	})
}

// TestHistoryOfYears finds the last correction though it is years old, and all
// in their order.
func TestHistoryOfYears(t *testing.T) {
	bubble(t, func(r *rig) {
		var made []string
		for _, days := range []int{0, 3, 100, 2000, 9000} {
			at := time.Now().AddDate(0, 0, -days)
			e := entry.Entry{ID: entryID(at), Start: at, End: at.Add(time.Minute), Text: "x"}
			ed := entry.Edit{ID: entryID(at), At: at, After: []entry.Entry{e}}
			if err := r.keep(r.t.Context(), ed, ed); err != nil {
				t.Fatal(err)
			}
			made = append(made, ed.ID)
		}
		for i, want := range made {
			if ed, err := r.Undo(r.t.Context(), ""); err != nil || ed.ID != want {
				t.Errorf("undone is %s, %v, want number %d, %s", ed.ID, err, i, want)
			}
		}
		var got []string
		history, err := r.History(4)
		for _, ed := range history {
			got = append(got, ed.ID)
		}
		if err != nil || !slices.Equal(got, made[:4]) {
			t.Errorf("history %v, %v, want %v", got, err, made[:4])
		}
	})
}

// TestIDsSortByTime holds the bounds of a range to the IDs in it.
func TestIDsSortByTime(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		at := time.UnixMilli(rng.Int64N(1 << 42))
		before, id := entryID(at.Add(-time.Millisecond)), entryID(at)
		if before >= floor(at) || id < floor(at) || id >= floor(at.Add(time.Millisecond)) || id >= ceiling {
			t.Fatalf("at %v: %s, %s around %s", at, before, id, floor(at))
		}
	}
	ids := newIDs()
	now := time.Now()
	last := ids.edit(now)
	for _, at := range []time.Time{now, now.Add(-time.Hour), now.Add(time.Second), now} {
		if id := ids.edit(at); id <= last {
			t.Errorf("the edit at %v has %s, not after %s", at, id, last)
		} else {
			last = id
		}
	}
}

package entries

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker/entry"
)

// written is an entry that was written down for so many minutes of the day.
func written(start time.Time, from, to int, text string) entry.Entry {
	at := func(m int) time.Time { return start.Add(time.Duration(m) * time.Minute) }
	return entry.Entry{Start: at(from), End: at(to), Offset: -60, Text: text, Origin: entry.Import}
}

func (r *rig) bring(m entry.Mode, all ...entry.Entry) Imported {
	r.t.Helper()
	done, err := r.Import(r.t.Context(), all, m, true)
	if err != nil {
		r.t.Fatal(err)
	}
	return done
}

func TestAnImportIsOneCorrection(t *testing.T) {
	bubble(t, func(r *rig) {
		start := r.day()
		nap, tea := written(start, 10, 20, "nap"), written(start, 25, 30, "tea")
		would, err := r.Import(r.t.Context(), []entry.Entry{tea, nap}, entry.Refuse, false)
		if err != nil || len(would.Edit.After) != 2 || would.Edit.ID != "" {
			r.t.Fatalf("would be %+v, %v, want two entries and no ID", would, err)
		}
		r.want("")
		done := r.bring(entry.Refuse, tea, nap, tea)
		r.want("00:10-00:20 added nap, 00:25-00:30 added tea")
		if e := r.at(start.Add(11 * time.Minute)); e.Origin != entry.Import || e.Offset != -60 || done.Known != 1 {
			r.t.Errorf("entry %+v, %d known, want one that was imported, and one written twice", e, done.Known)
		}
		if history, err := r.History(10); err != nil || len(history) != 1 || history[0].Verb != entry.Bring || len(history[0].Read) != 2 {
			r.t.Errorf("history %+v, %v, want one import of two", history, err)
		}
		r.must(r.Undo(r.t.Context(), ""))
		r.want("")
		r.bring(entry.Refuse, nap)
		r.want("00:10-00:20 added nap") // it may come again
	})
}

func TestImportingAgainAddsNothing(t *testing.T) {
	bubble(t, func(r *rig) {
		ctx, start := r.t.Context(), r.day()
		r.must(r.Add(ctx, entry.Entry{Start: start.Add(35 * time.Minute), End: start.Add(38 * time.Minute), Text: "call"}, entry.Refuse))
		file := []entry.Entry{written(start, 5, 20, "nap"), written(start, 20, 30, "tea"), written(start, 30, 34, "walk"), written(start, 35, 38, "call")}
		if done := r.bring(entry.Trim, file...); done.Known != 1 || done.LeftOut != 0 {
			r.t.Errorf("%+v, want one that was said before", done)
		}
		r.must(r.Change(ctx, Place{At: start.Add(21 * time.Minute)}, Words{Text: text("coffee")}, entry.Refuse))
		r.must(r.Delete(ctx, Place{At: start.Add(31 * time.Minute)}))
		const want = "00:10-00:20 added nap, 00:20-00:30 added coffee, 00:35-00:38 added call"
		r.want(want)
		for _, m := range []entry.Mode{entry.Refuse, entry.Trim, entry.Over} {
			if done := r.bring(m, file...); done.Known != 4 || done.Edit.ID != "" {
				r.t.Errorf("again with %v: %+v, want all known and nothing done", m, done)
			}
			r.want(want)
		}
		if history, err := r.History(10); err != nil || len(history) != 4 {
			r.t.Errorf("%d corrections, %v, want the four that did something", len(history), err)
		}
	})
}

func TestAnImportThatCannotBeIsNone(t *testing.T) {
	bubble(t, func(r *rig) {
		start := r.day()
		nap := written(start, 10, 20, "nap")
		for name, bad := range map[string]entry.Entry{
			"over recorded time": written(start, 8, 12, "call"),
			"over the other one": written(start, 15, 25, "tea"),
			"in the future":      written(start, 30, 300, "trip"),
			"without a word":     written(start, 30, 35, ""),
		} {
			_, err := r.Import(r.t.Context(), []entry.Entry{nap, bad}, entry.Refuse, true)
			var which *ImportError
			if !errors.As(err, &which) {
				r.t.Errorf("%s: %v, want a refusal that says which", name, err)
			} else if bad.Start.After(nap.Start) && which.Index != 1 {
				r.t.Errorf("%s: number %d is said to be wrong, want 1", name, which.Index)
			}
		}
		r.want("")
		synctest.Wait() // only what follows is to fail
		r.memory.FailNext(1, errors.New("the disk is full"))
		if _, err := r.Import(r.t.Context(), []entry.Entry{nap}, entry.Refuse, true); !errors.Is(err, engine.ErrStore) {
			r.t.Errorf("with a full disk: %v, want ErrStore", err)
		}
		r.want("")
	})
}

func TestAnImportOverAndBetween(t *testing.T) {
	bubble(t, func(r *rig) {
		start := r.day()
		r.must(r.Add(r.t.Context(), entry.Entry{Start: start.Add(10 * time.Minute), End: start.Add(40 * time.Minute), Text: "away"}, entry.Refuse))
		before := r.all()
		file := []entry.Entry{written(start, 12, 15, "nap"), written(start, 20, 25, "tea"), written(start, 39, 42, "mail")}
		done := r.bring(entry.Trim, file...)
		if r.want(before); done.LeftOut != 3 || done.Edit.ID != "" {
			r.t.Errorf("%+v, want nothing done: all of it is taken", done)
		}
		done = r.bring(entry.Over, file...)
		r.want("00:10-00:12 added away, 00:12-00:15 added nap, 00:15-00:20 added away, 00:20-00:25 added tea, 00:25-00:39 added away, 00:39-00:42 edited mail")
		if len(done.Edit.Before) != 1 || len(done.Edit.New()) != 3 {
			r.t.Errorf("%+v, want three new for one old", done.Edit)
		}
		r.must(r.Undo(r.t.Context(), ""))
		r.want(before)
	})
}

// TestAnImportOfDays puts entries of many days over others that reach over
// midnight, as if they had been said one by one.
func TestAnImportOfDays(t *testing.T) {
	bubble(t, func(r *rig) {
		rng := rand.New(rand.NewPCG(3, 4))
		begin := time.Now().UTC().AddDate(0, 0, -40)
		for day := range 5 {
			r.must(r.Add(r.t.Context(), written(begin.AddDate(0, 0, 8*day), 60, 3*24*60, fmt.Sprint("trip ", day)), entry.Refuse))
		}
		before := r.all()
		var file []entry.Entry
		for at := 0; at < 39*24*60; {
			length := 1 + rng.IntN(600)
			file = append(file, written(begin, at, at+length, fmt.Sprint("note ", len(file))))
			at += length + rng.IntN(600)
		}
		r.bring(entry.Over, file...)
		all := r.all()
		r.must(r.Undo(r.t.Context(), ""))
		r.want(before)
		for _, e := range file {
			r.must(r.Add(r.t.Context(), e, entry.Over))
		}
		r.want(all)
	})
}

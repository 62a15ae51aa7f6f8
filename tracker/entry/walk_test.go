package entry

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"focusd/tracker"
)

// noon is an instant of a day; all tests count from it, in minutes.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func minute(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }

func minutesOf(t time.Time) int { return int(t.Sub(noon) / time.Minute) }

// length of the log of a walk, in minutes.
const length = 120

// model is a plain reading of the rules: what was recorded and what was said of
// each minute.
type model struct {
	app  [length]string // "" where nobody was seen
	said [length]string // "" where nothing was
}

const hiddenCell = "(hidden)"

func (m *model) seen(from, to int) bool {
	return slices.ContainsFunc(m.app[from:to], func(app string) bool { return app != "" })
}

// put says text of [from, to); granted says of which minutes recorded activity
// is no obstacle.
func (m *model) put(from, to int, text string, mode Mode, granted func(int) bool) bool {
	free := func(i int) bool { return m.said[i] == "" && (m.app[i] == "" || granted(i)) }
	var place []int
	taken := false
	for i := from; i < to; i++ {
		if mode == Over || free(i) {
			place = append(place, i)
		} else {
			taken = true
		}
	}
	if len(place) == 0 || taken && mode == Refuse {
		return false
	}
	for _, i := range place {
		m.said[i] = text
	}
	return true
}

func (m *model) hide(from, to int) bool {
	said := slices.ContainsFunc(m.said[from:to], func(s string) bool { return s != "" })
	if !said && !m.seen(from, to) {
		return false
	}
	cell := ""
	if m.seen(from, to) {
		cell = hiddenCell
	}
	for i := from; i < to; i++ {
		m.said[i] = cell
	}
	return true
}

// walk is a log with entries beside its model.
type walk struct {
	model
	*rand.Rand
	t       *testing.T
	spans   []tracker.Span
	entries []Entry
	edits   []Edit  // that can be undone
	past    []model // before each of them
	ids     int
	steps   []string
}

func newWalk(t *testing.T, seed uint64) *walk {
	w := &walk{t: t, Rand: rand.New(rand.NewPCG(seed, 1))}
	for at := 0; at < length; {
		end := min(length, at+1+w.IntN(15))
		span := tracker.Span{Start: minute(at), End: minute(end), Presence: tracker.Presence(w.IntN(int(tracker.Unobserved) + 1))}
		if seen(span.Presence) {
			span.Window.App = string(rune('a' + w.IntN(3)))
			for i := at; i < end; i++ {
				w.app[i] = span.Window.App
			}
		}
		w.spans = append(w.spans, span)
		at = end
	}
	return w
}

func (w *walk) around() Around {
	return Around{
		Entries: w.entries, Spans: w.spans, Now: minute(length),
		NewID: func(start time.Time) string {
			w.ids++
			return fmt.Sprintf("%04d-%06d", minutesOf(start), w.ids)
		},
	}
}

func (w *walk) stretch() (from, to int) {
	from = w.IntN(length)
	return from, from + 1 + w.IntN(min(30, length-from))
}

// step does one thing to both.
func (w *walk) step() {
	before := w.model
	var ed Edit
	var err error
	ok, text, mode := false, fmt.Sprintf("text %d", w.IntN(4)), Mode(w.IntN(3))
	from, to := w.stretch()
	old, found := Entry{}, false
	if len(w.entries) > 0 {
		old, found = w.entries[w.IntN(len(w.entries))], true
	}
	switch do := w.IntN(6); {
	case do == 0 && found:
		w.note("change %s to %d-%d %q, mode %d", old.ID, from, to, text, mode)
		next := old
		next.Start, next.End, next.Text = minute(from), minute(to), text
		ed, err = w.around().Change(old, next, mode)
		within := func(i int) bool { return !minute(i).Before(old.Start) && minute(i).Before(old.End) }
		for i := range w.said {
			if within(i) {
				w.said[i] = ""
			}
		}
		ok = w.put(from, to, text, mode, within)
	case do == 1 && found:
		at := w.IntN(length)
		w.note("split %s at %d", old.ID, at)
		ed, err = w.around().Split(old, minute(at), "")
		ok = minute(at).After(old.Start) && minute(at).Before(old.End)
	case do == 2 && found:
		w.note("remove %s", old.ID)
		ed, ok = w.around().Remove(old), true
		for i := range w.said {
			if !minute(i).Before(old.Start) && minute(i).Before(old.End) {
				w.said[i] = ""
			}
		}
	case do == 3:
		w.note("hide %d-%d", from, to)
		ed, err = w.around().Hide(minute(from), minute(to), 0)
		ok = w.hide(from, to)
	case do == 4 && len(w.edits) > 0:
		w.undo()
		return
	default:
		w.note("add %d-%d %q, mode %d", from, to, text, mode)
		ed, err = w.around().Add(Entry{Start: minute(from), End: minute(to), Text: text}, mode)
		ok = w.put(from, to, text, mode, func(int) bool { return false })
	}
	if ok != (err == nil) {
		w.fail("done %v, the model says %v: %v", err == nil, ok, err)
	}
	if err != nil {
		w.model = before
		return
	}
	w.edits, w.past = append(w.edits, ed), append(w.past, before)
	w.entries = ed.Apply(w.entries)
}

func (w *walk) undo() {
	i := len(w.edits) - 1
	w.note("undo")
	if err := w.edits[i].CanUndo(w.entries); err != nil {
		w.fail("the last edit cannot be undone: %v", err)
	}
	w.entries = w.edits[i].Reversed().Apply(w.entries)
	w.model = w.past[i]
	w.edits, w.past = w.edits[:i], w.past[:i]
}

// check compares the entries with the model, cell by cell.
func (w *walk) check() {
	var said [length]string
	last := Entry{End: noon}
	for _, e := range w.entries {
		if e.Start.Before(last.End) || !e.Start.Before(e.End) || e.ID == "" || e.ID == last.ID {
			w.fail("%+v after %+v", e, last)
		}
		from, to := minutesOf(e.Start), minutesOf(e.End)
		if want := w.seen(from, to); e.Kind != Hidden && (e.Kind == Edited) != want {
			w.fail("%+v: recorded activity under it: %v", e, want)
		}
		for i := from; i < to; i++ {
			said[i] = e.Text
			if e.Kind == Hidden {
				said[i] = hiddenCell
			}
		}
		last = e
	}
	if said != w.said {
		w.fail("said is\n%q, want\n%q", said, w.said)
	}
	w.checkRows()
	w.checkSums()
}

// checkRows lays the entries over the log.
func (w *walk) checkRows() {
	at := noon
	for row, err := range Overlay(sequence(w.spans), w.entries) {
		if err != nil {
			w.fail("overlay: %v", err)
		}
		start, end := row.Span.Start, row.Span.End
		if row.Entry != nil {
			start, end = row.Entry.Start, row.Entry.End
		}
		if !start.Equal(at) {
			w.fail("a row begins at %v, the one before ended at %v", start, at)
		}
		for i := minutesOf(start); i < minutesOf(end); i++ {
			if row.Entry == nil && (w.said[i] != "" || w.app[i] != row.Span.Window.App) {
				w.fail("minute %d shows %q, want %q or %q", i, row.Span.Window.App, w.said[i], w.app[i])
			}
		}
		at = end
	}
	if !at.Equal(minute(length)) {
		w.fail("the rows end at %v", at)
	}
}

// checkSums adds a part of the log up, both ways.
func (w *walk) checkSums() {
	from, to := w.stretch()
	want := make(map[string]time.Duration)
	var wantHidden time.Duration
	for i := from; i < to; i++ {
		switch {
		case w.said[i] == hiddenCell:
			wantHidden += time.Minute
		case w.said[i] != "":
			want["✎"+w.said[i]] += time.Minute
		case w.app[i] != "" && w.presence(i) == tracker.Active:
			want[w.app[i]] += time.Minute
		case w.app[i] != "" && w.presence(i) == tracker.Passive:
			want[w.app[i]+" passive"] += time.Minute
		}
	}
	sum, _ := tracker.Summarize(minute(from), minute(to), nil, sequence(w.spans))
	for _, c := range Covered(w.entries, minute(from), minute(to)) {
		under, _ := tracker.Summarize(c.Start, c.End, nil, sequence(w.spans))
		Take(sum.Apps, under.Apps)
	}
	totals, hidden := Sum(w.entries, minute(from), minute(to))
	got := make(map[string]time.Duration)
	for _, total := range totals {
		got["✎"+total.Text] += total.Time
	}
	for app, total := range sum.Apps {
		for name, d := range map[string]time.Duration{app: total.Time, app + " passive": total.Passive} {
			if d > 0 {
				got[name] = d
			}
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || hidden != wantHidden {
		w.fail("%d-%d is %v and %v hidden, want %v and %v", from, to, got, hidden, want, wantHidden)
	}
}

func (w *walk) presence(i int) tracker.Presence {
	at := slices.IndexFunc(w.spans, func(s tracker.Span) bool { return s.Overlaps(minute(i), minute(i+1)) })
	return w.spans[at].Presence
}

func (w *walk) note(format string, args ...any) {
	w.steps = append(w.steps, fmt.Sprintf(format, args...))
}

func (w *walk) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\nafter %q", fmt.Sprintf(format, args...), w.steps)
}

func sequence(spans []tracker.Span) iter.Seq2[tracker.Span, error] {
	return func(yield func(tracker.Span, error) bool) {
		for _, s := range spans {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// TestWalk does a thousand random sequences of everything that can be done, and
// undoes the whole of each.
func TestWalk(t *testing.T) {
	for seed := range uint64(1000) {
		w := newWalk(t, seed)
		w.note("seed %d", seed)
		for range 30 {
			w.step()
			w.check()
		}
		for len(w.edits) > 0 {
			w.undo()
			w.check()
		}
		if len(w.entries) != 0 {
			w.fail("everything is undone, but there are %+v", w.entries)
		}
	}
}

// TestUndoingWhatWasChangedSince takes edits in any order: what can be undone
// leaves entries that are in order and disjoint.
func TestUndoingWhatWasChangedSince(t *testing.T) {
	refused := 0
	for seed := range uint64(300) {
		w := newWalk(t, seed)
		for range 20 {
			w.step()
		}
		for _, i := range w.Perm(len(w.edits)) {
			ed := w.edits[i]
			switch err := ed.CanUndo(w.entries); {
			case errors.Is(err, ErrChanged):
				refused++
			case err != nil:
				t.Fatalf("seed %d, edit %d: %v", seed, i, err)
			default:
				w.entries = ed.Reversed().Apply(w.entries)
			}
			for j := 1; j < len(w.entries); j++ {
				if w.entries[j].Start.Before(w.entries[j-1].End) {
					t.Fatalf("seed %d: after undoing edit %d: %+v", seed, i, w.entries)
				}
			}
		}
	}
	if refused == 0 {
		t.Error("nothing was refused: the test looks at nothing")
	}
}

package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/store"
	"focusd/tracker"
	"focusd/tracker/entry"
	"focusd/tracker/privacy"
)

// walked is how many minutes of a log a walk goes over.
const walked = 60

// said is a plain model of what the person said: a text for each minute, and
// which saying it is of. Minutes in a row of one saying are an entry.
type said [walked]struct {
	text string
	of   int // 0: nothing was said
}

const hiddenText = "(hidden)"

// put says a text of [from, to) and tells whether that may be; free says of
// which minutes it may without a word.
func (m *said) put(from, to int, text string, of int, mode entry.Mode, free func(int) bool) bool {
	before, taken, placed := *m, false, false
	for i := from; i < to; i++ {
		if mode != entry.Over && (m[i].of != 0 || !free(i)) {
			taken = true
			continue
		}
		m[i].text, m[i].of, placed = text, of, true
	}
	if !placed || taken && mode == entry.Refuse {
		*m = before
		return false
	}
	return true
}

// clear takes away what was said of [from, to).
func (m *said) clear(from, to int) {
	for i := from; i < to; i++ {
		m[i].text, m[i].of = "", 0
	}
}

// end is the end of the entry that begins at from.
func (m *said) end(from int) int {
	to := from + 1
	for to < walked && m[to].of == m[from].of {
		to++
	}
	return to
}

// forget makes forgotten of the texts that match.
func (m *said) forget(from, to int, matches func(string) bool) {
	for i := 0; i < walked; {
		end := m.end(i)
		if m[i].of != 0 && m[i].text != hiddenText && i < to && end > from && matches(m[i].text) {
			for j := i; j < end; j++ {
				m[j].text = privacy.Forgotten
			}
		}
		i = end
	}
}

// past is an edit that stands: what was said before it, and which stretches it
// has read if it was an import.
type past struct {
	said
	read [][2]int
}

// walk is a log with entries in a real store beside its model.
type walk struct {
	*rand.Rand
	t     *testing.T
	dir   string
	store *store.Store
	eng   *engine.Engine
	told  *entries.Entries

	begin time.Time
	log   [walked]tracker.Span // of each minute; the zero window: nobody was there
	said
	past  []past
	uses  int
	steps []string
}

// startWalk begins a walk; stop ends it.
func startWalk(t *testing.T, dir string, seed uint64) (w *walk, stop func()) {
	t.Helper()
	w = &walk{t: t, dir: dir, Rand: rand.New(rand.NewPCG(seed, 2)), begin: time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -3).Add(9 * time.Hour)}
	w.note("seed %d", seed)
	var err error
	if w.store, _, err = store.Open(dir, store.Options{Verify: func(string) error { return nil }}); err != nil {
		t.Fatal(err)
	}
	if err := w.store.Commit(engine.Change{Spans: w.live()}); err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	if w.eng, err = engine.New(engine.Config{Calendar: tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour}}, w.store, quiet); err != nil {
		t.Fatal(err)
	}
	w.told = entries.New(w.eng, w.store, func() *time.Location { return time.UTC })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.eng.Run(ctx, nil) }()
	return w, func() {
		cancel()
		if err := errors.Join(<-ended, w.store.Close(), os.RemoveAll(dir)); err != nil {
			t.Error(err)
		}
	}
}

// live makes up a log.
func (w *walk) live() (spans []tracker.Span) {
	for at := 0; at < walked; {
		end := min(walked, at+1+w.IntN(12))
		s := tracker.Span{Start: w.minute(at), End: w.minute(end), Presence: tracker.Locked}
		if w.IntN(3) > 0 {
			s.Presence, s.Window = tracker.Active, tracker.Window{App: []string{"a", "b"}[w.IntN(2)], Title: w.text()}
		}
		for i := at; i < end; i++ {
			w.log[i] = s
		}
		spans, at = append(spans, s), end
	}
	return spans
}

func (w *walk) minute(n int) time.Time { return w.begin.Add(time.Duration(n) * time.Minute) }
func (w *walk) text() string           { return fmt.Sprintf("text %d", w.IntN(4)) }

func (w *walk) stretch() (from, to int) {
	from = w.IntN(walked)
	return from, from + 1 + w.IntN(min(20, walked-from))
}

// empty tells whether nothing was recorded in a minute.
func (w *walk) empty(i int) bool { return w.log[i].Presence == tracker.Locked }

// anything is a stretch of an entry, if there is one.
func (w *walk) anything() (from, to int, ok bool) {
	start := w.IntN(walked)
	for i := range walked {
		if at := (start + i) % walked; w.said[at].of != 0 && (at == 0 || w.said[at-1].of != w.said[at].of) {
			return at, w.end(at), true
		}
	}
	return 0, 0, false
}

// step does one thing to both.
func (w *walk) step() {
	switch w.IntN(8) {
	case 0:
		w.forget()
	case 1:
		w.undo()
	case 2:
		w.bring()
	case 3:
		w.change()
	case 4:
		w.hide()
	default:
		w.add()
	}
	w.check()
}

func (w *walk) add() {
	from, to := w.stretch()
	text, mode := w.text(), entry.Mode(w.IntN(3))
	w.note("add %d-%d %q, mode %d", from, to, text, mode)
	before := w.said
	ok := w.put(from, to, text, w.use(), mode, w.empty)
	_, err := w.told.Add(w.t.Context(), entry.Entry{Start: w.minute(from), End: w.minute(to), Text: text}, mode)
	w.did(ok, err, past{said: before})
}

func (w *walk) change() {
	from, to, ok := w.anything()
	if !ok {
		return
	}
	old, err := w.told.Between(w.minute(from), w.minute(to))
	if err != nil || len(old) != 1 {
		w.fail("%d-%d is %+v, %v", from, to, old, err)
	}
	before, place := w.said, entries.Place{ID: old[0].ID}
	if w.IntN(2) == 0 {
		w.note("delete %d-%d", from, to)
		w.clear(from, to)
		_, err = w.told.Delete(w.t.Context(), place)
		w.did(true, err, past{said: before})
		return
	}
	a, b := w.stretch()
	text, mode := w.text(), entry.Mode(w.IntN(3))
	w.note("change %d-%d to %d-%d %q, mode %d", from, to, a, b, text, mode)
	w.clear(from, to)
	ok = w.put(a, b, text, w.use(), mode, func(i int) bool { return w.empty(i) || i >= from && i < to })
	if !ok {
		w.said = before
	}
	_, err = w.told.Change(w.t.Context(), place, entries.Words{Text: &text, Start: w.minute(a), End: w.minute(b)}, mode)
	w.did(ok, err, past{said: before})
}

func (w *walk) hide() {
	from, to := w.stretch()
	w.note("hide %d-%d", from, to)
	before, seen, anything := w.said, false, false
	for i := from; i < to; i++ {
		seen, anything = seen || !w.empty(i), anything || w.said[i].of != 0
	}
	w.clear(from, to)
	if seen {
		w.put(from, to, hiddenText, w.use(), entry.Over, w.empty)
	}
	_, err := w.told.Hide(w.t.Context(), w.minute(from), w.minute(to))
	w.did(seen || anything, err, past{said: before})
}

// bring imports some entries at once.
func (w *walk) bring() {
	before, mode := past{said: w.said}, entry.Mode(w.IntN(3))
	var drafts []entry.Entry
	var stretches [][2]int
	for range 1 + w.IntN(3) {
		from, to := w.stretch()
		stretches = append(stretches, [2]int{from, to})
	}
	slices.SortStableFunc(stretches, func(a, b [2]int) int { return a[0] - b[0] })
	ok, placed := true, false
	for _, s := range stretches {
		text := fmt.Sprintf("text brought %d", w.use())
		drafts = append(drafts, entry.Entry{Start: w.minute(s[0]), End: w.minute(s[1]), Text: text, Origin: entry.Import})
		if !ok || w.known(s) {
			continue
		}
		switch done := w.put(s[0], s[1], text, w.use(), mode, w.empty); {
		case done:
			placed, before.read = true, append(before.read, s)
		case mode != entry.Trim:
			ok = false
		}
	}
	w.note("import %v, mode %d", stretches, mode)
	if !ok {
		w.said = before.said
	}
	_, err := w.told.Import(w.t.Context(), drafts, mode, true)
	if ok && !placed {
		if err != nil {
			w.fail("nothing to import: %v", err)
		}
		return
	}
	w.did(ok, err, before)
}

// known tells whether an import that stands has read a stretch.
func (w *walk) known(s [2]int) bool {
	return slices.ContainsFunc(w.past, func(p past) bool { return slices.Contains(p.read, s) })
}

func (w *walk) undo() {
	if len(w.past) == 0 {
		return
	}
	w.note("undo")
	if _, err := w.told.Undo(w.t.Context(), ""); err != nil {
		w.fail("the last edit cannot be undone: %v", err)
	}
	last := len(w.past) - 1
	w.said, w.past = w.past[last].said, w.past[:last]
}

// forget takes a title, an app or all of a stretch, and what the person said of
// it, also from what an undo would bring back.
func (w *walk) forget() {
	var what privacy.Erasure
	from, to := 0, walked
	var err error
	do := w.IntN(4)
	if do != 0 {
		what.Title, err = privacy.ParseTitle(w.text())
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if do < 2 {
		from, to = w.stretch()
		what.From, what.To = w.minute(from), w.minute(to)
	}
	if do == 2 {
		what.App = []string{"a", "b"}[w.IntN(2)]
	}
	w.note("forget %d-%d app %q title %q", from, to, what.App, what.Title)
	for i := from; i < to; i++ {
		if !w.empty(i) {
			w.log[i].Window = what.Window(w.log[i].Window)
		}
	}
	if what.App == "" {
		w.said.forget(from, to, what.Title.Matches)
		for i := range w.past {
			w.past[i].forget(from, to, what.Title.Matches)
		}
	}
	if err := w.oblivion(what); err != nil {
		w.fail("forget: %v", err)
	}
}

func (w *walk) oblivion(what privacy.Erasure) error {
	return w.eng.Forget(w.t.Context(), what, func(f engine.Forgetting) error {
		_, err := w.store.Forget(f)
		return err
	})
}

func (w *walk) use() int { w.uses++; return w.uses }

// did compares whether something could be done.
func (w *walk) did(ok bool, err error, before past) {
	if ok != (err == nil) {
		w.fail("done %v, the model says %v: %v", err == nil, ok, err)
	}
	if ok {
		w.past = append(w.past, before)
	}
}

// check compares both, minute by minute.
func (w *walk) check() {
	all, err := w.told.Between(w.begin, w.minute(walked))
	if err != nil {
		w.fail("entries: %v", err)
	}
	var got [walked]string
	for _, e := range all {
		text := e.Text
		if e.Kind == entry.Hidden {
			text = hiddenText
		}
		for i := range walked {
			if e.Overlaps(w.minute(i), w.minute(i+1)) {
				got[i] += text
			}
		}
	}
	at := 0
	for span, err := range w.store.Spans(w.begin, w.minute(walked)) {
		if err != nil {
			w.fail("log: %v", err)
		}
		for ; at < walked && span.Overlaps(w.minute(at), w.minute(at+1)); at++ {
			if is := w.log[at]; span.Presence != is.Presence || span.Window != is.Window {
				w.fail("minute %d is %v in %+v, want %v in %+v", at, span.Presence, span.Window, is.Presence, is.Window)
			}
		}
	}
	if at != walked {
		w.fail("the log has %d minutes of %d", at, walked)
	}
	for i, text := range got {
		if text != w.said[i].text {
			w.fail("of minute %d is said %q, want %q", i, text, w.said[i].text)
		}
	}
}

func (w *walk) note(format string, args ...any) {
	w.steps = append(w.steps, fmt.Sprintf(format, args...))
}

func (w *walk) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("%s\nafter %q", fmt.Sprintf(format, args...), w.steps)
}

// memoryDir is a folder that takes no disk, where there is one: a walk is all
// commits.
func memoryDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "focusd-walk-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// What is corrected, imported, undone and forgotten, in whatever order, is what
// a plain reading says; the last edit that stands can always be undone; and when
// a text was forgotten no file has a byte of it.
func TestWalk(t *testing.T) {
	walks := 1000
	if testing.Short() {
		walks = 50
	}
	for seed := range uint64(walks) {
		w, stop := startWalk(t, memoryDir(t), seed)
		func() {
			defer stop()
			w.check()
			for range 12 {
				w.step()
			}
			title, err := privacy.ParseTitle("text")
			if err == nil {
				err = w.oblivion(privacy.Erasure{Title: title})
			}
			if err != nil {
				w.fail("forget everything: %v", err)
			}
			if found := filesWith(t, w.dir, "text "); len(found) > 0 {
				w.fail("what was forgotten is in %q", found)
			}
			for range w.past {
				if _, err := w.told.Undo(t.Context(), ""); err != nil {
					w.fail("undo after all was forgotten: %v", err)
				}
			}
			if left, err := w.told.Between(w.begin, w.minute(walked)); err != nil || len(left) > 0 {
				w.fail("all is undone, but there are %+v, %v", left, err)
			}
		}()
	}
}

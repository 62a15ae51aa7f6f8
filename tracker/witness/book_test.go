package witness

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/tracker"
)

// nine is when the tests begin: a Sunday.
var nine = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// clockOf is an instant of that day.
func clockOf(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.TimeOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return Day(nine).Add(d.Sub(Day(d)))
}

// save saves what b has not saved into shelf, and returns the bytes written.
func save(b *Book, shelf map[string]string, now time.Time) (bytes int, keptFrom string) {
	pages, keptFrom := b.Unsaved(now)
	for _, p := range pages {
		if p.Data == nil {
			delete(shelf, p.ID)
			continue
		}
		shelf[p.ID] = string(p.Data)
		bytes += len(p.ID) + len(p.Data)
	}
	b.Saved()
	return bytes, keptFrom
}

// notesOf reads all of a shelf.
func notesOf(t *testing.T, shelf map[string]string) (notes []Note) {
	t.Helper()
	ids := make([]string, 0, len(shelf))
	for id := range shelf {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		page, err := Read(Page{ID: id, Data: []byte(shelf[id])})
		if err != nil {
			t.Fatal(err)
		}
		notes = append(notes, page...)
	}
	return notes
}

func TestAStateIsNotedOnce(t *testing.T) {
	b := NewBook(nine, nil, "")
	for i := range 10 {
		b.Note(Note{At: nine.Add(time.Duration(i) * time.Second), Kind: Window, On: true, By: "x11"})
		b.Note(Note{At: nine.Add(time.Duration(i) * time.Second), Kind: Lock})
	}
	shelf := map[string]string{}
	save(b, shelf, nine)
	if got := notesOf(t, shelf); len(got) != 1 || got[0].At != nine {
		t.Errorf("noted: %v, want once, when it was new, and no lock that never was", got)
	}
	if pages, _ := b.Unsaved(nine); len(pages) != 0 {
		t.Errorf("unsaved after Saved: %v", pages)
	}
}

func TestNotesWaitUntilTheyAreSaved(t *testing.T) {
	b := NewBook(nine, nil, "")
	b.Note(Note{At: nine, Kind: Window, On: true, By: "x11"})
	if pages, _ := b.Unsaved(nine); len(pages) != 1 {
		t.Fatalf("unsaved: %v, want the open page", pages)
	}
	b.Note(Note{At: nine.Add(time.Hour), Kind: Lock, On: true, By: "logind"})
	pages, kept := b.Unsaved(nine.Add(time.Hour)) // the first could not be saved
	if len(pages) != 1 || strings.Count(string(pages[0].Data), "\n") != 3 {
		t.Errorf("unsaved: %q, want a page with both notes", pages)
	}
	if kept == "" {
		t.Error("where the journal begins is not said again, though it was not saved")
	}
}

func TestAPageBeginsWithWhatIsInForce(t *testing.T) {
	shelf := map[string]string{}
	b := NewBook(nine, nil, "")
	b.Note(Note{At: nine, Kind: Daemon, On: true, Text: First, For: 3 * time.Minute})
	b.Note(Note{At: nine, Kind: Window, On: true, By: "x11"})
	b.Note(Note{At: nine, Kind: Lock, On: true, By: "logind"})
	save(b, shelf, nine)
	clear(shelf)
	tomorrow := nine.AddDate(0, 0, 1)
	b.Note(Note{At: tomorrow, Kind: Lock})
	save(b, shelf, tomorrow)
	if len(shelf) != 1 {
		t.Fatalf("%d pages, want that of the new day: %v", len(shelf), shelf)
	}
	before := At(notesOf(t, shelf), tomorrow.Add(-time.Hour))
	if n, ok := before.Of(Lock); !ok || n.By != "logind" || !n.At.Equal(nine) {
		t.Errorf("before the first note of the day: %v, want the lock of the day before", before)
	}
	after := At(notesOf(t, shelf), tomorrow)
	if _, ok := after.Of(Lock); ok || len(after) != 2 {
		t.Errorf("after it: %v, want daemon and window alone", after)
	}
}

func TestARestartGoesOnBehindThePagesOfTheDay(t *testing.T) {
	shelf := map[string]string{}
	for run := range 3 {
		var pages []Page
		for id := range shelf {
			pages = append(pages, Page{ID: id})
		}
		slices.SortFunc(pages, func(a, b Page) int { return strings.Compare(a.ID, b.ID) })
		at := nine.Add(time.Duration(run) * time.Hour)
		b := NewBook(at, pages, "")
		b.Note(Note{At: at, From: at.Add(-time.Minute), Kind: Daemon, On: true, Text: Killed})
		save(b, shelf, at)
	}
	if len(shelf) != 3 || len(notesOf(t, shelf)) != 3 {
		t.Errorf("three daemons left %v, want a page of each", shelf)
	}
}

func TestADayHasSoManyPages(t *testing.T) {
	shelf := map[string]string{}
	b := NewBook(nine, nil, "")
	flap := func(at time.Time) {
		for i := range 20_000 {
			b.Note(Note{At: at.Add(time.Duration(i) * time.Millisecond), Kind: Evidence, On: i%2 == 0, Text: "playing"})
		}
		save(b, shelf, at)
	}
	flap(nine)
	if len(shelf) != mostPages {
		t.Errorf("%d pages, want %d", len(shelf), mostPages)
	}
	if _, ok := At(notesOf(t, shelf), nine.Add(time.Hour)).Of(Journal); !ok {
		t.Error("nothing says that the journal ends there")
	}
	flap(nine.AddDate(0, 0, 1))
	if _, ok := At(notesOf(t, shelf), nine.AddDate(0, 0, 1)).Of(Journal); ok || len(shelf) != 2*mostPages {
		t.Errorf("%d pages after the next day, want twice as many and that it goes on", len(shelf))
	}
}

func TestWhatCannotBeSavedForLongIsBounded(t *testing.T) {
	b := NewBook(nine, nil, "")
	for day := range 10 {
		for i := range 20_000 {
			b.Note(Note{At: nine.AddDate(0, 0, day).Add(time.Duration(i) * time.Millisecond), Kind: Lock, On: i%2 == 0})
		}
	}
	if pages, _ := b.Unsaved(nine); len(pages) > mostUnsaved+1+mostPages {
		t.Errorf("%d pages wait, want at most %d and those to be removed", len(pages), mostUnsaved+1)
	}
}

// ordinaryDay notes what happens on a working day, and counts what it costs.
func ordinaryDay(b *Book, day time.Time, saved func(time.Time)) {
	at := day.Add(8 * time.Hour)
	note := func(later time.Duration, n Note) {
		at = at.Add(later)
		n.At = at
		if n.Kind == Input && !n.On {
			n.From = at.Add(-3 * time.Minute)
		}
		b.Note(n)
		saved(at)
	}
	note(0, Note{Kind: Daemon, On: true, Text: Clean, For: 3 * time.Minute, From: at.Add(-9 * time.Hour)})
	note(0, Note{Kind: Window, On: true, By: "kwin"})
	note(0, Note{Kind: Tracking, On: true})
	note(0, Note{Kind: Zone, On: true, Text: "Europe/Berlin"})
	for i := range 25 {
		note(13*time.Minute, Note{Kind: Input, By: "kwin"})
		note(5*time.Minute, Note{Kind: Input, On: true, By: "kwin"})
		note(0, Note{Kind: Evidence, On: i%2 == 0, Text: "playing"})
		note(0, Note{Kind: Lock, On: i%5 == 0, By: "logind"})
	}
	note(0, Note{Kind: Daemon})
}

func TestAYearStaysSmall(t *testing.T) {
	shelf, written, keptFrom, most := map[string]string{}, 0, "", 0
	for day := range 365 {
		at := Day(nine).AddDate(0, 0, day)
		b := NewBook(at, nil, keptFrom)
		ordinaryDay(b, at, func(now time.Time) {
			bytes, kept := save(b, shelf, now)
			written += bytes
			if kept != "" {
				keptFrom = kept
			}
		})
		size := 0
		for id, data := range shelf {
			size += len(id) + len(data)
		}
		most = max(most, size)
	}
	const commits = 365 * 1500 // of a working day of twelve hours
	if perCommit := written / commits; perCommit > 200 {
		t.Errorf("%d bytes a commit, want at most 200", perCommit)
	}
	if most > 500_000 {
		t.Errorf("the journal grew to %d bytes, want at most half a megabyte", most)
	}
	if len(shelf) < keptDays || len(shelf) > 2*(keptDays+1) {
		t.Errorf("%d pages are left, want those of %d days", len(shelf), keptDays)
	}
	t.Logf("%d bytes in all, %d bytes a commit", most, written/commits)
}

func TestOldPagesAreRemovedInSteps(t *testing.T) {
	shelf := map[string]string{}
	for day := range 10 {
		shelf[pageID(Day(nine).AddDate(0, 0, day), 1)] = version
	}
	keptFrom := nine.Format(time.DateOnly)
	year := nine.AddDate(1, 0, 0) // the machine was off
	b := NewBook(year, nil, keptFrom)
	for step := 1; step <= 10; step++ {
		pages, _ := b.Unsaved(year)
		again, _ := b.Unsaved(year) // it could not be saved
		if fmt.Sprint(pages) != fmt.Sprint(again) {
			t.Fatalf("step %d: removes %v, and %v when asked again", step, pages, again)
		}
		_, keptFrom = save(b, shelf, year)
		if got := 10 - len(shelf); got != step {
			t.Fatalf("after %d steps %d days are removed", step, got)
		}
		b = NewBook(year, nil, keptFrom) // and goes on after a restart
	}
}

func TestAClockThatWasFarAheadRemovesNothingForLong(t *testing.T) {
	b := NewBook(nine, nil, nine.AddDate(10, 0, 0).Format(time.DateOnly))
	if _, keptFrom := b.Unsaved(nine); keptFrom != oldestKept(nine).Format(time.DateOnly) {
		t.Errorf("kept from %q, want 90 days ago", keptFrom)
	}
}

func TestEvidenceHasItsNames(t *testing.T) {
	text := EvidenceText(tracker.Inhibited | tracker.Meeting)
	if text != "meeting inhibited" {
		t.Errorf("EvidenceText = %q", text)
	}
	if got := evidenceWords(text); got != "a microphone or a camera is in use and something asks the desktop to stay awake" {
		t.Errorf("in words: %q", got)
	}
}

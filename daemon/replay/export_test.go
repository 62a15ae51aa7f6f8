package replay

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/witness"
)

// notesOf is the journal of a store.
func notesOf(t *testing.T, st engine.Store) (notes []witness.Note) {
	t.Helper()
	documents, err := st.Documents(engine.KindWitness)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		page, err := witness.Read(witness.Page{ID: d.ID, Data: d.Data})
		if err != nil {
			t.Fatal(err)
		}
		notes = append(notes, page...)
	}
	return notes
}

// TestAnExportBecomesTheSameLog plays a week, exports it, plays the export, and
// compares the two logs.
func TestAnExportBecomesTheSameLog(t *testing.T) {
	first, second := enginetest.NewMemory(), enginetest.NewMemory()
	out, err := Play(t.Context(), strings.NewReader(week(t).String()), first, quiet())
	if err != nil {
		t.Fatal(err)
	}
	for name, notes := range map[string][]witness.Note{"with its journal": notesOf(t, first), "without": nil} {
		t.Run(name, func(t *testing.T) {
			second = enginetest.NewMemory()
			var record strings.Builder
			e := Export{Zone: "Europe/Berlin", IdleAfter: 3 * time.Minute, Notes: notes}
			if err := e.Write(&record, first.Spans(out.From, out.To), out.From, out.To); err != nil {
				t.Fatal(err)
			}
			again, err := Play(t.Context(), strings.NewReader(record.String()), second, quiet())
			if err != nil {
				t.Fatal(err)
			}
			if !again.From.Equal(out.From) || !again.To.Equal(out.To) || len(again.Refused) > 0 {
				t.Errorf("played from %v to %v with %q refused, want %v to %v", again.From, again.To, again.Refused, out.From, out.To)
			}
			want, err := first.Totals(out.From, out.To, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := second.Totals(out.From, out.To, nil)
			if err != nil {
				t.Fatal(err)
			}
			const tolerance = 100 * time.Millisecond // of a week
			for p := range want.Presences {
				if d := (got.Presences[p] - want.Presences[p]).Abs(); d > tolerance {
					t.Errorf("%v for %v, want %v", tracker.Presence(p), got.Presences[p], want.Presences[p])
				}
			}
			for app, total := range want.Apps {
				if d := (got.Apps[app].Time - total.Time).Abs() + (got.Apps[app].Passive - total.Passive).Abs(); d > tolerance {
					t.Errorf("in %q for %+v, want %+v", app, got.Apps[app], total)
				}
			}
		})
	}
}

// TestAnExportTellsNothing searches the bytes of a record for every word of a
// log whose words are all of them private.
func TestAnExportTellsNothing(t *testing.T) {
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	var spans []tracker.Span
	for i, w := range []tracker.Window{{App: "canaryapp", Title: "canary one"}, {App: "canaryapp", Title: "canary two"}, {Title: "canary one"}, {App: "canaryapp", Title: "canary one"}} {
		at := begin.Add(time.Duration(i) * time.Minute)
		spans = append(spans, tracker.Span{Start: at, End: at.Add(time.Minute), Window: w, Presence: tracker.Presence(i % 2)})
	}
	notes := []witness.Note{
		{At: begin, Kind: witness.Daemon, On: true, Text: witness.First, For: time.Minute},
		{At: begin, Kind: witness.Window, Text: "canary of a reason"},
	}
	for _, anonymous := range []bool{false, true} {
		var record strings.Builder
		if err := (Export{Zone: "UTC", AnonymousApps: anonymous, Notes: notes}).Write(&record, sequence(spans, nil), begin, begin.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(record.String(), "canaryapp", "kept")
		if strings.Contains(text, "canary") || strings.Contains(text, "kept") == anonymous {
			t.Errorf("anonymous apps %v: the record is\n%s", anonymous, record.String())
		}
		if !strings.Contains(text, `"title":"t2"`) || strings.Contains(text, `"title":"t3"`) || !strings.Contains(text, `"idle_after_seconds":60`) {
			t.Errorf("the record is\n%s\nwant two titles, and the threshold of the journal", text)
		}
	}
}

func TestAnExportThatCannotBeMade(t *testing.T) {
	broken := errors.New("the disk is gone")
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	var record strings.Builder
	if err := (Export{Zone: "UTC"}).Write(&record, sequence(nil, broken), begin, begin.Add(time.Hour)); !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
	if err := (Export{Zone: "UTC"}).Write(full{broken}, sequence(nil, nil), begin, begin.Add(time.Hour)); !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
}

type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

// sequence yields spans, and then an error if there is one.
func sequence(spans []tracker.Span, err error) func(func(tracker.Span, error) bool) {
	return func(yield func(tracker.Span, error) bool) {
		for s := range slices.Values(spans) {
			if !yield(s, nil) {
				return
			}
		}
		if err != nil {
			yield(tracker.Span{}, err)
		}
	}
}

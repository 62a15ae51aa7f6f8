package tracker

import (
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func active(from, to float64, app string) Span {
	return Span{Start: sec(from), End: sec(to), Window: Window{App: app}}
}

// flagged is s with flags.
func flagged(s Span, flags Flags) Span {
	s.Flags = flags
	return s
}

// played yields spans, then err if there is one.
func played(err error, spans ...Span) iter.Seq2[Span, error] {
	return func(yield func(Span, error) bool) {
		for _, s := range spans {
			if !yield(s, nil) {
				return
			}
		}
		if err != nil {
			yield(Span{}, err)
		}
	}
}

func TestSpanClip(t *testing.T) {
	span := flagged(active(10, 20, "a"), ClockAdjusted)
	tests := []struct {
		name     string
		from, to float64
		want     []string
	}{
		{"all of it", 0, 30, []string{"10-20 active a/ adjusted"}},
		{"its own bounds", 10, 20, []string{"10-20 active a/ adjusted"}},
		{"the front", 0, 15, []string{"10-15 active a/ adjusted"}},
		{"the back", 15, 30, []string{"15-20 active a/ continues"}},
		{"the middle", 12, 13, []string{"12-13 active a/ continues"}},
		{"before", 0, 10, []string{}},
		{"after", 20, 30, []string{}},
		{"nothing", 15, 15, []string{}},
		{"backwards", 18, 12, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []Span
			part, ok := span.Clip(sec(tt.from), sec(tt.to))
			if ok {
				got = append(got, part)
			}
			diffSpans(t, "Clip()", got, tt.want...)
			if overlaps := span.Overlaps(sec(tt.from), sec(tt.to)); overlaps != ok {
				t.Errorf("Overlaps(%v, %v) = %v, want %v", tt.from, tt.to, overlaps, ok)
			}
		})
	}
	if got := span.Duration(); got != 10*time.Second {
		t.Errorf("Duration() = %v, want 10s", got)
	}
}

func TestSplitUTC(t *testing.T) {
	const day = 24 * 60 * 60
	tests := []struct {
		name string
		span Span
		want []string
	}{
		{"within a day", active(0, 10, "a"), []string{"0-10 active a/"}},
		{"up to midnight", active(0, day/2, "a"), []string{"0-43200 active a/"}},
		{"over midnight", active(0, day, "a"), []string{"0-43200 active a/", "43200-86400 active a/ continues"}},
		{
			"whole days", flagged(active(day/2, 2.5*day, "a"), Continues),
			[]string{"43200-129600 active a/ continues", "129600-216000 active a/ continues"},
		},
		{"empty", active(5, 5, "a"), []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := slices.Collect(SplitUTC(tt.span))
			diffSpans(t, "SplitUTC()", got, tt.want...)
		})
	}
	for piece := range SplitUTC(active(0, 3*day, "a")) {
		if want := "0-43200 active a/"; show([]Span{piece})[0] != want {
			t.Errorf("first piece = %v, want %v", piece, want)
		}
		break // must not go on
	}
}

func TestJoin(t *testing.T) {
	broken := errors.New("disk on fire")
	moved := active(20, 30, "a")
	moved.Offset = 60
	tests := []struct {
		name  string
		err   error
		spans []Span
		want  []string
	}{
		{"nothing", nil, nil, []string{}},
		{
			"pieces", nil,
			[]Span{active(0, 10, "a"), flagged(active(10, 20, "a"), Continues), active(20, 30, "b")},
			[]string{"0-20 active a/", "20-30 active b/"},
		},
		{"over a change of offset", nil, []Span{active(0, 20, "a"), moved}, []string{"0-30 active a/"}},
		{"equal but apart", nil, []Span{active(0, 10, "a"), active(11, 20, "a")}, []string{"0-10 active a/", "11-20 active a/"}},
		{"an error after some", broken, []Span{active(0, 10, "a"), active(10, 20, "a")}, []string{"0-20 active a/"}},
		{"an error at once", broken, nil, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []Span
			var failed error
			for s, err := range Join(played(tt.err, tt.spans...)) {
				if err != nil {
					failed = err
					continue
				}
				got = append(got, s)
			}
			diffSpans(t, "Join()", got, tt.want...)
			if failed != tt.err {
				t.Errorf("Join() ends with %v, want %v", failed, tt.err)
			}
		})
	}
}

func TestJoinStopsWhenTheReaderDoes(t *testing.T) {
	read := 0
	for range Join(played(errors.New("not reached"), active(0, 10, "a"), active(10, 20, "b"), active(20, 30, "c"))) {
		read++
		break
	}
	if read != 1 {
		t.Errorf("read %d spans, want 1", read)
	}
}

func TestJoinPutsTogetherWhatSplitUTCCut(t *testing.T) {
	want := []Span{active(0, 1_000_000, "a"), active(1_000_000, 1_000_100, "b")}
	var pieces, got []Span
	for _, s := range want {
		pieces = append(pieces, slices.Collect(SplitUTC(s))...)
	}
	for s := range Join(played(nil, pieces...)) {
		got = append(got, s)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Join(SplitUTC) (-want +got):\n%s", diff)
	}
	if len(pieces) < 12 {
		t.Errorf("SplitUTC made %d pieces, want one a day", len(pieces))
	}
}

func TestPresenceString(t *testing.T) {
	want := []string{"active", "passive", "idle", "paused", "locked", "asleep", "unobserved"}
	for i, name := range want {
		p, err := ParsePresence(name)
		if err != nil || p != Presence(i) || p.String() != name {
			t.Errorf("ParsePresence(%q) = %v, %v, want %d", name, p, err, i)
		}
	}
	if got := Presence(len(want)).String(); got != "Presence(7)" {
		t.Errorf("String of an unknown presence = %q, want %q", got, "Presence(7)")
	}
	if p, err := ParsePresence("awake"); err == nil {
		t.Errorf("ParsePresence(%q) = %v, want an error", "awake", p)
	}
}

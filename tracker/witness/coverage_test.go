package witness

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/tracker"
)

// log is spans of the story's day, each from where the one before ended.
func log(t *testing.T, from string, rows ...string) iter.Seq2[tracker.Span, error] {
	t.Helper()
	start := clockOf(t, from)
	var all []tracker.Span
	for _, row := range rows {
		word, until, _ := strings.Cut(row, " ")
		end := clockOf(t, until)
		if p, err := tracker.ParsePresence(word); err == nil {
			all = append(all, tracker.Span{Start: start, End: end, Presence: p})
		} else if word != "nothing" {
			t.Fatal(err)
		}
		start = end
	}
	return func(yield func(tracker.Span, error) bool) {
		for _, s := range all {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func shareText(shares []Share) string {
	var words []string
	for _, s := range shares {
		words = append(words, strings.TrimSpace(fmt.Sprintf("%v %s %v %s", s.Presence, s.Cause, s.Time, s.By)))
	}
	return strings.Join(words, "\n")
}

func TestCoverageOfADay(t *testing.T) {
	spans := log(t, "07:10:00", "unobserved 08:05:00", "active 09:00:00", "idle 09:10:00", "active 10:00:00", "locked 10:30:00", "active 11:00:00",
		"asleep 12:00:00", "active 13:05:00", "passive 13:31:00", "idle 13:40:00", "active 14:00:00", "paused 14:15:00", "active 15:00:00",
		"unobserved 16:00:00", "active 19:00:00", "nothing 20:00:00", "unobserved 20:00:01", "active 21:00:00")
	shares, err := Cover(story(t), spans, clockOf(t, "04:00:00"), clockOf(t, "04:00:00").Add(24*time.Hour), clockOf(t, "21:00:00"))
	if err != nil {
		t.Fatal(err)
	}
	const want = `active input 6h25m0s x11
active untold 1h59m59s
passive meeting 25m0s
passive just_ended 1m0s
idle no_input 19m0s x11
paused person 15m0s
locked lock 30m0s logind
asleep suspend 1h0m0s the login manager
unobserved ahead 7h0m0s
unobserved unknown 3h10m1s
unobserved clock 1h0m0s
unobserved stopped 1h0m0s
unobserved killed 50m0s
unobserved no_source 5m0s`
	if got := shareText(shares); got != want {
		t.Errorf("the day is\n%s\nwant\n%s", got, want)
	}
}

func TestCoverageBeforeTheFirstDaemon(t *testing.T) {
	begin := Note{At: clockOf(t, "08:00:00"), Kind: Daemon, On: true, Text: First}
	shares, err := Cover([]Note{begin}, log(t, "08:00:00", "active 09:00:00"), clockOf(t, "07:00:00"), clockOf(t, "09:00:00"), clockOf(t, "09:00:00"))
	if got, want := shareText(shares), "active untold 1h0m0s\nunobserved unknown 1h0m0s"; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
	if shares, err := Cover(nil, log(t, "08:00:00"), begin.At, begin.At, begin.At); err != nil || len(shares) != 0 {
		t.Errorf("of no time there are the shares %v, %v", shares, err)
	}
}

func TestCoverageOfALogThatCannotBeRead(t *testing.T) {
	broken := errors.New("the disk is gone")
	spans := func(yield func(tracker.Span, error) bool) { yield(tracker.Span{}, broken) }
	at := clockOf(t, "08:00:00")
	if _, err := Cover(nil, spans, at, at.Add(time.Hour), at); !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
}

// TestCoverageAddsUp holds the shares to the range, and each presence to its
// spans, whatever the log and the journal are.
func TestCoverageAddsUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	begin := clockOf(t, "00:00:00")
	for range 300 {
		at := func() time.Time { return begin.Add(time.Duration(rng.IntN(24*3600)) * time.Second) }
		var notes []Note
		for range rng.IntN(40) {
			n := Note{At: at(), Kind: Kind(rng.IntN(int(kinds))), On: rng.IntN(2) == 0, Text: []string{First, Clean, Killed, "meeting"}[rng.IntN(4)]}
			if rng.IntN(2) == 0 {
				n.From = n.At.Add(-time.Duration(rng.IntN(7200)) * time.Second)
			}
			notes = append(notes, n)
		}
		slices.SortFunc(notes, func(a, b Note) int { return a.At.Compare(b.At) })
		var spans []tracker.Span
		for next := begin; next.Before(begin.AddDate(0, 0, 1)); {
			end := next.Add(time.Duration(1+rng.IntN(5000)) * time.Second)
			if rng.IntN(5) > 0 {
				spans = append(spans, tracker.Span{Start: next, End: end, Presence: tracker.Presence(rng.IntN(int(tracker.Unobserved) + 1))})
			}
			next = end
		}
		from, now := at(), at()
		to := from.Add([]time.Duration{23, 24, 25}[rng.IntN(3)] * time.Hour)
		shares, err := Cover(notes, func(yield func(tracker.Span, error) bool) {
			for _, s := range spans {
				if !yield(s, nil) {
					return
				}
			}
		}, from, to, now)
		var whole time.Duration
		var got, want tracker.Totals
		for _, s := range shares {
			whole += s.Time
			got[s.Presence] += s.Time
		}
		for _, s := range spans {
			if part, ok := s.Clip(from, to); ok {
				want[part.Presence] += part.Duration()
			}
		}
		want[tracker.Unobserved] = got[tracker.Unobserved]
		if err != nil || whole != to.Sub(from) || got != want {
			t.Fatalf("from %v to %v: %v of %v, presences %v, want %v", from, to, whole, to.Sub(from), got, want)
		}
	}
}

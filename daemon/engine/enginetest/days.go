package enginetest

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"time"

	"focusd/tracker"
)

// The shape of a synthetic log, as window logs have it.
const (
	spansADay  = 1500 // 30 % more or less
	apps       = 60
	newTitles  = 0.12 // spans that bring a title not seen before
	recent     = 200  // titles that the others come back to
	titleBytes = 74
	medianMs   = 11_000
)

// Days yields a synthetic log, one slice of spans for each UTC day from first
// on: ten hours in windows of 60 apps, the rest idle or asleep, without holes.
// The same seed makes the same log.
func Days(seed uint64, first time.Time, n int) iter.Seq[[]tracker.Span] {
	return func(yield func([]tracker.Span) bool) {
		g := generator{rand: rand.New(rand.NewPCG(seed, 1))}
		g.zipf = rand.NewZipf(g.rand, 1.3, 2, apps-1)
		for i := range n {
			if !yield(g.day(first.UTC().Truncate(24*time.Hour).AddDate(0, 0, i))) {
				return
			}
		}
	}
}

type generator struct {
	rand   *rand.Rand
	zipf   *rand.Zipf
	recent []tracker.Window
	titles int
}

func (g *generator) day(start time.Time) []tracker.Span {
	n := int(spansADay * (0.7 + 0.6*g.rand.Float64()))
	at := start.Add(7*time.Hour + time.Duration(g.rand.IntN(3600))*time.Second)
	spans := []tracker.Span{{Start: start, End: at, Presence: tracker.Asleep, Offset: 60}}
	end := start.Add(24 * time.Hour)
	for range n {
		s := tracker.Span{Start: at, Window: g.window(), Offset: 60}
		if g.rand.IntN(40) == 0 {
			s.Presence, s.Window = tracker.Idle, tracker.Window{}
		}
		s.End = at.Add(g.length())
		if !s.End.Before(end) {
			break
		}
		spans, at = append(spans, s), s.End
	}
	return append(spans, tracker.Span{Start: at, End: end, Presence: tracker.Asleep, Offset: 60})
}

// length is log-normal: most spans are short, a few very long.
func (g *generator) length() time.Duration {
	ms := medianMs * math.Exp(1.1*g.rand.NormFloat64())
	return time.Duration(max(ms, 1)) * time.Millisecond
}

func (g *generator) window() tracker.Window {
	if len(g.recent) > 0 && g.rand.Float64() >= newTitles {
		return g.recent[g.rand.IntN(len(g.recent))]
	}
	g.titles++
	w := tracker.Window{App: fmt.Sprintf("app-%02d", g.zipf.Uint64()), Title: g.title()}
	if len(g.recent) < recent {
		g.recent = append(g.recent, w)
	} else {
		g.recent[g.rand.IntN(recent)] = w
	}
	return w
}

// title is words, as titles are: it can be compressed about as well.
func (g *generator) title() string {
	syllables := []string{"ka", "lo", "mi", "ten", "ra", "sho", "vel", "du", "pin", "or", "as", "ix", "qua", "bre", "no", "ti"}
	b := fmt.Appendf(nil, "%d ", g.titles)
	for len(b) < titleBytes {
		for range 2 + g.rand.IntN(3) {
			b = append(b, syllables[g.rand.IntN(len(syllables))]...)
		}
		b = append(b, ' ')
	}
	return string(b[:titleBytes])
}

package report

import (
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

func TestWhatLooksLikeABlock(t *testing.T) {
	block := func(from, to time.Time) Work {
		return Work{Block: timer.Block{Seq: 1, Started: from, Ended: to, EndedBy: timer.EndedFinish, Segments: []timer.Segment{{Start: from}}}}
	}
	at := func(minute int) time.Time { return clock(9, minute) }
	for name, test := range map[string]struct {
		facts    Facts
		from, to int // minutes; 0, 0: nothing does
		called   string
	}{
		"nothing":                {facts(), 0, 0, ""},
		"an hour of work":        {facts(seen(at(5), at(60), "editor")), 5, 60, "work"},
		"a glance at the mail":   {facts(seen(at(5), at(30), "editor"), seen(at(30), at(32), "mail"), seen(at(32), at(60), "editor")), 5, 60, "work"},
		"mail for longer":        {facts(seen(at(5), at(31), "editor"), seen(at(31), at(35), "mail"), seen(at(35), at(60), "editor")), 5, 31, "work"},
		"the longer of two":      {facts(seen(at(0), at(26), "editor"), seen(at(31), at(60), "editor")), 31, 60, "work"},
		"what follows is none":   {facts(seen(at(0), at(30), "editor"), seen(at(30), at(31), "video")), 0, 30, "work"},
		"too short":              {facts(seen(at(0), at(24), "editor")), 0, 0, ""},
		"it earns nothing":       {facts(seen(at(0), at(60), "mail")), 0, 0, ""},
		"away in the middle":     {facts(seen(at(0), at(20), "editor"), seen(at(20), at(30), ""), seen(at(30), at(50), "editor")), 0, 0, ""},
		"in a block":             {with(facts(seen(at(0), at(60), "editor")), block(at(0), at(55))), 0, 0, ""},
		"up to a block":          {with(facts(seen(at(0), at(60), "editor")), block(at(30), at(60))), 0, 30, "work"},
		"a block in the middle":  {with(facts(seen(at(0), at(60), "editor")), block(at(20), at(21))), 21, 60, "work"},
		"one that still runs":    {with(facts(seen(at(0), at(60), "editor")), block(at(10), time.Time{})), 0, 0, ""},
		"little of it after all": {facts(flicker(at(0), 12)...), 0, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			u, ok := judge(t).Unrecorded(test.facts)
			if ok != (test.to > 0) || ok && (!u.Start.Equal(at(test.from)) || !u.End.Equal(at(test.to)) || u.Name != test.called) {
				t.Errorf("%+v, %v, want minute %d to %d, %q", u, ok, test.from, test.to, test.called)
			}
		})
	}
}

func with(f Facts, blocks ...Work) Facts {
	f.Blocks = blocks
	return f
}

// flicker is three minutes of work and one and a half of something else, so many
// times.
func flicker(from time.Time, times int) (f []tracker.Span) {
	for range times {
		f = append(f, seen(from, from.Add(3*time.Minute), "editor"), seen(from.Add(3*time.Minute), from.Add(90*time.Second+3*time.Minute), "mail"))
		from = from.Add(90*time.Second + 3*time.Minute)
	}
	return f
}

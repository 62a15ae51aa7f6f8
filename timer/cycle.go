package timer

import "time"

// due says whether the next break is a long one.
func (c Cycle) due(p Preset) bool {
	const crumb = 1e-9 // of changing presets and back
	return p.LongBreak > 0 && p.LongEvery > 0 && c.Credits+crumb >= float64(p.LongEvery)
}

// add returns the cycle after b has ended; p is the preset it goes by.
func (c Cycle) add(b Block, p Preset) Cycle {
	if c.Stale {
		return Cycle{}
	}
	c.Last = b.Ended
	if b.Kind != Burst {
		c.Credits += float64(b.Credit())
		return c
	}
	work := p.Work
	if p.Kind == Flow {
		work = flowUnit
	}
	c.Carry += b.Focus(b.Ended)
	if whole := work * 4 / 5; c.Carry >= whole {
		c.Credits++
		c.Carry -= whole
	}
	return c
}

// convert returns the cycle when the preset changes: the way to the long
// break that is behind stays the same fraction of the whole.
func (c Cycle) convert(from, to Preset) Cycle {
	if from.LongEvery > 0 && to.LongEvery > 0 {
		c.Credits *= float64(to.LongEvery) / float64(from.LongEvery)
	}
	return c
}

// rested returns the cycle after a rest of length d that is known to be one.
func (c Cycle) rested(d time.Duration, p Preset) Cycle {
	if d >= cycleEnd || p.LongBreak > 0 && d >= p.LongBreak {
		return Cycle{}
	}
	return c
}

// after returns the cycle after the break b, which has ended: a long break
// counts when it lasted nearer to a long one than to a short one.
func (c Cycle) after(b Break, p Preset) Cycle {
	if b.Long && b.length(b.Ended) >= p.ShortBreak+(p.LongBreak-p.ShortBreak)/2 {
		return Cycle{}
	}
	return c
}

// preset is what a plain start starts.
func (s State) preset() Preset {
	if s.Preset == (Preset{}) {
		return defaultPreset()
	}
	return s.Preset
}

// cyclePreset is the preset that says when a long break is due and how long
// it is: the one of the block, but bursts live in the cycle around them.
func (s State) cyclePreset() Preset {
	if s.Block.Started.IsZero() || s.Block.Kind == Burst {
		return s.preset()
	}
	return s.Block.Preset
}

// breakAfter is the break that follows the block b, which has ended, and the
// cycle c, to which b has been added.
func (s State) breakAfter(b Block, c Cycle) (length time.Duration, long bool) {
	if b.Kind == Flow {
		return min(max(b.Focus(b.Ended)/5, 3*time.Minute), 30*time.Minute), false
	}
	if p := s.cyclePreset(); c.due(p) {
		return p.LongBreak, true
	}
	return b.Preset.ShortBreak, false
}

// Next is where the plain next step leads, and for how long: start, or in a
// block its break once the planned time is over. The length of work in Flow,
// and of the break after a Flow that runs, is not known before: zero.
func (s State) Next() (Phase, time.Duration) {
	switch s.Phase {
	case Work, Paused, Overtime:
	default:
		return Work, s.preset().Work
	}
	if s.Block.Kind == Flow {
		return ShortBreak, 0
	}
	b := s.Block
	b.Gaps, b.Ended = nil, b.Started.Add(b.target())
	length, long := s.breakAfter(b, s.Cycle.add(b, s.preset()))
	switch {
	case length <= 0:
		return Idle, 0
	case long:
		return LongBreak, length
	}
	return ShortBreak, length
}

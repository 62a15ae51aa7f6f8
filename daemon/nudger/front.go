package nudger

import (
	"slices"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/category"
)

// belongings is what the person said belongs to the running block. It is
// forgotten with the block, and with the daemon: a mistake costs one more
// question.
type belongings struct {
	block timer.Seq
	all   []agenda.Activity
}

// worldOf is how things are, by a snapshot and the outlook.
func (n *Nudger) worldOf(s *engine.Snapshot, own []agenda.Match) nudge.World {
	w := nudge.World{
		Presence:  s.Presence,
		Since:     s.PresenceSince,
		Input:     s.Input,
		Meeting:   n.meeting(),
		Timer:     s.Timer,
		HeldUntil: s.HeldUntil,
	}
	if n.belongs.block != s.Timer.Block.Seq {
		n.belongs = belongings{block: s.Timer.Block.Seq}
	}
	if s.Presence != tracker.Active && s.Presence != tracker.Passive || n.Front == nil {
		return w
	}
	n.front.Category, w.Class = n.Front(s.Window)
	n.front.App, n.front.Class = s.Window.App, w.Class.String()
	switch {
	case slices.Contains(n.belongs.all, n.front):
		w.Class = category.Unclassified
	case len(own) > 0:
		w.OffTask = !slices.ContainsFunc(own, func(m agenda.Match) bool { return m.Matches(n.front) })
	}
	return w
}

// belong has what is in front belong to the running block.
func (n *Nudger) belong() {
	if !slices.Contains(n.belongs.all, n.front) {
		n.belongs.all = append(n.belongs.all, n.front)
	}
	n.world.Class, n.world.OffTask = category.Unclassified, false
}

// settledBreak is the break of the timer that can no longer be taken back since
// the snapshot before; nil: none.
func settledBreak(before, now *engine.Snapshot) *timer.Break {
	if before == nil {
		return nil
	}
	for _, c := range before.Timer.Unsettled {
		if c.Break == nil || now.At.Before(c.Until) {
			continue
		}
		waits := func(o timer.Closing) bool { return o.Break != nil && o.Break.Seq == c.Break.Seq }
		if !slices.ContainsFunc(now.Timer.Unsettled, waits) {
			return c.Break
		}
	}
	return nil
}

func resting(p timer.Phase) bool { return p == timer.ShortBreak || p == timer.LongBreak }

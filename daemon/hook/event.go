package hook

import (
	"slices"
	"strconv"
	"time"

	"focusd/timer"
)

// Event is something that may have a command.
type Event string

// The events, in the order in which they are listed. Each is the FOCUSD_EVENT
// of its command.
const (
	BlockStart Event = "block_start"
	BlockEnd   Event = "block_end"
	BreakStart Event = "break_start"
	BreakEnd   Event = "break_end"
	Pause      Event = "pause"
	Resume     Event = "resume"
	Overtime   Event = "overtime" // the planned time is over, the block is not
)

// Events are all there are.
func Events() []Event {
	return []Event{BlockStart, BlockEnd, BreakStart, BreakEnd, Pause, Resume, Overtime}
}

// happening is an event and what is to be known of it.
type happening struct {
	event Event
	facts []string // "FOCUSD_LABEL=…"
}

// happened is what lies between two states, in order.
func happened(before, now timer.State, at time.Time) (all []happening) {
	inBlock, inBreak := running(before), resting(before)
	goesOn := running(now) && inBlock && before.Block.Seq == now.Block.Seq
	rests := resting(now) && inBreak && before.Break.Seq == now.Break.Seq
	if inBlock && !goesOn {
		all = append(all, blockEnd(before.Block, now))
	}
	if inBreak && !rests {
		all = append(all, breakEnd(before.Break, now))
	}
	if resting(now) && !rests {
		all = append(all, happening{BreakStart, []string{seconds("PLANNED", now.Break.Planned), "FOCUSD_BREAK=" + length(now.Break)}})
	}
	if running(now) && !goesOn {
		all = append(all, happening{BlockStart, block(now.Block)})
		before.Phase = timer.Work
	}
	if running(now) && before.Phase != now.Phase {
		if e, ok := within(before.Phase, now.Phase); ok {
			facts := append(block(now.Block), seconds("FOCUS", now.Elapsed(at)))
			all = append(all, happening{e, append(facts, cause(before, now)...)})
		}
	}
	return all
}

// within is what happened inside a block when its phase changed.
func within(before, now timer.Phase) (Event, bool) {
	switch {
	case now == timer.Paused:
		return Pause, true
	case before == timer.Paused:
		return Resume, true
	case now == timer.Overtime:
		return Overtime, true
	}
	return "", false // overtime was extended
}

// cause is why the block stands still, or did.
func cause(before, now timer.State) []string {
	for _, s := range []timer.State{now, before} {
		if s.Phase == timer.Paused {
			return []string{"FOCUSD_CAUSE=" + s.Cause.String()}
		}
	}
	return nil
}

func running(s timer.State) bool {
	return s.Phase == timer.Work || s.Phase == timer.Paused || s.Phase == timer.Overtime
}

func resting(s timer.State) bool { return s.Phase == timer.ShortBreak || s.Phase == timer.LongBreak }

// block is what is known of a block from its start.
func block(b timer.Block) []string {
	return []string{"FOCUSD_LABEL=" + b.Label(), "FOCUSD_KIND=" + b.Kind.String(), seconds("PLANNED", b.Planned)}
}

// blockEnd tells the outcome too, unless the block was taken back: then it has
// none.
func blockEnd(b timer.Block, now timer.State) happening {
	i := slices.IndexFunc(now.Unsettled, func(c timer.Closing) bool { return c.Block != nil && c.Block.Seq == b.Seq })
	if i < 0 {
		return happening{BlockEnd, block(b)}
	}
	b = *now.Unsettled[i].Block
	facts := append(block(b), seconds("FOCUS", b.Focus(b.Ended)), "FOCUSD_OUTCOME="+b.Outcome().String())
	return happening{BlockEnd, facts}
}

// breakEnd tells the outcome too, unless the break was taken back.
func breakEnd(b timer.Break, now timer.State) happening {
	i := slices.IndexFunc(now.Unsettled, func(c timer.Closing) bool { return c.Break != nil && c.Break.Seq == b.Seq })
	facts := []string{seconds("PLANNED", b.Planned), "FOCUSD_BREAK=" + length(b)}
	if i >= 0 {
		facts = append(facts, "FOCUSD_OUTCOME="+now.Unsettled[i].Break.Outcome.String())
	}
	return happening{BreakEnd, facts}
}

func length(b timer.Break) string {
	if b.Long {
		return "long"
	}
	return "short"
}

func seconds(of string, d time.Duration) string {
	return "FOCUSD_" + of + "_SECONDS=" + strconv.FormatInt(int64(d/time.Second), 10)
}

package engine

import (
	"slices"
	"time"

	"focusd/timer"
)

// countStep counts what a step has begun, and what it has settled: ended, and
// no longer to be taken back.
func countStep(added map[Counter]uint64, before timer.State, step timer.Step) {
	for _, b := range begun(before, step) {
		added[Counter{blocksStarted, labels("kind", b.Kind.String())}]++
	}
	for _, c := range step.Settled {
		if c.Block != nil {
			countEndedBlock(added, *c.Block)
		}
		if c.Break != nil {
			countEndedBreak(added, *c.Break)
		}
	}
}

// countOverrun counts the time beyond a break when a step ends it, as far as it
// is not counted until then, and returns until when it is now: an undo may give
// back the end of a break, and time that was counted stays so.
func countOverrun(added map[Counter]uint64, until time.Time, before timer.State, step timer.Step) time.Time {
	if before.Phase != timer.BreakOver || step.State.Phase == timer.BreakOver {
		return until
	}
	end := step.State.Since
	over := max(end.Sub(latest(before.Since, until)), 0)
	added[Counter{breakOverrun, labels("kind", length(before.Break))}] += uint64(over.Milliseconds())
	return latest(until, end)
}

// countKept counts the time of gaps that the person gave back to a block, as far
// as the time of blocks is counted already: nobody was seen to be there.
func countKept(added map[Counter]uint64, until time.Time, step timer.Step) {
	for _, r := range step.Records {
		if r.Verb != timer.Keep {
			continue
		}
		kind := labels("kind", step.State.Block.Kind.String())
		kept := uint64(max(earliest(r.From.Add(r.For), until).Sub(r.From), 0).Milliseconds())
		added[Counter{blockSeconds, kind}] += kept
		added[Counter{blockAwaySeconds, kind}] += kept
	}
}

// begun are the blocks that began in a step, by whatever verb, and may have ended
// in it. Their Seq is new; one that an undo has brought back has its old one.
func begun(before timer.State, step timer.Step) []timer.Block {
	var out []timer.Block
	for _, b := range append(slices.Clone(step.Blocks), step.State.Block) {
		if b.Seq > before.Seq {
			out = putBlock(out, b)
		}
	}
	return out
}

func countEndedBlock(added map[Counter]uint64, b timer.Block) {
	kind := b.Kind.String()
	outcome := b.Outcome()
	added[Counter{blocksFinished, labels("kind", kind, "outcome", outcome.String())}]++
	for _, g := range b.Gaps {
		added[Counter{interruptions, labels("source", g.Cause.String())}]++
	}
	if outcome != timer.Completed {
		return
	}
	observeLength(added, blockDuration, labels("kind", kind), b.Focus(b.Ended))
}

func countEndedBreak(added map[Counter]uint64, b timer.Break) {
	kind := length(b)
	added[Counter{breaksEnded, labels("kind", kind, "outcome", b.Outcome.String())}]++
	if rest := b.Ended.Sub(b.Started); rest > 0 {
		added[Counter{breakSeconds, labels("kind", kind)}] += uint64(rest.Milliseconds())
	}
}

func length(b timer.Break) string {
	if b.Long {
		return "long"
	}
	return "short"
}

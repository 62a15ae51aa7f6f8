package engine

import (
	"maps"
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// books keep the counters: what has been committed, and what is needed to go on
// counting. Presence is counted up to the watermark of the log. The time of
// blocks is counted a little later, when neither an absence that is counted
// back nor an undo can change it.
type books struct {
	created  time.Time
	ledger   Ledger // committed; its map is never modified
	appLimit int
	apps     apps

	state        timer.State    // what has happened to the timer, committed or not
	pieces       []tracker.Span // counted as presence, not yet as time of blocks
	blocksUntil  time.Time      // the time of blocks is counted up to here
	overrunUntil time.Time      // the time beyond breaks is; zero: none was
	runs         runs           // of focus, up to blocksUntil
	wasting      time.Time      // since when what was counted last wastes; zero: it does not
	judged       Judge          // nil: nobody judges
	at           attention      // of the presence that was counted
	blocks       []timer.Block  // ended, as far as pieces reach back
	breaks       []timer.Break
}

// openBooks goes on from the ledger of an earlier daemon. What that daemon had
// written to the log but not yet counted, because it could still have changed,
// is final now: see uncounted.
func openBooks(st Store, stored Stored, now time.Time, cfg Config) (*books, error) {
	b := &books{
		created:      parseTime(stored.Values[valueCreated]),
		appLimit:     cfg.AppLimit,
		judged:       cfg.Judge,
		runs:         parseRuns(stored.Values[valueRuns]),
		apps:         newApps(stored.Ledger),
		overrunUntil: parseTime(stored.Values[valueOverrun]),
	}
	until := parseTime(stored.Values[valueUntil])
	if b.created.IsZero() {
		// A log without a ledger: counting begins where that log ends.
		b.created = now
		if !stored.LogEnd.IsZero() {
			b.created = stored.LogEnd
		}
		until = b.created
	}
	b.blocksUntil = parseTime(stored.Values[valueBlocks])
	if b.blocksUntil.IsZero() {
		b.blocksUntil = until
	}
	b.ledger = Ledger{Created: b.created, Until: until, Values: maps.Clone(stored.Ledger)}
	if b.ledger.Values == nil {
		b.ledger.Values = make(map[Counter]uint64)
	}
	b.ledger.announce()
	b.apps.resume(stored.Ledger)
	return b, b.recall(st, stored.LogEnd)
}

// recall reads back what the earlier daemon had not counted.
func (b *books) recall(st Store, logEnd time.Time) error {
	from := earliest(b.blocksUntil, b.ledger.Until)
	for sp, err := range st.Spans(from, logEnd) {
		if err != nil {
			return err
		}
		if part, ok := sp.Clip(from, logEnd); ok {
			b.pieces = append(b.pieces, part)
		}
	}
	for bl, err := range st.Blocks(from.Add(-longestBlock), logEnd.Add(time.Hour)) {
		if err != nil {
			return err
		}
		if bl.Ended.After(from) {
			b.blocks = append(b.blocks, bl)
		}
	}
	for br, err := range st.Breaks(from.Add(-24*time.Hour), logEnd.Add(time.Hour)) {
		if err != nil {
			return err
		}
		if br.Ended.After(from) {
			b.breaks = append(b.breaks, br)
		}
	}
	return nil
}

// uncounted are the pieces of the earlier daemon's log after its watermark.
func (b *books) uncounted() []tracker.Span {
	var out []tracker.Span
	for _, p := range b.pieces {
		if part, ok := p.Clip(b.ledger.Until, p.End); ok {
			out = append(out, part)
		}
	}
	return out
}

// count adds to the increments what the pieces are worth, which are final, and
// what the blocks up to blocksUntil are.
func (b *books) count(added map[Counter]uint64, pieces []tracker.Span, blocksUntil time.Time) {
	for _, p := range pieces {
		b.countPresence(added, p)
	}
	b.pieces = append(b.pieces, pieces...)
	b.countBlocks(added, blocksUntil)
}

func (b *books) countPresence(added map[Counter]uint64, p tracker.Span) {
	ms := uint64(p.Duration().Milliseconds())
	added[presence(p.Presence)] += ms
	if !attended(p) {
		b.at.leave()
		return
	}
	if b.apps.switched(appLabel(p.Window.App)) {
		added[Counter{appSwitches, labels("during", b.during(p.Start))}]++
	}
	j, ok := b.judge(p)
	if ok && p.Window.App != "" {
		added[Counter{ruleMatches, labels("result", matched(j))}]++
		if since, switched := b.at.see(j.Category, p); switched {
			added[Counter{contextSwitches, labels("during", b.during(since))}]++
		}
	}
	b.countActive(added, placeFor(p.Window.App, j.Category), p.Duration())
}

// countActive counts what belongs in a place where there is room for it.
func (b *books) countActive(added map[Counter]uint64, p place, d time.Duration) {
	p.category = b.folded(added, p.category, b.apps.category)
	counted, full := b.apps.admit(p, d, b.appLimit)
	if full {
		added[Counter{labelFolds, labels("label", "app")}]++
	}
	added[active(counted)] += uint64(d.Milliseconds())
	if counted == p || full || b.appLimit < 0 {
		return
	}
	if b.apps.admitted[p] || b.apps.announced[p] {
		// Shown at zero before anything is added. The time so far stays in other:
		// moving it would make that one fall.
		added[active(p)] += 0
	}
	if more := b.apps.waited(p, d); more > 0 {
		added[waiting(p)] += uint64(more.Milliseconds())
	}
}

// folded is the label of a category as far as there is room for it, by what
// decides that.
func (b *books) folded(added map[Counter]uint64, label string, admit func(string) string) string {
	admitted := admit(label)
	if admitted != label {
		added[Counter{labelFolds, labels("label", "category")}]++
	}
	return admitted
}

// during says what the timer did at t.
func (b *books) during(t time.Time) string {
	for bl := range b.allBlocks() {
		if !t.Before(bl.Started) && (bl.Ended.IsZero() || t.Before(bl.Ended)) {
			return "work"
		}
	}
	in := func(br timer.Break) bool {
		return !br.Started.IsZero() && !t.Before(br.Started) && (br.Ended.IsZero() || t.Before(br.Ended))
	}
	if slices.ContainsFunc(b.breaks, in) || in(b.state.Break) {
		return "break"
	}
	return "free"
}

// allBlocks are those that pieces may fall into, the running one included.
func (b *books) allBlocks() func(yield func(timer.Block) bool) {
	return func(yield func(timer.Block) bool) {
		for _, bl := range b.blocks {
			if !yield(bl) {
				return
			}
		}
		if running(b.state) {
			yield(b.state.Block)
		}
	}
}

func running(s timer.State) bool {
	return s.Phase == timer.Work || s.Phase == timer.Paused || s.Phase == timer.Overtime
}

// countBlocks counts the time of blocks up to the given instant.
func (b *books) countBlocks(added map[Counter]uint64, until time.Time) {
	done := 0
	for i, p := range b.pieces {
		if !p.Start.Before(until) {
			break
		}
		if part, ok := p.Clip(b.blocksUntil, until); ok {
			wasted, known := b.wasted(i)
			if !known {
				break // the next commit will tell
			}
			for bl := range b.allBlocks() {
				b.countBlock(added, bl, part, wasted)
			}
			b.follow(added, part, wasted)
			b.blocksUntil = part.End
		}
		if p.End.After(until) {
			break
		}
		done = i + 1
	}
	b.pieces = slices.Delete(b.pieces, 0, done)
	b.blocks = slices.DeleteFunc(b.blocks, func(bl timer.Block) bool { return bl.Ended.Before(b.blocksUntil) })
	b.breaks = slices.DeleteFunc(b.breaks, func(br timer.Break) bool { return br.Ended.Before(b.blocksUntil) })
}

// countBlock counts what a piece of the log is worth to a block. The time of a
// block is divided into focus, distraction and away.
func (b *books) countBlock(added map[Counter]uint64, bl timer.Block, p tracker.Span, wasted bool) {
	ms := uint64(focusWithin(bl, b.state, p.Start, p.End).Milliseconds())
	if ms == 0 {
		return
	}
	kind := bl.Kind.String()
	added[Counter{blockSeconds, labels("kind", kind)}] += ms
	switch {
	case wasted:
		j, _ := b.judge(p)
		name := b.folded(added, Slug(j.Category), b.apps.distraction)
		added[Counter{distractionSeconds, labels("category", name, "kind", kind)}] += ms
	case attended(p):
		added[Counter{focusSeconds, labels("kind", kind, "project", "")}] += ms
	default:
		added[Counter{blockAwaySeconds, labels("kind", kind)}] += ms
	}
}

// adopt goes on from a step that has happened, and keeps what it has ended for
// the time that is still to be counted.
func (b *books) adopt(step timer.Step) {
	for _, seq := range step.Revoked {
		b.blocks = slices.DeleteFunc(b.blocks, func(bl timer.Block) bool { return bl.Seq == seq })
		b.breaks = slices.DeleteFunc(b.breaks, func(br timer.Break) bool { return br.Seq == seq })
	}
	for _, bl := range step.Blocks {
		b.blocks = putBlock(b.blocks, bl)
	}
	b.breaks = append(b.breaks, step.Breaks...)
	b.state = step.State
}

// clockSet counts a jump of the wall clock by d, after which the log ends at logEnd.
// The log before it and the blocks after it are of different clocks: what is
// not yet counted of a block stays uncounted, a few minutes of it.
func (b *books) clockSet(added map[Counter]uint64, d time.Duration, logEnd time.Time) {
	direction := "backward"
	if d > 0 {
		direction = "forward"
	}
	if !b.overrunUntil.IsZero() {
		b.overrunUntil = b.overrunUntil.Add(d)
	}
	added[Counter{clockJumps, labels("direction", direction)}]++
	b.pieces, b.blocksUntil = nil, latest(b.blocksUntil, logEnd)
	countRun(added, ofTimer, b.runs.Timer)
	countRun(added, detected, b.runs.Detected)
	b.runs, b.wasting = runs{}, time.Time{}
}

// raised are the absolute values that increments lead to. An increment of
// nothing announces a counter.
func (b *books) raised(added map[Counter]uint64) map[Counter]uint64 {
	out := make(map[Counter]uint64, len(added))
	for c, n := range added {
		if old, known := b.ledger.Values[c]; n > 0 || !known {
			out[c] = old + n
		}
	}
	return out
}

// adoptLedger makes committed values the ones that are shown.
func (b *books) adoptLedger(values map[Counter]uint64, until time.Time) {
	next := b.ledger.Values
	if len(values) > 0 {
		next = maps.Clone(next)
		maps.Copy(next, values)
	}
	b.ledger = Ledger{Created: b.created, Until: until, Values: next}
}

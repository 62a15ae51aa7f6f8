package engine

import (
	"maps"
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Names of the exported counters that the ledger keeps.
const (
	presenceSeconds  = "focusd_presence_seconds_total"
	activeSeconds    = "focusd_active_seconds_total"
	appSwitches      = "focusd_app_switches_total"
	clockJumps       = "focusd_clock_jumps_total"
	blockSeconds     = "focusd_block_seconds_total"
	focusSeconds     = "focusd_focus_seconds_total"
	blockAwaySeconds = "focusd_block_away_seconds_total"
)

// pendingApp is not exported: it is the time of an app that has no counter of
// its own yet.
const pendingApp = "pending_app"

const (
	// admitAfter is how much time an app must have before it gets a counter of
	// its own, which it then keeps for ever.
	admitAfter = 10 * time.Minute
	otherApps  = "other"
	// alwaysAdmitted is how many names are not apps: other and unknown.
	alwaysAdmitted = 2
	// unknownApp is the app label of active time in front of an empty desktop.
	unknownApp    = "unknown"
	uncategorized = "uncategorized"
)

// books keep the counters: what has been committed, and what is needed to go on
// counting. Presence is counted up to the watermark of the log. The time of
// blocks is counted a little later, when neither an absence that is counted
// back nor an undo can change it.
type books struct {
	created  time.Time
	ledger   Ledger // committed; its map is never modified
	appLimit int
	admitted map[string]bool

	pieces      []tracker.Span // counted as presence, not yet as time of blocks
	blocksUntil time.Time      // the time of blocks is counted up to here
	blocks      []timer.Block  // ended, as far as pieces reach back
	breaks      []timer.Break
	lastApp     string
}

// openBooks goes on from the ledger of an earlier daemon. What that daemon had
// written to the log but not yet counted, because it could still have changed,
// is final now and counted here.
func openBooks(st Store, stored Stored, now time.Time, appLimit int) (*books, error) {
	b := &books{
		created:  parseTime(stored.Values[valueCreated]),
		appLimit: appLimit,
		admitted: make(map[string]bool),
		lastApp:  unknownApp,
	}
	if b.created.IsZero() {
		b.created = now
	}
	until := parseTime(stored.Values[valueUntil])
	if until.IsZero() {
		until = now
	}
	b.blocksUntil = parseTime(stored.Values[valueBlocks])
	if b.blocksUntil.IsZero() {
		b.blocksUntil = until
	}
	b.ledger = Ledger{Created: b.created, Until: until, Values: maps.Clone(stored.Ledger)}
	if b.ledger.Values == nil {
		b.ledger.Values = make(map[Counter]uint64)
	}
	for c := range b.ledger.Values {
		if c.Metric == activeSeconds {
			b.admitted[c.Label("app")] = true
		}
	}
	b.announce()
	return b, b.recall(st, until, stored.LogEnd)
}

// recall reads back what the earlier daemon had not counted.
func (b *books) recall(st Store, until, logEnd time.Time) error {
	for sp, err := range st.Spans(b.blocksUntil, logEnd) {
		if err != nil {
			return err
		}
		if part, ok := sp.Clip(b.blocksUntil, logEnd); ok {
			b.pieces = append(b.pieces, part)
		}
	}
	for bl, err := range st.Blocks(b.blocksUntil.Add(-24*time.Hour), logEnd.Add(time.Hour)) {
		if err != nil {
			return err
		}
		b.blocks = append(b.blocks, bl)
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

// count adds to the increments what the pieces are worth. They are final.
func (b *books) count(added map[Counter]uint64, pieces []tracker.Span, s timer.State, now time.Time, rules timer.Rules) {
	for _, p := range pieces {
		b.countPresence(added, p, s)
	}
	b.pieces = append(b.pieces, pieces...)
	b.countBlocks(added, s, now.Add(-max(rules.AwayAfter, rules.UndoFor)))
}

func (b *books) countPresence(added map[Counter]uint64, p tracker.Span, s timer.State) {
	ms := uint64(p.Duration().Milliseconds())
	added[presence(p.Presence)] += ms
	if p.Presence != tracker.Active && p.Presence != tracker.Passive {
		return
	}
	app := p.Window.App
	if app == "" {
		app = unknownApp
	}
	if app != b.lastApp {
		added[Counter{appSwitches, labels("during", b.during(p.Start, s))}]++
		b.lastApp = app
	}
	added[active(b.admit(added, app, ms))] += ms
}

// admit says under which name the time of app is counted: its own once it has
// enough of it and there is room, and ever after; else other.
func (b *books) admit(added map[Counter]uint64, app string, ms uint64) string {
	switch {
	case b.appLimit < 0:
		return otherApps
	case b.admitted[app]:
		return app
	}
	key := Counter{pendingApp, labels("app", app)}
	added[key] += ms
	enough := b.ledger.Values[key]+added[key] >= uint64(admitAfter.Milliseconds())
	if enough && len(b.admitted) < b.appLimit+alwaysAdmitted {
		// The time so far stays in other: moving it would make that one fall.
		b.admitted[app] = true
		added[active(app)] += 0
	}
	return otherApps
}

// during says what the timer did at t.
func (b *books) during(t time.Time, s timer.State) string {
	for bl := range b.allBlocks(s) {
		if !t.Before(bl.Started) && (bl.Ended.IsZero() || t.Before(bl.Ended)) {
			return "work"
		}
	}
	for _, br := range append(slices.Clone(b.breaks), s.Break) {
		if !br.Started.IsZero() && !t.Before(br.Started) && (br.Ended.IsZero() || t.Before(br.Ended)) {
			return "break"
		}
	}
	return "free"
}

// allBlocks are those that pieces may fall into, the running one included.
func (b *books) allBlocks(s timer.State) func(yield func(timer.Block) bool) {
	return func(yield func(timer.Block) bool) {
		for _, bl := range b.blocks {
			if !yield(bl) {
				return
			}
		}
		if running(s) {
			yield(s.Block)
		}
	}
}

func running(s timer.State) bool {
	return s.Phase == timer.Work || s.Phase == timer.Paused || s.Phase == timer.Overtime
}

// countBlocks counts the time of blocks up to the given instant.
func (b *books) countBlocks(added map[Counter]uint64, s timer.State, until time.Time) {
	done := 0
	for i, p := range b.pieces {
		if !p.Start.Before(until) {
			break
		}
		if part, ok := p.Clip(b.blocksUntil, until); ok {
			for bl := range b.allBlocks(s) {
				countBlock(added, bl, s, part)
			}
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
// block is divided into focus and away; distraction needs categories.
func countBlock(added map[Counter]uint64, bl timer.Block, s timer.State, p tracker.Span) {
	ms := uint64(focusWithin(bl, s, p.Start, p.End).Milliseconds())
	if ms == 0 {
		return
	}
	kind := bl.Kind.String()
	added[Counter{blockSeconds, labels("kind", kind)}] += ms
	switch p.Presence {
	case tracker.Active, tracker.Passive:
		added[Counter{focusSeconds, labels("kind", kind, "project", "")}] += ms
	default:
		added[Counter{blockAwaySeconds, labels("kind", kind)}] += ms
	}
}

// adopt keeps what a step has ended, for the time that is still to be counted.
func (b *books) adopt(step timer.Step) {
	for _, seq := range step.Revoked {
		b.blocks = slices.DeleteFunc(b.blocks, func(bl timer.Block) bool { return bl.Seq == seq })
		b.breaks = slices.DeleteFunc(b.breaks, func(br timer.Break) bool { return br.Seq == seq })
	}
	b.blocks = append(b.blocks, step.Blocks...)
	b.breaks = append(b.breaks, step.Breaks...)
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
	next := maps.Clone(b.ledger.Values)
	maps.Copy(next, values)
	b.ledger = Ledger{Created: b.created, Until: until, Values: next}
}

// jumped counts a jump of the wall clock.
func (b *books) jumped(added map[Counter]uint64, forward bool) {
	direction := "backward"
	if forward {
		direction = "forward"
	}
	added[Counter{clockJumps, labels("direction", direction)}]++
}

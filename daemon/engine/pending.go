package engine

import (
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// mostUnsaved is how many rows of the log are kept in memory while the store
// fails: about 6 MB, a month of work. The oldest go first.
const mostUnsaved = 50_000

// pending is what the next commit has to write, and how commits are going.
type pending struct {
	spans  []tracker.Span // rows the store does not have in this form
	steps  []timer.Step   // not committed yet, in order
	unsure int            // how many of the last steps are commands: see commands

	documents []Document         // of this turn; like commands, they are kept or never were
	earned    []Increment        // of the documents
	ledger    map[Counter]uint64 // increments
	values    map[string]string
	urgent    bool // commit at the end of the turn
	clean     bool

	last    time.Time // the last commit or heartbeat that succeeded
	counted time.Time // when time was last counted
	retryAt time.Time // commits fail: when to try again
	delay   time.Duration
	state   StoreState
}

func (p *pending) set(name, value string) {
	if p.values == nil {
		p.values = make(map[string]string)
	}
	p.values[name] = value
	p.urgent = true
}

// counts are the increments, to be added to.
func (p *pending) counts() map[Counter]uint64 {
	if p.ledger == nil {
		p.ledger = make(map[Counter]uint64)
	}
	return p.ledger
}

// commands are the steps that have happened only if the commit at the end of
// this turn succeeds. Those before them are what the world did.
func (p *pending) commands() []timer.Step { return p.steps[len(p.steps)-p.unsure:] }

// dropCommands has the commands of this turn not have happened.
func (p *pending) dropCommands() {
	p.steps, p.unsure, p.documents, p.earned = p.steps[:len(p.steps)-p.unsure], 0, nil, nil
}

// failing says that commits fail and it is not yet time for the next try.
func (p *pending) failing(now time.Time) bool { return now.Before(p.retryAt) }

// replace makes tail the end of what is pending, and says how many rows were
// lost for it. What is lost leaves one row that says so: the log has no holes.
func (p *pending) replace(tail []tracker.Span) (lost int) {
	if len(tail) == 0 {
		return 0
	}
	keep := len(p.spans)
	for keep > 0 && !p.spans[keep-1].Start.Before(tail[0].Start) {
		keep--
	}
	if over := keep - mostUnsaved; over > 0 {
		// The first row may be known to the store: what is missing begins
		// after it. One row goes for the one that says so.
		lost = over + 1
		hole := tracker.Span{Start: p.spans[1].Start, End: p.spans[lost].End, Presence: tracker.Unobserved, Offset: p.spans[1].Offset}
		p.spans = slices.Concat(p.spans[:1], []tracker.Span{hole}, p.spans[lost+1:keep])
		keep = len(p.spans)
	}
	p.spans = append(p.spans[:keep], tail...)
	return lost
}

// before is the part of the pending log that is before until.
func (p *pending) before(until time.Time) []tracker.Span {
	var out []tracker.Span
	for _, row := range p.spans {
		if part, ok := row.Clip(row.Start, until); ok {
			out = append(out, part)
		}
	}
	return out
}

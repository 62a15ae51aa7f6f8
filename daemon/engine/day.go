package engine

import (
	"fmt"
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// DaySummary is the running logical day so far.
type DaySummary struct {
	Day       tracker.Day
	From, To  time.Time     // its bounds
	Active    time.Duration //
	Focus     time.Duration // of the timer's blocks within the day, the running one included up to At
	Blocks    int           // completed
	Presences [tracker.Unobserved + 1]time.Duration
}

// presences are lengths by presence.
type presences = [tracker.Unobserved + 1]time.Duration

// day is the running logical day: what is settled of it, and its blocks.
type day struct {
	date      tracker.Day
	from, to  time.Time
	presences presences
	blocks    []timer.Block // ended, and reaching into the day
}

// longestBlock is how far back a block may have begun that ended lately: a flow
// that nobody stopped, on a system that sees no input.
const longestBlock = 7 * 24 * time.Hour

// openDay reads what the store has of the day that now belongs to, up to until.
func openDay(st Store, c tracker.Calendar, now, until time.Time) (day, error) {
	d := newDay(c, now)
	for sp, err := range st.Spans(d.from, d.to) {
		if err != nil {
			return day{}, err
		}
		if part, ok := sp.Clip(d.from, until); ok {
			d.settle(part)
		}
	}
	// A block that began before the day may reach into it.
	for b, err := range st.Blocks(d.from.Add(-longestBlock), d.to) {
		if err != nil {
			return day{}, err
		}
		if b.Ended.After(d.from) {
			d.blocks = append(d.blocks, b)
		}
	}
	return d, nil
}

func newDay(c tracker.Calendar, now time.Time) day {
	d := day{date: c.Day(now)}
	d.from, d.to = c.Bounds(d.date)
	return d
}

// next is the day that now belongs to. What reaches into it comes along.
func (d day) next(c tracker.Calendar, now time.Time) day {
	n := newDay(c, now)
	for _, b := range d.blocks {
		if b.Ended.After(n.from) {
			n.blocks = append(n.blocks, b)
		}
	}
	return n
}

// settle adds a piece of the log that can no longer change.
func (d *day) settle(p tracker.Span) {
	if part, ok := p.Clip(d.from, d.to); ok {
		d.presences[p.Presence] += part.Duration()
	}
}

// adopt keeps the blocks that a step has ended.
func (d *day) adopt(step timer.Step) {
	for _, seq := range step.Revoked {
		d.blocks = slices.DeleteFunc(d.blocks, func(b timer.Block) bool { return b.Seq == seq })
	}
	for _, b := range step.Blocks {
		d.blocks = putBlock(d.blocks, b)
	}
}

// undecided is what the day has by presence in the end of the log that is not
// settled. It is added up anew only when more than the window has changed: a
// thousand windows a second are a long end.
type undecided struct {
	known bool
	end   time.Time // of the log then
	sums  presences
}

// undecided brings the sums up to the present.
func (l *loop) undecided() presences {
	u, open := &l.unsettled, l.rec.Now()
	if u.known {
		u.sums[open.Presence] += open.End.Sub(u.end)
		u.end = open.End
		return u.sums
	}
	*u = undecided{known: true, end: open.End}
	for _, row := range l.rec.Unsettled() {
		if part, ok := row.Clip(latest(l.day.from, l.rec.Watermark()), l.day.to); ok {
			u.sums[row.Presence] += part.Duration()
		}
	}
	return u.sums
}

// turnDay begins the logical day that now belongs to, before anything of it is
// settled. The timer is told when it has heard of everything before.
func (l *loop) turnDay() {
	if l.now.Before(l.day.to) {
		return
	}
	l.day = l.day.next(l.cfg.Calendar, l.now)
	l.dawn, l.changed, l.unsettled.known = true, true, false
}

// reopenDay reads the day of now anew: by another calendar, or because the clock
// was set back into it. What is settled of it is in the store, or waits to be.
func (l *loop) reopenDay(c tracker.Calendar) error {
	watermark := l.rec.Watermark()
	stored := watermark
	if len(l.pending.spans) > 0 {
		stored = earliest(stored, l.pending.spans[0].Start)
	}
	d, err := openDay(l.e.store, c, l.now, stored)
	if err != nil {
		return fmt.Errorf("read the day: %w", err)
	}
	for _, part := range l.pending.before(watermark) {
		d.settle(part)
	}
	if d.date != l.day.date {
		l.dawn = true
	}
	l.day, l.changed, l.unsettled.known = d, true, false
	return nil
}

// summary is the day with the undecided end of the log, until now.
func (d *day) summary(undecided presences, s timer.State, now time.Time) DaySummary {
	out := DaySummary{Day: d.date, From: d.from, To: d.to, Presences: d.presences}
	for p, length := range undecided {
		out.Presences[p] += length
	}
	out.Active = out.Presences[tracker.Active] + out.Presences[tracker.Passive]
	for _, b := range d.blocks {
		out.Focus += focusWithin(b, s, d.from, now)
		if !b.Started.Before(d.from) && b.Outcome() == timer.Completed {
			out.Blocks++
		}
	}
	if running(s) {
		out.Focus += focusWithin(s.Block, s, d.from, now)
	}
	return out
}

// focusWithin is the part of a block's focus that lies in [from, to): its
// running time without the gaps. A block that is paused counts up to the pause.
func focusWithin(b timer.Block, s timer.State, from, to time.Time) time.Duration {
	end := b.Ended
	if end.IsZero() {
		end = to
		if s.Phase == timer.Paused && s.Since.Before(end) {
			end = s.Since
		}
	}
	focus := overlap(b.Started, end, from, to)
	for _, g := range b.Gaps {
		focus -= overlap(latest(g.Start, b.Started), earliest(g.End, end), from, to)
	}
	return max(focus, 0)
}

// overlap is how long [a, b) and [from, to) are both true.
func overlap(a, b, from, to time.Time) time.Duration {
	return max(earliest(b, to).Sub(latest(a, from)), 0)
}

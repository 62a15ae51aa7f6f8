package tracker

import "time"

// DefaultIdleAfter is how long no input is still presence.
const DefaultIdleAfter = 3 * time.Minute

// Recorder folds what sources say into spans. It keeps the tail of the log
// that is not decided yet: the last IdleAfter may still turn out to be idle.
// Its methods take the instant of the happening, which must not run backwards
// (an earlier one is taken to be the end of the log so far).
//
//	samples     a a a a   b b          (no input)        a
//	spans      [a      ] [b    ]                         [a ...
//	                            [idle                   ]
//	                            ^ counted back to the last input
//
// Nothing is polled: a state lasts until the next happening, and Advance lets
// it grow. For one instant the highest presence wins, so a machine that sleeps
// while it is locked is asleep, and locked again when it wakes.
//
// Where there is evidence of a person who touches nothing, the time without
// input is Passive, for as long as the evidence stands for input.
//
// Titles of one app that change faster than once a second do not each make a
// span: the first one stays until a second has passed, then the latest one
// follows.
//
// When the wall clock was set back, the log stands still until the clock has
// caught up with its end: a wall-clock instant is recorded once.
//
// A Recorder has one owner; it is not for use by several goroutines at once.
type Recorder struct {
	idleAfter time.Duration
	offset    func(time.Time) int
	log       tail

	observed bool // a source can see
	blind    bool // but not what is in front
	asleep   bool // announced: the machine is about to sleep, or does
	locked   bool
	paused   bool
	away     absence
	evidence Evidence
	front    front
	setBack  bool // the next span begins where the clock was set back

	lastInput time.Time // zero: never known
}

// NewRecorder returns a Recorder whose log begins at now: everything between
// last (the end of what was stored; zero: nothing was) and now is Unobserved.
// Nothing is in front of anybody until the first sample: Unobserved.
//
// An idleAfter that is not positive means DefaultIdleAfter. The function offset
// gives the offset of local time from UTC in minutes; nil: always 0. It may
// change its mind, when the person travels: the span is cut then.
func NewRecorder(idleAfter time.Duration, last, now time.Time, offset func(time.Time) int) *Recorder {
	last, now = instant(last), instant(now)
	start := last
	if last.IsZero() {
		start = now
	}
	if offset == nil {
		offset = func(time.Time) int { return 0 }
	}
	r := &Recorder{offset: offset, log: newTail(start), setBack: now.Before(start)}
	r.SetIdleAfter(idleAfter)
	r.Advance(now)
	return r
}

// SetIdleAfter changes the threshold for samples to come. What is decided
// stays; d is taken as by NewRecorder.
func (r *Recorder) SetIdleAfter(d time.Duration) {
	if d <= 0 {
		d = DefaultIdleAfter
	}
	r.idleAfter = max(d.Truncate(time.Millisecond), time.Millisecond)
}

// Sample takes in what a source sees.
func (r *Recorder) Sample(s Sample) {
	if s.IdleKnown {
		r.hear(instant(s.At.Add(-max(s.IdleAge, 0))), max(s.Idle, 0))
	}
	r.Advance(s.At)
	r.believe(s.Evidence)
	r.judge()
	r.front.see(r.log.end, s.Window)
	r.observed, r.blind, r.locked = true, s.Blind != "", s.Locked
}

// hear takes in that at at the last input was idle ago.
func (r *Recorder) hear(at time.Time, idle time.Duration) {
	input := instant(at.Add(-idle))
	r.lastInput = later(r.lastInput, input)
	if idle < r.idleAfter {
		if r.away.lasts {
			r.Advance(input) // away until the person came back, which may be a while ago
		}
		r.away = absence{}
		return
	}
	r.Advance(at)
	r.away.lasts, r.away.from = true, later(r.away.from, input)
}

// Lose says that from at on no source can see anything.
func (r *Recorder) Lose(at time.Time) {
	r.Advance(at)
	r.vouch()
	r.observed, r.blind, r.locked, r.front = false, false, false, front{}
	r.away, r.evidence = absence{}, 0
}

// Sleep says that the machine slept from from to to. What was before goes on
// after it.
func (r *Recorder) Sleep(from, to time.Time) {
	from, to = instant(from), instant(to)
	if !from.Before(to) {
		return
	}
	r.Advance(to)
	r.log.raise(from, to, Asleep)
}

// Doze says that the machine is about to sleep: it is asleep until Wake, even
// if no clock will tell.
func (r *Recorder) Doze(at time.Time) {
	r.Advance(at)
	r.asleep = true
}

// Wake is the end of a Doze; without one it only advances.
func (r *Recorder) Wake(at time.Time) {
	r.Advance(at)
	r.asleep = false
}

// Pause and Unpause stop and resume the log by the person's wish.
func (r *Recorder) Pause(at time.Time) {
	r.Advance(at)
	r.paused = true
}

// Unpause is the end of a Pause; without one it only advances.
func (r *Recorder) Unpause(at time.Time) {
	r.Advance(at)
	r.paused = false
}

// ClockSet says that the wall clock was moved by d and now reads now. The time
// that a clock leapt over is Unobserved.
func (r *Recorder) ClockSet(now time.Time, d time.Duration) {
	now = instant(now)
	before := instant(now.Add(-d)) // what the clock would read
	r.Advance(before)
	if !r.lastInput.IsZero() {
		r.lastInput = instant(r.lastInput.Add(d))
	}
	r.away.shift(d)
	switch {
	case d > 0:
		r.Advance(now)
		r.log.raise(before, now, Unobserved)
	case d < 0:
		// From here on the log is ahead of the clock: counting back from what
		// the clock reads would hit the wrong time.
		r.log.decided = r.log.end
		r.setBack = true
	}
}

// Advance lets the open span grow to now.
func (r *Recorder) Advance(now time.Time) {
	now = instant(now)
	for r.log.end.Before(now) {
		r.expire()
		until := now
		if r.away.passive() {
			until = earlier(until, r.away.limit)
		}
		if due, waiting := r.front.due(); waiting {
			if !due.After(r.log.end) {
				r.front.turn(due)
				continue
			}
			until = earlier(until, due)
		}
		r.extend(until)
	}
	r.expire()
}

// extend appends what is the case now up to until, or less where the offset
// changes before.
func (r *Recorder) extend(until time.Time) {
	s := r.present()
	s.End = r.offsetHolds(s.Start, until)
	if r.setBack {
		s.Flags |= ClockAdjusted
		r.setBack = false
	}
	r.log.push(s)
}

// present is what is the case at the end of the log: a span without length.
func (r *Recorder) present() Span {
	s := Span{Start: r.log.end, End: r.log.end, Presence: r.presence(), Offset: r.offset(r.log.end)}
	if s.Presence.hasWindow() {
		s.Window = r.front.window
	}
	return s
}

func (r *Recorder) presence() Presence {
	switch {
	case !r.observed:
		return Unobserved
	case r.asleep:
		return Asleep
	case r.locked:
		return Locked
	case r.blind:
		return Unobserved
	case r.paused:
		return Paused
	case r.away.passive():
		return Passive
	case r.away.lasts:
		return Idle
	}
	return Active
}

// offsetHolds is the end of the part of [from, to) that has the offset of its
// beginning.
func (r *Recorder) offsetHolds(from, to time.Time) time.Time {
	offset := r.offset(from)
	// Zones change their offset twice a year: a day is a step that misses
	// nothing, and a hole of centuries takes no longer than one of years.
	step := max(24*time.Hour, to.Sub(from)/4096).Truncate(time.Millisecond)
	last := to.Add(-time.Millisecond)
	for at := from; at.Before(last); {
		next := earlier(at.Add(step), last)
		if r.offset(next) != offset {
			return r.firstOther(at, next, offset)
		}
		at = next
	}
	return to
}

// firstOther is the first instant in (same, other] that has not the offset,
// found by halving.
func (r *Recorder) firstOther(same, other time.Time, offset int) time.Time {
	for other.Sub(same) > time.Millisecond {
		middle := instant(same.Add(other.Sub(same) / 2))
		if r.offset(middle) == offset {
			same = middle
		} else {
			other = middle
		}
	}
	return other
}

// Tail is the part of the log that a later happening may still change, the
// open span included, in order and without holes. Its first span is whole: it
// may have begun before the watermark. The store replaces everything from its
// start on. The caller owns the slice.
//
// A span is in the tail until it is decided and Tail has returned it as it
// became. So nothing is missed, whether Tail is called before Settle or after;
// but whoever could not store what Tail returned must keep it.
func (r *Recorder) Tail() []Span { return r.log.tell() }

// Unsettled are the spans that reach beyond the watermark, whole. Unlike Tail it
// is only for looking: whoever stores the log has not heard of them by it. The
// caller owns the slice.
func (r *Recorder) Unsettled() []Span { return r.log.after(r.log.counted) }

// News are the spans that have changed or come since Tail was called last, which
// they would be a part of now. They are whole, and the caller owns the slice.
func (r *Recorder) News() []Span { return r.log.after(r.log.told) }

// Settle moves the watermark to what is decided by now and returns the time it
// passed over, for counting: each instant is returned exactly once, and a span
// that straddles the watermark is returned in pieces, of which all but the
// first have the flag Continues. Rows of the log are what Tail says, not these
// pieces.
func (r *Recorder) Settle() []Span {
	decided := r.log.end
	switch r.presence() {
	case Active:
		decided = decided.Add(-r.idleAfter)
	case Passive:
		if r.evidence&Meeting == 0 {
			decided = earlier(decided, r.away.from)
		}
	}
	return r.log.settle(decided)
}

// Watermark is the instant up to which everything is decided and was returned
// by Settle.
func (r *Recorder) Watermark() time.Time { return r.log.counted }

// Now is the open span: what is in front of the person. It has no length when
// it has just begun.
func (r *Recorder) Now() Span {
	now := r.present()
	if rows := r.log.rows(); len(rows) > 0 && rows[len(rows)-1].alike(now) {
		return rows[len(rows)-1]
	}
	return now
}

// PresenceSince is when the presence of Now began, in whatever windows: for how
// long the person has been active, idle or away.
func (r *Recorder) PresenceSince() time.Time { return r.log.lasts(r.presence()) }

// LastInput is the last input that is known of, as the clock reads now; ok is
// false when none is. A person who is Active may have touched a key since.
func (r *Recorder) LastInput() (at time.Time, ok bool) {
	return r.lastInput, !r.lastInput.IsZero()
}

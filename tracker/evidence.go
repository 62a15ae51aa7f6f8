package tracker

import "time"

// Evidence is what says that somebody is there who touches nothing. The zero
// Evidence says nothing.
type Evidence uint8

const (
	Meeting   Evidence = 1 << iota // a microphone or a camera is in use
	Playing                        // the app in front plays something, or fills the screen
	Reading                        // what is in front is there to be read
	Inhibited                      // somebody asks the desktop not to go idle
)

const (
	// longestMeeting is how long a meeting stands for input.
	longestMeeting = 3 * time.Hour
	// longestEvidence is how long anything else does, whatever the threshold.
	longestEvidence = 30 * time.Minute
)

// patience is how long no input is still presence. Evidence can only make it
// longer, and never endless: a film goes on when nobody watches.
func (e Evidence) patience(idleAfter time.Duration) time.Duration {
	factor := time.Duration(1)
	switch {
	case e&Meeting != 0:
		return max(longestMeeting, idleAfter)
	case e&Playing != 0:
		factor = 4
	case e&Reading != 0:
		factor = 3
	case e&Inhibited != 0:
		factor = 2
	}
	return max(min(factor*idleAfter, longestEvidence), idleAfter)
}

// absence is a time without input that is longer than the threshold, and what
// it is taken for. The zero absence is none.
//
//	input      threshold              the evidence
//	  |            |                  runs out: limit
//	  [ active ..  passive ..............][ idle, and so is everything
//	  ^ from                                since from
type absence struct {
	lasts bool
	from  time.Time // idle is counted back to here: the last input, or the end of a meeting since
	limit time.Time // until then evidence stands for input; zero: it does not
	grace time.Time // evidence that has ended stands until then
}

// passive tells whether evidence stands for input.
func (a absence) passive() bool { return a.lasts && !a.limit.IsZero() }

// shift moves what is known with the wall clock.
func (a *absence) shift(d time.Duration) {
	for _, t := range []*time.Time{&a.from, &a.limit, &a.grace} {
		if !t.IsZero() {
			*t = instant(t.Add(d))
		}
	}
}

// believe takes in the evidence there is from now on. When some of it ends, the
// person has as long to touch something as if they just had.
func (r *Recorder) believe(e Evidence) {
	if e != r.evidence && r.away.passive() {
		r.away.grace = earlier(r.away.limit, instant(r.log.end.Add(r.idleAfter)))
		r.vouch()
	}
	r.evidence = e
}

// vouch decides the meeting so far: who was in it was there.
func (r *Recorder) vouch() {
	if r.away.passive() && r.evidence&Meeting != 0 {
		r.away.from = r.log.end
		r.log.decided = later(r.log.decided, r.log.end)
	}
}

// judge says what the absence of input has been so far, and until when the
// evidence stands for it.
func (r *Recorder) judge() {
	if !r.away.lasts {
		return
	}
	r.away.limit = later(instant(r.lastInput.Add(r.evidence.patience(r.idleAfter))), r.away.grace)
	if r.log.end.Before(r.away.limit) && (r.evidence != 0 || !r.away.grace.IsZero()) {
		r.log.raise(r.away.from, r.log.end, Passive)
		return
	}
	r.away.limit = time.Time{}
	r.log.raise(r.away.from, r.log.end, Idle)
}

// expire ends what evidence can stand for. What it stood for was idleness then,
// but for a meeting: it was one for as long as it is believed.
func (r *Recorder) expire() {
	if !r.away.passive() || r.log.end.Before(r.away.limit) {
		return
	}
	r.vouch()
	r.away.limit, r.away.grace = time.Time{}, time.Time{}
	r.log.raise(r.away.from, r.log.end, Idle)
}

// Due is when the presence changes by itself, because evidence no longer stands
// for input; the zero time if it does not.
func (r *Recorder) Due() time.Time {
	if !r.away.passive() {
		return time.Time{}
	}
	return r.away.limit
}

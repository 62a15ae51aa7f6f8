package terminal

import "time"

const (
	// drawnWithin is how long it takes a program to draw what is new.
	drawnWithin = 20 * time.Millisecond
	// leastPace is how long after a look the next one is worth it.
	leastPace = 200 * time.Millisecond
	// typedPace is the same while the person types, and may go somewhere else; they
	// are seen there within a second. A look takes 2 ms of a processor.
	typedPace = 800 * time.Millisecond
	// drawnPace is the same while a program has much to say that is nothing new.
	drawnPace = 4 * time.Second
)

// pace is when to look again at what does not say what has changed, only that
// something was drawn or typed. The zero pace has not looked yet.
type pace struct {
	looked time.Time
	rest   time.Duration
}

// drawn is when to look at what was drawn at now.
func (p *pace) drawn(now time.Time) time.Time { return p.after(now, p.rest) }

// typed is when to look at what was typed at now.
func (p *pace) typed(now time.Time) time.Time { return p.after(now, min(p.rest, typedPace)) }

func (p *pace) after(now time.Time, rest time.Duration) time.Time {
	soon, at := now.Add(drawnWithin), p.looked.Add(rest)
	if !at.After(now) {
		p.rest = leastPace // it was quiet before
	}
	if at.Before(soon) {
		return soon
	}
	return at
}

// look takes in what a look at now has shown. While the person is away there is
// more time.
func (p *pace) look(now time.Time, changed, away bool) {
	p.looked = now
	most := drawnPace
	if away {
		most = missedEvery
	}
	if changed {
		p.rest = leastPace
	} else {
		p.rest = min(max(2*p.rest, leastPace), most)
	}
}

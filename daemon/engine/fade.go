package engine

import (
	"context"
	"time"

	"focusd/tracker"
)

// Fading is which titles a store is to keep no longer: those of the UTC days
// that end by Before. Presence, time and apps stay.
type Fading struct {
	Before time.Time
	Window func(tracker.Span) tracker.Window // what is left of the window of a span; of that, the same
}

// Fade lets titles of the log go that were kept for long enough. Everything
// there is to commit is committed; then scrub has to make the store do it,
// wholly or, with an error, not at all, while nothing is committed. What the
// engine may still change is let alone.
func (e *Engine) Fade(ctx context.Context, f Fading, scrub func(Fading) error) error {
	_, err := e.call(ctx, func(l *loop) (bool, error) { return false, l.fade(f, scrub) })
	return err
}

func (l *loop) fade(f Fading, scrub func(Fading) error) error {
	l.save() // what was asked for before
	l.rec.Advance(l.now)
	if err := l.commit(); err != nil {
		return saved(err)
	}
	f.Before = earliest(f.Before, earliest(l.rec.Watermark(), l.rec.Now().Start))
	return saved(scrub(f))
}

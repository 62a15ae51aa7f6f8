package nudger

import (
	"context"
	"time"

	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker/entry"
)

// Answer does what the person says to the open nudge with the ID; 0 is the
// latest that takes that answer. The errors are nudge.ErrGone and
// nudge.ErrAnswer, those of the timer and those of entries: nothing has
// happened then, and the nudge stays open.
func (n *Nudger) Answer(ctx context.Context, id uint64, a nudge.Answer) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	asked, err := n.find(id, a)
	if err != nil {
		return err
	}
	if err := n.do(ctx, asked, a); err != nil {
		return err
	}
	defer n.look()
	e := nudge.Event{Said: nudge.Said{ID: asked.ID, Answer: a}}
	if a == nudge.WasBreak {
		e.Entry = nudge.Entry{Stretch: nudge.Stretch{From: asked.From, To: asked.To}, Rest: true}
	}
	return n.turn(ctx, e)
}

// find is the nudge that is meant.
func (n *Nudger) find(id uint64, a nudge.Answer) (nudge.Nudge, error) {
	err := nudge.ErrGone
	open := n.Open()
	for i := len(open) - 1; i >= 0; i-- {
		switch o := open[i]; {
		case id != 0 && o.ID != id:
		case !o.Takes(a):
			err = nudge.ErrAnswer
		default:
			return o, nil
		}
	}
	return nudge.Nudge{}, err
}

// do has an answer take effect.
func (n *Nudger) do(ctx context.Context, asked nudge.Nudge, a nudge.Answer) error {
	switch a {
	case nudge.Keep:
		_, err := n.engine.Do(ctx, timer.Event{Verb: timer.Keep, At: asked.From})
		return err
	case nudge.OfflineWork:
		return n.enter(ctx, asked, "offline work")
	case nudge.WasBreak:
		return n.enter(ctx, asked, "break")
	}
	return nil
}

// enter says what an absence was. Where the person has said something already,
// or was seen, that stands. A category is left to the person: which there are,
// and what they are worth, is theirs.
func (n *Nudger) enter(ctx context.Context, asked nudge.Nudge, text string) error {
	e := entry.Entry{
		Start: asked.From.Truncate(time.Millisecond), End: asked.To.Truncate(time.Millisecond),
		Text: text, Origin: entry.Question,
	}
	_, err := n.entries.Add(ctx, e, entry.Trim)
	return err
}

// Told takes in what the person said of their time by themselves: nothing is
// asked of that any more.
func (n *Nudger) Told(ctx context.Context, ed entry.Edit) {
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, e := range ed.After {
		_ = n.turn(ctx, nudge.Event{Entry: nudge.Entry{Stretch: nudge.Stretch{From: e.Start, To: e.End}}}) // as in see
	}
	n.look()
}

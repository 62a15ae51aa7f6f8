package nudger

import (
	"cmp"
	"context"
	"time"

	book "focusd/daemon/agenda"
	"focusd/timer"
	"focusd/timer/agenda"
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

// do has an answer take effect, beside what nudge makes of it.
func (n *Nudger) do(ctx context.Context, asked nudge.Nudge, a nudge.Answer) error {
	switch a {
	case nudge.Keep:
		return n.timer(ctx, timer.Event{Verb: timer.Keep, At: asked.From})
	case nudge.OfflineWork:
		return n.enter(ctx, asked, "offline work")
	case nudge.WasBreak:
		return n.enter(ctx, asked, "break") // by this word package report knows a rest
	case nudge.Choose:
		return n.choose(ctx, cmp.Or(asked.Task, n.outlook.plan.First))
	case nudge.Pause:
		return n.timer(ctx, timer.Event{Verb: timer.Pause})
	case nudge.Belongs:
		n.belong()
	case nudge.Take:
		if n.world.Timer.Phase == timer.Work || n.world.Timer.Phase == timer.Overtime {
			return n.timer(ctx, timer.Event{Verb: timer.Finish})
		}
	case nudge.Skip:
		if asked.Kind == nudge.Morning {
			return n.command(ctx, func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetOne("", w) })
		}
	case nudge.Accept:
		return n.accept(ctx, asked)
	}
	return nil
}

// accept does what was offered.
func (n *Nudger) accept(ctx context.Context, asked nudge.Nudge) error {
	switch asked.Kind {
	case nudge.Start:
		return n.start(ctx, asked)
	case nudge.Record:
		return n.record(ctx, asked)
	case nudge.Pieces:
		for _, ref := range *n.pieces.Load() {
			if ref.Kind == agenda.KindTask {
				return n.command(ctx, func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Do(ref.ID, w) })
			}
		}
	case nudge.Reward:
		return n.command(ctx, func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			r, ok := rewardOf(a, asked.Number)
			if !ok {
				return agenda.Change{}, nil
			}
			return a.TakeReward(r.ID, w)
		})
	}
	return nil
}

// start begins the block that has been going on without one, on the task that
// comes first today, if one does.
func (n *Nudger) start(ctx context.Context, asked nudge.Nudge) error {
	ev := timer.Event{Verb: timer.Start, For: time.Since(asked.From).Truncate(time.Second)}
	if names := n.About(asked); len(names) > 0 {
		ev.Label = names[0]
	}
	if err := n.timer(ctx, ev); err != nil || asked.Task == "" {
		return err
	}
	return n.command(ctx, func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Do(asked.Task, w) })
}

// record writes down what looked like a block.
func (n *Nudger) record(ctx context.Context, asked nudge.Nudge) error {
	label := ""
	if names := n.About(asked); len(names) > 0 {
		label = names[0]
	}
	_, err := n.engine.Note(ctx, asked.From, asked.To.Sub(asked.From), label)
	return err
}

// choose says which task matters most today. Without a first one there is
// nothing to choose: the person says it by themselves.
func (n *Nudger) choose(ctx context.Context, task string) error {
	if task == "" {
		return nudge.ErrAnswer
	}
	return n.command(ctx, func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.SetOne(task, w) })
}

func (n *Nudger) timer(ctx context.Context, ev timer.Event) error {
	_, err := n.engine.Do(ctx, ev)
	return err
}

func (n *Nudger) command(ctx context.Context, do book.Command) error {
	if n.Book == nil {
		return nil
	}
	_, err := n.Book.Do(ctx, do)
	return err
}

// charge has the exercise know what answering cost. Gaps of its last day are
// filled on the day after it.
func (n *Nudger) charge(ctx context.Context, cost time.Duration, filling bool) error {
	if n.Book == nil || cost <= 0 || !filling && !n.outlook.plan.Exercise {
		return nil
	}
	_, err := n.Book.Note(ctx, func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Answered(cost, w), nil })
	return err
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
// asked of that any more. Took is what it cost them to say what a gap was; zero
// where nobody asked.
func (n *Nudger) Told(ctx context.Context, ed entry.Edit, took time.Duration) {
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, e := range ed.After {
		said := nudge.Entry{Stretch: nudge.Stretch{From: e.Start, To: e.End}, Took: took}
		_ = n.turn(ctx, nudge.Event{Entry: said}) // as in see
		took = 0
	}
	n.look()
}

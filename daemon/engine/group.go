package engine

import (
	"slices"

	"focusd/timer"
)

// mostTogether is how many requests share a commit. More than wait at a time
// on any desk; one that asks without end must not keep the others waiting.
const mostTogether = 64

// request is a function to be run by the loop, and where to say how it went.
//
// It says whether its answer stands on something that has yet to be committed,
// even one that is a refusal. All that wait when a turn begins are run, each on
// top of those before it, and share one commit: two writes to the disk take as
// long for twenty commands as for one.
type request struct {
	run   func(*loop) (save bool, err error)
	reply chan error
}

// answer is what a request that has been run will hear.
type answer struct {
	err     error
	unsaved bool // it stands on what has yet to be committed
}

// answer runs the requests that wait, of which r is the first. Nobody hears
// before what was done is committed and published.
func (l *loop) answer(r request) {
	group := l.waiting(r)
	for _, r := range group {
		save, err := r.run(l)
		l.answers = append(l.answers, answer{err, save})
	}
	l.save()
	l.endTurn()
	for i, r := range group {
		r.reply <- l.answers[i].err
	}
	l.answers = nil
}

// waiting is r and the requests that wait behind it, in their order.
func (l *loop) waiting(r request) []request {
	group := []request{r}
	for len(group) < mostTogether {
		select {
		case r := <-l.e.requests:
			group = append(group, r)
		default:
			return group
		}
	}
	return group
}

// save commits what the requests of this turn have done so far. Commands are
// believed after that: those that cannot be saved have not happened, none of
// them.
func (l *loop) save() {
	unsaved := func(a answer) bool { return a.unsaved }
	if !slices.ContainsFunc(l.answers, unsaved) {
		return
	}
	err := saved(l.commitCommands())
	for i, a := range l.answers {
		if a.unsaved && err != nil {
			a.err = err
		}
		l.answers[i] = answer{err: a.err}
	}
}

// commitCommands commits, and believes the commands or drops them.
func (l *loop) commitCommands() error {
	commands := l.pending.commands()
	l.rec.Advance(l.now)
	if err := l.commit(); err != nil {
		l.pending.dropCommands()
		return err
	}
	for _, step := range commands {
		l.books.adopt(step)
		l.input.watchReturn(step, l.now)
	}
	return nil
}

// command makes a command of the person happen, on top of those that wait for
// the same commit.
func (l *loop) command(ev timer.Event) (save bool, err error) {
	ev.Input = l.inputFor(l.ahead())
	step, err := l.cfg.Rules.Next(l.ahead(), ev, l.now)
	if err != nil || !step.Changed {
		return len(l.pending.commands()) > 0, err
	}
	l.stage(step)
	l.pending.unsure++
	return true, nil
}

package server

import (
	"context"
	"errors"
	"fmt"

	kept "focusd/daemon/agenda"
	"focusd/daemon/api"
	"focusd/timer/agenda"
)

// longestLabel is how many characters of a label there are at most.
const longestLabel = 200

// blockTask is the task of a block that is about to begin; the zero blockTask is
// none.
type blockTask struct{ id, label string }

// taskOf is the task that a command of the timer is about: the one it names, or
// for a start without a word the one that is being done, or that comes first
// today. An agenda that cannot be read keeps nobody from starting a block.
func (d *door) taskOf(cmd api.Command) (found blockTask, _ error) {
	bare := cmd.Do == "start" && cmd.Label == "" && cmd.Task == ""
	if d.Agenda == nil || cmd.Task == "" && !bare {
		if cmd.Task != "" {
			return found, noAgenda()
		}
		return found, nil
	}
	err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		task, ok := a.Current(cmd.Task)
		if bare {
			if task, ok = a.Active(); !ok {
				task, ok = a.FirstOfSix(when.Today())
			}
		}
		switch {
		case ok:
			found = blockTask{task.ID, labelOf(a, task)}
		case !bare:
			return fmt.Errorf("%w: no open task has the ID %s: look at the list again", agenda.ErrUnknown, clip(cmd.Task))
		}
		return nil
	})
	if bare && err != nil {
		d.Log.Warn("a block begins without a task: the agenda cannot be read")
		return blockTask{}, nil
	}
	return found, err
}

// labelOf is what a block on a task is called.
func labelOf(a *agenda.Agenda, t agenda.Task) string {
	if parent, ok := a.Tasks[t.Parent]; ok {
		both := []rune(parent.Title + ": " + t.Title)
		return string(both[:min(len(both), longestLabel)])
	}
	return t.Title
}

// begin has the person work on the task of a block that has begun. The block
// has, whatever becomes of this: the log says nothing of the title.
func (d *door) begin(ctx context.Context, t blockTask) {
	if t.id == "" {
		return
	}
	if err := d.Agenda.Begin(ctx, t.id); err != nil {
		d.Log.Error("a block began, and its task is not noted as begun", "unreadable", errors.Is(err, kept.ErrUnreadable))
	}
}

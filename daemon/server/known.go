package server

import (
	"cmp"
	"slices"
	"strings"

	"focusd/daemon/api"
	"focusd/timer/agenda"
)

// unknown is the refusal of a command about what was changed since the last change
// that the person knows. What tracking and offers write into a task is no such
// change.
func (d *door) unknown(t *task, a *agenda.Agenda) error {
	notes, err := d.Agenda.Undoable()
	if err != nil {
		return err
	}
	about := []string{cmp.Or(t.ID, t.id)}
	if t.Do == "order" {
		for _, s := range a.Steps(t.id) {
			about = append(about, s.ID)
		}
	}
	for _, n := range notes {
		if t.Known != seenNone && n.ID <= t.Known {
			if n.ID == t.Known {
				return nil
			}
			return changedSince("what you saw last was taken back since")
		}
		for _, id := range about {
			fields := slices.DeleteFunc(n.Changed(id), written)
			if len(fields) > 0 {
				return changedSince("\"" + clip(n.What) + "\" was changed since you looked: " + verbOf(n.Verb, fields) + ", made at " + d.clock(n.At))
			}
		}
	}
	if t.Known != seenNone {
		return changedSince("much was changed since you looked")
	}
	return nil
}

// notLast is the refusal to take back another change than the one that is meant; ""
// means the last, whichever it is.
func (d *door) notLast(known string) error {
	if known == "" {
		return nil
	}
	last, err := d.Agenda.Undoable()
	switch {
	case err != nil:
		return err
	case len(last) == 0:
		return changedSince("that was taken back already")
	case last[0].ID != known:
		return changedSince("something else was changed since: " + strings.ReplaceAll(last[0].Verb, "_", " ") + " of \"" + clip(last[0].What) + "\"")
	}
	return nil
}

func changedSince(what string) error {
	return &api.Error{Code: api.CodeChanged, Message: what, Hint: "look again, and say what is still to be different"}
}

// written tells whether a field of a task is one that the person does not write.
func written(field string) bool {
	return slices.Contains([]string{"passed", "noticed", "since", "spent"}, field)
}

// verbOf is a change as people say it: edit of title, days.
func verbOf(verb string, fields []string) string {
	text := strings.ReplaceAll(verb, "_", " ")
	if fields[0] != "" {
		text += " of " + strings.ReplaceAll(strings.Join(fields, ", "), "_", " ")
	}
	return text
}

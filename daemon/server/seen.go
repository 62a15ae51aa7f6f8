package server

import (
	"context"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/tracker/entry"
)

const (
	seenNone = "none" // who says so has seen no correction at all
	mostSeen = 1000   // corrections that are looked through; who has not looked for longer has to look again
)

// correctSeen makes a correction, unless there was one of the same time since
// the person last looked.
func (d *door) correctSeen(ctx context.Context, c correction) (entry.Edit, error) {
	d.correcting.Lock()
	defer d.correcting.Unlock()
	if c.Seen != "" {
		if err := d.unseen(c); err != nil {
			return entry.Edit{}, err
		}
	}
	return d.correct(ctx, c)
}

// unseen is the refusal of a correction of what has changed meanwhile.
func (d *door) unseen(c correction) error {
	edits, err := d.entries.History(mostSeen)
	if err != nil {
		return err
	}
	for _, ed := range edits {
		if ed.ID == c.Seen {
			return nil
		}
		if c.meets(ed) {
			b := ed.Bounds()
			return &api.Error{
				Code:    api.CodeChanged,
				Message: "that time was changed since you looked: " + ed.Verb.String() + " of " + d.between(b.Start, b.End) + ", made at " + d.clock(ed.At) + saysNow(ed),
				Hint:    "look again, and say what is still to be different",
			}
		}
	}
	if c.Seen != seenNone && len(edits) == mostSeen {
		return &api.Error{Code: api.CodeChanged, Message: "much was changed since you looked", Hint: "look again"}
	}
	return nil
}

// saysNow is what a correction has put there: what the person would write over.
func saysNow(ed entry.Edit) string {
	for _, e := range ed.After {
		switch {
		case e.Text != "" && e.Category != "":
			return ": it is \"" + clip(e.Text) + "\", " + e.Category
		case e.Text+e.Category != "":
			return ": it is \"" + clip(e.Text+e.Category) + "\""
		}
	}
	return ""
}

// meets tells whether a correction is about what another one has changed.
func (c correction) meets(ed entry.Edit) bool {
	b := ed.Bounds()
	from, to := c.Start, c.End
	switch {
	case c.ID != "" && slices.ContainsFunc(slices.Concat(ed.Before, ed.After), func(e entry.Entry) bool { return e.ID == c.ID }):
		return true
	case !c.At.IsZero():
		from, to = c.At, c.At.Add(time.Millisecond)
	case c.Seconds > 0:
		to = time.Now()
		from = to.Add(-time.Duration(c.Seconds) * time.Second)
	}
	return from.Before(b.End) && b.Start.Before(to)
}

package server

import (
	"context"
	"errors"
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/entries"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// entryCommand makes a correction happen.
func (d *door) entryCommand(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readJSON[api.EntryCommand](w, r)
	if err != nil {
		return err
	}
	c, err := correctionOf(cmd)
	if err != nil {
		return err
	}
	if c.Category != nil {
		made, err := d.unheardOf(*c.Category)
		if err != nil {
			return err
		}
		if err := d.makeCategories(r.Context(), made, cmd.New); err != nil {
			return err
		}
		name := category.CleanName(*c.Category)
		c.Category = &name
	}
	ed, err := d.correctSeen(r.Context(), c)
	if err != nil {
		return d.entryError(err)
	}
	d.Nudges.Told(r.Context(), ed, time.Duration(c.Took)*time.Second)
	return answer(w, api.FromEdit(ed))
}

// correction is a command that was understood.
type correction struct {
	api.EntryCommand
	mode   entry.Mode
	origin entry.Origin
}

// correctionOf refuses what goes with another command: it was meant to do
// something.
func correctionOf(cmd api.EntryCommand) (c correction, err error) {
	c = correction{EntryCommand: cmd}
	if c.mode, err = modeOf(cmd.Taken); err != nil {
		return c, err
	}
	if cmd.Origin != "" {
		if c.origin, err = entry.ParseOrigin(cmd.Origin); err != nil {
			return c, badRequest("there is no origin \""+clip(cmd.Origin)+"\"", "use command, fill, question or import")
		}
	}
	for _, t := range []*time.Time{&c.At, &c.Start, &c.End} {
		if t.IsZero() {
			continue
		}
		if !sane(*t) {
			return c, badRequest("a time is out of range: "+t.Format(time.RFC3339), "use a year from 1970 to 2199")
		}
		*t = whole(*t)
	}
	fields, known := entryFields()[cmd.Do]
	if !known {
		return c, badRequest("there is no command \""+clip(cmd.Do)+"\"", "use add, edit, split, delete or undo")
	}
	for _, f := range given(cmd) {
		if !fields[f] {
			return c, badRequest("\""+f+"\" does not go with \""+cmd.Do+"\"", "leave it out")
		}
	}
	return c, c.complete()
}

// entryFields are what goes with which command.
func entryFields() map[string]map[string]bool {
	set := func(names ...string) map[string]bool {
		m := make(map[string]bool)
		for _, name := range names {
			m[name] = true
		}
		return m
	}
	return map[string]map[string]bool{
		"add":    set("start", "end", "seconds", "text", "category", "taken", "new", "origin", "took_seconds", "seen"),
		"edit":   set("id", "at", "start", "end", "text", "category", "taken", "new", "seen"),
		"split":  set("at", "text", "seen"),
		"delete": set("id", "at", "start", "end", "seen"),
		"undo":   set("id"),
	}
}

// given are the fields that a command has.
func given(cmd api.EntryCommand) (names []string) {
	for _, f := range []struct {
		name string
		is   bool
	}{
		{"id", cmd.ID != ""},
		{"at", !cmd.At.IsZero()},
		{"start", !cmd.Start.IsZero()},
		{"end", !cmd.End.IsZero()},
		{"seconds", cmd.Seconds != 0},
		{"text", cmd.Text != nil},
		{"category", cmd.Category != nil},
		{"taken", cmd.Taken != ""},
		{"new", cmd.New},
		{"origin", cmd.Origin != ""},
		{"took_seconds", cmd.Took != 0},
		{"seen", cmd.Seen != ""},
	} {
		if f.is {
			names = append(names, f.name)
		}
	}
	return names
}

// complete refuses a command that does not say of what.
func (c correction) complete() error {
	one := (c.ID != "") != !c.At.IsZero()
	both := !c.Start.IsZero() && !c.End.IsZero()
	neither := c.Start.IsZero() && c.End.IsZero()
	switch {
	case c.Seconds < 0 || c.Seconds > int64(entry.Longest/time.Second):
		return badRequest("\"seconds\" is out of range", "an entry is 7 days long at most")
	case c.Do == "add" && !(both && c.Seconds == 0 || neither && c.Seconds > 0):
		return badRequest("an entry needs \"start\" and \"end\", or \"seconds\"", "say which time it is about")
	case c.Do == "edit" && !one:
		return badRequest("\"id\" or \"at\" says which entry", "send one of them")
	case c.Do == "split" && c.At.IsZero():
		return badRequest("\"at\" says where to split", "send it")
	case c.Do == "delete" && !(one && neither || both && c.ID == "" && c.At.IsZero()):
		return badRequest("\"id\", \"at\", or \"start\" and \"end\" say what to delete", "send one of them")
	case c.Do != "edit" && both && !c.Start.Before(c.End):
		return badRequest("\"start\" is not before \"end\"", "send the earlier one first")
	}
	return nil
}

func modeOf(taken string) (entry.Mode, error) {
	switch taken {
	case "":
		return entry.Refuse, nil
	case "trim":
		return entry.Trim, nil
	case "over":
		return entry.Over, nil
	}
	return 0, badRequest("\"taken\" cannot be \""+clip(taken)+"\"", "use trim or over, or leave it out")
}

// correct does it.
func (d *door) correct(ctx context.Context, c correction) (entry.Edit, error) {
	switch c.Do {
	case "add":
		e := entry.Entry{Start: c.Start, End: c.End, Text: value(c.Text), Category: value(c.Category), Origin: c.origin}
		if c.Seconds > 0 {
			return d.entries.AddLast(ctx, time.Duration(c.Seconds)*time.Second, e, c.mode)
		}
		return d.entries.Add(ctx, e, c.mode)
	case "edit":
		words := entries.Words{Text: c.Text, Category: c.Category, Start: c.Start, End: c.End}
		return d.entries.Change(ctx, entries.Place{ID: c.ID, At: c.At}, words, c.mode)
	case "split":
		return d.entries.Split(ctx, c.At, value(c.Text))
	case "delete":
		if !c.Start.IsZero() {
			return d.entries.Hide(ctx, c.Start, c.End)
		}
		return d.entries.Delete(ctx, entries.Place{ID: c.ID, At: c.At})
	}
	return d.entries.Undo(ctx, c.ID)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// entryError is a refusal on the wire, with what is in the way by its name.
func (d *door) entryError(err error) error {
	var conflict *entry.ConflictError
	var outside *entry.RangeError
	var changed *entries.ChangedError
	switch {
	case errors.As(err, &conflict):
		return d.taken(conflict)
	case errors.As(err, &outside):
		return &api.Error{Code: "range", Message: outside.What, Hint: outside.Hint}
	case errors.As(err, &changed):
		return d.changed(changed)
	case errors.Is(err, entry.ErrUndone):
		return &api.Error{Code: "no_undo", Message: "that correction was undone already", Hint: "see the history of corrections"}
	case errors.Is(err, entries.ErrNoUndo):
		return &api.Error{Code: "no_undo", Message: "there is no correction to undo", Hint: "see the history of corrections"}
	case errors.Is(err, entries.ErrNoEntry):
		return &api.Error{Code: api.CodeNoEntry, Message: "there is nothing of that kind then, or under that id", Hint: "see the entries and the history of corrections"}
	}
	return err
}

// taken names what a new entry would cover.
func (d *door) taken(c *entry.ConflictError) error {
	what := c.Span.Presence.String()
	switch {
	case c.Entry.Kind == entry.Hidden && c.Entry.ID != "":
		what = "deleted from view"
	case c.Entry.ID != "":
		what = "\"" + titleOf(c.Entry) + "\""
	case c.Span.Window.App != "":
		what += " in " + clip(c.Span.Window.App)
	}
	e := &api.Error{Code: api.CodeTaken, Message: d.between(c.Start, c.End) + " is taken: " + what}
	e.Hint = "trim it to what is free, or put it over what is there"
	if c.Mode == entry.Trim {
		e.Message, e.Hint = "nothing of that time is free: "+e.Message, "put it over what is there"
	}
	return e
}

// changed names the correction that keeps another from being undone.
func (d *door) changed(c *entries.ChangedError) error {
	e := &api.Error{Code: api.CodeChanged, Message: "what that correction wrote is no longer there", Hint: "see the history of corrections"}
	if c.By != nil {
		b := c.By.Bounds()
		e.Message = "it was changed since: " + c.By.Verb.String() + " of " + d.between(b.Start, b.End) + ", made at " + d.clock(c.By.At)
		e.Hint = "undo that one first: " + c.By.ID
	}
	return e
}

// titleOf is how an entry is called.
func titleOf(e entry.Entry) string {
	if e.Text == "" {
		return "@" + e.Category
	}
	return e.Text
}

// between is a stretch by the clocks around the person.
func (d *door) between(from, to time.Time) string {
	return d.clock(from) + "–" + to.In(d.location()).Format("15:04")
}

// clock is a time by the clocks around the person, with the date unless that is
// today's.
func (d *door) clock(t time.Time) string {
	cal := tracker.Calendar{Location: d.location(), Start: d.config.Load().Calendar.Start}
	if cal.Day(t) == cal.Day(time.Now()) {
		return t.In(d.location()).Format("15:04")
	}
	return t.In(d.location()).Format("2006-01-02 15:04")
}

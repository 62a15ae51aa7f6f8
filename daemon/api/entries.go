package api

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"focusd/tracker/entry"
)

// Entry is what the person says of a stretch of time.
type Entry struct {
	ID       string    `json:"id"`
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Offset   int       `json:"offset_minutes"` // of local time from UTC at the start
	Text     string    `json:"text,omitempty"`
	Category string    `json:"category,omitempty"`
	Kind     string    `json:"kind"`   // added, edited (instead of recorded activity), hidden
	Made     time.Time `json:"made"`   // when it was said, or last changed
	Origin   string    `json:"origin"` // command, fill, question, import
}

// Entries is the answer of GET /v1/entries?from=&to=: all with a part in
// [From, To), uncut, oldest first. They do not overlap.
//
// # GET /v1/entries
//
// What the person says of [from, to): the entries with a part in it, uncut,
// oldest first. Bounds are those of GET /v1/log, which shows what was recorded,
// with or without entries over it. Entries never overlap. Kinds are "added" (over
// time in which nobody was active), "edited" (instead of recorded activity) and
// "hidden" (recorded activity that counts as nothing).
//
//	GET /v1/entries?from=2026-11-22&to=2026-11-23
//
//	200 OK
//	{
//	  "from": "2026-11-22T03:00:00Z",
//	  "to": "2026-11-23T03:00:00Z",
//	  "entries": [
//	    {
//	      "id": "01KAN6TQR0ZK2E8YB4M5VTW9HC",
//	      "start": "2026-11-22T13:10:00Z",
//	      "end": "2026-11-22T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "kind": "added",
//	      "made": "2026-11-22T13:47:00Z",
//	      "origin": "command"
//	    }
//	  ]
//	}
type Entries struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Entries []Entry   `json:"entries"`
}

// EntryCommand is the body of POST /v1/entries. The answer is the EntryEdit that
// it made, or with undo the one that it took back.
//
// # POST /v1/entries
//
// Corrects what the log says, and never what was recorded. When the answer is
// 200 the correction is on disk. What goes with which command:
//
//	add     start and end, or seconds; text, category (one of them at least), origin, taken, new, took_seconds
//	edit    id or at; text, category, start, end (what changes), taken, new
//	split   at; text (of the second part, else that of the first)
//	delete  id or at, or start and end
//	undo    id (of the correction; none: the last that stands)
//
// With seconds an entry is about the last stretch of that length, up to now, or
// for a person who has just come back from an absence of about that length, up
// to the return. "at" means the entry that covers the instant; where there is
// none, for edit and delete, the stretch of the log around it: all the time in
// one app, or an absence. A deleted entry shows again what was recorded; deleting
// recorded activity hides it.
//
// Where an entry would cover recorded activity (active, passive) or another
// entry, it is refused with "taken"; with "taken": "trim" it is cut to the free
// pieces, with "over" it replaces what it covers. A category that nobody has
// defined is refused with "rule"; with "new" it is made, unclassified.
//
// took_seconds is what it cost the person to say what a gap was, where they were
// asked: it is part of what an exercise costs.
//
// With "seen", the id of the last correction that the person knows, or "none", a
// correction of time of which there was another one since is refused with
// "changed"; it goes with all but undo.
//
// The answer is what was done: "before" was taken away, "after" put in its
// place. For undo it is the correction that was taken back.
//
//	POST /v1/entries
//	{"do": "add", "seconds": 2100, "text": "nap", "category": "health"}
//
//	200 OK
//	{
//	  "id": "01KAN70CJ0QW1D7N3X8RFSGT5E",
//	  "at": "2026-11-22T13:47:00Z",
//	  "verb": "add",
//	  "before": [],
//	  "after": [
//	    {
//	      "id": "01KAN6TQR0ZK2E8YB4M5VTW9HC",
//	      "start": "2026-11-22T13:10:00Z",
//	      "end": "2026-11-22T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "kind": "added",
//	      "made": "2026-11-22T13:47:00Z",
//	      "origin": "command"
//	    }
//	  ]
//	}
//
//	POST /v1/entries
//	{"do": "edit", "at": "2026-11-22T13:20:00Z", "category": "rest", "taken": "trim"}
//
//	POST /v1/entries
//	{"do": "undo"}
type EntryCommand struct {
	Do       string    `json:"do"`                     // add, edit, split, delete, undo
	ID       string    `json:"id,omitempty"`           // edit, delete: of the entry; undo: of the edit
	At       time.Time `json:"at,omitzero"`            // edit, delete: in the entry or stretch; split: where
	Start    time.Time `json:"start,omitzero"`         // add, edit, delete
	End      time.Time `json:"end,omitzero"`           // add, edit, delete
	Seconds  int64     `json:"seconds,omitempty"`      // add: the last stretch of that length
	Text     *string   `json:"text,omitempty"`         // add, edit, split (of the second part)
	Category *string   `json:"category,omitempty"`     // add, edit
	Taken    string    `json:"taken,omitempty"`        // add, edit: what of what is taken: "" refuse, trim, over
	New      bool      `json:"new,omitempty"`          // add, edit: make the category if there is none, unclassified
	Origin   string    `json:"origin,omitempty"`       // add: command, fill, question, import; "" is command
	Seen     string    `json:"seen,omitempty"`         // the last correction that the person has seen, or none: later ones of the same time refuse this one
	Took     int64     `json:"took_seconds,omitempty"` // add, of fill: what saying it cost the person
}

// EntryEdit is one correction: Before was taken away, After put in its place.
type EntryEdit struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	Verb   string    `json:"verb"` // add, edit, split, delete, import
	Before []Entry   `json:"before"`
	After  []Entry   `json:"after"`
	Undone time.Time `json:"undone,omitzero"` // absent: it stands
}

// EntryHistory is the answer of GET /v1/entries/history?last=, the last edit
// first.
//
// # GET /v1/entries/history
//
// The last corrections, the last first: as many as "last" says, 1 to 1000, else
// 50. One that was taken back says when.
//
//	GET /v1/entries/history?last=1
//
//	200 OK
//	{
//	  "edits": [
//	    {
//	      "id": "01KAN70CJ0QW1D7N3X8RFSGT5E",
//	      "at": "2026-11-22T13:47:00Z",
//	      "verb": "delete",
//	      "before": [
//	        {
//	          "id": "01KAN6TQR0ZK2E8YB4M5VTW9HC",
//	          "start": "2026-11-22T13:10:00Z",
//	          "end": "2026-11-22T13:45:00Z",
//	          "offset_minutes": 60,
//	          "text": "nap",
//	          "kind": "added",
//	          "made": "2026-11-22T13:47:00Z",
//	          "origin": "fill"
//	        }
//	      ],
//	      "after": [],
//	      "undone": "2026-11-22T13:50:00Z"
//	    }
//	  ]
//	}
type EntryHistory struct {
	Edits []EntryEdit `json:"edits"`
}

// FromEntry is an entry on the wire.
func FromEntry(e entry.Entry) Entry {
	return Entry{
		ID: e.ID, Start: e.Start, End: e.End, Offset: e.Offset, Text: e.Text, Category: e.Category,
		Kind: e.Kind.String(), Made: e.Made, Origin: e.Origin.String(),
	}
}

// Said is the entry of the wire. A word of a newer daemon is an error.
func (e Entry) Said() (entry.Entry, error) {
	said := entry.Entry{ID: e.ID, Start: e.Start, End: e.End, Offset: e.Offset, Text: e.Text, Category: e.Category, Made: e.Made}
	var err error
	if said.Kind, err = entry.ParseKind(e.Kind); err != nil {
		return said, err
	}
	said.Origin, err = entry.ParseOrigin(e.Origin)
	return said, err
}

// FromEntries are entries on the wire, a list also when there are none.
func FromEntries(all []entry.Entry) []Entry {
	list := make([]Entry, 0, len(all))
	for _, e := range all {
		list = append(list, FromEntry(e))
	}
	return list
}

// FromEdit is a correction on the wire.
func FromEdit(e entry.Edit) EntryEdit {
	return EntryEdit{
		ID: e.ID, At: e.At, Verb: e.Verb.String(), Before: FromEntries(e.Before), After: FromEntries(e.After), Undone: e.Undone,
	}
}

// Entries are those of [from, to). A zero time means the same as for Summary.
func (c *Client) Entries(ctx context.Context, from, to time.Time) (Entries, error) {
	return get[Entries](ctx, c, "/v1/entries"+between(from, to))
}

// Correct makes a correction of the log happen. When it returns nil, the
// correction is on disk.
func (c *Client) Correct(ctx context.Context, cmd EntryCommand) (EntryEdit, error) {
	return post[EntryEdit](ctx, c, "/v1/entries", cmd)
}

// Corrections are the last so many, the last first; 0: as many as the daemon
// sends unasked.
func (c *Client) Corrections(ctx context.Context, last int) (EntryHistory, error) {
	path := "/v1/entries/history"
	if last > 0 {
		path += "?" + url.Values{"last": {strconv.Itoa(last)}}.Encode()
	}
	return get[EntryHistory](ctx, c, path)
}

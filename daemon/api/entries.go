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
type Entries struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Entries []Entry   `json:"entries"`
}

// EntryCommand is the body of POST /v1/entries. The answer is the EntryEdit that
// it made, or with undo the one that it took back.
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
type EntryHistory struct {
	Edits []EntryEdit `json:"edits"`
}

// Gap is a stretch of at least 5 min of which nobody knows anything.
type Gap struct {
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Presence string    `json:"presence"` // what most of it was: idle, locked, asleep, unobserved
}

// Gaps is the answer of GET /v1/entries/gaps?from=&to=, oldest first.
type Gaps struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	Gaps []Gap     `json:"gaps"`
}

// EntryTotal is the time of which the person said the same.
type EntryTotal struct {
	Text     string `json:"text,omitempty"`
	Category string `json:"category,omitempty"`
	Millis   int64  `json:"ms"`
}

// MostImported is how many entries are imported at once at most.
const MostImported = 20_000

// ImportEntry is one thing that was written down elsewhere.
type ImportEntry struct {
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Offset   int       `json:"offset_minutes"` // of local time from UTC at the start
	Text     string    `json:"text,omitempty"`
	Category string    `json:"category,omitempty"`
	Where    string    `json:"where,omitempty"` // what an error calls it: "notes.txt:12"
}

// ImportCommand is the body of POST /v1/entries/import. The answer is an
// Imported.
type ImportCommand struct {
	Entries []ImportEntry `json:"entries"`
	Taken   string        `json:"taken,omitempty"` // what of what is taken: "" refuse, trim, over
	New     bool          `json:"new,omitempty"`   // make the categories that there are not, unclassified
	Yes     bool          `json:"yes,omitempty"`   // really; else the answer says what would be
}

// Imported is what came of an import, or would.
type Imported struct {
	Done       bool     `json:"done"`
	ID         string   `json:"id,omitempty"` // of the correction: undo takes it back
	Added      []Entry  `json:"added"`
	Replaced   int      `json:"replaced,omitempty"`   // entries that were there and had to give way, in whole or in part
	Known      int      `json:"known,omitempty"`      // that were there, or had been imported before
	LeftOut    int      `json:"left_out,omitempty"`   // of which nothing was free
	Categories []string `json:"categories,omitempty"` // that were made, or would be
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

// Import says what was written down elsewhere, all of it or nothing.
func (c *Client) Import(ctx context.Context, cmd ImportCommand) (Imported, error) {
	return post[Imported](ctx, c, "/v1/entries/import", cmd)
}

// Gaps are the stretches of [from, to) of which nobody knows anything. A zero
// time means the same as for Summary.
func (c *Client) Gaps(ctx context.Context, from, to time.Time) (Gaps, error) {
	return get[Gaps](ctx, c, "/v1/entries/gaps"+between(from, to))
}

package api

import (
	"context"
	"time"
)

// MostImported is how many entries are imported at once at most.
const MostImported = 20_000

// ImportCommand is the body of POST /v1/entries/import. The answer is an
// Imported.
//
// # POST /v1/entries/import
//
// Says what was written down elsewhere: all of it or nothing, as one correction,
// of 20,000 entries at most. What an import that stands has read before is left
// out, also if it was changed or deleted since. "taken" and "new" are those of
// POST /v1/entries; with "trim" an entry of which nothing is free is left out. An
// error begins with the "where" of the entry that it is about. Without yes nothing
// is changed, and the answer says what would be.
//
//	POST /v1/entries/import
//	{
//	  "entries": [
//	    {
//	      "start": "2026-11-20T13:10:00Z",
//	      "end": "2026-11-20T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "where": "notebook.txt:12"
//	    }
//	  ],
//	  "taken": "trim",
//	  "new": true,
//	  "yes": true
//	}
//
//	200 OK
//	{
//	  "done": true,
//	  "id": "01KAN70CJ0QW1D7N3X8RFSGT5E",
//	  "added": [
//	    {
//	      "id": "01KAFZQXN0ZK2E8YB4M5VTW9HC",
//	      "start": "2026-11-20T13:10:00Z",
//	      "end": "2026-11-20T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "kind": "added",
//	      "made": "2026-11-22T13:47:00Z",
//	      "origin": "import"
//	    }
//	  ],
//	  "known": 3,
//	  "left_out": 1,
//	  "categories": ["health"]
//	}
type ImportCommand struct {
	Entries []ImportEntry `json:"entries"`
	Taken   string        `json:"taken,omitempty"` // what of what is taken: "" refuse, trim, over
	New     bool          `json:"new,omitempty"`   // make the categories that there are not, unclassified
	Yes     bool          `json:"yes,omitempty"`   // really; else the answer says what would be
}

// ImportEntry is one thing that was written down elsewhere.
type ImportEntry struct {
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Offset   int       `json:"offset_minutes"` // of local time from UTC at the start
	Text     string    `json:"text,omitempty"`
	Category string    `json:"category,omitempty"`
	Where    string    `json:"where,omitempty"` // what an error calls it: "notes.txt:12"
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

// Import says what was written down elsewhere, all of it or nothing.
func (c *Client) Import(ctx context.Context, cmd ImportCommand) (Imported, error) {
	return post[Imported](ctx, c, "/v1/entries/import", cmd)
}

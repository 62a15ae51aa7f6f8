package api

import (
	"context"
	"time"
)

// ForgetCommand is the body of POST /v1/forget. What is left out is any; a
// command that says nothing at all is refused.
//
// # POST /v1/forget
//
// Takes something out of the log for good, and out of its copies: the windows
// that were in front in [from, to), of an app, with a title that matches. What
// is left out is any, but not all of it. The rows keep their presence and become
// the app "forgotten". Where no app is asked for, the texts of entries and
// corrections go that match, the labels of blocks and transitions (of a range
// alone not that of a running block) and, with a title, what sources said and the
// notes by which changes of rules that quote it could be undone. Rules that quote
// it go with "rules"; without, and whatever else the person keeps that quotes it,
// they stay and are in "quoting". Without yes nothing is changed, and the answer
// says what would be. What was forgotten before and left in a copy is forgotten
// by asking again. When the answer is "store" the log is as it was. Over loopback
// the answer to what would be has a key, without which yes is refused; it works
// once, within a minute.
//
//	POST /v1/forget
//	{"from": "2026-11-22T08:00:00Z", "to": "2026-11-22T09:00:00Z", "title": "/^secret/", "rules": true, "yes": true}
//
//	200 OK
//	{
//	  "done": true,
//	  "spans": 12,
//	  "ms": 840000,
//	  "days": ["2026-11-22"],
//	  "labels": 0,
//	  "texts": 0,
//	  "rules": 1,
//	  "notes": 2,
//	  "quoting": [{"kind": "category", "id": "secret"}],
//	  "copies": {
//	    "rewritten": ["/home/ada/.local/share/focusd/backups/focusd-20261121T190500Z.db"],
//	    "removed": ["/home/ada/.local/share/focusd/focusd.db.damaged-20261101T080000Z"],
//	    "left": [{"path": "/home/ada/.local/share/focusd/focusd.db.schema-1", "reason": "the disk is full: free some space"}]
//	  }
//	}
type ForgetCommand struct {
	From  *time.Time `json:"from,omitempty"`
	To    *time.Time `json:"to,omitempty"`    // absent, or still to come: now
	App   string     `json:"app,omitempty"`   // as the log has it
	Title string     `json:"title,omitempty"` // a part of it in whatever case, or /an expression/
	Rules bool       `json:"rules,omitempty"` // rules of the person that quote the title go too
	Yes   bool       `json:"yes,omitempty"`   // false: only say what would be forgotten
	Key   string     `json:"key,omitempty"`   // with yes, over loopback: of the answer that said so
}

// Forgotten is the answer of POST /v1/forget: what was forgotten, or would be.
type Forgotten struct {
	Done   bool     `json:"done"`
	Spans  int      `json:"spans"` // rows of the log that lose their window
	Millis int64    `json:"ms"`    // how long they are
	Days   []string `json:"days"`  // the logical days they are in, "2026-11-22"
	Labels int      `json:"labels"`
	Texts  int      `json:"texts"` // entries and corrections of the log that lose their text
	Rules  int      `json:"rules"` // of the person, that go
	Notes  int      `json:"notes"` // by which changes of rules can be undone, or of what a source said

	Key string `json:"key,omitempty"` // over loopback, of what would be: with it it is done, once and within a minute

	Quoting []Quote `json:"quoting"` // what quotes it and stays as it is
	Copies  Copies  `json:"copies"`
}

// Quote is something that the person keeps and that quotes what is forgotten.
type Quote struct {
	Kind string `json:"kind"` // "rule", "category", or what else is kept
	ID   string `json:"id"`
}

// Copies are the files beside the store that have what it had.
type Copies struct {
	Rewritten []string `json:"rewritten"`      // backups and the like
	Removed   []string `json:"removed"`        // damaged: nothing can be taken out of them
	Made      string   `json:"made,omitempty"` // a backup, in the place of one that was removed
	Left      []Left   `json:"left,omitempty"` // they could not be changed, and have it still
}

// Left is a file that still has what was to be forgotten.
type Left struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// Forget takes something out of the log for good, or says what that would be.
// It can take seconds for a log of many years.
func (c *Client) Forget(ctx context.Context, cmd ForgetCommand) (Forgotten, error) {
	return post[Forgotten](ctx, c, "/v1/forget", cmd)
}

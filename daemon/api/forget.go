package api

import (
	"context"
	"time"
)

// ForgetCommand is the body of POST /v1/forget. What is left out is any; a
// command that says nothing at all is refused.
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

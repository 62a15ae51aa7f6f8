package api

import (
	"context"
	"time"
)

// Rules is the answer of GET /v1/rules.
//
// # GET /v1/rules
//
// The rules that the person wrote, the one that wins over the others first, and
// the defaults that they have switched off. With all=1 all defaults as well. With
// time=1 each has how much active and passive time of the last 30 days it decides,
// the defaults that decide some are there too, and other_ms is that of which no rule
// knows anything.
//
//	GET /v1/rules?time=1
//
//	200 OK
//	{
//	  "rules": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456789",
//	      "text": "app=editor title~draft -> writing",
//	      "category": "writing",
//	      "class": "earns",
//	      "hue": 65,
//	      "source": "own",
//	      "ms": 7200000
//	    },
//	    {
//	      "id": "default:app=player",
//	      "text": "app=player -> media",
//	      "category": "media",
//	      "class": "rest",
//	      "hue": 350,
//	      "source": "default",
//	      "off": true
//	    }
//	  ],
//	  "problems": [
//	    {"rule": "01KAH4V3Z8QWERTZ012345678A", "text": "there is no category \"thesis\"", "hint": "define it first"}
//	  ],
//	  "undo": "added app=editor title~draft -> writing",
//	  "from": "2026-10-23T09:05:00Z",
//	  "to": "2026-11-22T09:05:00Z",
//	  "other_ms": 5400000
//	}
type Rules struct {
	Rules    []Rule        `json:"rules"`              // the one that wins over all others first; at the end those that are off
	Problems []RuleProblem `json:"problems,omitempty"` // of what is kept but cannot be in force
	Undo     string        `json:"undo,omitempty"`     // what undo would take back: "added app=editor -> code"
	Change   string        `json:"change,omitempty"`   // the id of that

	// Where the time was asked for: its range, and that which no rule knows.
	From  *time.Time `json:"from,omitempty"`
	To    *time.Time `json:"to,omitempty"`
	Other int64      `json:"other_ms,omitempty"`
}

// Rule puts what it matches into a category.
type Rule struct {
	ID       string `json:"id"`
	Text     string `json:"text"` // "app=editor title~draft -> writing"
	Category string `json:"category"`
	Class    string `json:"class"` // of the category
	Hue      int    `json:"hue"`   // likewise
	Source   string `json:"source"`
	Off      bool   `json:"off,omitempty"` // a default that is switched off
	Time     int64  `json:"ms,omitempty"`  // that it decides
}

// RuleProblem is something wrong with a rule or category that is kept.
type RuleProblem struct {
	Rule string `json:"rule,omitempty"` // id, or name of the category
	Text string `json:"text"`
	Hint string `json:"hint"`
}

// RuleCommand is the body of POST /v1/rules, and says in that of
// POST /v1/rules/preview what to change.
//
// # POST /v1/rules
//
// Changes the rules; when the answer is 200 it is on disk and in force. The
// form of a rule is told by "go doc focusd/tracker/category". A rule is named by
// its id, by the last four or more letters of it, or by what stands before its
// arrow. What goes with which command:
//
//	add      text, class
//	file     app, category, class: a rule for that app
//	replace  id, text
//	remove   id
//	off      id, of a default
//	on       id, of a default that is off
//	move     id, of an own one, place: 1 is before all others
//	undo     takes the last change back that was not taken back yet
//
// Where a category is not known, class makes it. A rule that asks for the same as
// an own one replaces it, and stays at its place. A rule that is moved gets an
// order that puts it there, and so do rules before it, if that takes it. With
// "known", the text of the rule that is to be replaced or removed, as the person saw
// it, or "none", another one is not written over, but refused with "changed".
//
//	POST /v1/rules
//	{"do": "add", "text": "app=editor title~draft -> writing", "class": "earns"}
//
//	200 OK
//	{
//	  "did": "added",
//	  "rule": {
//	    "id": "01KAH4V3Z8QWERTZ0123456789",
//	    "text": "app=editor title~draft -> writing",
//	    "category": "writing",
//	    "class": "earns",
//	    "hue": 65,
//	    "source": "own"
//	  },
//	  "category": {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"},
//	  "change": "01KAH4V3Z8QWERTZ0123456790"
//	}
//
// With undo, "known" is the change that is meant: it is refused with "changed" if
// that is not the last one.
//
//	POST /v1/rules
//	{"do": "undo", "known": "01KAH4V3Z8QWERTZ0123456790"}
//
//	200 OK
//	{"did": "undone", "undone": "added app=editor title~draft -> writing"}
type RuleCommand struct {
	Do       string `json:"do"`                 // add, file, replace, remove, off, on, move, undo
	ID       string `json:"id,omitempty"`       // replace, remove, off, on, move: the id, the end of it, or the condition
	Text     string `json:"text,omitempty"`     // add, replace
	App      string `json:"app,omitempty"`      // file
	Category string `json:"category,omitempty"` // file
	Class    string `json:"class,omitempty"`    // add, file: the category is made, of this class, if there is none
	Place    int    `json:"place,omitempty"`    // move: among the own ones, 1 is the one that wins
	Known    string `json:"known,omitempty"`    // add, file, replace, remove: the rule that was there, as the person saw it; "none"; undo: the change that is meant
}

// RuleChange is the answer of POST /v1/rules and POST /v1/categories.
type RuleChange struct {
	Did      string    `json:"did"` // added, replaced, removed, off, on, moved, defined, undone
	Rule     *Rule     `json:"rule,omitempty"`
	Category *Category `json:"category,omitempty"` // that was defined or removed
	Undone   string    `json:"undone,omitempty"`
	Change   string    `json:"change,omitempty"` // the id of it, to undo no other
}

// Rules are the person's own, and those they have switched off; with all, the
// defaults as well.
func (c *Client) Rules(ctx context.Context, all bool) (Rules, error) {
	if all {
		return get[Rules](ctx, c, "/v1/rules?all=1")
	}
	return get[Rules](ctx, c, "/v1/rules")
}

// RulesWithTime is Rules and the defaults that decide something, with how much of
// the last 30 days each decides.
func (c *Client) RulesWithTime(ctx context.Context, all bool) (Rules, error) {
	if all {
		return get[Rules](ctx, c, "/v1/rules?all=1&time=1")
	}
	return get[Rules](ctx, c, "/v1/rules?time=1")
}

// ChangeRules makes a change. When it returns nil, it is on disk and in force.
func (c *Client) ChangeRules(ctx context.Context, cmd RuleCommand) (RuleChange, error) {
	return post[RuleChange](ctx, c, "/v1/rules", cmd)
}

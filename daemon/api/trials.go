package api

import (
	"context"
	"time"
)

// RuleTest is the body of POST /v1/rules/test.
//
// # POST /v1/rules/test
//
// Which rules match a window, the winner first. Without at it is now.
//
//	POST /v1/rules/test
//	{"app": "editor", "title": "the draft", "at": "2026-11-22T09:00:00Z"}
//
//	200 OK
//	{
//	  "category": {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"},
//	  "matches": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456789",
//	      "text": "app=editor title~draft -> writing",
//	      "category": "writing",
//	      "class": "earns",
//	      "hue": 65,
//	      "source": "own"
//	    }
//	  ]
//	}
type RuleTest struct {
	App   string     `json:"app"`
	Title string     `json:"title,omitempty"`
	At    *time.Time `json:"at,omitempty"` // absent: now
}

// RuleMatches is the answer to a RuleTest.
type RuleMatches struct {
	Category Category `json:"category"` // of no name: no rule matches
	Matches  []Rule   `json:"matches"`  // the winner first
}

// RuleTrial is the body of POST /v1/rules/preview.
//
// # POST /v1/rules/preview
//
// What a change would make of the log of a range, the last 30 days if none is
// given. Nothing is changed. It is refused as the change would be.
//
//	POST /v1/rules/preview
//	{"change": {"do": "add", "text": "app=editor title~draft -> writing"}, "from": "2026-11-01T03:00:00Z"}
//
//	200 OK
//	{
//	  "from": "2026-11-01T03:00:00Z",
//	  "to": "2026-11-22T09:05:00Z",
//	  "total_ms": 360000000,
//	  "moved_ms": 7200000,
//	  "categories": [
//	    {"name": "writing", "class": "earns", "before_ms": 0, "after_ms": 7200000},
//	    {"name": "code", "class": "supports", "before_ms": 90000000, "after_ms": 82800000}
//	  ],
//	  "subjects": [{"app": "editor", "title": "the draft", "from": "code", "to": "writing", "ms": 7200000}]
//	}
type RuleTrial struct {
	Change RuleCommand `json:"change"`
	From   *time.Time  `json:"from,omitempty"` // absent: 30 days ago
	To     *time.Time  `json:"to,omitempty"`   // absent: now
}

// RulePreview is what a change would make of a range of the log.
type RulePreview struct {
	From       time.Time       `json:"from"`
	To         time.Time       `json:"to"`
	Total      int64           `json:"total_ms"` // active and passive
	Moved      int64           `json:"moved_ms"` // into another category
	Categories []CategoryShift `json:"categories"`
	Subjects   []MovedSubject  `json:"subjects"` // at most ten, the most time first
}

// CategoryShift is what a change does to one category.
type CategoryShift struct {
	Name   string `json:"name"` // "" is time without one
	Class  string `json:"class"`
	Before int64  `json:"before_ms"`
	After  int64  `json:"after_ms"`
}

// MovedSubject is an app and a title whose time moves.
type MovedSubject struct {
	App   string `json:"app"`
	Title string `json:"title"`
	From  string `json:"from"` // category; "" is none
	To    string `json:"to"`
	Time  int64  `json:"ms"`
}

// TestRules tells which rules match a window.
func (c *Client) TestRules(ctx context.Context, test RuleTest) (RuleMatches, error) {
	return post[RuleMatches](ctx, c, "/v1/rules/test", test)
}

// PreviewRules tells what a change would make of the log, and does nothing.
func (c *Client) PreviewRules(ctx context.Context, trial RuleTrial) (RulePreview, error) {
	return post[RulePreview](ctx, c, "/v1/rules/preview", trial)
}

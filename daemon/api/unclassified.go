package api

import (
	"context"
	"strconv"
	"time"
)

// Unclassified is the answer of GET /v1/unclassified.
//
// # GET /v1/unclassified
//
// The time of a range, the last 30 days if none is given, that has no category
// or one that is unclassified: by app, with a rule for each whose category is
// for the person to say. With limit=N only the greatest.
//
//	GET /v1/unclassified?from=2026-11-01&to=2026-11-22&limit=1
//
//	200 OK
//	{
//	  "from": "2026-11-01T03:00:00Z",
//	  "to": "2026-11-22T03:00:00Z",
//	  "total_ms": 5400000,
//	  "apps": [
//	    {
//	      "app": "browser",
//	      "category": "web",
//	      "ms": 3600000,
//	      "spans": 40,
//	      "suggest": {"condition": "app=browser"},
//	      "titles": [
//	        {"text": "Forum", "ms": 1800000, "spans": 12, "suggest": {"condition": "app@web title|=Forum"}}
//	      ]
//	    }
//	  ]
//	}
type Unclassified struct {
	From  time.Time         `json:"from"`
	To    time.Time         `json:"to"`
	Total int64             `json:"total_ms"` // of all apps
	Apps  []UnclassifiedApp `json:"apps"`     // the most time first
}

// UnclassifiedApp is an app with time that has no category, or one that is unclassified.
type UnclassifiedApp struct {
	App      string              `json:"app"`
	Category string              `json:"category,omitempty"` // of the app, titles aside
	Time     int64               `json:"ms"`
	Spans    int                 `json:"spans"`
	Suggest  Suggestion          `json:"suggest"`
	Titles   []UnclassifiedTitle `json:"titles"` // at most ten, the most time first
}

// UnclassifiedTitle is the part of titles that says best what they are about.
type UnclassifiedTitle struct {
	Text    string     `json:"text"`
	Time    int64      `json:"ms"`
	Spans   int        `json:"spans"`
	Suggest Suggestion `json:"suggest"`
}

// Suggestion is a rule, the category of which is for the person to say.
type Suggestion struct {
	Condition string `json:"condition"`          // what stands before the arrow
	Category  string `json:"category,omitempty"` // a guess
}

// Unclassified are the greatest parts of a range that nobody has said anything about. A
// zero time leaves the bound to the daemon: from 30 days ago, until now. With
// limit 0 they are all.
func (c *Client) Unclassified(ctx context.Context, from, to time.Time, limit int) (Unclassified, error) {
	query := rangeOf(from, to)
	if limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	return get[Unclassified](ctx, c, "/v1/unclassified?"+query.Encode())
}

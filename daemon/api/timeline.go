package api

import (
	"context"
	"strconv"
	"time"
)

// Timeline is the answer of GET /v1/timeline: all there is to draw of a range.
//
// # GET /v1/timeline
//
// All there is to draw of a range of 8 days at most; bounds are those of
// GET /v1/log. stretches are the log up to now, without holes: rows that follow
// each other in one app and category are one, with the title that most of it had.
// With least=N those shorter than so many seconds are joined, "joined" of them, and
// the stretch says what most of it was. cause and by are those of GET /v1/summary,
// of the beginning of what is not active. blocks and breaks are those with a part
// in the range, with where the time of a block went; entries lie over the
// stretches.
//
//	GET /v1/timeline?from=2026-11-22T08:00:00Z&to=2026-11-22T10:00:00Z&least=60
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T10:00:00Z",
//	  "stretches": [
//	    {
//	      "start": "2026-11-22T08:00:00Z",
//	      "end": "2026-11-22T08:30:00Z",
//	      "presence": "locked",
//	      "cause": "lock",
//	      "by": "logind"
//	    },
//	    {
//	      "start": "2026-11-22T08:30:00Z",
//	      "end": "2026-11-22T09:05:00Z",
//	      "presence": "active",
//	      "app": "editor",
//	      "title": "chapter two",
//	      "category": "writing",
//	      "class": "earns",
//	      "hue": 65,
//	      "joined": 4
//	    }
//	  ],
//	  "blocks": [
//	    {
//	      "kind": "pomodoro",
//	      "preset": "25/5",
//	      "label": "draft",
//	      "started": "2026-11-22T08:30:00Z",
//	      "ended": "2026-11-22T08:55:00Z",
//	      "planned_seconds": 1500,
//	      "focus_seconds": 1500,
//	      "outcome": "completed",
//	      "interruptions": 0,
//	      "on_task": 0.88,
//	      "text": "22 min of 25 min on task, 3 min in mail"
//	    }
//	  ],
//	  "breaks": [],
//	  "entries": []
//	}
type Timeline struct {
	From      time.Time       `json:"from"`
	To        time.Time       `json:"to"`
	Stretches []Stretch       `json:"stretches"`         // without holes, up to now
	Blocks    []TimelineBlock `json:"blocks"`            // with a part in the range; discarded ones are left out
	Breaks    []Break         `json:"breaks"`            // likewise
	Entries   []Entry         `json:"entries"`           // they lie over the stretches
	Figures   *Figures        `json:"figures,omitempty"` // of the days that the range is in
}

// Stretch is time of one presence, app and category, or short ones joined: then
// it says what most of it was.
type Stretch struct {
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Presence string    `json:"presence"`
	Cause    string    `json:"cause,omitempty"` // of what is not active: see GET /v1/summary
	By       string    `json:"by,omitempty"`    // who said so
	App      string    `json:"app,omitempty"`
	Title    string    `json:"title,omitempty"` // that most of it had
	Category string    `json:"category,omitempty"`
	Class    string    `json:"class,omitempty"` // of active and passive time
	Hue      int       `json:"hue,omitempty"`
	Joined   int       `json:"joined,omitempty"` // of so many; 0: of one
}

// TimelineBlock is a block and where its time went.
type TimelineBlock struct {
	Block
	OnTask *float64 `json:"on_task,omitempty"` // of what can be judged, 0 to 1
	Text   string   `json:"text,omitempty"`    // "22 min of 25 min on task, 3 min in mail"
}

// Timeline is what there is to draw of [from, to). A zero time means the same as
// for Summary. Stretches shorter than least are joined.
func (c *Client) Timeline(ctx context.Context, from, to time.Time, least time.Duration) (Timeline, error) {
	q := rangeOf(from, to)
	if least > 0 {
		q.Set("least", strconv.FormatInt(int64(least/time.Second), 10))
	}
	return get[Timeline](ctx, c, withQuery("/v1/timeline", q))
}

package api

import (
	"context"
	"strconv"
	"time"
)

// Timeline is the answer of GET /v1/timeline: all there is to draw of a range.
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

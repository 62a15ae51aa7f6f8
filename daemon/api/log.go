package api

import (
	"context"
	"iter"
	"net/http"
	"time"
)

// Log is the answer of GET /v1/log?from=&to=, cut to [From, To).
//
// # GET /v1/log
//
// The rows of the log that overlap [from, to), cut to it, oldest first. A bound
// is RFC 3339, or a date, which means the beginning of that logical day.
// Without from it is the beginning of today, without to it is now. Where the
// category alone is kept of the time, it stands in the place of the app, as
// "category:code", or after U+2063 in that of a title that is not kept any more.
//
//	GET /v1/log?from=2026-11-22&to=2026-11-23
//
//	200 OK
//	{
//	  "from": "2026-11-22T03:00:00Z",
//	  "to": "2026-11-23T03:00:00Z",
//	  "spans": [
//	    {
//	      "start": "2026-11-22T08:30:00Z",
//	      "end": "2026-11-22T09:00:00Z",
//	      "presence": "active",
//	      "app": "editor",
//	      "title": "chapter two",
//	      "offset_minutes": 60
//	    },
//	    {
//	      "start": "2026-11-22T09:00:00Z",
//	      "end": "2026-11-22T09:20:00Z",
//	      "presence": "idle",
//	      "offset_minutes": 60
//	    }
//	  ]
//	}
//
// With "Accept: application/x-ndjson" the spans are sent alone, one a line. In
// both forms the rows are sent as they are read; should reading fail, the
// connection breaks before the proper end of the answer.
type Log struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Spans []Span    `json:"spans"`
}

// Span is one row of GET /v1/log. The last row of a log that reaches to now
// is still growing.
type Span struct {
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Presence string    `json:"presence"`
	App      string    `json:"app,omitempty"`
	Title    string    `json:"title,omitempty"`
	Offset   int       `json:"offset_minutes"` // of local time from UTC when it was recorded
}

// Log yields the rows of [from, to) as they arrive: a range of years costs no
// memory. A zero time means the same as for Summary.
func (c *Client) Log(ctx context.Context, from, to time.Time) iter.Seq2[Span, error] {
	return func(yield func(Span, error) bool) {
		res, err := c.do(ctx, http.MethodGet, "/v1/log"+between(from, to), Rows, nil)
		if err != nil {
			yield(Span{}, err)
			return
		}
		defer res.Body.Close()
		readRows(res.Body)(yield)
	}
}

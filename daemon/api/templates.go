package api

import (
	"context"
	"time"
)

// Templates is the answer of GET /v1/templates, by name.
//
// # GET /v1/templates
//
// Finished tasks that were kept to be made again, by name. What their steps took
// is what they are thought to take.
//
//	GET /v1/templates
//
//	200 OK
//	{
//	  "templates": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456790",
//	      "name": "monthly report",
//	      "made": "2026-11-01T16:00:00Z",
//	      "used": 2,
//	      "task": {
//	        "title": "monthly report",
//	        "outcome": "open",
//	        "estimate_seconds": 1800
//	      },
//	      "takes_seconds": 1800
//	    }
//	  ]
//	}
type Templates struct {
	Templates []Template `json:"templates"`
}

// Template is a finished task to be made again.
type Template struct {
	ID    string    `json:"id"`
	Name  string    `json:"name"`
	Made  time.Time `json:"made"`
	Used  int       `json:"used"` // how often
	Task  Task      `json:"task"` // with its steps
	Takes int64     `json:"takes_seconds"`
}

// Templates are all there are.
func (c *Client) Templates(ctx context.Context) (Templates, error) {
	return get[Templates](ctx, c, "/v1/templates")
}

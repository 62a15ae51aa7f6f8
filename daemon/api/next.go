package api

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Next is the answer of GET /v1/next.
//
// # GET /v1/next
//
// What to do in a gap: one to three things that fit and that are worth most
// together; the same agenda has the same answer. gap is its length, as in 10m:
// unasked the rest of a running break, or else 10 minutes. context is where the
// person is, parted by commas; with background=1 only what can be done with half a
// mind; n is how many at most, up to 20 for a longer stretch; with five=1 it is
// the one thing to begin with just five minutes of, the one most avoided. With
// peek=1 it is for a menu that may never be opened: nobody has passed anything over.
//
//	GET /v1/next?gap=10m&context=phone
//
//	200 OK
//	{
//	  "gap_seconds": 600,
//	  "offers": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456782",
//	      "kind": "task",
//	      "title": "call dentist",
//	      "cost_seconds": 240,
//	      "contexts": ["phone"]
//	    }
//	  ]
//	}
type Next struct {
	Gap    int64   `json:"gap_seconds"`
	Offers []Offer `json:"offers"` // the first is to be done first; none: nothing fits
}

// Offer is something to do now.
type Offer struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"` // task, habit
	Title    string   `json:"title"`
	Task     string   `json:"task,omitempty"` // the title of the task that it is a step of
	Next     string   `json:"next,omitempty"` // where to go on
	Cost     int64    `json:"cost_seconds"`   // how long it will take the person
	Contexts []string `json:"contexts,omitempty"`
	LowBrain bool     `json:"low_brain,omitempty"`
	Goal     bool     `json:"goal,omitempty"`    // it serves one
	Number   int      `json:"number,omitempty"`  // its place among the six
	Avoided  bool     `json:"avoided,omitempty"` // passed over three times
}

// GapQuery says what Client.Next is about.
type GapQuery struct {
	Gap        time.Duration // 0: the rest of a running break, or else 10 minutes
	Contexts   []string      // where the person is; none: anywhere
	Background bool          // only what can be done with half a mind
	Most       int           // offers; 0: 3
	Five       bool          // the one thing to spend just five minutes on
	Peek       bool          // it is for a menu that may never be opened: nobody has been offered anything
}

// Next is what to do in a gap. It is remembered as having been offered, but for
// a peek.
func (c *Client) Next(ctx context.Context, q GapQuery) (Next, error) {
	v := url.Values{}
	if q.Gap != 0 {
		v.Set("gap", strconv.FormatInt(int64(q.Gap/time.Second), 10)+"s")
	}
	if len(q.Contexts) > 0 {
		v.Set("context", strings.Join(q.Contexts, ","))
	}
	if q.Most != 0 {
		v.Set("n", strconv.Itoa(q.Most))
	}
	for name, value := range map[string]string{"background": set(q.Background), "five": set(q.Five), "peek": set(q.Peek)} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return get[Next](ctx, c, withQuery("/v1/next", v))
}

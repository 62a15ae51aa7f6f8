package api

import (
	"context"
	"time"
)

// PlanDays is the answer of GET /v1/counts/plans.
//
// # GET /v1/counts/plans
//
// How goals, habits and time blocks stood on the logical days that begin in [from,
// to), as /metrics shows them for the present: of a day that is over, at its end.
// Goals and time blocks are told for the last 100 days. A year at most. Bounds are
// those of GET /v1/log.
//
//	GET /v1/counts/plans?from=2026-11-21&to=2026-11-22
//
//	200 OK
//	{
//	  "days": [
//	    {
//	      "date": "2026-11-21",
//	      "from": "2026-11-21T03:00:00Z",
//	      "to": "2026-11-22T03:00:00Z",
//	      "samples": [{"metric": "focusd_streak_current", "labels": {"goal": "read"}, "value": 12}]
//	    }
//	  ]
//	}
type PlanDays struct {
	Days []PlanDay `json:"days"`
}

// PlanDay is how goals and habits stood on a logical day; of one that is over, at
// its end.
type PlanDay struct {
	Date    string       `json:"date"`
	From    time.Time    `json:"from"`
	To      time.Time    `json:"to"`
	Samples []PlanSample `json:"samples,omitempty"`
}

// PlanSample is the value of a series of /metrics.
type PlanSample struct {
	Metric string            `json:"metric"`
	Labels map[string]string `json:"labels"`
	Value  float64           `json:"value"`
}

// PlanDays are the logical days that begin in [from, to), a year of them at most.
func (c *Client) PlanDays(ctx context.Context, from, to time.Time) (PlanDays, error) {
	return get[PlanDays](ctx, c, "/v1/counts/plans"+between(from, to))
}

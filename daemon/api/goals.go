package api

import "context"

// Goals is the answer of GET /v1/goals: dreams, each with its milestones after
// it.
//
// # GET /v1/goals
//
// Goals that nobody has ended: dreams, each with its milestones after it. What was
// done for a milestone was done for its dream too.
//
//	GET /v1/goals
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "goals": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456788",
//	      "name": "Spanish B2",
//	      "area": "learning",
//	      "target": 300,
//	      "unit": "minutes",
//	      "period": "weekly",
//	      "until": "2027-06-30",
//	      "parts": [{"name": "listening", "match": ["app:player"], "minutes": 410}],
//	      "idle_days": 5,
//	      "made": "2026-09-01",
//	      "done_minutes": 1840,
//	      "done_count": 31,
//	      "did": 210,
//	      "expected": 257,
//	      "last": "2026-11-21",
//	      "untouched_days": 1
//	    }
//	  ]
//	}
type Goals struct {
	Day   string `json:"day"`
	Goals []Goal `json:"goals"`
}

// Goal is what things are for. What was done for it is never reset.
type Goal struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Dream    string     `json:"dream,omitempty"` // of a milestone: the name of its dream
	Area     string     `json:"area,omitempty"`
	Target   float64    `json:"target,omitempty"` // 0: only a direction
	Unit     string     `json:"unit,omitempty"`   // minutes, count
	Period   string     `json:"period,omitempty"` // whole, daily, weekly, monthly
	AtMost   bool       `json:"at_most,omitempty"`
	Until    string     `json:"until,omitempty"`
	Parts    []GoalPart `json:"parts,omitempty"`
	Match    []string   `json:"match,omitempty"`
	IdleDays int        `json:"idle_days"` // untouched for so long it is named in the plan
	Made     string     `json:"made"`
	Ended    string     `json:"ended,omitempty"`

	Minutes   float64 `json:"done_minutes"` // in all
	Count     int     `json:"done_count"`
	Did       float64 `json:"did"`               // in the period of the target, in its unit
	Expected  float64 `json:"expected"`          // of did, by the days of the period that are over
	Reached   bool    `json:"reached,omitempty"` // of a limit: it is kept so far
	Last      string  `json:"last,omitempty"`    // on which something was done for it
	Untouched int     `json:"untouched_days"`
	Mention   bool    `json:"mention,omitempty"` // untouched for longer than it should be

	Feasible *Feasible `json:"feasible,omitempty"` // only in GET /v1/plan, and where enough weeks are known
}

// GoalPart is a part of a skill.
type GoalPart struct {
	Name    string   `json:"name"`
	Match   []string `json:"match,omitempty"`
	Minutes float64  `json:"minutes,omitempty"`
}

// GoalForm is what a goal is to be. What is absent stays as it is.
type GoalForm struct {
	Name     *string     `json:"name,omitempty"`
	Dream    *string     `json:"dream,omitempty"` // its name or ID; "": none
	Area     *string     `json:"area,omitempty"`
	Target   *float64    `json:"target,omitempty"`
	Unit     *string     `json:"unit,omitempty"`
	Period   *string     `json:"period,omitempty"`
	AtMost   *bool       `json:"at_most,omitempty"`
	Until    *string     `json:"until,omitempty"` // a day; "": no end
	Parts    *[]GoalPart `json:"parts,omitempty"`
	Match    *[]string   `json:"match,omitempty"`
	IdleDays *int        `json:"idle_days,omitempty"`
	Rank     int         `json:"rank,omitempty"`
}

// Feasible is whether what is asked for fits into a week, what is promised
// elsewhere included.
type Feasible struct {
	Verdict string `json:"verdict"`       // fits, tight, does not fit
	Need    int64  `json:"need_seconds"`  // a week
	Usual   int64  `json:"usual_seconds"` // that a week has had
	Weeks   int    `json:"weeks"`         // behind it
}

// Goals are those that there are.
func (c *Client) Goals(ctx context.Context) (Goals, error) {
	return get[Goals](ctx, c, "/v1/goals")
}

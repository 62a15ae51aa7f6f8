package api

import "context"

// Plan is the answer of GET /v1/plan: what the beginning of a day is for.
//
// # GET /v1/plan
//
// What today begins with: how full it is and what would help, the hours that are
// best by the last four weeks, what is for the day, and goals that need a word.
// feasible is whether what a goal asks for in a week fits beside what is promised
// elsewhere (fits, tight, does not fit); it is there where two comparable weeks are
// known at least. week is that of all that is promised.
//
//	GET /v1/plan
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "load": {
//	    "tasks_seconds": 3600,
//	    "time_blocks_seconds": 3600,
//	    "habits_seconds": 0,
//	    "capacity_seconds": 14400,
//	    "ratio": 0.5,
//	    "level": "fits"
//	  },
//	  "proposals": [{"id": "01KAH4V3Z8QWERTZ0123456782", "title": "tidy desk", "remedy": "someday", "saves_seconds": 600}],
//	  "best_hours": [9, 10],
//	  "measured": true,
//	  "six": [],
//	  "time_blocks": [],
//	  "habits": [],
//	  "goals": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456788",
//	      "name": "Spanish B2",
//	      "target": 300,
//	      "unit": "minutes",
//	      "period": "weekly",
//	      "idle_days": 5,
//	      "made": "2026-09-01",
//	      "done_minutes": 1840,
//	      "done_count": 31,
//	      "did": 0,
//	      "expected": 0,
//	      "untouched_days": 6,
//	      "mention": true,
//	      "feasible": {"verdict": "tight", "need_seconds": 66000, "usual_seconds": 72000, "weeks": 4}
//	    }
//	  ],
//	  "week": {"verdict": "fits", "need_seconds": 48000, "usual_seconds": 72000, "weeks": 4},
//	  "exercise": "day 2 of 3, 91 % accounted for"
//	}
type Plan struct {
	Day        string         `json:"day"`
	Load       Load           `json:"load"`
	Proposals  []LoadProposal `json:"proposals"`  // what would make the load fit; none if it does
	BestHours  []int          `json:"best_hours"` // of the civil clock; none: nothing is known
	Measured   bool           `json:"measured"`   // false: the first hours of the day, as a guess
	Six        []Task         `json:"six"`
	One        *Task          `json:"one,omitempty"`
	TimeBlocks []TimeBlock    `json:"time_blocks"`
	Habits     []Habit        `json:"habits"`
	Goals      []Goal         `json:"goals"`              // that need a word: untouched for long, or with a target that says how much a week takes
	Week       *Feasible      `json:"week,omitempty"`     // all that is promised
	Exercise   string         `json:"exercise,omitempty"` // how far it is, while one goes on
}

// LoadProposal is one thing to do about a day that is too full.
type LoadProposal struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Remedy string `json:"remedy"` // tomorrow, someday, split, drop
	Saves  int64  `json:"saves_seconds"`
}

// Plan is what today begins with.
func (c *Client) Plan(ctx context.Context) (Plan, error) { return get[Plan](ctx, c, "/v1/plan") }

package api

import (
	"context"
	"net/url"
)

// Habits is the answer of GET /v1/habits.
//
// # GET /v1/habits
//
// All habits that nobody has ended, by rank, with what they have come to; those
// that are asked for today as GET /v1/agenda has them. Vacations are those that are
// not over.
//
//	GET /v1/habits
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "habits": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456786",
//	      "name": "pages",
//	      "days": "sat",
//	      "measure": "count",
//	      "target": 12,
//	      "ramp": {"start": 10, "step": 10, "percent": true, "ceiling": 30},
//	      "made": "2026-09-01",
//	      "strength": 0.44,
//	      "streak": 3,
//	      "best": 6,
//	      "change": {"verdict": "raise", "done": 6, "from": 12, "to": 13.2}
//	    }
//	  ],
//	  "vacations": [{"id": "01KAH4V3Z8QWERTZ0123456787", "from": "2026-12-24", "to": "2027-01-02", "of": ["pages"], "reason": "family"}]
//	}
type Habits struct {
	Day       string     `json:"day"`
	Habits    []Habit    `json:"habits"`
	Vacations []Vacation `json:"vacations"` // that are not over
}

// Habit is something small to do on many days. Of a day also how far it is, and
// what it has come to by then.
type Habit struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Days    string   `json:"days"`               // daily; mon,wed,fri
	PerWeek int      `json:"per_week,omitempty"` // so often in any week, instead
	Measure string   `json:"measure"`            // once, minutes, count
	AtMost  bool     `json:"at_most,omitempty"`  // the target is a limit
	Target  float64  `json:"target,omitempty"`   // minutes or a count
	Coming  *Coming  `json:"coming,omitempty"`   // the target after it; absent: none is to come
	Match   []string `json:"match,omitempty"`
	Anchor  string   `json:"anchor,omitempty"` // first_activity, first_break, lunch, first_block, day_end
	Ramp    *Ramp    `json:"ramp,omitempty"`
	Burst   int      `json:"burst_minutes,omitempty"`
	Area    string   `json:"area,omitempty"`
	Goal    string   `json:"goal,omitempty"`
	Quiet   bool     `json:"quiet,omitempty"` // no streak is shown
	Made    string   `json:"made"`
	Ended   string   `json:"ended,omitempty"`

	State    string  `json:"state,omitempty"`
	Did      float64 `json:"did,omitempty"`
	Eligible bool    `json:"eligible,omitempty"` // by its schedule; false: it was done all the same
	Due      bool    `json:"due,omitempty"`      // open, and its anchor was seen
	Ticks    []Tick  `json:"ticks,omitempty"`

	Strength float64     `json:"strength,omitempty"` // from 0 to 1
	Streak   int         `json:"streak,omitempty"`   // days or weeks done
	Best     int         `json:"best,omitempty"`
	AtRisk   bool        `json:"at_risk,omitempty"` // the streak ends with the day if nothing is done
	Freezes  int         `json:"freezes,omitempty"` // held
	Lately   *Consistent `json:"lately,omitempty"`
	Kick     *KickStart  `json:"kick_start,omitempty"` // while it goes on
	Change   *RampChange `json:"change,omitempty"`     // of the target, to be answered
}

// Coming is a target that does not hold yet.
type Coming struct {
	From   string  `json:"from"`
	Target float64 `json:"target"`
}

// Consistent is how often of the last 30 days a habit was kept, or of their weeks.
type Consistent struct {
	Kept     int `json:"kept"`
	Eligible int `json:"eligible"`
}

// KickStart is the beginning of a habit: seven of the first ten days that ask
// for it.
type KickStart struct {
	Done     int  `json:"done"`
	Eligible int  `json:"eligible"`
	Over     bool `json:"over,omitempty"` // it can no longer be reached: begin again
}

// Ramp is how a target grows with what is done.
type Ramp struct {
	Start   float64 `json:"start"`
	Step    float64 `json:"step"`
	Percent bool    `json:"percent,omitempty"` // the step is
	Ceiling float64 `json:"ceiling,omitempty"`
	Floor   float64 `json:"floor,omitempty"`
}

// RampChange is what the last seven eligible days say about a target.
type RampChange struct {
	Verdict string  `json:"verdict"` // raise, lower
	Done    int     `json:"done"`    // of seven
	From    float64 `json:"from"`
	To      float64 `json:"to"`
}

// HabitForm is what a habit is to be. What is absent stays as it is.
type HabitForm struct {
	Name    *string   `json:"name,omitempty"`
	Days    *string   `json:"days,omitempty"`
	PerWeek *int      `json:"per_week,omitempty"`
	Measure *string   `json:"measure,omitempty"`
	AtMost  *bool     `json:"at_most,omitempty"`
	Target  float64   `json:"target,omitempty"`
	Match   *[]string `json:"match,omitempty"`
	Anchor  *string   `json:"anchor,omitempty"`
	Ramp    *Ramp     `json:"ramp,omitempty"` // with a step of 0: none
	Burst   *int      `json:"burst_minutes,omitempty"`
	Area    *string   `json:"area,omitempty"`
	Goal    *string   `json:"goal,omitempty"`
	Quiet   *bool     `json:"quiet,omitempty"`
	Rank    int       `json:"rank,omitempty"`
}

// Vacation is days on which nothing is expected.
type Vacation struct {
	ID     string   `json:"id"`
	From   string   `json:"from"`
	To     string   `json:"to"`           // included
	Of     []string `json:"of,omitempty"` // names of habits and time blocks; none: all
	Reason string   `json:"reason,omitempty"`
}

// HabitStory is the answer of GET /v1/habits/{id}.
//
// # GET /v1/habits/{id}
//
// What has become of a habit, which may be named as in a query. codes has a letter
// for each day from first to today: D done, M missed, R not asked for, S excused, F
// missed and bridged by a freeze, P to be decided.
//
//	GET /v1/habits/stretch
//
//	200 OK
//	{
//	  "habit": {
//	    "id": "01KAH4V3Z8QWERTZ0123456784",
//	    "name": "stretch",
//	    "days": "daily",
//	    "measure": "once",
//	    "made": "2026-11-20",
//	    "state": "open",
//	    "eligible": true,
//	    "strength": 0.05,
//	    "streak": 1,
//	    "best": 1,
//	    "lately": {"kept": 1, "eligible": 1}
//	  },
//	  "first": "2026-11-20",
//	  "codes": "DSP",
//	  "strength": [0.05, 0.05, 0.05],
//	  "days": [{"day": "2026-11-20", "code": "D"}]
//	}
type HabitStory struct {
	Habit    Habit      `json:"habit"`
	First    string     `json:"first"`
	Codes    string     `json:"codes"`              // a letter a day from then to today
	Strength []float64  `json:"strength"`           // at the end of each of them
	Days     []HabitDay `json:"days"`               // on which there was anything
	Begun    int        `json:"begun_on,omitempty"` // the day, of those it was asked for, on which seven of the first ten were done; absent: not yet
}

// HabitDay is what became of a habit on a day.
type HabitDay struct {
	Day    string  `json:"day"`
	Code   string  `json:"code"`
	Amount float64 `json:"amount,omitempty"`
	Target float64 `json:"target,omitempty"`
}

// Habits are those that there are, whether today asks for them or not.
func (c *Client) Habits(ctx context.Context) (Habits, error) {
	return get[Habits](ctx, c, "/v1/habits")
}

// Habit is what has become of one, named by ID or words of its name.
func (c *Client) Habit(ctx context.Context, query string) (HabitStory, error) {
	return get[HabitStory](ctx, c, "/v1/habits/"+url.PathEscape(query))
}

package api

import "context"

// Review is the answer of GET /v1/review: a day, a week, a month or a year in
// figures, beside the one before.
//
// # GET /v1/review
//
// A day, a week, a month or a year (period; day unasked) that a day is in, beside the
// one before; a year has nothing beside it. The week begins on Monday. shift is what
// has grown and from what, in time of a day, where three days of each side are
// known. Of a week, lines say of habits and goals what to keep, lower or raise, with
// what speaks for it. decided has what was lowered or raised of habits and time
// blocks from a day of the period on, or one to come, if the period has not ended.
// Of more than a day, findings say what the four weeks before a
// week, the month before a month, and those days themselves that are over say to a
// question each:
//
//	best_hours     hours of the civil clock       three days behind each of two hours
//	length         of a block that fits           five blocks
//	first_things   how soon the one task comes    three days with a block on it
//	shift          what new time came from        three days of this week and the last
//	breaks_help    focus with breaks and without  ten days on each side
//	hours_help     purity in these hours or not   ten days with deep work on each side
//	switching      purity with much and little    five days with blocks on each side
//	interruptions  the costliest apps of the week five blocks of the week
//
// One that too little speaks for is not known: its text says how much is lacking,
// and more at least how many, if waiting brings them. That two things go together
// is never said to be a cause. The text of interruptions names apps.
//
//	GET /v1/review?period=week
//
//	200 OK
//	{
//	  "period": "week",
//	  "now": {
//	    "first": "2026-11-16",
//	    "last": "2026-11-22",
//	    "days": 7,
//	    "known_days": 6,
//	    "covered_percent": 88,
//	    "class_seconds": {"earns": 61200, "wastes": 9000},
//	    "focus_seconds": 43200,
//	    "blocks": {"completed": 26, "partial": 2, "abandoned": 1},
//	    "on_task": 0.91,
//	    "breaks": {"taken": 20, "natural": 3, "cut_short": 2, "skipped": 1},
//	    "switches_per_hour": 14
//	  },
//	  "before": {
//	    "first": "2026-11-09",
//	    "last": "2026-11-15",
//	    "days": 7,
//	    "known_days": 0,
//	    "covered_percent": 0,
//	    "class_seconds": {},
//	    "focus_seconds": 0,
//	    "blocks": {"completed": 0, "partial": 0, "abandoned": 0},
//	    "breaks": {"taken": 0, "natural": 0, "cut_short": 0, "skipped": 0}
//	  },
//	  "shift": [{"class": "earns", "before_seconds": 7200, "after_seconds": 9000}],
//	  "findings": [
//	    {
//	      "kind": "best_hours",
//	      "known": true,
//	      "text": "9 to 11: 84 % of that time earned or was in a block, on 5 days",
//	      "days": 5,
//	      "hours": [9, 10]
//	    },
//	    {
//	      "kind": "first_things",
//	      "known": false,
//	      "text": "not known yet: 1 more day with a block completed on the one task",
//	      "more": 1,
//	      "of": "days"
//	    }
//	  ],
//	  "lines": [
//	    {
//	      "kind": "habit",
//	      "id": "01KAH4V3Z8QWERTZ0123456786",
//	      "name": "pages",
//	      "advice": "raise",
//	      "unit": "count",
//	      "target": 10,
//	      "to": 12,
//	      "done": 7,
//	      "of": 7
//	    }
//	  ],
//	  "wins": [],
//	  "kept": [{"kind": "habits", "done": 11, "planned": 14}],
//	  "perfect_days": 11
//	}
type Review struct {
	Period   string    `json:"period"` // day, week, month, year
	Now      Figures   `json:"now"`
	Before   Figures   `json:"before"`
	Shift    []Shift   `json:"shift,omitempty"`    // of a day on average, over equal coverage; where enough is known
	Findings []Finding `json:"findings,omitempty"` // of more than a day: each kind, known or not
	Lines    []Advice  `json:"lines"`              // of a week: what to keep, lower or raise
	Wins     []Win     `json:"wins"`
	Kept     []Kept    `json:"kept"`         // of what was planned
	Perfect  int       `json:"perfect_days"` // of the last 30

	Decided []Decision `json:"decided,omitempty"` // what was lowered or raised, by the day from which it holds
}

// Shift is what became of a class of value, in time of a day.
type Shift struct {
	Class  string `json:"class"`
	Before int64  `json:"before_seconds"`
	After  int64  `json:"after_seconds"`
}

// Finding is what the days say to one question, or how much is lacking until
// they do. What it has beside Text depends on its kind.
type Finding struct {
	// Kind is best_hours, length, first_things, shift, breaks_help, hours_help,
	// switching or interruptions.
	Kind  string `json:"kind"`
	Known bool   `json:"known"`
	Text  string `json:"text"`           // a sentence without its full stop
	More  int    `json:"more,omitempty"` // where it is not known: at least so many more
	Of    string `json:"of,omitempty"`   // of what: days, blocks

	Days    int       `json:"days,omitempty"`           // behind it
	Hours   []int     `json:"hours,omitempty"`          // best_hours: of the civil clock
	Length  int64     `json:"length_seconds,omitempty"` // length: of a block; first_things: from first activity to the one task
	With    *Group    `json:"with,omitempty"`           // of an association, which is no cause
	Without *Group    `json:"without,omitempty"`
	Apps    []Culprit `json:"apps,omitempty"` // interruptions: the costliest first
}

// Group is the days on one side of an association.
type Group struct {
	Days   int     `json:"days"`
	Median float64 `json:"median"` // minutes of focus, or percent on task
}

// Culprit is what an app cost by taking the front in blocks.
type Culprit struct {
	App    string `json:"app"` // "" is the desktop, or nobody knows
	Times  int    `json:"times"`
	Cost   int64  `json:"cost_seconds"` // of all ways back
	Median int64  `json:"median_seconds"`
}

// Advice is what a week says about what is asked for. Taking it is an edit.
type Advice struct {
	Kind    string  `json:"kind"` // habit, goal
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Advice  string  `json:"advice"` // keep, lower, raise
	Unit    string  `json:"unit"`   // once, minutes, count
	Target  float64 `json:"target,omitempty"`
	To      float64 `json:"to,omitempty"` // 0: there is no amount to change
	Done    int     `json:"done"`
	Of      int     `json:"of"`            // eligible days
	Did     float64 `json:"did,omitempty"` // of a goal, in the last week that is over
	Asked   float64 `json:"asked,omitempty"`
	Excused int     `json:"excused_days,omitempty"` // of the last 30, if that is more than a third
}

// Decision is another target of a habit, or amount of a time block.
type Decision struct {
	Day  string  `json:"day"` // from which it holds
	Kind string  `json:"kind"`
	ID   string  `json:"id"`
	Name string  `json:"name"`
	Unit string  `json:"unit"` // minutes, count
	From float64 `json:"from"`
	To   float64 `json:"to"`
}

// Kept is how much of what was planned got done, of one kind.
type Kept struct {
	Kind    string `json:"kind"` // time blocks, habits, tasks
	Done    int    `json:"done"`
	Planned int    `json:"planned"`
}

// Review is that of a period, day, week, month or year, that a day is in; "" is
// today.
func (c *Client) Review(ctx context.Context, period, day string) (Review, error) {
	v := onDay(day)
	v.Set("period", period)
	return get[Review](ctx, c, withQuery("/v1/review", v))
}

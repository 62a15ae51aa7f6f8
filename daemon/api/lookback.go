package api

import (
	"context"
	"net/url"
	"time"
)

// Plan is the answer of GET /v1/plan: what the beginning of a day is for.
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

// Wins is the answer of GET /v1/wins: what got done, the most telling first.
type Wins struct {
	Day  string `json:"day"`
	Wins []Win  `json:"wins"`
}

// Win is something that got done on a day.
type Win struct {
	Kind    string `json:"kind"` // perfect, tasks, first, blocks, goal, habit, focus, stretch, earns, said, breaks, there
	Text    string `json:"text"`
	Seconds int64  `json:"seconds,omitempty"`
	N       int    `json:"n,omitempty"`
}

// Review is the answer of GET /v1/review: a day, a week, a month or a year in
// figures, beside the one before.
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

// Figures are days in figures. They name nothing.
type Figures struct {
	First    string           `json:"first"`
	Last     string           `json:"last"`
	Days     int              `json:"days"`
	Known    int              `json:"known_days"` // with any activity
	Covered  int              `json:"covered_percent"`
	Classes  map[string]int64 `json:"class_seconds"`
	Focus    int64            `json:"focus_seconds"`
	Blocks   BlockOutcomes    `json:"blocks"`
	OnTask   *float64         `json:"on_task,omitempty"` // of the time in blocks that can be judged, 0 to 1
	Breaks   BreakOutcomes    `json:"breaks"`
	Switches float64          `json:"switches_per_hour,omitempty"` // of category, the median of days
}

// BlockOutcomes is how many blocks became what.
type BlockOutcomes struct {
	Completed int `json:"completed"`
	Partial   int `json:"partial"`
	Abandoned int `json:"abandoned"`
}

// BreakOutcomes is how many breaks became what.
type BreakOutcomes struct {
	Taken    int `json:"taken"`
	Natural  int `json:"natural"`
	CutShort int `json:"cut_short"`
	Skipped  int `json:"skipped"`
}

// Shift is what became of a class of value, in time of a day.
type Shift struct {
	Class  string `json:"class"`
	Before int64  `json:"before_seconds"`
	After  int64  `json:"after_seconds"`
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

// Kept is how much of what was planned got done, of one kind.
type Kept struct {
	Kind    string `json:"kind"` // time blocks, habits, tasks
	Done    int    `json:"done"`
	Planned int    `json:"planned"`
}

// Exercise is the answer of GET /v1/exercise: the one that goes on, or the last.
type Exercise struct {
	Running     bool             `json:"running"`
	From        string           `json:"from,omitempty"` // "": there was none
	Day         int              `json:"day,omitempty"`  // of the days, from 1, while it goes on
	Days        int              `json:"days,omitempty"`
	Ended       time.Time        `json:"ended,omitzero"`
	Progress    string           `json:"progress,omitempty"` // "day 2 of 3, 91 % accounted for"
	Another     bool             `json:"another,omitempty"`  // one more day is offered
	Coverage    []ExerciseDay    `json:"coverage,omitempty"`
	Classes     map[string]int64 `json:"class_seconds,omitempty"`
	Suggestions []Idea           `json:"suggestions,omitempty"`
	Overhead    int64            `json:"overhead_seconds,omitempty"` // that logging cost
	Text        string           `json:"text,omitempty"`             // the report, to be read
}

// ExerciseDay is how much of a day is accounted for.
type ExerciseDay struct {
	Day     string `json:"day"`
	Percent int    `json:"percent"`
	Counts  bool   `json:"counts"` // it is enough
}

// Idea is what could be tried, and what speaks for it.
type Idea struct {
	Kind    string `json:"kind"`
	Finding string `json:"finding"`
	Advice  string `json:"advice"`
}

// Report is the answer of GET /v1/report: what a person may show to another.
type Report struct {
	Figures
	Areas []AreaTime `json:"areas,omitempty"` // the most first
	Kept  []Kept     `json:"kept,omitempty"`
	Text  string     `json:"text"` // to be read

	Parts []ReportPart `json:"parts,omitempty"` // as they were asked for, in order
}

// ReportPart is a day, a week or a month of a report, as far as that has it.
type ReportPart struct {
	Figures
	Hours ReportHours `json:"hours"`
}

// ReportHours is time by the hour of the civil clock, from 0 on.
type ReportHours struct {
	Seen [24]int64 `json:"seen_seconds"` // somebody did something
	Good [24]int64 `json:"good_seconds"` // in blocks, or in what earns
}

// ReportQuery is what to report. The zero one is of the last seven days that are over.
type ReportQuery struct {
	First, Last string // days; "": see above
	Names       bool   // say what the time went to
	By          string // of parts: day, week, month; "": none
}

// AreaTime is time for an area of life.
type AreaTime struct {
	Area    string `json:"area"`
	Seconds int64  `json:"seconds"`
}

// Rewards is the answer of GET /v1/rewards.
type Rewards struct {
	Rewards []Reward `json:"rewards"`
}

// Reward is something nice that the person allows themselves.
type Reward struct {
	ID    string    `json:"id"`
	Text  string    `json:"text"`
	Made  time.Time `json:"made"`
	Taken int       `json:"taken"` // how often
}

// Plan is what today begins with.
func (c *Client) Plan(ctx context.Context) (Plan, error) { return get[Plan](ctx, c, "/v1/plan") }

// Wins are those of a day; "" is today.
func (c *Client) Wins(ctx context.Context, day string) (Wins, error) {
	return get[Wins](ctx, c, withQuery("/v1/wins", onDay(day)))
}

// Review is that of a period, day, week, month or year, that a day is in; "" is
// today.
func (c *Client) Review(ctx context.Context, period, day string) (Review, error) {
	v := onDay(day)
	v.Set("period", period)
	return get[Review](ctx, c, withQuery("/v1/review", v))
}

// Exercise is the one that goes on, or the last.
func (c *Client) Exercise(ctx context.Context) (Exercise, error) {
	return get[Exercise](ctx, c, "/v1/exercise")
}

// Report is a sheet of some days.
func (c *Client) Report(ctx context.Context, q ReportQuery) (Report, error) {
	v := url.Values{}
	for name, value := range map[string]string{"first": q.First, "last": q.Last, "names": set(q.Names), "by": q.By} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return get[Report](ctx, c, withQuery("/v1/report", v))
}

// Rewards are all there are.
func (c *Client) Rewards(ctx context.Context) (Rewards, error) {
	return get[Rewards](ctx, c, "/v1/rewards")
}

func onDay(day string) url.Values {
	v := url.Values{}
	if day != "" {
		v.Set("day", day)
	}
	return v
}

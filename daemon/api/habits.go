package api

import (
	"context"
	"net/url"
	"time"
)

// Done is how much of something was done.
type Done struct {
	Done    int `json:"done"`
	Planned int `json:"planned"`
}

// Score is what was done on a day of what was planned for it when it began.
type Score struct {
	TimeBlocks  Done `json:"time_blocks"`
	Habits      Done `json:"habits"`
	Six         Done `json:"six"`
	Perfect     bool `json:"perfect"`      // all of at least three
	PerfectDays int  `json:"perfect_days"` // of the last 30
}

// Tick is one time that something was done, or amounted to something.
type Tick struct {
	At       time.Time  `json:"at"`
	Amount   float64    `json:"amount,omitempty"` // minutes or a count; 0: as much as is asked for
	By       string     `json:"by"`               // person; tracker, entry: by what the time was spent on
	Evidence []Evidence `json:"evidence,omitempty"`
	Taken    time.Time  `json:"taken,omitzero"` // when the person took it back
}

// Evidence is time that counted for something.
type Evidence struct {
	App      string `json:"app,omitempty"`
	Category string `json:"category,omitempty"`
	Label    string `json:"label,omitempty"` // of the block that it was in
	Entry    string `json:"entry,omitempty"`
	Seconds  int64  `json:"seconds"`
}

// TimeBlock is an amount of time for what matters. Of its own list it has what it
// is; as a part of a day also how far it is.
type TimeBlock struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Minutes float64  `json:"minutes"` // that it asks for on the day
	Days    string   `json:"days"`    // daily; mon,wed,fri
	Area    string   `json:"area,omitempty"`
	Goal    string   `json:"goal,omitempty"` // its name
	Deep    bool     `json:"deep,omitempty"`
	Batch   bool     `json:"batch,omitempty"`  // is filled with micro-tasks
	Window  string   `json:"window,omitempty"` // 09:00-11:00; first 3h
	Match   []string `json:"match,omitempty"`  // category:writing
	Preset  string   `json:"preset,omitempty"`
	Made    string   `json:"made"`
	Ended   string   `json:"ended,omitempty"` // the first day without it

	State   string  `json:"state,omitempty"` // open, done, partly, not_done, excused
	Spent   float64 `json:"spent_minutes,omitempty"`
	Planned bool    `json:"planned,omitempty"` // for the day; false: it was done all the same
	Fits    bool    `json:"fits,omitempty"`    // this is a good time for it
	Next    bool    `json:"next,omitempty"`    // the one to propose now
	Ticks   []Tick  `json:"ticks,omitempty"`   // also those taken back
	Week    *Done   `json:"week,omitempty"`    // days
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

// TimeBlocks is the answer of GET /v1/time-blocks.
type TimeBlocks struct {
	Day        string      `json:"day"`
	TimeBlocks []TimeBlock `json:"time_blocks"`
}

// Habits is the answer of GET /v1/habits.
type Habits struct {
	Day       string     `json:"day"`
	Habits    []Habit    `json:"habits"`
	Vacations []Vacation `json:"vacations"` // that are not over
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

// TimeBlockForm is what a time block is to be. What is absent stays as it is.
type TimeBlockForm struct {
	Name    *string   `json:"name,omitempty"`
	Minutes float64   `json:"minutes,omitempty"`
	Days    *string   `json:"days,omitempty"` // daily; mon,wed; mon-fri
	Area    *string   `json:"area,omitempty"`
	Goal    *string   `json:"goal,omitempty"` // its name or ID; "": none
	Deep    *bool     `json:"deep,omitempty"`
	Batch   *bool     `json:"batch,omitempty"`
	Window  *string   `json:"window,omitempty"` // 9:00-11:00; first 3h; "": any hour
	Match   *[]string `json:"match,omitempty"`
	Preset  *string   `json:"preset,omitempty"`
	Rank    int       `json:"rank,omitempty"` // its place, from 1
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

// TimeBlocks are those that there are, of any day of the week.
func (c *Client) TimeBlocks(ctx context.Context) (TimeBlocks, error) {
	return get[TimeBlocks](ctx, c, "/v1/time-blocks")
}

// Habits are those that there are, whether today asks for them or not.
func (c *Client) Habits(ctx context.Context) (Habits, error) {
	return get[Habits](ctx, c, "/v1/habits")
}

// Habit is what has become of one, named by ID or words of its name.
func (c *Client) Habit(ctx context.Context, query string) (HabitStory, error) {
	return get[HabitStory](ctx, c, "/v1/habits/"+url.PathEscape(query))
}

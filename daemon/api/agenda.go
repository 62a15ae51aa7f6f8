package api

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Agenda is the answer of GET /v1/agenda: one logical day.
type Agenda struct {
	At      time.Time `json:"at"`
	Day     string    `json:"day"`     // 2026-11-22
	Edition uint64    `json:"edition"` // counts the changes since the daemon began

	Active *Task  `json:"active,omitempty"` // what is being done, only of today
	Six    []Task `json:"six"`              // ranked by the person, the most important first; ended ones too
	Order  *Order `json:"order,omitempty"`  // absent: none of the six is done
	One    *Task  `json:"one,omitempty"`    // said in the morning to matter most
	Tasks  []Task `json:"tasks"`            // the open ones on the list of the day, the six first
	Done   []Task `json:"done"`             // tasks and steps, in order of time
	Open   int    `json:"open"`             // all open tasks, of whatever day
	Load   Load   `json:"load"`

	TimeBlocks []TimeBlock `json:"time_blocks"`   // by rank; those planned for the day, and those done on it
	Habits     []Habit     `json:"habits"`        // by rank; likewise
	Score      Score       `json:"score"`         // not of a day to come
	Off        bool        `json:"off,omitempty"` // nothing is expected of the day

	Undo *AgendaUndo `json:"undo,omitempty"` // absent: there is nothing to take back
}

// Task is something to do, or a step of it.
type Task struct {
	ID      string `json:"id,omitempty"` // absent in a template
	Title   string `json:"title"`
	Outcome string `json:"outcome"`          // open, done, dropped
	Task    string `json:"task,omitempty"`   // of a step: the title of its task
	Parent  string `json:"parent,omitempty"` // of a step: the ID of its task
	Steps   []Task `json:"steps,omitempty"`  // in order; the first open one is to be done next

	Estimate  int64     `json:"estimate_seconds,omitempty"` // 0: not known
	Left      int64     `json:"left_seconds,omitempty"`     // of a task with steps: what is estimated of the open ones
	Contexts  []string  `json:"contexts,omitempty"`         // where it can be done
	Area      string    `json:"area,omitempty"`
	Urgent    bool      `json:"urgent,omitempty"`
	Important bool      `json:"important,omitempty"`
	LowBrain  bool      `json:"low_brain,omitempty"` // can be done with half a mind
	Waiting   string    `json:"waiting,omitempty"`   // for what or whom
	Match     []string  `json:"match,omitempty"`     // what counts as working on it; absent: anything
	Goal      string    `json:"goal,omitempty"`      // its name
	Repeat    string    `json:"repeat,omitempty"`    // "every monday"
	Due       string    `json:"due,omitempty"`       // the logical day
	DueAt     time.Time `json:"due_at,omitzero"`
	Later     string    `json:"later,omitempty"` // not offered before that day

	Made   time.Time `json:"made,omitzero"`    // likewise
	Today  bool      `json:"today,omitempty"`  // put on today's list by the person
	Number int       `json:"number,omitempty"` // its place among the six, from 1
	Passed int       `json:"passed,omitempty"` // how often another one was taken from the same offer
	Next   string    `json:"next,omitempty"`   // where to go on, said when it was left
	Since  time.Time `json:"since,omitzero"`   // of the one that is being done
	Spent  int64     `json:"spent_seconds,omitempty"`
	Ended  time.Time `json:"ended,omitzero"`
	Line   string    `json:"line,omitempty"` // what add would make it of, only if asked for
}

// Order is how far the six were done in their order.
type Order struct {
	Kept int `json:"kept"` // that were the first open one when they were done
	Done int `json:"done"`
}

// Load is how full a day is.
type Load struct {
	Tasks      int64   `json:"tasks_seconds"` // as long as the open ones of its list will take the person
	TimeBlocks int64   `json:"time_blocks_seconds"`
	Habits     int64   `json:"habits_seconds"`
	Capacity   int64   `json:"capacity_seconds"` // what can be done in the day, or what is left of it
	Ratio      float64 `json:"ratio"`
	Level      string  `json:"level"` // fits, full, over, severe
}

// AgendaUndo is the change that undo would take back.
type AgendaUndo struct {
	ID   string    `json:"id"`
	At   time.Time `json:"at"`
	Verb string    `json:"verb"` // "done"
	What string    `json:"what"` // "call dentist"
}

// AgendaCommand is the body of POST /v1/agenda. What is to be named is named by
// ID, or by Query: what people type.
type AgendaCommand struct {
	Do    string   `json:"do"`
	ID    string   `json:"id,omitempty"`
	Query string   `json:"query,omitempty"` // a number of Seen, the beginning or end of an ID, or words of the name
	Seen  []string `json:"seen,omitempty"`  // the IDs of the list that the person saw last
	Known string   `json:"known,omitempty"` // the ID of the last change that the person knows, "none": no later one is written over

	Line  string   `json:"line,omitempty"`  // add, edit: "call dentist ~4m @phone !1 due:fri"
	Text  string   `json:"text,omitempty"`  // split: steps, one a line
	Day   string   `json:"day,omitempty"`   // later: 2026-12-01, tomorrow, fri, +3d
	Next  string   `json:"next,omitempty"`  // leave: where to go on
	Name  string   `json:"name,omitempty"`  // save_template: of the template; use_template: of the task
	List  []string `json:"list,omitzero"`   // six: tasks in order; order: steps; each an ID or a query
	Place int      `json:"place,omitempty"` // six: of one task, from 1

	Kind    string   `json:"kind,omitempty"`    // tick, untick, excuse, unexcuse: time_block or habit; absent: whichever has the name
	Amount  float64  `json:"amount,omitempty"`  // tick: minutes or times; 0: as much as is asked for
	Reason  string   `json:"reason,omitempty"`  // excuse, vacation
	From    string   `json:"from,omitempty"`    // vacation: its first day
	To      string   `json:"to,omitempty"`      // vacation: its last day
	Of      []string `json:"of,omitzero"`       // vacation: time blocks and habits; none: all
	Horizon int      `json:"horizon,omitempty"` // days before a change that makes something easier holds
	Force   bool     `json:"force,omitempty"`   // block_add, block_edit: more than five on a day
	Accept  bool     `json:"accept,omitempty"`  // ramp: the change of the target; false: refuse it

	TimeBlock *TimeBlockForm `json:"time_block,omitempty"` // block_add, block_edit
	Habit     *HabitForm     `json:"habit,omitempty"`      // habit_add, habit_edit
	Goal      *GoalForm      `json:"goal,omitempty"`       // goal_add, goal_edit
}

// AgendaDone is the answer of POST /v1/agenda.
type AgendaDone struct {
	Verb   string `json:"verb"` // of the command, or of the one that was taken back; "": nothing had to be done
	What   string `json:"what"`
	ID     string `json:"id,omitempty"`
	Undone bool   `json:"undone,omitempty"` // it was taken back
	Task   *Task  `json:"task,omitempty"`   // as it is now
	Then   *Task  `json:"then,omitempty"`   // what comes after it: the next step, or the next time

	TimeBlock *TimeBlock `json:"time_block,omitempty"` // as it is now, today
	Habit     *Habit     `json:"habit,omitempty"`
	Goal      *Goal      `json:"goal,omitempty"`

	Notices []AgendaNotice `json:"notices,omitempty"` // to be said once
	Edition uint64         `json:"edition"`
	Change  string         `json:"change,omitempty"` // the ID of what undo would take back now
}

// AgendaNotice is something to say to the person once.
type AgendaNotice struct {
	Kind string `json:"kind"` // load, tasks, time_blocks, split
	Text string `json:"text"`
	Task string `json:"task,omitempty"` // ID, of split
}

// Tasks is the answer of GET /v1/tasks.
type Tasks struct {
	Day   string `json:"day"` // today
	Tasks []Task `json:"tasks"`
	More  int    `json:"more,omitempty"` // how many there are beside, where a limit was asked for
}

// TaskQuery says which tasks Client.Tasks is about; zero fields say nothing.
type TaskQuery struct {
	State    string    // open, done, dropped, all; "" is open
	From, To time.Time // of ended ones: when they ended
	Context  string
	Area     string
	Goal     string // its name or ID
	Words    string // of the title
	Lines    bool   // with the lines that they could be added by
	Limit    int    // only the first so many; 0: all
}

// Next is the answer of GET /v1/next.
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

// Templates is the answer of GET /v1/templates, by name.
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

// Agenda is today's.
func (c *Client) Agenda(ctx context.Context) (Agenda, error) {
	return get[Agenda](ctx, c, "/v1/agenda")
}

// AgendaOf is that of a day: 2026-11-22, yesterday, tomorrow, fri.
func (c *Client) AgendaOf(ctx context.Context, day string) (Agenda, error) {
	return get[Agenda](ctx, c, "/v1/agenda?"+url.Values{"day": {day}}.Encode())
}

// ChangeAgenda makes a command happen. When it returns nil, the command is on
// disk.
func (c *Client) ChangeAgenda(ctx context.Context, cmd AgendaCommand) (AgendaDone, error) {
	return post[AgendaDone](ctx, c, "/v1/agenda", cmd)
}

// Tasks are those that q asks for.
func (c *Client) Tasks(ctx context.Context, q TaskQuery) (Tasks, error) {
	v := rangeOf(q.From, q.To)
	for name, value := range map[string]string{
		"state": q.State, "context": q.Context, "area": q.Area, "goal": q.Goal, "q": q.Words, "lines": set(q.Lines),
		"limit": number(q.Limit),
	} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return get[Tasks](ctx, c, withQuery("/v1/tasks", v))
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

// Templates are all there are.
func (c *Client) Templates(ctx context.Context) (Templates, error) {
	return get[Templates](ctx, c, "/v1/templates")
}

// number is how a parameter says n, if it says anything.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// set is how a parameter says that it is so.
func set(is bool) string {
	if is {
		return "1"
	}
	return ""
}

func withQuery(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

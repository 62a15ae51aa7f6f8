package api

import (
	"context"
	"net/url"
	"time"
)

// Agenda is the answer of GET /v1/agenda: one logical day.
//
// # GET /v1/agenda
//
// One logical day of what the person wants to do: today, or the day of "day"
// (2026-11-22, yesterday, tomorrow, fri). six are the tasks that the person
// ranked; tasks are the open ones on the list of the day: those ranked, put there,
// due by its end, or being done. Of a day that is over there are the six and what
// was done. Of time blocks and habits there are those that are for the day, and
// those done on it; a state is open (there is time for it), done, excused, and once
// the day is over partly or not_done. A tick by "tracker" or "entry" has as evidence
// what the time went to; one that was taken back says when. Of a habit that is
// quiet there is no streak. undo is the change that undo would take back.
//
//	GET /v1/agenda
//
//	200 OK
//	{
//	  "at": "2026-11-22T09:05:00Z",
//	  "day": "2026-11-22",
//	  "edition": 12,
//	  "active": {
//	    "id": "01KAH4V3Z8QWERTZ0123456781",
//	    "title": "outline",
//	    "outcome": "open",
//	    "task": "write report",
//	    "parent": "01KAH4V3Z8QWERTZ0123456780",
//	    "estimate_seconds": 300,
//	    "made": "2026-11-21T10:00:00Z",
//	    "since": "2026-11-22T09:01:00Z"
//	  },
//	  "six": [],
//	  "tasks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456782",
//	      "title": "call dentist",
//	      "outcome": "open",
//	      "estimate_seconds": 240,
//	      "contexts": ["phone"],
//	      "urgent": true,
//	      "important": true,
//	      "due": "2026-11-22",
//	      "made": "2026-11-20T08:00:00Z"
//	    }
//	  ],
//	  "done": [],
//	  "open": 14,
//	  "load": {
//	    "tasks_seconds": 540,
//	    "time_blocks_seconds": 0,
//	    "habits_seconds": 0,
//	    "capacity_seconds": 14400,
//	    "ratio": 0.0375,
//	    "level": "fits"
//	  },
//	  "time_blocks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456783",
//	      "name": "writing",
//	      "minutes": 60,
//	      "days": "mon,tue,wed,thu,fri,sat",
//	      "deep": true,
//	      "window": "09:00-11:00",
//	      "match": ["category:writing"],
//	      "made": "2026-11-01",
//	      "state": "open",
//	      "spent_minutes": 35,
//	      "planned": true,
//	      "fits": true,
//	      "next": true,
//	      "week": {"done": 4, "planned": 6}
//	    }
//	  ],
//	  "habits": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456784",
//	      "name": "stretch",
//	      "days": "daily",
//	      "measure": "once",
//	      "anchor": "first_block",
//	      "made": "2026-11-01",
//	      "state": "done",
//	      "eligible": true,
//	      "ticks": [{"at": "2026-11-22T08:30:00Z", "by": "person"}],
//	      "strength": 0.52,
//	      "streak": 9,
//	      "best": 12,
//	      "freezes": 1,
//	      "lately": {"kept": 19, "eligible": 21}
//	    }
//	  ],
//	  "score": {
//	    "time_blocks": {"done": 0, "planned": 1},
//	    "habits": {"done": 1, "planned": 1},
//	    "six": {"done": 0, "planned": 0},
//	    "perfect": false,
//	    "perfect_days": 11
//	  },
//	  "undo": {"id": "01KAN70CJ0QW1D7N3X8RFSGT5F", "at": "2026-11-22T09:01:00Z", "verb": "do", "what": "outline"}
//	}
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

// Score is what was done on a day of what was planned for it when it began.
type Score struct {
	TimeBlocks  Done `json:"time_blocks"`
	Habits      Done `json:"habits"`
	Six         Done `json:"six"`
	Perfect     bool `json:"perfect"`      // all of at least three
	PerfectDays int  `json:"perfect_days"` // of the last 30
}

// Done is how much of something was done.
type Done struct {
	Done    int `json:"done"`
	Planned int `json:"planned"`
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

// AgendaUndo is the change that undo would take back.
type AgendaUndo struct {
	ID   string    `json:"id"`
	At   time.Time `json:"at"`
	Verb string    `json:"verb"` // "done"
	What string    `json:"what"` // "call dentist"
}

// AgendaCommand is the body of POST /v1/agenda. What is to be named is named by
// ID, or by Query: what people type.
//
// # POST /v1/agenda
//
// Changes the agenda; when the answer is 200 it is on disk. What a command is
// about is named by its id, or by a query, as people type it: a number, which
// means the one of that place in "seen", the IDs of the list that they saw last;
// four or more characters of the beginning or end of an ID; or beginnings of words
// of its name. A line has the marks that "go doc focusd/timer/agenda" tells of.
// What goes with which command:
//
//	add              line
//	edit             task; line: what its marks and its text say is another now
//	split            task; text: steps, one a line
//	do               task (none: the first of the six): it is being done, and nothing else
//	leave            next: nothing is being done; where to go on, to be shown then
//	done             task (none: the one that is being done)
//	later            task; day: not offered, listed or ranked before
//	today            task: on the list of today
//	not_today        task: off that list, and not ranked
//	drop             task: not to be done at all
//	skip             task that repeats: its next time
//	reopen           task that is done or dropped
//	order            task; list: its open steps in order, by number, id or query
//	six              list of tasks in order, or a task and its place (none: the last)
//	one              task (none: no answer): what matters most today
//	save_template    task that is done; name
//	use_template     template; name: of the task
//	remove_template  template
//	block_add        time_block; force: a sixth on a day
//	block_edit       time block; time_block: what is to be different; force
//	block_end        time block: not planned any more, from today on
//	habit_add        habit
//	habit_edit       habit; habit: what is to be different; horizon
//	habit_end        habit: not asked for any more, from today on
//	habit_kick       habit: its kick-start begins again
//	ramp             habit; accept: the change of its target, or without it refuse that
//	tick             time block or habit; kind, amount, day (none: today)
//	untick           time block or habit; kind, day: what is counted only the last
//	excuse           time block or habit (none: all of the day); kind, day, reason
//	unexcuse         time block or habit (none: all of the day); kind, day
//	vacation         from, to (none: one day), of (none: everything), reason, horizon
//	vacation_end     vacation (none: the one that goes on, or the next)
//	goal_add         goal
//	goal_edit        goal; goal: what is to be different
//	goal_end         goal: reached or given up
//	reward_add       text
//	reward_take      reward: the person allowed themselves one
//	reward_rm        reward
//	exercise_start   three days of seeing where the time goes, from today on
//	exercise_extend  a day more
//	exercise_end     before its last day is over
//	undo             takes the last change back that was not taken back yet
//
// A time block has name, minutes, days, area, goal, deep, batch, window, match,
// preset and rank; a habit name, days or per_week, measure, at_most, target, match,
// anchor, ramp, burst_minutes, area, goal, quiet and rank; a goal name, dream, area,
// target, unit, period, at_most, until, parts, match, idle_days and rank. What an
// edit does not have stays as it is. Past days stay measured by what held then.
//
// With "known", the id of the last change that the person knows, which is that of
// undo, or "none", a command about something that was changed since is refused with
// "changed". It goes with all that name something. What is tracked changes nothing.
// With undo, "known" is the change that is meant: it is refused if that is not the
// last. The answer has as "change" the one that undo would take back now.
//
// The answer has the task as it is now, what comes after it, and notices: each is
// given once, and for the person to see. verb is "" where nothing had to be done.
// Taking one of the tasks of an offer counts the others as passed over.
//
//	POST /v1/agenda
//	{"do": "add", "line": "call dentist ~4m @phone !1 due:today"}
//
//	200 OK
//	{
//	  "verb": "add",
//	  "what": "call dentist",
//	  "id": "01KAH4V3Z8QWERTZ0123456782",
//	  "task": {
//	    "id": "01KAH4V3Z8QWERTZ0123456782",
//	    "title": "call dentist",
//	    "outcome": "open",
//	    "estimate_seconds": 240,
//	    "contexts": ["phone"],
//	    "urgent": true,
//	    "important": true,
//	    "due": "2026-11-22",
//	    "made": "2026-11-22T09:05:00Z"
//	  },
//	  "notices": [{"kind": "load", "text": "today is too full (over): put something off"}],
//	  "edition": 13
//	}
//
//	POST /v1/agenda
//	{"do": "done", "query": "2", "seen": ["01KAH4V3Z8QWERTZ0123456780", "01KAH4V3Z8QWERTZ0123456782"]}
//
//	POST /v1/agenda
//	{"do": "undo"}
//
//	200 OK
//	{"verb": "done", "what": "call dentist", "undone": true, "edition": 15}
//
//	POST /v1/agenda
//	{"do": "block_add", "time_block": {"name": "writing", "minutes": 60, "days": "mon-sat", "match": ["category:writing"]}}
//
//	POST /v1/agenda
//	{"do": "tick", "query": "stretch"}
//
//	200 OK
//	{
//	  "verb": "tick",
//	  "what": "stretch",
//	  "id": "01KAH4V3Z8QWERTZ0123456784",
//	  "habit": {
//	    "id": "01KAH4V3Z8QWERTZ0123456784",
//	    "name": "stretch",
//	    "days": "daily",
//	    "measure": "once",
//	    "made": "2026-11-22",
//	    "state": "done",
//	    "eligible": true,
//	    "ticks": [{"at": "2026-11-22T08:30:00Z", "by": "person"}],
//	    "streak": 1,
//	    "best": 1,
//	    "kick_start": {"done": 1, "eligible": 1}
//	  },
//	  "edition": 16
//	}
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

package api

import (
	"context"
	"time"
)

// Tasks is the answer of GET /v1/tasks.
//
// # GET /v1/tasks
//
// Tasks by their state: open (which is meant unasked), done, dropped or all. Open
// ones are whole, with their steps: those that can be done now by urgency and
// importance, then those that wait or were put off. Ended ones are those that
// ended in [from, to), the last 30 days unasked, tasks and steps alike, in order
// of time. context, area and goal are names, q is words of the title; with lines=1
// each has the line that it could be added by. With limit=N there are the first N,
// and "more" counts the others.
//
//	GET /v1/tasks?context=phone
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "tasks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456780",
//	      "title": "write report",
//	      "outcome": "open",
//	      "steps": [
//	        {
//	          "id": "01KAH4V3Z8QWERTZ0123456781",
//	          "title": "ask for figures",
//	          "outcome": "open",
//	          "task": "write report",
//	          "parent": "01KAH4V3Z8QWERTZ0123456780",
//	          "estimate_seconds": 300,
//	          "contexts": ["phone"],
//	          "made": "2026-11-21T10:00:00Z"
//	        }
//	      ],
//	      "left_seconds": 300,
//	      "repeat": "every month on the 1st",
//	      "due": "2026-12-01",
//	      "made": "2026-11-21T10:00:00Z",
//	      "number": 1
//	    }
//	  ]
//	}
type Tasks struct {
	Day   string `json:"day"` // today
	Tasks []Task `json:"tasks"`
	More  int    `json:"more,omitempty"` // how many there are beside, where a limit was asked for
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

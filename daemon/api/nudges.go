package api

import (
	"context"
	"strings"
	"time"
)

// Nudge is something that the person was told or asked, and has not answered.
type Nudge struct {
	ID      uint64     `json:"id"`
	Kind    string     `json:"kind"` // return (a running block lost time), gap (nobody was there), ...
	At      time.Time  `json:"at"`   // when it was said
	Until   *time.Time `json:"until,omitempty"`
	From    *time.Time `json:"from,omitempty"` // what it is about
	To      *time.Time `json:"to,omitempty"`
	Seconds int64      `json:"seconds,omitempty"` // its length
	About   []string   `json:"about,omitempty"`   // names of what it is about, in the person's own words
	Quiet   bool       `json:"quiet,omitempty"`   // it is there for who looks, and never a notification
	Answers []string   `json:"answers"`           // keep, offline_work, ...; dismissed is always understood
}

// Saying is what a nudge says in the middle of a line, wherever it is shown: its
// kind with its length, as who shows it writes that, and without what it is about.
// Of a kind that a newer daemon has it is the name of the kind.
func (n Nudge) Saying(length string) string {
	switch n.Kind {
	case "rest":
		return "time to rest for " + length
	case "resting":
		return "resting for " + length
	case "overload":
		return "today is too full"
	case "tasks":
		return "many tasks for one day"
	case "time_blocks":
		return "many time blocks for one day"
	case "juggling":
		return "one thing at a time"
	case "switching":
		return "from one thing to the next, more often than usual"
	case "unrested":
		return "no rest for " + length
	case "skips":
		return "three breaks skipped in a row"
	case "limit":
		return "at the machine for " + length + " today"
	case "goals":
		return "nothing was done lately"
	case "wins":
		return "look what got done today"
	case "pieces":
		return "something small"
	case "reward":
		return "earned"
	}
	return strings.ReplaceAll(n.Kind, "_", " ")
}

// AnswerCommand is the body of POST /v1/answer. The answer is the Status after it.
//
// # POST /v1/answer
//
// Answers what the person was asked or offered: the nudges of the status say what
// is open and which answers it takes. Without an id it is the latest that takes
// the answer. The answer of the daemon is the status. What there is, and what the
// answers do:
//
//	return   a running block lost time            keep gives it back; offline_work and break
//	         make an entry of it; drop: nothing
//	gap      nobody was there                     offline_work, break, drop
//	morning  which task matters most today        choose: the one in "about"; skip: not today
//	rest     a rest is due, "seconds" long        take begins it; postpone; skip
//	resting  it has begun by itself
//	start    work since "from" without a block    accept starts one that began then
//	drift    in a block, and somewhere else       back; belongs: it is part of it; pause
//	reward   one of the person's own, earned      accept takes it
//	pieces   small tasks that fit the gap; quiet  accept begins the first
//	record   from and to looked like a block      accept writes it down
//	recovered  a block was closed because no      keep has it end where it would have;
//	         daemon ran, at "from"                drop: nothing
//
// and what wants no answer, once a day each: overload, tasks, time_blocks,
// juggling, switching, unrested, skips, limit, goals, wins. All take dismissed:
// three times at one hour, and that is silent at the hour for a week. More kinds
// may come.
//
//	POST /v1/answer
//	{"id": 7, "answer": "keep"}
type AnswerCommand struct {
	ID     uint64 `json:"id,omitempty"` // none: the latest that takes the answer
	Answer string `json:"answer"`
}

// Answer answers a nudge; 0 is the latest that takes the answer.
func (c *Client) Answer(ctx context.Context, id uint64, answer string) (Status, error) {
	return post[Status](ctx, c, "/v1/answer", AnswerCommand{ID: id, Answer: answer})
}

package api

import (
	"context"
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

// AnswerCommand is the body of POST /v1/answer. The answer is the Status after it.
type AnswerCommand struct {
	ID     uint64 `json:"id,omitempty"` // none: the latest that takes the answer
	Answer string `json:"answer"`
}

// Answer answers a nudge; 0 is the latest that takes the answer.
func (c *Client) Answer(ctx context.Context, id uint64, answer string) (Status, error) {
	return post[Status](ctx, c, "/v1/answer", AnswerCommand{ID: id, Answer: answer})
}

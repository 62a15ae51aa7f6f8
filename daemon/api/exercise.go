package api

import (
	"context"
	"time"
)

// Exercise is the answer of GET /v1/exercise: the one that goes on, or the last.
//
// # GET /v1/exercise
//
// The exercise of three days in which all time is accounted for: the one that goes
// on, or the last. text is its report, for people. A day counts with four fifths of
// its waking time; another is offered once all are over and one did not count.
//
//	GET /v1/exercise
//
//	200 OK
//	{
//	  "running": true,
//	  "from": "2026-11-21",
//	  "day": 2,
//	  "days": 3,
//	  "progress": "day 2 of 3, 91 % accounted for",
//	  "coverage": [{"day": "2026-11-21", "percent": 91, "counts": true}],
//	  "class_seconds": {"earns": 14400, "unclassified": 3600},
//	  "suggestions": [{"kind": "unclassified", "finding": "a fifth has no category", "advice": "File what is greatest."}],
//	  "overhead_seconds": 80,
//	  "text": "Where 2 days went"
//	}
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

// Exercise is the one that goes on, or the last.
func (c *Client) Exercise(ctx context.Context) (Exercise, error) {
	return get[Exercise](ctx, c, "/v1/exercise")
}

package api

import "time"

// Timer is the timer as a client needs it to show and count down by itself.
type Timer struct {
	State  string `json:"state"`           // idle, work, paused, overtime, short_break, long_break, break_over
	Cause  string `json:"cause,omitempty"` // in paused: internal, external, away, lock, sleep, restart
	Kind   string `json:"kind"`            // pomodoro, flow, burst
	Preset string `json:"preset"`          // of the running block, else what a plain start starts
	Label  string `json:"label,omitempty"`

	Since   *time.Time `json:"since,omitempty"` // when the state began
	Started *time.Time `json:"started,omitempty"`
	Ends    *time.Time `json:"ends,omitempty"`  // deadline of the block or end of the break; absent in flow, paused, idle
	Planned int64      `json:"planned_seconds"` // of the block or break; 0 in flow and idle
	Left    int64      `json:"left_seconds"`    // at At; negative in overtime and break_over; frozen in paused
	Elapsed int64      `json:"elapsed_seconds"` // focus of the block, or time in the break, at At

	Credits     float64 `json:"credits"`        // towards the long break
	LongEvery   int     `json:"long_every"`     // 0: this preset has no long break
	Next        string  `json:"next"`           // state that the plain next step leads to: work, short_break, long_break
	NextSeconds int64   `json:"next_seconds"`   // its length
	Postpones   int     `json:"postpones_left"` // in a break: how often it may still be postponed now

	Undo      string     `json:"undo,omitempty"` // verb that undo would take back
	UndoAt    *time.Time `json:"undo_at,omitempty"`
	UndoUntil *time.Time `json:"undo_until,omitempty"`
}

// Block is one run of the timer.
type Block struct {
	Kind     string     `json:"kind"`
	Preset   string     `json:"preset"`
	Label    string     `json:"label,omitempty"` // of the last segment
	Started  time.Time  `json:"started"`
	Ended    *time.Time `json:"ended,omitempty"` // absent: running
	Planned  int64      `json:"planned_seconds"`
	Focus    int64      `json:"focus_seconds"`
	Outcome  string     `json:"outcome"` // completed, partial, abandoned, discarded; "" while it runs
	Gaps     int        `json:"interruptions"`
	Segments []Segment  `json:"segments,omitempty"`
}

// Segment is the part of a block spent on one task.
type Segment struct {
	Start time.Time `json:"start"`
	Label string    `json:"label"`
}

// Break is one rest after a block.
type Break struct {
	Long    bool       `json:"long"`
	Started time.Time  `json:"started"`
	Ended   *time.Time `json:"ended,omitempty"`
	Planned int64      `json:"planned_seconds"`
	Outcome string     `json:"outcome"` // taken, natural, cut_short, skipped; "" while it lasts
}

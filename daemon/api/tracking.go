package api

import (
	"context"
	"time"
)

// Tracking is whether the log is being written.
type Tracking struct {
	On          bool       `json:"on"`
	PausedUntil *time.Time `json:"paused_until,omitempty"` // absent while paused: until resumed
	HeldUntil   *time.Time `json:"held_until,omitempty"`   // reminders are silent until then
}

// TrackingCommand is the body of POST /v1/tracking and POST /v1/reminders.
//
// # POST /v1/tracking
//
// Pauses and resumes the log. Without seconds a pause lasts until it is
// resumed. The answer is the status.
//
//	POST /v1/tracking
//	{"do": "pause", "seconds": 900}
//
//	POST /v1/tracking
//	{"do": "resume"}
//
// # POST /v1/reminders
//
// Holds and releases reminders. Without seconds they are silent until the
// logical day ends. The answer is the status.
//
//	POST /v1/reminders
//	{"do": "hold", "seconds": 3600}
//
//	POST /v1/reminders
//	{"do": "release"}
type TrackingCommand struct {
	Do      string `json:"do"`                // pause, resume (tracking); hold, release (reminders)
	Seconds int64  `json:"seconds,omitempty"` // 0: until resumed (tracking), until the day ends (reminders)
}

// Length is Seconds as a length; zero means what the field's comment says.
func (c TrackingCommand) Length() (time.Duration, error) { return length(c.Seconds) }

// Tracking pauses and resumes the log.
func (c *Client) Tracking(ctx context.Context, cmd TrackingCommand) (Status, error) {
	return post[Status](ctx, c, "/v1/tracking", cmd)
}

// Reminders holds and releases reminders.
func (c *Client) Reminders(ctx context.Context, cmd TrackingCommand) (Status, error) {
	return post[Status](ctx, c, "/v1/reminders", cmd)
}

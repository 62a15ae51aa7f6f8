package api

import (
	"context"
	"net/url"
	"time"
)

// Why is the answer of GET /v1/why?at=: what the log says of an instant, and by
// what it was found.
type Why struct {
	At        time.Time `json:"at"`
	Presence  string    `json:"presence"`
	From      time.Time `json:"from"` // of that presence, in whatever windows
	To        time.Time `json:"to"`   // of that presence; now, if it lasts
	Span      *Span     `json:"span,omitempty"`
	Rules     []Rule    `json:"rules,omitempty"` // those that match the window: the first decides its category
	Entry     *Entry    `json:"entry,omitempty"` // what the person says of that time, and counts instead
	Because   string    `json:"because"`         // in words, for people
	Journal   bool      `json:"journal"`         // false: the journal of witnesses has nothing of that time
	Witnesses []Witness `json:"witnesses"`       // what was in force
}

// Witness is something that was so at an instant, and who said so.
type Witness struct {
	Kind  string     `json:"kind"` // daemon, window, input, evidence, lock, sleep, slept, tracking, clock, zone, journal
	Since time.Time  `json:"since"`
	Noted *time.Time `json:"noted,omitempty"` // when it became known, if that was later
	By    string     `json:"by,omitempty"`
	Text  string     `json:"text"` // in words, for people
}

// Why is what the log says of an instant, and by what it was found.
func (c *Client) Why(ctx context.Context, at time.Time) (Why, error) {
	return get[Why](ctx, c, "/v1/why?"+url.Values{"at": {at.UTC().Format(time.RFC3339Nano)}}.Encode())
}

package api

import (
	"context"
	"time"
)

// Rewards is the answer of GET /v1/rewards.
//
// # GET /v1/rewards
//
// The nice things that the person wants to allow themselves.
//
//	GET /v1/rewards
//
//	200 OK
//	{"rewards": [{"id": "01KAH4V3Z8QWERTZ0123456789", "text": "coffee on the balcony", "made": "2026-11-01T09:00:00Z", "taken": 3}]}
type Rewards struct {
	Rewards []Reward `json:"rewards"`
}

// Reward is something nice that the person allows themselves.
type Reward struct {
	ID    string    `json:"id"`
	Text  string    `json:"text"`
	Made  time.Time `json:"made"`
	Taken int       `json:"taken"` // how often
}

// Rewards are all there are.
func (c *Client) Rewards(ctx context.Context) (Rewards, error) {
	return get[Rewards](ctx, c, "/v1/rewards")
}

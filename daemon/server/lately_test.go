package server

import (
	"errors"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
)

func TestLately(t *testing.T) {
	var l lately
	reads := 0
	var failing error
	read := func() (agenda.Facts, error) {
		reads++
		return agenda.Facts{Best: []int{reads}}, failing
	}
	first, second := new(engine.Snapshot), new(engine.Snapshot)
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		snap  *engine.Snapshot
		after time.Duration
		fails error
		want  int // reads so far
	}{
		{"asked for the first time", first, 0, nil, 1},
		{"again, a moment later", first, moment / 2, nil, 1},
		{"later", first, 2 * moment, nil, 2},
		{"something has changed", second, 2 * moment, nil, 3},
		{"the clock was set back", second, moment, nil, 4},
		{"it cannot be read", first, moment, errors.New("a broken page"), 5},
		{"and that is not remembered", second, moment, nil, 5},
	} {
		failing = tt.fails
		facts, err := l.of(tt.snap, begin.Add(tt.after), read)
		if reads != tt.want || !errors.Is(err, tt.fails) || err == nil && facts.Best[0] > reads {
			t.Errorf("%s: %d reads, %v, want %d", tt.name, reads, err, tt.want)
		}
	}
}

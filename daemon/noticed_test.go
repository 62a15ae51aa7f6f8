package daemon

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"focusd/tracker"
)

func TestWhatTheClocksDid(t *testing.T) {
	start := tracker.Clocks{Wall: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Mono: time.Hour, Boot: 2 * time.Hour}
	later := func(ran, slept, set time.Duration) tracker.Clocks {
		return tracker.Clocks{Wall: start.Wall.Add(ran + slept + set), Mono: start.Mono + ran, Boot: start.Boot + ran + slept}
	}
	for name, c := range map[string]struct {
		now  tracker.Clocks
		want machine
	}{
		"nothing":       {later(time.Minute, 0, 0), machine{}},
		"a sleep":       {later(time.Minute, time.Hour, 0), machine{slept: start.Wall.Add(time.Minute), woke: start.Wall.Add(61 * time.Minute)}},
		"set forward":   {later(time.Minute, 0, time.Hour), machine{set: start.Wall.Add(61 * time.Minute), by: time.Hour}},
		"set back":      {later(time.Minute, 0, -time.Hour), machine{set: start.Wall.Add(-59 * time.Minute), by: -time.Hour}},
		"too small":     {later(time.Minute, 0, time.Second), machine{}},
		"both together": {later(0, time.Hour, time.Hour), machine{slept: start.Wall.Add(time.Hour), woke: start.Wall.Add(2 * time.Hour), set: start.Wall.Add(2 * time.Hour), by: time.Hour}},
	} {
		n := noticed{clocks: start}
		n.jumped(c.now)
		if got := n.now(); got != c.want {
			t.Errorf("%s: noticed %+v, want %+v", name, got, c.want)
		}
	}
}

func TestJumpsArePassedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		now := tracker.Clocks{Wall: time.Now(), Mono: time.Hour, Boot: time.Hour}
		var n noticed
		in := make(chan struct{})
		out := n.jumps(ctx, in, func() tracker.Clocks { return now })
		for range 3 { // nobody receives meanwhile
			now.Wall = now.Wall.Add(time.Hour)
			in <- struct{}{}
			synctest.Wait()
		}
		if got := len(out); got != 1 || n.now().by != time.Hour {
			t.Errorf("%d jumps wait, the last was by %v; want one that says the same, by an hour", got, n.now().by)
		}
	})
	if (&noticed{}).jumps(t.Context(), nil, nil) != nil {
		t.Error("jumps are promised where the kernel tells none")
	}
}

func TestWhatLogindSays(t *testing.T) {
	var n noticed
	at := time.Date(2026, 11, 22, 22, 0, 0, 0, time.UTC)
	n.leaves(at)
	if got := n.now(); got.slept != at || !got.woke.IsZero() {
		t.Errorf("about to sleep: %+v", got)
	}
	n.wakes(at.Add(time.Hour))
	n.unannounced(errors.New("gone"))
	if got := n.now(); got.woke != at.Add(time.Hour) || got.silent == nil {
		t.Errorf("awake, and logind is gone: %+v", got)
	}
}

package daemon

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/nudge"
)

func TestNudgesAsConfigured(t *testing.T) {
	tests := []struct {
		name string
		text string
		said []nudge.Kind
		off  []nudge.Kind
	}{
		{"all there are", "", []nudge.Kind{nudge.Return, nudge.Gap, nudge.Rest, nudge.Drift}, nil},
		{"no questions", "[questions]\nenabled = false", []nudge.Kind{nudge.Rest}, []nudge.Kind{nudge.Return, nudge.Gap}},
		{"nothing else", "[nudges]\nenabled = false", []nudge.Kind{nudge.Return, nudge.Gap}, []nudge.Kind{nudge.Rest, nudge.Start, nudge.Morning, nudge.Pieces}},
		{"not these", "[nudges]\noff = [\"drift\", \"gap\"]", []nudge.Kind{nudge.Rest, nudge.Return}, []nudge.Kind{nudge.Drift, nudge.Gap}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cfg, err := parseConfig([]byte(tt.text), Paths{})
			if err != nil {
				t.Fatal(err)
			}
			off := cfg.nudgeRules().Off
			for _, k := range tt.said {
				if slices.Contains(off, k) {
					t.Errorf("%q switches %v off", tt.text, k)
				}
			}
			for _, k := range tt.off {
				if !slices.Contains(off, k) {
					t.Errorf("%q does not switch %v off", tt.text, k)
				}
			}
		})
	}
}

func TestNudgesHaveTheirLengths(t *testing.T) {
	cfg, err := parseConfig([]byte("[nudges]\nrest_after = \"40m\"\ndaily_limit = \"8h\"\nwins_at = \"17:30\"\nrecord_at = \"18:30\"\nreward_every = 3"), Paths{})
	if err != nil {
		t.Fatal(err)
	}
	r := cfg.nudgeRules()
	if r.Short.After != 40*time.Minute || r.Long.After != 80*time.Minute || r.DailyLimit != 8*time.Hour || r.WinsAt != 17*time.Hour+30*time.Minute || r.RecordAt != 18*time.Hour+30*time.Minute || r.RewardEvery != 3 {
		t.Errorf("the rules are %+v", r)
	}
	for _, wrong := range []string{"off = [\"everything\"]", "rest_after = \"5m\"", "daily_limit = \"5m\"", "wins_at = \"late\"", "record_at = \"late\"", "reward_every = 0", "reward_every = 51"} {
		if _, err := parseConfig([]byte("[nudges]\n"+wrong), Paths{}); err == nil || !strings.Contains(err.Error(), "nudges.") {
			t.Errorf("%s: %v, want an error that names the setting", wrong, err)
		}
	}
}

func TestSnapshotsAreShared(t *testing.T) {
	in := make(chan *engine.Snapshot)
	slow, quick := make(chan *engine.Snapshot, 1), make(chan *engine.Snapshot, 1)
	ended := make(chan struct{})
	go func() { defer close(ended); share(in, slow, quick) }()
	var last *engine.Snapshot
	for range 3 {
		last = &engine.Snapshot{}
		in <- last
		if got := <-quick; got != last {
			t.Errorf("who reads all has %p, want %p", got, last)
		}
	}
	close(in)
	<-ended
	if got := <-slow; got != last {
		t.Errorf("who skipped has %p, want the last one %p", got, last)
	}
	if _, more := <-slow; more {
		t.Error("the end is not passed on")
	}
}

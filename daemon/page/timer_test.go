package page

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// TestVerbs are those that the daemon would not refuse in a state.
func TestVerbs(t *testing.T) {
	at := status().At
	ends := at.Add(10 * time.Minute)
	for _, tt := range []struct {
		timer api.Timer
		says  string
		want  string
	}{
		{api.Timer{State: "idle"}, "Ready when you are", ""},
		{api.Timer{State: "work", Ends: &ends, Planned: 1500}, "Working", "pause finish extend stop"},
		{api.Timer{State: "work", Kind: "flow"}, "Working", "pause finish stop"},
		{api.Timer{State: "paused", Cause: "lock"}, "Paused: the screen is locked", "resume finish stop"},
		{api.Timer{State: "paused", Cause: "internal"}, "Paused", "resume finish stop"},
		{api.Timer{State: "overtime", Ends: &at}, "Time is up, go on or rest", "finish extend skip stop"},
		{api.Timer{State: "short_break", Ends: &ends}, "A short break", "start skip stop"},
		{api.Timer{State: "long_break", Ends: &ends, Postpones: 1}, "A long break", "start skip postpone stop"},
		{api.Timer{State: "break_over"}, "The break is over", "start stop"},
		{api.Timer{State: "new_state"}, "new state", ""},
	} {
		v := timerView{visit: empty().visit(t, ""), Timer: tt.timer}
		var got []string
		mains := 0
		for _, verb := range v.Verbs() {
			got = append(got, verb.Do)
			if verb.Main {
				mains++
			}
		}
		if strings.Join(got, " ") != tt.want || v.Says() != tt.says || len(got) > 0 && mains != 1 {
			t.Errorf("%s: %q with %v, %d of them first, want %q with %s", tt.timer.State, v.Says(), got, mains, tt.says, tt.want)
		}
	}
}

// TestClocks: one runs down to its end, one up from its beginning, one stands.
func TestClocks(t *testing.T) {
	at := status().At
	ends := at.Add(10 * time.Minute)
	started := at.Add(-15 * time.Minute)
	for name, tt := range map[string]struct {
		timer api.Timer
		want  string
	}{
		"down":   {api.Timer{State: "work", Ends: &ends, Planned: 1500, Left: 600, Elapsed: 900, Started: &started}, `data-until="2026-11-22T09:10:00Z">10:00</time>`},
		"up":     {api.Timer{State: "work", Kind: "flow", Elapsed: 900, Started: &started}, `data-since="2026-11-22T08:45:00Z">15:00</time>`},
		"stands": {api.Timer{State: "paused", Planned: 1500, Left: 600, Elapsed: 900}, `</span>10:00</p>`},
		"over":   {api.Timer{State: "overtime", Ends: &started, Planned: 1500, Left: -900, Elapsed: 2400}, `<span class="unseen">Over by </span><time data-until="2026-11-22T08:45:00Z">−15:00</time>`},
		"ring":   {api.Timer{State: "work", Ends: &ends, Planned: 1500, Left: 600, Elapsed: 900}, `stroke-dasharray="600 1000" data-from="2026-11-22T08:45:00Z" data-planned="1500"`},
	} {
		f := empty()
		s := status()
		s.Timer = tt.timer
		f["/v1/status"] = s
		page := f.get(t, "/?parts=timer")
		wellFormed(t, page)
		if !strings.Contains(page, tt.want) {
			t.Errorf("%s: the page lacks %s:\n%s", name, tt.want, page)
		}
	}
}

// TestPlainStart proposes what a start without a name would be on.
func TestPlainStart(t *testing.T) {
	for name, tt := range map[string]struct {
		agenda api.Agenda
		want   string
	}{
		"nothing":            {api.Agenda{}, `data-key="l"></label>`},
		"the first open":     {api.Agenda{Six: []api.Task{{Title: "a", Outcome: "done"}, {Title: "b", Outcome: "open"}, {Title: "c", Outcome: "open"}}}, `placeholder="b"`},
		"what is being done": {api.Agenda{Active: &api.Task{Title: "d"}, Six: []api.Task{{Title: "b", Outcome: "open"}}}, `placeholder="d"`},
	} {
		f := empty()
		f["/v1/agenda"] = tt.agenda
		if page := f.get(t, "/?parts=timer"); !strings.Contains(page, tt.want) {
			t.Errorf("%s: the form lacks %s:\n%s", name, tt.want, page)
		}
	}
}

// TestPresetsHaveTheOneInForce also if it is nobody else's.
func TestPresetsHaveTheOneInForce(t *testing.T) {
	for preset, want := range map[string]int{"25/5": 8, "40/8": 9} {
		v := timerView{Timer: api.Timer{Preset: preset}}
		if got := v.Presets(); len(got) != want || !strings.Contains(strings.Join(got, " "), preset) {
			t.Errorf("with %s there are %v", preset, got)
		}
	}
}

package report

import (
	"strings"
	"testing"
	"time"

	"focusd/tracker/category"
)

// wasteful is three days with a habit of watching at one.
func wasteful(a time.Duration) []Day {
	d := Day{First: clock(8, 0), Activities: []Activity{{Class: category.Wastes, Category: "play", App: "video", Time: a}}}
	d.Hours[13] = Hour{Observed: time.Hour, Wasted: a}
	return times(3, d)
}

func TestNoDataNoSuggestion(t *testing.T) {
	for name, days := range map[string][]Day{
		"no days":                 nil,
		"days without activity":   times(3, Day{}),
		"days with nothing in it": times(3, Day{First: clock(8, 0)}),
		"too little to speak of":  wasteful(minutes(4)),
	} {
		if got := Suggest(days); len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestSuggestionsNameTheirNumbers(t *testing.T) {
	chatty := Block{End: at(1), Planned: minutes(50), Drifted: true, FirstDrift: minutes(26), Purity: Purity{Drift: minutes(12)}, Interruptions: []Interruption{
		{App: "chat", Back: minutes(4)}, {App: "chat", Back: minutes(8)},
	}}
	nameless := chatty
	nameless.Interruptions = []Interruption{{Back: minutes(4)}, {Back: minutes(4)}}
	calm := chatty
	calm.Planned = minutes(25)
	good := Day{First: clock(8, 0)}
	for _, hour := range []int{9, 10} {
		good.Hours[hour] = Hour{Observed: time.Hour, Good: minutes(40)}
	}
	perfect := good
	for _, hour := range []int{9, 10} {
		perfect.Hours[hour].Good = minutes(55)
	}
	unknown := Day{First: clock(8, 0), Classes: Classes{category.Unclassified: time.Hour, category.Earns: 2 * time.Hour}, Activities: []Activity{
		{Class: category.Earns, Category: "work", App: "editor", Time: 2 * time.Hour}, {App: "mystery", Time: time.Hour},
	}}
	little := unknown
	little.Classes[category.Earns] = 5 * time.Hour
	blocks := func(b Block, n int) []Day {
		d := Day{First: clock(8, 0)}
		for range n {
			d.Blocks = append(d.Blocks, b)
		}
		return times(2, d)
	}
	tests := []struct {
		name, kind string
		days       []Day
		finding    string // "": no such suggestion
		stake      time.Duration
	}{
		{"waste", "waste", wasteful(minutes(40)), "play · video took 2 h in 3 days, 40 min a day. The hour from 13 to 14 saw most of what you wish were less: 2 h.", minutes(40)},
		{"best hours", "best_hours", times(3, good), "9 to 11 are your best hours: 67 % of that time earned or was in a block, on 3 days. 40 min of it a day still went elsewhere.", minutes(40)},
		{"hours that are good already", "best_hours", times(3, perfect), "", 0},
		{"hours that are not known", "best_hours", times(2, good), "", 0},
		{"an app that interrupts", "interruption", blocks(chatty, 1), "chat took the front 4 times before your attention broke in a block. The way back took 6 min as a rule, 24 min in all.", minutes(12)},
		{"no app to name", "interruption", blocks(nameless, 2), "", 0},
		{"a length that fits", "length", blocks(chatty, 3), "Distraction set in within 26 min in half of 6 blocks, planned for 50 min; it took 1 h 12 of them.", minutes(36)},
		{"a length that fits already", "length", blocks(calm, 3), "", 0},
		{"too few blocks", "length", blocks(chatty, 2), "", 0},
		{"what nobody classified", "unclassified", times(3, unknown), "3 h of 9 h have no class, so nobody knows what they were worth. mystery is 3 h of it.", time.Hour},
		{"a sixth of it", "unclassified", times(3, little), "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var found Suggestion
			for _, s := range Suggest(tt.days) {
				if s.Kind == tt.kind {
					found = s
				}
			}
			if found.Finding != tt.finding || found.Stake != tt.stake {
				t.Errorf("%s: %q with %v at stake, want %q with %v", tt.kind, found.Finding, found.Stake, tt.finding, tt.stake)
			}
			if tt.finding != "" && (found.Advice == "" || !strings.HasSuffix(found.Advice, ".")) {
				t.Errorf("the advice is %q", found.Advice)
			}
		})
	}
}

func TestAtMostThreeSuggestionsTheGreatestFirst(t *testing.T) {
	d := wasteful(minutes(90))[0]
	for _, hour := range []int{9, 10} {
		d.Hours[hour] = Hour{Observed: time.Hour, Good: minutes(50)}
	}
	d.Classes = Classes{category.Unclassified: 5 * time.Hour}
	d.Activities = append(d.Activities, Activity{App: "mystery", Time: 5 * time.Hour})
	for range 3 {
		d.Blocks = append(d.Blocks, Block{End: at(1), Planned: minutes(50), Drifted: true, FirstDrift: minutes(20), Purity: Purity{Drift: minutes(10)}, Interruptions: []Interruption{
			{App: "chat", Back: minutes(20)},
		}})
	}
	var kinds []string
	for _, s := range Suggest(times(3, d)) {
		kinds = append(kinds, s.Kind)
	}
	if got := strings.Join(kinds, " "); got != "unclassified waste interruption" {
		t.Errorf("suggestions %q, want the three of most time", got)
	}
}

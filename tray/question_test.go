package tray

import (
	"slices"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/timer/nudge"
)

// Nudges as the daemon has them.
func lost() api.Nudge {
	return api.Nudge{ID: 7, Kind: "return", Seconds: 8*60 + 59, Answers: []string{"keep", "offline_work", "break", "drop"}}
}

func nudged(change func(*api.Status), nudges ...api.Nudge) Model {
	return with(func(s *api.Status) {
		change(s)
		s.Nudges = nudges
	})
}

func idling(*api.Status) {}

func TestQuestions(t *testing.T) {
	for _, tt := range []struct {
		name   string
		model  Model
		line   string
		others []string
	}{
		{"nothing", nudged(working), "", nil},
		{
			"lost by the block", nudged(working, lost()),
			"Away for 8 min – I was working",
			[]string{"Offline work", "A break", "Neither", "Dismiss"},
		},
		{
			"lost by a block that is over", nudged(idling, lost()),
			"Away for 8 min – offline work",
			[]string{"A break", "Neither", "Dismiss"},
		},
		{
			"nobody was there", nudged(idling, api.Nudge{Kind: "gap", Seconds: 7500, Answers: []string{"offline_work", "break", "drop"}}),
			"Away for 2 h 05 – offline work",
			[]string{"A break", "Neither", "Dismiss"},
		},
		{
			"in the morning", nudged(idling, api.Nudge{Kind: "morning", About: []string{"tax form"}, Answers: []string{"choose", "skip"}}),
			"First today: tax form – this one",
			[]string{"Not today", "Dismiss"},
		},
		{
			"in the morning, nothing ranked", nudged(idling, api.Nudge{Kind: "morning", Answers: []string{"choose", "skip"}}),
			"Which task matters most today? – not today",
			[]string{"Dismiss"},
		},
		{
			"like a block", nudged(idling, api.Nudge{Kind: "record", Seconds: 45 * 60, Answers: []string{"accept"}}),
			"45 min without interruption – write it down",
			[]string{"Dismiss"},
		},
		{
			"closed by a crash", nudged(idling, api.Nudge{Kind: "recovered", Seconds: 12 * 60, Answers: []string{"keep", "drop"}}),
			"A block lost 12 min, as focusd did not run – keep the time",
			[]string{"Leave it", "Dismiss"},
		},
		{
			"a rest is due", nudged(idling, api.Nudge{Kind: "rest", Seconds: 300, Answers: []string{"take", "postpone", "skip"}}),
			"Time to rest for 5 min – now",
			[]string{"Later", "Not this time", "Dismiss"},
		},
		{
			"without a block", nudged(idling, api.Nudge{Kind: "start", At: noon, From: at(-14 * time.Minute), Answers: []string{"accept"}}),
			"At work for 14 min without a block – start one from then",
			[]string{"Dismiss"},
		},
		{
			"somewhere else", nudged(working, api.Nudge{Kind: "drift", Answers: []string{"back", "belongs", "pause"}}),
			"Somewhere else – back to it",
			[]string{"It belongs to the block", "Pause", "Dismiss"},
		},
		{
			"a reward", nudged(breakOver, api.Nudge{Kind: "reward", About: []string{"a walk"}, Answers: []string{"accept"}}),
			"Earned: a walk – take it",
			[]string{"Dismiss"},
		},
		{
			"right to left", nudged(inOvertime, api.Nudge{Kind: "pieces", About: []string{"קריאה", "tea"}, Answers: []string{"accept"}}),
			"Something small: \u200e\u2068קריאה\u2069 – begin",
			[]string{"Dismiss"},
		},
		{
			"of a newer daemon", nudged(idling, api.Nudge{Kind: "how_was_it", Answers: []string{"very_good", "bad", "a", "b", "c", "d"}}),
			"How was it – very good",
			[]string{"Bad", "A", "B", "C", "Dismiss"},
		},
		{
			"the latest one", nudged(working, api.Nudge{Kind: "gap", Seconds: 60, Answers: []string{"break"}}, lost()),
			"Away for 8 min – I was working",
			[]string{"Offline work", "A break", "Neither", "Dismiss"},
		},
		{
			"an offer waits", nudged(working, lost(), api.Nudge{Kind: "pieces", Quiet: true, Answers: []string{"accept"}}),
			"Away for 8 min – I was working",
			[]string{"Offline work", "A break", "Neither", "Dismiss"},
		},
		{
			"an offer at the end of a block", nudged(inOvertime, api.Nudge{Kind: "pieces", Quiet: true, About: []string{"tea"}, Answers: []string{"accept"}}),
			"Something small: tea – begin",
			[]string{"Dismiss"},
		},
		{
			"an offer in a break, which has a submenu", nudged(inBreak, api.Nudge{Kind: "pieces", Quiet: true, About: []string{"tea"}, Answers: []string{"accept"}}),
			"", nil,
		},
		{
			"it is too late", nudged(working, api.Nudge{Kind: "gap", Until: at(0), Answers: []string{"break"}}),
			"", nil,
		},
		{"no daemon", Model{Status: api.Status{Nudges: []api.Nudge{lost()}}}, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := Render(tt.model, noon)
			if got := title(v, "asked"); got != tt.line {
				t.Errorf("the line is %q, want %q", got, tt.line)
			}
			if got := lines(v, "answer"); !slices.Equal(got, tt.others) {
				t.Errorf("the submenu has %q, want %q", got, tt.others)
			}
		})
	}
}

func TestWhatIsTold(t *testing.T) {
	for _, tt := range []struct {
		nudge api.Nudge
		want  string
	}{
		{api.Nudge{Kind: "resting", Seconds: 300}, "Resting for 5 min"},
		{api.Nudge{Kind: "overload"}, "Today is too full"},
		{api.Nudge{Kind: "tasks"}, "Many tasks for one day"},
		{api.Nudge{Kind: "time_blocks"}, "Many time blocks for one day"},
		{api.Nudge{Kind: "juggling"}, "One thing at a time"},
		{api.Nudge{Kind: "switching"}, "From one thing to the next, more often than usual"},
		{api.Nudge{Kind: "unrested", Seconds: 3 * 3600}, "No rest for 3 h"},
		{api.Nudge{Kind: "skips"}, "Three breaks skipped in a row"},
		{api.Nudge{Kind: "limit", Seconds: 8 * 3600}, "At the machine for 8 h today"},
		{api.Nudge{Kind: "goals", About: []string{"health"}}, "Nothing was done lately: health"},
		{api.Nudge{Kind: "wins"}, "Look what got done today"},
		{api.Nudge{Kind: "full_moon"}, "Full moon"},
		{lost(), ""},
		{api.Nudge{Kind: "wins", Until: at(-time.Second)}, ""},
	} {
		t.Run(tt.nudge.Kind, func(t *testing.T) {
			v := Render(nudged(working, tt.nudge), noon)
			if got := title(v, "told"); got != tt.want {
				t.Errorf("the line is %q, want %q", got, tt.want)
			}
			if v.usable("told") {
				t.Error("it can be clicked")
			}
		})
	}
	v := Render(nudged(idling, api.Nudge{Kind: "wins"}, lost()), noon)
	if title(v, "told") == "" || title(v, "asked") == "" {
		t.Error("of a question and a remark one hides the other")
	}
}

// The daemon says nothing that there are no words for here.
func TestEverythingSaidHasWords(t *testing.T) {
	for _, k := range nudge.Kinds() {
		n := api.Nudge{Kind: k.String(), Seconds: 300}
		if asking(n) == plain(n.Kind) && told(n) == plain(n.Kind) {
			t.Errorf("%v has no words of its own", k)
		}
	}
	for _, a := range []nudge.Answer{
		nudge.Keep, nudge.WasBreak, nudge.Drop, nudge.Choose, nudge.Accept, nudge.Take,
		nudge.Postpone, nudge.Skip, nudge.Back, nudge.Belongs,
	} {
		if sayingOf(a.String()) == plain(a.String()) {
			t.Errorf("%v has no words of its own", a)
		}
	}
}

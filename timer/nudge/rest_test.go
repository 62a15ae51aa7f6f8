package nudge

import (
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

func TestRest(t *testing.T) {
	for _, test := range []struct {
		name  string
		rules Rules
		act   func(p *person)
		want  string
		rests string // what became of the breaks
	}{
		{
			"said twice, then the tray tells",
			Rules{},
			func(p *person) { p.pass(95 * minute) },
			"50m rest, 51m rest again", "",
		},
		{
			"ignored for another fifty minutes",
			Rules{Off: []Kind{Unrested}},
			func(p *person) { p.pass(102 * minute) },
			"50m rest, 51m rest again, 1h40m rest long, 1h41m rest long again", "skipped overdue 50m",
		},
		{
			"a pause of ten seconds begins it",
			Rules{},
			func(p *person) { p.pass(50 * minute); p.away(6 * minute); p.pass(10 * minute) },
			"50m rest, 50m10s resting from 50m", "taken 50m-55m",
		},
		{"so does leaving", Rules{}, func(p *person) {
			p.pass(50*minute + 5*time.Second)
			p.leave(tracker.Locked)
			p.pass(6 * minute)
			p.comeBack()
			p.pass(10 * minute)
		}, "50m rest", "taken 50m5s-55m5s overdue 5s"},
		{
			"a pause after the notices does not",
			Rules{},
			func(p *person) { p.pass(53 * minute); p.still(2 * minute); p.pass(5 * minute) },
			"50m rest, 51m rest again", "",
		},
		{"taken by a click", Rules{}, func(p *person) {
			p.pass(51 * minute)
			p.answer(Rest, Take)
			p.away(6 * minute)
			p.pass(10 * minute)
		}, "50m rest, 51m rest again", "taken 51m-56m overdue 1m"},
		{"worked through", Rules{}, func(p *person) {
			p.pass(51 * minute)
			p.answer(Rest, Take)
			p.pass(20 * minute)
		}, "50m rest, 51m rest again", "cut_short 51m-56m overdue 1m"},
		{
			"left late",
			Rules{},
			func(p *person) { p.pass(60 * minute); p.away(7 * minute); p.pass(39 * minute) },
			"50m rest, 51m rest again", "taken 1h-1h7m overdue 10m",
		},
		{
			"skipped",
			Rules{},
			func(p *person) { p.pass(51 * minute); p.answer(Rest, Skip); p.pass(48 * minute) },
			"50m rest, 51m rest again", "skipped overdue 1m",
		},
		{"postponed twice, then it asks with less", Rules{}, func(p *person) {
			p.pass(50 * minute)
			p.answer(Rest, Postpone)
			p.pass(7 * minute)
			p.answer(Rest, Postpone)
			p.pass(20 * minute)
			p.answer(Rest, Skip)
		}, "50m rest, 55m rest, 56m rest again, 1h2m rest", "skipped postponed 2 overdue 27m"},
		{
			"a natural break stands for it",
			Rules{},
			func(p *person) { p.pass(40 * minute); p.away(6 * minute); p.pass(49 * minute) },
			"", "natural 40m-46m",
		},
		{
			"an early one is not worth a word",
			Rules{},
			func(p *person) { p.pass(20 * minute); p.away(6 * minute); p.pass(49 * minute) },
			"", "",
		},
		{
			"a shorter absence stops the clock only",
			Rules{},
			func(p *person) { p.pass(40 * minute); p.away(4 * minute); p.pass(11 * minute) },
			"54m rest, 55m rest again", "",
		},
		{"a meeting is activity and defers it", Rules{}, func(p *person) {
			p.pass(30 * minute)
			p.meeting(true)
			p.pass(30 * minute)
			p.meeting(false)
			p.pass(4 * minute)
		}, "1h2m rest, 1h3m rest again", ""},
		{"deferred, then had by itself", Rules{}, func(p *person) {
			p.meeting(true)
			p.pass(60 * minute)
			p.meeting(false)
			p.leave(tracker.Locked)
			p.pass(7 * minute)
			p.comeBack()
		}, "", "natural 1h-1h7m meeting 10m overdue 10m"},
		{
			"not while held",
			Rules{},
			func(p *person) { p.pass(40 * minute); p.hold(30 * minute); p.pass(29 * minute); p.pass(2 * minute) },
			"1h10m rest, 1h11m rest again", "",
		},
		{
			"a hold takes it back until later",
			Rules{},
			func(p *person) { p.pass(50 * minute); p.hold(20 * minute); p.pass(21 * minute) },
			"50m rest, 1h10m rest, 1h11m rest again", "",
		},
		{
			"not in a block",
			Rules{Off: []Kind{Unrested}},
			func(p *person) { p.do(timer.Start, "60/15"); p.pass(89 * minute) },
			"", "",
		},
		{
			"but in a very long one",
			Rules{Off: []Kind{Unrested}},
			func(p *person) { p.do(timer.Start, "flow"); p.pass(92 * minute) },
			"1h30m rest, 1h31m rest again", "",
		},
		{"the break of a block counts", Rules{}, func(p *person) {
			p.do(timer.Start, "25/5")
			p.pass(25 * minute)
			p.do(timer.Finish, "")
			p.away(6 * minute)
			p.pass(49 * minute)
		}, "", ""},
		{"but not when it was worked through", Rules{}, func(p *person) {
			p.do(timer.Start, "25/5")
			p.pass(25 * minute)
			p.do(timer.Finish, "")
			p.pass(26 * minute)
		}, "50m rest, 51m rest again", ""},
		{"nor is it a natural one", Rules{}, func(p *person) {
			p.do(timer.Start, "50/10")
			p.pass(49 * minute)
			p.do(timer.Finish, "")
			p.away(12 * minute)
		}, "", ""},
		{"off", Rules{Off: []Kind{Rest, Unrested}}, func(p *person) { p.pass(300 * minute) }, "", ""},
		{"a long rest is not spoken of when a short one is just over", Rules{}, func(p *person) {
			for _, active := range []time.Duration{45, 45, 5} {
				p.pass(active * minute)
				p.away(6 * minute)
			}
			p.pass(11*minute + 30*time.Second)
		}, "2h3m rest long, 2h4m rest long again", "natural 45m-51m, natural 1h36m-1h42m"},
		{"a long rest is due when four blocks' worth has passed", Rules{Off: []Kind{Gap}}, func(p *person) {
			p.pass(45 * minute)
			p.away(6 * minute)
			p.pass(45 * minute)
			p.away(6 * minute)
			p.pass(15 * minute)
			p.away(16 * minute)
		}, "1h52m rest long, 1h53m rest long again", "natural 45m-51m, natural 1h36m-1h42m, taken long 1h57m-2h13m overdue 5m"},
		{"without a source of input nobody works too long", Rules{}, func(p *person) {
			p.change(func(w *World) { w.Input = timer.Input{} })
			p.pass(600 * minute)
		}, "", ""},
		{"watching is being there", Rules{}, func(p *person) {
			p.change(func(w *World) { w.Presence, w.Since = tracker.Passive, p.now })
			p.pass(50 * minute)
			p.pass(3 * minute)
			p.change(func(w *World) { w.Presence, w.Since = tracker.Active, p.now })
			p.leave(tracker.Locked)
			p.pass(6 * minute)
		}, "53m rest", "taken 53m-58m not_active 3m overdue 3m"},
		{"nobody was watching", Rules{Off: []Kind{Gap}}, func(p *person) {
			p.pass(30 * minute)
			p.idle = true
			p.change(func(w *World) { w.Presence, w.Since = tracker.Passive, p.now })
			p.pass(12 * minute)
			p.change(func(w *World) { w.Presence, w.Since = tracker.Idle, zero.Add(30*minute) })
			p.pass(4 * minute)
			p.comeBack()
			p.pass(49 * minute)
		}, "", "natural long 30m-46m"},
		{"what is not recorded is no rest", Rules{}, func(p *person) {
			p.pass(45 * minute)
			p.leave(tracker.Paused)
			p.pass(60 * minute)
			p.comeBack()
			p.pass(6 * minute)
		}, "1h50m rest, 1h51m rest again", ""},
		{"a daemon that was not there for long saw a rest", Rules{Off: []Kind{Gap}}, func(p *person) {
			p.pass(45 * minute)
			p.leave(tracker.Unobserved)
			p.pass(16 * minute)
			p.comeBack()
			p.pass(49 * minute)
		}, "", "natural long 45m-1h1m"},
		{"not for long", Rules{}, func(p *person) {
			p.pass(45 * minute)
			p.leave(tracker.Unobserved)
			p.pass(14 * minute)
			p.comeBack()
			p.pass(6 * minute)
		}, "1h4m rest, 1h5m rest again", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := scene{test.name, test.rules, test.act, test.want}.play(t)
			if got := p.rests(); got != test.rests {
				t.Errorf("rests: %s, want %s", got, test.rests)
			}
		})
	}
}

func TestRestOffersLessAfterTwoPostponements(t *testing.T) {
	p := newPerson(t, Rules{})
	p.pass(50 * minute)
	for range 2 {
		p.answer(Rest, Postpone)
		p.pass(5 * minute)
	}
	n := p.last(Rest)
	if n.Takes(Postpone) || !n.Takes(Skip) || !n.Takes(Take) {
		t.Errorf("the third time it takes %v", n.Answers)
	}
	if err := p.try(Event{Said: Said{ID: n.ID, Answer: Postpone}}); err == nil {
		t.Error("postponed a third time")
	}
	p.pass(20 * minute)
	if got := p.last(Rest); got.ID != n.ID {
		t.Errorf("it asked again at %v", got.At)
	}
}

func TestPostponeCountsFromNow(t *testing.T) {
	p := newPerson(t, Rules{})
	p.pass(50 * minute)
	p.pass(40 * time.Second)
	p.look(Event{Said: Said{ID: p.last(Rest).ID, Answer: Postpone, For: 12 * minute}})
	p.pass(13 * minute)
	if got, want := p.log(), "50m rest, 1h2m40s rest, 1h3m40s rest again"; got != want {
		t.Errorf("said %s, want %s", got, want)
	}
}

func TestARestThatIsMostlyInputIsCut(t *testing.T) {
	for name, test := range map[string]struct {
		typed time.Duration
		want  string
	}{
		"a glance":           {20 * time.Second, "taken 50m-55m"},
		"under 30 percent":   {88 * time.Second, "taken 50m-55m"},
		"more than that":     {92 * time.Second, "cut_short 50m-54m32s"},
		"all that was left ": {2 * minute, "cut_short 50m-55m"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, Rules{})
			p.pass(50 * minute)
			p.still(3 * minute)
			p.pass(test.typed)
			p.idle = true
			p.look(Event{})
			p.pass(2*minute - test.typed)
			if got := p.rests(); got != test.want {
				t.Errorf("after %v of input: %s, want %s", test.typed, got, test.want)
			}
		})
	}
}

func TestATouchOfUnknownLength(t *testing.T) {
	for name, test := range map[string]struct {
		touch func(w *World)
		want  string
	}{
		"is a moment": {func(w *World) { w.Input.Since = time.Time{} }, "taken 50m-55m"},
		"is known":    {func(w *World) { w.Input.Since = zero.Add(50 * minute) }, "cut_short 50m-53m"},
		"is none where a film plays": {
			func(w *World) { w.Presence, w.Since = tracker.Passive, zero.Add(50*minute) },
			"taken 50m-55m",
		},
		"is a call": {func(w *World) { w.Meeting = true }, "cut_short 50m-53m"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, Rules{})
			p.pass(50 * minute)
			p.still(3 * minute)
			p.w.Input.Last = p.now
			p.change(test.touch)
			p.idle = true
			p.w.Meeting = false
			p.pass(3 * minute)
			if got := p.rests(); got != test.want {
				t.Errorf("rests: %s, want %s", got, test.want)
			}
		})
	}
}

func TestWhatAReminderWaitedFor(t *testing.T) {
	p := newPerson(t, Rules{Off: []Kind{Unrested}})
	p.s.Rudeness = []Rudeness{{Kind: Rest, Hour: 9, Until: zero.Add(time.Hour)}}
	p.pass(50 * minute) // manners until ten
	p.pass(10*minute - time.Second)
	p.hold(5 * minute)
	p.pass(4 * minute)
	p.meeting(true)
	p.pass(6 * minute)
	p.meeting(false)
	p.do(timer.Start, "25/5")
	p.pass(20 * minute)
	p.do(timer.Stop, "")
	p.answer(Rest, Skip)
	want := "skipped held 5m meeting 7m block 18m manners 9m59s overdue 39m59s"
	if got := p.rests(); got != want {
		t.Errorf("rests: %s, want %s", got, want)
	}
}

func TestAnEntryOfRestCounts(t *testing.T) {
	for name, test := range map[string]struct {
		entry Entry
		want  time.Duration // active since
	}{
		"a rest":             {Entry{Stretch: Stretch{zero.Add(20 * minute), zero.Add(30 * minute)}, Rest: true}, 10 * minute},
		"something else":     {Entry{Stretch: Stretch{zero.Add(20 * minute), zero.Add(30 * minute)}}, 40 * minute},
		"too short":          {Entry{Stretch: Stretch{zero.Add(20 * minute), zero.Add(24 * minute)}, Rest: true}, 40 * minute},
		"not over yet":       {Entry{Stretch: Stretch{zero.Add(20 * minute), zero.Add(50 * minute)}, Rest: true}, 40 * minute},
		"the wrong way":      {Entry{Stretch: Stretch{zero.Add(30 * minute), zero.Add(20 * minute)}, Rest: true}, 40 * minute},
		"as long as it gets": {Entry{Stretch: Stretch{zero, zero.Add(39 * minute)}, Rest: true}, minute},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, Rules{})
			p.pass(40 * minute)
			p.look(Event{Entry: test.entry})
			if got, _ := p.s.Unrested(p.now); got != test.want {
				t.Errorf("%+v: active since the last rest %v, want %v", test.entry, got, test.want)
			}
		})
	}
}

func TestUnrested(t *testing.T) {
	p := newPerson(t, Rules{})
	check := func(when string, short, long time.Duration) {
		t.Helper()
		s, l := p.s.Unrested(p.now)
		if s != short || l != long {
			t.Errorf("%s: %v and %v, want %v and %v", when, s, l, short, long)
		}
	}
	p.pass(30 * minute)
	check("after half an hour", 30*minute, 30*minute)
	p.now = p.now.Add(2 * minute)
	check("and two minutes of which nobody was told", 32*minute, 32*minute)
	p.away(6 * minute)
	check("after a short rest", 0, 32*minute)
	if got := p.s.Tired.Rested; !got.Equal(p.now) {
		t.Errorf("the last rest ended at %v, want %v", got, p.now)
	}
	p.pass(10 * minute)
	p.leave(tracker.Locked)
	p.pass(20 * minute)
	check("away", 10*minute, 42*minute)
	p.comeBack()
	check("after a long rest", 0, 0)
}

func TestTally(t *testing.T) {
	p := newPerson(t, Rules{Off: []Kind{Unrested}})
	if r, ok := p.s.Today.Breaks.Ratio(); ok {
		t.Errorf("a ratio of %v with no break due", r)
	}
	p.pass(50 * minute)
	p.answer(Rest, Skip)
	p.pass(45 * minute)
	p.away(20 * minute)
	p.pass(30 * minute)
	p.away(20 * minute)
	p.pass(51 * minute)
	p.answer(Rest, Take)
	p.away(6 * minute)
	got := p.s.Today.Breaks
	if got.Prompted != 2 || got.Skipped != 1 || got.Natural != 2 || got.Taken != 1 || got.Cut != 0 || got.Overdue != minute {
		t.Errorf("tally %+v of %s", got, p.rests())
	}
	if r, ok := got.Ratio(); !ok || r != 0.75 {
		t.Errorf("ratio %v %v, want 0.75", r, ok)
	}
}

func TestStartIsNotOfferedInARest(t *testing.T) {
	p := newPerson(t, Rules{StartAfter: 30 * time.Second})
	p.pass(50 * minute)
	p.answer(Rest, Take)
	p.class(category.Earns)
	p.pass(minute)
	if got, want := p.log(), "50m rest"; got != want {
		t.Errorf("said %s, want %s", got, want)
	}
}

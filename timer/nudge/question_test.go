package nudge

import (
	"errors"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// quietly leaves out what a scene is not about.
func quietly(also ...Kind) []Kind { return append([]Kind{Rest, Unrested}, also...) }

func TestReturn(t *testing.T) {
	off := Rules{Off: quietly()}
	block := func(p *person) { p.do(timer.Start, "60/15"); p.pass(10 * minute) }
	play(t, []scene{
		{
			"a block lost eight minutes", off, func(p *person) { block(p); p.away(8 * minute); p.pass(5 * minute) },
			"18m return from 10m to 18m",
		},
		{"it lost four", off, func(p *person) { block(p); p.away(4 * minute); p.pass(5 * minute) }, ""},
		{"locked", off, func(p *person) {
			block(p)
			p.step(timer.Event{Verb: timer.Locked, At: p.now})
			p.leave(tracker.Locked)
			p.pass(10 * minute)
			p.step(timer.Event{Verb: timer.Unlocked})
			p.comeBack()
			p.pass(5 * minute)
		}, "20m return from 10m to 20m"},
		{"the person said pause", off, func(p *person) {
			block(p)
			p.do(timer.Pause, "")
			p.away(8 * minute)
			p.do(timer.Resume, "")
			p.pass(5 * minute)
		}, ""},
		{
			"not while held, and later it is too late", off, func(p *person) { block(p); p.hold(30 * minute); p.away(8 * minute); p.pass(40 * minute) },
			"",
		},
		{
			"after a short hold", off, func(p *person) { block(p); p.hold(13 * minute); p.away(8 * minute); p.pass(10 * minute) },
			"23m return from 10m to 18m",
		},
		{"into a meeting, and after it", off, func(p *person) {
			block(p)
			p.w.Meeting = false
			p.leave(tracker.Idle)
			p.pass(5 * minute)
			p.w.Meeting = true
			p.comeBack()
			p.pass(4 * minute)
			p.meeting(false)
			p.pass(5 * minute)
		}, "24m return from 10m to 18m"},
		{
			"the absence ended the block", off, func(p *person) { block(p); p.away(40 * minute); p.pass(5 * minute) },
			"50m gap from 10m to 50m",
		},
		{"said already", off, func(p *person) {
			block(p)
			p.hold(10 * minute)
			p.away(8 * minute)
			p.look(Event{Entry: Entry{Stretch: Stretch{zero.Add(12 * minute), zero.Add(16 * minute)}}})
			p.pass(5 * minute)
		}, ""},
	})
}

func TestGap(t *testing.T) {
	off := Rules{Off: quietly()}
	play(t, []scene{
		{
			"twenty minutes", off, func(p *person) { p.pass(30 * minute); p.away(20 * minute); p.pass(5 * minute) },
			"50m gap from 30m to 50m",
		},
		{"ten", off, func(p *person) { p.pass(30 * minute); p.away(10 * minute); p.pass(5 * minute) }, ""},
		{"as long as a night", off, func(p *person) { p.pass(30 * minute); p.away(300 * minute); p.pass(5 * minute) }, ""},
		{"over the end of the day", off, func(p *person) {
			p.pass(17 * time.Hour)
			p.away(3 * time.Hour)
			p.pass(5 * minute)
		}, ""},
		{"what was not to be recorded", off, func(p *person) {
			p.pass(30 * minute)
			p.leave(tracker.Paused)
			p.pass(20 * minute)
			p.comeBack()
			p.pass(5 * minute)
		}, ""},
		{"only the rest of it was not to be recorded", off, func(p *person) {
			p.pass(30 * minute)
			p.leave(tracker.Locked)
			p.pass(20 * minute)
			from := p.now
			p.change(func(w *World) { w.Presence, w.Since = tracker.Paused, from })
			p.pass(20 * minute)
			p.comeBack()
			p.pass(5 * minute)
		}, ""},
		{"a break of the timer explains itself", off, func(p *person) {
			p.do(timer.Start, "25/5")
			p.pass(25 * minute)
			p.do(timer.Finish, "")
			p.away(19 * minute)
			p.pass(5 * minute)
		}, ""},
		{"but not an hour after it", off, func(p *person) {
			p.do(timer.Start, "25/5")
			p.pass(25 * minute)
			p.do(timer.Finish, "")
			p.away(65 * minute)
			p.pass(5 * minute)
		}, "1h30m gap from 30m to 1h30m"},
		{"held: at the end of it, there being no pause", off, func(p *person) {
			p.pass(30 * minute)
			p.hold(60 * minute)
			p.away(20 * minute)
			p.pass(60 * minute)
		}, "1h30m gap from 30m to 50m"},
		{"a block that begins at once goes first", off, func(p *person) {
			p.pass(30 * minute)
			p.hold(21 * minute)
			p.away(20 * minute)
			p.do(timer.Start, "25/5")
			p.pass(25 * minute)
			p.do(timer.Finish, "")
			p.pass(5 * minute)
		}, "1h15m gap from 30m to 50m"},
		{"said already", off, func(p *person) {
			p.pass(30 * minute)
			p.hold(21 * minute)
			p.away(20 * minute)
			p.look(Event{Entry: Entry{Stretch: Stretch{zero.Add(30 * minute), zero.Add(50 * minute)}}})
			p.pass(60 * minute)
		}, ""},
		{"too long ago", off, func(p *person) {
			p.pass(30 * minute)
			p.hold(200 * minute)
			p.away(20 * minute)
			p.pass(260 * minute)
		}, ""},
	})
}

// TestGapOverTheEndOfADay has people at work at four in the morning, when the day
// ends. What lies around it is the night only when it is as long as one.
func TestGapOverTheEndOfADay(t *testing.T) {
	off := Rules{Off: quietly()}
	const late = 18*time.Hour + 50*minute // ten to four
	play(t, []scene{
		{"a coffee", off, func(p *person) {
			p.pass(late)
			p.away(20 * minute)
			p.pass(5 * minute)
		}, "19h10m gap from 18h50m to 19h10m"},
		{"just under a night", off, func(p *person) {
			p.pass(late)
			p.away(119 * minute)
			p.pass(5 * minute)
		}, "20h49m gap from 18h50m to 20h49m"},
		{"a short night", off, func(p *person) {
			p.pass(late)
			p.away(120 * minute)
			p.pass(5 * minute)
		}, ""},
		{"the machine slept, and told of it afterwards", off, func(p *person) {
			p.pass(late)
			p.now = p.now.Add(20 * minute)
			p.comeBack()
			p.pass(5 * minute)
		}, "19h10m gap from 18h50m to 19h10m"},
		{"gone before four, and seen to be after it", off, func(p *person) {
			p.pass(19*time.Hour - minute)
			p.away(20 * minute)
			p.pass(5 * minute)
		}, "19h19m gap from 18h59m to 19h19m"},
		{"nobody had been there", off, func(p *person) {
			p.pass(minute)
			p.leave(tracker.Locked)
			p.pass(43*time.Hour + 5*minute) // to six past four, two days on
			p.change(func(w *World) { w.Presence, w.Since = tracker.Paused, p.now })
			p.change(func(w *World) { w.Presence, w.Since = tracker.Locked, p.now })
			p.pass(20 * minute)
			p.comeBack()
			p.pass(5 * minute)
		}, ""},
	})
}

func TestQuestionsShareABudget(t *testing.T) {
	goAway := func(p *person) {
		for range 6 {
			p.pass(20 * minute)
			p.away(20 * minute)
		}
	}
	for name, test := range map[string]struct {
		rules Rules
		act   func(p *person)
		want  int
	}{
		"three a day":          {Rules{}, goAway, 3},
		"one":                  {Rules{Questions: 1}, goAway, 1},
		"none":                 {Rules{Questions: -1}, goAway, 0},
		"the exercise asks on": {Rules{}, func(p *person) { p.a.Exercise = true; goAway(p) }, 6},
		"and so does a new day": {Rules{}, func(p *person) {
			goAway(p)
			p.pass(16 * time.Hour)
			goAway(p)
		}, 6},
	} {
		t.Run(name, func(t *testing.T) {
			test.rules.Off = quietly()
			p := newPerson(t, test.rules)
			test.act(p)
			if len(p.said) != test.want {
				t.Errorf("asked %d times, want %d: %s", len(p.said), test.want, p.log())
			}
		})
	}
}

func TestOneQuestionAtATime(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.pass(20 * minute)
	p.away(20 * minute)
	p.pass(minute)
	p.away(16 * minute)
	p.pass(minute)
	if got, want := p.log(), "40m gap from 20m to 40m, 57m gap from 41m to 57m"; got != want {
		t.Errorf("said %s, want %s", got, want)
	}
	if len(p.s.Open) != 1 {
		t.Errorf("%d questions are open", len(p.s.Open))
	}
	p = newPerson(t, Rules{Off: quietly(), GapAfter: 4 * minute})
	p.pass(20 * minute)
	p.away(5 * minute)
	p.pass(minute)
	p.away(5 * minute)
	p.pass(60 * minute)
	if got, want := p.log(), "25m gap from 20m to 25m, 1h1m gap from 26m to 31m"; got != want {
		t.Errorf("with the first one open: %s, want %s", got, want)
	}
}

func TestMorning(t *testing.T) {
	// to the next day
	night := func(p *person) { p.pass(18 * time.Hour); p.a.Chosen = false; p.away(4 * time.Hour) }
	off := Rules{Off: quietly()}
	play(t, []scene{
		{"at first activity, once", off, func(p *person) { night(p); p.pass(300 * minute) }, "22h morning"},
		{"not when it is known", off, func(p *person) {
			p.pass(18 * time.Hour)
			p.away(4 * time.Hour)
			p.pass(300 * minute)
		}, ""},
		{"known meanwhile", off, func(p *person) {
			p.hold(23 * time.Hour)
			night(p)
			p.a.Chosen = true
			p.pass(300 * minute)
		}, ""},
		{"after the first block", off, func(p *person) {
			p.hold(22*time.Hour + minute)
			night(p)
			p.do(timer.Start, "25/5")
			p.pass(25 * minute)
			p.do(timer.Finish, "")
			p.pass(60 * minute)
		}, "22h25m morning"},
		{"after the first meeting", off, func(p *person) {
			p.w.Meeting = true
			night(p)
			p.pass(60 * minute)
			p.meeting(false)
			p.pass(60 * minute)
		}, "23h2m morning"},
		{"held for long", off, func(p *person) { p.hold(25 * time.Hour); night(p); p.pass(300 * minute) }, "25h morning"},
		{"it is no longer morning", off, func(p *person) { p.hold(27 * time.Hour); night(p); p.pass(600 * minute) }, ""},
		{"turned off", Rules{Off: quietly(Morning)}, func(p *person) { night(p); p.pass(300 * minute) }, ""},
	})
}

func TestAnswers(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.pass(30 * minute)
	p.away(20 * minute)
	n := p.last(Gap)
	p.now = p.now.Add(12 * time.Second)
	for _, test := range []struct {
		said Said
		want error
	}{
		{Said{ID: n.ID + 1, Answer: Drop}, ErrGone},
		{Said{ID: 0, Answer: Drop}, ErrGone},
		{Said{ID: n.ID, Answer: Keep}, ErrAnswer},
		{Said{ID: n.ID, Answer: Expired}, ErrAnswer},
		{Said{ID: n.ID, Answer: OfflineWork}, nil},
		{Said{ID: n.ID, Answer: OfflineWork}, ErrGone},
	} {
		if err := p.try(Event{Said: test.said}); !errors.Is(err, test.want) {
			t.Errorf("%+v: %v, want %v", test.said, err, test.want)
		}
	}
	if len(p.closed) != 1 || p.closed[0].Answer != OfflineWork || p.closed[0].Nudge.ID != n.ID {
		t.Errorf("closed %+v", p.closed)
	}
	if p.cost != 12*time.Second || p.s.Today.Overhead != p.cost {
		t.Errorf("it cost %v, in all %v", p.cost, p.s.Today.Overhead)
	}
}

func TestWhatAnsweringCosts(t *testing.T) {
	for name, test := range map[string]struct {
		after, took, want time.Duration
	}{
		"at once":                 {4 * time.Second, 0, 4 * time.Second},
		"it may have been unseen": {8 * minute, 0, costAtMost},
		"somebody measured":       {8 * minute, 50 * time.Second, 50 * time.Second},
	} {
		p := newPerson(t, Rules{Off: quietly()})
		p.pass(30 * minute)
		p.away(20 * minute)
		p.now = p.now.Add(test.after)
		p.look(Event{Said: Said{ID: p.last(Gap).ID, Answer: Drop, Took: test.took}})
		if p.cost != test.want {
			t.Errorf("%s: %v, want %v", name, p.cost, test.want)
		}
	}
}

func TestWhatFillingAGapCosts(t *testing.T) {
	for took, want := range map[time.Duration]time.Duration{0: 0, 9 * time.Second: 9 * time.Second, -time.Second: 0, 20 * minute: thoughtAtMost} {
		p := newPerson(t, Rules{Off: quietly()})
		p.pass(30 * minute)
		p.look(Event{Entry: Entry{Stretch: Stretch{zero.Add(-3 * time.Hour), zero.Add(-time.Hour)}, Took: took}})
		if p.cost != want || p.s.Today.Overhead != want {
			t.Errorf("%v: it cost %v, in all %v, want %v", took, p.cost, p.s.Today.Overhead, want)
		}
	}
}

func TestAQuestionExpires(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.pass(30 * minute)
	p.away(20 * minute)
	n := p.last(Gap)
	p.pass(questionOpen)
	if len(p.closed) != 1 || p.closed[0].Answer != Expired || p.closed[0].At.Sub(n.At) != questionOpen {
		t.Errorf("closed %+v", p.closed)
	}
	if err := p.try(Event{Said: Said{ID: n.ID, Answer: Drop}}); !errors.Is(err, ErrGone) {
		t.Errorf("answered too late: %v", err)
	}
}

func TestAQuestionIsMootWhenThePersonSaysItAnyway(t *testing.T) {
	for name, test := range map[string]struct {
		from, to time.Duration
		want     int // closed
	}{
		"all of it":      {30 * minute, 50 * minute, 1},
		"some of it":     {45 * minute, 60 * minute, 1},
		"something else": {10 * minute, 30 * minute, 0},
	} {
		p := newPerson(t, Rules{Off: quietly()})
		p.pass(30 * minute)
		p.away(20 * minute)
		p.look(Event{Entry: Entry{Stretch: Stretch{zero.Add(test.from), zero.Add(test.to)}}})
		if len(p.closed) != test.want || len(p.closed) > 0 && p.closed[0].Answer != Moot {
			t.Errorf("%s: closed %+v, want %d", name, p.closed, test.want)
		}
	}
}

func TestRecord(t *testing.T) {
	looked := Stretch{zero.Add(10 * minute), zero.Add(65 * minute)}
	rules := Rules{Off: quietly(), RecordAt: 18 * time.Hour}
	play(t, []scene{
		{
			"once in the evening", rules, func(p *person) { p.a.Unrecorded = looked; p.pass(11 * time.Hour) },
			"9h30m record from 10m to 1h5m",
		},
		{"at a pause", rules, func(p *person) {
			p.a.Unrecorded = looked
			p.pass(9*time.Hour + 3*minute)
			p.away(5 * minute)
			p.pass(60 * minute)
		}, "9h8m record from 10m to 1h5m"},
		{"nothing looked like one", rules, func(p *person) { p.pass(11 * time.Hour) }, ""},
		{"off by default", Rules{Off: quietly()}, func(p *person) { p.a.Unrecorded = looked; p.pass(15 * time.Hour) }, ""},
	})
}

// TestRecovered: a block that was closed because no daemon ran is asked about
// once, to somebody who is there, for as long as it can be kept.
func TestRecovered(t *testing.T) {
	closed := timer.Block{Seq: 4, Planned: 25 * minute, Started: zero, Ended: zero.Add(10 * minute), EndedBy: timer.EndedRecovered}
	crashed := func(p *person, within time.Duration) {
		p.timer.Unsettled = []timer.Closing{{At: p.now, Until: p.now.Add(within), Block: &closed}}
		p.look(Event{})
	}
	play(t, []scene{
		{"once", Rules{Off: quietly()}, func(p *person) {
			p.pass(30 * minute)
			crashed(p, 10*minute)
			p.pass(9 * minute)
		}, "30m recovered from 10m to 25m"},
		{"whoever comes back in time", Rules{Off: quietly()}, func(p *person) {
			p.pass(30 * minute)
			p.w.Presence = tracker.Locked
			crashed(p, 10*minute)
			p.pass(5 * minute)
			p.w.Presence = tracker.Active
			p.look(Event{})
			p.pass(3 * minute)
		}, "35m recovered from 10m to 25m"},
		{"held", Rules{Off: quietly()}, func(p *person) {
			p.pass(30 * minute)
			p.w.HeldUntil = p.now.Add(time.Hour)
			crashed(p, 10*minute)
			p.timer.Unsettled = nil
			p.pass(2 * time.Hour)
		}, ""},
		{"off", Rules{Off: append(quietly(), Recovered)}, func(p *person) { p.pass(30 * minute); crashed(p, 10*minute) }, ""},
	})
}

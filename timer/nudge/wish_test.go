package nudge

import (
	"slices"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker/category"
)

func TestNotices(t *testing.T) {
	for name, test := range map[string]struct {
		yes, no func(p *person)
		want    Kind
		rules   Rules
	}{
		"overload":                  {func(p *person) { p.a.Overloaded = true }, func(p *person) {}, Overload, Rules{}},
		"eleven":                    {func(p *person) { p.a.Tasks = 11 }, func(p *person) { p.a.Tasks = 10 }, Tasks, Rules{}},
		"busy people":               {func(p *person) { p.a.Tasks, p.a.MedianDone = 15, 7 }, func(p *person) { p.a.Tasks, p.a.MedianDone = 14, 7 }, Tasks, Rules{}},
		"six blocks":                {func(p *person) { p.a.TimeBlocks = 6 }, func(p *person) { p.a.TimeBlocks = 5 }, TimeBlocks, Rules{}},
		"juggling":                  {func(p *person) { p.a.Juggled = 3 }, func(p *person) { p.a.Juggled = 2 }, Juggling, Rules{}},
		"switching":                 {func(p *person) { p.a.Switches, p.a.Usual = 41, 20 }, func(p *person) { p.a.Switches, p.a.Usual = 40, 20 }, Switching, Rules{}},
		"usual switching not known": {func(p *person) { p.a.Switches, p.a.Usual = 1, 0.4 }, func(p *person) { p.a.Switches = 1000 }, Switching, Rules{}},
		"goals":                     {func(p *person) { p.a.Untouched = []string{"goal"} }, func(p *person) {}, Goals, Rules{}},
		"daily limit":               {func(p *person) {}, func(p *person) { p.r.DailyLimit = 0 }, Limit, Rules{DailyLimit: 30 * time.Second}},
		"wins":                      {func(p *person) {}, func(p *person) { p.r.WinsAt = 0 }, Wins, Rules{WinsAt: 9*time.Hour + time.Minute}},
	} {
		t.Run(name, func(t *testing.T) {
			test.rules.Off = quietly()
			p := newPerson(t, test.rules)
			test.no(p)
			p.pass(8 * time.Hour)
			if got := p.log(); got != "" {
				t.Errorf("said %s without a reason", got)
			}
			p = newPerson(t, test.rules)
			p.pass(minute)
			test.yes(p)
			p.look(Event{})
			p.pass(8 * time.Hour)
			if len(p.said) != 1 || p.said[0].Kind != test.want {
				t.Errorf("said %q, want %s once", p.log(), test.want)
			}
			p.pass(24 * time.Hour)
			if len(p.said) != 2 && test.want != Goals {
				t.Errorf("said %q, want it again the next day", p.log())
			}
		})
	}
}

func TestUnrestedNotice(t *testing.T) {
	play(t, []scene{
		{"ninety minutes without a rest", Rules{Off: []Kind{Rest}}, func(p *person) { p.pass(200 * minute) }, "2h unrested"},
		{"at a pause", Rules{Off: []Kind{Rest}}, func(p *person) { p.pass(95 * minute); p.class(category.Personal) }, "1h35m unrested"},
		{"rested", Rules{Off: []Kind{Rest}}, func(p *person) { p.pass(89 * minute); p.away(6 * minute); p.pass(89 * minute) }, ""},
		{"rested before there was a pause to say it", Rules{Off: []Kind{Rest}}, func(p *person) { p.pass(95 * minute); p.away(6 * minute); p.pass(60 * minute) }, ""},
	})
}

func TestSkips(t *testing.T) {
	p := newPerson(t, Rules{Off: []Kind{Unrested}})
	for range 3 {
		p.pass(50 * minute)
		p.answer(Rest, Skip)
	}
	p.class(category.Personal)
	if got, want := p.log(), "50m rest, 1h40m rest long, 2h30m rest, 2h30m skips"; got != want {
		t.Errorf("said %s, want %s", got, want)
	}
	p = newPerson(t, Rules{Off: quietly()})
	for range 3 {
		p.look(Event{Break: &timer.Break{Outcome: timer.Skipped}})
	}
	p.class(category.Personal)
	if got, want := p.log(), "0s skips"; got != want {
		t.Errorf("breaks of the timer: said %s, want %s", got, want)
	}
	p = newPerson(t, Rules{Off: quietly()})
	for _, o := range []timer.BreakOutcome{timer.Skipped, timer.Skipped, timer.Taken, timer.Skipped} {
		p.look(Event{Break: &timer.Break{Outcome: o}})
	}
	p.class(category.Personal)
	if got := p.log(); got != "" {
		t.Errorf("not in a row: said %s", got)
	}
}

func TestOneThingAtATime(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.pass(10 * minute)
	p.a.Overloaded, p.a.Tasks, p.a.TimeBlocks = true, 30, 9
	p.class(category.Personal)
	p.pass(3 * minute)
	p.class(category.Supports)
	p.pass(4 * minute)
	p.class(category.Personal)
	p.pass(60 * minute)
	if got, want := p.log(), "10m overload, 15m tasks, 40m time_blocks"; got != want {
		t.Errorf("said %s, want %s", got, want)
	}
}

func TestGoals(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly(Start)})
	p.a.Untouched = []string{"one", "two"}
	p.a.Chosen = false
	p.look(Event{})
	var days []int
	for day := range 11 {
		p.pass(9 * time.Hour)
		p.away(14 * time.Hour)
		p.pass(time.Hour)
		for _, n := range p.said {
			if len(n.Goals) > 0 {
				days = append(days, day)
				if !slices.Equal(n.Goals, []string{"one", "two"}) || n.Kind != Morning {
					t.Errorf("day %d: %+v", day, n)
				}
			}
		}
		p.said = nil
	}
	if want := []int{0, 4, 9}; !slices.Equal(days, want) {
		t.Errorf("named on days %v, want %v", days, want)
	}
}

func TestPieces(t *testing.T) {
	off := Rules{Off: quietly()}
	work := func(p *person) { p.a.Fitting = 3; p.do(timer.Start, "25/5"); p.pass(25 * minute) }
	play(t, []scene{
		{"at the end of a block, once in a gap", off, func(p *person) { work(p); p.do(timer.Finish, ""); p.pass(20 * minute) }, "25m pieces"},
		{"at the end of the break, if nothing fitted before", off, func(p *person) {
			work(p)
			p.a.Fitting = 0
			p.do(timer.Finish, "")
			p.pass(minute)
			p.a.Fitting = 1
			p.pass(20 * minute)
		}, "30m pieces"},
		{"in the next gap again", off, func(p *person) {
			work(p)
			p.do(timer.Finish, "")
			p.pass(5 * minute)
			work(p)
			p.do(timer.Stop, "")
			p.pass(20 * minute)
		}, "25m pieces, 55m pieces"},
		{"nothing fits", off, func(p *person) { work(p); p.a.Fitting = 0; p.do(timer.Finish, ""); p.pass(20 * minute) }, ""},
		{"not while held, and not later", off, func(p *person) { work(p); p.hold(10 * minute); p.do(timer.Stop, ""); p.pass(20 * minute) }, ""},
		{"no gap without a block", off, func(p *person) { p.a.Fitting = 3; p.pass(60 * minute); p.class(category.Personal); p.pass(minute) }, ""},
	})
}

func TestPiecesAreQuiet(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.a.Fitting = 1
	p.do(timer.Start, "25/5")
	p.pass(25 * minute)
	p.do(timer.Finish, "")
	n := p.last(Pieces)
	if !n.Quiet || !n.Notice.IsZero() || n.For != 5*minute {
		t.Errorf("said %+v, want it quiet and for five minutes", n)
	}
	p.do(timer.Skip, "")
	if len(p.s.Open) != 0 {
		t.Errorf("in the next block %+v is open", p.s.Open)
	}
}

func TestReward(t *testing.T) {
	off := Rules{Off: quietly()}
	play(t, []scene{
		{
			"after two tasks, without a timer", off, func(p *person) { p.a.Rewards, p.a.Done = 4, 1; p.pass(minute); p.a.Done = 2; p.pass(minute) },
			"2m reward",
		},
		{"with the break after a task and a block", off, func(p *person) {
			p.a.Rewards, p.a.Done = 4, 1
			p.do(timer.Start, "25/5")
			p.pass(25 * minute)
			p.a.Blocks = 1
			p.pass(minute)
			p.do(timer.Finish, "")
		}, "26m reward"},
		{"for every two", off, func(p *person) {
			p.a.Rewards = 4
			for range 6 {
				p.a.Done++
				p.pass(minute)
			}
		}, "2m reward, 4m reward, 6m reward"},
		{
			"three at once are one",
			Rules{Off: quietly(), RewardEvery: 3},
			func(p *person) { p.a.Rewards, p.a.Done = 1, 5; p.pass(minute); p.a.Done = 7; p.pass(minute) },
			"1m reward",
		},
		{"an empty list", off, func(p *person) { p.a.Done = 5; p.pass(time.Hour) }, ""},
		{"ticked twice", off, func(p *person) {
			p.a.Rewards, p.a.Done = 4, 2
			p.pass(minute)
			p.a.Done = 1
			p.pass(minute)
			p.a.Done = 2
			p.pass(minute)
		}, "1m reward"},
	})
}

func TestRewardsTakeTurns(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.a.Rewards = 4
	for want := range 3 {
		p.a.Done += 2
		p.pass(minute)
		if got := p.last(Reward).Number; got != want {
			t.Errorf("reward %d, want %d", got, want)
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	for _, test := range []struct {
		now   string
		since time.Duration
		want  string
	}{
		{"2026-03-02T09:00:00Z", 18 * time.Hour, "2026-03-02T17:00:00Z"},
		{"2026-03-02T23:30:00Z", 18 * time.Hour, "2026-03-02T17:00:00Z"}, // half past midnight: still Monday
		{"2026-03-02T09:00:00Z", 2*time.Hour + 30*time.Minute, "2026-03-03T01:30:00Z"},
		{"2026-03-29T12:00:00Z", 18 * time.Hour, "2026-03-29T16:00:00Z"}, // the clock was put forward
		{"2026-10-25T12:00:00Z", 18 * time.Hour, "2026-10-25T17:00:00Z"}, // and back
	} {
		now, _ := time.Parse(time.RFC3339, test.now)
		r := Rules{}
		r.Calendar.Location, r.Calendar.Start = berlin, 4*time.Hour
		if got := r.clock(now, test.since).Format(time.RFC3339); got != test.want {
			t.Errorf("clock(%s, %v) = %s, want %s", test.now, test.since, got, test.want)
		}
	}
}

package nudge

import (
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

func TestStart(t *testing.T) {
	off := Rules{Off: quietly()}
	earn := func(p *person) { p.pass(20 * minute); p.class(category.Earns) }
	play(t, []scene{
		{"ten minutes of work without a block", off, func(p *person) { earn(p); p.pass(15 * minute) }, "30m start from 20m"},
		{"nine", off, func(p *person) { earn(p); p.pass(9 * minute); p.class(category.Personal); p.pass(60 * minute) }, ""},
		{
			"again after 45 minutes, from the same beginning", off, func(p *person) { earn(p); p.pass(100 * minute) },
			"30m start from 20m, 1h15m start from 20m, 2h start from 20m",
		},
		{"a look at something else", off, func(p *person) {
			earn(p)
			p.pass(6 * minute)
			p.class(category.Supports)
			p.pass(2 * minute)
			p.class(category.Earns)
			p.pass(5 * minute)
		}, "32m start from 20m"},
		{"a longer one", off, func(p *person) {
			earn(p)
			p.pass(6 * minute)
			p.class(category.Supports)
			p.pass(3 * minute)
			p.class(category.Earns)
			p.pass(11 * minute)
		}, "39m start from 29m"},
		{"an absence", off, func(p *person) { earn(p); p.pass(6 * minute); p.away(5 * minute); p.pass(11 * minute) }, "41m start from 31m"},
		{"what supports work is not it", off, func(p *person) { p.pass(60 * minute) }, ""},
		{"in a block", off, func(p *person) { p.do(timer.Start, "60/15"); earn(p); p.pass(30 * minute) }, ""},
		{"in a break", off, func(p *person) {
			p.do(timer.Start, "60/15")
			p.pass(50 * minute)
			p.do(timer.Finish, "")
			p.class(category.Earns)
			p.pass(12 * minute)
		}, ""},
		{"after a break: from its end", off, func(p *person) {
			p.do(timer.Start, "60/15")
			p.pass(50 * minute)
			p.do(timer.Finish, "")
			p.class(category.Earns)
			p.pass(26 * minute)
		}, "1h15m start from 1h5m"},
		{"not in a meeting", off, func(p *person) { earn(p); p.meeting(true); p.pass(60 * minute) }, ""},
		{
			"but two minutes after it", off, func(p *person) { earn(p); p.meeting(true); p.pass(20 * minute); p.meeting(false); p.pass(3 * minute) },
			"42m start from 20m",
		},
		{"not while held", off, func(p *person) { earn(p); p.hold(30 * minute); p.pass(29 * minute) }, ""},
		{"turned off", Rules{Off: quietly(Start)}, func(p *person) { earn(p); p.pass(60 * minute) }, ""},
	})
}

func TestStartNamesTheFirstTask(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.a.First = "task"
	p.class(category.Earns)
	p.pass(11 * minute)
	n := p.last(Start)
	if n.Task != "task" || !n.Takes(Accept) || !n.Takes(Dismissed) || n.Takes(Postpone) {
		t.Errorf("said %+v", n)
	}
	p.do(timer.Start, "25/5")
	if len(p.closed) != 1 || p.closed[0].Answer != Moot {
		t.Errorf("with a block running: closed %+v", p.closed)
	}
}

func TestDrift(t *testing.T) {
	off := Rules{Off: quietly(Start)}
	block := func(p *person) { p.do(timer.Start, "60/15"); p.pass(10 * minute) }
	waste := func(p *person, d time.Duration) { p.class(category.Wastes); p.pass(d); p.class(category.Earns) }
	play(t, []scene{
		{
			"over twenty seconds somewhere else", off, func(p *person) { block(p); waste(p, 25*time.Second); p.pass(minute) },
			"10m20s drift from 10m",
		},
		{"under", off, func(p *person) { block(p); waste(p, 19*time.Second); p.pass(minute) }, ""},
		{"outside the rule of the block", off, func(p *person) {
			block(p)
			p.change(func(w *World) { w.OffTask = true })
			p.pass(minute)
		}, "10m20s drift from 10m"},
		{"once each time", off, func(p *person) { block(p); waste(p, 20*minute) }, "10m20s drift from 10m"},
		{"back for a moment is not back", off, func(p *person) {
			block(p)
			waste(p, 6*minute)
			p.pass(10 * time.Second)
			waste(p, 6*minute)
		}, "10m20s drift from 10m"},
		{"back for longer is", off, func(p *person) {
			block(p)
			waste(p, 6*minute)
			p.pass(30 * time.Second)
			waste(p, 6*minute)
		}, "10m20s drift from 10m, 16m50s drift from 16m30s"},
		{"not more often than every five minutes", off, func(p *person) {
			block(p)
			waste(p, minute)
			p.pass(minute)
			waste(p, 6*minute)
		}, "10m20s drift from 10m, 15m20s drift from 12m"},
		{"not outside a block", off, func(p *person) { waste(p, 60*minute) }, ""},
		{"not in a paused one", off, func(p *person) { block(p); p.do(timer.Pause, ""); waste(p, minute) }, ""},
		{"not in overtime", off, func(p *person) { block(p); p.pass(51 * minute); waste(p, minute) }, ""},
		{"not when nobody is there", off, func(p *person) {
			block(p)
			p.leave(tracker.Locked)
			p.class(category.Wastes)
			p.pass(minute)
		}, ""},
		{"not while held", off, func(p *person) { block(p); p.hold(60 * minute); waste(p, 10*minute) }, ""},
		{"not in a meeting", off, func(p *person) { block(p); p.meeting(true); waste(p, 10*minute) }, ""},
		{"turned off", Rules{Off: quietly(Drift)}, func(p *person) { block(p); waste(p, 10*minute) }, ""},
	})
}

func TestDriftIsMootWhenThePersonIsBack(t *testing.T) {
	p := newPerson(t, Rules{Off: quietly()})
	p.do(timer.Start, "25/5")
	p.class(category.Wastes)
	p.pass(30 * time.Second)
	p.class(category.Earns)
	if len(p.closed) != 1 || p.closed[0].Answer != Moot || len(p.s.Open) != 0 {
		t.Errorf("closed %+v, open %+v", p.closed, p.s.Open)
	}
}

package wayland

import (
	"testing"
	"time"
)

// metered is a meter of a compositor that offers iface, with seats, and begins
// at a fixed instant.
func metered(iface string, version uint32, threshold time.Duration, seats int) (*meter, *conn, time.Time) {
	c := newConn(nil, "")
	c.globals = []global{{1, iface, version}}
	for i := range seats {
		c.globals = append(c.globals, global{uint32(2 + i), seatInterface, 7})
	}
	m := new(meter)
	m.start(c, threshold)
	return m, c, time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
}

func TestMeterCountsBack(t *testing.T) {
	const threshold = 3 * time.Minute
	m, _, start := metered(kdeIdleInterface, 1, threshold, 1)
	s := m.seats[0]
	for _, step := range []struct {
		after time.Duration
		do    func(at time.Time)
		want  time.Duration
		away  bool
	}{
		{4 * time.Second, func(time.Time) {}, 0, false},
		{6 * time.Second, func(at time.Time) { m.event(s.grasp.id, timeoutIdled, at) }, graspAfter, false},
		{9 * time.Second, func(time.Time) {}, 8 * time.Second, false},
		{threshold + time.Second + time.Millisecond, func(at time.Time) { m.event(s.leave.id, timeoutIdled, at) }, threshold + time.Millisecond, true},
		{time.Hour, func(time.Time) {}, time.Hour - time.Second, true},
		{time.Hour, func(at time.Time) { m.event(s.leave.id, timeoutResumed, at) }, 0, false},
		{time.Hour + time.Minute, func(at time.Time) { m.event(s.grasp.id, timeoutIdled, at) }, graspAfter, false},
		{time.Hour + 2*time.Minute, func(at time.Time) { m.event(s.grasp.id, timeoutResumed, at) }, 0, false},
	} {
		at := start.Add(step.after)
		step.do(at)
		if got := m.idle(at); got != step.want || m.away() != step.away {
			t.Errorf("after %v idle = %v, away %v, want %v, %v", step.after, got, m.away(), step.want, step.away)
		}
	}
}

func TestMeterOfTheLeastIdleSeat(t *testing.T) {
	m, _, start := metered(extIdleInterface, 1, time.Minute, 2)
	one, two := m.seats[0], m.seats[1]
	m.event(one.leave.id, timeoutIdled, start)
	if m.away() || m.idle(start) != 0 {
		t.Errorf("with one of two seats idle: %v, away %v, want 0, false", m.idle(start), m.away())
	}
	m.event(two.leave.id, timeoutIdled, start.Add(time.Second))
	if at := start.Add(time.Second); !m.away() || m.idle(at) != time.Minute {
		t.Errorf("with both idle: %v, away %v, want %v, true", m.idle(at), m.away(), time.Minute)
	}
}

func TestMeterChoosesProtocol(t *testing.T) {
	for name, test := range map[string]struct {
		globals []global
		known   bool
		opcode  uint16
		order   [2]int // where the timeout and the seat are among the arguments
	}{
		"nothing":        {nil, false, 0, [2]int{}},
		"only a seat":    {[]global{{1, seatInterface, 7}}, false, 0, [2]int{}},
		"only a manager": {[]global{{1, kdeIdleInterface, 1}}, false, 0, [2]int{}},
		"old": {
			[]global{{1, kdeIdleInterface, 1}, {2, seatInterface, 7}},
			true, kdeGetTimeout,
			[2]int{2, 1},
		},
		"newer first": {
			[]global{{1, kdeIdleInterface, 1}, {2, seatInterface, 7}, {3, extIdleInterface, 1}},
			true, extGetTimeout,
			[2]int{1, 2},
		},
		"of input": {
			[]global{{2, seatInterface, 7}, {3, extIdleInterface, 5}},
			true, extGetInputTimeout,
			[2]int{1, 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newConn(nil, "")
			c.globals = test.globals
			var m meter
			m.start(c, 7*time.Second)
			if m.known() != test.known {
				t.Fatalf("known() = %v, want %v", m.known(), test.known)
			}
			if !test.known {
				return
			}
			last := parseMessage(c.out[len(c.out)-headerSize-12:])
			var got [3]uint32
			for i := range got {
				got[i] = last.args.word()
			}
			if last.object != m.manager || last.opcode != test.opcode || got[test.order[0]] != 7000 || got[test.order[1]] != m.seats[0].id {
				t.Errorf("request %d with %v, want %d with 7000 and the seat %d at %v", last.opcode, got, test.opcode, m.seats[0].id, test.order)
			}
		})
	}
}

func TestMeterChecks(t *testing.T) {
	for name, counts := range map[string]bool{"counts": true, "counts no more": false} {
		t.Run(name, func(t *testing.T) {
			m, c, at := metered(kdeIdleInterface, 1, time.Minute, 1)
			s := m.seats[0]
			m.event(s.grasp.id, timeoutIdled, at)
			m.event(s.leave.id, timeoutIdled, at)
			before := s.leave.id

			m.wantCheck(at)
			m.step(c, at)
			if s.check.id == 0 || !m.checkDue.Equal(at.Add(2*checkAfter)) {
				t.Fatalf("check %+v, due %v, want one that is over in %v", s.check, m.checkDue, 2*checkAfter)
			}
			m.wantCheck(at.Add(-time.Minute)) // one is on
			if counts {
				m.event(s.check.id, timeoutIdled, at.Add(checkAfter))
			}
			at = at.Add(2 * checkAfter)
			m.step(c, at)
			if m.answer == 0 || !m.checkDue.IsZero() {
				t.Fatalf("answer %d, due %v, want the answer to be waited for", m.answer, m.checkDue)
			}
			m.judge(c, at)
			if m.away() != counts || (s.leave.id == before) != counts {
				t.Errorf("away %v, timeouts renewed %v, want %v, %v", m.away(), s.leave.id != before, counts, !counts)
			}
			if next := m.checkDue; counts && !next.Equal(at.Add(checkFirst)) || !counts && !next.IsZero() {
				t.Errorf("next check at %v", next)
			}
		})
	}
}

func TestMeterChecksAfterAsLongAgain(t *testing.T) {
	for idle, want := range map[time.Duration]time.Duration{
		time.Minute:      5 * time.Minute,
		5 * time.Minute:  5 * time.Minute,
		12 * time.Minute: 12 * time.Minute,
		30 * time.Minute: 30 * time.Minute,
		9 * time.Hour:    30 * time.Minute,
	} {
		m, _, at := metered(kdeIdleInterface, 1, time.Minute, 1)
		m.event(m.seats[0].leave.id, timeoutIdled, at)
		now := at.Add(idle - time.Minute)
		if m.wantCheckLater(now); m.checkDue.Sub(now) != want {
			t.Errorf("check in %v of who was away for %v, want %v", m.checkDue.Sub(now), idle, want)
		}
	}
}

func TestMeterChecksOnlyTheIdle(t *testing.T) {
	m, c, at := metered(kdeIdleInterface, 1, time.Minute, 1)
	m.wantCheck(at)
	m.step(c, at)
	if m.checking || !m.checkDue.IsZero() {
		t.Errorf("checking %v, due %v, want no check of a seat in use", m.checking, m.checkDue)
	}
	m, _, at = metered(extIdleInterface, 2, time.Minute, 1)
	if m.wantCheck(at); !m.checkDue.IsZero() {
		t.Errorf("check due at %v where no inhibitor counts, want none", m.checkDue)
	}
}

func TestMeterBoundsTheThreshold(t *testing.T) {
	for in, want := range map[time.Duration]time.Duration{
		0:                    time.Millisecond,
		time.Minute:          time.Minute,
		100 * 24 * time.Hour: (1<<32 - 1) * time.Millisecond,
		-24 * time.Hour:      time.Millisecond,
	} {
		if m, _, _ := metered(kdeIdleInterface, 1, in, 1); m.threshold != want {
			t.Errorf("threshold of %v = %v, want %v", in, m.threshold, want)
		}
	}
}

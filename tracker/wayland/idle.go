package wayland

import (
	"math"
	"time"
)

const (
	// graspAfter is how exactly the last input is known at any time.
	graspAfter = 5 * time.Second
	// A compositor of wlroots 0.15 tells nothing more of a seat that was idle
	// when an application began to inhibit idleness, not even input. So while a
	// seat is idle it is asked, now and then, whether it still counts: by a
	// timeout of checkAfter, which must fire. It is asked when another window
	// comes in front, and after as long again as nobody was there: each time
	// wakes the machine four times.
	checkAfter = time.Second
	checkFirst = 5 * time.Minute
	checkLast  = 30 * time.Minute
	// seatLimit bounds the seats that are watched; nearly all have one.
	seatLimit = 8
)

// timeout is an object of the compositor that fires when a seat had no input
// for a while.
type timeout struct {
	id    uint32
	after time.Duration
	fired time.Time // zero: there was input since
}

// seat is a keyboard and a pointer.
type seat struct {
	id           uint32
	grasp, leave timeout // standing: graspAfter and the threshold
	check        timeout // id 0: not being checked
}

// meter measures idleness. Several seats are as idle as the least idle one.
type meter struct {
	manager   uint32
	iface     string // of the manager
	version   uint32
	threshold time.Duration
	seats     []*seat

	checkDue time.Time // when to begin a check, or to end the one that is on
	checking bool
	answer   uint32 // the callback that ends the check
}

// start binds what the compositor offers: the newer protocol before the older.
func (m *meter) start(c *conn, threshold time.Duration) {
	m.threshold = min(max(threshold, time.Millisecond), math.MaxUint32*time.Millisecond)
	manager, ok := idleOffer(c)
	if !ok {
		return
	}
	m.iface = manager.iface
	m.manager, m.version = c.bind(manager, idleManager)
	for _, g := range c.globals {
		if g.iface == seatInterface && len(m.seats) < seatLimit {
			s := &seat{}
			s.id, _ = c.bind(g, seatObject)
			m.seats = append(m.seats, s)
			m.arm(c, s)
		}
	}
}

// idleOffer is the protocol for idleness, unless there is none, or no seat.
func idleOffer(c *conn) (global, bool) {
	if _, ok := c.offer(seatInterface); !ok {
		return global{}, false
	}
	if g, ok := c.offer(extIdleInterface); ok {
		return g, true
	}
	return c.offer(kdeIdleInterface)
}

// known says whether the compositor tells of idleness.
func (m *meter) known() bool { return len(m.seats) > 0 }

// ofInput says whether inhibitors are without effect: only input counts.
func (m *meter) ofInput() bool { return m.iface == extIdleInterface && m.version >= 2 }

// arm gathers the requests for the standing timeouts of a seat.
func (m *meter) arm(c *conn, s *seat) {
	s.grasp = m.timeout(c, s, min(graspAfter, m.threshold))
	s.leave = m.timeout(c, s, m.threshold)
}

func (m *meter) timeout(c *conn, s *seat, after time.Duration) timeout {
	t := timeout{id: c.create(idleTimeout), after: after}
	ms := uint32(after.Milliseconds())
	switch {
	case m.iface == kdeIdleInterface:
		c.request(m.manager, kdeGetTimeout, t.id, s.id, ms)
	case m.ofInput():
		c.request(m.manager, extGetInputTimeout, t.id, ms, s.id)
	default:
		c.request(m.manager, extGetTimeout, t.id, ms, s.id)
	}
	return t
}

// event takes in that a timeout fired, or that there was input after it did.
func (m *meter) event(object uint32, opcode uint16, at time.Time) {
	for _, s := range m.seats {
		for _, t := range []*timeout{&s.grasp, &s.leave, &s.check} {
			switch {
			case t.id != object:
			case opcode == timeoutIdled:
				t.fired = at
			case opcode == timeoutResumed:
				s.touch()
			}
		}
	}
}

// touch notes that there was input.
func (s *seat) touch() { s.grasp.fired, s.leave.fired = time.Time{}, time.Time{} }

// idle is for how long a seat had no input: 0 until a timeout has fired. What
// one counts back to is late, if anything, so the earliest is right.
func (s *seat) idle(at time.Time) (idle time.Duration) {
	for _, t := range []timeout{s.grasp, s.leave} {
		if !t.fired.IsZero() {
			idle = max(idle, at.Sub(t.fired)+t.after)
		}
	}
	return idle
}

// idle is for how long there was no input.
func (m *meter) idle(at time.Time) time.Duration {
	idle := time.Duration(math.MaxInt64)
	for _, s := range m.seats {
		idle = min(idle, s.idle(at))
	}
	return idle
}

// away says whether there was no input for the threshold.
func (m *meter) away() bool {
	for _, s := range m.seats {
		if s.leave.fired.IsZero() {
			return false
		}
	}
	return m.known()
}

// wantCheck sets when to check next that the compositor still counts.
func (m *meter) wantCheck(at time.Time) {
	if !m.checking && !m.ofInput() {
		m.checkDue = at
	}
}

// wantCheckLater sets it to after as long again as there was no input. Who has
// come back unseen is found by then.
func (m *meter) wantCheckLater(now time.Time) {
	m.wantCheck(now.Add(min(max(m.idle(now), checkFirst), checkLast)))
}

// step begins the check that is due, or asks for the answer that ends it.
func (m *meter) step(c *conn, now time.Time) {
	m.checkDue = time.Time{}
	switch {
	case m.checking:
		// A compositor that was held up would look like one that does not
		// count: what it says before it answers is heard.
		m.answer = c.sync()
	case m.away():
		m.checking = true
		m.checkDue = now.Add(2 * checkAfter)
		for _, s := range m.seats {
			s.check = m.timeout(c, s, checkAfter)
		}
	}
}

// judge ends the check. A seat that is not idle by it had input, or does not
// count: both are the end of its idleness, and its timeouts begin anew.
func (m *meter) judge(c *conn, now time.Time) {
	m.checking, m.answer = false, 0
	for _, s := range m.seats {
		counts := !s.check.fired.IsZero()
		c.destroy(s.check.id, timeoutDestroy)
		s.check = timeout{}
		if !counts && !s.leave.fired.IsZero() {
			c.destroy(s.grasp.id, timeoutDestroy)
			c.destroy(s.leave.id, timeoutDestroy)
			m.arm(c, s)
		}
	}
	if m.away() {
		m.wantCheckLater(now)
	}
}

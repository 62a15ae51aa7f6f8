package x11

import (
	"errors"
	"time"
)

// Requests of MIT-SCREEN-SAVER and SYNC, and what SYNC is told.
const (
	saverQueryInfo = 1

	syncInitialize     = 0
	syncListCounters   = 1
	syncQueryCounter   = 5
	syncCreateAlarm    = 8
	syncAlarmNotify    = 1 // added to the extension's first event
	syncVersion        = 3 | 1<<8
	alarmUpwards       = 0 // the counter rises to the value
	alarmDownwards     = 1 // it falls below
	alarmAllAttributes = 1<<6 - 1
)

// meter measures idleness.
type meter struct {
	saver, sync extension
	counter     uint32 // IDLETIME; 0: the server has none, and so no alarms
}

// start sets the alarms: one for becoming idle, one for coming back. The
// first does not ring when the person is idle already.
func (m *meter) start(c *conn, threshold time.Duration) error {
	if m.sync.major == 0 {
		return nil
	}
	c.request(m.sync.major, syncInitialize, syncVersion)
	list := c.request(m.sync.major, syncListCounters)
	if err := c.flush(); err != nil {
		return err
	}
	b, err := c.reply(list)
	if _, refused := errors.AsType[requestError](err); refused {
		return nil
	} else if err != nil {
		return err
	}
	if m.counter = findCounter(b, "IDLETIME"); m.counter == 0 {
		return nil
	}
	m.alarm(c, alarmUpwards, threshold)
	m.alarm(c, alarmDownwards, threshold)
	return c.flush()
}

func (m *meter) alarm(c *conn, direction uint32, at time.Duration) {
	const absolute, reported = 0, 1
	ms := uint64(at.Milliseconds())
	c.request(m.sync.major, syncCreateAlarm, c.newID(), alarmAllAttributes,
		m.counter, absolute, uint32(ms>>32), uint32(ms), direction, 0, 0, reported)
}

// rings says whether p is one of the alarms, and for how long the input had
// been missing when it rang.
func (m *meter) rings(p packet) (idle time.Duration, rings bool) {
	if m.counter == 0 || p.kind() != m.sync.firstEvent+syncAlarmNotify {
		return 0, false
	}
	return counterValue(p.body[8:]), true
}

// known says whether the server can tell how idle the person is.
func (m *meter) known() bool { return m.saver.major != 0 || m.counter != 0 }

// ask gathers the request for a reading.
func (m *meter) ask(c *conn) (seq uint16) {
	switch {
	case m.saver.major != 0:
		return c.request(m.saver.major, saverQueryInfo, c.root)
	case m.counter != 0:
		return c.request(m.sync.major, syncQueryCounter, m.counter)
	}
	return 0
}

// reading is how idle the person was at one instant.
type reading struct {
	at    time.Time
	idle  time.Duration
	known bool
}

// read waits for the answer to ask.
func (m *meter) read(c *conn, seq uint16) (reading, error) {
	if !m.known() {
		return reading{at: time.Now()}, nil
	}
	b, err := c.reply(seq)
	r := reading{at: time.Now()}
	if _, refused := errors.AsType[requestError](err); refused {
		return r, nil
	} else if err != nil {
		return r, err
	}
	r.known = true
	if m.saver.major != 0 {
		r.idle = time.Duration(le.Uint32(b[16:])) * time.Millisecond
	} else {
		r.idle = counterValue(b[8:])
	}
	return r, nil
}

// since is the idleness that r means for an earlier instant. It is 0 when the
// last input came after it.
func (r reading) since(at time.Time) time.Duration {
	return max(0, r.idle-r.at.Sub(at))
}

// counterValue is a 64-bit number of milliseconds, high word first.
func counterValue(b []byte) time.Duration {
	ms := int64(le.Uint32(b))<<32 | int64(le.Uint32(b[4:]))
	return time.Duration(max(0, ms)) * time.Millisecond
}

// findCounter looks up a counter in the answer to syncListCounters; 0: it is
// not there. "DEVICEIDLETIME 2" and the like count one device only.
func findCounter(b []byte, name string) uint32 {
	if len(b) < 32 {
		return 0
	}
	for b = b[32:]; len(b) >= 14; {
		id, n := le.Uint32(b), int(le.Uint16(b[12:]))
		if len(b) < 14+n {
			return 0
		}
		if string(b[14:14+n]) == name {
			return id
		}
		b = b[min(len(b), (14+n+3)&^3):]
	}
	return 0
}

package x11

import (
	"errors"
	"log/slog"
	"os"
	"time"

	"focusd/tracker/source"
)

const (
	// noneAtLeast is how long nothing must have the focus before it is a fact
	// and not a step of a switch, which takes 0.3 to 3 ms.
	noneAtLeast = 100 * time.Millisecond
	// switchTakes is how long most of them take: the order of the windows changes,
	// then nothing has the focus, and then something has.
	switchTakes = 2 * time.Millisecond
	// titlePause bounds how often the title of one window is read: some
	// programs draw a spinner in it.
	titlePause = time.Second
	// returnEvery is how often a server without alarms is asked whether an
	// idle person is back.
	returnEvery = 10 * time.Second
)

// watch is what is known of the server in one connection. Instants in it have
// a monotonic reading, so that no setting of the clock moves a deadline.
type watch struct {
	*conn
	atoms     atoms
	meter     meter
	programs  programs
	threshold time.Duration
	send      func(source.Report)
	log       *slog.Logger

	selected uint32 // the active window, whose changes are reported; 0: none
	listed   bool   // selected was among the clients of the window manager
	vanished uint32 // active by name, but no longer among the clients
	front    view   // as last emitted
	away     bool   // the last report was idle

	// Each is the instant of the last event that made something stale, and
	// when to look. The zero due: it is fresh.
	active, title, none struct{ since, due time.Time }
	titleRead           time.Time
	awaited             time.Time // the rest of a switch
	idleDue             time.Time // only without alarms: the threshold may be crossed
}

func newWatch(c *conn, threshold time.Duration, emit func(source.Report), log *slog.Logger) *watch {
	return &watch{conn: c, threshold: threshold, send: emit, log: log}
}

// run watches until the connection ends or the inbox says stop.
func (w *watch) run() error {
	if err := w.begin(); err != nil {
		return err
	}
	for {
		p, err := w.event(w.due())
		if err == nil {
			w.note(p)
			w.awaitRest(p)
			if w.pending() {
				continue // a switch is several events, read together
			}
		} else if !errors.Is(err, os.ErrDeadlineExceeded) {
			return err
		}
		if err := w.catchUp(); err != nil {
			return err
		}
	}
}

// begin subscribes to what will change and emits what is.
func (w *watch) begin() (err error) {
	var has extensions
	if w.atoms, has, err = w.intern(); err != nil {
		return err
	}
	if has.xwayland.major != 0 {
		return ErrXWayland
	}
	w.meter.saver, w.meter.sync = has.saver, has.sync
	if err := w.meter.start(w.conn, w.threshold); err != nil {
		return err
	}
	w.log.Debug("watching", "alarms", w.meter.counter != 0, "saver", w.meter.saver.major != 0)
	w.report(w.root, maskProperties)
	w.active.since = time.Now()
	if err := w.look(); err != nil {
		return err
	}
	if w.front != (view{}) {
		return nil
	}
	return w.emitFresh(w.front, w.active.since) // at the start there is no switch to wait for
}

// awaitRest has the rest of a switch arrive, of which p may be the first event.
// Nobody has to be told of it so soon: what is told is as of then.
func (w *watch) awaitRest(p packet) {
	root := p.kind() == kindPropertyNotify && le.Uint32(p.body[4:]) == w.root
	if root && p.at.Sub(w.awaited) > noneAtLeast {
		w.awaited = p.at
		w.linger(switchTakes)
	}
}

// note takes in an event; what it means is read later, by catchUp.
func (w *watch) note(p packet) {
	if idle, rings := w.meter.rings(p); rings {
		w.emit(w.front, p.at, reading{p.at, idle, true})
		return
	}
	if p.kind() != kindPropertyNotify {
		return
	}
	switch window, atom := le.Uint32(p.body[4:]), le.Uint32(p.body[8:]); {
	case window == w.root && (atom == w.atoms.active || atom == w.atoms.clients):
		w.active.since = p.at
		if w.active.due.IsZero() {
			w.active.due = p.at
		}
	case window == w.selected && w.none.due.IsZero() && (atom == w.atoms.name || atom == atomWMName || atom == atomWMClass || atom == w.atoms.state):
		w.title.since = p.at
		if w.title.due.IsZero() {
			w.title.due = latest(p.at, w.titleRead.Add(titlePause))
		}
	}
}

// due is when catchUp has something to do; zero: only after an event.
func (w *watch) due() (first time.Time) {
	for _, t := range []time.Time{w.active.due, w.title.due, w.none.due, w.idleDue} {
		if first.IsZero() || (!t.IsZero() && t.Before(first)) {
			first = t
		}
	}
	return first
}

// catchUp does what has become due, and answers what was asked.
func (w *watch) catchUp() error {
	asked, stopped := w.inbox.take()
	if stopped {
		return errStopped
	}
	now := time.Now()
	passed := func(due time.Time) bool { return !due.IsZero() && !due.After(now) }
	var err error
	if passed(w.active.due) {
		err = w.look()
	}
	if err == nil && passed(w.title.due) {
		err = w.readFront(w.title.since)
	}
	if err == nil && passed(w.none.due) {
		err = w.settleNone()
	}
	if err == nil && (asked > 0 || passed(w.idleDue)) {
		err = w.checkIdle(asked)
	}
	return err
}

// look reads which window is active.
func (w *watch) look() error {
	at := w.active.since
	w.active.due = time.Time{}
	window, err := w.activeWindow()
	if err != nil {
		return err
	}
	if window == 0 {
		w.suspectNone(at)
		return nil
	}
	suspected := !w.none.due.IsZero()
	w.none.due = time.Time{}
	if window != w.selected {
		w.choose(window)
	} else if !suspected {
		return nil
	}
	return w.readFront(at)
}

// activeWindow is the window that has the focus; 0: none. A window that is
// closed, or hides in the tray, leaves the list of clients, but openbox goes on
// naming the last one as active.
func (w *watch) activeWindow() (uint32, error) {
	active := w.property(w.root, w.atoms.active, 4)
	clients := w.property(w.root, w.atoms.clients, listLimit)
	if err := w.ask(); err != nil {
		return 0, err
	}
	a, err := w.reply(active)
	if err != nil {
		return 0, err
	}
	c, err := w.reply(clients)
	if err != nil {
		return 0, err
	}
	window, _ := parseProperty(a).word()
	listed := parseProperty(c).has(window)
	switch {
	case window == w.selected && w.listed && !listed:
		w.vanished = window
	case window != w.vanished || listed:
		w.vanished = 0
	}
	w.listed = listed
	if window == w.root || window == w.vanished {
		window = 0
	}
	return window, nil
}

// choose has the changes of another window reported; 0: of none.
func (w *watch) choose(window uint32) {
	if w.selected != 0 {
		w.report(w.selected, maskNothing)
	}
	if window != 0 {
		w.report(window, maskProperties)
	}
	w.selected = window
}

// suspectNone says that at at nothing had the focus, or a window that is gone.
func (w *watch) suspectNone(at time.Time) {
	if w.selected == 0 || !w.none.due.IsZero() {
		return
	}
	w.none.since, w.none.due = at, at.Add(noneAtLeast)
	w.title.due = time.Time{}
}

// settleNone makes the suspicion a fact, back to when it arose.
func (w *watch) settleNone() error {
	w.none.due = time.Time{}
	w.choose(0)
	if w.front == (view{}) {
		return nil
	}
	return w.emitFresh(view{}, w.none.since)
}

// readFront reads what the active window says of itself, and emits it if that
// is news.
func (w *watch) readFront(at time.Time) error {
	w.title.due, w.titleRead = time.Time{}, time.Now()
	inquiry := w.inquire(w.selected, w.atoms)
	idle := w.meter.ask(w.conn)
	if err := w.ask(); err != nil {
		return err
	}
	f, err := w.facts(inquiry, w.atoms)
	if _, gone := errors.AsType[requestError](err); gone {
		w.suspectNone(at)
		return nil
	} else if err != nil {
		return err
	}
	r, err := w.meter.read(w.conn, idle)
	if err != nil {
		return err
	}
	if v := f.view(&w.programs); v != w.front {
		w.emit(v, at, r)
	}
	return nil
}

// checkIdle emits once for each who asked; for nobody, only if the person has
// gone or come back.
func (w *watch) checkIdle(asked int) error {
	r, err := w.measure()
	if err != nil {
		return err
	}
	if asked == 0 && w.isAway(r) != w.away {
		asked = 1
	}
	w.schedule(r)
	for ; asked > 0; asked-- {
		w.emit(w.front, r.at, r)
	}
	return nil
}

// measure reads how idle the person is.
func (w *watch) measure() (reading, error) {
	seq := w.meter.ask(w.conn)
	if err := w.flush(); err != nil {
		return reading{}, err
	}
	return w.meter.read(w.conn, seq)
}

// emitFresh emits v with a new reading.
func (w *watch) emitFresh(v view, at time.Time) error {
	r, err := w.measure()
	if err != nil {
		return err
	}
	w.emit(v, at, r)
	return nil
}

// emit sends what was in front at at.
func (w *watch) emit(v view, at time.Time, r reading) {
	w.front, w.away = v, w.isAway(r)
	w.schedule(r)
	report := v.report()
	report.At = at.UTC().Round(0)
	if r.known {
		report.Facts |= source.Idleness
		report.Idle = r.since(at)
	}
	w.send(report)
}

func (w *watch) isAway(r reading) bool { return r.known && r.idle >= w.threshold }

// schedule sets when to read idleness next, on a server without alarms: at the
// earliest moment the threshold can be crossed.
func (w *watch) schedule(r reading) {
	switch {
	case w.meter.counter != 0 || !r.known:
		w.idleDue = time.Time{}
	case w.isAway(r):
		w.idleDue = r.at.Add(returnEvery)
	default:
		w.idleDue = r.at.Add(w.threshold - r.idle)
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

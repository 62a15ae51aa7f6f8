package wayland

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"focusd/tracker/source"
)

const (
	// settleAfter is how old a change must be before it is told: a switch is
	// under way for less than that.
	settleAfter = 50 * time.Millisecond
	// titlePause bounds how often a new title of the same window is told: some
	// programs draw a spinner in it.
	titlePause = time.Second
)

var errStopped = errors.New("asked to stop")

// watch is what is known of a compositor in one connection. Instants in it
// have a monotonic reading, so that no setting of the clock moves a deadline.
type watch struct {
	*conn
	inbox inbox
	sway  sway // no path: the processes of windows are not known
	send  func(source.Report)
	log   *slog.Logger

	windows toplevels
	meter   meter

	told source.Report // of the windows, as sent last
	at   time.Time     // of the last report
	away bool          // as sent last

	// Each is the instant of the last event that made something stale, and
	// when to tell. The zero due: nothing is stale.
	turn, title struct{ since, due time.Time }
	titleTold   time.Time
}

func newWatch(c *conn, f Found, emit func(source.Report), log *slog.Logger) *watch {
	log.Debug("watching", "compositor", f.Compositor, "socket", f.Socket, "protocols", f.Protocols, "ipc", f.IPC)
	return &watch{conn: c, inbox: inbox{nc: c.nc}, sway: sway{f.IPC}, send: emit, log: log}
}

// begin subscribes to what will change and tells what is.
func (w *watch) begin(ctx context.Context, idleAfter time.Duration) error {
	if g, ok := w.offer(windowsInterface); ok {
		w.windows.manager, _ = w.bind(g, windowManager)
	}
	w.meter.start(w.conn, idleAfter)
	if err := w.roundtrip(ctx, w.handle); err != nil {
		return err
	}
	w.turn.due, w.title.due = time.Time{}, time.Time{} // at the start there is no switch to wait for
	w.look()
	w.emit(time.Now())
	return nil
}

// run watches until the connection ends or the inbox says stop.
func (w *watch) run() error {
	for {
		if err := w.handleAll(w.handle); err != nil {
			return err
		}
		if err := w.catchUp(); err != nil {
			return err
		}
		if err := w.wait(); err != nil {
			return err
		}
	}
}

// wait returns when something has arrived, from the compositor or in the inbox,
// or when something is due. All that has arrived by then has been read.
func (w *watch) wait() error {
	if !w.inbox.rest(w.due()) {
		if err := w.fill(); !errors.Is(err, os.ErrDeadlineExceeded) {
			return err
		}
	}
	return w.fillReady()
}

// handle takes in an event; what it means is told later, by catchUp.
func (w *watch) handle(m *message) error {
	switch w.objects[m.object] {
	case windowManager:
		return w.windows.managerEvent(w.conn, m)
	case windowHandle:
		w.stirred(w.windows.toplevelEvent(w.conn, m))
	case idleTimeout:
		w.meter.event(m.object, m.opcode, w.readAt)
	}
	return nil
}

// stirred sets when to tell what an event changed. Nothing in front must have
// lasted; any other change is told when it is old enough, whatever follows it.
func (w *watch) stirred(s stir) {
	at := w.readAt
	switch {
	case s == turned:
		w.turn.since, w.title.due = at, time.Time{}
		if w.turn.due.IsZero() || w.windows.front() == nil {
			w.turn.due = at.Add(settleAfter)
		}
	case s == retitled && w.turn.due.IsZero():
		w.title.since = at
		if w.title.due.IsZero() {
			w.title.due = latest(at.Add(settleAfter), w.titleTold.Add(titlePause))
		}
	}
}

// due is when catchUp has something to do; zero: only after an event.
func (w *watch) due() (first time.Time) {
	for _, t := range []time.Time{w.turn.due, w.title.due, w.meter.checkDue} {
		if first.IsZero() || (!t.IsZero() && t.Before(first)) {
			first = t
		}
	}
	return first
}

// catchUp tells what has become due, and answers what was asked.
func (w *watch) catchUp() error {
	asked, stopped := w.inbox.take()
	if stopped {
		return errStopped
	}
	now := time.Now()
	w.checkIdle(now)
	switch {
	case passed(w.turn.due, now):
		w.turn.due = time.Time{}
		w.tell(w.turn.since)
		if w.away {
			w.meter.wantCheck(now)
		}
	case passed(w.title.due, now):
		w.title.due, w.titleTold = time.Time{}, now
		w.tell(w.title.since)
	}
	for ; asked > 0; asked-- {
		w.emit(now)
	}
	return w.flush()
}

// checkIdle tells whether the person has gone or come back.
func (w *watch) checkIdle(now time.Time) {
	if w.meter.answer != 0 && w.meter.answer == w.answered {
		w.meter.judge(w.conn, now)
	}
	if passed(w.meter.checkDue, now) {
		w.meter.step(w.conn, now)
	}
	if w.meter.away() != w.away {
		w.emit(now)
		if w.away {
			w.meter.wantCheckLater(now)
		}
	}
}

// tell emits what came in front at at, if that is news.
func (w *watch) tell(at time.Time) {
	if w.look() {
		w.emit(at)
	}
}

// look reads what is in front, and says whether that is news.
func (w *watch) look() (news bool) {
	now := source.Report{}
	if t := w.windows.front(); t != nil {
		now.Window, now.FullScreen, now.PID = t.window(), t.fullScreen, w.pid(t)
	}
	news = now.Window != w.told.Window || now.FullScreen != w.told.FullScreen || now.PID != w.told.PID
	w.told = now
	return news
}

// pid is the process of a window, which is asked for until it was told.
func (w *watch) pid(t *toplevel) int {
	if t.pid != 0 || t.tries == pidTries || w.sway.path == "" {
		return t.pid
	}
	t.tries++
	pid, err := w.sway.pid(t.looks)
	if err != nil {
		w.log.Debug("sway does not tell processes any more", "err", err)
		w.sway = sway{}
	}
	t.pid = pid
	return pid
}

// emit sends what is in front since at. Reports never go back in time: what
// came about before the last one is told as of then.
func (w *watch) emit(at time.Time) {
	w.at, w.away = latest(at, w.at), w.meter.away()
	r := w.told
	r.At = w.at.UTC().Round(0)
	if w.windows.manager != 0 {
		r.Facts |= source.Windows
	}
	if w.meter.known() {
		r.Facts |= source.Idleness
		r.Idle = w.meter.idle(w.at)
	}
	w.send(r)
}

// passed says whether a deadline has; the zero due is none.
func passed(due, now time.Time) bool { return !due.IsZero() && !due.After(now) }

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

package desktop

import (
	"context"
	"log/slog"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/daemon/engine"
	"focusd/timer"
)

// Do makes a command of the person happen.
type Do func(ctx context.Context, ev timer.Event) (*engine.Snapshot, error)

// notifier says what there is to say about a stream of snapshots. Only the
// goroutine of Notify touches it.
type notifier struct {
	do  Do
	log *slog.Logger

	bus   *bus   // nil until something is to be said, and after it was lost
	shown notice // what is on the screen
	id    uint32 // its id; 0: nothing is
	phase timer.Phase
	mute  bool // the last try failed, and was logged
}

// Notify follows the snapshots until the channel is closed or ctx is done.
func Notify(ctx context.Context, snapshots <-chan *engine.Snapshot, do Do, log *slog.Logger) {
	n := &notifier{do: do, log: log}
	defer n.hangUp()
	remind := time.NewTimer(time.Hour)
	defer remind.Stop()
	last, ok := <-snapshots
	if !ok {
		return
	}
	for {
		n.arm(remind, last)
		select {
		case now, ok := <-snapshots:
			if !ok {
				return
			}
			n.follow(ctx, last, now)
			last = now
		case sig := <-n.signals():
			n.hear(ctx, sig)
		case <-remind.C:
			if now := time.Now().UTC().Round(0); last.Timer.Phase == timer.Overtime && !held(last, now) {
				n.say(ctx, overtime(last.Timer, now))
			}
		case <-ctx.Done():
			return
		}
	}
}

// arm sets the alarm for the next reminder of overtime.
func (n *notifier) arm(t *time.Timer, s *engine.Snapshot) {
	now := time.Now().UTC().Round(0)
	at := nextReminder(s.Timer, now)
	if at.IsZero() {
		t.Stop()
		return
	}
	t.Reset(at.Sub(now))
}

// follow says what is new, and takes back what is no longer so.
func (n *notifier) follow(ctx context.Context, before, now *engine.Snapshot) {
	if n.id != 0 && now.Timer.Phase != n.phase {
		n.withdraw(ctx)
	}
	if what := said(before, now); what.summary != "" && !held(now, now.At) {
		n.phase = now.Timer.Phase
		n.say(ctx, what)
	}
}

func held(s *engine.Snapshot, now time.Time) bool { return now.Before(s.HeldUntil) }

// say shows a notice. Without a bus or a server it goes on in silence.
func (n *notifier) say(ctx context.Context, what notice) {
	if n.bus == nil {
		b, err := dial(ctx)
		if err != nil {
			n.fail(err)
			return
		}
		n.bus = b
	}
	id, err := n.bus.show(ctx, what, n.id)
	if err != nil {
		n.hangUp()
		n.fail(err)
		return
	}
	n.id, n.shown, n.mute = id, what, false
}

// fail logs the first of a row of failures.
func (n *notifier) fail(err error) {
	if !n.mute {
		n.log.Info("no notifications", "reason", err)
	}
	n.mute = true
}

func (n *notifier) withdraw(ctx context.Context) {
	if n.bus != nil && n.id != 0 {
		n.bus.withdraw(ctx, n.id)
	}
	n.id, n.shown = 0, notice{}
}

// signals is the stream of the server's signals; nil while there is none.
func (n *notifier) signals() <-chan *dbus.Signal {
	if n.bus == nil {
		return nil
	}
	return n.bus.signals
}

// hear takes in what became of the notice on the screen.
func (n *notifier) hear(ctx context.Context, sig *dbus.Signal) {
	if sig == nil { // the bus is gone
		n.hangUp()
		return
	}
	a, ok := read(sig)
	if !ok || a.id != n.id || n.id == 0 {
		return
	}
	if a.closed {
		n.id, n.shown = 0, notice{}
		return
	}
	if a.button < 0 || a.button >= len(n.shown.buttons) {
		return
	}
	pressed := n.shown.buttons[a.button]
	if _, err := n.do(ctx, pressed.event); err != nil {
		n.log.Info("a button came too late", "button", pressed.label, "err", err)
	}
}

func (n *notifier) hangUp() {
	if n.bus != nil {
		n.bus.close()
	}
	n.bus, n.id, n.shown = nil, 0, notice{}
}

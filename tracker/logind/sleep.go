package logind

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	// delayMost bounds how long the machine is kept awake: logind goes ahead
	// after InhibitDelayMaxSec, which is 5 s unless somebody changed it.
	delayMost = 4 * time.Second

	retryFirst = time.Second
	retryMost  = time.Minute
)

// Sleep keeps the machine awake for the moment that it takes to save what is
// not on disk yet. Before and After are called from the goroutine of Watch,
// alternately.
type Sleep struct {
	// Before is called when the machine is about to sleep or to shut down,
	// which waits until Before returns, but not longer than its context lives:
	// 4 s at most. Without the permission to hold up logind it is called
	// nevertheless, and races against the sleep.
	Before func(context.Context)
	// After is called when the machine goes on, whether it slept or not.
	After func()
	Log   *slog.Logger // nil: silent
}

// Watch calls Before and After until ctx is done and returns ctx.Err(). It
// outlives restarts of logind and of the bus; without logind at the beginning
// it returns the reason at once.
func (s Sleep) Watch(ctx context.Context) error {
	s.Log = orSilent(s.Log)
	b, err := s.dial(ctx)
	if err != nil {
		return orEnded(ctx, err)
	}
	for {
		lost := s.watch(ctx, b)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.Log.Warn("sleep is not announced until logind is back", "err", lost)
		if b, err = s.redial(ctx); err != nil {
			return err
		}
	}
}

// redial tries until the bus and logind are back, or ctx is done.
func (s Sleep) redial(ctx context.Context) (*bus, error) {
	for delay := retryFirst; ; delay = min(2*delay, retryMost) {
		select {
		case <-time.After(delay):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if b, err := s.dial(ctx); err == nil {
			return b, nil
		}
	}
}

func (s Sleep) dial(ctx context.Context) (*bus, error) {
	var rules [][]dbus.MatchOption
	for _, member := range []string{"PrepareForSleep", "PrepareForShutdown"} {
		rules = append(rules, []dbus.MatchOption{
			dbus.WithMatchSender(service), dbus.WithMatchInterface(managerInterface), dbus.WithMatchMember(member),
		})
	}
	return dial(ctx, rules...)
}

// watch follows one connection to its end.
func (s Sleep) watch(ctx context.Context, b *bus) error {
	defer b.close()
	w := &sleepWatch{Sleep: s, bus: b}
	defer w.letGo()
	w.greet(ctx)
	for {
		sig, err := b.next(ctx)
		if err != nil {
			if ctx.Err() == nil {
				w.goOn() // nobody will say so any more
			}
			return err
		}
		w.note(ctx, sig)
	}
}

// sleepWatch is where the machine stands.
type sleepWatch struct {
	Sleep
	*bus
	inhibitor *os.File // while it is open logind waits; nil: we hold nothing up
	leaving   bool     // Before was called, After was not
	patience  time.Duration
}

func (w *sleepWatch) note(ctx context.Context, sig *dbus.Signal) {
	switch sig.Name {
	case nameOwnerChanged:
		w.greet(ctx)
	case managerInterface + ".PrepareForSleep", managerInterface + ".PrepareForShutdown":
		var leaving bool
		if dbus.Store(sig.Body, &leaving) != nil {
			return
		}
		if leaving {
			w.leave(ctx)
			return
		}
		w.goOn()
		w.inhibit(ctx)
	}
}

// greet asks a logind that is new to us where the machine stands.
func (w *sleepWatch) greet(ctx context.Context) {
	if w.owner == "" {
		return // the inhibitor is kept: a logind that restarts knows it again
	}
	p, err := w.all(ctx, root, managerInterface)
	if err != nil {
		w.Log.Warn("logind does not say whether the machine is about to sleep", "err", err)
	}
	w.patience = delayMost
	if most := time.Duration(property[uint64](p, "InhibitDelayMaxUSec")) * time.Microsecond; most > 0 {
		w.patience = min(delayMost, most*4/5)
	}
	if property[bool](p, "PreparingForSleep") || property[bool](p, "PreparingForShutdown") {
		w.leave(ctx)
		return
	}
	w.goOn()
	w.inhibit(ctx)
}

// leave calls Before and lets the machine go when it returns, or when its time
// is over.
func (w *sleepWatch) leave(ctx context.Context) {
	if w.leaving {
		return
	}
	w.leaving = true
	ctx, cancel := context.WithTimeout(ctx, w.patience)
	defer cancel()
	defer w.letGo()
	if late := w.inhibitor; late != nil {
		defer context.AfterFunc(ctx, func() { late.Close() })()
	}
	began := time.Now()
	w.Before(ctx)
	w.Log.Debug("ready for the machine to sleep", "took", time.Since(began))
}

func (w *sleepWatch) goOn() {
	if w.leaving {
		w.leaving = false
		w.After()
	}
}

// inhibit asks logind to wait for us the next time.
func (w *sleepWatch) inhibit(ctx context.Context) {
	var failed error
	// Each needs a permission of its own.
	for _, what := range []string{"sleep:shutdown", "sleep"} {
		var fd dbus.UnixFD
		err := w.call(ctx, root, managerInterface+".Inhibit", []any{what, "focusd", "Saving the log", "delay"}, &fd)
		if err == nil {
			w.letGo()
			w.inhibitor = os.NewFile(uintptr(fd), "inhibitor")
			return
		}
		failed = errors.Join(failed, err)
	}
	if ctx.Err() == nil {
		w.Log.Info("logind does not wait for the log to be saved before it sleeps", "err", failed)
	}
}

func (w *sleepWatch) letGo() {
	if w.inhibitor != nil {
		w.inhibitor.Close()
		w.inhibitor = nil
	}
}

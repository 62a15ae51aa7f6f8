package logind

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// sleeper is a Sleep whose calls can be followed.
type sleeper struct {
	before chan context.Context // received when Before begins
	save   chan struct{}        // Before returns when it can receive, or when its time is over
	after  chan struct{}
	ended  <-chan error
	stop   func()
}

func watchSleep(t *testing.T) *sleeper {
	t.Helper()
	s := &sleeper{before: make(chan context.Context), save: make(chan struct{}), after: make(chan struct{})}
	s.ended, s.stop = run(t, func(ctx context.Context) error {
		return Sleep{
			Before: func(within context.Context) {
				select {
				case s.before <- within:
				case <-ctx.Done():
				}
				select {
				case <-s.save:
				case <-within.Done():
				}
			},
			After: func() {
				select {
				case s.after <- struct{}{}:
				case <-ctx.Done():
				}
			},
		}.Watch(ctx)
	})
	return s
}

// inhibitor is an entry of ListInhibitors.
type inhibitor struct {
	What, Who, Why, Mode string
	UID, PID             uint32
}

func (d *desk) inhibitors() (held []inhibitor) {
	d.Helper()
	if err := d.conn.Object(service, root).Call(managerInterface+".ListInhibitors", 0).Store(&held); err != nil {
		d.Fatal(err)
	}
	return held
}

// awaitInhibitor waits until logind would wait for us, or not.
func (d *desk) awaitInhibitor(held bool) {
	d.Helper()
	d.until("inhibitor is held or let go", func() bool { return len(d.inhibitors()) > 0 == held })
}

func TestSleepWaitsUntilSaved(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	s := watchSleep(t)
	d.awaitInhibitor(true)
	if got := d.inhibitors()[0]; got.What != "sleep:shutdown" || got.Mode != "delay" || got.Who != "focusd" {
		t.Errorf("inhibitor = %+v, want one of focusd that delays sleep and shutdown", got)
	}
	for _, signal := range []string{"PrepareForSleep", "PrepareForShutdown", "PrepareForSleep"} {
		d.emit(signal, "b", true)
		within := receive(t, "Before", s.before)
		if due, ok := within.Deadline(); !ok || time.Until(due) > delayMost {
			t.Errorf("the context of Before ends at %v, want within %v", due, delayMost)
		}
		if len(d.inhibitors()) != 1 {
			t.Errorf("after %s and before the log is saved: %d inhibitors, want 1", signal, len(d.inhibitors()))
		}
		s.save <- struct{}{}
		d.awaitInhibitor(false)
		d.emit(signal, "b", false)
		receive(t, "After", s.after)
		d.awaitInhibitor(true)
	}
	d.emit("PrepareForSleep", "b", true)
	receive(t, "Before", s.before)
	s.stop()
	if err := receive(t, "the end", s.ended); !errors.Is(err, context.Canceled) {
		t.Errorf("Watch = %v, want %v", err, context.Canceled)
	}
	d.awaitInhibitor(false)
}

func TestSleepDoesNotWaitForever(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	d.call(root, mock+".AddProperty", managerInterface, "InhibitDelayMaxUSec", dbus.MakeVariant(uint64(250_000)))
	s := watchSleep(t)
	d.awaitInhibitor(true)
	d.emit("PrepareForSleep", "b", true)
	within := receive(t, "Before", s.before)
	<-within.Done() // never saved
	d.awaitInhibitor(false)
	if due, _ := within.Deadline(); time.Since(due) > patience/2 || !errors.Is(within.Err(), context.DeadlineExceeded) {
		t.Errorf("context of Before: %v at %v, want the deadline", within.Err(), due)
	}
	d.emit("PrepareForSleep", "b", false)
	receive(t, "After", s.after)
}

// TestSleepLetsGoOfOneWhoIgnoresTheDeadline: the machine must not wait for a
// Before that hangs.
func TestSleepLetsGoOfOneWhoIgnoresTheDeadline(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	d.call(root, mock+".AddProperty", managerInterface, "InhibitDelayMaxUSec", dbus.MakeVariant(uint64(100_000)))
	hang, after := make(chan struct{}), make(chan struct{}, 1)
	run(t, Sleep{
		Before: func(context.Context) { <-hang },
		After:  func() { after <- struct{}{} },
	}.Watch)
	d.awaitInhibitor(true)
	d.emit("PrepareForSleep", "b", true)
	d.awaitInhibitor(false)
	d.emit("PrepareForSleep", "b", false)
	close(hang)
	receive(t, "After", after)
}

func TestSleepOutlivesLogind(t *testing.T) {
	systemBus(t)
	conn := directed(t)
	d := startLogind(t, conn)
	s := watchSleep(t)
	d.awaitInhibitor(true)

	d.emit("PrepareForSleep", "b", true)
	receive(t, "Before", s.before)
	s.save <- struct{}{}
	d.awaitInhibitor(false)
	d.end() // it never says that the machine woke up
	d = startLogind(t, conn)
	receive(t, "After", s.after)
	d.awaitInhibitor(true)
}

func TestSleepBegunBeforeUs(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	preparing := map[string]dbus.Variant{"PreparingForSleep": dbus.MakeVariant(true)}
	d.call(root, mock+".UpdateProperties", managerInterface, preparing)
	s := watchSleep(t)
	receive(t, "Before", s.before)
	s.save <- struct{}{}
	d.emit("PrepareForSleep", "b", false)
	receive(t, "After", s.after)
	d.awaitInhibitor(true)
}

func TestSleepWithoutPermission(t *testing.T) {
	systemBus(t)
	d := startLogind(t, directed(t))
	for _, test := range []struct {
		name, code string
	}{
		{"none", "raise dbus.exceptions.DBusException('no', name='org.freedesktop.DBus.Error.AccessDenied')"},
		{"sleep only", "if 'shutdown' in args[0]: raise dbus.exceptions.DBusException('no', name='org.freedesktop.DBus.Error.AccessDenied')\n" +
			"r, w = __import__('os').pipe(); ret = dbus.types.UnixFd(w)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.call(root, mock+".ClearCalls")
			d.call(root, mock+".AddMethod", managerInterface, "Inhibit", "ssss", "h", test.code)
			s := watchSleep(t)
			d.until("both were asked for", func() bool {
				var calls []struct {
					At   uint64
					Name string
					Args []dbus.Variant
				}
				err := d.conn.Object(service, root).Call(mock+".GetCalls", 0).Store(&calls)
				asked := 0
				for _, c := range calls {
					if c.Name == "Inhibit" {
						asked++
					}
				}
				return err == nil && asked == 2
			})
			d.emit("PrepareForSleep", "b", true)
			receive(t, "Before", s.before)
			s.save <- struct{}{}
			d.emit("PrepareForSleep", "b", false)
			receive(t, "After", s.after)
		})
	}
}

func TestSleepOutlivesTheBus(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the second try")
	}
	endBus := systemBus(t)
	d := startLogind(t, directed(t))
	s := watchSleep(t)
	d.awaitInhibitor(true)
	d.emit("PrepareForSleep", "b", true)
	receive(t, "Before", s.before)
	s.save <- struct{}{}
	endBus()
	receive(t, "After", s.after)
	d.end()

	systemBus(t)
	startLogind(t, directed(t)).awaitInhibitor(true)
}

func TestSleepWithoutLogind(t *testing.T) {
	systemBus(t)
	err := Sleep{}.Watch(t.Context())
	if !errors.Is(err, ErrNoLogind) {
		t.Errorf("Watch = %v, want %v", err, ErrNoLogind)
	}
}

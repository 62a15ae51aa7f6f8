package gnome

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
	"focusd/tracker/sessionbus/bustest"
	"focusd/tracker/source"
)

const (
	idleWatchID   = 11
	activeWatchID = 12
)

func startFakeMonitor(t *testing.T, address string) *fake {
	t.Helper()
	f := newFake(t, address)
	f.export(monitorPath, monitorName, map[string]any{
		"AddIdleWatch": func(ms uint64) (uint32, *dbus.Error) {
			f.did("idle:" + (time.Duration(ms) * time.Millisecond).String())
			return idleWatchID, nil
		},
		"AddUserActiveWatch": func() (uint32, *dbus.Error) { f.did("active"); return activeWatchID, nil },
		"GetIdletime": func() (ms uint64, _ *dbus.Error) {
			f.with(func() { ms = f.idle })
			return ms, nil
		},
	})
	f.own(monitorName)
	return f
}

// fire says that a watch fired after so much idleness.
func (f *fake) fire(id uint32, idle time.Duration) {
	f.t.Helper()
	f.with(func() { f.idle = uint64(idle.Milliseconds()) })
	f.emit(monitorPath, watchFired, id)
}

func (w *watching) wantIdle(t *testing.T, when string, idle time.Duration) {
	t.Helper()
	if r := receive(t, "report when "+when, w.reports); r.Facts != source.Idleness || r.Idle != idle || r.At.Location() != time.UTC {
		t.Errorf("%s: reported %+v, want idle %v", when, r, idle)
	}
}

func TestIdlenessByAFakeMonitor(t *testing.T) {
	address, kill := bustest.Start(t)
	f := startFakeMonitor(t, address)
	f.with(func() { f.idle = 1500 })
	ask := make(chan struct{})
	w := watchIdle(t, Idle{Bus: address}, 3*time.Minute, ask)
	w.wantIdle(t, "it begins", 1500*time.Millisecond)
	f.fire(idleWatchID, 3*time.Minute)
	w.wantIdle(t, "the threshold is crossed", 3*time.Minute)
	f.with(func() { f.idle = 200_000 })
	ask <- struct{}{}
	w.wantIdle(t, "it is asked", 200*time.Second)
	f.fire(activeWatchID, 20*time.Millisecond)
	w.wantIdle(t, "the person is back", 20*time.Millisecond)
	f.fire(activeWatchID, time.Second) // fires once; this one is stale
	f.fire(99, time.Second)            // of another program
	f.emit(monitorPath, watchFired, "11")
	f.emit(monitorPath, watchFired)
	forger := newFake(t, address)
	forger.emit(monitorPath, watchFired, uint32(idleWatchID))
	if err := forger.conn.BusObject().Call(sessionbus.Service+".GetId", 0).Err; err != nil {
		t.Fatal(err)
	}
	f.fire(idleWatchID, 4*time.Minute)
	w.wantIdle(t, "the threshold is crossed again", 4*time.Minute)
	if got, want := f.history(), "idle:3m0s active active"; got != want {
		t.Errorf("the monitor was asked for %s, want %s", got, want)
	}
	kill()
	if err := receive(t, "end", w.ended); !errors.Is(err, ErrLost) {
		t.Errorf("the bus is gone and Watch = %v, want %v", err, ErrLost)
	}
}

func TestMonitorThatIsStartedAnew(t *testing.T) {
	address, _ := bustest.Start(t)
	f := startFakeMonitor(t, address)
	ask := make(chan struct{})
	w := watchIdle(t, Idle{Bus: address}, time.Minute, ask)
	w.wantIdle(t, "it begins", 0)
	f.conn.Close()
	if r := receive(t, "report", w.reports); r.Facts != 0 {
		t.Errorf("the monitor is gone, and it reported %+v, want nothing known", r)
	}
	ask <- struct{}{} // nobody knows
	again := startFakeMonitor(t, address)
	w.wantIdle(t, "another monitor is there", 0)
	if got, want := again.history(), "idle:1m0s"; got != want {
		t.Errorf("the new monitor was asked for %s, want %s", got, want)
	}
	again.fire(idleWatchID, time.Minute)
	w.wantIdle(t, "the threshold is crossed", time.Minute)
}

func TestMonitorThatDoesNotComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		signals, ended := make(chan *dbus.Signal), make(chan error)
		var reports []source.Report
		w := newIdleWatch(&sessionbus.Conn{Signals: signals}, time.Minute, func(r source.Report) { reports = append(reports, r) }, orSilent(nil))
		w.owner = ":1.7"
		go func() { ended <- w.run(t.Context(), nil) }()
		began := time.Now()
		signals <- &dbus.Signal{Sender: sessionbus.Service, Name: sessionbus.Service + ".NameOwnerChanged", Body: []any{monitorName, ":1.7", ""}}
		if err := <-ended; !errors.Is(err, ErrLost) || time.Since(began) != patience {
			t.Errorf("Watch = %v after %v, want %v after %v", err, time.Since(began), ErrLost, patience)
		}
		if len(reports) != 1 || reports[0].Facts != 0 {
			t.Errorf("reported %+v, want nothing known", reports)
		}
	})
}

package alarm

import (
	"testing"
	"testing/synctest"
	"time"
)

// alarms are those of both kinds.
func alarms() map[string]func() Alarm {
	return map[string]func() Alarm{"runtime": Runtime, "kernel": Kernel}
}

// rings waits for an alarm that has to ring.
func rings(t *testing.T, a Alarm) {
	t.Helper()
	select {
	case <-a.C():
	case <-time.After(time.Minute):
		t.Fatal("it does not ring")
	}
}

// silent fails if it rings within a while.
func silent(t *testing.T, a Alarm, within time.Duration) {
	t.Helper()
	select {
	case <-a.C():
		t.Error("it rings, though it was not set for now")
	case <-time.After(within):
	}
}

func TestAnAlarmRingsOnce(t *testing.T) {
	for name, start := range alarms() {
		t.Run(name, func(t *testing.T) {
			a := start()
			defer a.Stop()
			silent(t, a, 10*time.Millisecond)
			began := time.Now()
			a.Reset(30 * time.Millisecond)
			rings(t, a)
			if took := time.Since(began); took < 30*time.Millisecond {
				t.Errorf("it rings after %v, want 30 ms", took)
			}
			silent(t, a, 50*time.Millisecond)
		})
	}
}

func TestAnAlarmIsSetAnew(t *testing.T) {
	for name, start := range alarms() {
		t.Run(name, func(t *testing.T) {
			a := start()
			defer a.Stop()
			a.Reset(time.Hour)
			for range 3 {
				a.Reset(time.Millisecond)
				rings(t, a)
			}
			a.Reset(0)
			rings(t, a)
			a.Reset(-time.Second)
			rings(t, a)
			a.Reset(0)
			a.Reset(time.Hour) // what rang before is forgotten
			silent(t, a, 20*time.Millisecond)
		})
	}
}

func TestAnAlarmThatIsStoppedIsSilent(t *testing.T) {
	for name, start := range alarms() {
		t.Run(name, func(t *testing.T) {
			a := start()
			a.Reset(20 * time.Millisecond)
			a.Stop()
			silent(t, a, 60*time.Millisecond)
		})
	}
}

// TestTheRuntimesKeepsTheTimeOfTests: that is what it is for.
func TestTheRuntimesKeepsTheTimeOfTests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := Runtime()
		defer a.Stop()
		began := time.Now()
		a.Reset(24 * time.Hour)
		<-a.C()
		if took := time.Since(began); took != 24*time.Hour {
			t.Errorf("it rings after %v, want a day", took)
		}
	})
}

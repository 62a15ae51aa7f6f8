package kwin

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker"
	"focusd/tracker/sessionbus"
	"focusd/tracker/source"
)

const owner = ":1.7"

// scripted runs a watch in a bubble, without a bus: what happens is what act
// sends to it.
func scripted(t *testing.T, act func(w *watch, reports *[]source.Report)) (reports []source.Report, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		signals := make(chan *dbus.Signal)
		w := newWatch(&sessionbus.Conn{Signals: signals}, "", func(r source.Report) { reports = append(reports, r) }, slog.New(slog.DiscardHandler))
		w.script = &script{owner: owner}
		done := make(chan error)
		go func() { done <- w.run(ctx) }()
		act(w, &reports)
		synctest.Wait()
		cancel()
		err = <-done
	})
	return reports, err
}

func TestCallsOfTheScript(t *testing.T) {
	const ms = time.Millisecond
	a, b := &front{Class: "A", PID: 1}, &front{Class: "B", PID: 2}
	full := &front{Class: "B", PID: 2, FullScreen: true}
	type call struct {
		after  time.Duration // the one before
		serial uint32
		front  *front
		sender string // "": KWin
	}
	type seen struct {
		at  time.Duration
		app string
	}
	for name, test := range map[string]struct {
		calls []call
		want  []seen
	}{
		"nothing at the start is a fact at once": {
			[]call{{0, 1, nil, ""}}, []seen{{0, ""}},
		},
		"nothing between two windows is a step": {
			[]call{{0, 1, a, ""}, {9 * ms, 2, nil, ""}, {4 * ms, 3, b, ""}}, []seen{{0, "a"}, {13 * ms, "b"}},
		},
		"nothing that lasts began when it began": {
			[]call{{0, 1, a, ""}, {9 * ms, 2, nil, ""}, {80 * ms, 3, b, ""}}, []seen{{0, "a"}, {9 * ms, ""}, {89 * ms, "b"}},
		},
		"nothing said twice began the first time": {
			[]call{{0, 1, a, ""}, {9 * ms, 2, nil, ""}, {20 * ms, 3, nil, ""}, {90 * ms, 4, a, ""}}, []seen{{0, "a"}, {9 * ms, ""}, {119 * ms, "a"}},
		},
		"a step back to the same window is none": {
			[]call{{0, 1, a, ""}, {9 * ms, 2, nil, ""}, {4 * ms, 3, a, ""}, {90 * ms, 4, a, ""}}, []seen{{0, "a"}},
		},
		"a second step waits anew": {
			[]call{{0, 1, a, ""}, {9 * ms, 2, nil, ""}, {4 * ms, 3, a, ""}, {9 * ms, 4, nil, ""}, {30 * ms, 5, b, ""}}, []seen{{0, "a"}, {52 * ms, "b"}},
		},
		"a call that was overtaken is dropped": {
			[]call{{0, 1, a, ""}, {9 * ms, 3, b, ""}, {0, 2, nil, ""}, {90 * ms, 4, full, ""}}, []seen{{0, "a"}, {9 * ms, "b"}, {99 * ms, "b"}},
		},
		"a call of another process is dropped": {
			[]call{{0, 1, a, ""}, {9 * ms, 2, b, ":1.8"}, {9 * ms, 3, nil, ":1.8"}, {90 * ms, 4, b, ""}}, []seen{{0, "a"}, {108 * ms, "b"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var begin time.Time
			reports, _ := scripted(t, func(w *watch, _ *[]source.Report) {
				begin = time.Now()
				for _, c := range test.calls {
					time.Sleep(c.after)
					sender := owner
					if c.sender != "" {
						sender = c.sender
					}
					w.calls <- heard{time.Now(), sender, c.serial, c.front}
					synctest.Wait()
				}
			})
			var got []seen
			for _, r := range reports {
				got = append(got, seen{r.At.Sub(begin.Round(0)), r.Window.App})
				if !r.Facts.Has(source.Windows) {
					t.Errorf("%v: a report without windows", test.calls)
				}
			}
			if len(got) != len(test.want) {
				t.Fatalf("%v: reported %v, want %v", test.calls, got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("%v: reported %v, want %v", test.calls, got, test.want)
					break
				}
			}
		})
	}
}

func changed(sender, name, to string) *dbus.Signal {
	return &dbus.Signal{Sender: sender, Name: "org.freedesktop.DBus.NameOwnerChanged", Body: []any{name, owner, to}}
}

func TestWithoutKWinNothingIsKnownAndItGivesUp(t *testing.T) {
	var begin time.Time
	reports, err := scripted(t, func(w *watch, reports *[]source.Report) {
		begin = time.Now()
		w.calls <- heard{time.Now(), owner, 1, &front{Class: "A"}}
		synctest.Wait()
		w.bus.Signals <- changed(":1.9", service, "")                     // not said by the bus
		w.bus.Signals <- changed(sessionbus.Service, "org.kde.Other", "") // not of KWin
		synctest.Wait()
		if len(*reports) != 1 {
			t.Fatalf("others said that KWin is gone, and it was believed: %v", *reports)
		}
		time.Sleep(time.Second)
		w.bus.Signals <- changed(sessionbus.Service, service, "")
		w.calls <- heard{time.Now(), owner, 2, &front{Class: "B"}} // its last words
		time.Sleep(patience)
	})
	if !errors.Is(err, ErrLost) {
		t.Errorf("Watch ended with %v, want %v", err, ErrLost)
	}
	if len(reports) != 2 || reports[1].Facts != 0 || !reports[1].At.Equal(begin.Add(time.Second).Round(0)) {
		t.Errorf("reported %+v, want the window, and after a second nothing known", reports)
	}
}

func TestLostBusEndsWatch(t *testing.T) {
	_, err := scripted(t, func(w *watch, _ *[]source.Report) { close(w.bus.Signals) })
	if !errors.Is(err, ErrLost) {
		t.Errorf("Watch ended with %v, want %v", err, ErrLost)
	}
}

func TestReportOfAFront(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.FixedZone("", 3600))
	for name, test := range map[string]struct {
		front *front
		want  source.Report
	}{
		"none":                   {nil, source.Report{}},
		"class":                  {&front{Class: "Konsole", Program: "sh", PID: 3}, source.Report{Window: tracker.Window{App: "konsole"}, PID: 3}},
		"desktop file":           {&front{Desktop: "org.kde.kate", Program: "kate"}, source.Report{Window: tracker.Window{App: "org.kde.kate"}}},
		"program":                {&front{Program: "/usr/bin/Kate"}, source.Report{Window: tracker.Window{App: "kate"}}},
		"nothing of itself":      {&front{}, source.Report{Window: tracker.Window{App: "unknown"}}},
		"title":                  {&front{Class: "k", Title: "(3) some  title*"}, source.Report{Window: tracker.Window{App: "k", Title: "some title"}}},
		"impossible process":     {&front{Class: "k", PID: -1}, source.Report{Window: tracker.Window{App: "k"}}},
		"fills its whole screen": {&front{Class: "k", FullScreen: true}, source.Report{Window: tracker.Window{App: "k"}, FullScreen: true}},
	} {
		t.Run(name, func(t *testing.T) {
			got := test.front.report(at)
			if got.At != at.UTC() || got.Facts != source.Windows {
				t.Errorf("report(%+v) is of %v at %v, want of windows at %v", test.front, got.Facts, got.At, at.UTC())
			}
			if got.Window != test.want.Window || got.PID != test.want.PID || got.FullScreen != test.want.FullScreen {
				t.Errorf("report(%+v) = %+v, want %+v", test.front, got, test.want)
			}
		})
	}
}

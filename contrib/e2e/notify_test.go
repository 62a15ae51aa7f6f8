//go:build linux

package e2e

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
)

// TestTheEndOfWorkIsSaid works for a minute under a real notification service
// and presses the button it offers.
func TestTheEndOfWorkIsSaid(t *testing.T) {
	t.Parallel()
	ctx, m, screen := newDesktop(t, 3*time.Minute, "dunst", "dunstctl", "dbus-daemon", "xmessage")
	// dunst shows buttons as lines of a menu that a program chooses from.
	pick := m.Path("pick")
	if err := os.WriteFile(pick, []byte("#!/bin/sh\ntee "+m.Path("choices")+" | grep 'Take the break'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(m.Path("home/.config/dunst"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(m.Path("home/.config/dunst/dunstrc"), []byte("[global]\ndmenu = "+pick+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	if p, err := m.StartNotifications(ctx); err != nil {
		t.Fatalf("%v; it said:\n%s", err, p.Output())
	}
	if _, err := m.Open(ctx, "xmessage", "An example"); err != nil {
		t.Fatal(err)
	}
	startDaemon(ctx, t, m)

	focus(ctx, t, m, "start", "1/1", "writing", "--ago", "55s")
	deadline := time.Now().Add(20 * time.Second)
	for !strings.Contains(m.Run(ctx, "dunstctl", "count", "displayed").Stdout, "1") {
		if time.Now().After(deadline) {
			t.Fatalf("no notification 15 s after the end of the block; focus status says:\n%s", focus(ctx, t, m, "status"))
		}
		if err := screen.Press(); err != nil { // somebody is there
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err := screen.Save(artifact(t, m, "notification.png")); err != nil {
		t.Error(err)
	}
	pressed := m.Run(ctx, "dunstctl", "context")
	until(ctx, t, 10*time.Second, "the button has begun the break", func() bool {
		status, err := m.Client().Status(ctx)
		return err == nil && status.Timer.State == "short_break"
	})
	choices, _ := os.ReadFile(m.Path("choices"))
	for _, want := range []string{"Take the break", "+5 min"} {
		if !strings.Contains(string(choices), want) {
			t.Errorf("the notification offers %q, want %q among it; %v", choices, want, pressed)
		}
	}
	said := history(t, m.Run(ctx, "dunstctl", "history"))
	if !strings.Contains(said, "1 minute done: writing") {
		t.Errorf("the notification says %q, want the length and the label", said)
	}
}

// history is what dunst has shown, all of it.
func history(t *testing.T, got rig.Result) string {
	t.Helper()
	var all struct {
		Data [][]struct {
			Summary, Body struct{ Data string }
		}
	}
	if err := json.Unmarshal([]byte(got.Stdout), &all); err != nil {
		t.Fatalf("%v: %v", got, err)
	}
	var text strings.Builder
	for _, page := range all.Data {
		for _, n := range page {
			text.WriteString(n.Summary.Data + "\n" + n.Body.Data + "\n")
		}
	}
	return text.String()
}

// TestWithoutNotificationsTheTimerGoesOn ends a block where nobody can be told.
func TestWithoutNotificationsTheTimerGoesOn(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	startDaemon(ctx, t, m)
	focus(ctx, t, m, "start", "1/1", "--ago", "58s")
	until(ctx, t, 10*time.Second, "overtime begins", func() bool {
		status, err := m.Client().Status(ctx)
		return err == nil && status.Timer.State == "overtime"
	})
	focus(ctx, t, m, "finish")
}

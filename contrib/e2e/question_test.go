//go:build linux

package e2e

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// impatient has the daemon ask about seconds instead of minutes.
const impatient = `
[presence]
idle_after = "2s"
[timer]
away_after = "4s"
[questions]
lost = "2s"
absence = "5s"
`

// asked is somebody who may be asked.
type asked struct {
	*testing.T
	ctx    context.Context
	m      *rig.Machine
	screen *rig.Screen
}

// sitDown lays out a desktop on which nothing is open yet.
func sitDown(t *testing.T, need ...string) asked {
	t.Helper()
	ctx, m, screen := newDesktop(t, 3*time.Minute, append(need, "dbus-daemon")...)
	if err := m.Configure(impatient); err != nil {
		t.Fatal(err)
	}
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	return asked{t, ctx, m, screen}
}

// typing types until something is so.
func (p asked) typing(what string, done func(api.Status) bool) {
	p.Helper()
	p.until(what, func(s api.Status) bool {
		if err := p.screen.Press(); err != nil {
			p.Fatal(err)
		}
		return done(s)
	})
}

// until waits, and touches nothing.
func (p asked) until(what string, done func(api.Status) bool) {
	p.Helper()
	until(p.ctx, p.T, 30*time.Second, what, func() bool {
		s, err := p.m.Client().Status(p.ctx)
		return err == nil && done(s)
	})
}

// leave goes away in a block and comes back.
func (p asked) leave() {
	p.Helper()
	p.until("the block stands still", func(s api.Status) bool { return s.Timer.Cause == "away" })
	p.typing("the block goes on, and it is asked", func(s api.Status) bool { return s.Timer.State == "work" && len(s.Nudges) == 1 })
}

// answered waits until the button was heard, and looks at the block: it has all
// of its time.
func (p asked) answered() {
	p.Helper()
	p.typing("the answer was heard", func(s api.Status) bool { return len(s.Nudges) == 0 })
	p.typing("the block has its time back", func(s api.Status) bool {
		return s.Timer.Elapsed >= int64(s.At.Sub(*s.Timer.Started)/time.Second)-1
	})
}

// TestTheReturnIsAskedAboutByDunst answers from dunst's menu, after dunst has
// been killed and started again.
func TestTheReturnIsAskedAboutByDunst(t *testing.T) {
	t.Parallel()
	p := sitDown(t, "dunst", "dunstctl")
	pick := p.m.Path("pick")
	if err := os.WriteFile(pick, []byte("#!/bin/sh\ngrep 'I was working'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(p.m.Path("home/.config/dunst"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p.m.Path("home/.config/dunst/dunstrc"), []byte("[global]\ndmenu = "+pick+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	dunst, err := p.m.StartNotifications(p.ctx)
	if err != nil {
		t.Fatal(err)
	}
	startDaemon(p.ctx, t, p.m)
	focus(p.ctx, t, p.m, "start", "25/5", "draft")
	p.leave()
	if got := focus(p.ctx, t, p.m, "status"); !strings.Contains(got, "focus answer keep, work, break, drop") {
		t.Errorf("focus status says\n%s\nwant what is asked", got)
	}
	shown := func(api.Status) bool {
		return strings.TrimSpace(p.m.Run(p.ctx, "dunstctl", "count", "displayed").Stdout) == "1"
	}
	p.typing("the question is shown", shown)
	dunst.Kill()
	if _, err := p.m.StartNotifications(p.ctx); err != nil {
		t.Fatal(err)
	}
	p.typing("the question is shown again", shown)
	if err := p.screen.Save(artifact(t, p.m, "question.png")); err != nil {
		t.Error(err)
	}
	if got := p.m.Run(p.ctx, "dunstctl", "context"); got.Code != 0 {
		t.Fatal(got)
	}
	p.answered()
}

// TestTheReturnIsAskedAboutInXfce answers with the mouse.
func TestTheReturnIsAskedAboutInXfce(t *testing.T) {
	t.Parallel()
	p := sitDown(t, "xdotool", "xfconf-query")
	if _, err := p.m.StartXfceNotifications(p.ctx); err != nil {
		t.Fatal(err)
	}
	startDaemon(p.ctx, t, p.m)
	focus(p.ctx, t, p.m, "start", "25/5", "draft")
	p.leave()
	var x, y, width, height int
	p.typing("the question is shown", func(api.Status) bool {
		x, y, width, height = 0, 0, 0, 0
		ids := strings.Fields(p.m.Run(p.ctx, "xdotool", "search", "--onlyvisible", "--class", "xfce4-notifyd").Stdout)
		if len(ids) == 0 {
			return false
		}
		said := p.m.Run(p.ctx, "xdotool", "getwindowgeometry", "--shell", ids[0]).Stdout
		var window, screen int
		n, _ := fmt.Sscanf(said, "WINDOW=%d\nX=%d\nY=%d\nWIDTH=%d\nHEIGHT=%d\nSCREEN=%d", &window, &x, &y, &width, &height, &screen)
		return n == 6 && width > 50
	})
	if err := p.screen.Save(artifact(t, p.m, "question.png")); err != nil {
		t.Error(err)
	}
	// Three buttons share the lower end, and the first is meant.
	got := p.m.Run(p.ctx, "xdotool", "mousemove", fmt.Sprint(x+width/6), fmt.Sprint(y+height-31), "click", "1")
	if got.Code != 0 {
		t.Fatal(got)
	}
	p.answered()
}

// TestTheReturnIsAskedAboutWithoutNotifications answers on the command line, after
// the daemon has been killed and started again.
func TestTheReturnIsAskedAboutWithoutNotifications(t *testing.T) {
	t.Parallel()
	p := sitDown(t)
	daemon := startDaemon(p.ctx, t, p.m)
	p.typing("somebody is there", func(s api.Status) bool { return s.Presence.State == "active" && s.Today.Active >= 2 })
	p.until("nobody is there for 6 s", func(s api.Status) bool {
		return s.Presence.State == "idle" && s.At.Sub(*s.Presence.Since) > 6*time.Second
	})
	p.typing("it is asked", func(s api.Status) bool { return len(s.Nudges) == 1 })
	daemon.Kill()
	startDaemon(p.ctx, t, p.m)
	p.until("it is asked again", func(s api.Status) bool { return len(s.Nudges) == 1 && s.Nudges[0].Kind == "gap" })
	if got := focus(p.ctx, t, p.m, "answer"); !strings.Contains(got, "focus answer work, break, drop") {
		t.Errorf("focus answer says %q, want what can be answered", got)
	}
	if got := p.m.Focus(p.ctx, "answer", "keep"); got.Code != 1 || !strings.Contains(got.Stderr, "no open question takes that answer") {
		t.Errorf("keep without a block: %v, want a refusal", got)
	}
	focus(p.ctx, t, p.m, "answer", "work")
	p.until("nothing is asked", func(s api.Status) bool { return len(s.Nudges) == 0 })
	entries, err := p.m.Client().Entries(p.ctx, time.Now().Add(-time.Hour), time.Now())
	if err != nil || len(entries.Entries) != 1 || entries.Entries[0].Text != "offline work" || entries.Entries[0].Origin != "question" {
		t.Errorf("entries are %+v, %v; want one of offline work, of a question", entries.Entries, err)
	}
}

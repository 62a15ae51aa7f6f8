package daemon

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"focusd/daemon/api"
	"focusd/daemon/hook"
	"focusd/daemon/quiet"
)

// checkQuiet says whether the desktop is on do-not-disturb and why, or which
// one there is for the next block.
func (d *daemon) checkQuiet(ctx context.Context) api.Check {
	c := api.Check{Name: "do-not-disturb", State: checkOK}
	s := d.guard.State()
	switch {
	case s.Problem != nil:
		c.State, c.Text, c.Hint = checkWarning, s.Problem.Error(), quietHint(s.Problem)
	case !s.Wanted:
		c.State, c.Text, c.Hint = checkAbsent, "off", "timer.do_not_disturb = true has the desktop quiet while you work"
	case s.Refused:
		c.Text = "off for this block: you switched it off on the desktop"
	case s.Desktop == "":
		return nextQuiet(ctx, c)
	case s.Ours:
		c.Text = fmt.Sprintf("%s is quiet since %s, until the work is over", s.Desktop, s.Since.Local().Format("15:04"))
	default:
		c.Text = s.Desktop + " was quiet before the block, and stays so"
	}
	return c
}

// nextQuiet looks at the desktop without changing it.
func nextQuiet(ctx context.Context, c api.Check) api.Check {
	desk, on, err := quiet.Check(ctx)
	switch {
	case err != nil:
		c.State, c.Text, c.Hint = checkWarning, err.Error(), quietHint(err)
	case on:
		c.Text = desk + " is quiet by itself, and stays so"
	default:
		c.Text = desk + ", while you work"
	}
	return c
}

func quietHint(err error) string {
	switch {
	case errors.Is(err, quiet.ErrUnknown):
		return "dunst, GNOME, KDE Plasma, mako, swaync and Xfce are known; for another one, hooks.on_block_start and on_block_end can run a command"
	case errors.Is(err, quiet.ErrNoServer):
		return "with nobody to show notifications there is nothing to keep quiet"
	}
	return "the block runs all the same; it is tried again"
}

// checkHooks says which events have a command, and which of them will not work
// or did not. There is nothing to say where there are none.
func (d *daemon) checkHooks() []api.Check {
	commands, troubles := d.hooks.Commands(), d.hooks.Troubles()
	if len(commands) == 0 {
		return nil
	}
	c := api.Check{Name: "hooks", State: checkOK}
	var names []string
	for _, e := range hook.Events() {
		command, ok := commands[e]
		if !ok {
			continue
		}
		name := "on_" + string(e)
		names = append(names, name)
		if _, err := exec.LookPath(command[0]); err != nil {
			c.Notes = append(c.Notes, fmt.Sprintf("%s: %s is not there, or is no program", name, command[0]))
		} else if t, ok := troubles[e]; ok {
			c.Notes = append(c.Notes, fmt.Sprintf("%s, %s: %v", name, t.At.Local().Format("15:04"), t.Err))
		}
	}
	c.Text = strings.Join(names, ", ")
	if len(c.Notes) > 0 {
		c.State, c.Hint = checkWarning, "see to them in "+d.cfg.Paths.Config+"; a program outside of focusd's PATH needs its whole path"
	}
	return []api.Check{c}
}

//go:build unix

package quiet

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"focusd/contrib/standing"
	"focusd/timer"
	"focusd/tracker/wayland/waylandtest"
	"focusd/tracker/x11/x11test"
)

// real is a desktop with a switch of the person's own, which the test reads
// and turns with the programs that come with it.
type real struct {
	desk  string
	start func(t *testing.T)
	quiet func(t *testing.T) bool
	turn  func(t *testing.T, on bool)
}

// reals are the desktops that a test can have. KDE Plasma takes half a gigabyte of
// packages: contrib/e2e has the real one, and fake_test.go one of its ways. Of GNOME it is what the shell obeys, its
// setting, with a notification server of the shell's name.
var reals = []real{
	{
		desk: nameDunst,
		start: func(t *testing.T) {
			standing.Need(t, "dunst", "dunstctl")
			display(t)
			start(t, "dunst")
		},
		quiet: func(t *testing.T) bool { return run(t, "dunstctl", "is-paused") == "true" },
		turn:  func(t *testing.T, on bool) { run(t, "dunstctl", "set-paused", strconv.FormatBool(on)) },
	},
	{
		desk: nameMako,
		start: func(t *testing.T) {
			standing.Need(t, "mako")
			compositor(t)
			makoConfig(t, "font=monospace 10\n[urgency=low]\ndefault-timeout=1\n[mode=do-not-disturb]\ninvisible=1\n")
			start(t, "mako")
		},
		quiet: func(t *testing.T) bool { return slices.Contains(makoModes(t), "do-not-disturb") },
		turn: func(t *testing.T, on bool) {
			modes := []string{"default", "evening"} // another one of theirs, which stays
			if on {
				modes = append(modes, "do-not-disturb")
			}
			setMakoModes(t, modes)
		},
	},
	{
		desk: nameSwayncDND,
		start: func(t *testing.T) {
			standing.Need(t, "swaync", "swaync-client")
			compositor(t)
			start(t, "swaync")
		},
		quiet: func(t *testing.T) bool { return run(t, "swaync-client", "--get-dnd") == "true" },
		turn: func(t *testing.T, on bool) {
			if on {
				run(t, "swaync-client", "--dnd-on")
			} else {
				run(t, "swaync-client", "--dnd-off")
			}
		},
	},
	{
		desk: nameXfce,
		start: func(t *testing.T) {
			const notifyd = "/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd"
			standing.Need(t, "xfconf-query", findNotifyd(notifyd))
			display(t)
			start(t, findNotifyd(notifyd))
		},
		quiet: func(t *testing.T) bool { return strings.Contains(xfceDND(t), "true") },
		turn: func(t *testing.T, on bool) {
			run(t, "xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s", strconv.FormatBool(on))
		},
	},
	{
		desk: nameGNOME,
		start: func(t *testing.T) {
			needSetting(t)
			serve(t, &fake{name: "gnome-shell"})
		},
		quiet: func(t *testing.T) bool { return run(t, "gsettings", "get", gnomeSchema, gnomeKey) == "false" },
		turn: func(t *testing.T, on bool) {
			run(t, "gsettings", "set", gnomeSchema, gnomeKey, strconv.FormatBool(!on))
		},
	},
}

// TestAfterALogOutTheNextLogInGivesBack ends the bus before the daemon, as a log
// out may: what is on disk can be given back only on the next bus.
func TestAfterALogOutTheNextLogInGivesBack(t *testing.T) {
	endBus := home(t)
	needSetting(t)
	run(t, "gsettings", "set", gnomeSchema, gnomeKey, "true")
	serve(t, &fake{name: "gnome-shell"})
	d := new(disk)
	w := begin(t, d, true)
	w.phase(timer.Work)
	endBus()
	eventually(t, "it is noticed that the bus is gone", func() bool { return w.problem() != "" })
	w.end()
	if len(d.all()) != 1 {
		t.Fatalf("%d records are left, want one", len(d.all()))
	}

	newBus(t) // and nobody shows notifications on it yet
	if got := run(t, "gsettings", "get", gnomeSchema, gnomeKey); got != "false" {
		t.Fatalf("show-banners is %s, and the test is void", got)
	}
	begin(t, d, true).phase(timer.Idle)
	if got := run(t, "gsettings", "get", gnomeSchema, gnomeKey); got != "true" || len(d.all()) != 0 {
		t.Errorf("after the next log in show-banners is %s with %d records, want true, none", got, len(d.all()))
	}
}

// needSetting skips a test where gsettings has nothing of GNOME to set, or
// nowhere to keep it.
func needSetting(t *testing.T) {
	t.Helper()
	standing.Need(t, "gsettings")
	set := exec.Command("gsettings", "set", gnomeSchema, gnomeKey, "false")
	out, err := set.CombinedOutput()
	if now, _ := exec.Command("gsettings", "get", gnomeSchema, gnomeKey).Output(); err == nil && string(now) == "false\n" {
		return
	}
	standing.Missing(t, fmt.Sprintf("gsettings-desktop-schemas or dconf-gsettings-backend is not installed: gsettings keeps nothing: %v: %s", err, out))
}

func display(t *testing.T) { t.Helper(); t.Setenv("DISPLAY", x11test.Start(t).Display) }

func compositor(t *testing.T) {
	t.Helper()
	t.Setenv("WAYLAND_DISPLAY", waylandtest.StartSway(t).Display)
	t.Setenv("GDK_BACKEND", "wayland")
}

// findNotifyd is where Xfce's server is: the folder has the machine's name.
func findNotifyd(usual string) string {
	found, _ := filepath.Glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd")
	if len(found) == 0 {
		return usual
	}
	return found[0]
}

func xfceDND(t *testing.T) string {
	t.Helper()
	return run(t, "sh", "-c", "xfconf-query -c xfce4-notifyd -p /do-not-disturb 2>&1 || true")
}

func makoConfig(t *testing.T, text string) {
	t.Helper()
	dir := filepath.Join(os.Getenv("HOME"), ".config/mako")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func makoModes(t *testing.T) (modes []string) {
	t.Helper()
	if err := busConn(t).Object(service, makoPath).Call(makoFace+".ListModes", 0).Store(&modes); err != nil {
		t.Fatal(err)
	}
	return modes
}

func setMakoModes(t *testing.T, modes []string) {
	t.Helper()
	if err := busConn(t).Object(service, makoPath).Call(makoFace+".SetModes", 0, modes).Err; err != nil {
		t.Fatal(err)
	}
}

// counts says whether the server counts inhibitors: a later swaync than
// Debian's does.
func counts(t *testing.T) bool {
	t.Helper()
	s, err := dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.bus.Close()
	name, err := s.find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return name == nameSwaync
}

// testInhibitor checks that a real swaync is inhibited for a block, and that the
// person's switch is left alone.
func testInhibitor(t *testing.T, r real) {
	t.Helper()
	r.turn(t, false)
	w := begin(t, new(disk), true)
	for _, step := range []struct {
		phase timer.Phase
		want  bool
	}{{timer.Work, true}, {timer.Paused, false}, {timer.Work, true}, {timer.Idle, false}} {
		w.phase(step.phase)
		var got bool
		if err := busConn(t).Object(swayncName, swayncPath).Call(swayncName+".IsInhibited", 0).Store(&got); err != nil {
			t.Fatal(err)
		}
		if got != step.want || r.quiet(t) {
			t.Errorf("in %v: inhibited = %v, want %v; the switch is %v, want it left off", step.phase, got, step.want, r.quiet(t))
		}
	}
}

// TestADesktopIsQuietForTheBlock goes through what can become of a block, on
// every desktop.
func TestADesktopIsQuietForTheBlock(t *testing.T) {
	for _, r := range reals {
		t.Run(r.desk, func(t *testing.T) {
			home(t)
			r.start(t)
			owned(t, service)
			if counts(t) {
				testInhibitor(t, r)
				return
			}
			r.turn(t, false)
			check := func(when string, want bool) {
				t.Helper()
				if got := r.quiet(t); got != want {
					t.Fatalf("%s: quiet = %v, want %v", when, got, want)
				}
			}
			d := new(disk)
			w := begin(t, d, true)
			w.phase(timer.Idle)
			check("idle", false)
			w.phase(timer.Work)
			check("work", true)
			if got := w.State(); got.Desktop != shown(r.desk) || !got.Ours || got.Since.IsZero() {
				t.Errorf("in work the state is %+v, want %s, ours", got, r.desk)
			}
			w.phase(timer.Paused)
			check("paused", false)
			w.phase(timer.Work)
			check("resumed", true)
			w.phase(timer.Overtime)
			check("overtime, when the end is said", false)
			w.phase(timer.Work)
			check("extended", true)
			left := d.left() // killed here
			w.phase(timer.ShortBreak)
			check("break", false)
			if got := w.State(); got.Desktop != "" || got.Problem != nil {
				t.Errorf("in a break the state is %+v, want nothing", got)
			}

			r.turn(t, true)
			w.seq++
			w.phase(timer.Work)
			if got := w.State(); got.Desktop != shown(r.desk) || got.Ours {
				t.Errorf("where it was on before, the state is %+v, want %s, not ours", got, r.desk)
			}
			w.phase(timer.Idle)
			check("idle, theirs", true)

			again := begin(t, left, true) // what a crash left, and it is as it was left
			again.phase(timer.Idle)
			check("after a crash", false)
			if got := left.written(); !slices.Equal(got, []string{"-" + r.desk}) {
				t.Errorf("the leftover record was changed: %q, want it removed", got)
			}

			w.seq++
			w.phase(timer.Work)
			check("work", true)
			r.turn(t, false) // the person wants to hear
			w.phase(timer.Paused)
			w.phase(timer.Work)
			check("the same block, after the person has switched it off", false)
			if got := w.State(); !got.Refused || got.Desktop != "" {
				t.Errorf("the state is %+v, want it refused", got)
			}
			w.seq++
			w.phase(timer.Work)
			check("the next block", true)
			if w.State().Refused {
				t.Error("the next block is refused as well")
			}
			w.end()
			check("the daemon has ended", false)
			if all := d.all(); len(all) != 0 {
				t.Errorf("%d records are left, want none", len(all))
			}
		})
	}
}

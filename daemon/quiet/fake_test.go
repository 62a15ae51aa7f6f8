//go:build unix

package quiet

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"focusd/contrib/standing"
	"focusd/timer"
)

// plasmaServer stands for KDE Plasma: what it does is what the inhibitions of
// libnotificationmanager do, except that it does not watch who leaves.
type plasmaServer struct {
	*fake
	next   uint32
	sender atomic.Value // who holds the last inhibition
}

func (p *plasmaServer) Inhibit(from dbus.Sender, entry, reason string, _ map[string]dbus.Variant) (uint32, *dbus.Error) {
	p.next++
	p.sender.Store(string(from))
	p.note(fmt.Sprintf("inhibit %d %s", p.next, entry))
	if reason == "" {
		return 0, dbus.MakeFailedError(errors.New("a reason is shown to the person"))
	}
	return p.next, nil
}

func (p *plasmaServer) UnInhibit(cookie uint32) *dbus.Error {
	p.note(fmt.Sprintf("uninhibit %d", cookie))
	return nil
}

func TestPlasmaIsInhibitedByAConnectionThatStays(t *testing.T) {
	home(t)
	p := &plasmaServer{fake: &fake{name: "Plasma"}}
	serve(t, p)
	d := new(disk)
	w := begin(t, d, true)
	w.phase(timer.Work)
	left, running := d.left(), d.left()
	holder := p.sender.Load().(string)
	var there bool
	if err := busConn(t).BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, holder).Store(&there); err != nil || !there {
		t.Errorf("who inhibits has left the bus (%v), which ends the inhibition", err)
	}
	w.phase(timer.Paused)
	w.phase(timer.Work)
	w.end()
	want := []string{"inhibit 1 focus-tray", "uninhibit 1", "inhibit 2 focus-tray", "uninhibit 2"}
	if got := p.heard(); !slices.Equal(got, want) {
		t.Errorf("Plasma was asked %q, want %q", got, want)
	}
	if len(d.all()) != 0 {
		t.Error("a record is left")
	}

	// After a crash Plasma has ended the inhibition by itself.
	again := begin(t, left, true)
	again.phase(timer.Idle)
	if got := p.heard(); len(got) != len(want) {
		t.Errorf("after a crash Plasma was asked %q", got[len(want):])
	}
	if len(left.all()) != 0 {
		t.Error("the record of the crash is left")
	}
	// With the block still running, it has to be told again.
	begin(t, running, true).phase(timer.Work)
	if got := p.heard(); got[len(got)-1] != "inhibit 3 focus-tray" {
		t.Errorf("after a crash in a block Plasma was last asked %q, want an inhibition", got[len(got)-1])
	}
}

// swayncServer stands for swaync of 0.8 and later, whose inhibitors Debian's
// does not have yet.
type swayncServer struct{ *fake }

func (s swayncServer) IsInhibited() (bool, *dbus.Error) { return true, nil } // somebody else's

func (s swayncServer) AddInhibitor(id string) (bool, *dbus.Error) {
	s.note("add " + id)
	return true, nil
}

func (s swayncServer) RemoveInhibitor(id string) (bool, *dbus.Error) {
	s.note("remove " + id)
	return true, nil
}

func TestSwayncGetsAnInhibitorAndKeepsItsSwitch(t *testing.T) {
	home(t)
	s := swayncServer{&fake{name: "SwayNotificationCenter"}}
	serve(t, s.fake, face{s, swayncPath, swayncName})
	d := new(disk)
	w := begin(t, d, true)
	w.phase(timer.Work)
	if got := w.State(); got.Desktop != nameSwaync || !got.Ours {
		t.Errorf("the state is %+v, want swaync, ours", got)
	}
	again := begin(t, d.left(), true) // unlike Plasma it does not notice a crash
	again.phase(timer.Idle)
	w.phase(timer.LongBreak)
	want := []string{"add focusd", "remove focusd", "remove focusd"}
	if got := s.heard(); !slices.Equal(got, want) {
		t.Errorf("swaync was asked %q, want %q", got, want)
	}
}

// levels stands for dunst since 1.12, which Debian's is not yet.
func levels(t *testing.T, level uint32) (now func() uint32, end func()) {
	t.Helper()
	conn := busConn(t)
	if err := conn.Export(&fake{name: "dunst"}, path, service); err != nil {
		t.Fatal(err)
	}
	props, err := prop.Export(conn, path, prop.Map{dunstFace: {
		"pauseLevel": {Value: level, Writable: true},
		"paused":     {Value: level > 0, Writable: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(service, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return func() uint32 { return props.GetMust(dunstFace, "pauseLevel").(uint32) }, func() { conn.Close() }
}

func TestLevelsOfDunst(t *testing.T) {
	for _, test := range []struct {
		name        string
		level, work uint32
		ours        bool
	}{
		{"not paused", 0, 100, true},
		{"a level of the person's", 40, 40, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			home(t)
			now, _ := levels(t, test.level)
			w := begin(t, new(disk), true)
			w.phase(timer.Work)
			if got := now(); got != test.work || w.State().Ours != test.ours {
				t.Errorf("in work the level is %d, ours %v; want %d, %v", got, w.State().Ours, test.work, test.ours)
			}
			w.phase(timer.Idle)
			if got := now(); got != test.level {
				t.Errorf("afterwards the level is %d, want %d", got, test.level)
			}
		})
	}
}

func TestAServerThatComesAnewIsToldAnew(t *testing.T) {
	home(t)
	now, end := levels(t, 0)
	d := new(disk)
	w := begin(t, d, true)
	w.phase(timer.Work)
	left := d.left()
	end()
	eventually(t, "it is noticed that nobody shows notifications", func() bool {
		return errors.Is(w.State().Problem, ErrNoServer)
	})
	now, _ = levels(t, 0)
	eventually(t, "the new server is paused", func() bool { return now() == 100 && w.State().Ours })
	if got := w.problem(); got != "" {
		t.Errorf("the problem is still %q", got)
	}

	// The record of the old server says nothing of the new one, which looks just
	// the same: somebody else may have paused it.
	begin(t, left, true).phase(timer.Idle)
	if got := now(); got != 100 {
		t.Errorf("a record of another server has set the level to %d", got)
	}
	if len(left.all()) != 0 {
		t.Error("the record of a server that is gone is left")
	}
	w.phase(timer.Idle)
	if got := now(); got != 0 {
		t.Errorf("in the end the level is %d, want 0", got)
	}
}

func TestTheRecordIsOnDiskFirst(t *testing.T) {
	home(t)
	now, _ := levels(t, 0)
	d := &disk{}
	d.before = func() { d.seen = append(d.seen, now()) }
	w := begin(t, d, true)
	w.phase(timer.Work)
	w.phase(timer.Idle)
	if want := []string{"+dunst", "-dunst"}; !slices.Equal(d.written(), want) {
		t.Errorf("written: %q, want %q", d.written(), want)
	}
	if want := []uint32{0, 0}; !slices.Equal(d.seen, want) {
		t.Errorf("the levels while the records were written are %v, want %v: before it is set, after it is given back", d.seen, want)
	}
}

func TestNothingIsChangedThatCannotBeRemembered(t *testing.T) {
	home(t)
	now, _ := levels(t, 0)
	d := &disk{fails: errors.New("the disk is full")}
	w := begin(t, d, true)
	w.phase(timer.Work)
	if got := now(); got != 0 {
		t.Errorf("the level is %d, and nobody would give it back", got)
	}
	if got := w.problem(); !strings.Contains(got, "the disk is full") {
		t.Errorf("the problem is %q, want the disk in it", got)
	}
	w.phase(timer.Idle)
	if got := w.problem(); got != "" {
		t.Errorf("with nothing to do the problem is %q", got)
	}
}

func TestItIsSwitchedOnAndOffInABlock(t *testing.T) {
	home(t)
	now, _ := levels(t, 0)
	w := begin(t, new(disk), false)
	w.phase(timer.Work)
	if got := now(); got != 0 {
		t.Errorf("switched off, and the level is %d", got)
	}
	w.Want(true)
	eventually(t, "the level is 100", func() bool { return now() == 100 })
	w.Want(false)
	eventually(t, "the level is 0", func() bool { return now() == 0 })
}

func TestDesktopsThatCannot(t *testing.T) {
	for _, test := range []struct {
		name  string
		start func(t *testing.T)
		want  string
	}{
		{"no bus", func(t *testing.T) {
			os.Unsetenv("DBUS_SESSION_BUS_ADDRESS")
			t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
		}, "no session bus"},
		{"a dead bus", func(t *testing.T) {
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
		}, "connect to the session bus"},
		{"no server", func(t *testing.T) {}, "nobody shows notifications"},
		{"an unknown server", func(t *testing.T) { serve(t, &fake{name: "notification-daemon"}) }, `"notification-daemon" has no do-not-disturb that focusd knows`},
		{"no gsettings", func(t *testing.T) {
			serve(t, &fake{name: "gnome-shell"})
			t.Setenv("PATH", t.TempDir())
		}, "gsettings is not installed"},
		{"a GNOME that keeps nothing", func(t *testing.T) {
			needSetting(t)
			t.Setenv("GSETTINGS_BACKEND", "memory")
			serve(t, &fake{name: "gnome-shell"})
		}, "did not stay on do-not-disturb"},
		{"a GNOME without the setting", func(t *testing.T) {
			standing.Need(t, "gsettings")
			t.Setenv("GSETTINGS_SCHEMA_DIR", t.TempDir())
			t.Setenv("XDG_DATA_DIRS", t.TempDir())
			serve(t, &fake{name: "gnome-shell"})
		}, "gsettings get: No schemas installed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			home(t)
			test.start(t)
			d := new(disk)
			w := begin(t, d, true)
			w.phase(timer.Work)
			if got := w.problem(); w.State().Desktop != "" || !strings.Contains(got, test.want) {
				t.Errorf("the state is %+v, want the problem %q", w.State(), test.want)
			}
			w.phase(timer.Idle)
			if len(d.all()) != 0 {
				t.Error("a record is left")
			}
			if test.name != "a GNOME that keeps nothing" { // which only trying tells
				if _, _, err := Check(t.Context()); err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("Check = %v, want %q", err, test.want)
				}
			}
		})
	}
}

func TestCheckChangesNothing(t *testing.T) {
	home(t)
	now, _ := levels(t, 30)
	desk, on, err := Check(t.Context())
	if desk != nameDunst || !on || err != nil || now() != 30 {
		t.Errorf("Check = %q, %v, %v and the level is %d; want dunst, on, and 30 as before", desk, on, err, now())
	}
}

func TestAModeThatMakoDoesNotHave(t *testing.T) {
	for _, test := range []struct {
		name, config string
		want         bool
	}{
		{"none", "font=monospace 10\n", false},
		{"no file", "", false},
		{"another one", "[mode=dnd]\ninvisible=1\n", false},
		{"only a comment", "#[mode=do-not-disturb]\n", false},
		{"defined", "anchor=top-right\n\n[mode=do-not-disturb]\ninvisible=1\n", true},
		{"in quotes, for low urgency", "[urgency=low mode=\"do-not-disturb\"]\ninvisible=1\n", true},
		{"in another file", "include=~/more\n", true},
		{"in a file that includes itself", "include=~/.config/mako/config\n", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("HOME", t.TempDir())
			file := filepath.Join(os.Getenv("HOME"), ".config/mako/config")
			if test.config != "" {
				makoConfig(t, test.config)
			}
			more := []byte("[mode=do-not-disturb]\ninvisible=1\n")
			if err := os.WriteFile(filepath.Join(os.Getenv("HOME"), "more"), more, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := definesMode(file, 0); got != test.want {
				t.Errorf("definesMode(%q) = %v, want %v", test.config, got, test.want)
			}
		})
	}
}

// TestMakoWithoutTheModeIsNamed runs the real one, with a file of its own.
func TestMakoWithoutTheModeIsNamed(t *testing.T) {
	home(t)
	standing.Need(t, "mako")
	compositor(t)
	file := filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(file, []byte("font=monospace 10\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	makoConfig(t, "[mode=do-not-disturb]\n") // which the running one has not read
	start(t, "mako", "--config", file)
	owned(t, service)
	d := new(disk)
	w := begin(t, d, true)
	w.phase(timer.Work)
	if got := w.problem(); !strings.Contains(got, "mako has no mode do-not-disturb") || !strings.Contains(got, file) {
		t.Errorf("the problem is %q, want the mode and %s in it", got, file)
	}
	if modes := makoModes(t); slices.Contains(modes, "do-not-disturb") || len(d.written()) != 0 {
		t.Errorf("modes %q, written %q; want neither touched", modes, d.written())
	}
}

// TestXfceIsGivenBackNothingWhereNothingWasSet: a setting that was never made
// is not there afterwards.
func TestXfceIsGivenBackNothingWhereNothingWasSet(t *testing.T) {
	home(t)
	reals[slices.IndexFunc(reals, func(r real) bool { return r.desk == nameXfce })].start(t)
	owned(t, service)
	w := begin(t, new(disk), true)
	w.phase(timer.Work)
	if got := xfceDND(t); got != "true" {
		t.Errorf("in work do-not-disturb is %q, want true", got)
	}
	w.phase(timer.Idle)
	if got := xfceDND(t); !strings.Contains(got, "does not exist") {
		t.Errorf("afterwards do-not-disturb is %q, want none", got)
	}
	var can []string // which it tells only where notifications are shown
	eventually(t, "the server shows notifications again", func() bool {
		err := busConn(t).Object(service, path).Call(service+".GetCapabilities", 0).Store(&can)
		return err == nil && slices.Contains(can, "actions")
	})
}

func TestRecordsOfALaterRelease(t *testing.T) {
	for _, test := range []struct {
		name, data string
		fails      bool
		owed       int
	}{
		{"of this one", `{"v":1,"previous":"true","left":"false"}`, false, 1},
		{"of a later one", `{"v":2,"previous":7}`, false, 0},
		{"damaged", `{"v":`, true, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := readRecords(document(nameGNOME, test.data))
			if (err != nil) != test.fails || len(got) != test.owed {
				t.Errorf("%s: %v, %v; want %d, an error %v", test.data, got, err, test.owed, test.fails)
			}
		})
	}
}

//go:build linux

package e2e

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// desktop is one to work at. Its methods return once what they are asked for
// is so, or has been asked for of whoever will do it, and fail the test if not.
//
// Each runs as one user, compositor and daemon alike, as on a real machine:
// sockets, peers and /proc are then as the daemon finds them there. Where the
// compositor refuses to be started by root, as sway does, the tests of root
// make the whole machine nobody's (rig.Machine.Become).
type desktop interface {
	traits() traits

	open(t *testing.T, name string) // a window with the name as its title, in front
	focus(t *testing.T, name string)
	retitle(t *testing.T, name, title string)
	unfocus(t *testing.T) // nothing is in front
	shut(t *testing.T, name string)
	press(t *testing.T) // a key or the pointer, without effect
	lock(t *testing.T)
	unlock(t *testing.T)
	crash(t *testing.T) // kill -9, and all windows with it
	restart(t *testing.T)
}

// traits are how a desktop differs from the others.
type traits struct {
	windows, idleness, lock string // who is to tell of them
	apps                    map[string]string
	unfocused               scene         // what the log says of nothing in front; zero: that cannot be
	locked                  scene         // ... of a locked screen
	below                   string        // the window that is in front once the first is closed; "": none
	within                  time.Duration // how late half of the switches may be noticed; zero: tolerance
	coarse                  time.Duration // how exactly the last input is known
	curtain                 time.Duration // how long it draws it before the screen is locked, or is no more
}

// scene is what a row of the log says, but for its times.
type scene struct{ presence, app, title string }

var (
	nothing    = scene{presence: "active"}
	idle       = scene{presence: "idle"}
	locked     = scene{presence: "locked"}
	unobserved = scene{presence: "unobserved"}
)

func (s scene) String() string {
	switch {
	case s.presence != "active":
		return s.presence
	case s.app == "":
		return nowhere
	}
	return s.app + ": " + s.title
}

func (x traits) shows(name, title string) scene { return scene{"active", x.apps[name], title} }

// act is what the person does, between two instants, and what it leads to.
type act struct {
	name     string
	from, to time.Time
	want     scene
	slack    time.Duration // beyond the tolerance
}

// off is how far an instant is from when it happened.
func (a act) off(at time.Time) time.Duration {
	return max(0, a.from.Sub(at), at.Sub(a.to))
}

// adopt takes variables over from the environment of a session.
func adopt(m *rig.Machine, environ []string, names ...string) {
	for _, variable := range environ {
		if name, value, _ := strings.Cut(variable, "="); slices.Contains(names, name) {
			m.Set(name, value)
		}
	}
}

const (
	// idleAfter is in the configuration of these tests.
	idleAfter = 3 * time.Second
	// stay is how long each scene lasts, unless nobody is there.
	stay = 1500 * time.Millisecond
	// outage is how long there is no compositor.
	outage = 4 * time.Second
	// busiest is the part of a processor that a daemon may use meanwhile.
	busiest = 0.2
	// worst is how much a single switch may be off on a machine that has much
	// else to do. Half of them must be within tolerance.
	worst = 2 * time.Second
)

// aDay has a person work at a desktop for a while, and holds the log against
// what they did.
func aDay(ctx context.Context, t *testing.T, m *rig.Machine, d desktop) {
	t.Helper()
	x := d.traits()
	// Not of the terminals of whoever runs the test, nor of other tests.
	sources := fmt.Sprintf("%q, %q, \"logind\", \"screensaver\"", x.windows, x.idleness)
	if x.windows == x.idleness {
		sources = fmt.Sprintf("%q, \"logind\", \"screensaver\"", x.windows)
	}
	if err := m.Configure(fmt.Sprintf("[presence]\nidle_after = \"%v\"\nsources = [%s]\n", idleAfter, sources)); err != nil {
		t.Fatal(err)
	}
	daemon := startDaemon(ctx, t, m)
	untilWatched(ctx, t, m, d)
	checkDoctor(ctx, t, m, x)
	for _, name := range []string{"first", "second"} {
		d.open(t, name)
		wait(t, d, stay) // not all desktops return when the window is there
	}
	acts := work(t, d)
	acts = append(acts, breakDown(ctx, t, m, d, daemon))
	log := readTo(ctx, t, m, d, acts[len(acts)-1].to.Add(outage))
	compare(t, log, acts, cmp.Or(x.within, tolerance))
	checkPartition(t, log)

	d.restart(t)
	back := time.Now()
	d.press(t)
	untilWatched(ctx, t, m, d)
	t.Logf("watched again %v after the start", time.Since(back).Round(10*time.Millisecond))
	d.open(t, "third")
	wait(t, d, 2*stay)
	checkReturn(t, readTo(ctx, t, m, d, time.Now()), acts[len(acts)-1], x.shows("third", "third"))
}

// work is the scenario: everything that a desktop can tell happens once.
func work(t *testing.T, d desktop) (acts []act) {
	t.Helper()
	x := d.traits()
	then := func(name string, do func(), want scene) {
		t.Helper()
		a := act{name: name, from: time.Now(), want: want}
		do()
		a.to = time.Now()
		acts = append(acts, a)
	}
	stays := func() { t.Helper(); wait(t, d, stay) }
	first := x.shows("first", "first")

	then("to the first", func() { d.focus(t, "first") }, first)
	stays()
	then("to the second", func() { d.focus(t, "second") }, x.shows("second", "second"))
	stays()
	then("another title", func() { d.retitle(t, "second", "renamed") }, x.shows("second", "renamed"))
	stays()
	if x.unfocused != (scene{}) {
		then("nothing in front", func() { d.unfocus(t) }, x.unfocused)
		stays()
	}
	then("back to the first", func() { d.focus(t, "first") }, first)
	stays()
	then("locked", func() { d.lock(t) }, x.locked)
	acts[len(acts)-1].slack = x.curtain
	stays()
	then("unlocked", func() { d.unlock(t) }, first)
	acts[len(acts)-1].slack = x.curtain
	stays()
	then("the last input", func() { d.press(t) }, idle)
	acts[len(acts)-1].slack = x.coarse
	time.Sleep(2 * idleAfter)
	then("the next input", func() { d.press(t) }, first)
	acts[len(acts)-1].slack = x.coarse
	stays()
	below := nothing
	if x.below != "" {
		below = x.shows(x.below, "renamed")
	}
	then("closed", func() { d.shut(t, "first") }, below)
	stays()
	return acts
}

// wait lets time pass in which somebody is at the keyboard.
func wait(t *testing.T, d desktop, long time.Duration) {
	t.Helper()
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(min(time.Second, time.Until(end))) {
		d.press(t)
	}
}

// breakDown kills the compositor, and watches the daemon do without it.
func breakDown(ctx context.Context, t *testing.T, m *rig.Machine, d desktop, daemon *rig.Process) act {
	t.Helper()
	a := act{name: "killed", from: time.Now(), want: unobserved}
	d.crash(t)
	a.to = time.Now()
	used := processorTime(t, daemon)
	time.Sleep(outage)
	share := (processorTime(t, daemon) - used).Seconds() / time.Since(a.to).Seconds()
	t.Logf("without a compositor the daemon uses %.1f %% of a processor", 100*share)
	if share > busiest {
		t.Errorf("the daemon uses %.0f %% of a processor while there is no compositor, want at most %.0f %%", 100*share, 100*busiest)
	}
	status, err := m.Client().Status(ctx)
	if err != nil || status.Source.Watching || status.Source.Reason == "" {
		t.Errorf("Status after the kill = %+v, %v, want that it watches nothing and why", status.Source, err)
	}
	return a
}

// processorTime is what a process has used up to now.
func processorTime(t *testing.T, p *rig.Process) time.Duration {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.PID()))
	if err != nil {
		t.Fatal(err)
	}
	// After the name, which may have anything in it: state is the 3rd field,
	// the times in user and system mode are the 14th and 15th, in 1/100 s.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	var ticks int
	for _, field := range fields[11:13] {
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// untilWatched waits until the daemon watches through the right source.
func untilWatched(ctx context.Context, t *testing.T, m *rig.Machine, d desktop) {
	t.Helper()
	want := d.traits().windows
	// A source that was not there is tried again after half a minute at most.
	untilStatus(ctx, t, m, d, 45*time.Second, "the daemon watches through "+want, func(status api.Status) bool {
		return status.Source.Watching && status.Source.Name == want
	})
}

// untilStatus waits until the daemon says something, while somebody is at the
// keyboard.
func untilStatus(ctx context.Context, t *testing.T, m *rig.Machine, d desktop, within time.Duration, what string, is func(api.Status) bool) {
	t.Helper()
	var status api.Status
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	pressed := time.Now()
	err := rig.Until(ctx, what, func() (done bool) {
		if time.Since(pressed) > time.Second {
			d.press(t)
			pressed = time.Now()
		}
		if s, err := m.Client().Status(ctx); err == nil {
			status, done = s, is(s)
		}
		return done
	})
	if err != nil {
		t.Fatalf("%v; it says %+v, of %+v", err, status.Presence, status.Source)
	}
}

// checkDoctor checks that doctor says who tells what, and keeps what it says.
func checkDoctor(ctx context.Context, t *testing.T, m *rig.Machine, x traits) {
	t.Helper()
	for name, want := range map[string]string{"windows": x.windows, "idleness": x.idleness, "lock": x.lock} {
		var c api.Check
		// Not all sources answer as fast as that of windows.
		err := rig.Until(patient(ctx, t), "doctor says who tells", func() bool {
			c = doctorCheck(ctx, t, m, name)
			if want == "" {
				return c.State == "absent"
			}
			return c.State == "ok" && slices.ContainsFunc(strings.Split(c.Text, ", "), func(teller string) bool {
				name, _, _ := strings.Cut(teller, " ") // since when follows
				return name == want
			})
		})
		if err != nil {
			t.Errorf("doctor: %s: %s %q, want it to be told by %q", name, c.State, c.Text, want)
		}
	}
	keepDoctor(ctx, t, m)
}

// patient ends after ten seconds.
func patient(ctx context.Context, t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// doctorCheck is one of doctor's.
func doctorCheck(ctx context.Context, t *testing.T, m *rig.Machine, name string) api.Check {
	t.Helper()
	doctor, err := m.Client().Doctor(ctx)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(doctor.Checks, func(c api.Check) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("doctor does not speak of %s", name)
	}
	return doctor.Checks[i]
}

// keepDoctor keeps what doctor shows to a person.
func keepDoctor(ctx context.Context, t *testing.T, m *rig.Machine) {
	t.Helper()
	said := m.Focus(ctx, "doctor")
	if err := os.WriteFile(artifact(t, m, "doctor.txt"), []byte(said.Stdout+said.Stderr), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readTo reads the log once it reaches an instant: what is shown may be as old
// as the last commit.
func readTo(ctx context.Context, t *testing.T, m *rig.Machine, d desktop, end time.Time) (log []api.Span) {
	t.Helper()
	until(ctx, t, time.Minute, "the log reaches the end of the scenario", func() bool {
		log = readLog(ctx, t, m)
		return !log[len(log)-1].End.Before(end)
	})
	return log
}

// run is rows of the log, one after the other, that say the same.
type run struct {
	scene
	start, end time.Time
}

// runs are those of the log that end after from. What passed while the desktop
// was at an act, as the windows do before a screen is locked, and until that can
// be noticed, is left out.
func runs(log []api.Span, from time.Time, acts []act, within time.Duration) (all []run) {
	passes := func(r run) bool {
		return slices.ContainsFunc(acts, func(a act) bool { return r.passesIn(a, within) })
	}
	for _, row := range log {
		r := run{scene{row.Presence, row.App, row.Title}, row.Start, row.End}
		switch last := len(all) - 1; {
		case !row.End.After(from) || passes(r):
		case last >= 0 && all[last].scene == r.scene:
			all[last].end = r.end
		default:
			all = append(all, r)
		}
	}
	return all
}

func (r run) passesIn(a act, within time.Duration) bool {
	return r.scene != a.want && r.start.After(a.from.Add(-tolerance)) && r.end.Before(a.to.Add(within))
}

// compare holds the log against what was done.
func compare(t *testing.T, log []api.Span, acts []act, within time.Duration) {
	t.Helper()
	got := runs(log, acts[0].to.Add(max(stay/2, within)), acts, within) // of what was before a little may be left
	if len(got) != len(acts) {
		t.Errorf("the log has %d scenes, want %d", len(got), len(acts))
	}
	var offs []time.Duration
	for i, a := range acts {
		if i >= len(got) {
			t.Errorf("%s: want %v, the log has ended", a.name, a.want)
			continue
		}
		off := a.off(got[i].start)
		t.Logf("%-20s %-20v off by %v, was asked for in %v", a.name, got[i].scene,
			off.Round(time.Millisecond), a.to.Sub(a.from).Round(time.Millisecond))
		if got[i].scene != a.want {
			t.Errorf("%s: the log says %v for %v, want %v", a.name, got[i].scene, got[i].end.Sub(got[i].start), a.want)
		}
		if off > worst+a.slack {
			t.Errorf("%s: the log has it %v away from when it was, at %v", a.name, off, got[i].start)
		}
		if a.slack == 0 {
			offs = append(offs, off)
		}
	}
	for _, more := range got[min(len(got), len(acts)):] {
		t.Errorf("the log goes on with %v for %v", more.scene, more.end.Sub(more.start))
	}
	slices.Sort(offs)
	if len(offs) > 0 && offs[len(offs)/2] > within {
		t.Errorf("half of the switches are off by more than %v, want at most %v: %v", offs[len(offs)/2], within, offs)
	}
}

// checkReturn checks that the log claims nothing for the time without a
// compositor, and goes on by itself after it.
func checkReturn(t *testing.T, log []api.Span, killed act, want scene) {
	t.Helper()
	got := runs(log, killed.to.Add(outage/2), nil, 0)
	if got[0].scene != unobserved {
		t.Errorf("after the kill the log says %v, want %v", got[0].scene, unobserved)
	}
	if got[0].end.Before(killed.to.Add(outage)) {
		t.Errorf("the log goes on at %v, when there was no compositor before %v", got[0].end, killed.to.Add(outage))
	}
	if last := got[len(got)-1].scene; last != want {
		t.Errorf("at the end the log says %v, want %v; since the kill: %v", last, want, got)
	}
}

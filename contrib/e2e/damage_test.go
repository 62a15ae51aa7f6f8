//go:build linux

package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// data is the folder of the store.
func data(m *rig.Machine) string { return m.Path("home/.local/share/focusd") }

// fillStore leaves a store behind that has blocks in it, and a backup.
func fillStore(ctx context.Context, t *testing.T, m *rig.Machine) (store string, labels []string) {
	t.Helper()
	d := startDaemon(ctx, t, m)
	for i := range 20 {
		label := fmt.Sprintf("task %d", i)
		focus(ctx, t, m, "start", "25/5", label, "--replace")
		labels = append(labels, label)
	}
	focus(ctx, t, m, "stop")
	focus(ctx, t, m, "backup")
	if err := d.Stop(10 * time.Second); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(data(m), "focusd.db"), labels
}

// blocks are the labels of the blocks that the daemon has.
func blocks(ctx context.Context, t *testing.T, m *rig.Machine) []string {
	t.Helper()
	summary, err := m.Client().Summary(ctx, time.Now().Add(-time.Hour), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, b := range summary.Blocks {
		labels = append(labels, b.Label)
	}
	return labels
}

// check is what doctor says of one thing.
func check(ctx context.Context, t *testing.T, m *rig.Machine, name string) api.Check {
	t.Helper()
	doctor, err := m.Client().Doctor(ctx)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(doctor.Checks, func(c api.Check) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("doctor does not check %q: %v", name, doctor.Checks)
	}
	return doctor.Checks[i]
}

// TestADamagedStoreLosesNothing damages the file in many ways. What is noticed
// is repaired from what is left and from the backup, what is not noticed has
// done no harm, and the damaged file is kept.
func TestADamagedStoreLosesNothing(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, 4*time.Minute)
	store, labels := fillStore(ctx, t, m)
	whole, err := os.ReadFile(store)
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	type damage struct {
		name string
		do   func(file []byte) []byte
	}
	damages := []damage{
		{"cut in half", func(f []byte) []byte { return f[:len(f)/2] }},
		{"cut by a page", func(f []byte) []byte { return f[:len(f)-page] }},
		{"emptied", func([]byte) []byte { return nil }},
		{"text", func([]byte) []byte { return []byte("this is not a store\n") }},
		{"one meta page gone", func(f []byte) []byte { clear(f[:page]); return f }},
		{"both meta pages gone", func(f []byte) []byte { clear(f[:2*page]); return f }},
	}
	random := rand.New(rand.NewPCG(1, 2))
	// Most of the file is free pages, at its end: half of the flips are near
	// the beginning.
	for i := range 24 {
		at, bit := random.IntN(len(whole)>>(4*(i%2))), random.IntN(8)
		damages = append(damages, damage{fmt.Sprintf("bit %d of byte %d", bit, at), func(f []byte) []byte {
			f[at] ^= 1 << bit
			return f
		}})
	}
	for i := range 12 {
		at := random.IntN(len(whole)/page>>(4*(i%2))) * page
		damages = append(damages, damage{fmt.Sprintf("page at %d zeroed", at), func(f []byte) []byte {
			clear(f[at : at+page])
			return f
		}})
	}
	for _, damage := range damages {
		t.Run(damage.name, func(t *testing.T) {
			if err := os.WriteFile(store, damage.do(slices.Clone(whole)), 0o600); err != nil {
				t.Fatal(err)
			}
			verdict := m.Run(ctx, "focusd", "db", "verify")
			if verdict.Code != 0 && verdict.Code != 1 {
				t.Errorf("%v; want exit code 0 or 1", verdict)
			}
			d := startDaemon(ctx, t, m)
			if got := blocks(ctx, t, m); !slices.Equal(got, labels) {
				t.Errorf("the blocks are %q, want %q; doctor says: %v", got, labels, check(ctx, t, m, "last start"))
			}
			kept, _ := filepath.Glob(store + "*damaged*")
			opening := check(ctx, t, m, "last start")
			if verdict.Code == 1 && (opening.State == "ok" || len(kept) == 0) {
				t.Errorf("verify found damage, but doctor says %v and %d damaged files are kept; verify said: %v", opening, len(kept), verdict)
			}
			// That an empty file has been a store is known only from its backups.
			if verdict.Code == 0 && opening.State != "ok" && damage.name != "emptied" {
				t.Errorf("verify found nothing, but doctor says %v", opening)
			}
			focus(ctx, t, m, "start", "25/5", "afterwards")
			if err := d.Stop(10 * time.Second); err != nil {
				t.Error(err)
			}
			if got := m.Run(ctx, "focusd", "db", "verify"); got.Code != 0 {
				t.Errorf("after the repair: %v", got)
			}
			for _, file := range kept {
				if err := os.Remove(file); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestAFullDiskLosesNothing fills the disk under a running daemon, and empties
// it again.
func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	ctx, m, screen := newDesktop(t, 3*time.Minute, "xterm", "xmessage")
	small := m.Path("small")
	mount(t, small, "size=16m")
	term, err := m.Open(ctx, "xterm", "-e", "sleep", "600")
	if err != nil {
		t.Fatal(err)
	}
	note, err := m.Open(ctx, "xmessage", "An example")
	if err != nil {
		t.Fatal(err)
	}
	d := startDaemon(ctx, t, m, "--data", small)
	focus(ctx, t, m, "start", "25/5", "before")
	if err := screen.Activate(ctx, term); err != nil {
		t.Fatal(err)
	}

	fill := filepath.Join(small, "fill")
	fillUp(t, fill)
	var refused rig.Result
	// A store may have a few free pages left.
	until(ctx, t, 20*time.Second, "a command is refused", func() bool {
		refused = m.Focus(ctx, "switch", "on a full disk")
		return refused.Code != 0
	})
	if refused.Code != 1 || !strings.Contains(refused.Stderr, "save") || !strings.Contains(refused.Stderr, "hint:") {
		t.Errorf("%v; want exit code 1, that it was not saved, and a hint", refused)
	}
	// A smaller commit may fit again into what is free, a second later.
	if store := check(ctx, t, m, "store"); store.State != "failed" || !strings.Contains(store.Text, "full") {
		t.Errorf("doctor says of the store: %v; want that it fails, and that the disk is full", store)
	}
	full := time.Now()
	if err := screen.Activate(ctx, note); err != nil {
		t.Fatal(err)
	}
	for time.Since(full) < 5*time.Second {
		if err := screen.Press(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond)
	}

	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	until(ctx, t, time.Minute, "a command is done again", func() bool { return m.Focus(ctx, "switch", "afterwards").Code == 0 })
	log := readLog(ctx, t, m)
	if got := whereabouts(log, full, time.Now())["xmessage"]; got < 4*time.Second {
		t.Errorf("the log has %v of the 5 s that the disk was full", got)
	}
	checkPartition(t, log)
	if err := d.Stop(10 * time.Second); err != nil {
		t.Error(err)
	}
	if got := m.Run(ctx, "focusd", "db", "verify", filepath.Join(small, "focusd.db")); got.Code != 0 {
		t.Error(got)
	}
}

// mount mounts a file system in memory for the length of the test.
func mount(t *testing.T, dir, options string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options+",mode=0700"); err != nil {
		t.Skipf("mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

// fillUp writes until the disk is full.
func fillUp(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 4096, 1} {
		for {
			if _, err := f.Write(make([]byte, size)); err != nil {
				break
			}
		}
	}
}

// TestAReadOnlyFolderIsSaid starts a daemon that cannot write.
func TestAReadOnlyFolderIsSaid(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	dir := m.Path("readonly")
	mount(t, dir, "size=1m,ro")
	refuses(ctx, t, m, []string{dir, "read-only", "mount it"}, "--data", dir)
}

// refuses starts a daemon that must end with code 1, saying what is wrong and
// what to do.
func refuses(ctx context.Context, t *testing.T, m *rig.Machine, says []string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	got := m.Run(ctx, "focusd", append([]string{"--listen", "off"}, args...)...)
	if got.Code != 1 {
		t.Errorf("%v; want exit code 1", got)
	}
	for _, want := range says {
		if !strings.Contains(got.Stderr, want) {
			t.Errorf("%v; want %q in it", got, want)
		}
	}
}

// TestASecondDaemonGoesAway starts two for one user.
func TestASecondDaemonGoesAway(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	first := startDaemon(ctx, t, m)
	focus(ctx, t, m, "start", "25/5", "writing")
	refuses(ctx, t, m, []string{fmt.Sprint(first.PID()), "focus status"})
	// Neither another socket nor another store makes two of one.
	refuses(ctx, t, m, []string{fmt.Sprint(first.PID()), "focus status"}, "--socket", m.Path("run/other.sock"))
	refuses(ctx, t, m, []string{m.Client().Socket, "already"}, "--data", m.Path("home/other"))
	if got := focus(ctx, t, m, "status"); !strings.Contains(got, "writing") {
		t.Errorf("the first daemon now says:\n%s", got)
	}
}

// TestASocketLeftBehindIsReplaced starts a daemon where one was killed, and
// where something else lies in its place.
func TestASocketLeftBehindIsReplaced(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	startDaemon(ctx, t, m).Kill()
	socket := m.Client().Socket
	if info, err := os.Lstat(socket); err != nil || info.Mode().Type() != os.ModeSocket {
		t.Fatalf("a killed daemon leaves no socket behind: %v, %v", info, err)
	}
	if got := m.Focus(ctx, "status"); got.Code != 3 || !strings.Contains(got.Stderr, "hint:") {
		t.Errorf("%v; want exit code 3 and a hint how to start it", got)
	}
	d := startDaemon(ctx, t, m)
	focus(ctx, t, m, "status")
	info, err := os.Stat(socket)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket has mode %v, %v; want 0600", info.Mode(), err)
	}
	if err := d.Stop(10 * time.Second); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(socket, []byte("a letter\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(ctx, t, m, []string{socket, "not a socket", "move it away"})
	if text, err := os.ReadFile(socket); err != nil || string(text) != "a letter\n" {
		t.Errorf("what lay at the socket's place is now %q, %v", text, err)
	}
}

// TestATakenPortIsSaid starts a daemon whose web listener cannot be had.
func TestATakenPortIsSaid(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	refuses(ctx, t, m, []string{taken.Addr().String(), "web.listen"}, "--listen", taken.Addr().String())
}

// TestAWrongConfigurationIsSaid makes the mistakes that people make.
func TestAWrongConfigurationIsSaid(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute)
	for _, tc := range []struct{ name, text, want string }{
		{"a typo in a key", "[presence]\nidle_aftre = \"3m\"\n", "config.toml:2:1: there is no setting presence.idle_aftre"},
		{"the key that was meant", "[presence]\nidle_aftre = \"3m\"\n", "idle_after"},
		{"a number without a unit", "[presence]\nidle_after = \"3\"\n", "config.toml:2"},
		{"a preset that is none", "\n[timer]\npreset = \"often\"\n", "config.toml:3:1: timer.preset"},
		{"no TOML", "timer preset 25/5\n", "config.toml:1"},
		{"an open door", "[web]\nlisten = \"0.0.0.0:8463\"\n", "allow_insecure"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if err := m.Configure(tc.text); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
			defer cancel()
			got := m.Run(ctx, "focusd")
			if got.Code != 1 || !strings.Contains(got.Stderr, tc.want) {
				t.Errorf("%v; want exit code 1 and %q", got, tc.want)
			}
		})
	}
	t.Run("while it runs", func(t *testing.T) {
		if err := m.Configure("[timer]\npreset = \"50/10\"\n"); err != nil {
			t.Fatal(err)
		}
		d := startDaemon(ctx, t, m)
		if err := m.Configure("[timer]\npreset = \"often\"\n"); err != nil {
			t.Fatal(err)
		}
		d.Signal(syscall.SIGHUP)
		until(ctx, t, 5*time.Second, "doctor says so", func() bool {
			c := check(ctx, t, m, "configuration")
			return c.State == "failed" && strings.Contains(c.Text, "timer.preset")
		})
		status, err := m.Client().Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if status.Timer.Preset != "50/10" {
			t.Errorf("the preset is %q, want the one that worked: 50/10", status.Timer.Preset)
		}
	})
}

package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

// childVar makes the test binary do one thing to files and exit, as the
// daemon has it done in a child: a damaged page may end the process.
const childVar = "FOCUSD_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(childVar) {
	case "verify":
		_, err = Verify(os.Args[1])
	case "salvage":
		err = Salvage(os.Args[1], os.Args[2])
	case "forget":
		err = forgetSlowly(os.Args[1])
	default:
		code := m.Run()
		_ = os.RemoveAll(decadeDir())
		os.Exit(code)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// inChildren are options that verify and salvage as the daemon does.
func inChildren(t testing.TB) Options {
	child := func(what string, args ...string) error {
		cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
		cmd.Env = append(os.Environ(), childVar+"="+what)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %.300s", what, err, out)
		}
		return nil
	}
	return Options{
		Verify:  func(path string) error { return child("verify", path) },
		Salvage: func(from, to string) error { return child("salvage", from, to) },
	}
}

const pageSize = 4096

// damages are ways to spoil a file. Each returns false if it changed nothing.
var damages = map[string]func(data []byte, r *rand.Rand) []byte{
	"flipped bit": func(data []byte, r *rand.Rand) []byte {
		at := 2*pageSize + r.IntN(len(data)-2*pageSize)
		data[at] ^= 1 << r.IntN(8)
		return data
	},
	"zeroed page": func(data []byte, r *rand.Rand) []byte {
		clear(page(data, 2+r.IntN(len(data)/pageSize-2)))
		return data
	},
	"garbage page": func(data []byte, r *rand.Rand) []byte {
		p := page(data, 2+r.IntN(len(data)/pageSize-2))
		for i := range p {
			p[i] = byte(r.Uint32())
		}
		return data
	},
	"swapped pages": func(data []byte, r *rand.Rand) []byte {
		a, b := page(data, 2+r.IntN(len(data)/pageSize-2)), page(data, 2+r.IntN(len(data)/pageSize-2))
		for i := range a {
			a[i], b[i] = b[i], a[i]
		}
		return data
	},
	"cut by pages": func(data []byte, r *rand.Rand) []byte { return data[:len(data)-pageSize*(1+r.IntN(3))] },
	"cut in half":  func(data []byte, _ *rand.Rand) []byte { return data[:len(data)/2] },
	"both metas": func(data []byte, _ *rand.Rand) []byte {
		clear(data[:2*pageSize])
		return data
	},
}

func page(data []byte, n int) []byte { return data[n*pageSize:][:pageSize] }

// soundFile is a store of some closed days and an open one; the file ends with
// its last page in use.
func soundFile(t *testing.T) (dir string, log [][]tracker.Span) {
	t.Helper()
	dir = t.TempDir()
	log = days(11, 20)
	s := open(t, dir)
	loadDays(t, s, log[:len(log)-2])
	fillDays(t, s, log[len(log)-2:])
	commit(t, s, engine.Change{Timer: &timer.State{Phase: timer.Work, Since: monday}, Clean: true})
	shut(t, s)
	if _, _, err := Compact(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	spoil(t, s.path(), used)
	return dir, log
}

// used is a file without the room at its end that is not in use yet.
func used(data []byte) []byte {
	n := len(bytes.TrimRight(data, "\x00"))
	return data[:(n+pageSize-1)/pageSize*pageSize]
}

// Of damage that touches live data all is noticed: either Verify says so, or
// everything can still be read as it was.
func TestDamageIsNoticed(t *testing.T) {
	dir, log := soundFile(t)
	sound := []byte(contents(t, filepath.Join(dir, FileName)))
	opts := inChildren(t)
	want := fmt.Sprint(log)
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			trials := 6
			if testing.Short() || raced { // a damaged file is read by one goroutine
				trials = 2
			}
			noticed, harmless, days, filled := 0, 0, 0, 0
			for trial := range trials {
				r := rand.New(rand.NewPCG(uint64(trial), 99))
				home := t.TempDir()
				path := filepath.Join(home, FileName)
				write(t, path, damage([]byte(string(sound)), r))
				s, loss, err := Open(home, opts)
				if err != nil {
					t.Fatalf("trial %d: Open: %v", trial, err)
				}
				if loss == nil {
					harmless++
					if got := allSpans(t, s); fmt.Sprint(regroup(got)) != want {
						t.Errorf("trial %d: the damage was not noticed, and the log is another one", trial)
					}
				} else {
					noticed++
					days, filled = days+loss.DaysSaved, filled+loss.DaysFilled
					checkLoss(t, s, loss, log)
				}
				shut(t, s)
			}
			t.Logf("%d trials: %d noticed, %d touched nothing; %.1f of %d days saved on average",
				trials, noticed, harmless, float64(days)/float64(max(noticed, 1)), len(log))
		})
	}
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// regroup puts spans together by day again.
func regroup(spans []tracker.Span) (days [][]tracker.Span) {
	for _, s := range spans {
		if n := len(days); n == 0 || s.Start.UnixMilli()/dayMillis != days[n-1][0].Start.UnixMilli()/dayMillis {
			days = append(days, nil)
		}
		days[len(days)-1] = append(days[len(days)-1], s)
	}
	return days
}

// checkLoss holds a loss to what is in the new store: what it has is as it
// was, and what it lacks is reported.
func checkLoss(t *testing.T, s *Store, loss *Loss, log [][]tracker.Span) {
	t.Helper()
	if _, err := os.Stat(loss.Damaged); err != nil {
		t.Errorf("the damaged file is not kept: %v", err)
	}
	was := map[time.Time]tracker.Span{}
	for _, day := range log {
		for _, span := range day {
			was[span.Start] = span
		}
	}
	days := regroup(allSpans(t, s))
	if len(days) != loss.DaysSaved {
		t.Errorf("the report says %d days, the store has %d", loss.DaysSaved, len(days))
	}
	for _, day := range days {
		for _, span := range day {
			if was[span.Start] != span {
				t.Errorf("a span of %v came back as another one", span.Start)
			}
		}
	}
	if len(days) > 0 {
		first, last := dayOf(days[0][0].Start.UnixMilli()), dayOf(days[len(days)-1][0].Start.UnixMilli())
		if got := int(last-first) + 1 - len(days); got != len(loss.DaysLost) {
			t.Errorf("%d days are missing, the report names %d", got, len(loss.DaysLost))
		}
	}
	commit(t, s, engine.Change{Spans: log[len(log)-1]})
}

// With one of its two meta pages gone the file is at worst one commit older.
func TestOneMetaPageIsEnough(t *testing.T) {
	dir, log := soundFile(t)
	sound := contents(t, filepath.Join(dir, FileName))
	for n := range 2 {
		home := t.TempDir()
		data := []byte(sound)
		clear(page(data, n))
		write(t, filepath.Join(home, FileName), data)
		s, loss, err := Open(home, inChildren(t))
		if err != nil {
			t.Fatalf("meta page %d gone: Open: %v", n, err)
		}
		// Compacting writes all in few transactions; the one before the last
		// may lack the end.
		if loss == nil && len(regroup(allSpans(t, s))) < len(log)/2 {
			t.Errorf("meta page %d gone: most of the log went with it unnoticed", n)
		}
		shut(t, s)
	}
}

func TestHolesAreFilledFromTheBackup(t *testing.T) {
	dir, log := soundFile(t)
	s := open(t, dir)
	if _, err := s.Backup(monday); err != nil {
		t.Fatal(err)
	}
	path := s.path()
	shut(t, s)
	spoil(t, path, func(data []byte) []byte { return data[:len(data)/2] })
	opts := inChildren(t)
	s, loss, err := Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	if loss == nil || loss.Backup == "" || loss.DaysSaved != len(log) || len(loss.DaysLost) != 0 {
		t.Errorf("loss is %v, want all %d days with the help of the backup", loss, len(log))
	}
	equal(t, "log", allSpans(t, s), flat(log))
	stored, err := s.Load()
	if err != nil || len(stored.Ledger) != 1 {
		t.Errorf("ledger is %v (%v), want the one of the backup", stored.Ledger, err)
	}
	shut(t, s)
	if err := opts.Verify(path); err != nil {
		t.Errorf("the new store: %v", err)
	}
}

func TestNothingCanBeRead(t *testing.T) {
	for name, backup := range map[string]bool{"with a backup": true, "without one": false} {
		t.Run(name, func(t *testing.T) {
			dir, log := soundFile(t)
			s := open(t, dir)
			want := 0
			if backup {
				if _, err := s.Backup(monday); err != nil {
					t.Fatal(err)
				}
				want = len(log)
			}
			path := s.path()
			shut(t, s)
			spoil(t, path, func(data []byte) []byte { clear(data); return data })
			s, loss, err := Open(dir, inChildren(t))
			if err != nil {
				t.Fatal(err)
			}
			if loss == nil || loss.Salvaged || loss.DaysSaved != want {
				t.Errorf("loss is %v, want nothing salvaged and %d days", loss, want)
			}
			if got := len(regroup(allSpans(t, s))); got != want {
				t.Errorf("the store has %d days, want %d", got, want)
			}
			shut(t, s)
		})
	}
}

// TestEmptiedFile opens a file of which only the name is left: bbolt would make
// a new store of it and say nothing.
func TestEmptiedFile(t *testing.T) {
	for name, backup := range map[string]bool{"with a backup": true, "a first start that was cut short": false} {
		t.Run(name, func(t *testing.T) {
			dir, log := soundFile(t)
			s := open(t, dir)
			want := 0
			if backup {
				if _, err := s.Backup(monday); err != nil {
					t.Fatal(err)
				}
				want = len(log)
			}
			path := s.path()
			shut(t, s)
			spoil(t, path, func([]byte) []byte { return nil })
			s, loss, err := Open(dir, inChildren(t))
			if err != nil {
				t.Fatal(err)
			}
			if (loss != nil) != backup {
				t.Errorf("loss is %v, want one: %v", loss, backup)
			}
			if got := len(regroup(allSpans(t, s))); got != want {
				t.Errorf("the store has %d days, want %d", got, want)
			}
			shut(t, s)
		})
	}
}

func TestDamagedFileIsNotWrittenTo(t *testing.T) {
	dir, _ := soundFile(t)
	path := filepath.Join(dir, FileName)
	spoil(t, path, func(data []byte) []byte { return data[:len(data)/2] })
	before := contents(t, path)
	s, loss, err := Open(dir, inChildren(t))
	if err != nil || loss == nil {
		t.Fatalf("Open: %v, loss %v; want a loss", err, loss)
	}
	shut(t, s)
	if contents(t, loss.Damaged) != before {
		t.Error("the damaged file was changed")
	}
	if errors.Is(loss.Reason, os.ErrNotExist) {
		t.Errorf("reason is %v", loss.Reason)
	}
}

func spoil(t testing.TB, path string, change func([]byte) []byte) {
	t.Helper()
	write(t, path, change([]byte(contents(t, path))))
}

func flat(log [][]tracker.Span) (spans []tracker.Span) {
	for _, day := range log {
		spans = append(spans, day...)
	}
	return spans
}

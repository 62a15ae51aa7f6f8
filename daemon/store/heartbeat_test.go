package store

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/privacy"
)

// crashed is what a daemon finds that begins after one with the store s was
// killed: its files as they are on the disk now.
func crashed(t *testing.T, s *Store) *Store {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{FileName, heartbeatName} {
		err := copyFile(filepath.Join(s.dir, name), filepath.Join(dir, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	next, lost, err := Open(dir, Options{})
	if err != nil || lost != nil {
		t.Fatalf("open after a crash: %v, lost %v", err, lost)
	}
	t.Cleanup(func() { _ = next.Close() })
	return next
}

func logEnd(t *testing.T, s *Store) time.Time {
	t.Helper()
	stored, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	return stored.LogEnd
}

func TestHeartbeat(t *testing.T) {
	noon := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	row := func(from, to int, app string) tracker.Span {
		at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
		return tracker.Span{Start: at(from), End: at(to), Presence: tracker.Active, Offset: 60, Window: tracker.Window{App: app, Title: "of " + app}}
	}
	type spans = []tracker.Span
	commit := func(t *testing.T, s *Store, rows ...tracker.Span) {
		t.Helper()
		if err := s.Commit(engine.Change{Spans: rows}); err != nil {
			t.Fatal(err)
		}
	}
	beat := func(t *testing.T, s *Store, rows ...tracker.Span) {
		t.Helper()
		if err := s.Heartbeat(rows); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(t *testing.T, s *Store, rows ...tracker.Span) {
		t.Helper()
		if err := s.Heartbeat(rows); !errors.Is(err, errNoBeat) {
			t.Errorf("a heartbeat that needs a commit: %v", err)
		}
	}
	cut := func(t *testing.T, s *Store, spoil func([]byte) []byte) {
		t.Helper()
		data, err := os.ReadFile(s.heart.path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.heart.path, spoil(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	last := func(data []byte) int { return bytes.LastIndex(data, []byte("of ")) }
	for name, tt := range map[string]struct {
		do   func(t *testing.T, s *Store)
		want spans // after a crash
	}{
		"the last of some": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			for n := 2; n < 9; n++ {
				beat(t, s, row(0, n, "kate"))
			}
		}, spans{row(0, 8, "kate")}},
		"more than the last row": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"), row(1, 2, "mutt"))
			beat(t, s, row(1, 3, "mutt"), row(3, 4, "kate"), row(4, 5, "mutt"))
		}, spans{row(0, 1, "kate"), row(1, 3, "mutt"), row(3, 4, "kate"), row(4, 5, "mutt")}},
		"what a later one says otherwise": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			beat(t, s, row(0, 2, "kate"), row(2, 3, "mutt"))
			beat(t, s, row(0, 4, "kate"))
		}, spans{row(0, 4, "kate")}},
		"a commit after it says all": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			beat(t, s, row(0, 3, "kate"))
			commit(t, s, row(0, 2, "kate"))
		}, spans{row(0, 2, "kate")}},
		"over midnight": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			beat(t, s, row(0, 13*60, "kate"))
		}, spans{row(0, 13*60, "kate")}},
		"none before a commit": {func(t *testing.T, s *Store) {
			refused(t, s, row(0, 1, "kate"))
		}, nil},
		"none after something was forgotten": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			beat(t, s, row(0, 2, "kate"))
			commit(t, s, row(0, 3, "kate"))
			if _, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{App: "mutt"}}); err != nil {
				t.Fatal(err)
			}
			refused(t, s, row(0, 4, "kate"))
		}, spans{row(0, 3, "kate")}},
		"none of more than there is room for": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			long := row(0, 2, "kate")
			long.Window.Title = strings.Repeat("long ", heartbeatSize/5)
			refused(t, s, long)
		}, spans{row(0, 1, "kate")}},
		"cut off in the middle: the one before it": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			beat(t, s, row(0, 2, "kate"))
			beat(t, s, row(0, 3, "kate"))
			beat(t, s, row(0, 4, "kate")) // in the first place or the second
			cut(t, s, func(data []byte) []byte {
				clear(data[int(s.heart.number%2)*heartbeatSize+20:][:8])
				return data
			})
		}, spans{row(0, 3, "kate")}},
		"damaged": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			beat(t, s, row(0, 2, "kate"))
			cut(t, s, func(data []byte) []byte { data[last(data)] ^= 0x20; return data })
		}, spans{row(0, 1, "kate")}},
		"cut short": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			beat(t, s, row(0, 2, "kate"))
			cut(t, s, func(data []byte) []byte { return data[:last(data)] })
		}, spans{row(0, 1, "kate")}},
		"of another state of the store": {func(t *testing.T, s *Store) {
			commit(t, s, row(0, 1, "kate"))
			s.heart.tx++
			beat(t, s, row(0, 3, "kate"))
		}, spans{row(0, 1, "kate")}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			tt.do(t, s)
			next := crashed(t, s)
			got := enginetest.Collect(t, next.Spans(noon, noon.AddDate(0, 0, 2)))
			if !slices.Equal(joined(got), tt.want) {
				t.Errorf("the log is %v\nwant %v", got, tt.want)
			}
			if err := next.file.check(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestHeartbeatIsHeardOffline: a store that is compacted after a crash has
// another number of transactions.
func TestHeartbeatIsHeardOffline(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	now := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	row := tracker.Span{Start: now, End: now.Add(time.Minute), Presence: tracker.Active}
	if err := s.Commit(engine.Change{Spans: []tracker.Span{row}}); err != nil {
		t.Fatal(err)
	}
	row.End = now.Add(2 * time.Minute)
	if err := s.Heartbeat([]tracker.Span{row}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Compact(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	again, _, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := logEnd(t, again); !got.Equal(row.End) {
		t.Errorf("the log ends at %v, want %v", got, row.End)
	}
}

// FuzzBeat: what is in the file is heard whole or not at all.
func FuzzBeat(f *testing.F) {
	noon := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	rows := []tracker.Span{
		{Start: noon, End: noon.Add(time.Minute), Presence: tracker.Active, Offset: -60, Window: tracker.Window{App: "kate", Title: "chapter two"}},
		{Start: noon.Add(time.Minute), End: noon.Add(time.Hour), Presence: tracker.Idle},
	}
	whole := encodeBeat(7, 3, rows)
	f.Add(whole)
	f.Add(encodeBeat(0, 0, nil))
	f.Add(whole[:len(whole)-1])
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := decodeBeat(data)
		if err != nil {
			if len(b.rows) > 0 {
				t.Errorf("%d rows of what is damaged", len(b.rows))
			}
			return
		}
		again, err := decodeBeat(encodeBeat(b.tx, b.number, b.rows))
		if err != nil || again.tx != b.tx || again.number != b.number || !slices.Equal(again.rows, b.rows) {
			t.Errorf("%v, encoded and decoded: %v, %v", b, again, err)
		}
	})
}

// joined are spans with what was cut at midnight put together.
func joined(spans []tracker.Span) (out []tracker.Span) {
	for _, s := range spans {
		if n := len(out); n > 0 && s.Flags&tracker.Continues != 0 {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// TestHeartbeatLeavesNothing looks for a title in what is left of the folder.
func TestHeartbeatLeavesNothing(t *testing.T) {
	const title = "heartbeat-canary"
	now := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	span := func(to int, title string) []tracker.Span {
		return []tracker.Span{{Start: now, End: now.Add(time.Duration(to) * time.Minute), Presence: tracker.Active, Window: tracker.Window{App: "kate", Title: title}}}
	}
	said := func(t *testing.T, s *Store) *Store {
		if err := s.Commit(engine.Change{Spans: span(1, title)}); err != nil {
			t.Fatal(err)
		}
		if err := s.Heartbeat(span(2, title)); err != nil {
			t.Fatal(err)
		}
		return s
	}
	for name, do := range map[string]func(t *testing.T, s *Store) *Store{
		"when it is forgotten": func(t *testing.T, s *Store) *Store { return s },
		"after a crash":        crashed,
		"after another beat": func(t *testing.T, s *Store) *Store {
			if err := s.Heartbeat(span(3, "something else")); err != nil {
				t.Fatal(err)
			}
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := do(t, said(t, open(t, t.TempDir())))
			file, err := os.Open(s.heart.path) // what is removed is still seen here
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			if err := s.Commit(engine.Change{Spans: span(4, title)}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{App: "kate"}}); err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(file)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(data, []byte(title)) {
				t.Errorf("the %d bytes of the heartbeat have the title still", len(data))
			}
			if _, err := os.Stat(s.heart.path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the heartbeat is there still: %v", err)
			}
		})
	}
	t.Run("at an orderly end", func(t *testing.T) {
		s := said(t, open(t, t.TempDir()))
		if err := s.Commit(engine.Change{Spans: span(4, title), Clean: true}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(s.heart.path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the heartbeat is there still: %v", err)
		}
	})
	t.Run("when the store is replaced", func(t *testing.T) {
		dir := t.TempDir()
		s := said(t, open(t, dir))
		backup, err := s.Backup(now)
		if err == nil {
			err = s.Close()
		}
		if err == nil {
			_, err = Restore(dir, backup, Options{})
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(s.heart.path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the heartbeat is there still: %v", err)
		}
	})
	t.Run("not where it knows more", func(t *testing.T) {
		dir := t.TempDir()
		s := said(t, open(t, dir))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		again, _, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if got := logEnd(t, again); !got.Equal(now.Add(2 * time.Minute)) {
			t.Errorf("the log ends at %v", got)
		}
	})
}

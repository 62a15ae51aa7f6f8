//go:build linux

package main

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/store"
	"focusd/tracker"
)

const (
	tenYears = 3652
	oneYear  = 365
	// batch is how many days a commit of the past has. The store lets a commit
	// replace no more than a month of it.
	batch = 1
)

// writeLog makes a store of the last n days in dir. Each window goes through
// change.
func writeLog(dir string, n int, change func(tracker.Window) tracker.Window) error {
	s, _, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	first := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -n)
	var spans []tracker.Span
	days := 0
	for day := range enginetest.Days(1, first, n) {
		for i := range day {
			if day[i].Window.Title != "" {
				day[i].Window = change(day[i].Window)
			}
		}
		spans = append(spans, day...)
		if days++; days%batch == 0 || days == n {
			if err := s.Commit(engine.Change{Spans: spans, Clean: true}); err != nil {
				return err
			}
			spans = nil
		}
	}
	return nil
}

func asItIs(w tracker.Window) tracker.Window { return w }

// fewTitles has n windows come again and again. The synthetic log numbers its
// titles.
func fewTitles(n int) func(tracker.Window) tracker.Window {
	first := make(map[int]tracker.Window)
	return func(w tracker.Window) tracker.Window {
		number, _, _ := strings.Cut(w.Title, " ")
		i, err := strconv.Atoi(number)
		if err != nil {
			return w
		}
		if _, known := first[i%n]; !known {
			first[i%n] = w
		}
		return first[i%n]
	}
}

// copyStore gives the machine whose data are in dir the ten years.
func (b *bench) copyStore(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	from, err := os.Open(filepath.Join(b.years, store.FileName))
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(filepath.Join(dir, store.FileName), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if closed := to.Close(); err == nil {
		err = closed
	}
	return err
}

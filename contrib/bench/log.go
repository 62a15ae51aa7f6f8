//go:build linux

package main

import (
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/store"
	"focusd/tracker"
)

const (
	tenYears = 3652
	oneYear  = 365
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
	for day := range enginetest.Days(1, first, n) {
		for i := range day {
			if day[i].Window.Title != "" {
				day[i].Window = change(day[i].Window)
			}
		}
		if err := s.Commit(engine.Change{Spans: day, Clean: true}); err != nil {
			return err
		}
	}
	return nil
}

func asItIs(w tracker.Window) tracker.Window { return w }

// fewTitles has n windows come again and again, some of them often.
func fewTitles(n int) func(tracker.Window) tracker.Window {
	random := rand.New(rand.NewPCG(1, 1))
	often := rand.NewZipf(random, 1.3, 2, uint64(n-1))
	var all []tracker.Window
	known := make(map[tracker.Window]bool)
	return func(w tracker.Window) tracker.Window {
		if len(all) < n && !known[w] {
			known[w] = true
			all = append(all, w)
		}
		return all[int(often.Uint64())%len(all)]
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

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
	tenYears    = 3652
	oneYear     = 365
	workingYear = 350 // with 250 working days, as the log that others were measured with
)

// recipe is what a log is made of.
type recipe struct {
	days   int                                 // the last so many
	rests  bool                                // on Saturdays and Sundays
	window func(tracker.Window) tracker.Window // what becomes of each; nil: it stays
}

// writeLog makes a store in dir.
func writeLog(dir string, made recipe) error {
	s, _, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	first := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -made.days)
	for day := range enginetest.Days(1, first, made.days) {
		if w := day[0].Start.Weekday(); made.rests && (w == time.Saturday || w == time.Sunday) {
			continue
		}
		for i := range day {
			if made.window != nil && day[i].Window.Title != "" {
				day[i].Window = made.window(day[i].Window)
			}
		}
		if err := s.Commit(engine.Change{Spans: day, Clean: true}); err != nil {
			return err
		}
	}
	return nil
}

// fewTitles has n windows come again and again, some of them often, with so
// many bytes of their titles.
func fewTitles(n, bytes int) func(tracker.Window) tracker.Window {
	random := rand.New(rand.NewPCG(1, 1))
	often := rand.NewZipf(random, 1.3, 2, uint64(n-1))
	var all []tracker.Window
	known := make(map[tracker.Window]bool)
	return func(w tracker.Window) tracker.Window {
		if len(all) < n && !known[w] {
			known[w] = true
			w.Title = w.Title[:min(bytes, len(w.Title))]
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

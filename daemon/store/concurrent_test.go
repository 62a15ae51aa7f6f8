package store

import (
	"sync"
	"testing"
	"time"

	"focusd/daemon/engine"
)

// Readers see a log in order and without overlap while one goroutine commits,
// seals and backs up.
func TestReadersAndOneWriter(t *testing.T) {
	s := open(t, t.TempDir())
	log := days(6, 8)
	fillDays(t, s, log[:4])
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					readAll(t, s)
				}
			}
		})
	}
	for i, c := range append(workday(log[4]), workday(log[5])...) {
		commit(t, s, c)
		if i%200 == 0 {
			if _, err := s.Backup(monday.Add(time.Duration(i) * time.Second)); err != nil {
				t.Error(err)
			}
		}
	}
	commit(t, s, engine.Change{Spans: log[6]})
	close(stop)
	readers.Wait()
}

func readAll(t *testing.T, s *Store) {
	var end time.Time
	for span, err := range s.Spans(monday, monday.AddDate(1, 0, 0)) {
		if err != nil || span.Start.Before(end) {
			t.Errorf("after %v: a span from %v (%v)", end, span.Start, err)
			return
		}
		end = span.End
	}
	for _, err := range s.Blocks(monday, monday.AddDate(1, 0, 0)) {
		if err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Load(); err != nil {
		t.Error(err)
	}
	if _, err := s.Stats(); err != nil {
		t.Error(err)
	}
}

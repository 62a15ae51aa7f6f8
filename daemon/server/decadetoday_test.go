package server

import (
	"testing"

	"focusd/timer"
	"focusd/timer/agenda"
)

// BenchmarkToday renders today with ten years behind it: when it is opened for
// the first time, again, and the parts that a minute makes old. While a block
// runs and the six are written down there is more to be asked.
func BenchmarkToday(b *testing.B) {
	s := decade(b)
	if _, err := s.engine.Do(b.Context(), timer.Event{Verb: timer.Start, Label: "writing"}); err != nil {
		b.Fatal(err)
	}
	for _, line := range []string{"call the dentist ~4m @phone", "draft the report ~50m > outline ~10m > first page ~20m", "water the plants ~3m"} {
		if _, err := s.Agenda.Do(b.Context(), func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Add(line, w) }); err != nil {
			b.Fatal(err)
		}
	}
	for _, page := range []struct{ name, path string }{
		{"page", "/"},
		{"minute", "/?parts=notice,figures,timeline,spent"},
		{"agenda", "/?parts=timer,figures,six,promises,gap,wins"},
	} {
		b.Run(page.name+"/first", func(b *testing.B) {
			for b.Loop() {
				forgetDays(b, s)
				render(b, s, page.path)
			}
		})
		b.Run(page.name+"/again", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				render(b, s, page.path)
			}
		})
	}
}

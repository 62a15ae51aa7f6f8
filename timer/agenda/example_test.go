package agenda_test

import (
	"fmt"
	"time"

	"focusd/timer/agenda"
	"focusd/tracker"
)

// A command changes nothing by itself: whoever keeps the agenda makes the change
// durable, and applies it then.
func Example() {
	ids := 0
	a := &agenda.Agenda{NewID: func() string { ids++; return fmt.Sprintf("01K%023d", ids) }}
	w := agenda.When{
		Now:      time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
		Calendar: tracker.Calendar{Start: 4 * time.Hour},
	}
	for _, line := range []string{
		"call dentist ~4m @phone !1 +health due:tomorrow",
		"write report ~40m !2 > outline ~5m > draft ~10m",
		"water plants ~3m every:3d",
	} {
		change, err := a.Add(line, w)
		if err != nil {
			fmt.Println(err)
			return
		}
		a.Apply(change) // here it would be written down first
	}
	for _, offer := range a.Pick(agenda.Gap{Length: 15 * time.Minute}, a.Factors(), w) {
		fmt.Println(offer.Title, offer.Cost)
	}

	_, err := a.Add("call dentist ~4x", w)
	fmt.Println(err)
	// Output:
	// call dentist 4m0s
	// outline 5m0s
	// water plants 3m0s
	// character 14: "~4x" is no length of time; write ~4m, ~1h30m or ~90s, or \~4x for the word
}

package report

import (
	"math"
	"testing"
	"time"

	"focusd/tracker"
)

// regularDays are days from a Monday on with so many hours of focus each; below
// zero: a day that was not due. First are the hours of the civil clock at which
// their first block began, two hours east of UTC; none: there was no block.
func regularDays(focus []float64, first []float64) []Day {
	var days []Day
	for i, hours := range focus {
		d := Day{Date: tracker.Day{Year: 2026, Month: time.November, Day: 2}.Add(i), Offset: 120}
		d.Off, d.Focus = hours < 0, time.Duration(max(hours, 0)*float64(time.Hour))
		if i < len(first) {
			midnight := time.Date(2026, time.November, 2+i, 0, 0, 0, 0, time.UTC)
			at := midnight.Add(time.Duration(first[i]*float64(time.Hour)) - 2*time.Hour)
			d.Blocks = []Block{{Start: at.Add(time.Hour)}, {Start: at}}
		}
		days = append(days, d)
	}
	return days
}

func TestRegularityOf(t *testing.T) {
	for name, tt := range map[string]struct {
		focus, first []float64
		want         Regularity
	}{
		"no day":                      {},
		"too few days":                {focus: []float64{4, 4, 4, 4}, want: Regularity{Days: 4}},
		"the same every day":          {focus: []float64{4, 4, 4, 4, 4}, want: Regularity{Days: 5, Evenness: 1}},
		"all on one day":              {focus: []float64{0, 0, 20, 0, 0}, want: Regularity{Days: 5, Evenness: 0.2}},
		"half of them nothing":        {focus: []float64{3, 0, 3, 0, 3, 0}, want: Regularity{Days: 6, Evenness: 0.5}},
		"days that were not due":      {focus: []float64{2, 2, -1, -1, 2, 2, 2}, want: Regularity{Days: 5, Evenness: 1}},
		"nothing at all":              {focus: []float64{0, 0, 0, 0, 0}, want: Regularity{Days: 5}},
		"one and three":               {focus: []float64{1, 3, 1, 3, 1, 3}, want: Regularity{Days: 6, Evenness: 0.8}},
		"always at nine":              {[]float64{1, 1, 1, 1, 1}, []float64{9, 9, 9, 9, 9}, Regularity{Days: 5, Evenness: 1, Starts: 5}},
		"too few starts":              {[]float64{1, 1, 1, 1, 1}, []float64{9, 9, 9, 11}, Regularity{Days: 5, Evenness: 1, Starts: 4}},
		"one late day is an outlier":  {[]float64{1, 1, 1, 1, 1}, []float64{9, 9, 9, 9, 15}, Regularity{Days: 5, Evenness: 1, Starts: 5}},
		"spread over the morning":     {[]float64{1, 1, 1, 1, 1}, []float64{11, 8, 9, 7, 10}, Regularity{Days: 5, Evenness: 1, Starts: 5, Spread: 2 * time.Hour}},
		"between two":                 {[]float64{1, 1, 1, 1, 1, 1}, []float64{8, 8, 9, 9, 10, 10}, Regularity{Days: 6, Evenness: 1, Starts: 6, Spread: 90 * time.Minute}},
		"after midnight is late":      {[]float64{1, 1, 1, 1, 1}, []float64{23, 23, 25, 25, 25}, Regularity{Days: 5, Evenness: 1, Starts: 5, Spread: 2 * time.Hour}},
		"a start on a day of no work": {[]float64{1, 1, -1, 1, 1, 1}, []float64{9, 9, 3, 9, 9, 9}, Regularity{Days: 5, Evenness: 1, Starts: 5}},
	} {
		t.Run(name, func(t *testing.T) {
			got := RegularityOf(regularDays(tt.focus, tt.first), func(d Day) bool { return !d.Off })
			if math.Abs(got.Evenness-tt.want.Evenness) < 1e-9 {
				got.Evenness = tt.want.Evenness
			}
			if got != tt.want {
				t.Errorf("of focus %v, first blocks %v: %+v, want %+v", tt.focus, tt.first, got, tt.want)
			}
		})
	}
}

package report

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// SwitchRate is how often the person switched category in an hour of being
// there, stays under LeastDwell aside; ok is false on a day with under an hour.
func (d Day) SwitchRate() (rate float64, ok bool) {
	seen := d.Presences[tracker.Active] + d.Presences[tracker.Passive]
	if seen < time.Hour {
		return 0, false
	}
	return float64(d.Switches) / seen.Hours(), true
}

// Multitasking is how the blocks of days of much switching compare to those of
// days of little.
type Multitasking struct {
	Median float64  `json:"median"` // switches an hour; days above it are High
	Low    Switched `json:"low"`
	High   Switched `json:"high"`
}

// Switched is days of like switching.
type Switched struct {
	Days      int     `json:"days"`
	Rate      float64 `json:"rate"`      // median of switches an hour
	Purity    int     `json:"purity"`    // percent, of all blocks together
	Completed int     `json:"completed"` // percent of blocks
	Blocks    int     `json:"blocks"`
}

// MultitaskingOf compares days that have blocks. ok is false where a side has
// fewer than HighDays.
func MultitaskingOf(days []Day) (m Multitasking, ok bool) {
	var rates []float64
	var usable []Day
	for _, d := range days {
		_, judged := PurityFigure(d)
		if rate, known := d.SwitchRate(); known && judged {
			rates, usable = append(rates, rate), append(usable, d)
		}
	}
	m.Median, ok = medianNumber(rates)
	if !ok {
		return m, false
	}
	var low, high []Day
	for i, d := range usable {
		if rates[i] > m.Median {
			high = append(high, d)
		} else {
			low = append(low, d)
		}
	}
	m.Low, m.High = switched(low), switched(high)
	return m, m.Low.Days >= HighDays && m.High.Days >= HighDays
}

func switched(days []Day) Switched {
	s := Switched{Days: len(days)}
	var rates []float64
	var p Purity
	completed := 0
	for _, d := range days {
		rate, _ := d.SwitchRate()
		rates = append(rates, rate)
		for _, b := range d.Blocks {
			if b.End.IsZero() {
				continue
			}
			s.Blocks++
			p.add(b.Purity)
			if b.Outcome == timer.Completed {
				completed++
			}
		}
	}
	s.Rate, _ = medianNumber(rates)
	share, _ := p.Share()
	s.Purity = int(100*share + 0.5)
	if s.Blocks > 0 {
		s.Completed = (100*completed + s.Blocks/2) / s.Blocks
	}
	return s
}

package report

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"focusd/tracker/category"
)

// Suggestion is what could be tried, and what speaks for it.
type Suggestion struct {
	Kind    string        `json:"kind"`    // waste, best_hours, interruption, length, unclassified
	Finding string        `json:"finding"` // with the numbers it rests on
	Advice  string        `json:"advice"`
	Stake   time.Duration `json:"stake"` // of a day, that it is about
}

const (
	mostSuggestions = 3
	leastStake      = 5 * time.Minute // of a day, for something to be worth saying
)

// Suggest is at most three suggestions, the greatest stake first; none where
// nothing speaks for one.
func Suggest(days []Day) []Suggestion {
	f := findings{days: days}
	for _, d := range days {
		if !d.First.IsZero() {
			f.known++
		}
	}
	if f.known == 0 {
		return nil
	}
	for _, found := range []func() (Suggestion, bool){f.waste, f.bestHours, f.interruption, f.length, f.unclassified} {
		if s, ok := found(); ok && s.Stake >= leastStake {
			f.all = append(f.all, s)
		}
	}
	slices.SortStableFunc(f.all, func(a, b Suggestion) int { return cmp.Compare(b.Stake, a.Stake) })
	return f.all[:min(mostSuggestions, len(f.all))]
}

// findings is what days say.
type findings struct {
	days  []Day
	known int // days with any activity
	all   []Suggestion
}

func (f findings) perDay(d time.Duration) time.Duration { return d / time.Duration(f.known) }

func (f findings) waste() (s Suggestion, ok bool) {
	top := Top(f.days, category.Wastes, 1)
	if len(top) == 0 {
		return s, false
	}
	most, hour := time.Duration(0), 0
	for h, c := range f.wasted() {
		if c > most {
			most, hour = c, h
		}
	}
	a := top[0]
	return Suggestion{
		Kind: "waste",
		Finding: fmt.Sprintf("%s took %s in %s, %s a day. The hour from %d to %d saw most of what you wish were less: %s.",
			a.name(), spell(a.Time), count(f.known, "day"), spell(f.perDay(a.Time)), hour, (hour+1)%24, spell(most)),
		Advice: "Give it a place of its own in the day, and something else to that hour.",
		Stake:  f.perDay(a.Time),
	}, true
}

func (f findings) wasted() (hours [24]time.Duration) {
	for _, d := range f.days {
		for i, h := range d.Hours {
			hours[i] += h.Wasted
		}
	}
	return hours
}

func (f findings) bestHours() (s Suggestion, ok bool) {
	best := BestOf(f.days)
	if !best.Measured || best.Percent >= 90 {
		return s, false
	}
	p := ProfileOf(f.days)
	var room time.Duration
	for _, hour := range best.Hours {
		room += (p[hour].Observed - p[hour].Good) / time.Duration(p[hour].Days)
	}
	return Suggestion{
		Kind: "best_hours",
		Finding: fmt.Sprintf("%s are your best hours: %d %% of that time earned or was in a block, on %s. %s of it a day still went elsewhere.",
			clockHours(best.Hours), best.Percent, count(best.Days, "day"), spell(room)),
		Advice: "Put the work that needs most thought there, before anything else.",
		Stake:  room,
	}, true
}

func (f findings) interruption() (s Suggestion, ok bool) {
	top := Culprits(f.days, 1)
	if len(top) == 0 || top[0].App == "" || top[0].Times < 3 {
		return s, false
	}
	c := top[0]
	return Suggestion{
		Kind: "interruption",
		Finding: fmt.Sprintf("%s took the front %d times before your attention broke in a block. The way back took %s as a rule, %s in all.",
			c.App, c.Times, spell(c.Median), spell(c.Cost)),
		Advice: "Keep it closed, or silent, while a block runs.",
		Stake:  f.perDay(c.Cost),
	}, true
}

func (f findings) length() (s Suggestion, ok bool) {
	fit, ok := FitOf(f.days, AnyDepth, -1)
	if !ok || fit.AtLeast {
		return s, false
	}
	var planned []time.Duration
	var drift time.Duration
	for _, d := range f.days {
		for _, b := range d.Blocks {
			drift += b.Purity.Drift
			if b.Planned > 0 {
				planned = append(planned, b.Planned)
			}
		}
	}
	usual, ok := medianTime(planned)
	if !ok || usual <= fit.Length {
		return s, false
	}
	return Suggestion{
		Kind: "length",
		Finding: fmt.Sprintf("Distraction set in within %s in half of %s, planned for %s; it took %s of them.",
			spell(fit.Median), count(fit.Blocks, "block"), spell(usual), spell(drift)),
		Advice: fmt.Sprintf("Try blocks of %s.", spell(fit.Length)),
		Stake:  f.perDay(drift),
	}, true
}

func (f findings) unclassified() (s Suggestion, ok bool) {
	var c Classes
	for _, d := range f.days {
		c.add(d.Classes)
	}
	unknown := c[category.Unclassified]
	if share := percent(unknown, c.Sum()); share < 20 {
		return s, false
	}
	most := Top(f.days, category.Unclassified, 1)[0]
	return Suggestion{
		Kind: "unclassified",
		Finding: fmt.Sprintf("%s of %s have no class, so nobody knows what they were worth. %s is %s of it.",
			spell(unknown), spell(c.Sum()), most.name(), spell(most.Time)),
		Advice: "Say once what it is, with a rule: it counts for the days that were, too.",
		Stake:  f.perDay(unknown),
	}, true
}

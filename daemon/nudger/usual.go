package nudger

import (
	"slices"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// usual is what a day such as today has, as far as the last weeks say. It is
// learned once a day: the days before it do not change any more.
type usual struct {
	day    tracker.Day // that it is for; zero: not learned yet
	focus  []time.Duration
	active time.Duration // the median; 0: nobody knows
}

// usualDays is how many days back are looked at: comparable ones are workdays
// for a workday, and weekends for a weekend.
const usualDays = 28

// learn reads what there is of the days before today.
func (u *usual) learn(st engine.Store, w agenda.When) error {
	today := w.Today()
	if u.day == today {
		return nil
	}
	next := usual{day: today}
	var active []time.Duration
	for i := usualDays; i > 0; i-- {
		day := today.Add(-i)
		if weekend(day) != weekend(today) {
			continue
		}
		focus, there, err := worked(st, day, w.Calendar)
		if err != nil {
			return err
		}
		if there > 0 {
			next.focus, active = append(next.focus, focus), append(active, there)
		}
	}
	if slices.Sort(active); len(active) > 0 {
		next.active = active[len(active)/2]
	}
	*u = next
	return nil
}

// worked is the focus of the blocks that began on a day, and how long somebody
// was there.
func worked(st engine.Store, day tracker.Day, c tracker.Calendar) (focus, there time.Duration, err error) {
	from, to := c.Bounds(day)
	for b, err := range st.Blocks(from, to) {
		if err != nil {
			return 0, 0, err
		}
		focus += b.Focus(b.Ended)
	}
	sum, err := st.Totals(from, to, nil)
	return focus, sum.Presences[tracker.Active] + sum.Presences[tracker.Passive], err
}

// capacity is what can still be done today by somebody who was active for so
// long.
func (u usual) capacity(active time.Duration) time.Duration {
	left := 1.0
	if u.active > 0 {
		left = 1 - float64(active)/float64(u.active)
	}
	return agenda.Capacity(u.focus, left)
}

func weekend(d tracker.Day) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

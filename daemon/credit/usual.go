package credit

import (
	"fmt"
	"runtime/debug"
	"time"

	"focusd/daemon/report"
	"focusd/daemon/rules"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// lesson is when something was learned, and by which rules.
type lesson struct {
	day   tracker.Day
	rules *rules.Edition
}

// Usual is what the days before today came to, as far as that was learned. It
// takes no time, and is not to be changed.
func (t *Teller) Usual() agenda.Usual {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.usual
}

// Learn reads what the days before today came to: once a day, and once more when
// there are other rules. It takes milliseconds for each day that it has not read
// yet.
func (t *Teller) Learn(w agenda.When) error {
	e, err := t.Rules.Now()
	if err != nil {
		return err
	}
	next := lesson{w.Today(), e}
	t.mu.Lock()
	last := t.learned
	t.mu.Unlock()
	if last == next {
		return nil
	}
	days, err := t.Days(w.Today().Add(-lookBack), w.Today().Add(-1), w)
	if err != nil {
		return fmt.Errorf("learn what is usual: %w", err)
	}
	usual := usualOf(days)
	t.mu.Lock()
	t.usual, t.learned = usual, next
	t.mu.Unlock()
	if last.rules != e {
		debug.FreeOSMemory() // weeks of the log were read, of which little is kept
	}
	return nil
}

// usualOf is what is usual by days.
func usualOf(days []report.Day) agenda.Usual {
	u := agenda.Usual{Best: report.BestOf(days).Hours}
	for _, d := range days {
		active := d.Presences[tracker.Active] + d.Presences[tracker.Passive]
		if d.Off || active+d.Capacity == 0 {
			continue
		}
		u.Days = append(u.Days, agenda.UsualDay{Day: d.Date, Focus: d.Capacity, Active: active, Switches: d.Switches})
	}
	return u
}

const (
	mostlyActive = 0.75 // of a stretch; the end of it may not have been committed yet
	fewSwitches  = 5    // are no restlessness, whatever is usual
)

// Switching is how often in an hour the person went from one category to another
// during the last of their activity, of that length. It is 0 where they were
// away for some of it, or went but a few times.
func (t *Teller) Switching(length time.Duration, now time.Time) (float64, error) {
	j, err := t.judge()
	if err != nil {
		return 0, err
	}
	f := report.Facts{From: now.Add(-length), To: now, Now: now}
	if err := t.fill(&f); err != nil {
		return 0, err
	}
	sum := j.Sum(f)
	active := sum.Presences[tracker.Active] + sum.Presences[tracker.Passive]
	if sum.Switches <= fewSwitches || float64(active) < mostlyActive*float64(length) {
		return 0, nil
	}
	return float64(sum.Switches) / active.Hours(), nil
}

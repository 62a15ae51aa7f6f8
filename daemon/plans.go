package daemon

import (
	"cmp"
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	book "focusd/daemon/agenda"
	"focusd/daemon/engine"
	"focusd/daemon/metrics"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

const (
	// mostPlans is how many habits, time blocks and goals are shown in metrics.
	mostPlans = 10
	// betweenPlans is how long at least two looks at the agenda are apart: while
	// somebody works it changes all the time.
	betweenPlans = 10 * time.Second
)

// errNoPlans is the answer before the agenda was looked at for the first time.
var errNoPlans = errors.New("the agenda was not read yet")

// plans are the figures of the agenda. They are made when it has changed or a day
// has begun, and never by who asks for them.
type plans struct {
	seen   atomic.Pointer[seenPlans] // nil: not yet
	wanted atomic.Bool               // somebody has asked; before that, weeks of the log are not read
	asked  chan struct{}             // closed by the first who asks
}

type seenPlans struct {
	agenda metrics.Agenda
	err    error
}

func newPlans() *plans { return &plans{asked: make(chan struct{})} }

func (p *plans) now() (metrics.Agenda, error) {
	if !p.wanted.Swap(true) {
		close(p.asked)
	}
	seen := p.seen.Load()
	if seen == nil {
		return metrics.Agenda{}, errNoPlans
	}
	return seen.agenda, seen.err
}

// pastDays are what the days from first to last came to.
type pastDays func(first, last tracker.Day, w agenda.When) ([]report.Day, error)

// look makes the figures anew.
func (p *plans) look(b *book.Book, past pastDays) {
	seen := new(seenPlans)
	var r regular
	seen.err = b.Look(func(a *agenda.Agenda, w agenda.When) (err error) {
		r = regularOf(a, w)
		seen.agenda, err = plansOf(a, w)
		return err
	})
	if seen.err == nil && p.wanted.Load() {
		seen.err = r.measure(&seen.agenda, past)
	}
	p.seen.Store(seen)
}

// follow looks at each change of the agenda, at the beginning of each logical day
// and when somebody asks for the first time, until ctx is done.
func (p *plans) follow(ctx context.Context, e *engine.Engine, b *book.Book, past pastDays) {
	if e.Ping(ctx) != nil {
		return
	}
	snapshots, asked := e.WatchExceptWindows(ctx), p.asked
	for {
		changed, day := b.Changed(), e.Snapshot().Day.Day
		p.look(b, past)
		if p.wanted.Load() && asked != nil {
			asked = nil
			debug.FreeOSMemory() // weeks of the log were read, of which little is kept
		}
		select { // whatever changes meanwhile is seen afterwards
		case <-time.After(betweenPlans):
		case <-asked:
		case <-ctx.Done():
			return
		}
		if !awaitChange(changed, asked, snapshots, day) {
			return
		}
	}
}

// awaitChange waits until the agenda has changed, another day than day goes on, or
// somebody asks. It is false if nothing changes any more.
func awaitChange(changed, asked <-chan struct{}, snapshots <-chan *engine.Snapshot, day tracker.Day) bool {
	for {
		select {
		case <-changed:
			return true
		case <-asked:
			return true
		case s, ok := <-snapshots:
			if !ok || s.Day.Day != day {
				return ok
			}
		}
	}
}

// plan is a habit, a time block or a goal that goes on.
type plan struct {
	id, name string
	tell     func() (metrics.Goal, error)
}

// plansOf are the figures of a: of the oldest things in it, by name.
func plansOf(a *agenda.Agenda, w agenda.When) (metrics.Agenda, error) {
	var shown metrics.Agenda
	whole := a.Whole()
	for _, t := range a.Tasks {
		if t.Micro() && !whole[t.ID] {
			shown.OpenMicro++
		} else {
			shown.Open++
		}
	}
	all := plansIn(a, w)
	slices.SortFunc(all, func(p, q plan) int { return cmp.Compare(p.id, q.id) })
	slugs := make(map[string]bool)
	for _, p := range all {
		slug := engine.Slug(p.name)
		if slugs[slug] || len(slugs) == mostPlans {
			continue
		}
		slugs[slug] = true
		g, err := p.tell()
		if err != nil {
			return metrics.Agenda{}, err
		}
		g.Name = p.name
		shown.Goals = append(shown.Goals, g)
	}
	return shown, nil
}

func plansIn(a *agenda.Agenda, w agenda.When) (all []plan) {
	if len(a.Habits)+len(a.TimeBlocks)+len(a.Goals) == 0 {
		return nil
	}
	day := w.Today()
	on := a.Look(day, agenda.Facts{}, w)
	goesOn := func(ended tracker.Day) bool { return ended == tracker.Day{} || day.Before(ended) }
	for _, h := range a.Habits {
		if goesOn(h.Ended) {
			all = append(all, plan{h.ID, h.Name, func() (metrics.Goal, error) {
				s, err := a.Story(h.ID, agenda.Facts{}, w)
				return habitPlan(s), err
			}})
		}
	}
	for _, b := range a.TimeBlocks {
		if goesOn(b.Ended) {
			all = append(all, plan{b.ID, b.Name, func() (metrics.Goal, error) { return blockPlan(b, on), nil }})
		}
	}
	for _, g := range on.Goals {
		if g.Period == agenda.Daily || g.Period == agenda.Weekly {
			all = append(all, plan{g.ID, g.Name, func() (metrics.Goal, error) { return goalPlan(g, on.Off), nil }})
		}
	}
	return all
}

// habitPlan is a habit on the last of its days, which is today.
func habitPlan(s agenda.Story) metrics.Goal {
	g := metrics.Goal{
		Period: "day", Habit: true, Quiet: s.Habit.Quiet, Strength: s.Firm(),
		Streak: s.Standing.Current, Best: s.Standing.Best, AtRisk: s.Standing.AtRisk, Freezes: s.Standing.Freezes.Held,
	}
	if len(s.Days) == 0 {
		return g
	}
	today := s.Days[len(s.Days)-1]
	g.Due = today.Code != streak.Rest && today.Code != streak.Excused
	g.Met = today.Code == streak.Done
	if s.Habit.AtMost {
		g.Met = today.Amount <= today.Target
	}
	units, week := s.Standing.Days, 7
	if s.Habit.PerWeek > 0 {
		units, week = s.Standing.Units, 1
		g.Period, g.Met = "week", units[len(units)-1] == streak.Done
	} else if s.Habit.Measure == agenda.Minutes {
		g.Target, g.Achieved = minutes(today.Target), minutes(today.Amount)
	}
	g.Consistency7, g.Consistency28 = kept(units, week), kept(units, 4*week)
	return g
}

// kept is the share that was done of the last n units without the present one;
// nil: none was due.
func kept(units []streak.Code, n int) *float64 {
	units = units[:len(units)-1]
	done, due := 0, 0
	for _, c := range units[max(len(units)-n, 0):] {
		if c.Eligible() {
			due++
		}
		if c == streak.Done {
			done++
		}
	}
	if due == 0 {
		return nil
	}
	share := float64(done) / float64(due)
	return &share
}

// blockPlan is a time block on a day for which it may not be planned.
func blockPlan(b agenda.TimeBlock, on agenda.Today) metrics.Goal {
	g := metrics.Goal{Period: "day", Target: minutes(b.Minutes(on.Day))}
	i := slices.IndexFunc(on.TimeBlocks, func(other agenda.BlockOn) bool { return other.ID == b.ID })
	if i >= 0 {
		today := on.TimeBlocks[i]
		g.Achieved, g.Met = minutes(today.Spent), today.State == agenda.StateDone
		g.Due = today.Planned && today.State != agenda.StateExcused
	}
	return g
}

func goalPlan(on agenda.GoalOn, off bool) metrics.Goal {
	g := metrics.Goal{Period: "week", Met: on.Reached, Due: true}
	if on.Period == agenda.Daily {
		g.Period, g.Due = "day", !off
	}
	if on.Unit == agenda.Minutes {
		g.Target, g.Achieved = minutes(on.Target), minutes(on.Did)
	}
	return g
}

func minutes(n float64) time.Duration { return time.Duration(max(n, 0) * float64(time.Minute)) }

package agenda

import (
	"cmp"
	"slices"
	"time"

	"focusd/tracker"
)

// Facts is what others know of a day. The zero Facts is a day of which nobody
// knows anything.
type Facts struct {
	Activities []Activity // what its time went to so far, each of them once
	Anchors    map[Anchor]time.Time
	Best       []int // the hours of the civil clock that are the best
	Seen       bool  // the tracker saw at least half of the usual active time
	Short      bool  // the day was shorter than 12 h, or skipped, because of travel

	Usual  Usual         // what such days come to
	Active time.Duration // that somebody was there so far; of a day to come 0
}

const (
	enoughOf    = 0.9 // of the minutes that are asked for: the time is measured, and nobody is to watch the clock
	onceMinutes = 5   // of tracked time are to have done something, where no amount is asked for
	mostProof   = 5   // activities that are kept as evidence
)

// BeginDay is the first activity of today: what is planned now is what the day
// is measured by. A day begins once.
func (a *Agenda) BeginDay(first time.Time, w When) Change {
	t := a.turn("begin day", w)
	d := t.diary()
	if !d.First.IsZero() {
		return Change{}
	}
	d.First = first.UTC()
	plan := a.planned(d)
	for _, ref := range d.Planned {
		if !slices.Contains(plan, ref) {
			plan = append(plan, ref)
		}
	}
	d.Planned = plan
	t.put(d.planSix())
	return t.change(d.Day.String())
}

// planned are the time blocks and habits that the day of d has. Neither a habit
// of so many times a week nor one with a limit is a plan for a day.
func (a *Agenda) planned(d Diary) (refs []Ref) {
	day := d.Day
	expected := func(ref Ref) bool { return !d.excuses(ref) && !a.away(ref, day) }
	for _, b := range a.timeBlocks(day) {
		if b.Days.Has(day.Weekday()) && expected(b.Ref()) {
			refs = append(refs, b.Ref())
		}
	}
	for _, h := range a.habits(day) {
		if h.eligible(day) && h.PerWeek == 0 && !h.AtMost && expected(h.Ref()) {
			refs = append(refs, h.Ref())
		}
	}
	return refs
}

// planSix has the first ranked tasks of a day be part of its plan.
func (d Diary) planSix() Diary {
	if slices.ContainsFunc(d.Planned, func(r Ref) bool { return r.Kind == KindTask }) {
		return d
	}
	d.Planned = slices.Clip(d.Planned)
	for _, id := range d.Six {
		d.Planned = append(d.Planned, Ref{KindTask, id})
	}
	return d
}

// Track ticks what the tracked time of today is enough for by now. It is an
// empty change nearly always. What the person took back stays so.
func (a *Agenda) Track(facts Facts, w When) Change {
	t := a.turn("track", w)
	d := t.diary()
	full := a.tracked(d, facts.Activities, w)
	changed := false
	for _, tick := range full.Ticks {
		if tick.By == ByPerson || !a.enough(tick, d.Day) || a.enough(d.automatic(tick.Of), d.Day) {
			continue
		}
		d = d.withTick(tick)
		changed = true
	}
	if !changed {
		return Change{}
	}
	t.put(d)
	return t.change(d.Day.String())
}

// EndDay writes down what is only known when a day is over: how much time there
// was for each thing, what it gave to goals, and whether the tracker saw enough
// of it to say so. To end a day again does no harm.
func (a *Agenda) EndDay(day tracker.Day, facts Facts, w When) Change {
	t := a.turn("end day", w)
	d := a.tracked(t.diaryAt(day), facts.Activities, w)
	d.Ended, d.Seen, d.Short = true, facts.Seen, facts.Short
	t.put(d)
	return t.change(day.String())
}

// mostUnended is how many days that nobody ended are looked for.
const mostUnended = 62

// Unended are the days before today that EndDay was not called for, the oldest
// first: since the last one that was ended, or since the first diary.
func (a *Agenda) Unended(w When) (days []tracker.Day) {
	for day := w.Today().Add(-1); len(days) < mostUnended; day = day.Add(-1) {
		if d, ok := a.Diaries[day]; ok && d.Ended || !a.anythingBefore(day.Add(1)) {
			break
		}
		days = append(days, day)
	}
	slices.Reverse(days)
	return days
}

func (a *Agenda) anythingBefore(day tracker.Day) bool {
	for other := range a.Diaries {
		if other.Before(day) {
			return true
		}
	}
	return false
}

// tracked is d with what the activities of its day come to, as the diary would
// have it if the day ended with them.
func (a *Agenda) tracked(d Diary, activities []Activity, w When) Diary {
	for _, b := range a.timeBlocks(d.Day) {
		d = d.seen(b.Ref(), counting(activities, b.matches()), w.Now)
	}
	for _, h := range a.habits(d.Day) {
		matches := counting(activities, h.matches())
		if h.Measure == Once && minutesOf(matches) < enoughOf*onceMinutes {
			continue
		}
		d = d.seen(h.Ref(), matches, w.Now)
	}
	if len(activities) > 0 || len(d.Sums) == 0 {
		d.Sums = a.given(d, activities, w)
	}
	return d
}

// seen is d with a tick for activities, if there are any, instead of the
// automatic one that it has. One that was taken back stays.
func (d Diary) seen(of Ref, activities []Activity, now time.Time) Diary {
	minutes := minutesOf(activities)
	before := d.automatic(of)
	if minutes == 0 || !before.Taken.IsZero() {
		return d
	}
	tick := Tick{Of: of, At: now.UTC(), Amount: minutes, By: ByEntry, Evidence: proof(activities)}
	if slices.ContainsFunc(activities, func(x Activity) bool { return x.Entry == "" }) {
		tick.By = ByTracker
	}
	if !before.At.IsZero() {
		tick.At, tick.Amount = before.At, max(minutes, before.Amount)
	}
	return d.withTick(tick)
}

// automatic is the tick of a thing that is not the person's, also if it was
// taken back; its zero At: there is none.
func (d Diary) automatic(of Ref) Tick {
	for _, t := range d.Ticks {
		if t.Of == of && t.By != ByPerson {
			return t
		}
	}
	return Tick{Of: of}
}

// withTick is d with an automatic tick instead of the one it has.
func (d Diary) withTick(tick Tick) Diary {
	d.Ticks = slices.DeleteFunc(slices.Clone(d.Ticks), func(t Tick) bool { return t.Of == tick.Of && t.By != ByPerson })
	d.Ticks = append(d.Ticks, tick)
	slices.SortStableFunc(d.Ticks, func(t, u Tick) int { return t.At.Compare(u.At) })
	return d
}

// proof is the activities that most of the time went to.
func proof(activities []Activity) []Activity {
	all := slices.Clone(activities)
	slices.SortStableFunc(all, func(x, y Activity) int { return cmp.Compare(y.Time, x.Time) })
	return slices.Clip(all[:min(len(all), mostProof)])
}

// enough tells whether an automatic tick is as much as is asked for. Of what has
// a limit nothing is ever enough.
func (a *Agenda) enough(t Tick, day tracker.Day) bool {
	if !t.Taken.IsZero() || t.At.IsZero() {
		return false
	}
	if b, ok := a.TimeBlocks[t.Of.ID]; ok && t.Of.Kind == KindTimeBlock {
		return t.Amount >= enoughOf*b.Minutes(day)
	}
	h, ok := a.Habits[t.Of.ID]
	return ok && t.Of.Kind == KindHabit && !h.AtMost && (h.Measure == Once || t.Amount >= enoughOf*h.Target(day))
}

package agenda

import (
	"slices"
	"time"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// State is how far something of a day is. Before the day is over nothing is
// missed.
type State string

const (
	StateOpen    State = "open"     // there is time for it
	StateDone    State = "done"     // as much as is asked for
	StatePartly  State = "partly"   // the day is over, and some of it was done
	StateNotDone State = "not_done" // the day is over; or a limit was passed
	StateExcused State = "excused"  // it is not expected
)

// Today is everything of a day that is shown of it.
type Today struct {
	Day   tracker.Day
	Begun time.Time // the first activity; zero: not yet
	Off   bool      // nothing at all is expected

	TimeBlocks []BlockOn // by rank: those planned for the day, and those done on it
	Next       string    // the ID of the time block to propose now; "": none is open
	Habits     []HabitOn // by rank: those that are eligible, and those done
	Goals      []GoalOn

	Active *Task  // that is being done; nil: none
	Six    []Task // ranked, open or done on the day
	One    string // the ID of the task that matters most; "": not said
	Asked  bool   // the question for it was put
	Tasks  []Task // on the list of today; see Listed
	Done   []Task // tasks and steps done on the day, in order of time

	Score   Score
	Perfect int // perfect days of the last 30, this one included
}

// BlockOn is a time block on a day.
type BlockOn struct {
	TimeBlock
	Asked   float64 // minutes
	Spent   float64 // minutes, tracked and said
	State   State
	Planned bool   // for the day; false: it was done all the same
	Fits    bool   // this is a good time for it
	Ticks   []Tick // of the day, also those taken back
	Week    Share  // of the days of the week for which it is planned
}

// HabitOn is a habit on a day, and what it has come to by then.
type HabitOn struct {
	Habit
	Asked    float64 // minutes or a count; 0 for Once
	Did      float64
	State    State
	Eligible bool   // asked for by its schedule; false: it was done all the same
	Due      bool   // open, its anchor was seen, and the week asks for more of it
	Ticks    []Tick // of the day, also those taken back

	Code     streak.Code
	Strength float64
	Streak   int // units done; of a quiet habit 0
	Best     int
	AtRisk   bool // the streak ends with the day if nothing is done; never of a quiet one
	Freezes  streak.Freezes
	Kick     streak.KickStart
	Lately   streak.Consistency
	Ramp     *RampOn // a change of the target to answer; nil: none
}

// Look is any day up to today, as it is seen now. Facts are of that day. The done
// list of a day further back than the ended tasks in memory is empty.
func (a *Agenda) Look(day tracker.Day, facts Facts, w When) Today {
	d := a.tracked(a.diary(day, w), facts.Activities, w)
	v := view{a: a, w: w, facts: facts, d: d, over: day.Before(w.Today()), past: a.past(day, d)}
	t := Today{
		Day: day, Begun: d.First, Off: a.away(Ref{}, day) || d.excuses(Ref{}), One: d.One, Asked: d.Asked,
		TimeBlocks: v.timeBlocks(), Habits: v.habits(), Goals: v.goals(), Six: a.rankedOf(d),
		Done: a.DoneOn(day, w.Calendar), Score: a.score(d), Perfect: v.past.perfect(lately),
	}
	t.Next = next(t.TimeBlocks)
	if !v.over {
		t.Tasks = a.Listed(w)
		if active, ok := a.Active(); ok {
			t.Active = &active
		}
	}
	return t
}

// view is a day while it is looked at.
type view struct {
	a     *Agenda
	w     When
	facts Facts
	d     Diary // with what was tracked until now
	over  bool
	past  *past
}

func (v view) timeBlocks() (all []BlockOn) {
	for _, b := range v.a.timeBlocks(v.d.Day) {
		e := v.past.today(b.Ref(), v.d)
		on := BlockOn{TimeBlock: b, Asked: b.Minutes(v.d.Day), Planned: b.Days.Has(v.d.Day.Weekday()), Ticks: v.ticks(b.Ref())}
		if !on.Planned && e.amount == 0 && !e.done {
			continue
		}
		on.Spent = e.full(Minutes, on.Asked)
		on.State = v.state(e, e.met(Minutes, on.Asked))
		on.Fits = on.State == StateOpen && v.fits(b)
		on.Week = v.week(b)
		all = append(all, on)
	}
	return all
}

// today is what became of a thing on the last day of p.
func (p *past) today(ref Ref, d Diary) deed {
	e := d.deed(ref)
	e.excused = e.excused || p.a.away(ref, d.Day)
	return e
}

// ticks are those of ref, the automatic one only if it was enough or taken back:
// before that it is only time.
func (v view) ticks(ref Ref) (all []Tick) {
	for _, t := range v.d.Ticks {
		if t.Of == ref && (t.By == ByPerson || !t.Taken.IsZero() || v.a.enough(t, v.d.Day)) {
			all = append(all, t)
		}
	}
	return all
}

func (v view) state(e deed, met bool) State {
	switch {
	case met:
		return StateDone
	case e.excused:
		return StateExcused
	case !v.over:
		return StateOpen
	case e.amount > 0:
		return StatePartly
	}
	return StateNotDone
}

// week counts the days of the week that b is planned for, and those on which it
// was done.
func (v view) week(b TimeBlock) (s Share) {
	monday := mondayOf(v.d.Day)
	var deeds [7]deed
	for n, e := range v.past.each(key{of: b.Ref()}) {
		if i := n - number(monday); i >= 0 && i < len(deeds) {
			deeds[i] = e
		}
	}
	for i, e := range deeds {
		day := monday.Add(i)
		expected := b.Days.Has(day.Weekday()) && alive(b.Made, b.Ended, day) && !v.excused(b.Ref(), day, e)
		if done := e.met(Minutes, b.Minutes(day)); done {
			s.Done++
			s.Planned++
		} else if expected {
			s.Planned++
		}
	}
	return s
}

// excused tells whether ref was taken out of a day: by itself, with the whole
// day, or by a vacation.
func (v view) excused(ref Ref, day tracker.Day, e deed) bool {
	i := number(day) - v.past.first
	all := i >= 0 && i < len(v.past.moods) && v.past.moods[i]&wasExcused != 0
	return e.excused || all || v.a.away(ref, day)
}

// mondayOf is the first day of the week of d.
func mondayOf(d tracker.Day) tracker.Day {
	return d.Add(-(int(d.Weekday()) - int(weekStarts) + 7) % 7)
}

func (v view) habits() (all []HabitOn) {
	today := number(v.w.Today())
	for _, h := range v.a.habits(v.d.Day) {
		e := v.past.today(h.Ref(), v.d)
		on := HabitOn{Habit: h, Asked: h.Target(v.d.Day), Eligible: h.eligible(v.d.Day), Ticks: v.ticks(h.Ref())}
		if !on.Eligible && e.amount == 0 && !e.done {
			continue
		}
		on.Did = e.full(h.Measure, on.Asked)
		on.State = v.habitState(h, e, on.Asked)
		b := v.past.brief(h, today)
		on.tell(b)
		on.Due = on.Eligible && on.State == StateOpen && !h.AtMost && !b.enough && v.anchored(h.Anchor)
		all = append(all, on)
	}
	return all
}

func (v view) habitState(h Habit, e deed, asked float64) State {
	if !h.AtMost {
		return v.state(e, e.met(h.Measure, asked))
	}
	switch {
	case e.excused:
		return StateExcused
	case e.amount > asked:
		return StateNotDone
	case v.over:
		return StateDone
	}
	return StateOpen
}

// anchored tells whether the happening that a habit is tied to was seen.
func (v view) anchored(anchor Anchor) bool {
	at, ok := v.facts.Anchors[anchor]
	return anchor == "" || ok && !at.After(v.w.Now)
}

// tell has the habit show what it has come to.
func (on *HabitOn) tell(b brief) {
	on.Code, on.Strength, on.Kick, on.Lately, on.Ramp = b.code, b.strength, b.kick, b.lately, b.ramp
	if s := b.standing; !on.Quiet {
		on.Streak, on.Best, on.AtRisk, on.Freezes = s.Current, s.Best, s.AtRisk, s.Freezes
	}
}

// rankedOf are the six of a day, as far as they are open or were done lately.
func (a *Agenda) rankedOf(d Diary) (tasks []Task) {
	for _, id := range d.Six {
		if t, ok := a.Tasks[id]; ok {
			tasks = append(tasks, t)
		} else if t, ok := a.ended(id); ok {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// perfect counts the perfect days of the last n.
func (p *past) perfect(n int) (days int) {
	for _, m := range p.moods[max(len(p.moods)-n, 0):] {
		if m&wasPerfect != 0 {
			days++
		}
	}
	return days
}

// fits tells whether now is in the window of b, or, if it needs a long stretch,
// in the best hours. Where they are not known they are the first two of the day.
func (v view) fits(b TimeBlock) bool {
	clock := v.clock()
	switch {
	case b.Window != nil && b.Window.First > 0:
		return v.since() < b.Window.First
	case b.Window != nil:
		return b.Window.has(clock)
	case b.Deep && len(v.facts.Best) > 0:
		return slices.Contains(v.facts.Best, int(clock/time.Hour))
	case b.Deep:
		return v.since() < 2*time.Hour
	}
	return true
}

// since is how long the day has gone on.
func (v view) since() time.Duration {
	if v.d.First.IsZero() {
		return 0
	}
	return v.w.Now.Sub(v.d.First)
}

// clock is what the clock on the wall shows, since midnight.
func (v view) clock() time.Duration {
	local := v.w.Now.In(v.w.location())
	return time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute + time.Duration(local.Second())*time.Second
}

func (win Window) has(clock time.Duration) bool {
	if win.From < win.To {
		return clock >= win.From && clock < win.To
	}
	return clock >= win.From || clock < win.To
}

// next is the time block to propose: of those open one for which this is a good
// time, what needs a long stretch first.
func next(all []BlockOn) string {
	best, id := -1, ""
	for _, b := range all {
		if b.State != StateOpen {
			continue
		}
		worth := 0
		if b.Fits {
			worth = 1
			if b.Deep {
				worth++
			}
		}
		if worth > best {
			best, id = worth, b.ID
		}
	}
	return id
}

// Open is the time that is still asked for: of time blocks, and of habits that
// are due; and how many time blocks there are.
func (t Today) Open() (timeBlocks, habits time.Duration, planned int) {
	for _, b := range t.TimeBlocks {
		if b.Planned && b.State != StateExcused {
			planned++
		}
		if b.State == StateOpen {
			timeBlocks += inMinutes(b.Asked - b.Spent)
		}
	}
	for _, h := range t.Habits {
		if h.Due {
			habits += h.cost()
		}
	}
	return timeBlocks, habits, planned
}

// Offers are the habits that are due, for a Gap.
func (t Today) Offers() (all []Offer) {
	for _, h := range t.Habits {
		if h.Due {
			all = append(all, Offer{Of: h.Ref(), Title: h.Name, Cost: h.cost(), Goal: h.Goal != ""})
		}
	}
	return all
}

// cost is how long what is left of a habit takes: its minutes, or one burst.
func (h HabitOn) cost() time.Duration {
	if h.Measure == Minutes {
		return inMinutes(h.Asked - h.Did)
	}
	if h.Burst > 0 {
		return inMinutes(float64(h.Burst))
	}
	return inMinutes(onceMinutes)
}

func inMinutes(n float64) time.Duration { return time.Duration(max(n, 0) * float64(time.Minute)) }

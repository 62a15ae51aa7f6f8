package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

const (
	capacityUnknown = 240 * time.Minute // before five comparable days are known
	capacityNeeds   = 5
	capacityOf      = 14   // days
	hysteresis      = 0.1  // of the ratio
	listEnough      = 10   // micro-tasks on the list of a day
	blocksEnough    = 5    // time blocks planned on a day
	loadSettled     = 1.00 // of the ratio: what proposals aim for
)

// Level is how full a day is.
type Level uint8

const (
	LoadFits   Level = iota // up to 0.85 of the capacity
	LoadFull                // up to 1.0
	LoadOver                // up to 1.25
	LoadSevere              // above
)

// above are the ratios above which a level begins.
func (l Level) above() float64 { return [...]float64{0, 0.85, 1, 1.25}[l] }

func (l Level) String() string {
	return [...]string{"fits", "full", "over", "severe"}[min(l, LoadSevere)]
}

// Load is what today asks for, and what can be done in it.
type Load struct {
	Tasks      time.Duration // as long as they will take the person
	TimeBlocks time.Duration // the minutes of today's that are open
	Habits     time.Duration // the minutes of those due
	Capacity   time.Duration
	Ratio      float64
	Level      Level
}

// Capacity is how much can still be done today: the median of the focus time of
// comparable days, the latest 14 of them, as far as the usual active day is left
// (1: all of it). Comparable are days of the same class, workday or weekend,
// without vacation. Under five say nothing, and four hours are taken.
func Capacity(comparable []time.Duration, left float64) time.Duration {
	usual := capacityUnknown
	if n := len(comparable); n >= capacityNeeds {
		usual = median(comparable[max(n-capacityOf, 0):])
	}
	return time.Duration(float64(usual) * min(max(left, 0), 1))
}

// Load compares what is on today's list, and the minutes of time blocks and
// habits, with the capacity. before is the level that was shown last; it is left
// for a lower one only when the ratio is well under its bound, so that one task
// more or less does not flap.
func (a *Agenda) Load(timeBlocks, habits, capacity time.Duration, f Factors, before Level, w When) Load {
	l := Load{TimeBlocks: timeBlocks, Habits: habits, Capacity: capacity}
	for _, t := range a.Listed(w) {
		l.Tasks += a.cost(t, f)
	}
	l.Ratio = l.ratio()
	l.Level = level(l.Ratio, before)
	return l
}

// ratio counts an evening without any capacity left as one minute.
func (l Load) ratio() float64 {
	return float64(l.Tasks+l.TimeBlocks+l.Habits) / float64(max(l.Capacity, time.Minute))
}

func level(ratio float64, before Level) Level {
	for l := LoadSevere; l > LoadFits; l-- {
		if ratio > l.above() || l <= before && ratio > l.above()-hysteresis {
			return l
		}
	}
	return LoadFits
}

// cost is how long a task will take the person: its open steps, if it has some.
func (a *Agenda) cost(t Task, f Factors) (cost time.Duration) {
	open := 0
	for _, s := range a.Steps(t.ID) {
		if s.Outcome == Open {
			cost += f.Cost(within(s, t))
			open++
		}
	}
	if open == 0 {
		return f.Cost(t)
	}
	return cost
}

// Remedy is what to do with a task on a day that is too full.
type Remedy string

const (
	Tomorrow Remedy = "tomorrow" // Later
	Someday  Remedy = "someday"  // NotToday
	SplitIt  Remedy = "split"    // Split
	DropIt   Remedy = "drop"     // Drop
)

// Proposal is one thing to do about a load. Nothing is done by itself.
type Proposal struct {
	Task   string // its ID
	Title  string
	Remedy Remedy
	Saves  time.Duration // of today
}

// Proposals are what would make l fit, the least important first; none if it
// does.
func (a *Agenda) Proposals(l Load, f Factors, w When) []Proposal {
	var all []Proposal
	list, deadline := a.Listed(w), w.deadlines()
	worth := func(t Task) float64 { return t.value(w.Now, deadline(t)) }
	slices.SortFunc(list, func(t, u Task) int {
		return cmp.Or(cmp.Compare(u.Quadrant(), t.Quadrant()), cmp.Compare(worth(t), worth(u)), cmp.Compare(t.ID, u.ID))
	})
	for _, t := range list {
		if l.ratio() <= loadSettled {
			return all
		}
		remedy, ok := a.remedy(t, f, w)
		if !ok {
			continue
		}
		p := Proposal{Task: t.ID, Title: t.Title, Remedy: remedy, Saves: a.cost(t, f)}
		if remedy == SplitIt {
			p.Saves /= 2 // a part of it has to be done today
		}
		l.Tasks -= p.Saves
		all = append(all, p)
	}
	return all
}

// remedy is none for what has to be done today and is short.
func (a *Agenda) remedy(t Task, f Factors, w When) (Remedy, bool) {
	_, stepped := a.currentSteps()[t.ID]
	due, dated := w.Deadline(t)
	_, end := w.Calendar.Bounds(w.Today())
	switch {
	case dated && !due.After(end):
		return SplitIt, !stepped && f.Cost(t) > micro
	case t.Quadrant() == Neither && t.Passed >= avoidedAfter:
		return DropIt, true
	case t.Quadrant() == Neither && !dated:
		return Someday, true
	}
	return Tomorrow, true
}

// Notice is something to say to the person once.
type Notice struct {
	Kind  NoticeKind
	Task  string // ID, of NoticeSplit
	Title string
	Count int // tasks or time blocks, and how many are enough
	Most  int
	Level Level // of NoticeLoad
}

// NoticeKind is what a notice is about; all but NoticeSplit are given once a
// day.
type NoticeKind string

const (
	NoticeLoad       NoticeKind = "load"
	NoticeTasks      NoticeKind = "tasks"
	NoticeTimeBlocks NoticeKind = "time_blocks"
	NoticeSplit      NoticeKind = "split"
)

// String is the notice as a sentence.
func (n Notice) String() string {
	switch n.Kind {
	case NoticeLoad:
		return fmt.Sprintf("today is too full (%s): put something off", n.Level)
	case NoticeTasks:
		return fmt.Sprintf("%d tasks are on today's list, and %d are enough: put some off", n.Count, n.Most)
	case NoticeTimeBlocks:
		return fmt.Sprintf("%d time blocks are planned for today, and %d are enough: leave one out", n.Count, n.Most)
	}
	return fmt.Sprintf("%q takes more than %s: split it into steps", n.Title, length(micro))
}

// Notices are those to be given now, and the change that remembers that they
// were. planned is how many time blocks today has.
func (a *Agenda) Notices(l Load, planned int, w When) ([]Notice, Change) {
	t := a.turn("notice", w)
	var given []Notice
	d := t.diary()
	for _, n := range a.crowded(l, planned, w) {
		if !slices.Contains(d.Notices, string(n.Kind)) {
			given = append(given, n)
			d.Notices = append(slices.Clip(d.Notices), string(n.Kind))
			t.put(d)
		}
	}
	for _, task := range a.tooLong(w) {
		given = append(given, Notice{Kind: NoticeSplit, Task: task.ID, Title: task.Title})
		task.Noticed = true
		t.put(task)
	}
	return given, t.change("")
}

// crowded is what there is too much of today.
func (a *Agenda) crowded(l Load, planned int, w When) []Notice {
	var all []Notice
	if l.Level >= LoadOver {
		all = append(all, Notice{Kind: NoticeLoad, Level: l.Level})
	}
	enough := max(listEnough, 2*a.usuallyDone(w))
	if n := len(a.Listed(w)); n > enough {
		all = append(all, Notice{Kind: NoticeTasks, Count: n, Most: enough})
	}
	if planned > blocksEnough {
		all = append(all, Notice{Kind: NoticeTimeBlocks, Count: planned, Most: blocksEnough})
	}
	return all
}

// usuallyDone is the median of the tasks done on a day on which some were,
// before today.
func (a *Agenda) usuallyDone(w When) int {
	counts := make(map[string]int)
	for _, t := range a.Ended {
		if day := w.Calendar.Day(t.Ended); t.Outcome == Done && day.Before(w.Today()) {
			counts[day.String()]++
		}
	}
	return median(sorted(counts))
}

// tooLong are the tasks of today's list that are worth splitting and of which
// nobody was told.
func (a *Agenda) tooLong(w When) []Task {
	current := a.currentSteps()
	return slices.DeleteFunc(a.Listed(w), func(t Task) bool {
		_, stepped := current[t.ID]
		return stepped || t.Noticed || t.Estimate <= micro
	})
}

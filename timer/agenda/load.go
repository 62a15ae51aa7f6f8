package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
)

const (
	capacityUnknown = 240 * time.Minute // before five comparable days are known
	capacityNeeds   = 5
	capacityOf      = 14   // days
	hysteresis      = 0.1  // of the ratio
	listEnough      = 10   // micro-tasks on the list of a day
	blocksEnough    = 5    // time blocks planned on a day
	switchedEnough  = 3    // changes of task in the middle of one, in an hour
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
	steps := a.openSteps()
	for _, t := range a.Listed(w) {
		l.Tasks += f.costOf(t, steps[t.ID])
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

// costOf is how long a task will take the person: its open steps, if it has some.
func (f Factors) costOf(t Task, steps []Task) (cost time.Duration) {
	if len(steps) == 0 {
		return f.Cost(t)
	}
	for _, s := range steps {
		cost += f.Cost(within(s, t))
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
	list, steps, deadline := a.Listed(w), a.openSteps(), w.deadlines()
	worth := func(t Task) points { return t.value(w.Now, deadline(t)) }
	slices.SortFunc(list, func(t, u Task) int {
		return cmp.Or(cmp.Compare(u.Quadrant(), t.Quadrant()), cmp.Compare(worth(t), worth(u)), cmp.Compare(t.ID, u.ID))
	})
	for _, t := range list {
		if l.ratio() <= loadSettled {
			return all
		}
		p := Proposal{Task: t.ID, Title: t.Title, Saves: f.costOf(t, steps[t.ID])}
		remedy, ok := w.remedy(t, p.Saves > micro && len(steps[t.ID]) == 0)
		if !ok {
			continue
		}
		p.Remedy = remedy
		if p.Remedy == SplitIt {
			p.Saves /= 2 // a part of it has to be done today
		}
		l.Tasks -= p.Saves
		all = append(all, p)
	}
	return all
}

// remedy is none for what has to be done today and cannot be split.
func (w When) remedy(t Task, divisible bool) (Remedy, bool) {
	dated := t.Due != tracker.Day{}
	switch {
	case dated && !w.Today().Before(t.Due):
		return SplitIt, divisible
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
	Count int // tasks, time blocks or changes of task, and how many are enough
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
	NoticeSwitched   NoticeKind = "switched"
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
	case NoticeSwitched:
		return fmt.Sprintf("another task was begun %d times in an hour in the middle of one: finish one first", n.Count)
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
	if n := a.switchedOften(w); n >= switchedEnough {
		all = append(all, Notice{Kind: NoticeSwitched, Count: n, Most: switchedEnough - 1})
	}
	return all
}

// switchedOften is how often in the last hour the person began another task in
// the middle of one, as far as it is kept.
func (a *Agenda) switchedOften(w When) (n int) {
	for _, at := range a.Diaries[w.Today()].Switched {
		if w.Now.Sub(at) <= time.Hour {
			n++
		}
	}
	return n
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
	steps := a.openSteps()
	return slices.DeleteFunc(a.Listed(w), func(t Task) bool { return !t.tooLong(steps) })
}

func (t Task) tooLong(steps map[string][]Task) bool {
	return t.Estimate > micro && !t.Noticed && len(steps[t.ID]) == 0
}

// ToSplit are the tasks that can be done now, on today's list or not, which are
// worth splitting and of which nobody was told: what to offer beside a pick, and
// after adding one.
func (a *Agenda) ToSplit(w When) []Task {
	steps, deadline := a.openSteps(), w.deadlines()
	var keys []listKey
	for t := range a.doable(w) {
		if t.Parent == "" && t.tooLong(steps) {
			keys = append(keys, listKey{0, t.Quadrant(), deadline(t), t.ID})
		}
	}
	return slices.Collect(a.inOrder(keys))
}

// SplitOffered remembers that the person was asked whether to split tasks.
func (a *Agenda) SplitOffered(ids []string, w When) Change {
	t := a.turn("offer to split", w)
	for _, id := range ids {
		if task, ok := a.Tasks[id]; ok && !task.Noticed {
			task.Noticed = true
			t.put(task)
		}
	}
	return t.change("")
}

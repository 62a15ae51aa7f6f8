package report

import (
	"fmt"
	"strings"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Win is something that got done on a day. Private: the text has what the
// person wrote.
type Win struct {
	Kind string        `json:"kind"` // perfect, tasks, first, blocks, goal, habit, focus, stretch, earns, said, breaks, there
	Text string        `json:"text"`
	Time time.Duration `json:"time,omitzero"`
	N    int           `json:"n,omitzero"`
}

// Done is what the agenda knows of a day.
type Done struct {
	Tasks  []string // in the order in which they were done
	Habits []KeptHabit
	Goals  []GoalTime
	Plan   []Promise
}

// KeptHabit is a habit that was done on the day.
type KeptHabit struct {
	Name   string
	Streak int // with this day; 0: not counted
}

// GoalTime is what a day gave to a goal.
type GoalTime struct {
	Name, Area string
	Time       time.Duration
	Count      int
}

// Promise is how much of what was planned got done, of one kind: "time blocks",
// "habits", "tasks".
type Promise struct {
	Kind    string `json:"kind"`
	Done    int    `json:"done"`
	Planned int    `json:"planned"`
}

// LeastPerfect is how many things a perfect day has at least.
const LeastPerfect = 3

// Perfect tells whether all that was planned got done, and it was enough to
// speak of.
func Perfect(plan []Promise) bool {
	planned := 0
	for _, p := range plan {
		planned += p.Planned
		if p.Done < p.Planned {
			return false
		}
	}
	return planned >= LeastPerfect
}

// leastStretch is from when on an undisturbed stretch is worth a word.
const leastStretch = 20 * time.Minute

// Wins is what got done on a day, the most telling first. It is empty only for a
// day of which not a second was tracked.
func Wins(d Day, done Done) []Win {
	w := wins{day: d, done: done}
	w.plan()
	w.blocks()
	w.goals()
	w.time()
	if len(w.all) == 0 {
		w.there()
	}
	return w.all
}

type wins struct {
	day  Day
	done Done
	all  []Win
}

func (w *wins) add(kind string, t time.Duration, n int, format string, args ...any) {
	w.all = append(w.all, Win{kind, fmt.Sprintf(format, args...), t, n})
}

func (w *wins) plan() {
	if Perfect(w.done.Plan) {
		w.add("perfect", 0, 0, "a perfect day: all that was planned is done")
	}
	if n := len(w.done.Tasks); n > 0 {
		w.add("tasks", 0, n, "%s done: %s", count(n, "task"), strings.Join(w.done.Tasks, ", "))
	}
}

func (w *wins) blocks() {
	if first, ok := w.day.FirstThing(); ok && first.Before {
		w.add("first", first.After, 0, "the one task came first, %s after you began", spell(first.After))
	}
	n := 0
	for _, b := range w.day.Blocks {
		if b.Outcome == timer.Completed && !b.End.IsZero() {
			n++
		}
	}
	switch {
	case n > 0:
		w.add("blocks", w.day.Focus, n, "%s completed, %s of focus", count(n, "block"), spell(w.day.Focus))
	case w.day.Focus > 0:
		w.add("focus", w.day.Focus, 0, "%s of focus", spell(w.day.Focus))
	}
}

func (w *wins) goals() {
	for _, g := range w.done.Goals {
		switch {
		case g.Time > 0:
			w.add("goal", g.Time, 0, "%s for %s", spell(g.Time), g.Name)
		case g.Count > 0:
			w.add("goal", 0, g.Count, "%s for %s", count(g.Count, "step"), g.Name)
		}
	}
	for _, h := range w.done.Habits {
		if h.Streak > 1 {
			w.add("habit", 0, h.Streak, "%s, for the %s time in a row", h.Name, ordinal(h.Streak))
			continue
		}
		w.add("habit", 0, h.Streak, "%s", h.Name)
	}
}

func (w *wins) time() {
	if t := w.day.Classes[category.Earns]; t >= time.Minute {
		w.add("earns", t, 0, "%s with what earns", spell(t))
	}
	if t := w.day.LongestWork.Duration(); t >= leastStretch {
		w.add("stretch", t, 0, "%s of work in one go, undisturbed", spell(t))
	}
	for _, a := range w.day.Activities {
		if a.App == "" && a.Text != "" && a.Class != category.Wastes {
			w.add("said", a.Time, 0, "%s, %s", a.Text, spell(a.Time))
		}
	}
	if b := w.day.Breaks; b.Taken+b.Natural > 0 && b.Skipped+b.CutShort == 0 {
		w.add("breaks", 0, b.Taken+b.Natural, "every break taken (%d)", b.Taken+b.Natural)
	}
}

// there is the least that can be said of a day.
func (w *wins) there() {
	if t := w.day.Classes.Sum(); t > 0 {
		w.add("there", t, 0, "%s seen as they were: that is where tomorrow can begin", spell(t))
		return
	}
	var tracked time.Duration
	for p, t := range w.day.Presences {
		if tracker.Presence(p) != tracker.Unobserved {
			tracked += t
		}
	}
	if tracked > 0 {
		w.add("there", tracked, 0, "%s away from the screen", spell(tracked))
	}
}

// ordinal is 2nd, 3rd, 11th.
func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprint(n) + suffix
}

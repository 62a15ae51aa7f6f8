package report

import (
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
)

// Exercise is the report of three days in which everything is accounted for.
// Private: it names apps, and what the person wrote.
type Exercise struct {
	Days     []ExerciseDay `json:"days"`
	Counting int           `json:"counting"` // days of enough coverage
	Another  bool          `json:"another"`  // one more day is offered: the days are over, and one did not count
	Coverage Coverage      `json:"coverage"`

	Classes    Classes    `json:"classes"`
	Earns      []Activity `json:"earns,omitempty"`  // the top of what earned
	Wastes     []Activity `json:"wastes,omitempty"` // and of what the person wishes were less
	Most       []Activity `json:"most,omitempty"`   // what most time went to, of any class
	Unresolved []Gap      `json:"unresolved,omitempty"`

	Profile     Profile       `json:"profile"`
	Best        Best          `json:"best"`
	Questions   int           `json:"questions"`
	Overhead    time.Duration `json:"overhead"` // that logging cost the person
	Suggestions []Suggestion  `json:"suggestions,omitempty"`
}

// ExerciseDay is one of the days.
type ExerciseDay struct {
	Date     tracker.Day `json:"date"`
	Coverage Coverage    `json:"coverage"`
	Percent  int         `json:"percent"` // accounted for; 0 where nobody was awake
	Counts   bool        `json:"counts"`  // it is enough
	Known    Classes     `json:"known"`
}

// topActivities is how many activities of a class are named.
const topActivities = 5

// ExerciseOf is the report of the days of the exercise, as far as they have
// been. Those that do not count are in the sums all the same: what is known of
// them is true.
func ExerciseOf(days []Day) Exercise {
	e := Exercise{Profile: ProfileOf(days), Best: BestOf(days)}
	for _, d := range days {
		p, _ := d.Coverage.Percent()
		day := ExerciseDay{d.Date, d.Coverage, p, d.Coverage.Enough(), d.Classes}
		if day.Counts {
			e.Counting++
		}
		e.Days = append(e.Days, day)
		e.Coverage.add(d.Coverage)
		e.Classes.add(d.Classes)
		e.Unresolved = append(e.Unresolved, d.Gaps...)
		e.Questions += d.Questions
		e.Overhead += d.Overhead
	}
	e.Another = len(days) >= ExerciseDays && e.Counting < ExerciseDays
	e.Earns = Top(days, category.Earns, topActivities)
	e.Wastes = Top(days, category.Wastes, topActivities)
	e.Most = merged(days)
	e.Most = e.Most[:min(topActivities, len(e.Most))]
	e.Suggestions = Suggest(days)
	return e
}

// Undecided tells whether the person has not said of any of the time that it
// earned, or was wasted. Nobody else can.
func (e Exercise) Undecided() bool {
	return e.Classes.Sum() > 0 && e.Classes[category.Earns]+e.Classes[category.Wastes] == 0
}

// Top is what most time of a class went to, at most n.
func Top(days []Day, class category.Class, n int) []Activity {
	all := slices.DeleteFunc(merged(days), func(a Activity) bool { return a.Class != class })
	return all[:min(n, len(all))]
}

// merged is the activities of all days, the most first.
func merged(days []Day) []Activity {
	var sum tally
	for _, d := range days {
		for _, a := range d.Activities {
			sum.merge(a)
		}
	}
	sortActivities(sum.all)
	return sum.all
}

// Progress is how far it is: "day 2 of 3, 91 % accounted for".
func (e Exercise) Progress() string {
	if len(e.Days) == 0 {
		return "not begun"
	}
	of := max(ExerciseDays, len(e.Days))
	p, ok := e.Coverage.Percent()
	if !ok {
		return fmt.Sprintf("day %d of %d", len(e.Days), of)
	}
	return fmt.Sprintf("day %d of %d, %d %% accounted for", len(e.Days), of, p)
}

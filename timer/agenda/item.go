package agenda

import (
	"time"

	"focusd/tracker"
)

// Kind is the sort of an item. Its string is part of the store and the
// protocol: kinds may be added, never renamed.
type Kind string

const (
	KindTask      Kind = "task"
	KindEnded     Kind = "task.ended" // tasks that are done or dropped, kept apart: there will be many
	KindTimeBlock Kind = "time_block"
	KindHabit     Kind = "habit"
	KindGoal      Kind = "goal"
	KindDiary     Kind = "diary"
	KindMonth     Kind = "diary.month" // diaries that are long over, in short
	KindVacation  Kind = "vacation"
	KindReward    Kind = "reward"
	KindTemplate  Kind = "template"
	KindExercise  Kind = "exercise"
)

// Ref names an item.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"` // a ULID; of a diary its date, 2026-11-22, of a month 2026-11; of an ended task its end and its ULID, so that they are in order of time
}

// Item is something that an agenda has. Items are values: nobody changes one
// that has been put.
type Item interface{ Ref() Ref }

func (t Task) Ref() Ref {
	if t.Outcome == Open {
		return Ref{KindTask, t.ID}
	}
	return Ref{KindEnded, EndedID(t.Ended, t.ID)}
}

// EndedID is the ID of a task that ended then. With an empty id it is above
// those of all that ended before, and not above those that ended then.
func EndedID(at time.Time, id string) string { return at.UTC().Format(endedLayout) + "-" + id }

// endedLayout sorts as the times do.
const endedLayout = "20060102T150405.000Z"

func (b TimeBlock) Ref() Ref { return Ref{KindTimeBlock, b.ID} }
func (h Habit) Ref() Ref     { return Ref{KindHabit, h.ID} }
func (g Goal) Ref() Ref      { return Ref{KindGoal, g.ID} }
func (d Diary) Ref() Ref     { return Ref{KindDiary, d.Day.String()} }
func (v Vacation) Ref() Ref  { return Ref{KindVacation, v.ID} }
func (r Reward) Ref() Ref    { return Ref{KindReward, r.ID} }
func (t Template) Ref() Ref  { return Ref{KindTemplate, t.ID} }
func (e Exercise) Ref() Ref  { return Ref{KindExercise, e.ID} }

// Change is what a command does: first the removals, then the puts. The zero
// Change does nothing.
type Change struct {
	Verb   string // the command, for undo to name: "add", "done", "tick"
	What   string // what it was done to, in the person's words
	Remove []Ref
	Put    []Item
}

// When is the instant of a command, and the calendar that says which logical
// day it belongs to.
type When struct {
	Now      time.Time
	Calendar tracker.Calendar
}

// Today is the logical day of w.
func (w When) Today() tracker.Day { return w.Calendar.Day(w.Now) }

package report

import (
	"fmt"
	"strings"
	"time"

	"focusd/tracker/category"
)

// Finding is what days say to one question, or how much is lacking until they
// do. What a Finding has beside Text depends on its kind.
type Finding struct {
	// Kind is best_hours, length, first_things, shift, breaks_help, hours_help,
	// switching or interruptions.
	Kind  string `json:"kind"`
	Known bool   `json:"known"`
	Text  string `json:"text"`          // a sentence without its full stop
	More  int    `json:"more,omitzero"` // where not Known: at least so many more
	Of    string `json:"of,omitzero"`   // of what: days, blocks

	Days     int           `json:"days,omitzero"`     // behind it
	Hours    []int         `json:"hours,omitempty"`   // best_hours: of the civil clock
	Length   time.Duration `json:"length,omitzero"`   // length: of a block; first_things: from first activity to the one task
	With     *Group        `json:"with,omitempty"`    // of an association, which is no cause
	Without  *Group        `json:"without,omitempty"` // likewise
	Culprits []Culprit     `json:"culprits,omitempty"`
}

// costliest is how many interruptions are named.
const costliest = 3

// Findings are what a week says, beside the one before it, and what the days
// behind both have to say: days are all of them that are over, in order.
func Findings(days, before, now []Day) []Finding {
	return []Finding{
		foundHours(days), foundLength(days), foundFirst(days), foundShift(before, now),
		foundHelp("breaks_help", "half of the breaks taken", "min of focus", days, BreaksKept, FocusFigure),
		foundHelp("hours_help", "deep work in the best hours", "% on task", days, BestOf(days).InBest, PurityFigure),
		foundSwitching(days), foundInterruptions(now),
	}
}

// lacking is a Finding that needs more, at least one.
func lacking(kind string, more int, of string) Finding {
	more = max(more, 1)
	noun, rest, _ := strings.Cut(of, " ")
	text := count(more, "more "+strings.TrimSuffix(noun, "s"))
	if rest != "" {
		text += " " + rest
	}
	return Finding{Kind: kind, More: more, Of: noun, Text: "not known yet: " + text}
}

func foundHours(days []Day) Finding {
	best := BestOf(days)
	if !best.Measured {
		return lacking("best_hours", ProfileDays-secondMost(ProfileOf(days)), "days")
	}
	return Finding{
		Kind: "best_hours", Known: true, Days: best.Days, Hours: best.Hours,
		Text: fmt.Sprintf("%s: %d %% of that time earned or was in a block, on %s", clockHours(best.Hours), best.Percent, count(best.Days, "day")),
	}
}

// secondMost is how many days are behind as many hours as are proposed, of those
// in which anything good was done.
func secondMost(p Profile) int {
	var first, second int
	for _, c := range p {
		switch {
		case c.Good == 0:
		case c.Days > first:
			first, second = c.Days, first
		case c.Days > second:
			second = c.Days
		}
	}
	return second
}

func foundLength(days []Day) Finding {
	fit, ok := FitOf(days, AnyDepth, -1)
	if !ok {
		return lacking("length", FitBlocks-fit.Blocks, "blocks")
	}
	why := fmt.Sprintf("distraction set in within %s in half of %s", spell(fit.Median), count(fit.Blocks, "block"))
	if fit.AtLeast {
		why = fmt.Sprintf("in most of %s no distraction set in, for %s and longer", count(fit.Blocks, "block"), spell(fit.Median))
	}
	return Finding{Kind: "length", Known: true, Length: fit.Length, Text: spell(fit.Length) + ": " + why}
}

func foundFirst(days []Day) Finding {
	first, ok := FirstThingsOf(days)
	if !ok {
		return lacking("first_things", FirstDays-first.Days, "days with a block completed on the one task")
	}
	text := fmt.Sprintf("the one task came first on %d of %s, in the middle %s after first activity", first.Before, count(first.Days, "day"), spell(first.Median))
	switch {
	case !first.Trend || first.Sooner.Abs() < time.Minute:
	case first.Sooner > 0:
		text += ", " + spell(first.Sooner) + " sooner than it was"
	default:
		text += ", " + spell(-first.Sooner) + " later than it was"
	}
	return Finding{Kind: "first_things", Known: true, Days: first.Days, Length: first.Median, Text: text}
}

// foundShift is where new time came from. What is over and has too few days will
// not get more of them.
func foundShift(before, now []Day) Finding {
	s, ok := Compare(before, now)
	switch {
	case ok:
		return Finding{Kind: "shift", Known: true, Days: s.After.Days, Text: s.Sentence()}
	case s.Before.Days < ShiftDays:
		return Finding{Kind: "shift", Text: fmt.Sprintf("not known: the time before has %s, and it takes %d", count(s.Before.Days, "day"), ShiftDays)}
	}
	return lacking("shift", ShiftDays-s.After.Days, "days")
}

// Sentence says what has grown and from what, in time of a day. Changes under a
// minute are none.
func (s Shift) Sentence() string {
	var more, less []string
	for _, c := range s.Classes {
		switch {
		case c.By >= time.Minute:
			more = append(more, className(c.Class)+" "+spell(c.By))
		case c.By <= -time.Minute:
			less = append(less, className(c.Class)+" "+spell(-c.By))
		}
	}
	if len(more) == 0 || len(less) == 0 {
		return "a day is divided as before"
	}
	return "more of a day for " + strings.Join(more, ", ") + "; it came from " + strings.Join(less, ", ")
}

func className(c category.Class) string {
	if c == category.Unclassified {
		return "what has no class"
	}
	return c.String()
}

// foundHelp is whether days with something are better days, by a figure of so
// many units.
func foundHelp(kind, what, unit string, days []Day, split func(Day) (bool, bool), figure func(Day) (float64, bool)) Finding {
	h, ok := Helps(days, split, figure)
	f := Finding{Kind: kind, Known: ok, With: &h.With, Without: &h.Without}
	if ok {
		f.Days, f.Text = h.With.Days+h.Without.Days, h.Sentence(what, unit)
		return f
	}
	with, without := max(HelpDays-h.With.Days, 0), max(HelpDays-h.Without.Days, 0)
	f.More, f.Of = with+without, "days"
	f.Text = "not known yet: " + more(with, without, what)
	return f
}

// more is so many more days with something, and so many without.
func more(with, without int, what string) string {
	switch {
	case without == 0:
		return count(with, "more day") + " with " + what
	case with == 0:
		return count(without, "more day") + " without " + what
	}
	return fmt.Sprintf("%s with %s, %d without", count(with, "more day"), what, without)
}

func foundSwitching(days []Day) Finding {
	m, ok := MultitaskingOf(days)
	if !ok {
		low, high := max(HighDays-m.Low.Days, 0), max(HighDays-m.High.Days, 0)
		return lacking("switching", low+high, "days with a block")
	}
	return Finding{
		Kind: "switching", Known: true, Days: m.Low.Days + m.High.Days,
		Text: fmt.Sprintf("days of more than %.0f switches an hour had %d %% on task and %d %% of blocks completed, the others %d %% and %d %%; which one leads to the other it does not say",
			m.Median, m.High.Purity, m.High.Completed, m.Low.Purity, m.Low.Completed),
	}
}

func foundInterruptions(days []Day) Finding {
	blocks := 0
	for _, d := range days {
		blocks += len(d.Blocks)
	}
	if blocks < FitBlocks {
		return lacking("interruptions", FitBlocks-blocks, "blocks")
	}
	top := Culprits(days, costliest)
	f := Finding{Kind: "interruptions", Known: true, Culprits: top, Text: fmt.Sprintf("none in %s", count(blocks, "block"))}
	var parts []string
	for _, c := range top {
		parts = append(parts, fmt.Sprintf("%s %s in %s", Activity{App: c.App}.name(), spell(c.Cost), count(c.Times, "time")))
	}
	if len(parts) > 0 {
		f.Text = strings.Join(parts, ", ") + ", until you were back"
	}
	return f
}

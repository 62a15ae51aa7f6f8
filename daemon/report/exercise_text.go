package report

import (
	"fmt"
	"strings"
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
)

// textWidth is how many characters a line of a report has at most.
const textWidth = 72

// Text is the report in plain text, to be read.
func (e Exercise) Text() string {
	var b strings.Builder
	if len(e.Days) == 0 {
		return "The exercise has not begun: there is nothing to report yet.\n"
	}
	first, last := e.Days[0].Date, e.Days[len(e.Days)-1].Date
	fmt.Fprintf(&b, "Where %s went\n%s\n", count(len(e.Days), "day"), period(first, last))
	e.writeCoverage(&b)
	e.writeClasses(&b)
	e.writeTop(&b)
	e.writeHours(&b)
	e.writeSuggestions(&b)
	b.WriteString("\n" + wrap(e.cost(), "", ""))
	return b.String()
}

// period is the days from first to last.
func period(first, last tracker.Day) string {
	if first == last {
		return dayName(first) + " " + fmt.Sprint(first.Year)
	}
	return dayName(first) + " to " + dayName(last) + " " + fmt.Sprint(last.Year)
}

func dayName(d tracker.Day) string { return noon(d).Format("Monday 2 January") }

func noon(d tracker.Day) time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

func (e Exercise) writeCoverage(b *strings.Builder) {
	b.WriteString("\naccounted for\n")
	for _, d := range e.Days {
		if d.Coverage.Waking <= 0 {
			fmt.Fprintf(b, "  %s  nothing is known of this day\n", pad(dayName(d.Date), 22))
			continue
		}
		short := ""
		if !d.Counts {
			short = fmt.Sprintf("  short of %d %%", EnoughCoverage)
		}
		fmt.Fprintf(b, "  %s  %s awake  %s %%%s\n", pad(dayName(d.Date), 22), padLeft(spell(d.Coverage.Waking), 7), padLeft(fmt.Sprint(d.Percent), 3), short)
	}
	if e.Another {
		b.WriteString(wrap(fmt.Sprintf("%s of %d counted. One more day would make the picture whole; so would saying what the gaps were.",
			count(e.Counting, "day"), len(e.Days)), "  ", "  "))
	}
	switch {
	case len(e.Unresolved) > 0:
		b.WriteString(e.unresolved())
	case e.Coverage.Waking > 0 && e.Counting >= ExerciseDays:
		fmt.Fprintf(b, "  %s of %d counted, and no gap is left unresolved.\n", count(e.Counting, "day"), len(e.Days))
	case e.Coverage.Waking > 0:
		b.WriteString("  No gap is left unresolved.\n")
	}
}

// unresolved is the gaps that are left.
func (e Exercise) unresolved() string {
	var whole time.Duration
	longest := e.Unresolved[0]
	for _, g := range e.Unresolved {
		whole += g.Duration()
		if g.Duration() > longest.Duration() {
			longest = g
		}
	}
	local := longest.Start.UTC().Add(time.Duration(longest.Offset) * time.Minute)
	return wrap(fmt.Sprintf("%s over %s, %s in all, left unresolved. The longest is %s, from %s to %s.",
		count(len(e.Unresolved), "gap"), spell(LeastGap), spell(whole), local.Format("Monday"), local.Format("15:04"), local.Add(longest.Duration()).Format("15:04")), "  ", "  ")
}

// barCells is how wide a bar is that is all of it.
const barCells = 32

func (e Exercise) writeClasses(b *strings.Builder) {
	b.WriteString("\nwhat it was worth\n")
	b.WriteString(classBars(e.Classes))
}

// classBars is a line for each class with time.
func classBars(c Classes) string {
	var b strings.Builder
	whole := c.Sum()
	for _, class := range classOrder() {
		if t := c[class]; t > 0 {
			fmt.Fprintf(&b, "  %s  %s %s %%  %s\n", pad(class.String(), 12), padLeft(spell(t), 8), padLeft(fmt.Sprint(percent(t, whole)), 3), bar(t, whole))
		}
	}
	if whole == 0 {
		return "  nothing is known\n"
	}
	return b.String()
}

// bar is part of whole; it is never nothing.
func bar(part, whole time.Duration) string {
	if n := int(barCells * part / whole); n > 0 {
		return strings.Repeat("█", n)
	}
	return "▏"
}

// writeTop is what earned, and what the person wishes were less.
func (e Exercise) writeTop(b *strings.Builder) {
	if e.Undecided() {
		writeActivities(b, "what took most", e.Most, e.Classes.Sum())
		b.WriteString(wrap("Which of it earns, and which you wish were less, only you can say. Say it of a category, and this report says it of these days.", "  ", "  "))
		return
	}
	writeActivities(b, "what earned most", e.Earns, e.Classes[category.Earns])
	writeActivities(b, "what you wish were less", e.Wastes, e.Classes[category.Wastes])
}

func writeActivities(b *strings.Builder, title string, all []Activity, of time.Duration) {
	if len(all) == 0 {
		return
	}
	b.WriteString("\n" + title + "\n")
	for _, a := range all {
		fmt.Fprintf(b, "  %s  %s %s %%\n", pad(a.name(), 36), padLeft(spell(a.Time), 8), padLeft(fmt.Sprint(percent(a.Time, of)), 3))
	}
}

func (e Exercise) writeHours(b *strings.Builder) {
	b.WriteString("\nthe hours: the higher, the more of it earned or was in a block\n  " + e.Profile.strip() + "\n  0     6     12    18\n")
	switch best := e.Best; {
	case best.Measured:
		b.WriteString(wrap(fmt.Sprintf("The best are %s: %d %% of that time earned or was in a block, on %s.",
			clockHours(best.Hours), best.Percent, count(best.Days, "day")), "  ", "  "))
	case len(best.Hours) > 0:
		b.WriteString(wrap(fmt.Sprintf("Which hours are best is not known yet. The first two of your day are a good guess: %s (%s).",
			clockHours(best.Hours), count(best.Days, "day")), "  ", "  "))
	default:
		b.WriteString("  Which hours are best is not known.\n")
	}
}

// strip is a character for each hour of the clock, as high as it was good; "?"
// for one that is not known.
func (p Profile) strip() string {
	levels := []rune("·▁▂▃▄▅▆▇█")
	var b strings.Builder
	for _, c := range p {
		share, ok := c.Share()
		switch {
		case !ok:
			b.WriteRune('?')
		case share == 0:
			b.WriteRune(levels[0])
		default:
			b.WriteRune(levels[1+min(7, int(8*share))])
		}
	}
	return b.String()
}

func (e Exercise) writeSuggestions(b *strings.Builder) {
	if len(e.Suggestions) == 0 {
		return
	}
	b.WriteString("\nwhat to try\n")
	for i, s := range e.Suggestions {
		b.WriteString(wrap(s.Finding, fmt.Sprintf("  %d  ", i+1), "     "))
		b.WriteString(wrap(s.Advice, "     ", "     "))
	}
}

// cost is what logging took of the person.
func (e Exercise) cost() string {
	switch {
	case e.Overhead == 0 && e.Questions == 0:
		return "Logging cost you no time."
	case e.Questions == 0:
		return fmt.Sprintf("Saying what the gaps were took you %s in all.", exact(e.Overhead))
	}
	return fmt.Sprintf("Logging asked you %s. Answering, and saying what the gaps were, took %s in all.", count(e.Questions, "question"), exact(e.Overhead))
}

// exact is a short length to the second: "1 min 20 s".
func exact(d time.Duration) string {
	if s := int(d/time.Second) % 60; d >= time.Minute && d < time.Hour && s > 0 {
		return fmt.Sprintf("%d min %d s", int(d/time.Minute), s)
	}
	return spell(d)
}

// wrap breaks a text into lines of at most textWidth characters, the first of
// which begins with first, and the others with next.
func wrap(text, first, next string) string {
	var b strings.Builder
	line, empty := first, true
	for _, word := range strings.Fields(text) {
		if !empty && len([]rune(line))+1+len([]rune(word)) > textWidth {
			b.WriteString(line + "\n")
			line, empty = next, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	return b.String() + line + "\n"
}

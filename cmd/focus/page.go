package main

import (
	"strings"
	"time"
)

// page is what text is laid out on.
type page struct {
	cells  int // width
	colour bool
	zone   *time.Location // that times are shown in
	lived  bool           // but rows of the log in that of where the person was then
	above  int            // numbered lines above a list: its numbers go on from them
}

// nth is the number of a line of a list.
func (p page) nth(i int) string { return itoa(p.above + i + 1) }

// below is the page for a list below another one of so many lines.
func (p page) below(lines int) page {
	p.above += lines
	return p
}

// where is the page for a row that was recorded at an offset from UTC, in
// minutes.
func (p page) where(offset int) page {
	if p.lived {
		p.zone = time.FixedZone("", offset*60)
	}
	return p
}

// colour is the number of an SGR sequence.
type colour string

const (
	plain   colour = ""
	bold    colour = "1"
	faint   colour = "2"
	red     colour = "31"
	green   colour = "32"
	yellow  colour = "33"
	magenta colour = "35"
	cyan    colour = "36"
)

// paint is s in a colour, or s where there is none.
func (p page) paint(c colour, s string) string {
	if !p.colour || c == plain || s == "" {
		return s
	}
	return "\x1b[" + string(c) + "m" + s + "\x1b[0m"
}

// clock is the time of day of t.
func (p page) clock(t time.Time) string { return t.In(p.zone).Format("15:04") }

// until is the time of day of t, with the weekday where that is another day.
func (p page) until(t, now time.Time) string {
	t, now = t.In(p.zone), now.In(p.zone)
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("Mon 15:04")
}

// bar is a line of n cells of which part of whole is filled. Something never
// looks like nothing, and nothing but all looks like all.
func (p page) bar(c colour, n int, part, whole time.Duration) string {
	full := 0
	if whole > 0 {
		full = int(int64(n) * int64(min(max(part, 0), whole)) / int64(whole))
	}
	if full == 0 && part > 0 && n > 0 {
		full = 1
	}
	rest := strings.Repeat("─", n-full)
	return p.paint(c, strings.Repeat("━", full)) + p.paint(faint, rest)
}

// columns are the widths of cells that stand under each other.
type columns []int

// measure finds the widths that rows need.
func measure(rows [][]string) columns {
	var c columns
	for _, row := range rows {
		for i, cell := range row {
			if i == len(c) {
				c = append(c, 0)
			}
			c[i] = max(c[i], cells(cell))
		}
	}
	return c
}

// line lays out one row, two spaces between its cells.
func (c columns) line(row []string) string {
	var b strings.Builder
	for i, cell := range row {
		if i > 0 {
			b.WriteString("  ")
		}
		b.WriteString(pad(cell, c[i]))
	}
	return strings.TrimRight(b.String(), " ")
}

// fold is words in lines of at most n cells. Colours take none.
func fold(words []string, between string, n int) (lines []string) {
	used := 0
	for i, w := range words {
		width := cells(uncoloured(w))
		switch {
		case i == 0 || used+cells(between)+width > n:
			lines = append(lines, w)
			used = width
		default:
			lines[len(lines)-1] += between + w
			used += cells(between) + width
		}
	}
	return lines
}

// uncoloured is s without what paint has put around its parts.
func uncoloured(s string) string {
	for {
		before, rest, found := strings.Cut(s, "\x1b[")
		if !found {
			return s
		}
		_, after, _ := strings.Cut(rest, "m")
		s = before + after
	}
}

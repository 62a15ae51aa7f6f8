package main

import "strings"

// grid is rows with their cells under each other; the last is cut to fit, and
// left out on a terminal that has no room for it.
func (p page) grid(rows [][]string) string {
	const least = 12
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], cells(uncoloured(cell)))
		}
	}
	last, used := len(widths)-1, 2
	for i, w := range widths[:last] {
		if i == nameColumn(rows) {
			w = min(w, max(p.cells/3, least))
			widths[i] = w
		}
		if w > 0 {
			used += w + 2
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := " "
		for i, cell := range row[:last] {
			if widths[i] == 0 {
				continue
			}
			if plain := uncoloured(cell); plain == cell {
				cell = fit(cell, widths[i])
			}
			line += " " + cell + strings.Repeat(" ", max(widths[i]-cells(uncoloured(cell)), 0)) + " "
		}
		if room := p.cells - used; room >= least && row[last] != "" {
			line += " " + p.paint(faint, fit(row[last], room))
		}
		b.WriteString(fitLine(strings.TrimRight(line, " "), p.cells) + "\n")
	}
	return b.String()
}

// nameColumn is the first one that is neither a number nor a mark.
func nameColumn(rows [][]string) int {
	for i, cell := range rows[0] {
		if cells(uncoloured(cell)) > 2 {
			return i
		}
	}
	return 0
}

// fitLine cuts a line that has no colour; what has colour was measured.
func fitLine(line string, n int) string {
	if strings.Contains(line, "\x1b") {
		return line
	}
	return fit(line, n)
}

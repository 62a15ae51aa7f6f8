package tracker

import (
	"slices"
	"time"
)

// Redact gives the windows of the log in [from, to) other names, as far as it is
// still in the Recorder; it is for names that are to be forgotten. What is in
// front goes on under its own name. No presence changes, so nothing that was
// counted by presence is wrong.
func (r *Recorder) Redact(from, to time.Time, known func(Window) Window) {
	r.log.redact(instant(from), earlier(instant(to), r.log.end), known)
}

// redact renames windows in [from, to), decided or not.
func (t *tail) redact(from, to time.Time, known func(Window) Window) {
	rows, first := t.rows(), t.find(from)
	if first == len(rows) || !from.Before(to) {
		return
	}
	t.told = earlier(t.told, rows[first].Start)
	changed := slices.Clone(rows[first:])
	clear(rows[first:]) // titles are not kept alive by the array
	t.array = t.array[:t.gone+first]
	for _, row := range changed {
		t.pushRenamed(row, from, to, known)
	}
}

// pushRenamed appends row, with another window in [from, to) if it has one.
func (t *tail) pushRenamed(row Span, from, to time.Time, known func(Window) Window) {
	part, ok := row.Clip(from, to)
	if !ok || !row.Presence.hasWindow() || known(row.Window) == row.Window {
		t.pushAgain(row)
		return
	}
	if before, ok := row.Clip(row.Start, from); ok {
		t.pushAgain(before)
	}
	part.Window = known(row.Window)
	t.pushAgain(part)
	if after, ok := row.Clip(to, row.End); ok {
		t.pushAgain(after)
	}
}

// pushAgain is push for a row that was in the tail: the first one goes on from
// a row that is not there any more, or does not.
func (t *tail) pushAgain(row Span) {
	if len(t.rows()) > 0 {
		t.push(row)
		return
	}
	t.array, t.end = append(t.array, row), row.End
}

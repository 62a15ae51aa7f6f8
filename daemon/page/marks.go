package page

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"
)

// mark is something that is drawn from X on.
type mark struct {
	X, Width string
	Class    string
	Text     string // what it is, for who points at it
	Label    string
	Inner    string // of a block: how much of its width was on task
	At       time.Time
}

// mark is the part of [from, to) that is drawn; not ok where there is none.
func (t timelineView) mark(from, to time.Time) (m mark, ok bool) {
	from, to = later(from, t.From), earlier(to, t.To)
	if !from.Before(to) {
		return m, false
	}
	x := t.at(from)
	return mark{X: place(x), Width: place(max(t.at(to)-x, .04)), At: from}, true
}

// Stretches are the lane of what was in front, and of who was there.
func (t timelineView) Stretches() (all []mark) {
	for _, s := range t.Line.Stretches {
		m, ok := t.mark(s.Start, s.End)
		if !ok {
			continue
		}
		m.Class, m.Text = "st "+s.Presence, t.Tell(s)
		if s.Class != "" {
			m.Class += " " + t.tint(s.Category, s.Hue)
		}
		all = append(all, m)
	}
	return all
}

// Presences are the lane of who was there.
func (t timelineView) Presences() (all []mark) {
	for i := 0; i < len(t.Line.Stretches); {
		s := t.Line.Stretches[i]
		for i++; i < len(t.Line.Stretches) && t.Line.Stretches[i].Presence == s.Presence; i++ {
			s.End = t.Line.Stretches[i].End
		}
		if m, ok := t.mark(s.Start, s.End); ok {
			m.Class, m.Text = s.Presence, t.between(s.Start, s.End)+" · "+s.Presence
			all = append(all, m)
		}
	}
	return all
}

// Gaps are the stretches in which nobody was there, with the cause of those that
// have room for it.
func (t timelineView) Gaps() (all []mark) {
	for _, s := range t.Line.Stretches {
		if there(s) {
			continue
		}
		from, to := later(s.Start, t.From), earlier(s.End, t.To)
		if why := briefly(s); why != "" && t.label(why, from, to) == why {
			all = append(all, mark{X: place((t.at(from) + t.at(to)) / 2), Label: why})
		}
	}
	return all
}

// Blocks are the lane of blocks and breaks.
func (t timelineView) Blocks() (all []mark) {
	for _, b := range t.Line.Breaks {
		end := t.Status.At
		if b.Ended != nil {
			end = *b.Ended
		}
		if m, ok := t.mark(b.Started, end); ok {
			name := "short break"
			if b.Long {
				name = "long break"
			}
			m.Class, m.Text = "rest", t.between(b.Started, end)+" · "+name
			if b.Outcome != "" {
				m.Text += ", " + words(b.Outcome)
			}
			all = append(all, m)
		}
	}
	for _, b := range t.Line.Blocks {
		end := t.Status.At
		if b.Ended != nil {
			end = *b.Ended
		}
		m, ok := t.mark(b.Started, end)
		if !ok {
			continue
		}
		name := cmp.Or(b.Label, b.Preset)
		m.Class = "block " + cmp.Or(b.Outcome, "running")
		if b.Ended == nil {
			all = append(all, t.ahead(name)...)
		}
		m.Text = strings.Join(nonempty(t.between(b.Started, end), name, words(b.Outcome), b.Text), " · ")
		m.Label = t.label(name, b.Started, end)
		if b.OnTask != nil {
			m.Inner = place(100 * *b.OnTask)
		}
		all = append(all, m)
	}
	return all
}

// ahead is what is left of the running block.
func (t timelineView) ahead(name string) []mark {
	ends := t.Status.Timer.Ends
	if ends == nil {
		return nil
	}
	m, ok := t.mark(t.Status.At, *ends)
	if !ok {
		return nil
	}
	m.Class, m.Text = "block ahead", t.between(t.Status.At, *ends)+" · still to come of "+name
	return []mark{m}
}

// label is as much of a name as there is room for on a mark; "" where a letter or
// two would be left of it.
func (t timelineView) label(name string, from, to time.Time) string {
	const letter, margin = .66, 1 // percent of the width
	room := int((100*float64(to.Sub(from))/float64(t.To.Sub(t.From)) - margin) / letter)
	switch {
	case utf8.RuneCountInString(name) <= room:
		return name
	case room < 5:
		return ""
	}
	return strings.TrimSpace(string([]rune(name)[:room-1])) + "…"
}

// Said are the entries, which count instead of what lies under them.
func (t timelineView) Said() (all []mark) {
	for _, e := range t.Line.Entries {
		m, ok := t.mark(e.Start, e.End)
		if !ok {
			continue
		}
		m.Class = "said " + e.Kind
		m.Label = t.label(cmp.Or(e.Text, e.Category, e.Kind), e.Start, e.End)
		m.Text = strings.Join(nonempty(t.between(e.Start, e.End), e.Kind+" by you", e.Text, e.Category), " · ")
		all = append(all, m)
	}
	return all
}

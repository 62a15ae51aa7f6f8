package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"focusd/daemon/api"
)

const (
	dayGrain   = 90 * time.Second  // stretches shorter than that are joined where the whole day is drawn
	rough      = 150 * time.Second // likewise, of a day with more than
	many       = 400               // stretches: the page has to stay light
	grains     = 600               // stretches that fit beside each other elsewhere
	shortest   = time.Minute       // that can be looked at
	usual      = 8 * time.Hour     // that is shown of a day at least
	aheadOfNow = 25 * time.Minute  // that is shown of what is to come
	listed     = 3 * time.Minute   // stretches of that length are in the table
)

// timelineView is a drawing of a range of a day. Coordinates are percent of its
// width.
type timelineView struct {
	*visit
	Path     string    // of the page that it is on
	Keep     string    // of its query, what is not the range: "&day=2026-11-22"
	Begin    time.Time // of the day
	End      time.Time
	From, To time.Time // what is drawn of it
	Line     api.Timeline
}

// loadTimeline draws today.
func loadTimeline(v *visit) (any, error) {
	day := v.Status.Today
	line, err := v.timeline()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return v.drawing("/", "", day.From, day.To, line)
}

// dayLine is a whole day to be drawn.
func (v *visit) dayLine(from, to time.Time) (api.Timeline, error) {
	line, err := v.client.Timeline(v, from, to, dayGrain)
	if err != nil || len(line.Stretches) <= many {
		return line, err
	}
	return v.client.Timeline(v, from, to, rough)
}

// drawing draws a day of which line is the whole.
func (v *visit) drawing(path, keep string, begin, end time.Time, line api.Timeline) (any, error) {
	t := timelineView{visit: v, Path: path, Keep: keep, Begin: begin, End: end, Line: line}
	t.From, t.To = lively(line, begin, end, v.Status.At)
	from, err1 := time.Parse(time.RFC3339, v.query.Get("from"))
	to, err2 := time.Parse(time.RFC3339, v.query.Get("to"))
	if err1 != nil || err2 != nil || to.Sub(from) < shortest || !from.Before(end) || !to.After(begin) {
		return t, nil
	}
	t.From, t.To = later(from, begin), earlier(to, end)
	if t.To.Sub(t.From) >= end.Sub(begin)/2 {
		return t, nil
	}
	var err error
	t.Line, err = v.client.Timeline(v, t.From, t.To, t.To.Sub(t.From)/grains)
	return t, err
}

// lively is the part of a day in which anybody was there, in whole hours, and
// some hours at least.
func lively(line api.Timeline, begin, end, now time.Time) (from, to time.Time) {
	there := func(s api.Stretch) bool { return s.Presence == "active" || s.Presence == "passive" }
	from, to = begin.Add(3*time.Hour), begin
	if now.After(begin) && now.Before(end) {
		from = now
	}
	if i := slices.IndexFunc(line.Stretches, there); i >= 0 {
		from = line.Stretches[i].Start
	}
	for _, s := range slices.Backward(line.Stretches) {
		if there(s) {
			to = s.End
			break
		}
	}
	for _, e := range line.Entries {
		from, to = earlier(from, e.Start), later(to, e.End)
	}
	if now.Before(end) {
		to = later(to, now.Add(aheadOfNow))
	}
	from, to = from.Truncate(time.Hour), to.Add(time.Hour).Truncate(time.Hour)
	return later(from, begin), earlier(later(to, from.Add(usual)), end)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// at is where an instant is drawn.
func (t timelineView) at(when time.Time) float64 {
	return 100 * float64(when.Sub(t.From)) / float64(t.To.Sub(t.From))
}

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

// place is a coordinate in percent, to a hundredth: a tenth of a pixel.
func place(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

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
		if s.Presence == "active" || s.Presence == "passive" {
			continue
		}
		from, to := later(s.Start, t.From), earlier(s.End, t.To)
		if why := briefly(s); why != "" && t.label(why, from, to) == why {
			all = append(all, mark{X: place((t.at(from) + t.at(to)) / 2), Label: why})
		}
	}
	return all
}

// briefly is why nobody was there, in a word.
func briefly(s api.Stretch) string {
	switch {
	case s.Cause == "ahead" || s.Cause == "before" || s.Cause == "unknown":
		return ""
	case s.Cause == "person":
		return "paused"
	case s.Presence == "unobserved":
		return "not seen"
	case s.Presence == "idle":
		return "away"
	}
	return s.Presence
}

// Tell is a stretch in words.
func (t timelineView) Tell(s api.Stretch) string {
	parts := []string{t.between(s.Start, s.End)}
	switch {
	case s.Presence != "active" && s.Presence != "passive":
		parts = append(parts, because(s))
	case s.App == "":
		parts = append(parts, "no window in front")
	case s.Joined > 0:
		parts = append(parts, "mostly "+s.App)
	default:
		parts = append(parts, s.App)
	}
	if s.Presence == "passive" {
		parts = append(parts, because(s))
	}
	if s.Category != "" {
		parts = append(parts, s.Category+" ("+s.Class+")")
	} else if s.Class != "" && s.App != "" {
		parts = append(parts, "not filed")
	}
	if s.Title != "" {
		parts = append(parts, s.Title)
	}
	return strings.Join(parts, " · ")
}

// between is a range of the clock and its length, exactly.
func (v *visit) between(from, to time.Time) string {
	return v.Seconds(from) + "–" + v.Seconds(to) + ", " + exact(to.Sub(from))
}

// because is why somebody was not active.
func because(s api.Stretch) string {
	why, known := causes()[s.Cause]
	if !known {
		return strings.ReplaceAll(s.Presence, "_", " ")
	}
	if s.By != "" && s.Cause != "person" {
		why += " (" + s.By + ")"
	}
	return why
}

// causes are those of GET /v1/summary in words.
func causes() map[string]string {
	return map[string]string{
		"meeting":    "in a meeting",
		"playing":    "something was playing",
		"reading":    "reading",
		"inhibited":  "a program kept the screen on",
		"just_ended": "something had just ended",
		"no_input":   "nobody touched anything",
		"person":     "the log was paused",
		"lock":       "the screen was locked",
		"suspend":    "the machine slept",
		"stopped":    "focusd was not running",
		"killed":     "focusd or the machine ended without notice",
		"before":     "before focusd ran for the first time",
		"no_source":  "nobody could tell what was in front",
		"clock":      "the clock was set forward",
		"ahead":      "still to come",
		"unknown":    "nothing is noted of it",
	}
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

func nonempty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
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

// Now is where the present is drawn; "" where it is not.
func (t timelineView) Now() string {
	if now := t.Status.At; now.Before(t.To) && now.After(t.From) {
		return place(t.at(now))
	}
	return ""
}

// tick is an instant that is named below.
type tick struct{ X, Name string }

// Ticks are whole hours or parts of one, no more than there is room for.
func (t timelineView) Ticks() (all []tick) {
	length := t.To.Sub(t.From)
	step := time.Minute
	for _, s := range []time.Duration{5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 3 * time.Hour} {
		if length/step > 9 {
			step = s
		}
	}
	_, offset := t.From.In(t.zone).Zone()
	shift := time.Duration(offset) * time.Second % step
	for at := t.From.Add(shift).Truncate(step).Add(-shift); at.Before(t.To); at = at.Add(step) {
		if x := t.at(at); x >= 0 && x < 96 {
			all = append(all, tick{place(x), t.Clock(at)})
		}
	}
	return all
}

// Legend are the categories that are drawn, those with the most time first.
func (t timelineView) Legend() []share {
	lengths := make(map[share]int64)
	for _, s := range t.Line.Stretches {
		if from, to := later(s.Start, t.From), earlier(s.End, t.To); s.Class != "" && from.Before(to) {
			lengths[share{Name: s.Category, Class: s.Class, Tint: t.tint(s.Category, s.Hue)}] += to.Sub(from).Milliseconds()
		}
	}
	var all []share
	for s, ms := range lengths {
		s.Millis = ms
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.Millis, a.Millis), strings.Compare(a.Name, b.Name))
	})
	return longest(all)
}

// Listed are the stretches of some length, for the table.
func (t timelineView) Listed() (all []api.Stretch) {
	for _, s := range t.Line.Stretches {
		if s.End.Sub(s.Start) >= min(listed, t.To.Sub(t.From)/100) && s.End.After(t.From) && s.Start.Before(t.To) {
			all = append(all, s)
		}
	}
	return all
}

// What is what a row of the table says of a stretch.
func (t timelineView) What(s api.Stretch) string {
	if s.Presence != "active" && s.Presence != "passive" {
		return because(s)
	}
	return cmp.Or(s.App, "no window in front")
}

// view is a link to another part of the day.
type view struct{ Name, Title, Key, Href string }

// Views are the ways to look nearer, farther and aside. They work without a script.
func (t timelineView) Views() []view {
	length, middle := t.To.Sub(t.From), t.From.Add(t.To.Sub(t.From)/2)
	if now := t.Status.At; now.After(t.From) && now.Before(t.To) {
		middle = now.Add(-length / 8) // the last hours are what is looked at
	}
	quarter := max(length/4, shortest/2)
	return []view{
		t.view("‹", "Earlier", "[", t.From.Add(-length/2), t.To.Add(-length/2)),
		t.view("›", "Later", "]", t.From.Add(length/2), t.To.Add(length/2)),
		t.view("−", "Look from farther away", "-", middle.Add(-length), middle.Add(length)),
		t.view("+", "Look nearer", "+", middle.Add(-quarter), middle.Add(quarter)),
		{"Day", "The day, as far as anything was in it", "0", t.Path + "?" + strings.TrimPrefix(t.Keep, "&")},
	}
}

// view keeps to the day, and as long as it was where there is room.
func (t timelineView) view(name, title, key string, from, to time.Time) view {
	length := min(to.Sub(from), t.End.Sub(t.Begin))
	from = earlier(later(from, t.Begin), t.End.Add(-length))
	from = from.Truncate(time.Second)
	return view{name, title, key, t.Path + "?from=" + from.UTC().Format(time.RFC3339) + "&to=" + from.Add(length).UTC().Format(time.RFC3339) + t.Keep}
}

// exact is a length to the second.
func exact(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	switch {
	case s < 60:
		return strconv.FormatInt(s, 10) + " s"
	case s < 3600:
		return strconv.FormatInt(s/60, 10) + " min " + strconv.FormatInt(s%60, 10) + " s"
	}
	return strconv.FormatInt(s/3600, 10) + " h " + strconv.FormatInt(s/60%60, 10) + " min"
}

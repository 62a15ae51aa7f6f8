package page

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// logPage is what was recorded, and the place to correct it.
func logPage() page {
	return page{
		path: "/log", name: "Log",
		title: func(v *visit) string { return v.period().Title(v) },
		parts: []part{
			{id: "choose", title: "What to look at", load: loadChoose},
			{id: "logline", title: "The day", when: "timer record minute", load: loadLogLine},
			{id: "lanes", title: "Day by day", when: "record", load: loadLanes},
			{id: "why", title: "Why this minute", when: "record", load: loadWhy},
			{id: "totals", title: "Where the time went", when: "record minute", load: loadTotals},
			{id: "said", title: "What you said", when: "record", load: loadSaid},
			{id: "gaps", title: "What nobody knows of", when: "record", load: loadGaps},
			{id: "unfiled", title: "Not filed yet", when: "record", load: loadUnfiled},
			{id: "rows", title: "Stretch by stretch", when: "record minute", load: loadRows},
			{id: "forget", title: "Forget", load: func(v *visit) (any, error) { return v, nil }},
		},
	}
}

// period is the days that a request is about, and what of them it asks for.
type period struct {
	First, Last tracker.Day
	From, To    time.Time
	err         error

	App, Category, Class, Words string
}

const mostDays = 366 // that are looked at at once

// spend is what a period adds up to.
func (v *visit) spend(p period) (api.Summary, error) {
	if p.err != nil {
		return api.Summary{}, p.err
	}
	return v.client.SummaryByCategory(v, p.From, earlier(p.To, later(v.Status.At, p.From.Add(time.Second))))
}

// readPeriod is the days of the query: day, or first and last, today unasked. A
// page without a period is about today.
func (v *visit) readPeriod() (p period) {
	q := v.query
	if v.path != "/log" {
		q = nil
	}
	today, _ := tracker.ParseDay(v.Status.Today.Day)
	p = period{First: today, Last: today, App: q.Get("app"), Category: q.Get("category"), Class: q.Get("class"), Words: strings.TrimSpace(q.Get("q"))}
	named := func(name string, d *tracker.Day) {
		text := q.Get(name)
		if text == "" || p.err != nil {
			return
		}
		if *d, p.err = tracker.ParseDay(text); p.err != nil {
			p.err = &api.Error{Message: "that is no day: " + text, Hint: "write it as 2026-11-22"}
		}
	}
	at, err := time.Parse(time.RFC3339, q.Get("at"))
	switch {
	case q.Has("day"):
		named("day", &p.First)
		p.Last = p.First
	case q.Has("first") || q.Has("last"):
		named("first", &p.First)
		named("last", &p.Last)
	case err == nil:
		p.First = v.dayOf(at)
		p.Last = p.First
	}
	switch {
	case p.err != nil:
		p.First, p.Last = today, today
	case p.Last.Before(p.First):
		p.First, p.Last = p.Last, p.First
	}
	if p.First.Before(p.Last.Add(1 - mostDays)) {
		p.First = p.Last.Add(1 - mostDays)
	}
	begin, err := v.client.Day(v, p.First)
	if err != nil {
		p.err = err
		return p
	}
	p.From, p.To = begin.From, begin.To
	if p.Last != p.First {
		end, err := v.client.Day(v, p.Last)
		if err != nil {
			p.err = err
			return p
		}
		p.To = end.To
	}
	return p
}

// dayOf is the logical day of an instant.
func (v *visit) dayOf(at time.Time) tracker.Day {
	begins := v.Status.Today.From.In(v.zone)
	at = at.In(v.zone).Add(-time.Duration(begins.Hour())*time.Hour - time.Duration(begins.Minute())*time.Minute)
	return tracker.Day{Year: at.Year(), Month: at.Month(), Day: at.Day()}
}

// One says whether it is a single day.
func (p period) One() bool { return p.First == p.Last }

// Days is how many days it is.
func (p period) Days() int {
	n := 1
	for d := p.First; d.Before(p.Last); d = d.Add(1) {
		n++
	}
	return n
}

// Title is the period in words.
func (p period) Title(v *visit) string {
	if p.One() {
		return v.Date(p.First.String())
	}
	first, last := dated(p.First), dated(p.Last)
	if first.Year() == last.Year() {
		return first.Format("2 January") + " to " + last.Format("2 January 2006")
	}
	return first.Format("2 January 2006") + " to " + last.Format("2 January 2006")
}

func dated(d tracker.Day) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Query is the address of the period with some of its filters changed: names and
// values by turns; "" takes one away.
func (p period) Query(changes ...string) string {
	q := url.Values{}
	if p.One() {
		q.Set("day", p.First.String())
	} else {
		q.Set("first", p.First.String())
		q.Set("last", p.Last.String())
	}
	for name, value := range map[string]string{"app": p.App, "category": p.Category, "class": p.Class, "q": p.Words} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for i := 0; i+1 < len(changes); i += 2 {
		q.Del(changes[i])
		if changes[i+1] != "" {
			q.Set(changes[i], changes[i+1])
		}
	}
	return "/log?" + q.Encode()
}

// Filtered says whether less is asked for than all of the period.
func (p period) Filtered() bool { return p.App+p.Category+p.Class+p.Words != "" }

// wants tells whether a stretch is asked for.
func (p period) wants(s api.Stretch) bool {
	there := s.Presence == "active" || s.Presence == "passive"
	switch {
	case p.App != "" && s.App != p.App,
		p.Category != "" && s.Category != p.Category && !strings.HasPrefix(s.Category, p.Category+"/") && (p.Category != "none" || s.Category != "" || !there),
		p.Class != "" && s.Class != p.Class:
		return false
	}
	text := strings.ToLower(s.App + " " + s.Title + " " + s.Category)
	for word := range strings.FieldsSeq(strings.ToLower(p.Words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// chooseView is the form to choose a period with, and ways to others.
type chooseView struct {
	*visit
	period
	Classes    []string
	Categories []api.Category
}

func loadChoose(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, p.err
	}
	c := chooseView{visit: v, period: p, Classes: classes()}
	all, err := v.categories()
	if err != nil && !absent(err) {
		return nil, err
	}
	c.Categories = all.Categories
	return c, nil
}

func classes() []string {
	return []string{"earns", "supports", "personal", "rest", "wastes", "unclassified"}
}

// Ways are links to other days, with the filters as they are.
func (c chooseView) Ways() []view {
	to := func(name, title, key string, first, last tracker.Day) view {
		p := c.period
		p.First, p.Last = first, last
		return view{name, title, key, p.Query()}
	}
	today, _ := tracker.ParseDay(c.Status.Today.Day)
	n := c.Days()
	monday := c.Last.Add(-(int(c.Last.Weekday()) + 6) % 7)
	month := tracker.Day{Year: c.Last.Year, Month: c.Last.Month, Day: 1}
	next := time.Date(month.Year, month.Month+1, 0, 0, 0, 0, 0, time.UTC)
	ways := []view{to("‹", "Before that", "b", c.First.Add(-n), c.First.Add(-1))}
	if c.Last.Before(today) {
		ways = append(ways, to("›", "After that", "n", c.Last.Add(1), c.Last.Add(n)))
	}
	return append(ways,
		to("Today", "Today", "t", today, today),
		to("Day", "The last day of these", "d", c.Last, c.Last),
		to("Week", "The week around", "w", monday, monday.Add(6)),
		to("Month", "The month around", "m", month, tracker.Day{Year: next.Year(), Month: next.Month(), Day: next.Day()}),
	)
}

// loadLogLine draws a single day.
func loadLogLine(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || !p.One() {
		return nil, nil
	}
	line, err := v.dayLine(p.From, p.To)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return v.drawing("/log", "&day="+p.First.String(), p.From, p.To, line)
}

// whyView is what the log says of an instant, and by what it was found.
type whyView struct {
	*visit
	api.Why
}

func loadWhy(v *visit) (any, error) {
	at, err := time.Parse(time.RFC3339, v.query.Get("at"))
	if err != nil {
		return nil, nil
	}
	why, err := v.client.Why(v, at)
	if err != nil {
		return nil, err
	}
	return whyView{v, why}, nil
}

// totalsView is what a period adds up to.
type totalsView struct {
	spentView
	period
	Classes []share
	Labels  []share
}

func loadTotals(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || p.Filtered() {
		return nil, nil
	}
	sum, err := v.spent()
	if err != nil {
		return nil, err
	}
	t := totalsView{spentView: spentView{v, sum}, period: p}
	byClass := make(map[string]int64)
	for _, c := range sum.Categories {
		byClass[c.Class] += c.Active + c.Passive
	}
	for _, class := range classes() {
		if byClass[class] > 0 {
			t.Classes = append(t.Classes, share{Name: class, Tint: "class-" + class, Href: p.Query("class", class), Millis: byClass[class]})
		}
	}
	t.Classes = sorted(t.Classes)
	labels := make(map[string]int64)
	for _, b := range sum.Blocks {
		if b.Outcome != "discarded" && b.Label != "" {
			labels[b.Label] += b.Focus * 1000
		}
	}
	for label, ms := range labels {
		t.Labels = append(t.Labels, share{Name: label, Millis: ms})
	}
	t.Labels = sorted(t.Labels)
	return t, nil
}

// Shares are the categories with the most time, each a way to its stretches.
func (t totalsView) Shares() []share {
	all := t.spentView.Shares()
	for i := range all {
		if name := all[i].Name; name != "" {
			all[i].Href = t.Query("category", name)
		}
	}
	return all
}

// Told are the apps with the most time, likewise.
func (t totalsView) Told() []share {
	all := t.spentView.Told()
	for i := range all {
		if name := all[i].Name; name != "" {
			all[i].Href = t.Query("app", name)
		}
	}
	return all
}

// sorted are the first so many by length.
func sorted(all []share) []share {
	slices.SortFunc(all, func(a, b share) int {
		if a.Millis != b.Millis {
			return int(min(max(b.Millis-a.Millis, -1), 1))
		}
		return strings.Compare(a.Name, b.Name)
	})
	return longest(all)
}

// rowsView is stretches, the latest first.
type rowsView struct {
	*visit
	period
	Days []rowsOfDay
	More string // the address of what is not shown; "" is that all are
	N    int    // that are shown
	Time time.Duration
}

type rowsOfDay struct {
	Day  string
	Rows []api.Stretch
}

const (
	mostRows = 100
	piece    = 7 * 24 * time.Hour // that is asked for at once
)

func loadRows(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, nil
	}
	r := rowsView{visit: v, period: p}
	end := earlier(p.To, v.Status.At)
	if before, err := time.Parse(time.RFC3339, v.query.Get("before")); err == nil {
		end = earlier(end, before)
	}
	for p.From.Before(end) {
		begin := later(p.From, end.Add(-piece))
		line, err := v.client.Timeline(v, begin, end, 0)
		if absent(err) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for _, s := range slices.Backward(line.Stretches) {
			if !p.wants(s) {
				continue
			}
			if r.N == mostRows {
				r.More = p.Query("before", s.End.UTC().Format(time.RFC3339Nano))
				return r, nil
			}
			r.add(s)
		}
		end = begin
	}
	return r, nil
}

func (r *rowsView) add(s api.Stretch) {
	day := s.Start.In(r.zone).Format(time.DateOnly)
	if n := len(r.Days); n == 0 || r.Days[n-1].Day != day {
		r.Days = append(r.Days, rowsOfDay{Day: day})
	}
	last := &r.Days[len(r.Days)-1]
	last.Rows = append(last.Rows, s)
	r.N++
	r.Time += s.End.Sub(s.Start)
}

// There says whether somebody was, in a stretch.
func (r rowsView) There(s api.Stretch) bool { return s.Presence == "active" || s.Presence == "passive" }

// Tint is the colour of a stretch.
func (r rowsView) Tint(s api.Stretch) string { return r.tint(s.Category, s.Hue) }

// Because is why nobody was.
func (r rowsView) Because(s api.Stretch) string { return because(s) }

// At is the address of why an instant is as it is.
func (v *visit) At(p period, t time.Time) string {
	return p.Query("at", t.UTC().Format(time.RFC3339Nano)) + "#why"
}

// Period is that of the page.
func (r rowsView) Period() period { return r.period }

// saidView is the entries of a period, and the last corrections.
type saidView struct {
	*visit
	Entries []api.Entry
	Edits   []api.EntryEdit
}

const mostEdits = 8

func loadSaid(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, nil
	}
	said, err := v.client.Entries(v, p.From, p.To)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	history, err := v.client.Corrections(v, mostEdits)
	return saidView{v, said.Entries, history.Edits}, err
}

// Seen is the correction that the page knows last, for those that are sent from it.
func (s saidView) Seen() string {
	if len(s.Edits) == 0 {
		return "none"
	}
	return s.Edits[0].ID
}

// Span is when a correction was about.
func (s saidView) Span(e api.EntryEdit) string {
	all := slices.Concat(e.Before, e.After)
	if len(all) == 0 {
		return ""
	}
	from, to := all[0].Start, all[0].End
	for _, entry := range all {
		from, to = earlier(from, entry.Start), later(to, entry.End)
	}
	return s.Moment(from) + "–" + s.Clock(to)
}

// Moment is a time of any day.
func (v *visit) Moment(t time.Time) string {
	t = t.In(v.zone)
	if t.Format(time.DateOnly) == v.Status.At.In(v.zone).Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return t.Format("2 Jan 15:04")
}

// gapsView is stretches of which nobody knows anything.
type gapsView struct {
	*visit
	Gaps []api.Gap
}

func loadGaps(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || p.Days() > 7 || v.Status.At.Before(p.From) {
		return nil, nil
	}
	gaps, err := v.client.Gaps(v, p.From, earlier(p.To, v.Status.At))
	if absent(err) || err == nil && len(gaps.Gaps) == 0 {
		return nil, nil
	}
	return gapsView{v, gaps.Gaps}, err
}

// unfiledView is the time that has no category.
type unfiledView struct {
	*visit
	api.Unclassified
	Classes []string
}

const mostUnfiled = 8

func loadUnfiled(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, nil
	}
	to := earlier(p.To, v.Status.At)
	if !p.From.Before(to) {
		return nil, nil
	}
	all, err := v.client.Unclassified(v, p.From, to, mostUnfiled)
	if absent(err) {
		return nil, nil
	}
	all.Apps = slices.DeleteFunc(all.Apps, func(a api.UnclassifiedApp) bool { return a.App == "" })
	return unfiledView{v, all, classes()[:5]}, err
}

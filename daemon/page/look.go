package page

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// lookPage is where the days of a week, a month or a year went.
func lookPage() page {
	return page{
		path: "/look", name: "Look back",
		title: func(v *visit) string { return v.look().Title() },
		parts: []part{
			{id: "look-choose", title: "Days", load: func(v *visit) (any, error) { return v.look(), nil }},
			{id: "look-figures", title: "In figures", when: "record timer", load: loadLookFigures},
			{id: "look-worth", title: "What the time was worth", when: "record", load: loadLookWorth},
			{id: "look-focus", title: "Focus", when: "timer", load: loadLookFocus},
			{id: "look-hours", title: "Hours of the day", when: "record", load: loadLookHours},
			{id: "look-review", title: "Review", when: "agenda record timer", load: loadLookReview},
			{id: "look-guess", title: "Estimated and taken", when: "agenda", load: loadLookGuess},
			{id: "look-exercise", title: "Three days of seeing where it goes", when: "agenda", load: loadLookExercise},
			{id: "look-sheet", title: "To show to others", when: "record timer", load: loadLookSheet},
		},
	}
}

// look is the days that are looked at: a day, a week, a month or a year.
type look struct {
	*visit
	Period      string
	Day         time.Time // that was asked for
	First, Last time.Time // included
	today       time.Time
	report      func() (api.Report, error) // of all of them, with parts
	before      func() (api.Report, error) // of as many before them, likewise; not of a year
}

// daysOf is what the parts of the time are like, days, or months of a year.
type daysOf struct {
	Slots []slot
	Lead  []slot // the days before, for the mean
}

// slot is a day, or a month of a year.
type slot struct {
	First, Last time.Time
	api.ReportPart
}

// readLook reads the address. What is no day is today.
func (v *visit) readLook() look {
	today, err := time.Parse(time.DateOnly, v.Status.Today.Day)
	if err != nil {
		today = time.Now().UTC().Truncate(24 * time.Hour)
	}
	l := look{visit: v, Period: v.query.Get("period"), today: today, Day: today}
	if day, err := time.Parse(time.DateOnly, v.query.Get("day")); err == nil && day.Year() >= 1970 && !day.After(today) {
		l.Day = day
	}
	y, m, _ := l.Day.Date()
	switch l.Period {
	case "day":
		l.First, l.Last = l.Day, l.Day
	case "month":
		l.First = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
		l.Last = l.First.AddDate(0, 1, -1)
	case "year":
		l.First = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		l.Last = l.First.AddDate(1, 0, -1)
	default:
		l.Period = "week"
		l.First = l.Day.AddDate(0, 0, -(int(l.Day.Weekday())+6)%7)
		l.Last = l.First.AddDate(0, 0, 6)
	}
	by := "day"
	if l.Period == "year" {
		by = "month"
	}
	ask := func(first, last time.Time) func() (api.Report, error) {
		return sync.OnceValues(func() (api.Report, error) {
			return v.client.Report(v, api.ReportQuery{First: first.Format(time.DateOnly), Last: last.Format(time.DateOnly), By: by})
		})
	}
	l.report, l.before = ask(l.First, l.end()), ask(l.beforeFirst(), l.First.AddDate(0, 0, -1))
	return l
}

// beforeFirst is the first of the days before, that are beside these.
func (l look) beforeFirst() time.Time {
	switch l.Period {
	case "week":
		return l.First.AddDate(0, 0, -7)
	case "month":
		return l.First.AddDate(0, -1, 0)
	}
	return l.First.AddDate(0, 0, -1)
}

// Title is the days in words.
func (l look) Title() string {
	switch l.Period {
	case "day":
		return l.First.Format("Monday, 2 January 2006")
	case "month":
		return l.First.Format("January 2006")
	case "year":
		return l.First.Format("2006")
	}
	if l.First.Month() == l.Last.Month() {
		return l.First.Format("2 to ") + l.Last.Format("2 January 2006")
	}
	return l.First.Format("2 January to ") + l.Last.Format("2 January 2006")
}

// to is the address of other days.
func (l look) to(period string, day time.Time) string {
	return "/look?" + url.Values{"period": {period}, "day": {day.Format(time.DateOnly)}}.Encode()
}

// Periods are the lengths to choose from.
func (l look) Periods() (all []link) {
	for _, p := range []string{"day", "week", "month", "year"} {
		all = append(all, link{l.to(p, l.Day), capital(p)})
	}
	return all
}

// IsPeriod says whether a choice is the one that is shown.
func (l look) IsPeriod(name string) bool { return strings.EqualFold(name, l.Period) }

// Earlier are the days before, Later those after; "" where nothing is there yet.
func (l look) Earlier() string { return l.to(l.Period, l.First.AddDate(0, 0, -1)) }

func (l look) Later() string {
	if next := l.Last.AddDate(0, 0, 1); !next.After(l.today) {
		return l.to(l.Period, next)
	}
	return ""
}

// Date is the day that was asked for, as fields have it.
func (l look) Date() string { return l.Day.Format(time.DateOnly) }

// end is the last of the days that has begun.
func (l look) end() time.Time {
	if l.Last.After(l.today) {
		return l.today
	}
	return l.Last
}

// days are the parts of the time.
func (l look) days() (d daysOf, err error) {
	now, err := l.report()
	if err != nil {
		return d, err
	}
	d.Slots = slotsOf(now.Parts)
	if l.Period == "day" || l.Period == "year" {
		return d, nil
	}
	before, err := l.before()
	d.Lead = slotsOf(before.Parts)
	return d, err
}

func slotsOf(parts []api.ReportPart) (all []slot) {
	for _, p := range parts {
		s := slot{ReportPart: p}
		s.First, _ = time.Parse(time.DateOnly, p.Figures.First) // the daemon says days
		s.Last, _ = time.Parse(time.DateOnly, p.Figures.Last)
		all = append(all, s)
	}
	return all
}

// classes of value in the order in which they are drawn.
func lookClasses() []string {
	return []string{"earns", "supports", "personal", "rest", "wastes", "unclassified"}
}

// lookFigures is the days in a few numbers, beside as many before them.
type lookFigures struct {
	look
	Now, Before *api.Figures
}

func loadLookFigures(v *visit) (any, error) {
	l := v.look()
	now, err := l.report()
	if absent(err) {
		return nil, nil
	}
	f := lookFigures{look: l, Now: &now.Figures}
	if err != nil || l.Period == "year" {
		return f, err
	}
	before, err := l.before()
	f.Before = &before.Figures
	return f, err
}

// Time is all the time that has a worth.
func (f lookFigures) Time(x *api.Figures) (n int64) {
	for _, s := range x.Classes {
		n += s
	}
	return n
}

// lookChart is bars of time, a slot each, beside each other.
type lookChart struct {
	look
	Bars  []lookBar
	Lines []lookLine // across, with what they stand for
	Mean  string     // points of the line of means, in hundredths; "" is none
	Says  string
	Kinds []string // classes that there are
}

type lookBar struct {
	Name, Long, Href string
	X, Width, Middle float64 // hundredths of the width
	Pieces           []lookPiece
	Total            int64
	Mean             int64 // of seven days up to this
	Blocks           int
	Named            bool // there is room for the name
}

type lookPiece struct {
	Class     string
	Y, Height float64
	Seconds   int64
}

type lookLine struct {
	Y    float64
	Name string
}

// chartHeight is that of the bars, below which are their names.
const chartHeight = 150

// bars are the slots of a look, with the lines for at most so many seconds.
func (l look) bars(slots []slot, most int64) lookChart {
	c := lookChart{look: l}
	hours := max(int64(math.Ceil(float64(most)/3600)), 1)
	step := max((hours+3)/4, 1)
	top := (hours + step - 1) / step * step
	for h := step; h <= top; h += step {
		c.Lines = append(c.Lines, lookLine{chartHeight - chartHeight*float64(h)/float64(top) + 8, fmt.Sprintf("%d h", h)})
	}
	room := 1
	switch l.Period {
	case "week":
		room = 7
	case "month":
		room = l.Last.Day()
	case "year":
		room = 12
	}
	for i, s := range slots {
		b := lookBar{
			Name: s.First.Format("Mon"), Long: s.First.Format("Monday, 2 January"), Href: l.to("day", s.First),
			X: 9 + 91*float64(i)/float64(room), Width: 91 / float64(room) * .78, Blocks: s.Blocks.Completed, Named: true,
		}
		switch l.Period {
		case "month":
			b.Name, b.Named = s.First.Format("2"), s.First.Weekday() == time.Monday
		case "year":
			b.Name, b.Long, b.Href = s.First.Format("Jan"), s.First.Format("January"), l.to("month", s.First)
		}
		b.Middle = b.X + b.Width/2
		c.Bars = append(c.Bars, b)
	}
	return c
}

// pile puts a piece onto bar i.
func (c *lookChart) pile(i int, class string, seconds int64, top float64) {
	b := &c.Bars[i]
	y := float64(chartHeight + 8)
	if n := len(b.Pieces); n > 0 {
		y = b.Pieces[n-1].Y
	}
	height := chartHeight * float64(seconds) / top
	b.Pieces = append(b.Pieces, lookPiece{class, y - height, height, seconds})
	b.Total += seconds
}

// scale is the seconds that the whole height stands for.
func (c lookChart) scale() float64 {
	top := c.Lines[len(c.Lines)-1]
	hours := 0
	_, _ = fmt.Sscan(top.Name, &hours)
	return float64(hours) * 3600
}

// Row is the first bar, lying, from 0 to 100.
func (c lookChart) Row() (all []loadPart) {
	x := 0.0
	for _, p := range c.Bars[0].Pieces {
		width := 100 * float64(p.Seconds) / float64(max(c.Bars[0].Total, 1))
		all = append(all, loadPart{Name: p.Class, Class: "class-" + p.Class, Seconds: p.Seconds, X: x, Width: width})
		x += width
	}
	return all
}

func loadLookWorth(v *visit) (any, error) {
	l := v.look()
	days, err := l.days()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	most, sum := int64(0), make(map[string]int64)
	for _, s := range days.Slots {
		all := int64(0)
		for class, n := range s.Classes {
			all += n
			sum[class] += n
		}
		most = max(most, all)
	}
	c := l.bars(days.Slots, most)
	var told []string
	for _, class := range lookClasses() {
		if sum[class] > 0 {
			c.Kinds = append(c.Kinds, class)
			told = append(told, spell(sum[class])+" "+class)
		}
	}
	for i, s := range days.Slots {
		for _, class := range c.Kinds {
			c.pile(i, class, s.Classes[class], c.scale())
		}
	}
	c.Says = strings.Join(told, ", ")
	return c, nil
}

func loadLookFocus(v *visit) (any, error) {
	l := v.look()
	if l.Period == "day" {
		return nil, nil
	}
	days, err := l.days()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	most, sum := int64(0), int64(0)
	for _, s := range days.Slots {
		most, sum = max(most, s.Focus), sum+s.Focus
	}
	c := l.bars(days.Slots, most)
	if sum == 0 {
		return c, nil
	}
	c.Says = spell(sum) + " of focus in " + l.Title()
	var points []string
	all := slices.Concat(days.Lead, days.Slots)
	for i, s := range days.Slots {
		c.pile(i, "earns", s.Focus, c.scale())
		if l.Period == "year" {
			continue
		}
		seven := all[max(0, i+len(days.Lead)-6) : i+len(days.Lead)+1]
		for _, d := range seven {
			c.Bars[i].Mean += d.Focus
		}
		c.Bars[i].Mean /= int64(len(seven))
		points = append(points, px(c.Bars[i].Middle)+","+px(100-100*float64(c.Bars[i].Mean)/c.scale()))
	}
	if len(points) > 1 {
		c.Mean = strings.Join(points, " ")
	}
	return c, nil
}

// lookHours is how active each hour of each day was.
type lookHours struct {
	look
	Rows []hourRow
}

type hourRow struct {
	Name  string
	Hours [24]int // minutes
}

// Shade is one of four, or none.
func (lookHours) Shade(minutes int) int { return (minutes + 14) / 15 }

func loadLookHours(v *visit) (any, error) {
	l := v.look()
	if l.Period == "year" {
		return nil, nil
	}
	h := lookHours{look: l}
	byDay := make(map[string]*hourRow)
	for at := l.First; !at.After(l.end()); at = at.AddDate(0, 0, 7) {
		last := at.AddDate(0, 0, 7)
		if last.After(l.end()) {
			last = l.end().AddDate(0, 0, 1)
		}
		sum, err := v.client.Summary(v, v.midnight(at), v.midnight(last))
		if err != nil {
			return nil, err
		}
		for _, hour := range sum.Hours {
			local := hour.Start.In(v.zone)
			day := local.Format(time.DateOnly)
			if byDay[day] == nil {
				byDay[day] = new(hourRow)
			}
			byDay[day].Hours[local.Hour()] += int(hour.Active / 60_000)
		}
	}
	for at := l.First; !at.After(l.end()); at = at.AddDate(0, 0, 1) {
		row := hourRow{Name: at.Format("Mon 2")}
		if got := byDay[at.Format(time.DateOnly)]; got != nil {
			row.Hours = got.Hours
		}
		h.Rows = append(h.Rows, row)
	}
	return h, nil
}

// midnight is where a day begins on the wall: hours are those of the clock.
func (v *visit) midnight(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, v.zone)
}

// lookReview is what the days say.
type lookReview struct {
	look
	api.Review
}

func loadLookReview(v *visit) (any, error) {
	l := v.look()
	if l.Period != "day" && l.Period != "week" {
		return nil, nil
	}
	r, err := v.client.Review(v, l.Period, l.end().Format(time.DateOnly))
	if absent(err) {
		return nil, nil
	}
	return lookReview{l, r}, err
}

// Take is the edit that an advice comes to; "" where there is nothing to change.
func (r lookReview) Take(a api.Advice) (string, error) {
	if a.To == 0 {
		return "", nil
	}
	edit := map[string]any{"do": a.Kind + "_edit", "id": a.ID, a.Kind: map[string]any{"target": a.To}}
	if a.Kind != "habit" && a.Kind != "goal" {
		return "", nil
	}
	text, err := json.Marshal(edit)
	return string(text), err
}

// Question is what a finding answers.
func (lookReview) Question(kind string) string {
	known := map[string]string{
		"best_hours": "Best hours", "length": "Attention span", "first_things": "First things first", "shift": "What shifted", "breaks_help": "Breaks",
		"hours_help": "Deep work in the best hours", "switching": "Switching", "interruptions": "Interruptions by app",
	}
	if text := known[kind]; text != "" {
		return text
	}
	return capital(words(kind))
}

// lookGuess is tasks that had an estimate and what they took.
type lookGuess struct {
	look
	Tasks []api.Task
	Most  int64
}

// mostGuesses is how many of them are shown.
const mostGuesses = 20

func loadLookGuess(v *visit) (any, error) {
	l := v.look()
	from, err := v.client.Day(v, dayOf(l.First))
	if err != nil {
		return nil, err
	}
	to, err := v.client.Day(v, dayOf(l.end()))
	if err != nil {
		return nil, err
	}
	done, err := v.client.Tasks(v, api.TaskQuery{State: "done", From: from.From, To: to.To})
	if absent(err) {
		return nil, nil
	}
	g := lookGuess{look: l}
	for _, t := range slices.Backward(done.Tasks) {
		if t.Estimate > 0 && t.Spent > 0 && len(g.Tasks) < mostGuesses {
			g.Tasks = append(g.Tasks, t)
			g.Most = max(g.Most, t.Estimate, t.Spent)
		}
	}
	return g, err
}

// lookExercise is the exercise of three days.
type lookExercise struct {
	look
	api.Exercise
}

func loadLookExercise(v *visit) (any, error) {
	x, err := v.client.Exercise(v)
	if absent(err) {
		return nil, nil
	}
	return lookExercise{v.look(), x}, err
}

// lookSheet is what may be shown to others.
type lookSheet struct {
	look
	api.Report
}

func loadLookSheet(v *visit) (any, error) {
	l := v.look()
	r, err := l.report()
	if absent(err) {
		return nil, nil
	}
	return lookSheet{l, r}, err
}

// dayOf is the logical day of that date.
func dayOf(t time.Time) tracker.Day {
	return tracker.Day{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

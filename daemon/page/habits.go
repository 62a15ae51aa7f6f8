package page

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
)

// timeBlocksView is all time blocks, today or not.
type timeBlocksView struct {
	promisesView
	All []plannedBlock
}

// plannedBlock is a time block as it is planned, and as it is today.
type plannedBlock struct {
	api.TimeBlock
	Today *api.TimeBlock // nil: today does not ask for it
}

func loadTimeBlocks(v *visit) (any, error) {
	all, err := v.client.TimeBlocks(v)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a, err := v.agenda()
	if err != nil {
		return nil, err
	}
	view := timeBlocksView{promisesView: promisesView{v, a}}
	for _, b := range all.TimeBlocks {
		p := plannedBlock{TimeBlock: b}
		if i := slices.IndexFunc(a.TimeBlocks, func(t api.TimeBlock) bool { return t.ID == b.ID }); i >= 0 {
			p.Today = &a.TimeBlocks[i]
		}
		view.All = append(view.All, p)
	}
	return view, nil
}

// About is what else there is to know of one.
func (t timeBlocksView) About(b plannedBlock) (all []string) {
	add := func(is bool, text string) {
		if is {
			all = append(all, text)
		}
	}
	add(true, daysWords(b.Days))
	add(b.Window != "", b.Window)
	add(b.Deep, "deep")
	add(b.Batch, "for small tasks")
	add(b.Goal != "", "for "+b.Goal)
	add(b.Area != "", "+"+b.Area)
	add(len(b.Match) > 0, "ticked by "+strings.Join(b.Match, ", "))
	if b.Today != nil {
		add(b.Today.Next, "now is a good time")
		how := t.How(b.Today.Ticks)
		add(how != "", how)
		if w := b.Today.Week; w != nil {
			add(true, fmt.Sprintf("%d of %d days this week", w.Done, w.Planned))
		}
	}
	return all
}

// daysWords are the days of the week that a thing is for.
func daysWords(days string) string {
	switch days {
	case "", "daily":
		return "every day"
	case "mon,tue,wed,thu,fri":
		return "on weekdays"
	}
	var names []string
	for d := range strings.SplitSeq(days, ",") {
		names = append(names, capital(d))
	}
	return strings.Join(names, ", ")
}

// habitsView is all habits, and the days on which nothing is asked for.
type habitsView struct {
	promisesView
	All       []habitCard
	Vacations []api.Vacation
	Things    []thing // that a vacation can be from
}

// thing is something that has a name.
type thing struct{ ID, Name string }

// habitCard is a habit and what has become of it.
type habitCard struct {
	api.Habit
	Map    heatMap
	Months []habitMonth
}

func loadHabits(v *visit) (any, error) {
	all, err := v.client.Habits(v)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a, err := v.agenda()
	if err != nil {
		return nil, err
	}
	view := habitsView{promisesView: promisesView{v, a}, Vacations: all.Vacations}
	for _, h := range all.Habits {
		story, err := v.client.Habit(v, h.ID)
		if err != nil && !absent(err) {
			return nil, fmt.Errorf("%s: %w", h.Name, err)
		}
		card := habitCard{Habit: h, Months: monthsOf(story.First, story.Codes)}
		card.Map = heatMapOf(story.First, story.Codes, all.Day)
		view.All = append(view.All, card)
		view.Things = append(view.Things, thing{h.ID, h.Name})
	}
	blocks, err := v.client.TimeBlocks(v)
	if err != nil && !absent(err) {
		return nil, err
	}
	for _, b := range blocks.TimeBlocks {
		view.Things = append(view.Things, thing{b.ID, b.Name})
	}
	return view, nil
}

// About is what else there is to know of a habit.
func (h habitsView) About(c habitCard) (all []string) {
	add := func(is bool, text string) {
		if is {
			all = append(all, text)
		}
	}
	if c.PerWeek > 0 {
		add(true, fmt.Sprintf("%d times a week", c.PerWeek))
	} else {
		add(true, daysWords(c.Days))
	}
	add(c.Target > 0, h.amount(c.Habit, c.Target))
	add(c.Anchor != "", anchors()[c.Anchor])
	add(c.Coming != nil, h.coming(c.Habit))
	add(c.Ramp != nil, h.ramp(c.Habit))
	add(c.Goal != "", "for "+c.Goal)
	add(c.Area != "", "+"+c.Area)
	add(len(c.Match) > 0, "ticked by "+strings.Join(c.Match, ", "))
	how := h.How(c.Ticks)
	add(how != "", how)
	return all
}

func (h habitsView) amount(x api.Habit, n float64) string {
	text := number(n)
	if x.Measure == "minutes" {
		text = spell(int64(n * 60))
	}
	if x.AtMost {
		return "at most " + text
	}
	return text + " a day"
}

func (h habitsView) coming(x api.Habit) string {
	if x.Coming == nil {
		return ""
	}
	return h.amount(x, x.Coming.Target) + " from " + h.DayName(x.Coming.From) + " on"
}

func (h habitsView) ramp(x api.Habit) string {
	if x.Ramp == nil {
		return ""
	}
	text := "grows by " + number(x.Ramp.Step)
	if x.Ramp.Percent {
		text += " %"
	}
	if x.Ramp.Ceiling > 0 {
		text += " up to " + number(x.Ramp.Ceiling)
	}
	return text
}

// anchors are what a habit comes after.
func anchors() map[string]string {
	return map[string]string{
		"first_activity": "with the first activity", "first_break": "in the first break", "lunch": "at lunch",
		"first_block": "after the first block", "day_end": "at the end of the day",
	}
}

// Change is what a ramp proposes.
func (h habitsView) Change(x api.Habit) string {
	c := x.Change
	if c == nil {
		return ""
	}
	return fmt.Sprintf("%d of the last 7 done. %s from %s to %s?", c.Done, capital(c.Verdict), number(c.From), number(c.To))
}

// Seven are the places of a kick-start, done or not.
func (h habitsView) Seven(k *api.KickStart) (all [7]bool) {
	for i := range min(k.Done, 7) {
		all[i] = true
	}
	return all
}

// Until is a vacation in words.
func (h habitsView) Until(v api.Vacation) string {
	text := h.DayName(v.From)
	if v.To != v.From {
		text += " to " + h.DayName(v.To)
	}
	if len(v.Of) > 0 {
		text += ", from " + strings.Join(v.Of, ", ")
	}
	return capital(text)
}

// Codes of the days of a habit, as GET /v1/habits/{id} has them.
const (
	codeDone, codeMissed, codeNot, codeExcused, codeBridged, codeOpen = 'D', 'M', 'R', 'S', 'F', 'P'
)

// heatWeeks is how many weeks a heat map has.
const heatWeeks = 26

// heatStep is from one day of a heat map to the next.
const heatStep = 14

// heatMap is the days of half a year as paths, a column a week from Monday on.
type heatMap struct {
	Done, Bridged, Excused, Missed, Open, Rest string
	Months                                     []heatLabel
	Says                                       string
}

type heatLabel struct {
	X    int
	Name string
}

// heatMapOf draws the last half year up to today. A habit that is younger begins
// at the left, and has room for what is to come.
func heatMapOf(first, codes, today string) (m heatMap) {
	end, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return m
	}
	monday := func(d time.Time) time.Time { return d.AddDate(0, 0, -(int(d.Weekday())+6)%7) }
	begin := monday(end).AddDate(0, 0, -7*(heatWeeks-1))
	born, err := time.Parse(time.DateOnly, first)
	if err == nil && monday(born).After(begin) && !born.After(end) {
		begin = monday(born)
	}
	done, asked := 0, 0
	for i := range heatWeeks * 7 {
		day := begin.AddDate(0, 0, i)
		x, y := i/7*heatStep, heatStep+i%7*heatStep
		if day.Day() == 1 || i == 0 {
			m.label(x, day)
		}
		at := int(day.Sub(born).Hours() / 24)
		code := rune(codeNot)
		if err == nil && at >= 0 && at < len(codes) {
			code = rune(codes[at])
		}
		switch code {
		case codeDone:
			m.Done += square(x, y, 12)
		case codeBridged:
			m.Bridged += fmt.Sprintf("M%d %dl6 6-6 6-6-6z", x+6, y)
		case codeExcused:
			m.Excused += square(x+2, y+2, 8)
		case codeMissed:
			m.Missed += square(x+4, y+4, 4)
		case codeOpen:
			m.Open += square(x+1, y+1, 10)
		default:
			m.Rest += square(x, y, 12)
		}
		if code == codeDone || code == codeBridged || code == codeMissed {
			asked++
		}
		if code == codeDone {
			done++
		}
	}
	m.Says = fmt.Sprintf("done on %d of %s that asked for it", done, plural(asked, "day"))
	return m
}

// label writes a month above its first week, where there is room.
func (m *heatMap) label(x int, day time.Time) {
	if n := len(m.Months); n > 0 && x-m.Months[n-1].X < 2*heatStep {
		m.Months = m.Months[:n-1]
	}
	m.Months = append(m.Months, heatLabel{x, day.Format("Jan")})
}

func square(x, y, side int) string { return fmt.Sprintf("M%d %dh%dv%dh-%dz", x, y, side, side, side) }

// habitMonth is a month of a habit in numbers.
type habitMonth struct {
	Name                           string
	Done, Missed, Bridged, Excused int
}

// mostMonths is how many months the table behind a heat map has.
const mostMonths = 12

// monthsOf counts the days of each month, the last first.
func monthsOf(first, codes string) (all []habitMonth) {
	day, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return nil
	}
	for i, code := range codes {
		name := day.AddDate(0, 0, i).Format("January 2006")
		if n := len(all); n == 0 || all[n-1].Name != name {
			all = append(all, habitMonth{Name: name})
		}
		m := &all[len(all)-1]
		switch code {
		case codeDone:
			m.Done++
		case codeMissed:
			m.Missed++
		case codeBridged:
			m.Bridged++
		case codeExcused:
			m.Excused++
		}
	}
	slices.Reverse(all)
	return all[:min(len(all), mostMonths)]
}

package page

import (
	"fmt"
	"slices"
	"time"
)

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
	var whole, rest strokes
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
			done++
			whole.add(x, y)
		case codeBridged, codeExcused, codeMissed, codeOpen:
			m.mark(code, x, y)
		default:
			rest.add(x, y)
		}
		if code == codeDone || code == codeBridged || code == codeMissed {
			asked++
		}
	}
	m.Done, m.Rest = whole.String(), rest.String()
	m.Says = fmt.Sprintf("done on %d of %s that asked for it", done, plural(asked, "day"))
	return m
}

// mark draws a day that is not drawn whole.
func (m *heatMap) mark(code rune, x, y int) {
	switch code {
	case codeBridged:
		m.Bridged += fmt.Sprintf("M%d %dl6 6-6 6-6-6z", x+6, y)
	case codeExcused:
		m.Excused += square(x+2, y+2, 8)
	case codeMissed:
		m.Missed += square(x+4, y+4, 4)
	case codeOpen:
		m.Open += square(x+1, y+1, 10)
	}
}

// strokes are days that are drawn whole. Those that follow each other in a week are
// one stroke, which the style sheet cuts into squares: it is a tenth of the text.
type strokes struct {
	drawn       string
	x, from, to int // of the last one
}

func (s *strokes) add(x, y int) {
	if x != s.x || y != s.to+2 {
		s.drawn = s.String()
		s.x, s.from = x, y
	}
	s.to = y + 12
}

func (s strokes) String() string {
	if s.to == 0 {
		return ""
	}
	return s.drawn + fmt.Sprintf("M%d %dv%d", s.x+6, s.from, s.to-s.from)
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

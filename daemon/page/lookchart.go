package page

import (
	"fmt"
	"math"
	"time"
)

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
	Mean             int64 // of seven days up to this, or of the days in this
	Blocks           int
	Named            bool // there is room for the name
	Even             bool // but not on a narrow screen, where only every second month has some
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

// HasMeans says whether each bar has a mean of days.
func (c lookChart) HasMeans() bool { return c.Mean != "" || c.Period == "year" }

// bars are the slots of a look, which are days, weeks or months, with the lines
// for at most so many seconds.
func (l look) bars(slots []slot, unit string, most int64) lookChart {
	c := lookChart{look: l}
	hours := max(int64(math.Ceil(float64(most)/3600)), 1)
	step := evenHours((hours + 3) / 4)
	top := (hours + step - 1) / step * step
	for h := step; h <= top; h += step {
		c.Lines = append(c.Lines, lookLine{chartHeight - chartHeight*float64(h)/float64(top) + 8, fmt.Sprintf("%d h", h)})
	}
	width := 91 / float64(l.room(unit))
	for i, s := range slots {
		b := lookBar{
			Href: l.to(unit, s.First), X: 9 + width*float64(i), Width: width * .78, Blocks: s.Blocks.Completed,
			Named: i == 0 || unit != "week" || s.First.Month() != slots[i-1].First.Month(),
		}
		switch unit {
		case "day":
			b.Name, b.Long = s.First.Format("Mon"), s.First.Format("Monday, 2 January")
		case "week":
			b.Name, b.Long = s.First.Format("Jan"), s.First.Format("2 January to ")+s.Last.Format("2 January")
		case "month":
			b.Name, b.Long = s.First.Format("Jan"), s.First.Format("January")
		}
		b.Even = l.Period == "year" && s.First.Month()%2 == 0
		if l.Period == "month" {
			b.Name, b.Named = s.First.Format("2"), s.First.Weekday() == time.Monday
		}
		b.Middle = b.X + b.Width/2
		c.Bars = append(c.Bars, b)
	}
	return c
}

// evenHours are at least so many, and easy to count by.
func evenHours(least int64) int64 {
	for _, even := range []int64{1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50} {
		if even >= least {
			return even
		}
	}
	return (least + 49) / 50 * 50
}

// unit is what the time is shown by.
func (l look) unit() string {
	if l.Period == "year" {
		return "month"
	}
	return "day"
}

// room is how many of a unit the time may have.
func (l look) room(unit string) int {
	switch {
	case unit == "month":
		return 12
	case unit == "week":
		return 54 // the first and the last may have one day each
	case l.Period == "month":
		return l.Last.Day()
	case l.Period == "week":
		return 7
	}
	return 1
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

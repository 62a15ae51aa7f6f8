package page

import (
	"time"

	"focusd/daemon/api"
)

const (
	mostLanes  = 7                // days that are drawn below each other
	laneGrain  = 10 * time.Minute // shorter stretches are joined there
	laneHeight = 18               // pixels
)

// lanesView is a few days, a lane for each.
type lanesView struct {
	*visit
	Lanes []lane
	Hours []tick // of the first day, at the top
}

// lane is one day.
type lane struct {
	Name, Href string
	Stretches  []mark
	There      time.Duration
}

func loadLanes(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || p.One() || p.Days() > mostLanes || !p.From.Before(v.Status.At) {
		return nil, nil
	}
	line, err := v.client.Timeline(v, p.From, earlier(p.To, v.Status.At), laneGrain)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	lanes := lanesView{visit: v}
	for day := p.First; !p.Last.Before(day); day = day.Add(1) {
		// A day ends where the next begins, by the clock of now.
		from := p.From.In(v.zone).AddDate(0, 0, len(lanes.Lanes))
		d := timelineView{visit: v, From: from, To: from.AddDate(0, 0, 1), Line: line}
		if lanes.Hours == nil {
			lanes.Hours = d.Ticks()
		}
		one := p
		one.First, one.Last = day, day
		lanes.Lanes = append(lanes.Lanes, d.lane(dated(day).Format("Mon 2"), one.Query()))
	}
	return lanes, nil
}

// lane is what is drawn of a day; what was no activity is left white.
func (t timelineView) lane(name, href string) lane {
	l := lane{Name: name, Href: href}
	for _, s := range t.Line.Stretches {
		m, ok := t.mark(s.Start, s.End)
		if !ok || s.Class == "" {
			continue
		}
		m.Class, m.Text = t.tint(s.Category, s.Hue), t.laneText(s)
		l.Stretches = append(l.Stretches, m)
		l.There += earlier(s.End, t.To).Sub(later(s.Start, t.From))
	}
	return l
}

func (t timelineView) laneText(s api.Stretch) string {
	text := t.Clock(s.Start) + "–" + t.Clock(s.End) + " · " + s.App
	if s.Category != "" {
		text += " · " + s.Category
	}
	return text
}

// Height is that of a lane, in pixels.
func (lanesView) Height() int { return laneHeight }

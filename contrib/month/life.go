package month

import (
	"fmt"
	"slices"
	"time"

	"focusd/contrib/person"
	"focusd/tracker"
)

const (
	days    = 31               // before today
	running = 22 * time.Minute // for so long the block has been running that runs now
	seed    = 7
)

// Zone is one in which it is four in the afternoon at now, or a little later:
// most of a day is to be seen then.
func Zone(now time.Time) string {
	zones := []string{
		"UTC", "Atlantic/Azores", "America/Noronha", "America/Sao_Paulo", "America/Halifax", "America/New_York", "America/Chicago", "America/Denver",
		"America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "Pacific/Pago_Pago", "Pacific/Auckland", "Pacific/Guadalcanal",
		"Australia/Brisbane", "Asia/Tokyo", "Asia/Manila", "Asia/Bangkok", "Asia/Dhaka", "Asia/Karachi", "Asia/Dubai", "Africa/Nairobi", "Africa/Cairo", "Europe/Berlin",
	}
	for _, zone := range zones {
		if in, err := time.LoadLocation(zone); err == nil && now.In(in).Hour() == 16 {
			return zone
		}
	}
	east := 16 - now.UTC().Hour() // summer time leaves hours that no town of these has
	if east > 12 {
		east -= 24
	}
	return fmt.Sprintf("Etc/GMT%+d", -east) // the names count to the west
}

// live lives the month: the days before today as the calendar has them, and
// today as a day at work, whatever day of the week it is.
func live(now time.Time, in *time.Location) person.Life {
	_, offset := now.In(in).Zone()
	shift := -time.Duration(offset) * time.Second
	local := now.In(in)
	today := tracker.Day{Year: local.Year(), Month: local.Month(), Day: local.Day()}
	life := person.Live(person.Character{Seed: seed, Begin: today.Add(-days), Days: days})
	moved(&life, shift)
	day, away := workday(today)
	moved(&day, shift+time.Duration(away)*24*time.Hour)
	cut(&day, now.Add(-running).Truncate(time.Second))
	life.Moments = append(life.Moments, day.Moments...)
	life.Blocks = append(life.Blocks, day.Blocks...)
	life.Zone, life.Flights = in.String(), nil
	rest(&life, today.Add(-17), 2, in)
	begin(&life, now.Truncate(time.Second))
	for i := range life.Moments {
		life.Moments[i].Offset = offset / 60
	}
	return life
}

// workday is a day at work, and how many days before today it is.
func workday(today tracker.Day) (person.Life, int) {
	away := 0
	for today.Add(-away).Weekday() != time.Wednesday {
		away++
	}
	for s := uint64(seed); ; s++ {
		life := person.Live(person.Character{Seed: s, Begin: today.Add(-away), Days: 1})
		met := slices.ContainsFunc(life.Moments, func(m person.Moment) bool { return m.App == "meeting" && m.From.Hour() < 14 })
		if life.Days[0].Kind == person.Workday && len(life.Blocks) >= 7 && met {
			return life, away
		}
	}
}

// moved has a life be so much later.
func moved(l *person.Life, by time.Duration) {
	for i := range l.Moments {
		l.Moments[i].From, l.Moments[i].To = l.Moments[i].From.Add(by), l.Moments[i].To.Add(by)
	}
	for i := range l.Blocks {
		l.Blocks[i].Start, l.Blocks[i].End = l.Blocks[i].Start.Add(by), l.Blocks[i].End.Add(by)
	}
}

// cut ends a life.
func cut(l *person.Life, at time.Time) {
	l.Moments = slices.DeleteFunc(l.Moments, func(m person.Moment) bool { return !m.From.Before(at) })
	last := &l.Moments[len(l.Moments)-1]
	last.To = earlier(last.To, at)
	l.Blocks = slices.DeleteFunc(l.Blocks, func(b person.Block) bool { return !b.Start.Before(at) })
	for i, b := range l.Blocks {
		if b.End.After(at) {
			l.Blocks[i].End, l.Blocks[i].Finished = at, true
		}
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// rest has the machine be off on days of vacation.
func rest(l *person.Life, first tracker.Day, days int, in *time.Location) {
	from := time.Date(first.Year, first.Month, first.Day, 5, 0, 0, 0, in)
	to := from.AddDate(0, 0, days)
	within := func(t time.Time) bool { return !t.Before(from) && t.Before(to) }
	l.Blocks = slices.DeleteFunc(l.Blocks, func(b person.Block) bool { return within(b.Start) })
	for i, m := range l.Moments {
		if within(m.From) {
			l.Moments[i] = person.Moment{From: m.From, To: m.To, Presence: tracker.Asleep}
		}
	}
}

// begin has a block run at the end of a life.
func begin(l *person.Life, now time.Time) {
	at := l.To()
	l.Blocks = append(l.Blocks, person.Block{Start: at, End: now.Add(time.Hour), Preset: "50/10", Finished: true})
	for i, length := range []time.Duration{9, 2, 6, 1, 30} {
		m := person.Moment{From: at, To: earlier(at.Add(length*time.Minute), now), Presence: tracker.Active, App: "editor", Doing: "work/code"}
		switch i {
		case 1:
			m.App, m.Doing = "reader", "study"
		case 3:
			m.App, m.Doing = "chat", "office/chat"
		}
		l.Moments = append(l.Moments, m)
		at = m.To
	}
}

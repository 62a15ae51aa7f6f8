package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"focusd/tracker"
)

// Loss says how a damaged store was replaced, for the person.
type Loss struct {
	Reason  error  // what verification said
	Damaged string // where the damaged file is now; it is never written to
	Backup  string // the backup that filled the holes; "" none

	Salvaged   bool // false: nothing could be read of the damaged file
	DaysSaved  int  // in the store now
	DaysFilled int  // of them from the backup
	DaysLost   []tracker.Day
	TailLost   time.Duration // holes in the days that were not closed yet
	EventsLost int           // blocks, breaks and transitions, as far as they were counted
}

// String is what happened and what to do, in sentences.
func (l *Loss) String() string {
	var b strings.Builder
	b.WriteString("The store was damaged. ")
	switch {
	case l.Salvaged && l.Backup != "":
		fmt.Fprintf(&b, "Saved: %s, of them from the backup %s: %d. ", countDays(l.DaysSaved), filepath.Base(l.Backup), l.DaysFilled)
	case l.Salvaged:
		fmt.Fprintf(&b, "Saved: %s. ", countDays(l.DaysSaved))
	case l.Backup != "":
		fmt.Fprintf(&b, "Nothing of it could be read; the backup %s with %s is in its place. ", filepath.Base(l.Backup), countDays(l.DaysSaved))
	default:
		b.WriteString("Nothing of it could be read and there is no good backup: the log begins anew. ")
	}
	l.describeHoles(&b)
	fmt.Fprintf(&b, "The damaged file is kept: %s", l.Damaged)
	return b.String()
}

func countDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func (l *Loss) describeHoles(b *strings.Builder) {
	if n := len(l.DaysLost); n > 0 {
		var lost []string
		for _, d := range l.DaysLost[:min(n, 10)] {
			lost = append(lost, d.String())
		}
		if n > 10 {
			lost = append(lost, fmt.Sprintf("and %d more", n-10))
		}
		fmt.Fprintf(b, "Lost: %s. ", strings.Join(lost, ", "))
	}
	if l.TailLost > 0 {
		fmt.Fprintf(b, "Of the last days, %v are missing. ", l.TailLost.Round(time.Second))
	}
	if l.EventsLost > 0 {
		fmt.Fprintf(b, "%d blocks, breaks and transitions are missing. ", l.EventsLost)
	}
}

// measure counts what the new file has and has not.
func (l *Loss) measure(path string) error {
	f, err := openReadOnly(path)
	if err != nil {
		return err
	}
	err = f.view(func(t *tx) error {
		if err := l.measureLog(log{tx: t, stream: local}); err != nil || !l.Salvaged {
			return err
		}
		got, err := salvaged(t)
		if err != nil {
			return err
		}
		for _, bucket := range []string{bBlock, bBreak, bRecord} {
			has, err := t.count(bucket)
			if err != nil {
				return err
			}
			l.EventsLost += int(max(got.Had[bucket], has) - has)
		}
		return nil
	})
	return errors.Join(err, f.close())
}

// measureLog finds the holes of a log that has none by itself: every instant
// between its begin and its end is in a span.
func (l *Loss) measureLog(log log) error {
	l.DaysSaved = 0
	last := utcDay(0)
	for day, ok, err := log.firstDay(0); ok || err != nil; day, ok, err = log.firstDay(day + 1) {
		if err != nil {
			return err
		}
		for lost := last + 1; l.DaysSaved > 0 && lost < day; lost++ {
			l.DaysLost = append(l.DaysLost, civil(lost))
		}
		last = day
		l.DaysSaved++
		spans, _, err := log.rows(day)
		if err != nil {
			return err
		}
		for i := 1; i < len(spans); i++ {
			l.TailLost += spans[i].Start.Sub(spans[i-1].End)
		}
	}
	return nil
}

func civil(d utcDay) tracker.Day {
	year, month, day := fromMillis(d.start()).Date()
	return tracker.Day{Year: year, Month: month, Day: day}
}

package page

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"focusd/daemon/api"
)

// civilLayouts are how a browser writes a time of the day, without a zone.
func civilLayouts() []string {
	return []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}
}

// instants are the times at which the clocks of a zone showed what text says: none
// in the hour that they jump over, two in the one that they go through twice.
func instants(text string, zone *time.Location) (all []time.Time, ok bool) {
	for _, layout := range civilLayouts() {
		t, err := time.ParseInLocation(layout, text, time.UTC)
		if err != nil {
			continue
		}
		var seen []int
		for _, near := range []time.Time{t.Add(-26 * time.Hour), t.Add(26 * time.Hour)} {
			_, offset := near.In(zone).Zone()
			at := t.Add(-time.Duration(offset) * time.Second).In(zone)
			if _, is := at.Zone(); is != offset || len(seen) > 0 && seen[0] == offset {
				continue
			}
			seen, all = append(seen, offset), append(all, at)
		}
		return all, true
	}
	return nil, false
}

// at is the instant that the query asks about, if it does. Where it is a time of
// the day that there was twice, it is the first, and other the second.
func (v *visit) at() (at, other time.Time, err error) {
	text := v.query.Get("at")
	if text == "" {
		return at, other, nil
	}
	if at, err = time.Parse(time.RFC3339, text); err == nil {
		return at, other, nil
	}
	all, ok := instants(text, v.zone)
	switch {
	case !ok:
		return at, other, &api.Error{Message: "that is no time: " + text, Hint: "write it as 2026-11-22 14:30"}
	case len(all) == 0:
		return at, other, &api.Error{Message: "there was no " + strings.Replace(text, "T", " ", 1) + ": the clocks jumped over it", Hint: "ask about a time before or after the jump"}
	case len(all) > 1:
		other = all[1]
	}
	return all[0], other, nil
}

// clocksFor is how far before and after the days of a page its clocks are told.
const clocksFor = 2 * 365 * 24 * time.Hour

// Clocks are those of the page for its script, as JSON: since when, in Unix
// milliseconds, how many seconds east of UTC.
func (v *visit) Clocks() (string, error) {
	p := v.period()
	from, to := earlier(p.From, v.Status.At).Add(-clocksFor), v.Status.At.Add(clocksFor)
	if p.err != nil {
		from = v.Status.At.Add(-clocksFor)
	}
	var all [][2]int64
	for at := from; at.Before(to); {
		_, offset := at.In(v.zone).Zone()
		all = append(all, [2]int64{at.UnixMilli(), int64(offset)})
		_, end := at.In(v.zone).ZoneBounds()
		if end.IsZero() {
			break
		}
		at = end
	}
	text, err := json.Marshal(all)
	if err != nil {
		return "", fmt.Errorf("tell the clocks: %w", err)
	}
	return string(text), nil
}

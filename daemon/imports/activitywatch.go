package imports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// bucket is one stream of events of ActivityWatch.
type bucket struct {
	Type   string
	Events []struct {
		Timestamp time.Time
		Duration  float64 // seconds
		Data      struct{ App, Status string }
	}
}

// use is a stretch in one app.
type use struct {
	from, to time.Time
	app      string
}

// brief is what does not make an entry of its own: who looks something up for
// half a minute has not left what they were doing.
const brief = time.Minute

// activityWatch reads an export of buckets. Titles stay where they are: entries
// are about apps.
func (r *reader) activityWatch(file []byte) error {
	var export struct{ Buckets map[string]bucket }
	in := json.NewDecoder(bytes.NewReader(file))
	if err := in.Decode(&export); err != nil {
		return jsonError(file, 0, err)
	}
	if export.Buckets == nil {
		return spot{1, 1}.wrong("there are no buckets in it", "export them in ActivityWatch: Raw Data, Export all buckets as JSON")
	}
	var windows, there []use
	watched := false
	for _, b := range export.Buckets {
		for _, e := range b.Events {
			u := use{e.Timestamp, e.Timestamp.Add(time.Duration(min(max(e.Duration, 0), 7*24*3600) * float64(time.Second))), e.Data.App}
			switch {
			case b.Type == "currentwindow":
				windows = append(windows, u)
			case b.Type == "afkstatus":
				watched = true
				if e.Data.Status == "not-afk" {
					there = append(there, u)
				}
			}
		}
	}
	windows = inTurn(windows)
	if watched {
		windows = during(windows, inTurn(there))
	}
	for _, u := range gathered(windows) {
		if u.to.Sub(u.from) < brief {
			r.skip(0, "shorter than a minute")
			continue
		}
		if err := r.add(spot{}, u.from, u.to, cmp.Or(u.app, "an app without a name"), ""); err != nil {
			return err
		}
	}
	return nil
}

// inTurn puts uses in order, so that none overlaps the next: ActivityWatch
// stores what grows as further events with the same start.
func inTurn(all []use) (turns []use) {
	slices.SortFunc(all, func(a, b use) int {
		return cmp.Or(a.from.Compare(b.from), b.to.Compare(a.to), cmp.Compare(a.app, b.app))
	})
	for _, u := range all {
		if last := len(turns) - 1; last >= 0 && turns[last].to.After(u.from) {
			if turns[last].from.Equal(u.from) {
				continue // the longest came first
			}
			turns[last].to = u.from
		}
		if u.to.After(u.from) {
			turns = append(turns, u)
		}
	}
	return turns
}

// during are the parts of uses in which somebody was there. Both are in turn.
func during(uses, there []use) (parts []use) {
	for _, u := range uses {
		for len(there) > 0 && !there[0].to.After(u.from) {
			there = there[1:]
		}
		for _, w := range there {
			if !w.from.Before(u.to) {
				break
			}
			part := u
			if w.from.After(part.from) {
				part.from = w.from
			}
			if w.to.Before(part.to) {
				part.to = w.to
			}
			parts = append(parts, part)
		}
	}
	return parts
}

// gathered puts together what is in one app, over what is brief.
func gathered(uses []use) (runs []use) {
	for _, u := range uses {
		last := len(runs) - 1
		switch {
		case last < 0 || u.from.Sub(runs[last].to) >= brief:
		case u.app == runs[last].app, u.to.Sub(u.from) < brief:
			runs[last].to = u.to
			continue
		}
		runs = append(runs, u)
	}
	return runs
}

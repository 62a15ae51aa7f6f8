package page

import (
	"fmt"

	"focusd/daemon/api"
)

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

// Long is a length of days: of many hours nobody wants the minutes.
func (lookFigures) Long(seconds int64) string {
	if seconds >= 100*3600 {
		return fmt.Sprintf("%d h", (seconds+1800)/3600)
	}
	return spell(seconds)
}

// Time is all the time that has a worth.
func (f lookFigures) Time(x *api.Figures) (n int64) {
	for _, s := range x.Classes {
		n += s
	}
	return n
}

package page

import (
	"time"

	"focusd/daemon/api"
)

// whyView is what the log says of an instant, and by what it was found.
type whyView struct {
	*visit
	api.Why
	Other time.Time // when the clocks showed the same again; zero: they did not
}

func loadWhy(v *visit) (any, error) {
	at, other, err := v.at()
	if err != nil || at.IsZero() {
		return nil, err
	}
	why, err := v.client.Why(v, at)
	if err != nil {
		return nil, err
	}
	return whyView{v, why, other}, nil
}

// At is the address of why an instant is as it is.
func (v *visit) At(p period, t time.Time) string {
	return p.Query("at", t.UTC().Format(time.RFC3339Nano)) + "#why"
}

// Again is the address of the second time that the clocks showed that.
func (w whyView) Again() string { return w.visit.At(w.period(), w.Other) }

package page

import (
	"time"

	"focusd/daemon/api"
)

// whyView is what the log says of an instant, and by what it was found.
type whyView struct {
	*visit
	api.Why
}

func loadWhy(v *visit) (any, error) {
	at, err := time.Parse(time.RFC3339, v.query.Get("at"))
	if err != nil {
		return nil, nil
	}
	why, err := v.client.Why(v, at)
	if err != nil {
		return nil, err
	}
	return whyView{v, why}, nil
}

// At is the address of why an instant is as it is.
func (v *visit) At(p period, t time.Time) string {
	return p.Query("at", t.UTC().Format(time.RFC3339Nano)) + "#why"
}

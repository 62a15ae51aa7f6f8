package page

import "focusd/daemon/api"

// lookSheet is what may be shown to others.
type lookSheet struct {
	look
	api.Report
}

func loadLookSheet(v *visit) (any, error) {
	l := v.look()
	r, err := l.report()
	if absent(err) {
		return nil, nil
	}
	return lookSheet{l, r}, err
}

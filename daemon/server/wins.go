package server

import (
	"net/http"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// wins is what got done on a day.
func (d *door) wins(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query(), "day"); err != nil {
		return err
	}
	day, err := d.dayParam(r.URL.Query().Get("day"))
	if err != nil {
		return err
	}
	wins, err := d.winsOn(day)
	if err != nil {
		return err
	}
	return answer(w, api.Wins{Day: day.String(), Wins: wins})
}

func (d *door) winsOn(day tracker.Day) ([]api.Win, error) {
	days, err := d.days(day, day)
	if err != nil {
		return nil, err
	}
	all := []api.Win{}
	err = d.lookOn(day, func(t agenda.Today, account agenda.Account) {
		for _, sum := range days {
			for _, win := range report.Wins(sum, doneOn(account, t)) {
				all = append(all, api.Win{Kind: win.Kind, Text: win.Text, Seconds: wholeSeconds(win.Time), N: win.N})
			}
		}
	})
	return all, err
}

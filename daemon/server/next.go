package server

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/timer"
	"focusd/timer/agenda"
)

// next is what to do in a gap.
func (d *door) next(w http.ResponseWriter, r *http.Request) error {
	g, most, five, err := d.gapOf(r)
	if err != nil {
		return err
	}
	peek, err := isSet(r.URL.Query().Get("peek"), "peek")
	if err != nil {
		return err
	}
	if d.Agenda == nil {
		return noAgenda()
	}
	now := d.now()
	facts, err := d.facts(now.Today(), now)
	if err != nil {
		return err
	}
	offer := d.Agenda.Offer
	if peek {
		offer = d.peek
	}
	offers, err := offer(func(a *agenda.Agenda, when agenda.When) []agenda.Offer {
		f := a.Factors()
		g.Habits = a.Look(when.Today(), facts, when).Offers()
		switch {
		case five:
			return justFive(a, f, when)
		case most > 3:
			all := a.Batch(g, f, when)
			return all[:min(len(all), most)]
		}
		all := a.Pick(g, f, when)
		return all[:min(len(all), most)]
	})
	if err != nil {
		return agendaError(err)
	}
	found := api.Next{Gap: wholeSeconds(g.Length), Offers: []api.Offer{}}
	for _, o := range offers {
		found.Offers = append(found.Offers, wireOffer(o))
	}
	return answer(w, found)
}

// peek is Offer of what nobody may ever see: it is not remembered.
func (d *door) peek(choose func(*agenda.Agenda, agenda.When) []agenda.Offer) (offers []agenda.Offer, err error) {
	err = d.Agenda.Look(func(a *agenda.Agenda, when agenda.When) error {
		offers = choose(a, when)
		return nil
	})
	return offers, err
}

// justFive is the offer of the one thing to begin with five minutes of.
func justFive(a *agenda.Agenda, f agenda.Factors, when agenda.When) []agenda.Offer {
	t, ok := a.JustFive(when)
	if !ok {
		return nil
	}
	return []agenda.Offer{a.OfferOf(t, f)}
}

// gapOf reads what a request says of a gap.
func (d *door) gapOf(r *http.Request) (g agenda.Gap, most int, five bool, err error) {
	q := r.URL.Query()
	if err := onlyParams(q, "gap", "context", "background", "n", "five", "peek"); err != nil {
		return g, 0, false, err
	}
	if g.Length = d.gapNow(); q.Get("gap") != "" {
		if g.Length, err = time.ParseDuration(q.Get("gap")); err != nil || g.Length < time.Minute || g.Length > longestGap {
			return g, 0, false, badRequest("\"gap\" is no length of 1 minute to 12 hours: "+clip(q.Get("gap")), "write gap=10m")
		}
	}
	for _, c := range q["context"] {
		g.Contexts = append(g.Contexts, strings.FieldsFunc(strings.ToLower(c), func(r rune) bool { return r == ',' })...)
	}
	if g.Background, err = isSet(q.Get("background"), "background"); err != nil {
		return g, 0, false, err
	}
	if five, err = isSet(q.Get("five"), "five"); err != nil {
		return g, 0, false, err
	}
	most = 3
	if text := q.Get("n"); text != "" {
		if most, err = strconv.Atoi(text); err != nil || most < 1 || most > mostOffers {
			return g, 0, false, badRequest("\"n\" is no number from 1 to 20: "+clip(text), "write n=3")
		}
	}
	return g, most, five, nil
}

// gapNow is how long there is for something unless the person says so: the rest
// of a break.
func (d *door) gapNow() time.Duration {
	state := d.engine.Snapshot().Timer
	switch state.Phase {
	case timer.ShortBreak, timer.LongBreak:
		return max(state.Left(time.Now()).Round(time.Second), 2*time.Minute)
	}
	return usualGap
}

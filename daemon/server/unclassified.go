package server

import (
	"net/http"
	"strconv"
	"time"

	"focusd/daemon/api"
	"focusd/tracker/category"
)

// unclassified lists what nobody has said anything about.
func (d *door) unclassified(w http.ResponseWriter, r *http.Request) error {
	if d.Rules == nil {
		return noRules()
	}
	sp, err := d.rangeOf(r, time.Now().Add(-someTime), "limit")
	if err != nil {
		return err
	}
	limit, err := limitOf(r.URL.Query().Get("limit"))
	if err != nil {
		return err
	}
	if err := d.engine.SettleTo(r.Context(), sp.to); err != nil {
		return err
	}
	gaps, err := d.Rules.Gaps(sp.from, sp.to)
	if err != nil {
		return err
	}
	list := api.Unclassified{From: sp.from, To: sp.to, Apps: []api.UnclassifiedApp{}}
	for i, g := range gaps {
		list.Total += g.Time.Milliseconds()
		if i < limit {
			list.Apps = append(list.Apps, wireGap(g))
		}
	}
	return answer(w, list)
}

// mostUnclassified is how many apps are listed where no limit is given.
const mostUnclassified = 1000

func limitOf(text string) (int, error) {
	if text == "" {
		return mostUnclassified, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostUnclassified {
		return 0, badRequest("\"limit\" cannot be "+clip(text), "write a number from 1 to "+strconv.Itoa(mostUnclassified))
	}
	return n, nil
}

func wireGap(g category.Gap) api.UnclassifiedApp {
	w := api.UnclassifiedApp{
		App: g.App, Category: g.Category, Time: g.Time.Milliseconds(), Spans: g.Uses,
		Suggest: suggestion(g.Suggest), Titles: []api.UnclassifiedTitle{},
	}
	for _, p := range g.Parts {
		w.Titles = append(w.Titles, api.UnclassifiedTitle{Text: p.Text, Time: p.Time.Milliseconds(), Spans: p.Uses, Suggest: suggestion(p.Suggest)})
	}
	return w
}

func suggestion(r category.Rule) api.Suggestion {
	return api.Suggestion{Condition: r.Condition(), Category: r.Category}
}

package page

import (
	"cmp"
	"slices"

	"focusd/daemon/api"
)

// templatesView is what can be made again, and what could be kept for it.
type templatesView struct {
	*visit
	Templates []api.Template
	Done      []api.Task
}

// mostKept is how many finished tasks are offered to be kept as templates.
const mostKept = 12

func loadTemplates(v *visit) (any, error) {
	all, err := v.client.Templates(v)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	done, err := v.client.Tasks(v, api.TaskQuery{State: "done"})
	if err != nil && !absent(err) {
		return nil, err
	}
	view := templatesView{visit: v, Templates: all.Templates}
	for _, t := range slices.Backward(done.Tasks) {
		if t.Parent == "" && len(view.Done) < mostKept {
			view.Done = append(view.Done, t)
		}
	}
	return view, nil
}

// Takes is how long a template is thought to take, "" where nobody knows.
func (t templatesView) Takes(x api.Template) string {
	if s := cmp.Or(x.Takes, x.Task.Estimate); s > 0 {
		return "about " + spell(s)
	}
	return ""
}

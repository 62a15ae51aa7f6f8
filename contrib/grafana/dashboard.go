package grafana

import (
	"slices"
	"strings"
)

// columns is how wide Grafana is.
const columns = 24

// All are the dashboards of focusd.
func All() []Dashboard {
	return []Dashboard{today(), consistency(), activity(), health()}
}

// build puts panels in rows, in their order, and adds what all dashboards have.
func build(d Dashboard, panels ...Panel) Dashboard {
	d.Tags, d.Timezone, d.GraphTooltip = []string{"focusd"}, "browser", 1
	d.SchemaVersion, d.Version = schema, 1
	d.Links = []Link{{Title: "focusd", Type: "dashboards", Tags: d.Tags, IncludeVars: true, KeepTime: false}}
	d.Panels = place(panels)
	d.Templating.List = variables(d.Panels)
	d.Annotations.List = annotations()
	return d
}

// place gives each panel its number and its place.
func place(panels []Panel) []Panel {
	x, y, tallest := 0, 0, 0
	for i := range panels {
		p := &panels[i]
		if x+p.Grid.W > columns {
			x, y, tallest = 0, y+tallest, 0
		}
		p.ID, p.Grid.X, p.Grid.Y = i+1, x, y
		x += p.Grid.W
		tallest = max(tallest, p.Grid.H)
	}
	return panels
}

// variables are what can be chosen, as far as a panel asks for it.
func variables(panels []Panel) []Variable {
	all := []Variable{
		{Name: "datasource", Label: "Data source", Type: "datasource", Query: "prometheus"},
		{Name: "job", Label: "Job", Type: "textbox", Query: "focusd", Current: &Choice{"focusd", "focusd"}},
		choice("instance", "Machine", `label_values(focusd_build_info{job="$job"}, instance)`),
	}
	for _, v := range []Variable{
		choice("goal", "Goal", "label_values("+of("focusd_streak_current")+", goal)"),
		choice("category", "Category", "label_values("+of("focusd_active_seconds_total")+", category)"),
	} {
		asks := func(p Panel) bool {
			return slices.ContainsFunc(p.Targets, func(t Target) bool { return strings.Contains(t.Expr, "$"+v.Name) })
		}
		if slices.ContainsFunc(panels, asks) {
			all = append(all, v)
		}
	}
	return all
}

// choice is a variable of which several or all values can be chosen.
func choice(name, label, query string) Variable {
	from := source()
	return Variable{
		Name: name, Label: label, Type: "query", Query: query, Datasource: &from,
		Refresh: 2, Sort: 1, Multi: true, IncludeAll: true, AllValue: ".*", Current: &Choice{"All", "$__all"},
	}
}

// annotations are the marks over all panels. A block is marked where the phase
// begins, whatever it is.
func annotations() []Annotation {
	mark := func(name, colour, expr string) Annotation {
		return Annotation{Name: name, Datasource: source(), Enable: name != "Phases", IconColor: colour, Expr: expr, Title: name, Text: "{{instance}}"}
	}
	return []Annotation{
		mark("Phases", "blue", "changes("+of("focusd_timer_phase_start_timestamp_seconds")+"[$__interval]) > 0"),
		mark("Goal met", "purple", of("focusd_goal_met")+" == 1 unless "+of("focusd_goal_met")+" offset $__interval == 1"),
		mark("Daemon started", "orange", "changes("+of("process_start_time_seconds")+"[5m]) > 0"),
	}
}

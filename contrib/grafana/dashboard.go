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
	d.Annotations.List = annotations(d.Time)
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

// annotations are the marks over all panels. Blocks are too many for more than a
// day, until somebody asks for them.
func annotations(shown Range) []Annotation {
	mark := func(name, colour, expr, text string) Annotation {
		return Annotation{Name: name, Datasource: source(), Enable: true, IconColor: colour, Expr: expr, Title: name, Text: text}
	}
	works := " and on (job, instance) " + of("focusd_timer_state", `state="work"`) + " == 1"
	phase, phaseBefore := latest(of("focusd_timer_phase_start_timestamp_seconds"))
	met, metBefore := latest(of("focusd_goal_met"))
	start, startBefore := latest(of("process_start_time_seconds"))
	blocks := mark("Block", "blue", phase+" != "+phaseBefore+works, "{{instance}}")
	blocks.Enable = shown.From == "now/d"
	return []Annotation{
		blocks,
		mark("Goal met", "purple", met+" > "+metBefore, "{{goal}}"),
		mark("Daemon started", "orange", start+" != "+startBefore, "{{instance}}"),
	}
}

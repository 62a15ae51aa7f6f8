package grafana

// The units of Grafana that are used here.
const (
	seconds  = "s"
	percent  = "percentunit"
	count    = "short"
	size     = "bytes"
	perHour  = "none"
	moment   = "dateTimeAsIso"
	requests = "reqps"
	yesNo    = "bool"
)

// source is the one that is chosen at the top.
func source() Datasource { return Datasource{Type: "prometheus", UID: "${datasource}"} }

// query is an expression and what its series are called.
type query struct{ legend, expr string }

// panel is one that has no place yet.
func panel(kind, title, description, unit string, w, h int, queries ...query) Panel {
	p := Panel{
		Type: kind, Title: title, Description: description, Datasource: source(), Grid: Grid{W: w, H: h},
		Field: FieldConfig{Overrides: []any{}, Defaults: Defaults{
			Unit: unit, Mappings: []any{},
			Color:      map[string]any{"mode": "palette-classic"},
			Thresholds: Thresholds{Mode: "absolute", Steps: []Step{{Color: "blue"}}},
		}},
	}
	for i, q := range queries {
		p.Targets = append(p.Targets, Target{
			RefID: string(rune('A' + i)), Datasource: source(), Expr: q.expr, Legend: q.legend, Range: true, Format: "time_series",
		})
	}
	return p
}

// last has a panel show the latest value of each series.
func last() map[string]any {
	return map[string]any{"calcs": []string{"lastNotNull"}, "fields": "", "values": false}
}

// stat is a number, with the line of how it came to be behind it.
func stat(title, description, unit string, w int, queries ...query) Panel {
	p := panel("stat", title, description, unit, w, 4, queries...)
	p.Field.Defaults.Color["mode"] = "thresholds"
	p.Options = map[string]any{
		"reduceOptions": last(), "colorMode": "value", "graphMode": "area", "textMode": "auto",
		"justifyMode": "auto", "orientation": "auto", "wideLayout": true,
	}
	return p
}

// words is a stat that shows what its series are called.
func words(title, description, unit string, w int, queries ...query) Panel {
	p := stat(title, description, unit, w, queries...)
	p.Options["graphMode"], p.Options["textMode"] = "none", "name"
	return p
}

// gauge is a number on a scale.
func gauge(title, description, unit string, w int, most float64, queries ...query) Panel {
	p := panel("gauge", title, description, unit, w, 6, queries...).within(0, most)
	p.Field.Defaults.Color["mode"] = "thresholds"
	p.Options = map[string]any{"reduceOptions": last(), "showThresholdLabels": false, "showThresholdMarkers": true}
	return p
}

// rows is a bar for each series.
func rows(title, description, unit string, w int, queries ...query) Panel {
	p := panel("bargauge", title, description, unit, w, 8, queries...)
	p.Options = map[string]any{
		"reduceOptions": last(), "displayMode": "basic", "orientation": "horizontal", "showUnfilled": true, "valueMode": "color",
	}
	return p
}

func legend() map[string]any {
	return map[string]any{"displayMode": "list", "placement": "bottom", "showLegend": true, "calcs": []string{}}
}

func tooltip() map[string]any { return map[string]any{"mode": "multi", "sort": "desc"} }

// lines are series over time.
func lines(title, description, unit string, w int, queries ...query) Panel {
	p := panel("timeseries", title, description, unit, w, 8, queries...)
	p.Field.Defaults.Custom = map[string]any{
		"drawStyle": "line", "lineWidth": 2, "fillOpacity": 10, "showPoints": "auto", "spanNulls": false,
		"stacking": map[string]any{"mode": "none", "group": "A"},
	}
	p.Options = map[string]any{"legend": legend(), "tooltip": tooltip()}
	return p
}

// bars are series over time, on top of each other.
func bars(title, description, unit string, w int, queries ...query) Panel {
	p := lines(title, description, unit, w, queries...)
	p.Field.Defaults.Custom["drawStyle"] = "bars"
	p.Field.Defaults.Custom["fillOpacity"] = 80
	p.Field.Defaults.Custom["stacking"] = map[string]any{"mode": "normal", "group": "A"}
	return p
}

// shares are bars that fill the height.
func shares(title, description, unit string, w int, queries ...query) Panel {
	p := bars(title, description, unit, w, queries...)
	p.Field.Defaults.Custom["stacking"] = map[string]any{"mode": "percent", "group": "A"}
	return p
}

// timeline is a band for each series, coloured by its value.
func timeline(title, description, unit string, w int, queries ...query) Panel {
	p := panel("state-timeline", title, description, unit, w, 8, queries...)
	p.Field.Defaults.Color["mode"] = "continuous-blues"
	p.Field.Defaults.Custom = map[string]any{"lineWidth": 0, "fillOpacity": 80}
	p.Options = map[string]any{
		"mergeValues": true, "showValue": "never", "rowHeight": 0.9, "alignValue": "left", "legend": legend(), "tooltip": tooltip(),
	}
	return p
}

// table is a row for each series.
func table(title, description, unit string, w int, queries ...query) Panel {
	p := panel("table", title, description, unit, w, 6, queries...).now()
	for i := range p.Targets {
		p.Targets[i].Format = "table"
	}
	p.Options = map[string]any{"showHeader": true, "cellHeight": "sm"}
	return p
}

// daily has a point for each day.
func (p Panel) daily() Panel {
	p.Interval = "1d"
	return p
}

// now asks for the latest instant alone.
func (p Panel) now() Panel {
	for i := range p.Targets {
		p.Targets[i].Instant, p.Targets[i].Range = true, false
	}
	return p
}

// within sets the scale.
func (p Panel) within(least, most float64) Panel {
	p.Field.Defaults.Min, p.Field.Defaults.Max = &least, &most
	return p
}

// warn has values from the limit on in a colour that is told from blue by those
// who do not tell red from green.
func (p Panel) warn(limit float64) Panel {
	p.Field.Defaults.Thresholds.Steps = []Step{{Color: "blue"}, {Color: "orange", Value: &limit}}
	return p
}

// overLine has the series of these names as lines over the bars.
func (p Panel) overLine(names ...string) Panel {
	for _, name := range names {
		p.Field.Overrides = append(p.Field.Overrides, map[string]any{
			"matcher": map[string]any{"id": "byName", "options": name},
			"properties": []any{
				map[string]any{"id": "custom.drawStyle", "value": "line"},
				map[string]any{"id": "custom.fillOpacity", "value": 0},
				map[string]any{"id": "custom.stacking", "value": map[string]any{"mode": "none", "group": "B"}},
			},
		})
	}
	return p
}

// hourly has a point for each hour.
func (p Panel) hourly() Panel {
	p.Interval = "1h"
	return p
}

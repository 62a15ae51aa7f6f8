package main

import (
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
)

// categories is a bar for each category, with the class in words and colour.
func (p page) categories(all []api.CategoryTotal, most int) string {
	var whole time.Duration
	for _, k := range all {
		whole += millis(k.Active + k.Passive)
	}
	all = slices.DeleteFunc(slices.Clone(all), func(k api.CategoryTotal) bool { return millis(k.Active+k.Passive) < brief })
	if len(all) == 0 {
		return ""
	}
	shown := all
	if len(all) > most+1 {
		others := api.CategoryTotal{Name: plural(len(all)-most, "other")}
		for _, k := range all[most:] {
			others.Active, others.Passive = others.Active+k.Active, others.Passive+k.Passive
		}
		shown = append(slices.Clone(all[:most]), others)
	}
	return p.categoryRows(shown, whole)
}

func (p page) categoryRows(rows []api.CategoryTotal, whole time.Duration) string {
	name := 0
	for _, k := range rows {
		name = max(name, cells(categoryName(k.Name)))
	}
	name = min(name, p.cells/4)
	class := len("  unclassified")
	if p.cells < roomy {
		class = 0
	}
	n := min(widestBar, p.cells-name-class-len("      10 h 00 100 %"))
	most := millis(rows[0].Active + rows[0].Passive)
	var b strings.Builder
	for _, k := range rows {
		d := millis(k.Active + k.Passive)
		line := "  " + pad(categoryName(k.Name), name) + "  " + p.bar(classHue(k.Class), n, d, most) +
			padLeft(trace(d), 9) + padLeft(itoa(share(d, whole)), 4) + " %"
		if class > 0 && k.Class != "" {
			line += "  " + p.class(k.Class)
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

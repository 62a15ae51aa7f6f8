package metrics

import (
	"fmt"
	"strings"
)

// Page is the documentation of the catalogue, in Markdown.
func Page() string {
	var b strings.Builder
	b.WriteString(`# Metrics

What focusd shows to Prometheus at ` + "`/metrics`" + `. This page is made from the table that the program itself uses
(` + "`daemon/metrics/catalogue.go`" + `); ` + "`go test ./daemon/metrics -update`" + ` writes it anew.

*ledger*: kept in the store, counted in the same transaction as what caused it, never less than it was; a restart is
no reset, and what is corrected later does not change it. *snapshot*: how things are at the moment of the scrape.
*process*: since the daemon started. Labels are words of a fixed list, or slugs of which there are at most so many.
No title, address, file, task or note is in any of them.
`)
	for _, c := range chapters() {
		fmt.Fprintf(&b, "\n## %s\n\n| name | type | unit | from | labels | meaning |\n|---|---|---|---|---|---|\n", c.title)
		for _, f := range c.families {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", f.Name, f.Type, f.Unit(), f.From, f.labelsOnPage(), f.Help)
		}
	}
	return b.String()
}

func (f Family) labelsOnPage() string {
	var all []string
	for _, l := range f.Labels {
		text := "`" + l.Name + "`"
		switch {
		case l.Values != nil:
			text += " = " + strings.Join(l.Values, ", ")
		case l.Of != "":
			text += fmt.Sprintf(" (%s; at most %d)", l.Of, l.Most)
		}
		all = append(all, text)
	}
	return strings.Join(all, "<br>")
}

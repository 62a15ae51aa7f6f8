package metrics

import (
	"fmt"
	"strings"

	"focusd/daemon/engine"
)

// Page is the documentation of the catalogue, in Markdown.
func Page() string {
	var b strings.Builder
	b.WriteString(`# Metrics

What focusd shows to Prometheus at ` + "`/metrics`" + `. This page is made from the table that the program itself uses
(` + "`daemon/metrics/catalogue.go`" + `); ` + "`go test ./daemon/metrics -update`" + ` writes it anew.

*ledger*: kept in the store, counted in the same transaction as what caused it, never less than it was; a restart is
no reset, and what is corrected later does not change it. *snapshot*: how things are at the moment of the scrape.
*process*: since the daemon started. *log*: ` + "`focus export openmetrics`" + ` writes it of the past as well, of what the log
says now, with what was corrected, by the rules of now: of the others the log does not tell. Labels are words of a fixed list, or slugs of which there are at most so many.
No title, address, file, task or note is in any of them.
`)
	for _, c := range chapters() {
		fmt.Fprintf(&b, "\n## %s\n\n", c.title)
		if c.collector != Exporter {
			fmt.Fprintf(&b, "`--no-collector.%s` leaves them out.\n\n", c.collector)
		}
		fmt.Fprintf(&b, "| name | type | unit | from | labels | meaning |\n|---|---|---|---|---|---|\n")
		for _, f := range c.families {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", f.Name, f.Type, f.Unit(), f.originOnPage(), f.labelsOnPage(), f.Help)
		}
	}
	b.WriteString(notes)
	return b.String()
}

// notes are what the table can't say.
const notes = `
Beside these there are the usual metrics of a process and of the Go runtime, ` + "`process_*` and `go_*`" + `, unless
` + "`--web.disable-exporter-metrics`" + ` is given.

## What is not here

- *Titles, addresses, files, tasks, notes*: nothing leads from them to a metric. What a person names a category, a habit,
  a time block or a goal is shown as a slug, and the name of an application as it is.
- *Projects*: the label is there and empty. A block bears the name of a task, which is nobody's business.
- *The time that a sample takes*: focusd does not sample. Windows are told of by whoever manages them.
- *Duration histograms with native buckets*: a Prometheus that ingests them drops the classic ones, which the dashboards
  and the rules that come with focusd are made for.
- *Lines that end in* ` + "`_created`" + `: Prometheus takes each for one more series. The time from which a counter counts is in
  the answer to those who ask for protobuf, as Prometheus 3 does with created-timestamp-zero-ingestion.
- *Synchronisation*: there is no other machine that focusd sends anything to.
- *Counts of folded goals and routes*: folds are counted where time is, by app and category. How full the others are is in
  ` + "`focusd_label_values`" + `.
- *A score of productivity*: nobody could say what it means, and it cannot be added up.
`

// Past says whether a log tells what the metric would have been: see package
// openmetrics.
func (f Family) Past() bool {
	switch f.Name {
	case "focusd_accounted_until_timestamp_seconds", "focusd_tracking_start_timestamp_seconds", "focusd_time_zone_offset_seconds":
		return true
	}
	return f.From == Ledger && f.Type != Gauge && engine.Recounted(f.Name)
}

func (f Family) originOnPage() string {
	if f.Past() {
		return string(f.From) + ", log"
	}
	return string(f.From)
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

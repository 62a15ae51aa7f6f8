package main

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// within are entries, each cut to [from, to).
func within(said []api.Entry, from, to time.Time) ([]entry.Entry, error) {
	var all []entry.Entry
	for _, e := range said {
		read, err := e.Said()
		if err != nil {
			return nil, fmt.Errorf("understand an entry: %w", err)
		}
		if part, ok := read.Clip(from, to); ok {
			all = append(all, part)
		}
	}
	return all, nil
}

// laid are rows with entries over them.
func laid(rows iter.Seq2[api.Span, error], said []entry.Entry) iter.Seq2[entry.Row, error] {
	return entry.Overlay(recorded(rows), said)
}

// recorded are rows as package tracker has them.
func recorded(rows iter.Seq2[api.Span, error]) iter.Seq2[tracker.Span, error] {
	return func(yield func(tracker.Span, error) bool) {
		for row, err := range rows {
			span := tracker.Span{Start: row.Start, End: row.End, Window: tracker.Window{App: row.App, Title: row.Title}, Offset: row.Offset}
			if err == nil {
				span.Presence, err = tracker.ParsePresence(row.Presence)
			}
			if !yield(span, err) || err != nil {
				return
			}
		}
	}
}

// rowOf is a row of laid as a row of the log: what an entry says stands in the
// title, in the words that add reads.
func rowOf(row entry.Row) api.Span {
	if row.Entry == nil {
		return api.FromSpan(row.Span)
	}
	presence := "entry"
	if row.Entry.Kind == entry.Hidden {
		presence = "hidden"
	}
	return api.Span{Start: row.Entry.Start, End: row.Entry.End, Presence: presence, Title: about(api.FromEntry(*row.Entry)), Offset: row.Entry.Offset}
}

// about is what an entry says: "nap @health".
func about(e api.Entry) string {
	if e.Category == "" {
		return e.Text
	}
	return strings.TrimLeft(e.Text+" @"+e.Category, " ")
}

// entryRow is an entry as a row of the log, with how it came to be.
func (p page) entryRow(e api.Entry) string {
	text := p.clock(e.Start) + "–" + p.clock(e.End) + padLeft(trace(e.End.Sub(e.Start)), 9) + "  "
	if e.Kind == "hidden" {
		return "  " + p.paint(faint, text+"✎ deleted from view · "+p.made(e))
	}
	name := min(20, p.cells/5)
	said := "✎ " + say(e.Text)
	if e.Text == "" {
		said = "✎ @" + say(e.Category)
	}
	rest := p.made(e)
	if e.Category != "" && e.Text != "" {
		rest = "@" + say(e.Category) + " · " + rest
	}
	if cells(said) <= name {
		said = pad(said, name)
	}
	return "  " + text + fit(said+"  "+rest, p.cells-cells(text)-2)
}

// made is how an entry came to be, and when.
func (p page) made(e api.Entry) string {
	how := clean(e.Kind)
	switch {
	case e.Kind == "hidden":
		how = "hidden"
	case e.Origin == "fill":
		how = "filled"
	case e.Origin == "question":
		how = "answered"
	case e.Origin == "import":
		how = "imported"
	}
	return how + " " + p.clock(e.Made)
}

// said is a bar for each thing that the person said their time was spent on.
func (p page) said(entries []api.EntryTotal) string {
	if len(entries) == 0 {
		return ""
	}
	name := 0
	words := make([]string, 0, len(entries))
	for _, e := range entries {
		w := "✎ " + say(about(api.Entry{Text: e.Text, Category: e.Category}))
		words = append(words, w)
		name = max(name, cells(w))
	}
	name = min(name, p.cells/3)
	n := min(widestBar, p.cells-name-len("      10 h 00      "))
	var b strings.Builder
	for i, e := range entries {
		d := millis(e.Millis)
		b.WriteString("  " + pad(words[i], name) + "  " + p.bar(green, n, d, millis(entries[0].Millis)) + padLeft(trace(d), 9) + "\n")
	}
	return b.String()
}

// rowsOf are laid rows for spreadsheets.
func rowsOf(laid iter.Seq2[entry.Row, error]) iter.Seq2[api.Span, error] {
	return func(yield func(api.Span, error) bool) {
		for row, err := range laid {
			if err != nil {
				yield(api.Span{}, err)
				return
			}
			if !yield(rowOf(row), nil) {
				return
			}
		}
	}
}

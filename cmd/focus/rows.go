package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"iter"
	"strings"
	"time"

	"focusd/daemon/api"
)

// gathered runs print with its output gathered into large writes: one for each
// row would take longer than the row.
func (a *app) gathered(print func() error) error {
	straight := a.ui.out
	defer func() { a.ui.out = straight }()
	out := bufio.NewWriterSize(straight, 64<<10)
	a.ui.out = out
	return errors.Join(print(), out.Flush())
}

// printRowsJSON prints an api.Log, a row at a time: it is never in memory.
func (a *app) printRowsJSON(from, to time.Time, rows iter.Seq2[api.Span, error], said ...api.Entry) error {
	a.printf(`{"from":%s,"to":%s,"spans":[`, jsonLine(from.UTC()), jsonLine(to.UTC()))
	line := []byte("\n")
	for row, err := range rows {
		if err != nil {
			return err
		}
		line = appendRow(line, row)
		if _, err := a.ui.out.Write(line); err != nil {
			return err
		}
		line = append(line[:0], ",\n"...)
	}
	a.printf("\n]")
	if len(said) > 0 {
		a.printf(",\"entries\":%s", quoteControls(jsonLine(said)))
	}
	a.printf("}\n")
	return nil
}

// appendRow appends a row as JSON that is safe to print. Hardly one has
// anything in it that needs a closer look.
func appendRow(b []byte, row api.Span) []byte {
	begin := len(b)
	b = api.AppendSpan(b, row)
	for _, c := range b[begin:] {
		if c == '\\' || c >= 0x7f {
			return append(b[:begin], quoteControls(jsonLine(row))...)
		}
	}
	return b
}

// printRowsCSV prints the log for spreadsheets. Times have the offset of where
// they were.
func (a *app) printRowsCSV(rows iter.Seq2[api.Span, error]) error {
	w := csv.NewWriter(a.ui.out)
	if err := w.Write([]string{"start", "end", "seconds", "presence", "app", "title"}); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		err := w.Write([]string{
			a.stamp(row.Start, row.Offset), a.stamp(row.End, row.Offset), itoa(int(row.End.Sub(row.Start) / time.Second)),
			row.Presence, cell(row.App), cell(row.Title),
		})
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func (a *app) printAppsCSV(sum api.Summary) error {
	w := csv.NewWriter(a.ui.out)
	rows := [][]string{{"app", "seconds", "spans", "passive_seconds"}}
	for _, app := range sum.Apps {
		rows = append(rows, []string{cell(app.App), itoa(int(app.Millis / 1000)), itoa(app.Spans), itoa(int(app.Passive / 1000))})
	}
	return w.WriteAll(rows)
}

func (a *app) printCategoriesCSV(sum api.Summary) error {
	w := csv.NewWriter(a.ui.out)
	rows := [][]string{{"category", "class", "active_seconds", "passive_seconds"}}
	for _, k := range sum.Categories {
		rows = append(rows, []string{cell(k.Name), cell(k.Class), itoa(int(k.Active / 1000)), itoa(int(k.Passive / 1000))})
	}
	return w.WriteAll(rows)
}

// stamp is an instant by the clock of where the person was then, or by the one
// that was asked for.
func (a *app) stamp(t time.Time, offset int) string {
	return t.In(a.page().where(offset).zone).Format(time.RFC3339)
}

// cell is text from outside as a spreadsheet shows it: a cell that begins like
// a formula would be run. https://owasp.org/www-community/attacks/CSV_Injection
func cell(s string) string {
	s = clean(s)
	if strings.IndexAny(strings.TrimLeft(s, " "), "=+-@") == 0 || strings.IndexAny(s, "＝＋－＠") == 0 {
		return "'" + s
	}
	return s
}

package imports

import (
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"time"

	"focusd/tracker"
)

// columns are where a table has what, from 0; -1: nowhere.
type columns struct {
	date, start, endDate, end, length, text, category int
}

// separators are what may stand between the cells of a table.
const separators = ",;\t"

// isHeader tells the first line of a table that has entries.
func isHeader(l string) bool {
	for _, sep := range separators {
		if _, ok := columnsOf(strings.Split(strings.ReplaceAll(l, `"`, ""), string(sep))); ok {
			return true
		}
	}
	return false
}

// columnsOf finds the columns by their names: ours, and those of other programs.
func columnsOf(header []string) (c columns, ok bool) {
	find := func(names ...string) int {
		return slices.IndexFunc(header, func(cell string) bool { return slices.Contains(names, strings.ToLower(strings.TrimSpace(cell))) })
	}
	c = columns{
		date: find("date", "day", "start date"), start: find("start", "start time", "from", "begin", "started"),
		endDate: find("end date"), end: find("end", "end time", "to", "stop", "ended"),
		length:   find("duration", "length", "minutes", "seconds", "duration (h)"),
		text:     find("text", "description", "task", "title", "note", "activity", "summary", "what"),
		category: find("category"),
	}
	return c, c.start >= 0 && (c.end >= 0 || c.length >= 0)
}

// csv reads a table with a header.
func (r *reader) csv(file []byte) error {
	first, _, _ := strings.Cut(string(file), "\n")
	in := csv.NewReader(strings.NewReader(string(file)))
	in.Comma, in.FieldsPerRecord = ',', -1
	for _, sep := range separators[1:] {
		if strings.Count(first, string(sep)) > strings.Count(first, string(in.Comma)) {
			in.Comma = sep
		}
	}
	rows, at, err := tableOf(in)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	c, ok := columnsOf(rows[0])
	if !ok {
		return spot{1, 1}.wrong("the first line does not name the columns", "write start,end,text,category or start,duration,text,category")
	}
	for i, row := range rows[1:] {
		if err := r.row(row, at[i+1], rows[0], c); err != nil {
			return err
		}
	}
	return nil
}

// tableOf are the rows, and where their cells stand.
func tableOf(in *csv.Reader) (rows [][]string, at [][]spot, err error) {
	for {
		row, err := in.Read()
		var wrong *csv.ParseError
		switch {
		case errors.As(err, &wrong):
			return nil, nil, spot{wrong.Line, wrong.Column}.wrong("this is no table: "+wrong.Err.Error(), "see whether a quote is missing")
		case err != nil: // the end
			return rows, at, nil
		}
		spots := make([]spot, len(row))
		for i := range row {
			spots[i].line, spots[i].column = in.FieldPos(i)
		}
		rows, at = append(rows, row), append(at, spots)
	}
}

// row reads one line of a table.
func (r *reader) row(row []string, at []spot, header []string, c columns) error {
	cell := func(column int) (string, spot) {
		if column < 0 || column >= len(row) {
			return "", spot{at[0].line, 0}
		}
		return strings.TrimSpace(row[column]), at[column]
	}
	if strings.Join(row, "") == "" {
		return nil
	}
	date, _ := cell(c.date)
	start, where := cell(c.start)
	from, ok := r.moment(date, start)
	if !ok {
		return where.wrong("\""+start+"\" is not a time", "write it as 2026-11-20 14:10")
	}
	to, end := time.Time{}, ""
	if end, where = cell(c.end); end != "" {
		if endDate, _ := cell(c.endDate); endDate != "" {
			date = endDate
		} else if date == "" {
			date = from.In(r.Zone).Format(time.DateOnly)
		}
		if to, ok = r.moment(date, end); ok && !to.After(from) && c.endDate < 0 && len(end) <= len("14:10:00") {
			to = to.In(r.Zone).AddDate(0, 0, 1) // past midnight
		}
	} else {
		var length time.Duration
		end, where = cell(c.length)
		length, ok = lengthOf(end, header, c.length)
		to = from.Add(length)
	}
	if !ok {
		return where.wrong("\""+end+"\" is neither a time nor a length", "write it as 2026-11-20 15:00, or 50m")
	}
	text, where := cell(c.text)
	category, _ := cell(c.category)
	where.line = at[0].line
	return r.add(where, from, to, text, strings.TrimPrefix(category, "@"))
}

// lengthOf reads a cell of a column of lengths: also 0:50:00, and a number of
// what the column is named after.
func lengthOf(s string, header []string, column int) (time.Duration, bool) {
	if c, ok := parseClock(s); ok {
		return time.Duration(c), c > 0
	}
	if column >= 0 && strings.Trim(s, "0123456789.") == "" {
		switch strings.ToLower(strings.TrimSpace(header[column])) {
		case "seconds":
			s += "s"
		case "duration (h)":
			s += "h"
		}
	}
	return parseLength(s)
}

// moment reads a cell with a time: a whole one, with or without a zone, or the
// time of a day.
func (r *reader) moment(date, s string) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, true
	}
	for _, form := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(form, s, r.Zone); err == nil {
			return t, t.Format(form) == s
		}
	}
	d, named := parseDay(date)
	if !named {
		d = r.Day
	}
	c, isClock := parseClock(s)
	if !isClock || d == (tracker.Day{}) {
		return time.Time{}, false
	}
	return c.on(d, r.Zone)
}

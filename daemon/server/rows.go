package server

import (
	"bufio"
	"encoding/json"
	"iter"
	"net/http"
	"strings"

	"focusd/daemon/api"
)

// log sends the rows of a range as it reads them: whatever the range, it costs
// no memory.
func (d *door) log(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r)
	if err != nil {
		return err
	}
	if err := d.engine.SettleTo(r.Context(), sp.to); err != nil {
		return err
	}
	conn := http.NewResponseController(w)
	defer untilDone(r.Context(), conn)()
	buffered := bufio.NewWriterSize(w, 64<<10)
	if strings.Contains(r.Header.Get("Accept"), api.Rows) {
		w.Header().Set("Content-Type", api.Rows)
		err = writeRows(buffered, d.rows(sp), "\n", "\n")
	} else {
		w.Header().Set("Content-Type", "application/json")
		err = writeLog(buffered, sp, d.rows(sp))
	}
	if err != nil {
		return err
	}
	return buffered.Flush()
}

// writeLog writes the document api.Log, one row a line.
func writeLog(w *bufio.Writer, sp span, rows iter.Seq2[api.Span, error]) error {
	head, err := json.Marshal(api.Log{From: sp.from, To: sp.to, Spans: []api.Span{}})
	if err != nil {
		return err
	}
	// The rows go into the empty list at the end.
	if _, err := w.Write(head[:len(head)-len("]}")]); err != nil {
		return err
	}
	if err := writeRows(w, rows, ",\n", ""); err != nil {
		return err
	}
	_, err = w.WriteString("]}\n")
	return err
}

// writeRows writes the rows with between between them and end after the last.
// They are put together in the room that w has.
func writeRows(w *bufio.Writer, rows iter.Seq2[api.Span, error], between, end string) error {
	sep := ""
	var lines api.Lines
	for row, err := range rows {
		if err != nil {
			return err
		}
		if _, err := w.Write(lines.Append(append(w.AvailableBuffer(), sep...), row)); err != nil {
			return err
		}
		sep = between
	}
	if sep == "" {
		return nil
	}
	_, err := w.WriteString(end)
	return err
}

// rows are the spans of the log in sp, cut to it.
func (s *Server) rows(sp span) iter.Seq2[api.Span, error] {
	return func(yield func(api.Span, error) bool) {
		for row, err := range s.store.Spans(sp.from, sp.to) {
			if row.Start.Before(sp.from) || row.End.After(sp.to) { // the first and the last
				row, _ = row.Clip(sp.from, sp.to)
			}
			if !yield(api.FromSpan(row), err) || err != nil {
				return
			}
		}
	}
}

package api

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
)

// Rows is the media type that a client of GET /v1/log asks for to be sent one
// Span a line, as they are read, and not one document.
const Rows = "application/x-ndjson"

// readRows yields the spans of an answer in Rows.
func readRows(r io.Reader) iter.Seq2[Span, error] {
	return func(yield func(Span, error) bool) {
		rows := json.NewDecoder(r)
		for {
			var s Span
			err := rows.Decode(&s)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Span{}, fmt.Errorf("read log: %w", err))
				return
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

package store

import (
	"bytes"
	"encoding/json"
	"strings"

	"focusd/tracker/privacy"
)

// documents takes out of the documents the texts that are to be forgotten.
// Documents that say something of a stretch of time have its start and end, in
// milliseconds, beside their text, at whatever depth. Rules are how the person
// wants to see the log, and stay; they are counted, so that the person knows.
func (s *scrub) documents(t *tx) error {
	if s.what.App != "" {
		return nil // no document says which app a text is about
	}
	changed, err := changeEach(t, func(kind string, data []byte) []byte {
		if strings.HasPrefix(kind, "rule") {
			if !s.what.Title.Any() && s.what.Title.Matches(string(data)) {
				s.gone.Rules++
			}
			return data
		}
		return s.unquoted(data)
	})
	s.gone.Documents = changed
	return err
}

// changeEach is changeAll for documents, with their kinds.
func changeEach(t *tx, change func(kind string, data []byte) []byte) (changed int, err error) {
	var kinds []string
	err = t.eachKey(bDocument, func(key []byte) {
		kind, _, _ := bytes.Cut(key, []byte{0})
		kinds = append(kinds, string(kind))
	})
	if err != nil {
		return 0, err
	}
	i := 0
	return changeAll(t, bDocument, func(data []byte) ([]byte, error) {
		kind := kinds[i]
		i++
		return change(kind, data), nil
	})
}

// unquoted is a document without the texts that are to be forgotten. What is
// not JSON has none that we know of.
func (s *scrub) unquoted(data []byte) []byte {
	var v any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if d.Decode(&v) != nil || !s.unquote(v) {
		return data
	}
	next, err := json.Marshal(v)
	if err != nil {
		return data // what was decoded can be encoded
	}
	return next
}

// unquote walks over a value of JSON and tells whether it has changed it.
func (s *scrub) unquote(v any) (changed bool) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			changed = s.unquote(item) || changed
		}
	case map[string]any:
		if s.quotes(v) {
			v["text"] = privacy.Forgotten
			changed = true
		}
		for _, item := range v {
			changed = s.unquote(item) || changed
		}
	}
	return changed
}

// quotes tells whether an object has a text, of a time in the range, that is to
// be forgotten.
func (s *scrub) quotes(v map[string]any) bool {
	text, _ := v["text"].(string)
	start, end := millisOf(v["start"]), millisOf(v["end"])
	if text == "" || text == privacy.Forgotten || start == 0 || end == 0 || !s.what.Title.Matches(text) {
		return false
	}
	return fromMillis(end).After(s.what.From) && (s.what.To.IsZero() || fromMillis(start).Before(s.what.To))
}

func millisOf(v any) int64 {
	n, _ := v.(json.Number)
	ms, _ := n.Int64()
	return ms
}

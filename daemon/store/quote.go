package store

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"focusd/daemon/engine"
	"focusd/tracker/category"
	"focusd/tracker/privacy"
	"focusd/tracker/witness"
)

// Kinds of documents that others keep, and that quote titles.
const (
	kindRule  = "rule"
	kindNote  = "rule.change" // by which a change of rules can be undone
	kindEntry = "entry"
	kindEdit  = "edit"
	kindSums  = "day.sums" // what days came to, which is summed up anew when it is gone

	noteEnding = ".change" // of the kinds of all such notes
)

// documents takes out of the documents what is to be forgotten. Those that say
// something of a stretch of time have its start and end, in milliseconds, beside
// their text, at whatever depth: the text goes. What a change of other documents
// could be undone by goes as a whole if it quotes. Rules, and whatever else the person
// keeps, stay unless they are to go too, and are named. Sums of days go.
func (s *scrub) documents(t *tx) error {
	return changeEach(t, s.dry, func(kind, id string, data []byte) []byte {
		if kind == kindSums {
			return nil
		}
		left := s.withoutEvidence(data)
		switch {
		case bytes.Equal(left, data):
		case strings.HasSuffix(kind, noteEnding):
			s.gone.Notes++
			return nil
		default:
			s.gone.Documents++
			data = left
		}
		if s.what.App != "" {
			return data // no document says which app a text is about
		}
		return s.withoutTexts(kind, id, data)
	})
}

// withoutTexts is a document without the texts that are to be forgotten; nil if
// it is to go.
func (s *scrub) withoutTexts(kind, id string, data []byte) []byte {
	if kind == engine.KindWitness {
		return s.journal(data)
	}
	if left := s.unquoted(data); !bytes.Equal(left, data) {
		s.gone.Documents++
		data = left
	}
	if s.what.Title.Any() || !s.quotes(data) {
		return data
	}
	switch {
	case strings.HasSuffix(kind, noteEnding):
		s.gone.Notes++
		return nil
	case kind == kindRule && s.what.Rules:
		s.gone.Rules++
		return nil
	case kind == kindEntry, kind == kindEdit: // of another time
		return data
	}
	s.gone.Quoting = append(s.gone.Quoting, Quote{kind, id})
	return data
}

// journal is a page of the journal without what sources said and is to be
// forgotten.
func (s *scrub) journal(data []byte) []byte {
	left := witness.Redact(data, s.what.Text)
	if !bytes.Equal(left, data) {
		s.gone.Notes++
	}
	return left
}

// changeEach is changeAll for documents, with what they are called.
func changeEach(t *tx, dry bool, change func(kind, id string, data []byte) []byte) error {
	return changeAll(t, bDocument, dry, func(key, data []byte) ([]byte, error) {
		kind, id, _ := bytes.Cut(key, []byte{0})
		return change(string(kind), string(id), data), nil
	})
}

// dropSums removes what days came to: some of what that was may be lost.
func dropSums(t *tx) error {
	return changeEach(t, false, func(kind, _ string, data []byte) []byte {
		if kind == kindSums {
			return nil
		}
		return data
	})
}

// quotes tells whether a document has a text that is to be forgotten, whenever
// that was. What is not JSON has none that we know of.
func (s *scrub) quotes(data []byte) bool {
	v, ok := decoded(data)
	return ok && s.says(v)
}

// says looks at the texts of a value of JSON: as they are, as a rule, of which a
// pattern may be a title, and as JSON in a text, which notes have.
func (s *scrub) says(v any) bool {
	switch v := v.(type) {
	case string:
		if s.what.Title.Matches(v) {
			return true
		}
		if r, err := category.ParseRule(v); err == nil && r.Title.Text != "" && s.what.Title.Matches(r.Title.Text) {
			return true
		}
		inner, _ := decoded([]byte(v))
		object, ok := inner.(map[string]any)
		return ok && s.says(object)
	case []any:
		return slices.ContainsFunc(v, s.says)
	case map[string]any:
		for _, item := range v {
			if s.says(item) {
				return true
			}
		}
	}
	return false
}

func decoded(data []byte) (v any, ok bool) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return v, d.Decode(&v) == nil
}

// unquoted is a document without the texts that are to be forgotten. What is
// not JSON has none that we know of.
func (s *scrub) unquoted(data []byte) []byte {
	v, ok := decoded(data)
	if !ok || !s.unquote(v) {
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
		if s.isText(v) {
			v["text"] = privacy.Forgotten
			changed = true
		}
		for _, item := range v {
			changed = s.unquote(item) || changed
		}
	}
	return changed
}

// isText tells whether an object has a text, of a time in the range, that is to
// be forgotten.
func (s *scrub) isText(v map[string]any) bool {
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

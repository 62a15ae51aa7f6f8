package undo

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Changed are the names of the fields that the change made others in the documents
// with an ID, in order. Of a document that came, went or is no JSON object it is
// "" alone; none: the change left them as they were.
func (n Note) Changed(id string) (fields []string) {
	for _, s := range n.swaps {
		if s.ID == id {
			fields = append(fields, s.changed()...)
		}
	}
	slices.Sort(fields)
	if fields = slices.Compact(fields); len(fields) > 0 && fields[0] == "" {
		return fields[:1]
	}
	return fields
}

func (s swap) changed() (fields []string) {
	var was, became map[string]json.RawMessage
	if s.Before == nil || s.After == nil || json.Unmarshal([]byte(*s.Before), &was) != nil || json.Unmarshal([]byte(*s.After), &became) != nil {
		return []string{""}
	}
	for name := range both(was, became) {
		if !bytes.Equal(was[name], became[name]) {
			fields = append(fields, name)
		}
	}
	return fields
}

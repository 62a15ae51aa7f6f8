package undo

import (
	"bytes"
	"encoding/json"
	"slices"
)

// back is the document that is left of one, as it is now, when the swap is taken
// back, and whether it can be. A document that was changed since in other fields
// than those of the swap keeps what they say.
func (s swap) back(is *string, own Own) (before *string, ok bool) {
	switch {
	case is == nil && s.After == nil, is != nil && s.After != nil && *is == *s.After:
		return s.Before, true
	case is == nil || s.After == nil || s.Before == nil:
		return nil, false
	}
	return s.merged(*is, own)
}

// merged is what is has become of the document after the swap, done to that
// before it. All are JSON objects; what is something else cannot be merged.
func (s swap) merged(is string, own Own) (*string, bool) {
	var was, became, now map[string]json.RawMessage
	for _, d := range []struct {
		data   string
		fields *map[string]json.RawMessage
	}{{*s.Before, &was}, {*s.After, &became}, {is, &now}} {
		if json.Unmarshal([]byte(d.data), d.fields) != nil {
			return nil, false
		}
	}
	for name := range both(was, became) {
		if bytes.Equal(was[name], became[name]) {
			continue
		}
		field, ok := mergedField(was[name], became[name], now[name])
		if !ok && own != nil {
			var value []byte
			value, ok = own(s.Kind, name, was[name], became[name], now[name])
			field = value
		}
		switch {
		case !ok:
			return nil, false
		case field == nil:
			delete(now, name)
		default:
			now[name] = field
		}
	}
	data, err := json.Marshal(now)
	return text(data), err == nil
}

// both are the names of the fields of two objects.
func both(a, b map[string]json.RawMessage) map[string]bool {
	names := make(map[string]bool)
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	return names
}

// mergedField is merged for a field; nil: there is none.
func mergedField(was, became, now json.RawMessage) (field json.RawMessage, ok bool) {
	if bytes.Equal(now, became) {
		return was, true
	}
	before, ok1 := list(was)
	after, ok2 := list(became)
	is, ok3 := list(now)
	if !ok1 || !ok2 || !ok3 {
		return nil, false
	}
	return mergedList(before, after, is)
}

// list is the elements of a list, which is absent when it is empty.
func list(field json.RawMessage) (elements []json.RawMessage, ok bool) {
	return elements, len(field) == 0 || json.Unmarshal(field, &elements) == nil
}

// mergedList puts back into is, in one place, what the change took out of
// before for what it put into after. There must be exactly one such place.
func mergedList(before, after, is []json.RawMessage) (json.RawMessage, bool) {
	head := 0
	for head < min(len(before), len(after)) && bytes.Equal(before[head], after[head]) {
		head++
	}
	tail := 0
	for tail < min(len(before), len(after))-head && bytes.Equal(before[len(before)-1-tail], after[len(after)-1-tail]) {
		tail++
	}
	taken, given := before[head:len(before)-tail], after[head:len(after)-tail]
	at, found := place(is, given)
	if !found {
		return nil, false
	}
	is = slices.Replace(slices.Clone(is), at, at+len(given), taken...)
	if len(is) == 0 {
		return nil, true
	}
	field, err := json.Marshal(is)
	return field, err == nil
}

// place is where part is in all, if it is something and in one place only.
func place(all, part []json.RawMessage) (at int, found bool) {
	if len(part) == 0 {
		return 0, false
	}
	for i := range len(all) - len(part) + 1 {
		if !slices.EqualFunc(all[i:i+len(part)], part, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }) {
			continue
		}
		if found {
			return 0, false
		}
		at, found = i, true
	}
	return at, found
}

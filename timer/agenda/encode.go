package agenda

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// version is that of the documents. One that is newer is refused: what this
// program does not know of it would be lost when it is written again.
const version = 1

// ErrDocument is a document that cannot be read.
var ErrDocument = errors.New("not a document of the agenda")

// Encode is item as a document: JSON with the names of its fields, without those
// that say nothing. Days and instants are as ISO 8601 and RFC 3339 have them,
// lengths of time as in 1h30m, kinds of things are words. Renaming a field
// changes documents that exist; give it a json tag with the old name then.
func Encode(item Item) ([]byte, error) {
	form := orEmpty(formOf(reflect.ValueOf(item))).(map[string]any)
	form["v"] = version
	data, err := json.Marshal(form)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", item.Ref().Kind, err)
	}
	return data, nil
}

// Decode is the item of a document that is kept under a kind and an ID. An error
// is an ErrDocument, and says nothing of what the document says.
func Decode(kind Kind, id string, data []byte) (Item, error) {
	item, err := decode(kind, data)
	if err != nil {
		return nil, fmt.Errorf("%w: %s %s: %w", ErrDocument, kind, id, err)
	}
	if ref := item.Ref(); ref != (Ref{kind, id}) {
		return nil, fmt.Errorf("%w: %s %s: it is of %s %s", ErrDocument, kind, id, ref.Kind, ref.ID)
	}
	return item, nil
}

func decode(kind Kind, data []byte) (Item, error) {
	empty, err := blank(kind)
	if err != nil {
		return nil, err
	}
	form, err := readForm(data)
	if err != nil {
		return nil, err
	}
	v, ok := form["v"].(json.Number)
	if n, err := v.Int64(); !ok || err != nil || n < 1 {
		return nil, errors.New("it has no version")
	} else if n > version {
		return nil, fmt.Errorf("it is of version %d, and this program knows %d: use a newer one", n, version)
	}
	delete(form, "v")
	if err := setForm(empty, form); err != nil {
		return nil, err
	}
	return empty.Interface().(Item), nil
}

func readForm(data []byte) (form map[string]any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&form); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows it")
	}
	return form, nil
}

// blank is an item of that kind that can be set.
func blank(kind Kind) (reflect.Value, error) {
	var item Item
	switch kind {
	case KindTask, KindEnded:
		item = Task{}
	case KindTimeBlock:
		item = TimeBlock{}
	case KindHabit:
		item = Habit{}
	case KindGoal:
		item = Goal{}
	case KindDiary:
		item = Diary{}
	case KindMonth:
		item = Month{}
	case KindVacation:
		item = Vacation{}
	case KindReward:
		item = Reward{}
	case KindTemplate:
		item = Template{}
	case KindExercise:
		item = Exercise{}
	default:
		return reflect.Value{}, errors.New("there is no such kind")
	}
	return reflect.New(reflect.TypeOf(item)).Elem(), nil
}

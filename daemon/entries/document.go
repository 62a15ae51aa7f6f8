package entries

import (
	"encoding/json"
	"fmt"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker/entry"
)

// Kinds of documents.
const (
	KindEntry = "entry"
	KindEdit  = "edit"
)

// version is that of the documents below.
const version = 1

// entryData is an entry as it is kept. Times are milliseconds since 1970.
type entryData struct {
	Version  int    `json:"v,omitempty"`  // not in an edit
	ID       string `json:"id,omitempty"` // only in an edit
	Start    int64  `json:"start"`
	End      int64  `json:"end"`
	Offset   int    `json:"offset"`
	Text     string `json:"text,omitempty"`
	Category string `json:"category,omitempty"`
	Kind     string `json:"kind"`
	Made     int64  `json:"made"`
	Origin   string `json:"origin"`
}

// editData is an edit as it is kept.
type editData struct {
	Version int         `json:"v"`
	At      int64       `json:"at"`
	Verb    string      `json:"verb"`
	Before  []entryData `json:"before,omitempty"`
	After   []entryData `json:"after,omitempty"`
	Undone  int64       `json:"undone,omitempty"`
	Read    [][2]int64  `json:"read,omitempty"` // of an import: start and end
}

func dataOf(e entry.Entry) entryData {
	return entryData{
		ID: e.ID, Start: e.Start.UnixMilli(), End: e.End.UnixMilli(), Offset: e.Offset, Text: e.Text, Category: e.Category,
		Kind: e.Kind.String(), Made: e.Made.UnixMilli(), Origin: e.Origin.String(),
	}
}

func (d entryData) entry() (e entry.Entry, err error) {
	e = entry.Entry{
		ID: d.ID, Start: instant(d.Start), End: instant(d.End), Offset: d.Offset, Text: d.Text, Category: d.Category,
		Made: instant(d.Made),
	}
	if e.Kind, err = entry.ParseKind(d.Kind); err != nil {
		return e, err
	}
	e.Origin, err = entry.ParseOrigin(d.Origin)
	return e, err
}

func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func entryDocument(e entry.Entry) (engine.Document, error) {
	data := dataOf(e)
	data.Version, data.ID = version, ""
	return document(KindEntry, e.ID, data)
}

func editDocument(ed entry.Edit) (engine.Document, error) {
	data := editData{Version: version, At: ed.At.UnixMilli(), Verb: ed.Verb.String()}
	for _, e := range ed.Before {
		data.Before = append(data.Before, dataOf(e))
	}
	for _, e := range ed.After {
		data.After = append(data.After, dataOf(e))
	}
	for _, r := range ed.Read {
		data.Read = append(data.Read, [2]int64{r.Start.UnixMilli(), r.End.UnixMilli()})
	}
	if !ed.Undone.IsZero() {
		data.Undone = ed.Undone.UnixMilli()
	}
	return document(KindEdit, ed.ID, data)
}

func document(kind, id string, v any) (engine.Document, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return engine.Document{}, fmt.Errorf("encode %s: %w", kind, err)
	}
	return engine.Document{Kind: kind, ID: id, Data: data}, nil
}

func readEntry(d engine.Document) (entry.Entry, error) {
	var data entryData
	if err := read(d, &data); err != nil {
		return entry.Entry{}, err
	}
	if err := known(d, data.Version); err != nil {
		return entry.Entry{}, err
	}
	data.ID = d.ID
	e, err := data.entry()
	return e, wrong(d, err)
}

func readEdit(d engine.Document) (ed entry.Edit, err error) {
	var data editData
	if err := read(d, &data); err != nil {
		return ed, err
	}
	if err := known(d, data.Version); err != nil {
		return ed, err
	}
	ed = entry.Edit{ID: d.ID, At: instant(data.At)}
	if data.Undone != 0 {
		ed.Undone = instant(data.Undone)
	}
	for _, r := range data.Read {
		ed.Read = append(ed.Read, entry.Stretch{Start: instant(r[0]), End: instant(r[1])})
	}
	if ed.Verb, err = entry.ParseVerb(data.Verb); err != nil {
		return ed, wrong(d, err)
	}
	if ed.Before, err = entriesOf(data.Before); err != nil {
		return ed, wrong(d, err)
	}
	ed.After, err = entriesOf(data.After)
	return ed, wrong(d, err)
}

func entriesOf(all []entryData) (list []entry.Entry, err error) {
	for _, data := range all {
		e, err := data.entry()
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

func read(d engine.Document, into any) error { return wrong(d, json.Unmarshal(d.Data, into)) }

// known refuses what a newer focusd has written: fields of it would be lost.
func known(d engine.Document, v int) error {
	if v == version {
		return nil
	}
	return wrong(d, fmt.Errorf("it has version %d, this focusd knows %d", v, version))
}

func wrong(d engine.Document, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("read %s %s: %w", d.Kind, d.ID, err)
}

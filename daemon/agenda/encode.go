package agenda

import (
	"slices"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// encode is the documents of a change, removals first.
func encode(c agenda.Change) (documents []engine.Document, err error) {
	for _, ref := range c.Remove {
		documents = append(documents, engine.Document{Kind: string(ref.Kind), ID: ref.ID})
	}
	for _, item := range c.Put {
		data, err := agenda.Encode(item)
		if err != nil {
			return nil, err
		}
		ref := item.Ref()
		documents = append(documents, engine.Document{Kind: string(ref.Kind), ID: ref.ID, Data: data})
	}
	return documents, nil
}

// decode is the change that documents make of the agenda. Others than those of
// items are left out.
func decode(documents []engine.Document) (c agenda.Change, err error) {
	for _, d := range documents {
		switch {
		case d.Kind == kindChange:
		case d.Data == nil:
			c.Remove = append(c.Remove, agenda.Ref{Kind: agenda.Kind(d.Kind), ID: d.ID})
		default:
			item, err := agenda.Decode(agenda.Kind(d.Kind), d.ID, d.Data)
			if err != nil {
				return c, unreadable(err)
			}
			c.Put = append(c.Put, item)
		}
	}
	return c, nil
}

// joined is c and then more, as one change.
func joined(c, more agenda.Change) agenda.Change {
	removed := func(ref agenda.Ref) bool { return slices.Contains(more.Remove, ref) }
	put := func(ref agenda.Ref) bool {
		return slices.ContainsFunc(more.Put, func(i agenda.Item) bool { return i.Ref() == ref })
	}
	c.Remove = slices.DeleteFunc(slices.Clone(c.Remove), func(ref agenda.Ref) bool { return removed(ref) || put(ref) })
	c.Remove = append(c.Remove, more.Remove...)
	c.Put = slices.DeleteFunc(slices.Clone(c.Put), func(i agenda.Item) bool { return removed(i.Ref()) || put(i.Ref()) })
	c.Put = append(c.Put, more.Put...)
	return c
}

// data is the document of an item as it is kept; nil: there is none. The caller
// holds mu.
func (b *Book) data(kind, id string) []byte {
	item, ok := b.agenda.Item(agenda.Ref{Kind: agenda.Kind(kind), ID: id})
	if !ok {
		return b.trimmed(kind, id)
	}
	data, err := agenda.Encode(item)
	if err != nil {
		return nil // it came from a document, or was kept as one
	}
	return data
}

// trimmed is the document of a task that ended too long ago to be in memory.
func (b *Book) trimmed(kind, id string) []byte {
	if kind != string(agenda.KindEnded) {
		return nil
	}
	documents, err := b.store.DocumentsBetween(kind, id, id+"\x00")
	if err != nil || len(documents) == 0 {
		return nil
	}
	return documents[0].Data
}

// before is data for a document that is about to be changed. A diary of which
// there is none yet says nothing: so what is written into it later can stay when
// the change is taken back.
func (b *Book) before(kind, id string) []byte {
	data := b.data(kind, id)
	if data != nil || kind != string(agenda.KindDiary) {
		return data
	}
	day, err := tracker.ParseDay(id)
	if err != nil {
		return nil
	}
	data, err = agenda.Encode(agenda.Diary{Day: day})
	if err != nil {
		return nil
	}
	return data
}

package enginetest

import (
	"testing"

	"focusd/daemon/engine"
)

func testDocuments(t *testing.T, st engine.Store) {
	doc := func(kind, id, data string) engine.Document {
		return engine.Document{Kind: kind, ID: id, Data: []byte(data)}
	}
	keep := func(documents ...engine.Document) { commit(t, st, engine.Change{Documents: documents}) }
	want := func(kind string, want ...engine.Document) {
		t.Helper()
		got, err := st.Documents(kind)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "documents of kind "+kind, got, want)
	}
	want("rule")
	keep(doc("rule", "b", "two"), doc("rule", "a", "one"), doc("ruler", "a", "another kind"), doc("rul", "e", "no kind of that name"))
	want("rule", doc("rule", "a", "one"), doc("rule", "b", "two"))
	keep(doc("rule", "b", "two again"), engine.Document{Kind: "rule", ID: "a"}, engine.Document{Kind: "rule", ID: "never was"})
	want("rule", doc("rule", "b", "two again"))
	keep(doc("rule", "c", ""), engine.Document{Kind: "rule", ID: "b"}, doc("rule", "b", "in one change"))
	want("rule", doc("rule", "b", "in one change"), doc("rule", "c", ""))
	want("ruler", doc("ruler", "a", "another kind"))
	first := func(kind string, want engine.Document, some bool) {
		t.Helper()
		got, ok, err := st.FirstDocument(kind)
		if err != nil || ok != some {
			t.Fatalf("the first of kind %s: %v, %v, want %v", kind, ok, err, some)
		}
		same(t, "first of kind "+kind, got, want)
	}
	first("rule", doc("rule", "b", "in one change"), true)
	first("ru", engine.Document{}, false)
	first("rulers", engine.Document{}, false)
	between := func(from, to string, want ...engine.Document) {
		t.Helper()
		got, err := st.DocumentsBetween("rule", from, to)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "rules from "+from+" to "+to, got, want)
	}
	between("", "b")
	between("a", "c", doc("rule", "b", "in one change"))
	between("b", "c\x00", doc("rule", "b", "in one change"), doc("rule", "c", ""))
	between("b0", "zzz", doc("rule", "c", ""))
	between("c", "b")
}

package store

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker/privacy"
)

// evidenceDoc is a diary, and a note of a change, as the agenda keeps them.
const (
	evidenceDiary = `{"v":1,"day":"2026-11-22","ticks":[{"at":"2026-11-22T10:00:00Z","of":{"id":"a","kind":"time_block"},` +
		`"evidence":[{"app":"secret-app","category":"code","time":"10m0s"},{"app":"editor","label":"secret words","time":"5m0s"},{"app":"editor","time":"1m0s"}]}]}`
	evidenceNote = `{"v":1,"what":"untick","documents":[{"kind":"diary","id":"2026-11-22","before":"{\"ticks\":[{\"at\":\"2026-11-22T10:00:00Z\",\"evidence\":[{\"app\":\"secret-app\"}]}]}","after":null}]}`
)

// TestForgetTakesEvidence: what ticked a time block says what the time was spent
// on, and goes with it.
func TestForgetTakesEvidence(t *testing.T) {
	ten := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		what  privacy.Erasure
		gone  []string // from the diary
		stays []string
		notes int
	}{
		"an app":             {privacy.Erasure{App: "secret-app"}, []string{"secret-app"}, []string{"editor", "secret words"}, 1},
		"an app of that day": {privacy.Erasure{App: "secret-app", From: ten.Add(-2 * time.Hour), To: ten}, []string{"secret-app"}, []string{"editor"}, 1},
		"an app of the next": {privacy.Erasure{App: "secret-app", From: ten.Add(time.Hour)}, nil, []string{"secret-app", "editor"}, 0},
		"a title":            {privacy.Erasure{Title: titled(t, "secret words")}, []string{"secret words"}, []string{"secret-app", "1m0s"}, 0},
		"a day":              {privacy.Erasure{From: ten.Add(-time.Hour), To: ten.Add(time.Hour)}, []string{"secret-app", "editor"}, []string{"time_block"}, 1},
		"a title of an app":  {privacy.Erasure{App: "secret-app", Title: titled(t, "other")}, nil, []string{"secret-app", "secret words"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			_, s, _ := fullStore(t)
			commit(t, s, engine.Change{Documents: []engine.Document{
				{Kind: "diary", ID: "2026-11-22", Data: []byte(evidenceDiary)},
				{Kind: "agenda.change", ID: "1", Data: []byte(evidenceNote)},
			}})
			would, err := s.Would(engine.Forgetting{Erasure: tt.what})
			if err != nil {
				t.Fatal(err)
			}
			gone, err := s.Forget(engine.Forgetting{Erasure: tt.what})
			if err != nil {
				t.Fatal(err)
			}
			documents, err := s.Documents("diary")
			if err != nil || len(documents) != 1 {
				t.Fatalf("diaries %v, %v", documents, err)
			}
			diary := string(documents[0].Data)
			for _, word := range tt.gone {
				if strings.Contains(diary, word) {
					t.Errorf("%q is still in %s", word, diary)
				}
			}
			for _, word := range tt.stays {
				if !strings.Contains(diary, word) {
					t.Errorf("%q went, of %s", word, diary)
				}
			}
			if n := len(kept(t, s, "agenda.change")); n != 1-tt.notes || gone.Notes < tt.notes {
				t.Errorf("%d notes are left and %d went, want %d to go", n, gone.Notes, tt.notes)
			}
			if would.Documents != gone.Documents || would.Notes != gone.Notes {
				t.Errorf("it was said that %+v would go, %+v did", would, gone)
			}
		})
	}
}

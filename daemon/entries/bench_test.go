package entries

import (
	"log/slog"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/store"
	"focusd/tracker/entry"
)

// BenchmarkBetween reads a day, and all, of ten years of ten entries a day, from
// a store on disk.
func BenchmarkBetween(b *testing.B) {
	st, _, err := store.Open(b.TempDir(), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	start := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	var documents []engine.Document
	for i := range 36_500 {
		at := start.Add(time.Duration(i) * 144 * time.Minute)
		d, err := entryDocument(entry.Entry{ID: entryID(at), Start: at, End: at.Add(30 * time.Minute), Text: "something", Category: "health", Made: at})
		if err != nil {
			b.Fatal(err)
		}
		documents = append(documents, d)
	}
	if err := st.Commit(engine.Change{Documents: documents}); err != nil {
		b.Fatal(err)
	}
	e, err := engine.New(engine.Config{}, st, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	s := New(e, st, func() *time.Location { return time.UTC })
	for _, c := range []struct {
		name string
		days int
	}{{"day", 1}, {"year", 365}, {"ten years", 3650}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if all, err := s.Between(start, start.AddDate(0, 0, c.days)); err != nil || len(all) != 10*c.days {
					b.Fatal(len(all), err)
				}
			}
		})
	}
}

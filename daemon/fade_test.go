package daemon

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/store"
	"focusd/tracker"
)

// oldLog makes a store whose log has the canary 100 days ago, once in a page that
// a default rule knows, and another title since; with a backup.
func oldLog(t *testing.T, paths Paths) (old, recent time.Time) {
	t.Helper()
	s, _, err := store.Open(paths.Data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Now().UTC().Truncate(24 * time.Hour).Add(12 * time.Hour)
	old, recent = noon.AddDate(0, 0, -100), noon.AddDate(0, 0, -30)
	for _, span := range []tracker.Span{
		{Start: old, End: old.Add(time.Hour), Window: tracker.Window{App: "firefox", Title: canary + " on Vimeo — Mozilla Firefox"}},
		{Start: old.Add(time.Hour), End: old.Add(90 * time.Minute), Window: tracker.Window{App: "editor", Title: canary}},
		{Start: recent, End: recent.Add(time.Hour), Window: tracker.Window{App: "editor", Title: "chapter"}},
	} {
		if err := s.Commit(engine.Change{Spans: []tracker.Span{span}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Backup(recent); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return old, recent
}

// privacy is what the doctor says of the privacy of the log.
func (r *running) privacy() api.Check {
	r.t.Helper()
	said, err := r.client.Doctor(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, c := range said.Checks {
		if c.Name == "privacy" {
			return c
		}
	}
	r.t.Fatal("the doctor says nothing of privacy")
	return api.Check{}
}

// Titles go when they are old enough and nobody is there: out of store and
// backup, with no byte left, and with the categories as they were.
func TestOldTitlesGo(t *testing.T) {
	paths := testPaths(t)
	old, recent := oldLog(t, paths)
	r, show, log := watchedIn(t, paths, "[privacy]\nkeep_titles = \"90d\"\n")
	show("editor", "chapter")
	r.until("it is in front", func() bool { return r.front().App == "editor" })
	if got := r.privacy(); got.State != checkWarning || !strings.Contains(got.Text, "titles for 90 days, gone up to "+old.Format(time.DateOnly)) {
		t.Errorf("before, the doctor says %+v", got)
	}
	if len(filesWith(t, paths.Data, canary)) == 0 {
		t.Fatal("the canary is in no file before it goes: this test proves nothing")
	}
	upTo := func() string { return "gone up to " + time.Now().UTC().AddDate(0, 0, -90).Format(time.DateOnly) }
	want := upTo()
	show(locked, "")
	r.until("nobody is there, and the titles are gone", func() bool { return r.privacy().State == checkOK })
	// A day may have ended meanwhile.
	if got := r.privacy(); !strings.HasSuffix(got.Text, want) && !strings.HasSuffix(got.Text, upTo()) {
		t.Errorf("the doctor says %+v, want that they are %s", got, want)
	}
	r.until("the copies have lost them", func() bool { return log.has("old titles are gone") })
	by := map[string]int64{}
	sum, err := r.client.SummaryByCategory(t.Context(), old, old.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range sum.Categories {
		by[c.Name] = c.Active / 60_000
	}
	if by["media/video"] != 60 || len(by) != 2 {
		t.Errorf("by category the day has %v minutes, want an hour of video", by)
	}
	titles := map[string]bool{}
	for row, err := range r.client.Log(t.Context(), old, recent.AddDate(0, 0, 1)) {
		if err != nil {
			t.Fatal(err)
		}
		titles[row.Title] = true
	}
	if !titles["chapter"] || len(titles) != 3 { // "", what stands for video, and the one that stays
		t.Errorf("the titles that are left are %v", titles)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if found := filesWith(t, paths.Data, canary); len(found) > 0 {
		t.Errorf("the canary is still in %q", found)
	}
	if bytes.Contains(log.text.Bytes(), []byte(canary)) {
		t.Error("the canary is in the log of the daemon")
	}
}

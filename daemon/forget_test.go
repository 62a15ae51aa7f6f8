package daemon

import (
	"bytes"
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/privacy"
	"focusd/tracker/source"
)

const canary = "canary 7f3a"

// watched is a daemon that sees the windows a test shows, and logs all it can.
func watched(t *testing.T) (r *running, show func(app, title string), log *heard) {
	t.Helper()
	return watchedIn(t, testPaths(t), "")
}

// watchedIn is watched with the given configuration, which need not be the
// first daemon there.
func watchedIn(t *testing.T, paths Paths, config string) (r *running, show func(app, title string), log *heard) {
	t.Helper()
	if err := os.WriteFile(paths.Config, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	one := oneWindow{make(chan source.Report)}
	log = new(heard)
	logger := slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	load := func() (Config, error) {
		cfg, err := LoadConfig(paths)
		cfg.Web.Listen, cfg.Notify, cfg.LogLevel = nil, false, slog.LevelDebug
		return cfg, err
	}
	cfg, err := load()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	r = &running{t: t, paths: paths, client: &api.Client{Socket: paths.Socket}, reload: make(chan os.Signal), cancel: cancel, ended: make(chan error, 1)}
	go func() {
		r.ended <- Run(ctx, cfg, Options{
			Version: "test", Log: logger, Level: new(slog.LevelVar), Load: load, Reload: r.reload,
			Source: func(cfg Config) engine.Source {
				return &source.Choice{Sources: []source.Source{one}, IdleAfter: time.Minute, Log: logger}
			},
		})
	}()
	t.Cleanup(func() { r.stop() })
	r.until("it answers", func() bool { _, err := r.client.Status(t.Context()); return err == nil })
	return r, func(app, title string) {
		one.says <- source.Report{Window: tracker.Window{App: app, Title: title}, Locked: app == locked}
	}, log
}

// locked is the app that show locks the screen with.
const locked = "(locked)"

func (r *running) front() api.Presence {
	r.t.Helper()
	s, err := r.client.Status(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	return s.Presence
}

// logged tells whether the log of today has a title.
func (r *running) logged(title string) bool {
	for row, err := range r.client.Log(r.t.Context(), time.Time{}, time.Time{}) {
		if err != nil {
			r.t.Fatal(err)
		}
		if row.Title == title {
			return true
		}
	}
	return false
}

// Through the whole daemon: what was in front, in the store and in a backup, is
// in no file afterwards, and never was in the log of the daemon.
func TestNoFileOfTheDaemonRemembers(t *testing.T) {
	r, show, log := watched(t)
	show("browser", canary)
	r.until("the canary is in front", func() bool { return r.front().Title == canary })
	r.until("the log has it", func() bool { return r.logged(canary) })
	show("editor", "chapter")
	r.until("it is not in front any more", func() bool { return r.front().App == "editor" })
	r.until("the log has what followed", func() bool { return r.logged("chapter") })
	if _, err := r.client.Backup(t.Context()); err != nil {
		t.Fatal(err)
	}
	would, err := r.client.Forget(t.Context(), api.ForgetCommand{Title: "CANARY"})
	if err != nil || would.Done || would.Spans != 1 || len(would.Days) != 1 || len(would.Copies.Rewritten) != 1 {
		t.Fatalf("it would forget %+v (%v), want one row of one day and a backup", would, err)
	}
	if len(filesWith(t, r.paths.Data, canary)) == 0 {
		t.Fatal("the canary is in no file before it is forgotten: this test proves nothing")
	}
	did, err := r.client.Forget(t.Context(), api.ForgetCommand{Title: "CANARY", Yes: true})
	if err != nil || !did.Done || did.Spans != 1 || did.Millis != would.Millis || len(did.Copies.Left) > 0 {
		t.Fatalf("it forgot %+v (%v), want what it said it would: %+v", did, err, would)
	}
	show("browser", "news")
	r.until("it goes on", func() bool { return r.front().Title == "news" })
	for _, wrong := range []api.ForgetCommand{{}, {Title: "/" + canary + "(/"}} {
		if _, err := r.client.Forget(t.Context(), wrong); err == nil || bytes.Contains([]byte(err.Error()), []byte(canary)) {
			t.Errorf("Forget(%+v): %v, want an error that does not quote", wrong, err)
		}
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if found := filesWith(t, filepath.Dir(r.paths.Data), canary); len(found) > 0 {
		t.Errorf("the canary is still in %q", found)
	}
	if bytes.Contains(log.text.Bytes(), []byte(canary)) {
		t.Error("the canary is in the log")
	}
}

// filesWith lists the files below dir that have a word.
func filesWith(t *testing.T, dir, word string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(word)) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A configuration that is read again holds at once, for what is in front too.
func TestPrivacyHoldsAtOnce(t *testing.T) {
	r, show, log := watched(t)
	show("editor", canary)
	r.until("the title is known", func() bool { return r.front().Title == canary })
	if err := os.WriteFile(r.paths.Config, []byte("[privacy]\ndrop = [\"editor\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.reload <- syscall.SIGHUP
	r.until("nothing of it is", func() bool { p := r.front(); return p.Title == "" && p.App == "private" })
	if bytes.Contains(log.text.Bytes(), []byte(canary)) {
		t.Error("the canary is in the log")
	}
}

// What the person wrote themselves goes too, and the corrections that quote it;
// these can still be read, and undone.
func TestTextsOfEntriesAreForgotten(t *testing.T) {
	r, _, _ := watched(t)
	text, end := canary, time.Now().Add(-time.Hour).Truncate(time.Second).UTC()
	made, err := r.client.Correct(t.Context(), api.EntryCommand{Do: "add", Start: end.Add(-time.Hour), End: end, Text: &text})
	if err != nil {
		t.Fatal(err)
	}
	did, err := r.client.Forget(t.Context(), api.ForgetCommand{Title: canary, Yes: true})
	if err != nil || did.Texts != 2 {
		t.Fatalf("it forgot %+v (%v), want an entry and the correction that made it", did, err)
	}
	all, err := r.client.Entries(t.Context(), end.Add(-2*time.Hour), end)
	if err != nil || len(all.Entries) != 1 || all.Entries[0].Text != privacy.Forgotten || !all.Entries[0].End.Equal(end) {
		t.Errorf("the entries are %+v (%v), want the one that was, without its text", all.Entries, err)
	}
	if _, err := r.client.Correct(t.Context(), api.EntryCommand{Do: "undo", ID: made.ID}); err != nil {
		t.Errorf("the correction cannot be undone: %v", err)
	}
	if found := filesWith(t, r.paths.Data, canary); len(found) > 0 {
		t.Errorf("the canary is still in %q", found)
	}
}

// Whatever quotes a title goes with it: the label of what runs, what an undo of
// anything would bring back, and rules, if they are to. Asked beforehand the
// daemon says the same.
func TestNothingThatQuotesIsLeft(t *testing.T) {
	r, show, log := watched(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	show("browser", canary)
	r.until("the log has it", func() bool { return r.logged(canary) })
	show("editor", "chapter")
	r.until("the log has what followed", func() bool { return r.logged("chapter") })
	_, err := r.client.Timer(t.Context(), api.Command{Do: "start", Label: canary})
	must(err)
	text, end := canary, time.Now().Add(-time.Hour).Truncate(time.Second).UTC()
	_, err = r.client.Correct(t.Context(), api.EntryCommand{Do: "add", Start: end.Add(-time.Hour), End: end, Text: &text})
	must(err)
	_, err = r.client.Correct(t.Context(), api.EntryCommand{Do: "undo"})
	must(err)
	for _, line := range []string{`title~"` + canary + `" -> code`, `title~"` + canary + ` party" -> code`, `app=editor -> code`} {
		_, err := r.client.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: line})
		must(err)
	}
	_, err = r.client.ChangeRules(t.Context(), api.RuleCommand{Do: "remove", ID: `title~"` + canary + ` party"`})
	must(err)
	_, err = r.client.Backup(t.Context())
	must(err)

	would, err := r.client.Forget(t.Context(), api.ForgetCommand{Title: canary})
	if err != nil || would.Texts != 1 || would.Notes != 3 || would.Rules != 0 || len(would.Quoting) != 1 || would.Quoting[0].Kind != "rule" {
		t.Fatalf("it would forget %+v (%v), want the text of an undone edit and three notes, and that a rule quotes it", would, err)
	}
	did, err := r.client.Forget(t.Context(), api.ForgetCommand{Title: canary, Rules: true, Yes: true})
	if err != nil || did.Texts != 1 || did.Notes != 3 || did.Rules != 1 || len(did.Quoting) > 0 || did.Labels == 0 || len(did.Copies.Left) > 0 {
		t.Fatalf("it forgot %+v (%v), want the rule and the label as well", did, err)
	}
	status, err := r.client.Status(t.Context())
	if err != nil || status.Timer.Label != "" || status.Timer.State != "work" {
		t.Errorf("the timer is %+v (%v), want that it goes on without its label", status.Timer, err)
	}
	all, err := r.client.Rules(t.Context(), false)
	if err != nil || len(all.Rules) != 1 || all.Rules[0].Text != "app=editor -> code" {
		t.Errorf("the rules are %+v (%v), want the one that does not quote", all.Rules, err)
	}
	if undone, err := r.client.ChangeRules(t.Context(), api.RuleCommand{Do: "undo"}); err != nil || undone.Undone != "added app=editor -> code" {
		t.Errorf("undo: %+v, %v; want the last change that quotes nothing", undone, err)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if found := filesWith(t, filepath.Dir(r.paths.Data), canary); len(found) > 0 {
		t.Errorf("the canary is still in %q", found)
	}
	if bytes.Contains(log.text.Bytes(), []byte(canary)) {
		t.Error("the canary is in the log")
	}
}

package main

import (
	"strings"
	"testing"

	"focusd/daemon/api"
)

func TestForgetSaysWhatItWouldDo(t *testing.T) {
	d := startFake(t)
	d.Forgotten = api.Forgotten{
		Spans: 12, Millis: 65 * 60 * 1000, Days: []string{"2026-11-20", "2026-11-21"}, Labels: 1,
		Copies: api.Copies{Rewritten: []string{"/data/backups/focusd-1.db"}, Removed: []string{"/data/focusd.db.damaged-1"}},
	}
	r := d.run(t, "forget", "--title", "canary")
	const want = `would forget 12 rows of the log, 1 h 05, on Fri 20 November 2026, Sat 21 November 2026
and 1 label of blocks and transitions
would be rewritten: focusd-1.db
would be removed: focusd.db.damaged-1
nothing has changed yet; with --yes it is done, and cannot be undone
`
	if r.code != done || r.out != want {
		t.Errorf("exit %d, printed\n%s, want\n%s", r.code, r.out, want)
	}
}

func TestForgetSaysWhatItDid(t *testing.T) {
	d := startFake(t)
	d.Forgotten = api.Forgotten{
		Done: true, Spans: 400, Millis: 30_000, Days: []string{"2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"}, Texts: 2, Rules: 1, Notes: 3,
		Quoting: []api.Quote{{Kind: "rule", ID: "01J"}, {Kind: "category", ID: "secret"}, {Kind: "task", ID: "01K"}},
		Copies: api.Copies{
			Rewritten: []string{"/data/backups/focusd-1.db"}, Made: "/data/backups/focusd-2.db",
			Left: []api.Left{{Path: "/data/focusd.db.schema-1", Reason: "the disk is full: free some space"}},
		},
	}
	r := d.run(t, "forget", "--title", "canary", "--yes")
	const want = `forgot 400 rows of the log, 30 s, on 4 days from Tue 17 November 2026 to Fri 20 November 2026
and 2 texts of your own, with the corrections that quote them
and 1 rule of yours
and 3 notes of what was done before
a new backup: /data/backups/focusd-2.db
rewritten: focusd-1.db
`
	if r.code != done || r.out != want {
		t.Errorf("exit %d, printed\n%s, want\n%s", r.code, r.out, want)
	}
	for _, part := range []string{"focus rule rm 01J, or --rules", `focus category rm "secret"`, "a task of yours quotes it and stays: 01K", "can be undone", "/data/focusd.db.schema-1 has it still: the disk is full", "run the same command again"} {
		if !strings.Contains(r.err, part) {
			t.Errorf("it warns\n%s, without %q", r.err, part)
		}
	}
	if strings.Contains(r.out+r.err, "canary") {
		t.Error("it repeats what was to be forgotten")
	}
}

func TestForgetThatSaysNothingIsRefused(t *testing.T) {
	for line, want := range map[string]string{
		"forget":                               "forget what?",
		"forget --yes":                         "forget what?",
		"forget yesterday --since 5m":          "both say when",
		"forget --since 5m --rules":            "--rules are those that quote a title",
		"forget --until nonsense":              `"nonsense" is not a day or a time`,
		"forget --since 5m --until 2026-11-01": `is not after "5m"`,
		"forget tomorrow":                      `"tomorrow" is not a day or a time`,
	} {
		d := startFake(t)
		if r := d.run(t, strings.Fields(line)...); r.code != usage || !strings.Contains(r.err, want) {
			t.Errorf("focus %s: exit %d\n%s, want %q", line, r.code, r.err, want)
		}
	}
}

func TestAppsAreCompleted(t *testing.T) {
	d := startFake(t)
	app := d.Summary.Apps[0].App
	if r := d.run(t, "__complete", "forget", "--app", app[:2]); !strings.Contains(r.out, app+"\t") {
		t.Errorf("%q is not completed to %q:\n%s", app[:2], app, r.out)
	}
	if r := noDaemonAt(t).run(t, "__complete", "forget", "--app", ""); !strings.HasPrefix(r.out, ":") {
		t.Errorf("without a daemon it offers\n%s", r.out)
	}
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// notebook is a file with a text.
func notebook(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportRequests(t *testing.T) {
	const nap = `{"start":"2026-11-20T14:10:00Z","end":"2026-11-20T14:45:00Z","offset_minutes":0,"text":"nap","category":"health","where":"notes.txt:2"}`
	path := notebook(t, "2026-11-20\n14:10 35m nap @health\n")
	for line, want := range map[string]string{
		path:                            `{"entries":[` + nap + `],"yes":true}`,
		path + " --dry-run":             `{"entries":[` + nap + `]}`,
		path + " --trim --new -n":       `{"entries":[` + nap + `],"taken":"trim","new":true}`,
		path + " " + path + " --over":   `{"entries":[` + nap + `,` + nap + `],"taken":"over","yes":true}`,
		path + " --format text":         `{"entries":[` + nap + `],"yes":true}`,
		path + " --zone Asia/Kathmandu": `{"entries":[{"start":"2026-11-20T08:25:00Z","end":"2026-11-20T09:00:00Z","offset_minutes":345,"text":"nap","category":"health","where":"notes.txt:2"}],"yes":true}`,
	} {
		t.Run(strings.ReplaceAll(line, path, "FILE"), func(t *testing.T) {
			d := startFake(t)
			if r := d.run(t, append([]string{"import"}, strings.Fields(line)...)...); r.code != done || r.err != "" {
				t.Fatalf("focus import %s: exit %d\n%s%s", line, r.code, r.out, r.err)
			}
			if got := d.lastAsked(t); got != "POST /v1/entries/import "+want {
				t.Errorf("focus import %s asked\n%s, want\n%s", line, got, want)
			}
		})
	}
}

func TestImportFromStandardInput(t *testing.T) {
	d := startFake(t)
	r := d.runIn(t, world{in: strings.NewReader("14:10-14:45 nap\n")}, "import", "-", "--day", "yesterday")
	if got := d.lastAsked(t); r.code != done || !strings.Contains(got, `"start":"2026-11-21T14:10:00Z"`) || !strings.Contains(got, `"where":"-:1"`) {
		t.Errorf("exit %d, %s, asked %s, want a nap of yesterday", r.code, r.err, got)
	}
}

func TestImportWronglyUsed(t *testing.T) {
	path := notebook(t, "2026-11-20\nsome nap @health\n")
	for line, want := range map[string]struct {
		code      exit
		err, hint string
	}{
		"":                         {usage, "which file?", "notebook.txt"},
		path:                       {refused, "notes.txt:2:1: there is no time here", "2026-11-20 14:10-15:00 errand"},
		path + "x":                 {refused, "no such file", "is there"},
		path + " --format ical":    {usage, `no format "ical"`, "timewarrior"},
		path + " --zone Mars/Olym": {usage, "no time zone", "Europe/Berlin"},
		path + " --day never":      {usage, `"never" is not a day`, "yesterday"},
		path + " --trim --over":    {usage, "contradict", "leave one of them out"},
	} {
		t.Run(strings.ReplaceAll(line, path, "FILE"), func(t *testing.T) {
			d := startFake(t)
			r := d.run(t, append([]string{"import"}, strings.Fields(line)...)...)
			if r.code != want.code || r.out != "" || !strings.Contains(r.err, want.err) || !strings.Contains(r.err, want.hint) {
				t.Errorf("focus import %s: exit %d, %q, %s; want %+v", line, r.code, r.out, r.err, want)
			}
			for _, asked := range d.asked {
				if strings.HasPrefix(asked, "POST") {
					t.Errorf("focus import %s asked %s, want nothing changed", line, asked)
				}
			}
		})
	}
}

func TestImportText(t *testing.T) {
	d := startFake(t)
	path := notebook(t, "inc 20261120T080000Z\ninc 20261120T080000Z - 20261120T083000Z # a\n")
	for i := range 14 {
		at := clockAt(9, 0).Add(time.Duration(2*i) * time.Hour)
		d.Imported.Added = append(d.Imported.Added, api.Entry{Start: at, End: at.Add(30 * time.Minute), Text: "note " + itoa(i) + "\x1b[2J", Kind: "added", Made: at, Origin: "import"})
	}
	d.Imported.Known, d.Imported.LeftOut, d.Imported.Replaced, d.Imported.Categories = 2, 3, 1, []string{"health"}
	r := d.run(t, "import", path, "-n")
	harmless(t, r.out)
	for _, want := range []string{
		"would import 14 entries, 7 h\n", "Sunday 22 November 2026\n", "✎ note 0[2J ", "  … 4 entries more\n", "Monday 23 November 2026\n",
		"  2 left out: there already, or imported before\n", "  3 left out: nothing of their time is free\n", "  1 left out: it still runs\n",
		"  1 that you had said before gave way\n", "  new, unclassified: health\n",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("focus import printed\n%s, want %q in it", r.out, want)
		}
	}
	if strings.Contains(r.out, "note 5") || strings.Contains(r.out, "takes it back") {
		t.Errorf("focus import printed\n%s, want neither the middle nor an undo of what was not done", r.out)
	}
	d.History.Edits = []api.EntryEdit{{ID: "x", At: *clockAt(10, 25), Verb: "import", After: d.Imported.Added}}
	if r := d.run(t, "log", "undo", "--list"); strings.Count(r.out, "\n+ ") != 11 || !strings.Contains(r.out, "\n+ … 4 entries more\n") {
		t.Errorf("focus log undo --list printed\n%s, want ten entries and how many more", r.out)
	}
	d.Imported = api.Imported{Done: true, ID: "x", Added: d.Imported.Added[:1]}
	if r := d.run(t, "import", path); !strings.HasPrefix(r.out, "imported 1 entry, 30 min\n") || !strings.HasSuffix(r.out, "  focus log undo takes it back\n") {
		t.Errorf("focus import printed\n%s", r.out)
	}
	d.Imported = api.Imported{Known: 1}
	if r := d.run(t, "import", path); !strings.HasPrefix(r.out, "nothing to import\n  1 left out: there already") {
		t.Errorf("focus import printed\n%s", r.out)
	}
	if r := d.run(t, "import", path, "--json"); !strings.Contains(r.out, `"known": 1`) {
		t.Errorf("focus import --json printed\n%s", r.out)
	}
}

func TestACategoryThatIsNot(t *testing.T) {
	for _, tt := range []struct{ daemon, want string }{
		{`did you mean "health"?`, `hint: did you mean "health"?`},
		{"have it made", "hint: focus category list shows which there are, --new makes it"},
	} {
		d := startFake(t)
		d.Refusal = &api.Error{Code: api.CodeRule, Message: `there is no category "helth"`, Hint: tt.daemon}
		r := d.run(t, "log", "add", "35m", "nap", "@helth")
		if r.code != refused || !strings.Contains(r.err, d.Refusal.Message) || !strings.Contains(r.err, tt.want) || !strings.Contains(r.err, "--new") {
			t.Errorf("exit %d, %s; want 1, and %s", r.code, r.err, tt.want)
		}
	}
}

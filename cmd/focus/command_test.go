package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/timer"
)

func TestRequests(t *testing.T) {
	for line, want := range map[string]string{
		"start":                    `POST /v1/timer {"do":"start"}`,
		"start 25/5 the report":    `POST /v1/timer {"do":"start","preset":"25/5","label":"the report"}`,
		"start flow":               `POST /v1/timer {"do":"start","preset":"flow"}`,
		"start 1.5h reading":       `POST /v1/timer {"do":"start","preset":"1h30m","label":"reading"}`,
		"start 45m --ago 10m":      `POST /v1/timer {"do":"start","preset":"45m","seconds":600}`,
		"start reading --replace":  `POST /v1/timer {"do":"start","label":"reading","replace":true}`,
		"start -- 3 letters":       `POST /v1/timer {"do":"start","label":"3 letters"}`,
		"start 25/5 -- --odd":      `POST /v1/timer {"do":"start","preset":"25/5","label":"--odd"}`,
		"pause":                    `POST /v1/timer {"do":"pause"}`,
		"pause --external":         `POST /v1/timer {"do":"pause","external":true}`,
		"resume":                   `POST /v1/timer {"do":"resume"}`,
		"finish":                   `POST /v1/timer {"do":"finish"}`,
		"stop":                     `POST /v1/timer {"do":"stop"}`,
		"skip":                     `POST /v1/timer {"do":"skip"}`,
		"extend":                   `POST /v1/timer {"do":"extend","seconds":300}`,
		"extend 15m":               `POST /v1/timer {"do":"extend","seconds":900}`,
		"rewind 10m":               `POST /v1/timer {"do":"rewind","seconds":600}`,
		"switch answering letters": `POST /v1/timer {"do":"switch","label":"answering letters"}`,
		"postpone":                 `POST /v1/timer {"do":"postpone"}`,
		"postpone 10m":             `POST /v1/timer {"do":"postpone","seconds":600}`,
		"undo":                     `POST /v1/timer {"do":"undo"}`,
		"keep":                     `POST /v1/timer {"do":"keep"}`,
		"skip --sure":              `POST /v1/timer {"do":"skip","sure":true}`,
		"stop --sure":              `POST /v1/timer {"do":"stop","sure":true}`,
		"start --sure":             `POST /v1/timer {"do":"start","sure":true}`,
		"record 9:10-10:05 report": `POST /v1/timer {"do":"record","label":"report","seconds":3300,"at":"2026-11-22T09:10:00Z"}`,
		"pause-tracking":           `POST /v1/tracking {"do":"pause"}`,
		"pause-tracking 1h":        `POST /v1/tracking {"do":"pause","seconds":3600}`,
		"resume-tracking":          `POST /v1/tracking {"do":"resume"}`,
		"hold 2h":                  `POST /v1/reminders {"do":"hold","seconds":7200}`,
		"release":                  `POST /v1/reminders {"do":"release"}`,
		"answer keep":              `POST /v1/answer {"answer":"keep"}`,
		"answer work":              `POST /v1/answer {"answer":"offline_work"}`,
		"answer":                   `GET /v1/status`,
		"backup":                   `POST /v1/backup`,
		"open --print":             `POST /v1/link`,
		"doctor":                   `GET /v1/doctor`,
		"":                         `GET /v1/status`,

		"forget --since 20m":                          `POST /v1/forget {"from":"2026-11-22T14:06:00Z"}`,
		"forget yesterday --app Firefox":              `POST /v1/forget {"from":"2026-11-21T04:00:00Z","to":"2026-11-22T04:00:00Z","app":"firefox"}`,
		"forget --title x --rules":                    `POST /v1/forget {"title":"x","rules":true}`,
		"forget --until yesterday --title /^x/ --yes": `POST /v1/forget {"to":"2026-11-22T04:00:00Z","title":"/^x/","yes":true}`,

		"doctor --install-gnome-extension":   `POST /v1/doctor/gnome-extension {"do":"install"}`,
		"doctor --uninstall-gnome-extension": `POST /v1/doctor/gnome-extension {"do":"uninstall"}`,

		"status":                        `GET /v1/status`,
		"today":                         `GET /v1/summary categories=1&coverage=1&from=2026-11-22T04%3A00%3A00Z&to=2026-11-23T04%3A00%3A00Z`,
		"day yesterday":                 `GET /v1/summary categories=1&coverage=1&from=2026-11-21T04%3A00%3A00Z&to=2026-11-22T04%3A00%3A00Z`,
		"log":                           `GET /v1/log from=2026-11-22T04%3A00%3A00Z&to=2026-11-23T04%3A00%3A00Z`,
		"log --since 2h":                `GET /v1/log from=2026-11-22T12%3A26%3A00Z&to=2026-11-22T14%3A26%3A00Z`,
		"log yesterday --by app":        `GET /v1/summary from=2026-11-21T04%3A00%3A00Z&to=2026-11-22T04%3A00%3A00Z`,
		"log saturday..today":           `GET /v1/summary from=2026-11-21T04%3A00%3A00Z&to=2026-11-23T04%3A00%3A00Z`,
		"log saturday..today --by time": `GET /v1/log from=2026-11-21T04%3A00%3A00Z&to=2026-11-23T04%3A00%3A00Z`,
		"log saturday..today --csv":     `GET /v1/log from=2026-11-21T04%3A00%3A00Z&to=2026-11-23T04%3A00%3A00Z`,
	} {
		t.Run(line, func(t *testing.T) {
			d := startFake(t)
			if r := d.run(t, strings.Fields(line)...); r.code != done || r.out == "" || r.err != "" {
				t.Fatalf("focus %s: exit %d\n%s%s", line, r.code, r.out, r.err)
			}
			if got := d.lastAsked(t); got != want {
				t.Errorf("focus %s asked\n%s, want\n%s", line, got, want)
			}
		})
	}
}

func TestEveryCommandPrintsJSON(t *testing.T) {
	for _, line := range []string{
		"", "status", "start", "pause", "resume", "finish", "stop", "skip", "extend", "rewind 5m", "switch x", "postpone", "undo",
		"today", "log", "log --by app", "why", "pause-tracking", "resume-tracking", "hold", "release", "doctor", "backup", "open", "version", "forget --app x",
		"doctor --install-gnome-extension",
	} {
		t.Run(line, func(t *testing.T) {
			d := startFake(t)
			d.Status = hostile()
			r := d.run(t, append(strings.Fields(line), "--json")...)
			if r.code != done {
				t.Fatalf("focus %s --json: exit %d, %s", line, r.code, r.err)
			}
			harmless(t, r.out)
			var v map[string]any
			if err := json.Unmarshal([]byte(r.out), &v); err != nil || len(v) == 0 {
				t.Errorf("focus %s --json printed %q: %v", line, r.out, err)
			}
		})
	}
}

func TestStatusJSONSaysWhatTheDaemonSaid(t *testing.T) {
	d := startFake(t)
	d.Status = hostile()
	d.Status.Presence.Title = "\u009b2J \u202e" // what is invalid cannot come back
	var got api.Status
	if err := json.Unmarshal([]byte(d.run(t, "--json").out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Presence.Title != d.Status.Presence.Title || got.Timer.Label != d.Status.Timer.Label {
		t.Errorf("title %q, label %q, want %q and %q", got.Presence.Title, got.Timer.Label, d.Status.Presence.Title, d.Status.Timer.Label)
	}
}

func TestWrongUsage(t *testing.T) {
	for line, hint := range map[string]string{
		"strat":                       "did you mean: focus start",
		"wibble":                      "focus --help lists the commands",
		"foo":                         "focus --help lists the commands", // log is two letters away
		"log --since -5m":             "from 1s to 8784h",
		"hold 0":                      "from 1s to 8784h",
		"pause-tracking 99999h":       "from 1s to 8784h",
		"start --replcae":             "focus start --help",
		"start 25/x":                  "focus start -- 25/x",
		"start 25m --ago soon":        "25m, 1h30",
		"rewind":                      "focus rewind 10m",
		"rewind 10m 5m":               "focus rewind --help",
		"extend never":                "25m, 1h30",
		"switch":                      "focus switch answering letters",
		"pause now":                   "focus pause --help",
		"hold forever":                "as 14:10",
		"log someday":                 "monday..today",
		"log 2026-11-20..2026-11-01":  "2026-11-01..2026-11-20",
		"log monday --since 2h":       "focus log monday",
		"log --by colour":             "--by time, --by app or --by category",
		"today never":                 "yesterday, monday or 2026-11-20",
		"status --format windowmaker": "waybar, i3blocks, polybar, tmux",
		"watch --format windowmaker":  "waybar, i3blocks, polybar, tmux",
		"completion tcsh":             "bash, zsh, fish, powershell",
		"completion":                  "focus completion bash",
		"db":                          "focus db verify",
		"doctor --install-gnome-extension --uninstall-gnome-extension": "focus doctor --install-gnome-extension",

		"db drop":    "verify, restore, compact",
		"help strat": "focus start",
	} {
		t.Run(line, func(t *testing.T) {
			d := startFake(t)
			r := d.run(t, strings.Fields(line)...)
			if r.code != usage || r.out != "" {
				t.Errorf("focus %s: exit %d, printed %q; want 2 and nothing", line, r.code, r.out)
			}
			if !strings.HasPrefix(r.err, "focus: error: ") || !strings.Contains(r.err, "\nfocus: hint: ") || !strings.Contains(r.err, hint) {
				t.Errorf("focus %s: %s, want an error with the hint %q", line, r.err, hint)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		said api.Error
		hint string
	}{
		"the daemon knows what to do": {api.Error{Code: "range", Message: "too long", Hint: "up to 8 hours"}, "up to 8 hours"},
		"a command is a better hint":  {api.Error{Code: "working", Message: "a block is running", Hint: "finish it"}, "focus start --replace"},
		"nothing runs":                {api.Error{Code: "idle", Message: "nothing runs"}, "focus start"},
		"in a break":                  {api.Error{Code: "in_break", Message: "no"}, "focus postpone"},
		"of another version":          {api.Error{Code: "unheard_of", Message: "no\x1b[2J"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := startFake(t)
			d.Refusal = &c.said
			r := d.run(t, "start")
			want := "focus: error: " + clean(c.said.Message) + "\n"
			if r.code != refused || r.out != "" || !strings.HasPrefix(r.err, want) {
				t.Errorf("exit %d, %q, %q; want 1, nothing, %q", r.code, r.out, r.err, want)
			}
			if got := strings.Contains(r.err, "hint"); got != (c.hint != "") || !strings.Contains(r.err, c.hint) {
				t.Errorf("printed %q, want the hint %q", r.err, c.hint)
			}
		})
	}
}

// A program reads the same from standard error as a person.
func TestErrorsAsJSON(t *testing.T) {
	refusal := &api.Error{Code: "too_late", Message: "too\x1b[2J late \u202e", Hint: "be quick"}
	for line, c := range map[string]struct {
		refusal *api.Error
		code    exit
		want    string
	}{
		"undo --json":                   {refusal, refused, `{"error":{"code":"too_late","message":"too\u001b[2J late \u202e","hint":"be quick"}}`},
		"pause --json":                  {&api.Error{Code: "idle", Message: "nothing runs"}, refused, `{"error":{"code":"idle","message":"nothing runs","hint":"focus start"}}`},
		"backup --json":                 {&api.Error{Code: "of_another_version", Message: "no"}, refused, `{"error":{"code":"of_another_version","message":"no"}}`},
		"strat --json":                  {nil, usage, `{"error":{"code":"usage","message":"there is no command \"strat\"","hint":"did you mean: focus start"}}`},
		"--json wibble":                 {nil, usage, `{"error":{"code":"usage","message":"there is no command \"wibble\"","hint":"focus --help lists the commands"}}`},
		"log --csv --json":              {nil, usage, `{"error":{"code":"usage","message":"--json and --csv are two forms of the same","hint":"leave one of them out"}}`},
		"status --format waybar --json": {nil, usage, `{"error":{"code":"usage","message":"--json and --format are two forms of the same","hint":"leave one of them out"}}`},
		"start --none --json":           {nil, usage, `{"error":{"code":"usage","message":"unknown flag: --none","hint":"focus start --help"}}`},
		"log never --json":              {nil, usage, `{"error":{"code":"usage","message":"\"never\" is not a day or a time","hint":` + jsonLine(rangeHint) + `}}`},
	} {
		d := startFake(t)
		d.Refusal = c.refusal
		if r := d.run(t, strings.Fields(line)...); r.code != c.code || r.out != "" || r.err != c.want+"\n" {
			t.Errorf("focus %s: exit %d, %q\n%s, want %d, nothing and\n%s", line, r.code, r.out, r.err, c.code, c.want)
		}
	}
	for line, want := range map[string]string{
		"today --json":    `{"error":{"code":"no_daemon","message":"focusd is not running","hint":` + jsonLine(startHint) + `}}`,
		"watch --json":    `{"error":{"code":"no_daemon","message":"focusd is not running","hint":` + jsonLine(startHint) + `}}`,
		"start -- --json": "focus: error: focusd is not running\nfocus: hint: " + startHint,
	} {
		if r := noDaemonAt(t).run(t, strings.Fields(line)...); r.code != noDaemon || r.out != "" || r.err != want+"\n" {
			t.Errorf("focus %s: exit %d, %q\n%s, want 3, nothing and\n%s", line, r.code, r.out, r.err, want)
		}
	}
	if code := (&ui{err: io.Discard}).failJSON(errors.New("the disk is full")); code != refused {
		t.Errorf("a failure: exit %d, want 1", code)
	}
	if got := codeOf(explain(errors.New("the disk is full"))); got != codeFailed {
		t.Errorf("the code of a failure is %q, want %q", got, codeFailed)
	}
}

func TestNoDaemon(t *testing.T) {
	for _, line := range []string{"", "status --format waybar", "start", "today", "log", "log --csv", "hold", "backup", "open", "watch"} {
		t.Run(line, func(t *testing.T) {
			r := noDaemonAt(t).run(t, strings.Fields(line)...)
			want := "focus: error: focusd is not running\nfocus: hint: systemctl --user start focusd, or without systemd: focusd &\n"
			if r.code != noDaemon || r.err != want {
				t.Errorf("focus %s: exit %d, %q, want 3, %q", line, r.code, r.err, want)
			}
		})
	}
}

func TestVersionNeedsNoDaemon(t *testing.T) {
	r := noDaemonAt(t).run(t, "version")
	if r.code != done || !strings.Contains(r.out, "focusd  not running") {
		t.Errorf("exit %d, %q, want 0 and focusd  not running", r.code, r.out)
	}
	if r := startFake(t).run(t, "version"); !strings.Contains(r.out, "focusd  v1.2.0") || !strings.Contains(r.err, "warning") {
		t.Errorf("%q, %q, want the daemon's version and a warning", r.out, r.err)
	}
}

func TestDoctorWithoutDaemon(t *testing.T) {
	t.Setenv("PATH", "")
	d := noDaemonAt(t)
	config := t.TempDir()
	getenv := func(name string) string {
		return map[string]string{"XDG_CONFIG_HOME": config, "HOME": config, "DISPLAY": ":1", "COLUMNS": "300"}[name]
	}
	r := d.runIn(t, world{getenv: getenv}, "doctor")
	if r.code != noDaemon {
		t.Errorf("exit %d, want 3", r.code)
	}
	for _, want := range []string{"✗ failed   daemon", "systemctl --user start focusd", "– absent   socket", "✓ ok       display        X11, :1", "– absent   configuration  focusd is not installed", "systemd/focusd.service to " + config} {
		if !strings.Contains(r.out, want) {
			t.Errorf("printed\n%s, want %q", r.out, want)
		}
	}
	write(t, d.Socket, "")
	write(t, filepath.Join(config, "systemd/user/focusd.service"), "")
	r = d.runIn(t, world{getenv: getenv}, "doctor")
	for _, want := range []string{"is not a socket", "✓ ok       systemd unit "} {
		if !strings.Contains(r.out, want) {
			t.Errorf("printed\n%s, want %q", r.out, want)
		}
	}
}

func TestMistakesInTheConfiguration(t *testing.T) {
	for name, c := range map[string]struct {
		said string
		want []api.Check
	}{
		"two": {"focusd: error: c.toml:2:1: one\nc.toml:3:1: two\n", []api.Check{
			{Name: "configuration", State: "failed", Text: "c.toml:2:1: one"},
			{Name: "configuration", State: "failed", Text: "c.toml:3:1: two", Hint: "correct it, then: " + startHint},
		}},
		"focusd knows what to do": {"focusd: error: c.toml: it is a folder\nfocusd: hint: move it away\n", []api.Check{
			{Name: "configuration", State: "failed", Text: "c.toml: it is a folder", Hint: "move it away"},
		}},
	} {
		if got := mistakes("configuration", c.said); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestDoctorFailsWhenACheckFailed(t *testing.T) {
	d := startFake(t)
	if r := d.run(t, "doctor"); r.code != done {
		t.Errorf("with warnings: exit %d, want 0\n%s", r.code, r.out)
	}
	d.Doctor.Checks = append(d.Doctor.Checks, api.Check{Name: "store", State: "failed", Text: "the disk is full", Hint: "make room"})
	if r := d.run(t, "doctor"); r.code != refused || !strings.Contains(r.out, "→ make room") || r.err != "" {
		t.Errorf("with a failure: exit %d, want 1 and the hint\n%s%s", r.code, r.out, r.err)
	}
}

func TestReplies(t *testing.T) {
	p := page{cells: 80, zone: time.UTC}
	for name, c := range map[string]struct {
		s    api.Status
		want string
	}{
		"work":     {working(), "● work · the report · 12 min left, until 14:38\n"},
		"flow":     {flowing(), "● flow · sketches · 1 h 24\n"},
		"paused":   {pausing(), "‖ paused, away · the report · 12 min left\n"},
		"overtime": {overrunning(), "⊕ overtime · the report · +4 min\n"},
		"break":    {resting(), "◇ short break · 3 min left, until 14:29\n"},
		"over":     {rested(), "◆ the break is over · +3 min\n"},
		"idle":     {idling(), "○ idle · 2 h 05 focus, 4 blocks ✓ today\n"},
		"stopped":  {troubled(), "○ idle · 2 h 05 focus, 4 blocks ✓ today\n  focus undo takes it back until 14:27:00\n"},
	} {
		if got := reply(p, c.s, api.Command{}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What the daemon could not do as asked is said.
func TestRepliesToLengthsThatReachTooFar(t *testing.T) {
	for line, want := range map[string]string{
		"start --ago 5m":         "",
		"start --ago 13m":        "",
		"start --ago 781s":       "",
		"start --ago 20m":        "  began 14:13, when the block or break before it ended\n",
		"start --ago 20m --json": "",
		"rewind 13m":             "",
		"rewind 20m":             "  took 13 min: the block began 14:13\n",
		"extend 20m":             "",
	} {
		r := startFake(t).run(t, strings.Fields(line)...)
		if said := strings.Contains(r.out, "before it ended") || strings.Contains(r.out, "the block began"); r.code != done || said != (want != "") || !strings.HasSuffix(r.out, want) {
			t.Errorf("focus %s: exit %d, %q, want the end %q", line, r.code, r.out, want)
		}
	}
}

func TestLogForPeople(t *testing.T) {
	d := startFake(t)
	golden(t, "testdata/log/time.txt", d.run(t, "log").out)
	golden(t, "testdata/log/app.txt", d.run(t, "log", "saturday..today").out)
	golden(t, "testdata/log/time.json", d.run(t, "log", "--json").out)
	golden(t, "testdata/log/time.csv", d.run(t, "log", "--csv").out)
	golden(t, "testdata/log/app.csv", d.run(t, "log", "--by", "app", "--csv").out)
	d.Rows = nil
	golden(t, "testdata/log/empty.txt", d.run(t, "log").out+d.run(t, "log", "yesterday").out+d.run(t, "log", "--json").out+d.run(t, "log", "--csv").out)
}

func TestLogIsShownInTheLocalZone(t *testing.T) {
	d := startFake(t)
	d.Status.Zone = "Europe/Berlin"
	r := d.runIn(t, world{zone: zone(t, "Europe/Berlin")}, "log", "--csv", "--zone", "here")
	if !strings.Contains(r.out, "2026-11-22T10:00:00+01:00,2026-11-22T10:31:00+01:00,1860,active,browser") {
		t.Errorf("printed\n%s, want local times", r.out)
	}
}

func TestSpreadsheetsRunNothing(t *testing.T) {
	for s, want := range map[string]string{
		"plain": "plain", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", " =1": "' =1", "\t=1": "' =1",
		"\r\n=1": "'  =1", "＝1": "'＝1", "a=1": "a=1", "": "", "\u200b=1": "'=1",
	} {
		if got := cell(s); got != want {
			t.Errorf("cell(%q) = %q, want %q", s, got, want)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(startFake(t).run(t, "log", "--csv").out)).ReadAll()
	if err != nil || len(rows) != 1+len(morning()) {
		t.Errorf("%d rows, %v, want %d", len(rows), err, 1+len(morning()))
	}
}

// A log of years is never in memory: what is printed leaves before the next
// row is read.
func TestLogStreams(t *testing.T) {
	const rows = 20_000
	printed := 0
	a := newApp(world{out: counter{&printed}, err: io.Discard, zone: time.UTC, getenv: func(string) string { return "" }})
	behind := 0
	var many iter.Seq2[api.Span, error] = func(yield func(api.Span, error) bool) {
		for i := range rows {
			s := api.Span{Start: noonish.Add(time.Duration(i) * time.Minute), Presence: "active", App: "editor", Title: strings.Repeat("x", 80)}
			s.End = s.Start.Add(time.Minute)
			if !yield(s, nil) {
				return
			}
			behind = max(behind, 100*(i+1)-printed)
		}
	}
	if err := a.printRowsCSV(many); err != nil {
		t.Fatal(err)
	}
	if behind > 64<<10 {
		t.Errorf("%d bytes were held back, want them printed", behind)
	}
}

func TestLogBreaksOff(t *testing.T) {
	broken := errors.New("read log: unexpected EOF")
	rows := func(yield func(api.Span, error) bool) {
		_ = yield(morning()[1], nil) && yield(api.Span{}, broken)
	}
	for name, print := range map[string]func(*app) error{
		"text": func(a *app) error { return a.printRows(momentAt(noonish), true, rows) },
		"json": func(a *app) error { return a.printRowsJSON(noonish, noonish, rows) },
		"csv":  func(a *app) error { return a.printRowsCSV(rows) },
	} {
		a := newApp(world{out: io.Discard, err: io.Discard, zone: time.UTC, getenv: func(string) string { return "" }})
		if err := print(a); !errors.Is(err, broken) {
			t.Errorf("%s: %v, want %v", name, err, broken)
		}
	}
}

func TestFullDiskIsAnError(t *testing.T) {
	d := startFake(t)
	var said strings.Builder
	a := newApp(world{out: fullDisk{}, err: &said, zone: time.UTC, getenv: func(string) string { return "" }})
	a.client.Socket = d.Socket
	if code := a.run(t.Context(), []string{"log", "--csv"}); code != refused || !strings.Contains(said.String(), "no space left") {
		t.Errorf("exit %d, %q, want 1 and no space left", code, said.String())
	}
}

func TestPageOfATerminal(t *testing.T) {
	for name, c := range map[string]struct {
		cells  int
		env    map[string]string
		want   int
		colour bool
	}{
		"a terminal":             {120, nil, 120, true},
		"a pipe":                 {0, nil, 80, false},
		"NO_COLOR":               {120, map[string]string{"NO_COLOR": "1"}, 120, false},
		"NO_COLOR that is empty": {120, map[string]string{"NO_COLOR": ""}, 120, true},
		"a dumb terminal":        {120, map[string]string{"TERM": "dumb"}, 120, false},
		"COLUMNS":                {120, map[string]string{"COLUMNS": "100"}, 100, true},
		"COLUMNS and a pipe":     {0, map[string]string{"COLUMNS": "100"}, 100, false},
		"a sliver":               {10, nil, fewestCells, true},
	} {
		a := newApp(world{out: io.Discard, cells: c.cells, zone: time.UTC, getenv: func(k string) string { return c.env[k] }})
		if p := a.page(); p.cells != c.want || p.colour != c.colour {
			t.Errorf("%s: %d cells, colour %v, want %d and %v", name, p.cells, p.colour, c.want, c.colour)
		}
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	d := noDaemonAt(t)
	root := newApp(world{out: io.Discard, getenv: func(string) string { return "" }}).root()
	root.InitDefaultHelpFlag()
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		if c.Hidden {
			return
		}
		args := append(strings.Fields(c.CommandPath())[1:], "--help")
		r := d.run(t, args...)
		for _, want := range []string{c.Short + "\n", "usage  focus", "Examples\n  "} {
			if r.code != done || !strings.Contains(r.out, want) {
				t.Errorf("focus %s: exit %d\n%s, want %q", strings.Join(args, " "), r.code, r.out, want)
			}
		}
		widest(t, r.out, 80)
		if c.Example == "" || !strings.Contains(c.Example, "focus") {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(root)
}

func TestExamplesOfStartAreRight(t *testing.T) {
	for _, preset := range timer.Presets() {
		if got, err := parsePreset(preset.Name); err != nil || got != preset.Name {
			t.Errorf("parsePreset(%q) = %q, %v", preset.Name, got, err)
		}
	}
	for _, label := range []string{"writing", "über", "", "a1", "-x"} {
		if got, err := parsePreset(label); err != nil || got != "" {
			t.Errorf("parsePreset(%q) = %q, %v, want a label", label, got, err)
		}
	}
}

// counter counts what is written to it.
type counter struct{ n *int }

func (c counter) Write(p []byte) (int, error) {
	*c.n += len(p)
	return len(p), nil
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestAStrictBreakTakesAWord: on a terminal it is asked for, elsewhere there is a
// flag.
func TestAStrictBreakTakesAWord(t *testing.T) {
	for said, want := range map[string]int{"skip\n": 2, " skip \n": 2, "yes\n": 1, "": 1} {
		d := startFake(t)
		d.Refusal = &api.Error{Code: "strict", Message: "breaks are strict: rest, or postpone it", Hint: "say so"}
		r := d.runIn(t, world{asks: true, in: strings.NewReader(said)}, "skip")
		if asked := d.timesAsked(); r.code != refused || !strings.Contains(r.out, "type skip") || asked != want {
			t.Errorf("%q: exit %d, asked %d times, want %d\n%s%s", said, r.code, asked, want, r.out, r.err)
		}
		if r := d.run(t, "skip"); r.code != refused || strings.Contains(r.out, "type") || !strings.Contains(r.err, "--sure") {
			t.Errorf("without a terminal: exit %d\n%s%s", r.code, r.out, r.err)
		}
	}
}

func (d *fakeDaemon) timesAsked() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.asked)
}

package daemon

import (
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/hook"
	"focusd/timer"
)

func TestConfigSetsEverything(t *testing.T) {
	cfg, err := parseConfig([]byte(`
[timer]
preset = "50/10"
after_work = "break"
after_break = "activity"
strict_breaks = true
away_after = "4m"
away_end = "20m"
pause_limit = "45m"
do_not_disturb = true

[presence]
idle_after = "2m"
sources = ["x11", "logind"]

[day]
start = "05:30"

[store]
dir = "/srv/focusd"
commit_interval = "10s"

[web]
listen = "127.0.0.1:9999"
hosts = ["Desk.example:9999"]
allow_insecure = true
telemetry_path = "/own"
max_requests = 3
disable_exporter_metrics = true

[metrics]
app_limit = 7
off = ["tasks", "apps"]

[notify]
enabled = false

[hooks]
on_block_start = ["lamp", "red"]
on_block_end = ["lamp", "off"]
on_break_start = ["/opt/music", "--play"]
on_break_end = ["/opt/music"]
on_pause = ["a"]
on_resume = ["b"]
on_overtime = ["c"]

[log]
level = "debug"
`), Paths{Config: "config.toml"})
	if err != nil {
		t.Fatal(err)
	}
	rules := timer.DefaultRules()
	rules.AfterWork, rules.AfterBreak, rules.StrictBreaks = timer.ToBreak, timer.StartByActivity, true
	rules.AwayAfter, rules.AwayEnd, rules.PauseLimit = 4*time.Minute, 20*time.Minute, 45*time.Minute
	if cfg.Engine.Rules != rules {
		t.Errorf("rules = %+v, want %+v", cfg.Engine.Rules, rules)
	}
	for name, ok := range map[string]bool{
		"preset":          cfg.Engine.Preset.Work == 50*time.Minute,
		"sources":         slices.Equal(cfg.Sources, []string{"x11", "logind"}),
		"idle_after":      cfg.Engine.IdleAfter == 2*time.Minute,
		"day.start":       cfg.Engine.Calendar.Start == 5*time.Hour+30*time.Minute,
		"dir":             cfg.Paths.Data == "/srv/focusd",
		"commit_interval": cfg.Engine.CommitEvery == 10*time.Second,
		"web": reflect.DeepEqual(cfg.Web, Web{
			Listen: []string{"127.0.0.1:9999"}, Hosts: []string{"desk.example:9999"}, AllowInsecure: true,
			MetricsPath: "/own", MaxRequests: 3, Bare: true, Off: []string{"apps", "tasks"},
		}),
		"app_limit":      cfg.Engine.AppLimit == 7,
		"notify":         !cfg.Notify,
		"do_not_disturb": cfg.DoNotDisturb,
		"hooks":          len(cfg.Hooks) == 7 && slices.Equal(cfg.Hooks[hook.BlockEnd], []string{"lamp", "off"}),
		"level":          cfg.LogLevel == slog.LevelDebug,
	} {
		if !ok {
			t.Errorf("%s was not taken over: %+v", name, cfg)
		}
	}
}

func TestMistakesInTheConfigAreNamedWithTheirPlace(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"unknown key", "[timer]\npreste = \"25/5\"\n", "c.toml:2:1: there is no setting timer.preste; did you mean timer.preset?"},
		{"unknown table", "[metrix]\napps = \"top\"\n", "c.toml:1:2: there is no setting metrix"},
		{"syntax", "[timer]\npreset = 25/5\n", "c.toml:2:"},
		{"duration", "[timer]\n\naway_after = \"soon\"\n", `c.toml:3:14: "soon" is not a length of time; write "25m", "90s" or "1h30m"`},
		{"out of range", "[store]\n  commit_interval = \"1s\"\n", "c.toml:2:3: store.commit_interval: 1s is not between 5s and 5m"},
		{"word", "[timer]\nafter_work = \"party\"\n", `c.toml:2:1: timer.after_work: "party" is not one of "break", "overtime"`},
		{"time of day", "[day]\nstart = \"4 am\"\n", `c.toml:2:1: day.start: "4 am" is not a time of day; write "04:00"`},
		{"preset", "[timer]\npreset = \"long\"\n", "c.toml:2:1: timer.preset: "},
		{"relative folder", "[store]\ndir = \"data\"\n", `c.toml:2:1: store.dir: "data" is not an absolute path`},
		{"no port", "[web]\nlisten = \"localhost\"\n", `c.toml:2:1: web.listen: "localhost" has no port`},
		{"a port among others", "[web]\nlisten = [\"127.0.0.1:1\", \"[::1]\"]\n", `c.toml:2:1: web.listen: "[::1]" has no port`},
		{"off among others", "[web]\nlisten = [\"127.0.0.1:1\", \"off\"]\n", `c.toml:2:1: web.listen: "off" has no port`},
		{"a number to listen at", "[web]\nlisten = 8463\n", `c.toml:2:1: web.listen: this is a text in quotes, or a list`},
		{"numbers to listen at", "[web]\nlisten = [8463]\n", `c.toml:2:1: web.listen: 8463 is no text in quotes`},
		{"a host without a port", "[web]\nhosts = [\"desk.example\"]\n", `c.toml:2:1: web.hosts: "desk.example" is not a name with its port`},
		{"a web config that is not there", "[web]\nconfig_file = \"/nonexistent/web.yml\"\n", `c.toml:2:1: web.config_file: web config /nonexistent/web.yml:`},
		{"a web config from here", "[web]\nconfig_file = \"web.yml\"\n", `c.toml:2:1: web.config_file: "web.yml" is not an absolute path`},
		{"metrics in the place of the page", "[web]\ntelemetry_path = \"/\"\n", `c.toml:2:1: web.telemetry_path: "/" is not a path`},
		{"fewer scrapes than none", "[web]\nmax_requests = -1\n", `c.toml:2:1: web.max_requests: -1 is not between`},
		{"no such collector", "[metrics]\noff = [\"titles\"]\n", `c.toml:2:1: metrics.off: "titles" is not one of time, apps,`},
		{"bad port", "[web]\nlisten = \"127.0.0.1:99999\"\n", `c.toml:2:1: web.listen: "99999" is not a port`},
		{"zero", "[presence]\nidle_after = \"0s\"\n", "c.toml:2:1: presence.idle_after: 0s is not between 1s and 1h"},
		{"zero apps", "[metrics]\napp_limit = 0\n", "c.toml:2:1: metrics.app_limit: 0 is not between 1 and 100"},
		{"source", "[presence]\nsources = [\"x12\"]\n", `c.toml:2:1: presence.sources: there is no source "x12"; there are gnome, kwin, `},
		{"no unit", "[presence]\nidle_after = 3\n", `c.toml:2:14: "3" is not a length of time; write "25m", "90s" or "1h30m"`},
		{"no bool", "[notify]\nenabled = \"yes\"\n", "c.toml:2:11: this is true or false, not: string"},
		{"no number", "[metrics]\napp_limit = \"many\"\n", "c.toml:2:13: this is a number without quotes, not: string"},
		{"no command", "[hooks]\n on_pause = [\"\"]\n", `c.toml:2:2: hooks.on_pause: no program; write ["program", "argument"]`},
		{"one line", "[hooks]\non_pause = [\"lamp off\"]\n", `c.toml:2:1: hooks.on_pause: "lamp off" is one word to the system; write ["lamp", "off"]`},
		{"a horizon of a month", "[habits]\nhorizon = 30\n", "c.toml:2:1: habits.horizon: 30 is not between 0 and 7 days"},
		{"home", "[hooks]\non_overtime = [\"~/lamp\"]\n", `c.toml:2:1: hooks.on_overtime: "~/lamp" begins with ~`},
		{"no list", "[hooks]\non_pause = \"lamp off\"\n", "c.toml:2:12: this is a list of texts in brackets, not: string"},
		{"no event", "[hooks]\non_pauze = [\"lamp\"]\n", "c.toml:2:1: there is no setting hooks.on_pauze; did you mean hooks.on_pause?"},
		{"no text", "[timer]\npreset = 25\n", "c.toml:2:10: this is a text in quotes, not: integer"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := parseConfig([]byte(test.text), Paths{Config: "c.toml"})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
			}
		})
	}
}

func TestEveryMistakeIsNamed(t *testing.T) {
	text := "[timer]\nafter_work = \"party\"\n[day]\nstart = \"4 am\"\n[web]\nlissen = \"off\"\n[metrix]\napps = \"top\"\n"
	_, err := parseConfig([]byte(text), Paths{Config: "c.toml"})
	for _, place := range []string{"c.toml:2:1", "c.toml:4:1", "c.toml:6:1", "c.toml:7:2"} {
		if err == nil || !strings.Contains(err.Error(), place) {
			t.Errorf("of four mistakes the one at %s is not named: %v", place, err)
		}
	}
}

func TestNoConfigIsTheDefault(t *testing.T) {
	paths := Paths{Config: filepath.Join(t.TempDir(), "config.toml")}
	cfg, err := LoadConfig(paths)
	if err != nil || !slices.Equal(cfg.Web.Listen, []string{"127.0.0.1:8463"}) || cfg.Engine.Preset.Name != "25/5" {
		t.Errorf("without a file: %+v, %v", cfg, err)
	}
	if err := os.WriteFile(paths.Config, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadConfig(paths); err != nil {
		t.Errorf("with an empty file: %v", err)
	}
}

func TestConfigThatCannotBeReadIsAnError(t *testing.T) {
	dir := t.TempDir() // a folder in place of the file
	if _, err := LoadConfig(Paths{Config: dir}); err == nil {
		t.Error("a folder was read as a configuration")
	}
}

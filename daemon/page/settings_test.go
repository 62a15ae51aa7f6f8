package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// settled is a daemon of somebody who has rules, and has set something.
func settled() fake {
	f := empty()
	from, to := status().At.AddDate(0, 0, -30), status().At
	f["/v1/rules"] = api.Rules{
		Rules: []api.Rule{
			{ID: "A1", Text: `app=editor title~"a -> b" order=1 -> writing`, Category: "writing", Class: "earns", Hue: 65, Source: "own", Time: 7_200_000},
			{ID: "A2", Text: "app=slack -> chat", Category: "chat", Class: "supports", Source: "own"},
			{ID: "default:app=player", Text: "app=player -> media", Category: "media", Class: "rest", Source: "default", Time: 60_000},
			{ID: "default:app=unused", Text: "app=unused -> media", Category: "media", Class: "rest", Source: "default"},
			{ID: "default:app=game", Text: "app=game -> games", Category: "games", Class: "wastes", Source: "default", Off: true},
		},
		Problems: []api.RuleProblem{{Rule: "A3", Text: "there is no category", Hint: "define it first"}},
		Undo:     "added app=slack -> chat", From: &from, To: &to, Other: 60_000,
	}
	f["/v1/categories"] = api.Categories{Categories: []api.Category{{Name: "media", Class: "rest", Source: "default"}, {Name: "writing", Class: "earns", Hue: 65, Source: "own"}}}
	f["/v1/unclassified"] = api.Unclassified{From: from, To: to, Total: 3_600_000, Apps: []api.UnclassifiedApp{{App: "gizmo", Time: 3_600_000}, {Time: 5}}}
	f["/v1/settings"] = api.Settings{
		Path: "/home/ada/config.toml", Exists: true, Read: &to,
		Settings: []api.Setting{
			{Name: "timer.preset", Value: "90/20", Default: "25/5", Source: "set", Line: 2, File: "50/10", Says: "What starts.", CanSet: true},
			{Name: "timer.strict_breaks", Value: false, Default: false, Source: "default", Says: "Strict.", CanSet: true, Choices: []string{"true", "false"}},
			{Name: "notify.enabled", Value: true, Default: true, Source: "default", Next: false, Says: "Notices.", CanSet: true, Choices: []string{"true", "false"}},
			{Name: "nudges.off", Value: []string{"wins", "pieces"}, Default: []string{}, Source: "file", Line: 9, Says: "Never.", CanSet: true, Choices: []string{"wins", "pieces"}},
			{Name: "nudges.reward_every", Value: 2, Default: 2, Source: "default", Says: "Reward.", CanSet: true},
			{Name: "nudges.daily_limit", Value: nil, Default: nil, Source: "default", Says: "Limit.", CanSet: true},
			{Name: "privacy.keep_titles", Value: "forever", Default: "forever", Source: "default", Says: "Keep.", CanSet: true},
			{Name: "privacy.titles", Value: "all", Default: "all", Source: "default", Says: "Titles.", CanSet: true, Choices: []string{"all", "none"}},
			{Name: "privacy.drop", Value: []string{"signal"}, Default: []string{}, Source: "file", Says: "Apps.", Line: 12},
			{Name: "web.listen", Value: []string{"127.0.0.1:1"}, Default: "127.0.0.1:8463", Source: "flag", File: "127.0.0.1:9", Line: 4, Says: "Where."},
			{Name: "hooks.on_pause", Value: []string{"/bin/lamp", "…"}, Default: []string{}, Source: "file", Line: 7, Says: "Run."},
			{Name: "log.level", Value: "info", Default: "info", Source: "default", Says: "Log."},
		},
		Undo: `timer.preset = "90/20"`,
	}
	return f
}

func TestSettingsSayWhereTheyComeFrom(t *testing.T) {
	page := settled().get(t, "/settings")
	for part, wants := range map[string][]string{
		"at-present": {"Set last: timer.preset = &#34;90/20&#34; Undo"},
		"set-timer": {
			"Preset timer.preset What starts. 90/20 set here; the file says 50/10 in line 2; the default is 25/5", "Reset",
			"Strict breaks timer.strict_breaks Strict. off default",
		},
		"set-told": {
			"Notifications notify.enabled Notices. on default ! off from the next start of focusd on",
			"Never said nudges.off Never. Of: wins, pieces. wins, pieces file, line 9; the default is none", "Reward every nudges.reward_every Reward. 2 default", "Limit. none default",
		},
		"set-privacy": {"Drop privacy.drop Apps. signal file, line 12; the default is none in the file alone"},
		"in-file": {
			"/home/ada/config.toml , read 09:00.", `web.listen Where. [&#34;127.0.0.1:1&#34;] command line of focusd; the file says 127.0.0.1:9 in line 4`,
			`hooks.on_pause Run. [&#34;/bin/lamp&#34;,&#34;…&#34;] file, line 7`, "1 more, which are as by default", "log.level",
		},
	} {
		got := text(partOf(t, page, part))
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s does not say\n%s in\n%s", part, want, got)
			}
		}
	}
}

func TestFieldsOfSettings(t *testing.T) {
	page := settled().get(t, "/settings")
	for name, want := range map[string]string{
		"timer.preset":        `<input name="value" value="90/20" autocomplete="off" required list="presets" placeholder="">`,
		"timer.strict_breaks": `<option value="false" selected>off</option>`,
		"notify.enabled":      `<option value="false" selected>off</option>`, // what comes next
		"nudges.off":          `value="wins, pieces" autocomplete="off" required data-type="list"`,
		"nudges.reward_every": `value="2" autocomplete="off" required type="number" data-type="number"`,
		"nudges.daily_limit":  `value="" autocomplete="off" required placeholder="8h"`,
		"privacy.titles":      `<option selected>all</option><option>none</option>`,
		"privacy.keep_titles": `data-confirm="Titles that are older go for good`,
	} {
		_, row, _ := strings.Cut(page, `<tr data-is="`+name+`">`)
		row, _, _ = strings.Cut(row, "</tr>")
		if !strings.Contains(row, want) || !strings.Contains(row, `&#34;name&#34;:&#34;`+name+`&#34;`) {
			t.Errorf("the field of %s is\n%s\nwant %s", name, row, want)
		}
	}
}

func TestSettingsOfADaemonThatHasNone(t *testing.T) {
	f := settled()
	delete(f, "/v1/settings")
	delete(f, "/v1/rules")
	page := f.get(t, "/settings")
	for _, id := range []string{"set-timer", "in-file", "own-rules", "built-in", "which-rule"} {
		if !strings.Contains(partOf(t, page, id), " hidden>") {
			t.Errorf("the part %s is shown", id)
		}
	}
	f["/v1/rules"] = &api.Error{Code: "store", Message: "focusd could not read it"}
	if page := f.get(t, "/settings"); strings.Count(page, "focusd could not read it") != 1 {
		t.Error("that the rules cannot be read is not said once")
	}
}

func TestAHeldMomentIsSaid(t *testing.T) {
	f := settled()
	s := status()
	until := s.At.Add(time.Hour)
	s.Tracking = api.Tracking{PausedUntil: &until, HeldUntil: &until}
	f["/v1/status"] = s
	got := text(partOf(t, f.get(t, "/settings"), "at-present"))
	if !strings.Contains(got, "! The log is paused until 10:00.") || !strings.Contains(got, "! Reminders are held until 10:00.") {
		t.Errorf("it says %s", got)
	}
}

// TestSettingsAreAskedForOnce: however many parts show some of them.
func TestSettingsAreAskedForOnce(t *testing.T) {
	f := settled()
	asked := make(chan string, 100)
	for path, value := range f {
		f[path] = func(r *http.Request) any { asked <- r.URL.Path; return value }
	}
	f.get(t, "/settings")
	close(asked)
	times := make(map[string]int)
	for path := range asked {
		times[path]++
	}
	for _, path := range []string{"/v1/settings", "/v1/rules", "/v1/categories", "/v1/unclassified"} {
		if times[path] != 1 {
			t.Errorf("%s is asked for %d times", path, times[path])
		}
	}
}

func BenchmarkSettings(b *testing.B) {
	f := settled()
	many := f["/v1/rules"].(api.Rules)
	for i := range 1859 {
		many.Rules = append(many.Rules, api.Rule{ID: fmt.Sprint(i), Text: fmt.Sprintf("app=app%d -> media", i), Category: "media", Class: "rest", Source: "default"})
	}
	body, err := json.Marshal(many)
	if err != nil {
		b.Fatal(err)
	}
	few := f["/v1/rules"]
	f["/v1/rules"] = func(r *http.Request) any {
		if r.URL.Query().Get("all") == "" {
			return few
		}
		return json.RawMessage(body)
	}
	for _, path := range []string{"/settings", "/settings?rules=all"} {
		b.Run(path, func(b *testing.B) { f.bench(b, path) })
	}
}

package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
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

// part is the section of that id, without what is between its elements.
func partOf(t *testing.T, page, id string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `<section id="`+id+`"`)
	if !ok {
		t.Fatalf("there is no part %s in\n%s", id, page)
	}
	part, _, _ := strings.Cut(rest, "</section>")
	return part
}

// text is what a part says, without its elements.
func text(part string) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>"]*("[^"]*"[^>"]*)*>`).ReplaceAllString(part, " ")), " ")
}

func TestRulesAreShownInTheirOrder(t *testing.T) {
	page := settled().get(t, "/settings")
	wellFormed(t, page)
	own, builtIn := partOf(t, page, "own-rules"), partOf(t, page, "built-in")
	for _, want := range []string{
		"<code>app=editor title~&#34;a -&gt; b&#34; order=1</code>", `<td class="place">1</td>`, "2 h",
		`data-body="{&#34;do&#34;:&#34;move&#34;,&#34;id&#34;:&#34;A1&#34;,&#34;place&#34;:2}"`,
		`data-body="{&#34;do&#34;:&#34;move&#34;,&#34;id&#34;:&#34;A2&#34;,&#34;place&#34;:1}"`,
		`data-body="{&#34;do&#34;:&#34;remove&#34;,&#34;id&#34;:&#34;A2&#34;,&#34;known&#34;:&#34;app=slack -\u003e chat&#34;}"`,
		"Not in force, A3: there is no category", "define it first", "added app=slack -&gt; chat",
	} {
		if !strings.Contains(own, want) {
			t.Errorf("your rules do not have %s in\n%s", want, own)
		}
	}
	if strings.Index(own, "app=editor") > strings.Index(own, "app=slack") {
		t.Error("the first rule comes second")
	}
	if n := strings.Count(own, " disabled"); n != 2 {
		t.Errorf("%d buttons lead nowhere, want the first up and the last down", n)
	}
	if strings.Contains(own, "app=player") || strings.Contains(builtIn, "app=slack") {
		t.Error("built-in rules are not apart from one's own")
	}
	if !strings.Contains(builtIn, "app=player") || !strings.Contains(builtIn, "Switch on") || strings.Contains(builtIn, "app=unused") {
		t.Errorf("built-in are shown\n%s, want those that decide something or are off", text(builtIn))
	}
	all := partOf(t, settled().get(t, "/settings?rules=all"), "built-in")
	if !strings.Contains(all, "app=unused") {
		t.Error("all built-in rules are not all")
	}
	found := partOf(t, settled().get(t, "/settings?has=UNUSED"), "built-in")
	if !strings.Contains(found, "app=unused") || strings.Contains(found, "<code>app=player") {
		t.Errorf("those with a word are\n%s", text(found))
	}
	if said := partOf(t, page, "without-rule"); !strings.Contains(said, "gizmo") || !strings.Contains(said, `href="/log?first=2026-10-23&amp;last=2026-11-22#unfiled"`) {
		t.Errorf("what no rule knows is\n%s", said)
	}
}

// TestAllRulesAreAskedForOnlyWhereTheyAreShown: they are some two thousand.
func TestAllRulesAreAskedForOnlyWhereTheyAreShown(t *testing.T) {
	for query, want := range map[string]string{"": "time=1", "?rules=all": "all=1&time=1", "?has=web": "all=1&time=1"} {
		f, asked := settled(), ""
		f["/v1/rules"] = func(r *http.Request) any { asked = r.URL.RawQuery; return api.Rules{} }
		if f.get(t, "/settings"+query); asked != want {
			t.Errorf("/settings%s asks for rules with %q, want %q", query, asked, want)
		}
	}
}

func TestBuiltInRulesComeInPages(t *testing.T) {
	f := settled()
	var many api.Rules
	for i := range 450 {
		many.Rules = append(many.Rules, api.Rule{ID: fmt.Sprint(i), Text: fmt.Sprintf("app=app%03d -> media", i), Category: "media", Class: "rest", Source: "default"})
	}
	f["/v1/rules"] = many
	for _, tt := range []struct {
		query       string
		first, last int
		links       []string
	}{
		{"rules=all", 0, 199, []string{"after=200&amp;rules=all"}},
		{"rules=all&after=200", 200, 399, []string{"after=0&amp;rules=all", "after=400&amp;rules=all"}},
		{"rules=all&after=400", 400, 449, []string{"after=200&amp;rules=all"}},
		{"has=app4&after=nonsense", 400, 449, nil},
	} {
		part := partOf(t, f.get(t, "/settings?"+tt.query), "built-in")
		rows := regexp.MustCompile(`<code>app=app(\d+)`).FindAllStringSubmatch(part, -1)
		if len(rows) != tt.last-tt.first+1 || rows[0][1] != fmt.Sprintf("%03d", tt.first) {
			t.Errorf("%s: %d rules from %v on, want %d to %d", tt.query, len(rows), rows[:1], tt.first, tt.last)
		}
		for _, link := range tt.links {
			if !strings.Contains(part, "/settings?"+link+"#built-in") {
				t.Errorf("%s: there is no link to %s", tt.query, link)
			}
		}
		if n := strings.Count(part, "after="); n != len(tt.links) {
			t.Errorf("%s: %d links to others, want %d", tt.query, n, len(tt.links))
		}
	}
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

// TestNoTitleGoesIntoAnAddress: the question which rule decides is posted.
func TestNoTitleGoesIntoAnAddress(t *testing.T) {
	part := partOf(t, settled().get(t, "/settings"), "which-rule")
	if strings.Contains(part, "action=") || !strings.Contains(part, `<form class="which-rule scripted">`) {
		t.Errorf("the form is\n%s", part)
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

package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// answerRules is the part of the fake daemon that knows rules.
func answerRules(w http.ResponseWriter, r *http.Request) {
	answer := func(v any) { _ = json.NewEncoder(w).Encode(v) }
	switch r.Method + " " + r.URL.Path {
	case "GET /v1/rules":
		answer(someRules())
	case "POST /v1/rules":
		own := someRules().Rules[0]
		answer(api.RuleChange{Did: "added", Rule: &own, Category: &someCategories().Categories[0]})
	case "POST /v1/rules/test":
		answer(api.RuleMatches{Category: someCategories().Categories[0], Matches: someRules().Rules})
	case "POST /v1/rules/preview":
		answer(somePreview())
	case "GET /v1/categories":
		answer(someCategories())
	case "POST /v1/categories":
		answer(api.RuleChange{Did: "defined", Category: &someCategories().Categories[0]})
	case "GET /v1/unclassified":
		answer(someUnclassified())
	default:
		http.NotFound(w, r)
	}
}

func someRules() api.Rules {
	return api.Rules{
		Rules: []api.Rule{
			{ID: "01KAH4V3Z8QWERTZ0123457K3F", Text: "app=editor title~draft -> writing", Category: "writing", Class: "earns", Source: "own"},
			{ID: "01KAH4V3Z8QWERTZ0123457A3F", Text: "app=player title~\"\x1b]0;x\a a title that goes on for longer than there is room for beside its class\" -> media", Category: "media", Class: "wastes", Source: "own"},
			{ID: "default:app=game", Text: "app=game -> games", Category: "games", Class: "rest", Source: "default", Off: true},
		},
		Problems: []api.RuleProblem{{Rule: "01KAH4V3Z8QWERTZ0123457B3F", Text: `there is no category "thesis"`, Hint: "define it first"}},
		Undo:     "added app=editor title~draft -> writing",
	}
}

func someCategories() api.Categories {
	return api.Categories{Categories: []api.Category{
		{Name: "writing", Class: "earns", Hue: 65, Source: "own"},
		{Name: "reference", Class: "supports", Reading: true, Hue: 80, Source: "default"},
		{Name: "電子書", Class: "unclassified", Reading: true, Source: "own"},
	}}
}

func somePreview() api.RulePreview {
	return api.RulePreview{
		From: *clockAt(0, 0), To: clockAt(0, 0).AddDate(0, 0, 30), Total: 360_000_000, Moved: 7_200_000,
		Categories: []api.CategoryShift{
			{Name: "writing", Class: "earns", After: 7_200_000},
			{Class: "unclassified", Before: 90_000_000, After: 82_800_000},
			{Name: "mail", Class: "supports", Before: 5, After: 5},
		},
		Subjects: []api.MovedSubject{
			{App: "editor", Title: "the draft of a letter that goes on for longer than there is room for", To: "writing", Time: 7_000_000},
			{App: "", Title: "\x1b[2Jx", To: "writing", Time: 200_000},
		},
	}
}

func someUnclassified() api.Unclassified {
	return api.Unclassified{
		From: *clockAt(0, 0), To: *clockAt(14, 0), Total: 15_000_000,
		Apps: []api.UnclassifiedApp{
			{App: "browser", Category: "web", Time: 9_000_000, Suggest: api.Suggestion{Condition: "app=browser"}, Titles: []api.UnclassifiedTitle{
				{Text: "A \"forum\"", Time: 5_400_000, Suggest: api.Suggestion{Condition: `app@web title|="A \"forum\""`}},
				{Text: "it's", Time: 600_000, Suggest: api.Suggestion{Condition: `app@web title|="it's"`, Category: "news"}},
				{Text: "brief", Time: 600, Suggest: api.Suggestion{Condition: `app@web title|=brief`}},
			}},
			{App: "my app", Time: 3_000_000, Suggest: api.Suggestion{Condition: `app="my app"`}},
			{App: "code-nightly", Time: 2_900_000, Suggest: api.Suggestion{Condition: "app=code-nightly", Category: "code"}},
			{App: "", Time: 100_000},
		},
	}
}

func TestRequestsAboutRules(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"rule", "add", "app=x -> code"}, `POST /v1/rules {"do":"add","text":"app=x -\u003e code"}`},
		{[]string{"rule", "add", "app=x -> code", "--class", "earns"}, `POST /v1/rules {"do":"add","text":"app=x -\u003e code","class":"earns"}`},
		{[]string{"rule", "file", "my app", "code"}, `POST /v1/rules {"do":"file","app":"my app","category":"code"}`},
		{[]string{"rule", "replace", "7k3f", "app=x -> code"}, `POST /v1/rules {"do":"replace","id":"7k3f","text":"app=x -\u003e code"}`},
		{[]string{"rule", "rm", "7k3f"}, `POST /v1/rules {"do":"remove","id":"7k3f"}`},
		{[]string{"rule", "off", "app=x"}, `POST /v1/rules {"do":"off","id":"app=x"}`},
		{[]string{"rule", "on", "app=x"}, `POST /v1/rules {"do":"on","id":"app=x"}`},
		{[]string{"rule", "move", "7k3f", "2"}, `POST /v1/rules {"do":"move","id":"7k3f","place":2}`},
		{[]string{"rule", "list", "--time"}, `GET /v1/rules time=1`},
		{[]string{"rule", "undo"}, `POST /v1/rules {"do":"undo"}`},
		{[]string{"rule", "list"}, `GET /v1/rules`},
		{[]string{"rule", "list", "--all", "game"}, `GET /v1/rules all=1`},
		{[]string{"rule", "test", "x", "a", "title"}, `POST /v1/rules/test {"app":"x","title":"a title"}`},
		{[]string{"rule", "preview", "app=x -> code"}, `POST /v1/rules/preview {"change":{"do":"add","text":"app=x -\u003e code"}}`},
		{[]string{"category", "list"}, `GET /v1/categories`},
		{[]string{"category", "set", "writing", "earns", "--reading", "no", "--hue", "7"}, `POST /v1/categories {"do":"set","name":"writing","class":"earns","reading":false,"hue":7}`},
		{[]string{"category", "set", "writing"}, `POST /v1/categories {"do":"set","name":"writing"}`},
		{[]string{"category", "rm", "writing"}, `POST /v1/categories {"do":"remove","name":"writing"}`},
		{[]string{"unclassified"}, `GET /v1/unclassified`},
		{[]string{"log", "yesterday", "--by", "category"}, `GET /v1/summary categories=1&from=2026-11-21T04%3A00%3A00Z&to=2026-11-22T04%3A00%3A00Z`},
	} {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			d := startFake(t)
			r := d.run(t, tt.args...)
			if r.code != done || r.out == "" || r.err != "" {
				t.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
			}
			harmless(t, r.out)
			if got := d.lastAsked(t); got != tt.want {
				t.Errorf("asked\n%s, want\n%s", got, tt.want)
			}
			j := d.run(t, append(tt.args, "--json")...)
			if harmless(t, j.out); j.code != done || !json.Valid([]byte(j.out)) {
				t.Errorf("--json: exit %d\n%s%s", j.code, j.out, j.err)
			}
		})
	}
}

func TestWrongUsageOfRules(t *testing.T) {
	for line, hint := range map[string]string{
		"rule add":                       "focus rule add 'app=firefox",
		"rule add app=x -":               "single quotes",
		"rule file":                      "focus rule file APP CATEGORY",
		"rule file x":                    "focus rule file APP CATEGORY",
		"rule file x y z":                "--help",
		"rule rm":                        "focus rule rm ID",
		"rule replace x":                 "focus rule replace ID RULE",
		"rule move x":                    "focus rule move ID PLACE",
		"rule move x up":                 "focus rule move x 1",
		"rule test":                      "focus rule test APP",
		"rule test x --at nowhen":        "",
		"rule preview x --since nowhen":  "",
		"rule frobnicate":                "focus rule --help",
		"category set":                   "focus category set NAME",
		"category set x --hue 0":         "--hue 210",
		"category set x --hue red":       "--hue 210",
		"category set x --reading maybe": "--reading yes",
		"category rm":                    "focus category rm NAME",
		"category frobnicate":            "focus category --help",
		"unclassified x":                 "--help",
		"log --by colour":                "--by category",
	} {
		d := startFake(t)
		r := d.run(t, strings.Fields(line)...)
		if r.code != usage || !strings.Contains(r.err, "focus: hint: ") || !strings.Contains(r.err, hint) || r.out != "" {
			t.Errorf("focus %s: exit %d\n%s%s, want usage and the hint %q", line, r.code, r.out, r.err, hint)
		}
	}
}

func TestRefusedRulesSayWhere(t *testing.T) {
	d := startFake(t)
	d.Refusal = &api.Error{Code: "rule", Message: "column 7: title: the regular expression is not closed", Hint: "put a / behind it"}
	r := d.run(t, "rule", "add", "app=x title/( -> code")
	want := "focus: error: column 7: title: the regular expression is not closed\nfocus: hint: put a / behind it\n"
	if r.code != refused || r.err != want || r.out != "" {
		t.Errorf("exit %d\n%s%s, want\n%s", r.code, r.out, r.err, want)
	}
}

func TestRuleTexts(t *testing.T) {
	for name, text := range map[string]func(page) string{
		"list": func(p page) string { return rulesText(p, someRules(), "") },
		"time": func(p page) string {
			list := someRules()
			list.From, list.Other = clockAt(0, 0), 5_400_000
			list.Rules[0].Time, list.Rules[1].Time = 7_200_000, 59_000
			return rulesText(p, list, "")
		},
		"nothing": func(p page) string { return rulesText(p, api.Rules{}, "") + rulesText(p, api.Rules{}, "steam") },
		"test": func(p page) string {
			return matchesText(p, api.RuleMatches{Category: someCategories().Categories[0], Matches: someRules().Rules})
		},
		"preview":      func(p page) string { return previewText(p, somePreview()) },
		"categories":   func(p page) string { return categoriesText(p, someCategories().Categories) },
		"unclassified": func(p page) string { return unclassifiedText(p, someUnclassified()) },
	} {
		t.Run(name, func(t *testing.T) {
			p := page{cells: 80, zone: time.UTC}
			plain := text(p)
			harmless(t, plain)
			golden(t, "testdata/rule/"+name+".txt", plain)
			p.colour = true
			if got := uncoloured(text(p)); got != plain {
				t.Errorf("without its colours it is\n%s, want\n%s", got, plain)
			}
		})
	}
}

func TestEmptyAnswersAboutRules(t *testing.T) {
	p := page{cells: 80, zone: time.UTC}
	for want, got := range map[string]string{
		"everything is classified\n": unclassifiedText(p, api.Unclassified{}),
		"nothing would move of 1 h in 1 day\n": previewText(p, api.RulePreview{
			From: *clockAt(1, 0), To: *clockAt(2, 0), Total: 3_600_000,
		}),
		"no rule matches · focus rule file APP CATEGORY\n": matchesText(p, api.RuleMatches{}),
		"": p.categories(nil, 8),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestShortIDsTellRulesApart(t *testing.T) {
	rules := someRules().Rules
	for i, want := range []string{"7k3f", "7a3f"} {
		if got := shortID(rules[i].ID, rules); got != want {
			t.Errorf("rule %d is called %q, want %q", i, got, want)
		}
	}
	twin := api.Rule{ID: "01XXXXXXXXXXXXXXXXXXXX57K3F"}
	if got := shortID(rules[0].ID, append(rules, twin)); got != "457k3f" {
		t.Errorf("beside a twin it is called %q, want 457k3f", got)
	}
}

func TestShellWords(t *testing.T) {
	for word, want := range map[string]string{
		"editor": "editor", "org.app/x-y": "org.app/x-y", "": "''", "my app": "'my app'", "it's": `'it'\''s'`, "a>b": "'a>b'", "$HOME": "'$HOME'", "~x": "'~x'",
	} {
		if got := shellWord(word); got != want {
			t.Errorf("shellWord(%q) = %s, want %s", word, got, want)
		}
	}
}

func TestCompletionOfRules(t *testing.T) {
	d := startFake(t)
	for line, want := range map[string]string{
		"rule file br":         "browser\t2 h 30",
		"rule file browser wr": "writing\tearns",
		"rule rm 7":            "7k3f\tapp=editor",
		"rule on d":            "default:app=game\tapp=game",
		"rule add x --class e": "earns",
		"category set re":      "reference\tsupports",
		"category set x wa":    "wastes",
	} {
		r := d.run(t, append([]string{"__complete"}, strings.Fields(line)...)...)
		if !strings.HasPrefix(r.out, want) && !strings.Contains(r.out, "\n"+want) {
			t.Errorf("%s is completed with\n%s, want %q", line, r.out, want)
		}
	}
	if r := noDaemonAt(t).run(t, "__complete", "rule", "file", ""); strings.Contains(r.out+r.err, "not running") {
		t.Errorf("without a daemon the tab key says\n%s%s", r.out, r.err)
	}
}

func TestLogByCategory(t *testing.T) {
	d := startFake(t)
	if r := d.run(t, "log", "--by", "category", "--csv"); !strings.HasPrefix(r.out, "category,class,active_seconds,passive_seconds\nwriting,earns,4800,0\n") {
		t.Errorf("as CSV it is\n%s", r.out)
	}
	r := d.run(t, "log", "--by", "category")
	for _, want := range []string{"writing", "earns", "code/review", "(none)", "wastes"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("%q is not in\n%s", want, r.out)
		}
	}
	d.Summary = emptyDay()
	if r := d.run(t, "log", "--by", "category"); !strings.Contains(r.out, "nothing logged yet") {
		t.Errorf("an empty day is\n%s", r.out)
	}
}

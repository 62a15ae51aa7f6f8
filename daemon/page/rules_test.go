package page

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"focusd/daemon/api"
)

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
	for i := range 100 {
		many.Rules = append(many.Rules, api.Rule{ID: fmt.Sprint(i), Text: fmt.Sprintf("app=app%03d -> media", i), Category: "media", Class: "rest", Source: "default"})
	}
	f["/v1/rules"] = many
	for _, tt := range []struct {
		query       string
		first, last int
		links       []string
	}{
		{"rules=all", 0, 39, []string{"after=40&amp;rules=all"}},
		{"rules=all&after=40", 40, 79, []string{"after=0&amp;rules=all", "after=80&amp;rules=all"}},
		{"rules=all&after=80", 80, 99, []string{"after=40&amp;rules=all"}},
		{"has=app09&after=nonsense", 90, 99, nil},
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

// TestNoTitleGoesIntoAnAddress: the question which rule decides is posted.
func TestNoTitleGoesIntoAnAddress(t *testing.T) {
	part := partOf(t, settled().get(t, "/settings"), "which-rule")
	if strings.Contains(part, "action=") || !strings.Contains(part, `<form class="which-rule scripted">`) {
		t.Errorf("the form is\n%s", part)
	}
}

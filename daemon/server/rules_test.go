package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker"
)

var ten = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// logged is a rig with a log of 55 minutes before ten: 30 of an editor, 10 of
// them passive, 20 of a browser at two titles, 5 of an app nobody knows.
func logged(t *testing.T, o Options) (*rig, *api.Client, span) {
	t.Helper()
	r := newRig(t, o)
	var spans []tracker.Span
	at := ten.Add(-55 * time.Minute)
	for _, s := range []struct {
		minutes    int
		app, title string
		presence   tracker.Presence
	}{
		{20, "editor-x", "the draft", tracker.Active},
		{10, "editor-x", "the draft", tracker.Passive},
		{12, "firefox", "Thread - Forum — Mozilla Firefox", tracker.Active},
		{8, "firefox", "A talk - YouTube — Mozilla Firefox", tracker.Active},
		{5, "unheard-of", "", tracker.Active},
	} {
		end := at.Add(time.Duration(s.minutes) * time.Minute)
		spans = append(spans, tracker.Span{Start: at, End: end, Presence: s.presence, Window: tracker.Window{App: s.app, Title: s.title}})
		at = end
	}
	if err := r.memory.Commit(engine.Change{Spans: spans}); err != nil {
		t.Fatal(err)
	}
	return r, through(r.Socket()), span{ten.Add(-time.Hour), ten}
}

func change(t *testing.T, c *api.Client, cmd api.RuleCommand) api.RuleChange {
	t.Helper()
	done, err := c.ChangeRules(t.Context(), cmd)
	if err != nil {
		t.Fatalf("%+v: %v", cmd, err)
	}
	return done
}

// byName is the summary of sp, as "name class active+passive" in minutes.
func byName(t *testing.T, c *api.Client, sp span) []string {
	t.Helper()
	sum, err := c.SummaryByCategory(t.Context(), sp.from, sp.to)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	var active, passive int64
	for _, k := range sum.Categories {
		lines = append(lines, fmt.Sprintf("%s %s %d+%d", k.Name, k.Class, k.Active/60000, k.Passive/60000))
		active, passive = active+k.Active, passive+k.Passive
	}
	if active != sum.Presences["active"] || passive != sum.Presences["passive"] {
		t.Errorf("categories have %d+%d ms, presences %v", active, passive, sum.Presences)
	}
	return lines
}

func TestSummaryByCategoryFollowsTheRules(t *testing.T) {
	_, c, sp := logged(t, Options{})
	before := []string{" unclassified 25+10", "web unclassified 12+0", "media/video rest 8+0"}
	if got := byName(t, c, sp); !slices.Equal(got, before) {
		t.Fatalf("before: %q, want %q", got, before)
	}
	change(t, c, api.RuleCommand{Do: "add", Text: "app=editor-x -> writing", Class: "earns"})
	after := []string{"writing earns 20+10", "web unclassified 12+0", "media/video rest 8+0", " unclassified 5+0"}
	if got := byName(t, c, sp); !slices.Equal(got, after) {
		t.Errorf("with the rule, of the past: %q, want %q", got, after)
	}
	if done := change(t, c, api.RuleCommand{Do: "undo"}); done.Did != "undone" || done.Undone != "added app=editor-x -> writing" {
		t.Errorf("undo answers %+v", done)
	}
	if got := byName(t, c, sp); !slices.Equal(got, before) {
		t.Errorf("after undo: %q, want %q", got, before)
	}
}

func TestSummaryHasCategoriesOnlyWhereTheyAreAskedFor(t *testing.T) {
	r, c, sp := logged(t, Options{})
	sum, err := c.Summary(t.Context(), sp.from, sp.to)
	if err != nil || sum.Categories != nil {
		t.Errorf("categories %v, %v; want none", sum.Categories, err)
	}
	res := httptest.NewRecorder()
	r.Socket().ServeHTTP(res, request("GET", "/v1/summary?categories=yes", header{"Host": "focusd"}))
	if code := codeOf(t, res); code != "request" {
		t.Errorf("categories=yes is answered with code %q", code)
	}
}

func TestEntriesDecideTheirCategory(t *testing.T) {
	_, c, sp := logged(t, Options{})
	change(t, c, api.RuleCommand{Do: "file", App: "editor-x", Category: "writing", Class: "earns"})
	at := func(minutes int) time.Time { return ten.Add(time.Duration(minutes) * time.Minute) }
	text, category := "a call", "meeting"
	_, err := c.Correct(t.Context(), api.EntryCommand{Do: "add", Start: at(-50), End: at(-20), Text: &text, Category: &category, Taken: "over"})
	if err != nil {
		t.Fatal(err)
	}
	got := byName(t, c, sp)
	want := []string{"meeting supports 20+10", "media/video rest 8+0", "web unclassified 7+0", " unclassified 5+0", "writing earns 5+0"}
	if !slices.Equal(got, want) {
		t.Errorf("with an entry: %q, want %q", got, want)
	}
}

func TestRuleListHasOwnOnesAndThoseThatAreOff(t *testing.T) {
	_, c, _ := logged(t, Options{})
	list, err := c.Rules(t.Context(), false)
	if err != nil || len(list.Rules) != 0 || list.Undo != "" {
		t.Fatalf("without own rules: %+v, %v", list, err)
	}
	own := change(t, c, api.RuleCommand{Do: "file", App: "editor-x", Category: "code"}).Rule
	change(t, c, api.RuleCommand{Do: "off", ID: "app=firefox"})
	if list, err = c.Rules(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if len(list.Rules) != 2 || list.Rules[0] != *own || list.Rules[1].ID != "default:app=firefox" || !list.Rules[1].Off ||
		list.Rules[1].Source != "default" || list.Rules[0].Source != "own" || list.Undo != "off app=firefox -> web" {
		t.Errorf("the list is %+v", list)
	}
	all, err := c.Rules(t.Context(), true)
	if err != nil || len(all.Rules) < 1000 || all.Rules[0].ID != own.ID {
		t.Errorf("all rules are %d (%v), want the defaults behind the own one", len(all.Rules), err)
	}
}

func TestCategories(t *testing.T) {
	_, c, _ := logged(t, Options{})
	find := func(name string) (found api.Category) {
		all, err := c.Categories(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range all.Categories {
			if k.Name == name {
				found = k
			}
		}
		return found
	}
	was := find("media/video")
	if was.Class != "rest" || was.Source != "default" || was.Hue == 0 {
		t.Fatalf("media/video is %+v by default", was)
	}
	reading := true
	done, err := c.SetCategory(t.Context(), api.CategoryCommand{Do: "set", Name: "Media/Video", Class: "wastes", Reading: &reading, Hue: 9})
	want := api.Category{Name: "media/video", Class: "wastes", Reading: true, Hue: 9, Source: "own"}
	if err != nil || *done.Category != want || find("media/video") != want {
		t.Errorf("set answers %+v, %v, and it is %+v; want %+v", done.Category, err, find("media/video"), want)
	}
	if _, err := c.SetCategory(t.Context(), api.CategoryCommand{Do: "remove", Name: "media/video"}); err != nil {
		t.Error(err)
	}
	if got := find("media/video"); got != was {
		t.Errorf("when the own one is removed it is %+v, want %+v", got, was)
	}
}

func TestRuleTest(t *testing.T) {
	_, c, _ := logged(t, Options{})
	change(t, c, api.RuleCommand{Do: "add", Text: `app=firefox hours="mon 10:00-11:00" -> news`})
	match := func(at time.Time) string {
		m, err := c.TestRules(t.Context(), api.RuleTest{App: "firefox", Title: "A talk - YouTube — Mozilla Firefox", At: &at})
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, r := range m.Matches {
			texts = append(texts, r.Text)
		}
		return m.Category.Name + ": " + strings.Join(texts, ", ")
	}
	defaults := "app@web title|=YouTube -> media/video, app=firefox -> web"
	if got, want := match(ten), `news: app=firefox hours="mon 10:00-11:00" -> news, `+defaults; got != want {
		t.Errorf("on Monday at ten: %s, want %s", got, want)
	}
	if got, want := match(ten.AddDate(0, 0, 1)), "media/video: "+defaults; got != want {
		t.Errorf("on Tuesday: %s, want %s", got, want)
	}
	m, err := c.TestRules(t.Context(), api.RuleTest{App: "unheard-of"})
	if err != nil || m.Category.Class != "unclassified" || m.Matches == nil || len(m.Matches) != 0 {
		t.Errorf("an unknown app is %+v, %v", m, err)
	}
}

func TestPreviewSaysWhatWouldMove(t *testing.T) {
	_, c, sp := logged(t, Options{})
	trial := api.RuleTrial{Change: api.RuleCommand{Do: "file", App: "editor-x", Category: "writing", Class: "earns"}, From: &sp.from, To: &sp.to}
	p, err := c.PreviewRules(t.Context(), trial)
	if err != nil {
		t.Fatal(err)
	}
	want := api.MovedSubject{App: "editor-x", Title: "the draft", To: "writing", Time: 30 * 60000}
	if p.Moved != 30*60000 || p.Total != 55*60000 || len(p.Subjects) != 1 || p.Subjects[0] != want {
		t.Errorf("the preview is %+v", p)
	}
	if !slices.Contains(p.Categories, api.CategoryShift{Name: "writing", Class: "earns", After: 30 * 60000}) {
		t.Errorf("categories are %+v", p.Categories)
	}
	if got := byName(t, c, sp); got[0] != " unclassified 25+10" {
		t.Errorf("the preview has changed something: %q", got)
	}
}

func TestUnclassified(t *testing.T) {
	_, c, sp := logged(t, Options{})
	u, err := c.Unclassified(t.Context(), sp.from, sp.to, 2)
	if err != nil {
		t.Fatal(err)
	}
	if u.Total != (30+12+5)*60000 || len(u.Apps) != 2 || u.Apps[0].App != "editor-x" || u.Apps[0].Suggest.Condition != "app=editor-x" {
		t.Errorf("unclassified is %+v", u)
	}
	web := u.Apps[1]
	if web.Category != "web" || len(web.Titles) == 0 || web.Titles[0].Suggest.Condition != "app@web title|=Forum" {
		t.Errorf("the browser is %+v", web)
	}
}

func TestRulesThatAreRefused(t *testing.T) {
	var log bytes.Buffer
	r, c, _ := logged(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, tt := range []struct {
		cmd           api.RuleCommand
		code, message string
	}{
		{api.RuleCommand{Do: "add", Text: "app=secret title/( -> code"}, "rule", "column 17: title: the regular expression"},
		{api.RuleCommand{Do: "add", Text: "title=secret -> cod"}, "rule", `category: there is no category "cod"`},
		{api.RuleCommand{Do: "add", Text: "title=secret -> own", Class: "good"}, "rule", `there is no class "good"`},
		{api.RuleCommand{Do: "remove", ID: "secret"}, "no_rule", `there is no rule "secret"`},
		{api.RuleCommand{Do: "remove", ID: "app=firefox"}, "rule_kept", "cannot be removed"},
		{api.RuleCommand{Do: "undo"}, "no_undo", "no change of rules"},
		{api.RuleCommand{Do: "undo", ID: "x"}, "request", "nothing else"},
		{api.RuleCommand{Do: "off", ID: "app=firefox", Text: "x"}, "request", "does not take"},
		{api.RuleCommand{Do: "file", Category: "code"}, "request", "there is no app"},
		{api.RuleCommand{Do: "destroy"}, "request", "no command"},
	} {
		_, err := c.ChangeRules(t.Context(), tt.cmd)
		var e *api.Error
		if !errors.As(err, &e) || e.Code != tt.code || !strings.Contains(e.Message, tt.message) || e.Hint == "" {
			t.Errorf("%+v: %+v, want %s: %s", tt.cmd, err, tt.code, tt.message)
		}
	}
	for _, cmd := range []api.CategoryCommand{{Do: "set", Name: "a//b"}, {Do: "set", Name: "x", Class: "y"}, {Do: "remove", Name: "web"}, {Do: "remove", Name: "x", Hue: 3}, {Do: "x"}} {
		if _, err := c.SetCategory(t.Context(), cmd); err == nil {
			t.Errorf("%+v was done", cmd)
		}
	}
	r.memory.FailNext(100, fmt.Errorf("disk full: %w", engine.ErrStore))
	if _, err := c.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: "title=secret -> code"}); !errors.Is(err, api.ErrStore) {
		t.Errorf("with a full disk: %v, want %v", err, api.ErrStore)
	}
	r.memory.Heal()
	if strings.Contains(log.String(), "secret") {
		t.Errorf("the log quotes a rule:\n%s", &log)
	}
}

func TestRulesNeedTheTokenOverLoopback(t *testing.T) {
	r, _, _ := logged(t, Options{})
	for _, line := range []string{"GET /v1/rules", "GET /v1/categories", "GET /v1/unclassified", "POST /v1/rules", "POST /v1/rules/test", "POST /v1/rules/preview"} {
		method, path, _ := strings.Cut(line, " ")
		res := httptest.NewRecorder()
		r.Loopback(testHost).ServeHTTP(res, request(method, path, nil))
		if code := codeOf(t, res); code != api.CodeToken {
			t.Errorf("%s without the token is answered with %q", line, code)
		}
	}
}

func TestTwoChangesAtATimeAreBothMade(t *testing.T) {
	_, c, _ := logged(t, Options{})
	const n = 8
	errs := make(chan error, n)
	for i := range n {
		go func() {
			_, err := c.ChangeRules(context.WithoutCancel(t.Context()), api.RuleCommand{Do: "file", App: fmt.Sprint("app-", i), Category: "code"})
			errs <- err
		}()
	}
	for range n {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if list, err := c.Rules(t.Context(), false); err != nil || len(list.Rules) != n {
		t.Errorf("there are %d rules (%v), want %d", len(list.Rules), err, n)
	}
}

func TestRulesTellHowMuchTheyDecide(t *testing.T) {
	r, c, _ := logged(t, Options{})
	now := time.Now().UTC().Truncate(time.Hour)
	err := r.memory.Commit(engine.Change{Spans: []tracker.Span{
		{Start: now.Add(-3 * time.Hour), End: now.Add(-2 * time.Hour), Presence: tracker.Active, Window: tracker.Window{App: "editor-x", Title: "the draft"}},
		{Start: now.Add(-2 * time.Hour), End: now.Add(-time.Hour), Presence: tracker.Passive, Window: tracker.Window{App: "unheard-of"}},
		{Start: now.Add(-time.Hour), End: now.Add(-30 * time.Minute), Presence: tracker.Active, Window: tracker.Window{App: "zathura"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	change(t, c, api.RuleCommand{Do: "add", Text: "app=editor-x -> writing", Class: "earns"})
	idle := change(t, c, api.RuleCommand{Do: "add", Text: "app=editor-x title~poem -> writing"}).Rule
	list, err := c.RulesWithTime(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Rules) != 3 || list.Rules[2].ID != "default:app=zathura" || list.Rules[2].Time != 1800_000 || list.Rules[0].Time != 0 || list.Rules[1].Time != 3600_000 || list.Other/1000 != 3600 || list.From == nil || list.To.Sub(*list.From) != someTime {
		t.Errorf("the list is %+v; want an hour of the second rule, half of a default, and one that none knows", list)
	}
	moved := change(t, c, api.RuleCommand{Do: "move", ID: idle.ID, Place: 2})
	if list, err = c.Rules(t.Context(), false); err != nil || moved.Did != "moved" || len(list.Rules) != 2 || list.Rules[1].ID != idle.ID || list.From != nil {
		t.Errorf("moved: %+v, then %+v, %v", moved, list, err)
	}
}

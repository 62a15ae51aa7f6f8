package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"

	"focusd/contrib/person"
	"focusd/daemon/api"
	"focusd/daemon/store"
	"focusd/tracker"
)

// stranger is somebody else's server, on another port of this machine. Their pages
// are in the same browser as the page of focusd.
type stranger struct {
	port string

	mu      sync.Mutex
	cookies map[string]string // what came with the request for a path
}

const strangersPage = `<!doctype html><title>A page of somebody else</title>
<body><p>nothing to see here</p><p><a id="go" href="%s">look</a></p>
<p><button id="open" onclick="window.opened = open(location.hash.slice(1))">open</button></p>
<form id="form" method="post" enctype="text/plain" action="%s"><input name='{"do":"start","label":"' value='"}'><button>send</button></form>`

// strange starts the server of a stranger who is after the daemon.
func strange(t *testing.T, d *daemon) *stranger {
	t.Helper()
	s := &stranger{cookies: make(map[string]string)}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.cookies[r.URL.Path] = r.Header.Get("Cookie")
		s.mu.Unlock()
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, strangersPage, d.web+r.URL.Query().Get("to"), d.web+"/v1/timer")
		case "/worker.js":
			w.Header().Set("Content-Type", "text/javascript")
		default:
			w.Header().Set("Content-Type", "image/svg+xml")
			io.WriteString(w, `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>`)
		}
	}))
	t.Cleanup(srv.Close)
	_, s.port, _ = strings.Cut(strings.TrimPrefix(srv.URL, "http://"), ":")
	return s
}

// cookie is what the browser sent along when it asked for path.
func (s *stranger) cookie(path string) (cookie string, asked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	cookie, asked = s.cookies[path]
	return cookie, asked
}

// origins are where the pages of a stranger come from: a name of their own, and the
// address of the page, whose cookies the browser sends to all ports.
func (s *stranger) origins() map[string]string {
	return map[string]string{"another name": "http://evil.example:" + s.port, "another port": "http://127.0.0.1:" + s.port}
}

// lured is a browser that is let in to the daemon and now has a page of the
// stranger in its place.
func (d *daemon) lured(t *testing.T, origin, path string) *page {
	t.Helper()
	p := d.open(t, "/")
	p.allow(origin)
	p.visit(origin + path)
	p.see("body", "nothing to see here")
	return p
}

// kept is what can be changed of the daemon, as its socket tells it.
func (d *daemon) kept(t testing.TB) string {
	t.Helper()
	status, agenda := d.status(t), d.agenda(t)
	rules, err := d.Client().Rules(d.ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := d.Client().Settings(d.ctx)
	if err != nil {
		t.Fatal(err)
	}
	settings.Read = nil
	edits, err := d.Client().Corrections(d.ctx, 1000)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal([]any{status.Timer.State, status.Timer.Label, status.Tracking, status.Changes, status.Nudges, agenda.Undo, rules, settings, edits})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// served are the requests that the daemon has answered so far, by method, path and
// status. This is one of them.
func (d *daemon) served(t testing.TB) map[string]float64 {
	t.Helper()
	body, err := d.Client().Metrics(d.ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]float64)
	for _, line := range regexp.MustCompile(`(?m)^focusd_http_requests_total\{code="(\d+)",handler="([^"]+)",method="(\w+)"\} (\S+)$`).FindAllStringSubmatch(string(text), -1) {
		var n float64
		fmt.Sscan(line[4], &n)
		all[line[3]+" "+line[2]+": "+line[1]] = n
	}
	return all
}

// refusedAll fails the test unless the daemon has refused at least so many
// requests since before, and answered none.
func (d *daemon) refusedAll(t *testing.T, before map[string]float64, least float64) {
	t.Helper()
	var refused float64
	for what, n := range d.served(t) {
		n -= before[what]
		switch {
		case n == 0 || n == 1 && what == "GET other: 200": // the test's own, of metrics
		case strings.HasSuffix(what, ": 403"), strings.HasSuffix(what, ": 401"), strings.HasSuffix(what, ": 421"):
			refused += n
		default:
			t.Errorf("the daemon answered %v requests of strangers: %s", n, what)
		}
	}
	if refused < least {
		t.Errorf("the daemon refused %v requests, want at least %v: the test has not tried what it says", refused, least)
	}
}

//go:embed attack.js
var attack string

// What a stranger is after: pages, what they are made of, and commands.
var (
	wanted = []string{"/", "/log?parts=rows", "/v1/status", "/v1/log", "/metrics", "/style.css", "/css/log.css", "/icon.svg", "/js/page.js"}
	orders = [][2]string{
		{"/v1/timer", `{"do":"start"}`},
		{"/v1/agenda", `{"do":"add","line":"what a stranger wants"}`},
		{"/v1/rules", `{"do":"add","text":"app=editor -> games","class":"wastes"}`},
		{"/v1/settings", `{"do":"set","name":"agenda.capacity","value":"1h"}`},
		{"/v1/forget", `{"app":"editor","yes":true}`},
		{"/v1/link", `{}`},
	}
)

// TestStrangersReadAndChangeNothing: a page of somebody else, in a browser that is
// let in, gets nothing from focusd, whatever way it asks, and changes nothing.
func TestStrangersReadAndChangeNothing(t *testing.T) {
	t.Parallel()
	d := living(t)
	s := strange(t, d)
	for name, origin := range s.origins() {
		p := d.lured(t, origin, "/")
		p.allow(strings.Replace(d.web, "http", "ws", 1))
		p.expect("") // all that is refused here is told on the console
		kept, served := d.kept(t), d.served(t)
		var done struct {
			Tried int
			Got   []string
		}
		list, _ := json.Marshal(wanted)
		commands, _ := json.Marshal(orders)
		if err := p.run(fmt.Sprintf("(() => { %s; return attack(%s, %s, %s) })()", attack, quote(d.web), list, commands), &done); err != nil {
			t.Fatal(err)
		}
		for _, got := range done.Got {
			t.Errorf("from %s: %s", name, got)
		}
		if least := len(wanted)*17 + len(orders)*20; done.Tried < least {
			t.Errorf("from %s %d attempts were made, want at least %d", name, done.Tried, least)
		}
		d.refusedAll(t, served, float64(done.Tried)/2)
		if now := d.kept(t); now != kept {
			t.Errorf("a page at %s changed the daemon from\n%s\nto\n%s", name, kept, now)
		}
		p.saidOfFrames(t)
	}
}

// saidOfFrames fails the test unless the browser has said that it refuses to show
// focusd in a frame.
func (p *page) saidOfFrames(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.complain {
		if strings.Contains(c, "X-Frame-Options") || strings.Contains(c, "frame-ancestors") {
			return
		}
	}
	t.Error("the browser has not said that it refuses to show focusd in a frame")
}

// TestStrangersLeadNowhere: a link, a form and a window of a stranger lead to a page
// that says nothing of anybody, and do nothing.
func TestStrangersLeadNowhere(t *testing.T) {
	t.Parallel()
	d := living(t)
	s := strange(t, d)
	kept := d.kept(t)
	for name, origin := range s.origins() {
		p := d.lured(t, origin, "/")
		p.expect("") // the browser tells of each page that it was refused, and looks for its icon
		for _, path := range []string{"/", "/log", "/?do=start"} {
			p.visit(origin + "/?to=" + url.QueryEscape(path))
			p.click("#go")
			p.refused(t, name+", by a link to "+path)
		}
		p.visit(origin + "/")
		p.click("#form button")
		p.refused(t, name+", by a form")
		p.visit(origin + "/#" + d.web + "/log")
		p.click("#open")
		// The window begins empty, as one of the stranger's; what comes then is cut off.
		p.until("the window is not the stranger's any more", func() bool {
			return p.is(`(() => { try { return opened.closed || !opened.document } catch { return true } })()`)
		})
		if got := p.js("(() => { try { return opened.document.body.innerText } catch { return '' } })()"); strings.Contains(got, "editor") {
			t.Errorf("%s reads in a window: %s", name, got)
		}
	}
	if now := d.kept(t); now != kept {
		t.Errorf("strangers changed the daemon from\n%s\nto\n%s", kept, now)
	}
}

// refused waits until the page says that it was sent here by a stranger.
func (p *page) refused(t *testing.T, how string) {
	t.Helper()
	p.see("body", "sent by a page that is not focusd's")
	if body := p.js("document.body.innerText"); strings.Contains(body, "editor") {
		t.Errorf("%s: it is refused, and says %s", how, body)
	}
}

// TestAnotherNameIsNotAnswered: a name of a stranger that leads to this machine is
// no name of focusd, whoever asks: the browser takes its pages for one origin.
func TestAnotherNameIsNotAnswered(t *testing.T) {
	t.Parallel()
	d := living(t)
	_, port, _ := strings.Cut(strings.TrimPrefix(d.web, "http://"), ":")
	evil := "http://evil.example:" + port
	p := d.browser(t)
	p.allow(evil)
	p.expect("")
	kept := d.kept(t)
	token, link := d.token(t), d.link(t)
	p.visit(evil + "/")
	call(p, network.SetCookie, network.SetCookieParams{Name: "focusd_token", Value: token, URL: evil}) // they can't have it
	served := d.served(t)
	for _, path := range append([]string{"/?key=" + key(t, link)}, pages...) {
		p.visit(evil + path)
		p.see("body", "does not answer to the name")
		if body := p.js("document.body.innerText"); strings.Contains(body, "editor") || strings.Contains(body, "report") {
			t.Errorf("%s under another name says %s", path, body)
		}
	}
	for _, ask := range []string{
		"fetch('/v1/status')", "fetch('/v1/log')", "fetch('/metrics')", "fetch('/style.css')",
		fmt.Sprintf("fetch('/v1/agenda', { headers: { Authorization: 'Bearer ' + %s } })", quote(token)),
		`fetch('/v1/timer', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"do":"start"}' })`,
		`fetch('/v1/forget', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"app":"editor","yes":true}' })`,
	} {
		if got := p.js(ask + ".then(async (a) => a.status + ' ' + await a.text())"); !strings.Contains(got, `"wrong_host"`) && !strings.Contains(got, "does not answer to the name") {
			t.Errorf("%s under another name: %.300s", ask, got)
		}
	}
	d.refusedAll(t, served, float64(len(pages)))
	if now := d.kept(t); now != kept {
		t.Errorf("under another name the daemon was changed from\n%s\nto\n%s", kept, now)
	}
}

// key is that of a link.
func key(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Query().Get("key") == "" {
		t.Fatalf("the link is %q", link)
	}
	return u.Query().Get("key")
}

// token is what the daemon gives to who comes by a link.
func (d *daemon) token(t *testing.T) string {
	t.Helper()
	p := d.open(t, "/")
	return p.cookies()[0].Value
}

// TestGuessesOpenNothing: neither a wrong token nor a made up link lets anybody in.
func TestGuessesOpenNothing(t *testing.T) {
	t.Parallel()
	d := living(t)
	right := d.token(t)
	p := d.browser(t)
	p.expect("401")
	kept := d.kept(t)
	for _, wrong := range []string{"guess", right[1:], right[:len(right)-1], right + "A", strings.ToLower(right), "%00", strings.Repeat("A", len(right))} {
		call(p, network.SetCookie, network.SetCookieParams{Name: "focusd_token", Value: wrong, URL: d.web})
		p.visit(d.web + "/log")
		p.see("body", "the token is missing or wrong")
		ask := fmt.Sprintf("fetch('/v1/status', { credentials: 'omit', headers: { Authorization: 'Bearer ' + %s } }).then((a) => a.status)", quote(wrong))
		if got := p.js(ask); got != "401" {
			t.Errorf("with another token in its place a program is answered %s", got)
		}
		post := `fetch('/v1/timer', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"do":"start"}' }).then((a) => a.status)`
		if got := p.js(post); got != "401" {
			t.Errorf("a page with another token can start a block: %s", got)
		}
	}
	call(p, network.DeleteCookies, network.DeleteCookiesParams{Name: "focusd_token", URL: d.web})
	link := d.link(t)
	good := key(t, link)
	for _, guess := range []string{"", "guess", good[1:], good + "A", strings.ToLower(good), strings.Repeat("A", len(good))} {
		p.visit(d.web + "/?key=" + url.QueryEscape(guess))
		p.see("body", "the token is missing or wrong")
	}
	p.visit(d.web + "/log?key=" + good) // a link opens one page
	p.see("body", "the token is missing or wrong")
	for _, path := range []string{"/", "/log", "/v1/status"} { // what may come before the person
		if got := p.js(fmt.Sprintf("fetch(%s, { method: 'HEAD' }).then((a) => a.status)", quote(path+"?key="+good))); got != "401" {
			t.Errorf("a HEAD of %s with the key of a link is answered %s", path, got)
		}
	}
	if got := p.cookies(); len(got) != 0 {
		t.Errorf("guesses are given the cookies %v", got)
	}
	if now := d.kept(t); now != kept {
		t.Errorf("guesses changed the daemon from\n%s\nto\n%s", kept, now)
	}
	p.come(link) // it was not used up by guesses
	p.see("nav a[aria-current=page]", "Today")
}

// TestTheCookieStaysHome: the browser sends it with nothing that another site asks
// for, though it does with what the person goes to by themselves.
func TestTheCookieStaysHome(t *testing.T) {
	t.Parallel()
	d := living(t)
	s := strange(t, d)
	home := "http://127.0.0.1:" + s.port // for cookies the same place as the page
	evil := "http://evil.example:" + s.port
	p := d.lured(t, home, "/")
	p.allow(evil)
	ask := func(path string) (cookie string) {
		p.act(fmt.Sprintf("await fetch(%s, { mode: 'no-cors', credentials: 'include' })", quote(home+path)))
		cookie, asked := s.cookie(path)
		if !asked {
			t.Fatalf("nobody has asked for %s", path)
		}
		return cookie
	}
	if got := ask("/from-home"); !strings.Contains(got, "focusd_token") {
		t.Fatalf("at home the cookies are %q: that none are sent from elsewhere would say nothing", got)
	}
	if got := p.js("document.cookie"); got != "" {
		t.Errorf("a script reads the cookie: %s", got)
	}
	p.visit(evil + "/")
	if got := ask("/from-elsewhere"); got != "" {
		t.Errorf("the browser sends %q with what another site asks for", got)
	}
	p.act(fmt.Sprintf("document.querySelector('#go').href = %s", quote(home+"/by-a-link")))
	p.click("#go")
	p.until("the link is followed", func() bool { _, asked := s.cookie("/by-a-link"); return asked })
	if got, _ := s.cookie("/by-a-link"); got != "" {
		t.Errorf("the browser sends %q with a link of another site", got)
	}
}

// TestLookingChangesNothing: whatever is asked for with GET, by somebody who is let
// in, changes nothing.
func TestLookingChangesNothing(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.expect("") // there is nothing at most of these addresses
	kept := d.kept(t)
	for _, path := range pages {
		p.open(path)
	}
	for _, o := range orders {
		var body map[string]any
		if err := json.Unmarshal([]byte(o[1]), &body); err != nil {
			t.Fatal(err)
		}
		q := make(url.Values)
		for name, value := range body {
			q.Set(name, fmt.Sprint(value))
		}
		p.visit(d.web + o[0] + "?" + q.Encode())
		p.visit(d.web + "/log?" + q.Encode())
		for _, method := range []string{"PUT", "DELETE", "PATCH"} {
			ask := fmt.Sprintf("fetch(%s, { method: %s, body: %s }).then((a) => a.status)", quote(o[0]), quote(method), quote(o[1]))
			if got := p.js(ask); got != "400" && got != "405" {
				t.Errorf("%s of %s is answered %s", method, o[0], got)
			}
		}
	}
	if now := d.kept(t); now != kept {
		t.Errorf("looking changed the daemon from\n%s\nto\n%s", kept, now)
	}
}

// nasty is what anything can be called: the words, and what runs in a page that
// takes them for more than words. No part of it stands in a page of focusd.
func nasty(words string) string {
	return words + ` "'><img src=//evil.example/x onerror=hacked=1><script>hacked=1</script>{{.}}`
}

// nastyLife has windows and blocks of nasty names, yesterday and today.
func nastyLife(now time.Time, zone string) person.Life {
	life := person.Live(person.Character{Seed: 5, Begin: tracker.Day{Year: now.Year(), Month: now.Month(), Day: now.Day()}.Add(-1), Days: 1, Zone: zone})
	_, offset := now.Zone()
	at := life.To()
	until := func(end time.Time, m person.Moment) {
		m.From, m.To, m.Offset = at, end, offset/60
		life.Moments = append(life.Moments, m)
		at = end
	}
	until(time.Date(now.Year(), now.Month(), now.Day(), 9, 0, 0, 0, now.Location()).UTC(), person.Moment{Presence: tracker.Asleep})
	life.Blocks = append(life.Blocks, person.Block{Start: at, End: at.Add(25 * time.Minute), Preset: "25/5", Label: nasty("label"), Finished: true})
	until(at.Add(time.Hour), person.Moment{Presence: tracker.Active, App: "editor", Title: nasty("title")})
	until(at.Add(time.Hour), person.Moment{Presence: tracker.Active, App: nasty("app"), Title: "https://site.example/" + nasty("site")})
	until(now.UTC(), person.Moment{Presence: tracker.Active, App: "editor", Title: nasty("title")})
	return life
}

// livingNasty is a daemon of somebody who calls everything by nasty names.
func livingNasty(t *testing.T) *daemon {
	t.Helper()
	d := living(t)
	if err := d.process.Stop(patience); err != nil {
		t.Fatal(err)
	}
	where, err := time.LoadLocation(d.zone)
	if err != nil {
		t.Fatal(err)
	}
	dir := d.Path("nasty")
	if err := stored(nastyLife(time.Now().In(where).Truncate(time.Second), d.zone), dir); err != nil {
		t.Fatal(err)
	}
	d.adopt(t, filepath.Join(dir, store.FileName))
	if err := d.Configure(fmt.Sprintf("[presence]\nsources = [\"logind\"]\n[privacy]\ndrop = [%s]\n", quote(nasty("setting")))); err != nil {
		t.Fatal(err)
	}
	d.begin(t)
	d.sayNasty(t)
	return d
}

// sayNasty says nasty things wherever something can be said.
func (d *daemon) sayNasty(t *testing.T) {
	t.Helper()
	c := d.Client()
	change := func(cmd api.AgendaCommand) api.AgendaDone {
		done, err := c.ChangeAgenda(d.ctx, cmd)
		if err != nil {
			t.Fatalf("%s: %v", cmd.Do, err)
		}
		return done
	}
	dream := change(api.AgendaCommand{Do: "goal_add", Goal: &api.GoalForm{Name: ptr(nasty("dream"))}})
	goal := change(api.AgendaCommand{Do: "goal_add", Goal: &api.GoalForm{
		Name: ptr(nasty("goal")), Dream: &dream.ID, Target: ptr(600.0), Unit: ptr("minutes"), Period: ptr("weekly"),
		Parts: &[]api.GoalPart{{Name: nasty("part"), Match: []string{"label:" + nasty("label")}}},
	}})
	task := change(api.AgendaCommand{Do: "add", Line: nasty("task") + " ~4m !1 due:today"})
	change(api.AgendaCommand{Do: "split", ID: task.ID, Text: nasty("step") + "\n" + nasty("next step")})
	change(api.AgendaCommand{Do: "add", Line: "context of a sample ~3m @<script>hacked=1</script>"})
	waits := change(api.AgendaCommand{Do: "add", Line: "waiting of a sample"})
	change(api.AgendaCommand{Do: "edit", ID: waits.ID, Line: "wait:<script>hacked=1</script>"})
	kept := change(api.AgendaCommand{Do: "add", Line: nasty("done task")})
	change(api.AgendaCommand{Do: "done", ID: kept.ID})
	change(api.AgendaCommand{Do: "save_template", ID: kept.ID, Name: nasty("template")})
	left := change(api.AgendaCommand{Do: "add", Line: nasty("left task") + " ~4m"})
	change(api.AgendaCommand{Do: "do", ID: left.ID})
	change(api.AgendaCommand{Do: "leave", Next: nasty("where to go on")})
	change(api.AgendaCommand{Do: "block_add", TimeBlock: &api.TimeBlockForm{Name: ptr(nasty("block")), Minutes: 60, Match: &[]string{"label:" + nasty("match")}}})
	habit := change(api.AgendaCommand{Do: "habit_add", Habit: &api.HabitForm{Name: ptr(nasty("habit")), Goal: &goal.ID, Measure: ptr("minutes"), Target: 10}})
	change(api.AgendaCommand{Do: "habit_edit", ID: habit.ID, Habit: &api.HabitForm{Target: 20}}) // which the review tells
	change(api.AgendaCommand{Do: "vacation", From: "+30d", To: "+31d", Reason: nasty("vacation")})
	change(api.AgendaCommand{Do: "reward_add", Text: nasty("reward")})
	yes, today := true, d.status(t).Today.From
	if _, err := c.SetCategory(d.ctx, api.CategoryCommand{Do: "set", Name: "<script>hacked=1</script>", Class: "earns", Reading: &yes}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ChangeRules(d.ctx, api.RuleCommand{Do: "add", Text: `app=editor title~"<script>hacked=1</script>" -> "<script>hacked=1</script>"`}); err != nil {
		t.Fatal(err)
	}
	entry := api.EntryCommand{Do: "add", Start: today.Add(time.Hour), End: today.Add(2 * time.Hour), Text: ptr(nasty("note")), Category: ptr("<script>hacked=1</script>"), Taken: "over", New: true}
	if _, err := c.Correct(d.ctx, entry); err != nil {
		t.Fatal(err)
	}
	d.focus(t, "start", "25/5", nasty("running"))
}

func ptr[T any](v T) *T { return &v }

// TestNothingStoredRuns: what was seen of windows, and what was said, is shown as the
// words that it is, wherever it is shown; nothing of it is a part of the page.
func TestNothingStoredRuns(t *testing.T) {
	t.Parallel()
	d := livingNasty(t)
	p := d.open(t, "/")
	at := url.QueryEscape(d.status(t).Today.From.Add(10 * time.Hour).Format(time.RFC3339))
	var said strings.Builder // by all pages
	for _, path := range append([]string{
		"/log?at=" + at, "/log?app=" + url.QueryEscape(nasty("app")), "/log?q=" + url.QueryEscape(nasty("title")), "/log?label=" + url.QueryEscape(nasty("label")),
		"/log?q=" + url.QueryEscape(nasty("nothing")), "/settings?has=" + url.QueryEscape(nasty("nothing")), "/tasks?q=" + url.QueryEscape(nasty("task")),
	}, paths...) {
		p.open(path)
		p.unfold()
		p.inert(t, path)
		said.WriteString(p.js("document.body.textContent"))
	}
	for _, what := range []string{"title", "app", "label", "running", "goal", "task", "step", "next step", "done task", "where to go on", "template", "block", "habit", "match", "note", "nothing", "dream", "part", "vacation", "reward", "setting"} {
		if !strings.Contains(said.String(), nasty(what)) {
			t.Errorf("no page says the nasty %s as it is", what)
		}
	}
	for _, what := range []string{"@<script>hacked=1</script>", "<script>hacked=1</script>", `title~"<script>hacked=1</script>"`} {
		if !strings.Contains(said.String(), what) {
			t.Errorf("no page says %s as it is", what)
		}
	}
}

// TestNothingSaidByScriptsRuns: nor does it where a script of the page puts it in.
func TestNothingSaidByScriptsRuns(t *testing.T) {
	t.Parallel()
	d := livingNasty(t)
	p := d.open(t, "/tasks")
	p.fill("#capture input[name=line]", nasty("captured"))
	p.press(kb.Enter)
	p.click("#toast button >> Undo")
	p.see("#toast", "Taken back: "+nasty("captured"))
	p.inert(t, "what was taken back")
	p.press("?")
	p.see("#keys", "These keys")
	p.inert(t, "the list of keys")

	p.open("/")
	p.act("document.querySelector('#timeline .line').focus()")
	p.press(kb.Home + kb.ArrowRight)
	p.see("#line-told", nasty("title"))
	p.inert(t, "what the timeline tells")

	p.open("/log")
	p.click("#said button[data-edit]")
	p.fill("#edit input[name=text]", nasty("edited"))
	d.focus(t, "log", "undo") // what is edited is gone
	p.expect("404")
	p.click("#edit button >> Save")
	p.see("#edit .refused", " ")
	p.inert(t, "what was refused")

	p.open("/settings")
	p.fill(".which-rule input[name=app]", "editor")
	p.fill(".which-rule input[name=title]", nasty("title"))
	p.click(".which-rule button >> Look")
	p.see(".which-rule output", "That is <script>hacked=1</script>")
	p.inert(t, "the rule that decides")
}

// TestNothingInASharedSheetRuns opens the sheet that is for somebody else.
func TestNothingInASharedSheetRuns(t *testing.T) {
	t.Parallel()
	d := livingNasty(t)
	day := d.status(t).Today.Day
	sheet := d.focus(t, "report", "--share", day, day, "--names", "--html")
	file := d.Path("sheet.html")
	if err := os.WriteFile(file, []byte(sheet), 0o600); err != nil {
		t.Fatal(err)
	}
	p := d.browser(t)
	p.allow("file://")
	p.visit("file://" + file)
	p.see("body", nasty("app")[:20])
	p.see("body", "<script>hacked=1</script>")
	p.inert(t, "the sheet")
}

// inert fails the test if something nasty has run, or has become an element.
func (p *page) inert(t *testing.T, where string) {
	t.Helper()
	if p.is("window.hacked") {
		t.Errorf("%s: something that was stored has run", where)
	}
	const live = `[...document.querySelectorAll('script:not([src]), img, iframe, object, embed, base, [onerror], [onload], [onclick], a[href^="javascript:"], form[action^="http"]')].map((e) => e.outerHTML).join('\n')`
	if got := p.js(live); got != "" {
		t.Errorf("%s: something that was stored is a part of the page:\n%s", where, got)
	}
	if p.is("document.body.textContent.includes('&lt;')") {
		t.Errorf("%s: something is escaped twice", where)
	}
}

// TestOthersOfTheMachineAreKeptOut: no file and no folder of the daemon can be
// opened by another user, and the socket neither.
func TestOthersOfTheMachineAreKeptOut(t *testing.T) {
	t.Parallel()
	d := living(t)
	d.focus(t, "backup")
	d.link(t)
	seen := make(map[string]int)
	for _, dir := range []string{"home/.local/share/focusd", "home/.local/state/focusd", "run"} {
		err := filepath.WalkDir(d.Path(dir), func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			seen[info.Mode().Type().String()[:1]]++
			if mode := info.Mode().Perm(); mode&0o077 != 0 {
				t.Errorf("%s has the mode %v", path, info.Mode())
			}
			return nil
		})
		if err != nil && !strings.Contains(err.Error(), "no such file") {
			t.Fatal(err)
		}
	}
	if seen["d"] < 2 || seen["S"] < 1 || seen["-"] < 2 {
		t.Errorf("there are %v folders, sockets and files, want some of each", seen)
	}
}

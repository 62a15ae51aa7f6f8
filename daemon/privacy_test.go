package daemon

import (
	"context"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/privacy"
	"focusd/tracker/source"
)

// nobody judges.
func nobody(tracker.Window) string { panic("nobody was to be asked") }

const privateConfig = `
[privacy]
titles = "all"
private_windows = false
password_managers = false
drop = ["diary"]
no_titles = ["chat"]
rewrite = [{ app = "mail", title = '^.* - (Inbox)$', to = "$1" }]
`

func TestPrivacyIsSet(t *testing.T) {
	cfg, err := parseConfig([]byte(privateConfig), Paths{Config: "c.toml"})
	if err != nil {
		t.Fatal(err)
	}
	known, _ := redaction(cfg.Privacy, nobody)
	for _, tt := range []struct{ w, want tracker.Window }{
		{tracker.Window{App: "diary", Title: "dear"}, tracker.Window{App: privacy.Private}},
		{tracker.Window{App: "chat", Title: "ada"}, tracker.Window{App: "chat"}},
		{tracker.Window{App: "mail", Title: "ada - Inbox"}, tracker.Window{App: "mail", Title: "Inbox"}},
		{tracker.Window{App: "keepassxc", Title: "bank"}, tracker.Window{App: "keepassxc", Title: "bank"}},
		{tracker.Window{App: "firefox", Title: "x — Private Browsing"}, tracker.Window{App: "firefox", Title: "x — Private Browsing"}},
	} {
		if got := known(tt.w); got != tt.want {
			t.Errorf("%+v is known as %+v, want %+v", tt.w, got, tt.want)
		}
	}
}

func TestTitlesAreKeptForSoLong(t *testing.T) {
	for text, want := range map[string]int{"90d": 90, "2w": 14, "1y": 365, "100y": 36500, "forever": 0} {
		cfg, err := parseConfig([]byte("[privacy]\nkeep_titles = \""+text+"\"\n"), Paths{})
		if err != nil || cfg.KeepTitles != want {
			t.Errorf("%q keeps them for %d days (%v), want %d", text, cfg.KeepTitles, err, want)
		}
	}
	if cfg := DefaultConfig(Paths{}); cfg.KeepTitles != 0 {
		t.Errorf("without a word they are kept for %d days", cfg.KeepTitles)
	}
}

func TestPrivateThingsStayPrivateWithoutAWord(t *testing.T) {
	known, _ := redaction(DefaultConfig(Paths{}).Privacy, nobody)
	for _, w := range []tracker.Window{{App: "keepassxc", Title: "bank"}, {App: "firefox", Title: "x — Mozilla Firefox Private Browsing"}} {
		if got := known(w); got != (tracker.Window{App: w.App}) {
			t.Errorf("%+v is known as %+v", w, got)
		}
	}
}

func TestMistakesInPrivacyAreNamedWithTheirPlace(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"neither all nor none", "[privacy]\napps = \"some\"\n", `c.toml:2:1: privacy.apps: "some" is not one of "all", "none"`},
		{"no length", "[privacy]\nkeep_titles = \"soon\"\n", `c.toml:2:1: privacy.keep_titles: "soon" is not a time to keep something for; write "90d", "12w", "2y" or "forever"`},
		{"no unit", "[privacy]\n  keep_titles = \"90\"\n", `c.toml:2:3: privacy.keep_titles: "90" is not a time`},
		{"for no day", "[privacy]\nkeep_titles = \"0d\"\n", `c.toml:2:1: privacy.keep_titles: "0d" is not between "1d" and "100y"`},
		{"too long", "[privacy]\nkeep_titles = \"101y\"\n", `c.toml:2:1: privacy.keep_titles: "101y" is not between`},
		{"a number", "[privacy]\nkeep_titles = 90\n", "c.toml:2:15: this is a text in quotes, not: "},
		{"no such mode", "[privacy]\ntitles = \"categories\"\n", `c.toml:2:1: privacy.titles: "categories" is not one of "all", "none"`},
		{"an empty name", "[privacy]\ndrop = [\"\"]\n", "c.toml:2:1: privacy.drop: an app has a name"},
		{"a text for a list", "[privacy]\nno_titles = \"chat\"\n", "c.toml:2:13: this is a list of texts in brackets, not: "},
		{"an expression", "[privacy]\nrewrite = [{ title = '(canary', to = \"\" }]\n", "c.toml:2:1: privacy.rewrite: rule 1: its title is no regular expression: missing closing )"},
		{"in tables of their own", "[[privacy.rewrite]]\ntitle = '(canary'\n", "c.toml:1:1: privacy.rewrite: rule 1"},
		{"an unknown key", "[privacy]\nrewrite = [{ titel = 'x' }]\n", "c.toml:2:14: there is no setting privacy.titel"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parseConfig([]byte(tt.text), Paths{Config: "c.toml"})
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Fatalf("error = %v, want %s", err, tt.want)
			}
			if strings.Contains(err.Error(), "canary") {
				t.Errorf("what may be a title is in the error: %v", err)
			}
		})
	}
}

// oneWindow is a source that shows one window until it is told another, and
// whether the screen is locked.
type oneWindow struct{ says chan source.Report }

func (oneWindow) Name() string        { return "one" }
func (oneWindow) Facts() source.Facts { return source.Windows | source.Lock }

func (o oneWindow) Watch(ctx context.Context, _ time.Duration, _ <-chan struct{}, emit func(source.Report)) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case r := <-o.says:
			r.At, r.Facts = time.Now(), source.Windows|source.Lock
			emit(r)
		}
	}
}

// insideTerm has a program run in the terminal called term.
type insideTerm struct{ program *string }

func (i insideTerm) Look(app string, _ int) (string, bool) { return *i.program, app == "term" }
func (insideTerm) Rings() <-chan struct{}                  { return nil }
func (insideTerm) Close()                                  {}

// What a filter takes away leaves no source, and a new one holds at once, for
// the window that is in front too.
func TestNothingUnredactedLeavesTheSources(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one := oneWindow{make(chan source.Report)}
		inside := ""
		choice := &source.Choice{
			Sources: []source.Source{one}, IdleAfter: time.Minute,
			Inside: func() source.Inside { return insideTerm{&inside} },
		}
		choice.Redact(redaction(privacy.Settings{Drop: []string{"diary", "term"}}, nobody))
		ctx, stop := context.WithCancel(t.Context())
		defer synctest.Wait()
		defer stop()
		var samples []tracker.Sample
		go choice.Watch(ctx, nil, func(s tracker.Sample) { samples = append(samples, s) })
		expect := func(step string, want tracker.Window) {
			t.Helper()
			synctest.Wait()
			if len(samples) == 0 || samples[len(samples)-1].Window != want {
				t.Fatalf("%s: the samples are %+v, want %+v last", step, samples, want)
			}
		}
		one.says <- source.Report{Window: tracker.Window{App: "diary", Title: "canary"}}
		expect("dropped", tracker.Window{App: privacy.Private})
		inside = "vim"
		one.says <- source.Report{Window: tracker.Window{App: "term", Title: "canary"}, PID: 7}
		expect("a terminal that is dropped, with what runs in it", tracker.Window{App: privacy.Private})
		choice.Redact(redaction(privacy.Settings{Drop: []string{"vim"}}, nobody))
		expect("what runs in a terminal is dropped, at once", tracker.Window{App: privacy.Private})
		choice.Redact(redaction(privacy.Settings{NoTitles: true}, nobody))
		expect("no titles, at once", tracker.Window{App: "vim"})
		for _, s := range samples {
			if strings.Contains(s.Window.Title, "canary") {
				t.Errorf("a sample has the title: %+v", s)
			}
		}
	})
}

// Where the category alone is kept, no file has an app or a title from the
// first window on, and the totals are those that the rules made of them.
func TestCategoriesOnly(t *testing.T) {
	paths := testPaths(t)
	r, show, log := watchedIn(t, paths, "[privacy]\napps = \"none\"\n")
	for _, w := range []tracker.Window{
		{App: "firefox", Title: "Canary on Vimeo — Mozilla Firefox"}, {App: "canary-app", Title: canary}, {App: "firefox", Title: "Canary"},
	} {
		name := map[string]string{"firefox": "category:media/video", "canary-app": "category:unclassified"}[w.App]
		if w.Title == "Canary" {
			name = "category:web"
		}
		show(w.App, w.Title)
		r.until("its category is in front: "+name, func() bool { p := r.front(); return p.App == name && p.Title == "" })
		r.until("the log has it", func() bool { return r.total(name) > 0 })
	}
	if _, err := r.client.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: `title=Canary -> reading`, Class: "earns"}); err != nil {
		t.Fatal(err)
	}
	r.until("what is in front is judged by a new rule", func() bool { return r.front().App == "category:reading" })
	// The rule is of the person's own making, and may say what it likes.
	if did, err := r.client.Forget(t.Context(), api.ForgetCommand{Title: "canary", Rules: true, Yes: true}); err != nil || did.Rules != 1 {
		t.Fatalf("it forgot %+v (%v), want the rule", did, err)
	}
	r.until("and without it as before", func() bool { return r.front().App == "category:web" })
	show("code", "canary.go")
	r.until("no app is in the log", func() bool { return r.total("category:code") > 0 })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"anary", "irefox"} {
		if found := filesWith(t, paths.Data, word); len(found) > 0 {
			t.Errorf("%q is in %q", word, found)
		}
		if strings.Contains(log.text.String(), word) {
			t.Errorf("%q is in the log", word)
		}
	}
}

// total is the time that the summary of today has of an app, in ms, if its time
// by category agrees.
func (r *running) total(app string) int64 {
	r.t.Helper()
	sum, err := r.client.SummaryByCategory(r.t.Context(), time.Time{}, time.Time{})
	if err != nil {
		r.t.Fatal(err)
	}
	byApp, byCategory := int64(0), int64(0)
	for _, a := range sum.Apps {
		if a.App == app {
			byApp = a.Millis
		}
	}
	for _, c := range sum.Categories {
		if category.AsApp(c.Name) == app {
			byCategory = c.Active + c.Passive
		}
	}
	if byApp != byCategory {
		r.t.Logf("%s has %d ms by app and %d by category", app, byApp, byCategory)
		return 0
	}
	return byApp
}

// What is in front when the mode is switched on is hidden at once.
func TestCategoriesOnlyHoldsAtOnce(t *testing.T) {
	r, show, _ := watched(t)
	show("code", canary)
	r.until("the app is in front", func() bool { return r.front().App == "code" })
	if err := os.WriteFile(r.paths.Config, []byte("[privacy]\napps = \"none\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.reload <- syscall.SIGHUP
	r.until("its category is", func() bool { p := r.front(); return p.App == "category:code" && p.Title == "" })
}

package daemon

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/tracker"
	"focusd/tracker/privacy"
	"focusd/tracker/source"
)

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
	known := redaction(cfg.Privacy)
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

func TestPrivateThingsStayPrivateWithoutAWord(t *testing.T) {
	known := redaction(DefaultConfig(Paths{}).Privacy)
	for _, w := range []tracker.Window{{App: "keepassxc", Title: "bank"}, {App: "firefox", Title: "x — Mozilla Firefox Private Browsing"}} {
		if got := known(w); got != (tracker.Window{App: w.App}) {
			t.Errorf("%+v is known as %+v", w, got)
		}
	}
}

func TestMistakesInPrivacyAreNamedWithTheirPlace(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
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

// oneWindow is a source that shows one window until it is told another.
type oneWindow struct{ says chan source.Report }

func (oneWindow) Name() string        { return "one" }
func (oneWindow) Facts() source.Facts { return source.Windows }

func (o oneWindow) Watch(ctx context.Context, _ time.Duration, _ <-chan struct{}, emit func(source.Report)) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case r := <-o.says:
			r.At, r.Facts = time.Now(), source.Windows
			emit(r)
		}
	}
}

// What a filter takes away leaves no source, and a new one holds at once, for
// the window that is in front too.
func TestNothingUnredactedLeavesTheSources(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one := oneWindow{make(chan source.Report)}
		inside := ""
		choice := &source.Choice{
			Sources: []source.Source{one}, IdleAfter: time.Minute,
			Inside: func(app string, _ int) (string, bool) { return inside, app == "term" },
		}
		choice.Redact(redaction(privacy.Settings{Drop: []string{"diary", "term"}}))
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
		choice.Redact(redaction(privacy.Settings{Drop: []string{"vim"}}))
		expect("what runs in a terminal is dropped, at once", tracker.Window{App: privacy.Private})
		choice.Redact(redaction(privacy.Settings{NoTitles: true}))
		expect("no titles, at once", tracker.Window{App: "vim"})
		for _, s := range samples {
			if strings.Contains(s.Window.Title, "canary") {
				t.Errorf("a sample has the title: %+v", s)
			}
		}
	})
}

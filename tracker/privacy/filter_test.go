package privacy_test

import (
	"strings"
	"testing"

	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/privacy"
)

func compiled(t *testing.T, s privacy.Settings) *privacy.Filter {
	t.Helper()
	f, err := s.Compile()
	if err != nil {
		t.Fatalf("Compile(%+v): %v", s, err)
	}
	return f
}

func TestFilter(t *testing.T) {
	defaults := privacy.DefaultSettings()
	with := func(change func(*privacy.Settings)) privacy.Settings {
		s := defaults
		change(&s)
		return s
	}
	inbox := with(func(s *privacy.Settings) {
		s.Rewrite = []privacy.Rewrite{
			{App: "Thunderbird", Title: `^.* - (Inbox)$`, To: "$1"},
			{Title: `canary`, To: "${0}s are $$2"},
		}
	})
	tests := []struct {
		name       string
		settings   privacy.Settings
		app, title string
		want       tracker.Window
	}{
		{"plain", defaults, "editor", "chapter", tracker.Window{App: "editor", Title: "chapter"}},
		{"the empty desktop", defaults, "", "", tracker.Window{}},
		{"no titles at all", with(func(s *privacy.Settings) { s.NoTitles = true }), "editor", "chapter", tracker.Window{App: "editor"}},
		{"dropped", with(func(s *privacy.Settings) { s.Drop = []string{"Diary"} }), "diary", "dear", tracker.Window{App: privacy.Private}},
		{"dropped by the end of its name", with(func(s *privacy.Settings) { s.Drop = []string{"diary"} }), "org.example.diary", "dear", tracker.Window{App: privacy.Private}},
		{"another one is not dropped", with(func(s *privacy.Settings) { s.Drop = []string{"diary"} }), "diary2", "dear", tracker.Window{App: "diary2", Title: "dear"}},
		{"dropping hits no empty desktop", with(func(s *privacy.Settings) { s.Drop = []string{"unknown"} }), "", "", tracker.Window{}},
		{"without titles", with(func(s *privacy.Settings) { s.Untitled = []string{"org.signal.signal"} }), "org.signal.signal", "ada", tracker.Window{App: "org.signal.signal"}},
		{"password manager", defaults, "org.keepassxc.keepassxc", "bank", tracker.Window{App: "org.keepassxc.keepassxc"}},
		{"password manager, allowed", privacy.Settings{}, "keepassxc", "bank", tracker.Window{App: "keepassxc", Title: "bank"}},
		{"rewritten", inbox, "thunderbird", "canary - Inbox", tracker.Window{App: "thunderbird", Title: "Inbox"}},
		{"rewritten for any app", inbox, "editor", "my canary", tracker.Window{App: "editor", Title: "canarys are $2"}},
		{"not the app of the rule", inbox, "evolution", "hello - Inbox", tracker.Window{App: "evolution", Title: "hello - Inbox"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := compiled(t, tt.settings)
			got := f.Window(tracker.Window{App: tt.app, Title: tt.title})
			if got != tt.want {
				t.Errorf("Window(%s, %q) = %+v, want %+v", tt.app, tt.title, got, tt.want)
			}
		})
	}
}

func TestPrivateWindows(t *testing.T) {
	tests := []struct {
		app, title string
		private    bool
	}{
		{"firefox", "Search — Mozilla Firefox Private Browsing", true},
		{"firefox", "Search - Mozilla Firefox (Private Browsing)", true},
		{"firefox", "Mozilla Firefox Private Browsing", true},
		{"firefox_firefox", "Suche — Mozilla Firefox Privater Modus", true},
		{"org.mozilla.firefox", "Suche — (Privater Firefox Modus)", true},
		{"librewolf", "Recherche — LibreWolf Navigation privée", true},
		{"firefox", "Buscar — Navegación privada de Mozilla Firefox", true},
		{"firefox", "検索 — Mozilla Firefox プライベートブラウジング", true},
		{"google-chrome", "Page - Google Chrome (Incognito)", true},
		{"google-chrome-beta", "New Incognito Tab - Google Chrome", false},
		{"chromium", "Seite - Chromium (Inkognito)", true},
		{"microsoft-edge", "Search - [InPrivate] - Microsoft Edge", true},
		{"brave-browser", "Page - Brave (Private)", true},
		{"opera", "Page - Opera (Private)", true},
		{"vivaldi-stable", "Page - Vivaldi (Private)", true},
		{"vivaldi-stable", "Page - Private Browsing - Vivaldi", true},
		{"firefox", "What is private browsing? — Mozilla Firefox", false},
		{"firefox", "Private property – encyclopedia — Mozilla Firefox", false},
		{"google-chrome", "Page - Google Chrome", false},
		{"editor", "notes - private browsing", false},
	}
	on, off := compiled(t, privacy.DefaultSettings()), compiled(t, privacy.Settings{})
	for _, tt := range tests {
		w := tracker.Window{App: tt.app, Title: tt.title}
		want := w
		if tt.private {
			want.Title = ""
		}
		if got := on.Window(w); got != want {
			t.Errorf("Window(%s, %q) = %+v, want %+v", tt.app, tt.title, got, want)
		}
		if got := off.Window(w); got != w {
			t.Errorf("switched off: Window(%s, %q) = %+v", tt.app, tt.title, got)
		}
	}
}

// A title that was cut no longer says whether its window is private.
func TestATitleWithoutItsEndIsDropped(t *testing.T) {
	f := compiled(t, privacy.DefaultSettings())
	long := tracker.NormalizeTitle("firefox", strings.Repeat("a very long page ", 60)+"— Mozilla Firefox Private Browsing")
	if got := f.Window(tracker.Window{App: "firefox", Title: long}); got.Title != "" {
		t.Errorf("%d bytes of a title that lost its end are kept", len(got.Title))
	}
	if got := f.Window(tracker.Window{App: "editor", Title: long}); got.Title != long {
		t.Error("the long title of another app is gone")
	}
}

func TestAskedAgainAFilterSaysTheSame(t *testing.T) {
	s := privacy.DefaultSettings()
	s.Drop, s.Untitled = []string{"diary"}, []string{"chat"}
	s.Rewrite = []privacy.Rewrite{{Title: `^.* — (Inbox)$`, To: "$1"}}
	f := compiled(t, s)
	for _, w := range []tracker.Window{{}, {App: "diary", Title: "x"}, {App: "chat", Title: "x"}, {App: "mail", Title: "x — Inbox"}, {App: "firefox", Title: "x — Private Browsing"}} {
		once := f.Window(w)
		if twice := f.Window(once); twice != once {
			t.Errorf("Window of %+v is %+v, and of that %+v", w, once, twice)
		}
	}
}

func TestNoFilter(t *testing.T) {
	w := tracker.Window{App: "editor", Title: "chapter"}
	if got := (*privacy.Filter)(nil).Window(w); got != w {
		t.Errorf("no filter made %+v of %+v", got, w)
	}
}

func TestWrongSettings(t *testing.T) {
	rewrite := func(title, to string) privacy.Settings {
		return privacy.Settings{Rewrite: []privacy.Rewrite{{Title: "ok"}, {Title: title, To: to}}}
	}
	tests := []struct {
		name     string
		settings privacy.Settings
		want     string
	}{
		{"an app without a name", privacy.Settings{Drop: []string{"a", " "}}, "an app has a name"},
		{"no title", rewrite("", ""), "rule 2: it needs a title"},
		{"no expression", rewrite("canary(", ""), "rule 2: its title is no regular expression: missing closing )"},
		{"no such group", rewrite("canary(x)", "$2"), "rule 2: its title has no group $2"},
		{"no such name", rewrite("canary(x)", "$1th"), "rule 2: its title has no group $1th; before letters a group is written ${1}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.settings.Compile()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("Compile: %v, want %q", err, tt.want)
			}
			if strings.Contains(err.Error(), "canary") {
				t.Errorf("the error quotes what may be a title: %v", err)
			}
		})
	}
}

func TestTold(t *testing.T) {
	judge := func(w tracker.Window) string {
		if w.Title == "chapter" {
			return "writing"
		}
		return ""
	}
	hiding := compiled(t, privacy.Settings{NoApps: true})
	for _, tt := range []struct {
		name    string
		w, want tracker.Window
	}{
		{"a category", tracker.Window{App: "editor", Title: "chapter"}, tracker.Window{App: category.AsApp("writing")}},
		{"none", tracker.Window{App: "editor", Title: "x"}, tracker.Window{App: category.AsApp("")}},
		{"the empty desktop", tracker.Window{}, tracker.Window{}},
		{"an app that leaves no name", tracker.Window{App: privacy.Private}, tracker.Window{App: privacy.Private}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := hiding.Told(tt.w, judge); got != tt.want {
				t.Errorf("Told(%+v) = %+v, want %+v", tt.w, got, tt.want)
			}
			if got := compiled(t, privacy.Settings{}).Told(tt.w, judge); got != tt.w {
				t.Errorf("where apps are kept Told(%+v) = %+v", tt.w, got)
			}
		})
	}
}

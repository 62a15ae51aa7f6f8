package page

import (
	"io/fs"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// status is that of a day that has just begun.
func status() api.Status {
	from := time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)
	return api.Status{
		Version: "1.2.3", At: from.Add(5 * time.Hour), Zone: "UTC",
		Timer:    api.Timer{State: "idle", Kind: "pomodoro", Preset: "25/5", Next: "work"},
		Today:    api.Today{Day: "2026-11-22", From: from, To: from.Add(24 * time.Hour)},
		Tracking: api.Tracking{On: true}, Source: api.Source{Name: "x11", Watching: true},
	}
}

// empty is a daemon that was started for the first time.
func empty() fake {
	return fake{
		"/v1/status":   status(),
		"/v1/agenda":   api.Agenda{Day: "2026-11-22"},
		"/v1/summary":  api.Summary{},
		"/v1/next":     api.Next{},
		"/v1/wins":     api.Wins{},
		"/v1/timeline": api.Timeline{},

		"/v1/day":             api.Day{Date: "2026-11-22", From: status().Today.From, To: status().Today.To},
		"/v1/categories":      api.Categories{},
		"/v1/entries":         api.Entries{},
		"/v1/entries/history": api.EntryHistory{},
		"/v1/entries/gaps":    api.Gaps{},
		"/v1/unclassified":    api.Unclassified{},
	}
}

// TestPages has every page, of a daemon with nothing in it and of one that
// can do nothing.
func TestPages(t *testing.T) {
	for name, f := range map[string]fake{"empty": empty(), "bare": {"/v1/status": status()}} {
		for _, p := range pages() {
			t.Run(name+" "+p.path, func(t *testing.T) {
				page := f.get(t, p.path)
				wellFormed(t, page)
				ids := make(map[string]bool)
				for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
					if ids[m[1]] {
						t.Errorf("the id %s is there twice", m[1])
					}
					ids[m[1]] = true
				}
				for _, part := range p.parts {
					if !ids[part.id] || !ids[part.id+"-title"] {
						t.Errorf("the part %s is not there", part.id)
					}
				}
				for _, forbidden := range []string{" style=", " onclick=", "<script>", "<style", "http:", "https:"} {
					if strings.Contains(page, forbidden) {
						t.Errorf("the page has %q", forbidden)
					}
				}
				if p.name != "" && !strings.Contains(page, `aria-current="page">`+p.name+`</a>`) {
					t.Error("the navigation does not say which page it is")
				}
			})
		}
	}
}

// TestParts answers what was asked for alone, and what there is not with
// nothing.
func TestParts(t *testing.T) {
	page := empty().get(t, "/?parts=wins,timer,nosuch")
	wellFormed(t, page)
	if got := regexp.MustCompile(`<section id="([^"]*)"`).FindAllString(page, -1); len(got) != 2 || strings.Contains(page, "<html") {
		t.Errorf("got %v, want the two sections alone:\n%s", got, page)
	}
}

// TestPartThatFails leaves the others as they are.
func TestPartThatFails(t *testing.T) {
	f := empty()
	f["/v1/wins"] = &api.Error{Code: "store", Message: "a page is damaged", Hint: "see: focus doctor"}
	page := f.get(t, "/")
	for _, want := range []string{"a page is damaged", "see: focus doctor", "Ready when you are"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestNoSuchPage(t *testing.T) {
	res := httptest.NewRecorder()
	if err := New(&api.Client{Transport: empty()}).Serve(res, httptest.NewRequest("GET", "/nosuch", nil)); err == nil {
		t.Error("there is a page that there is not")
	}
}

func TestStatic(t *testing.T) {
	site := New(&api.Client{Transport: fake{}})
	scripts, err := fs.Glob(static, "js/*.js")
	if err != nil || len(scripts) < 9 {
		t.Fatalf("scripts are %q, %v", scripts, err)
	}
	styles, err := fs.Glob(static, "css/*.css")
	if err != nil || len(styles) < 6 {
		t.Fatalf("styles are %q, %v", styles, err)
	}
	for _, path := range slices.Concat(scripts, styles, []string{"style.css", "icon.svg"}) {
		path = "/" + path
		res := httptest.NewRecorder()
		if err := site.Static(res, httptest.NewRequest("GET", path, nil)); err != nil {
			t.Fatal(err)
		}
		tag := res.Header().Get("ETag")
		if res.Code != 200 || tag == "" || res.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %v", path, res.Code, res.Header())
		}
		again := httptest.NewRecorder()
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("If-None-Match", tag)
		if err := site.Static(again, r); err != nil || again.Code != 304 {
			t.Errorf("%s again: %d, %v, want 304", path, again.Code, err)
		}
		if body := strings.ReplaceAll(res.Body.String(), "http://www.w3.org/2000/svg", ""); strings.Contains(body, "http:") || strings.Contains(body, "https:") {
			t.Errorf("%s names an address elsewhere", path)
		}
	}
	for _, path := range []string{"/js/nosuch.js", "/js/../layout.html", "/layout.html"} {
		if err := site.Static(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil)); err == nil {
			t.Errorf("%s is answered", path)
		}
	}
}

// filesOf are all that a page loads.
func filesOf(t *testing.T, p page) (all []string) {
	t.Helper()
	imports := regexp.MustCompile(`(?m)^import .*'\./(\w+\.js)'`)
	var add func(file string)
	add = func(file string) {
		if slices.Contains(all, file) {
			return
		}
		all = append(all, file)
		text, err := fs.ReadFile(static, file)
		if err != nil {
			t.Errorf("%s loads what is not there: %v", p.path, err)
		}
		for _, other := range imports.FindAllSubmatch(text, -1) {
			add("js/" + string(other[1]))
		}
	}
	for _, file := range []string{"style.css", "icon.svg", "js/page.js"} {
		add(file)
	}
	for _, name := range p.styles {
		add("css/" + name + ".css")
	}
	for _, name := range p.scripts {
		add("js/" + name + ".js")
	}
	return all
}

// TestPagesLoadWhatTheyNeed: what they name is there and little, and nothing is
// there that no page loads.
func TestPagesLoadWhatTheyNeed(t *testing.T) {
	loaded := make(map[string]bool)
	for _, p := range pages() {
		weight := 0
		for _, file := range filesOf(t, p) {
			loaded[file] = true
			text, _ := fs.ReadFile(static, file) // or it was said
			weight += len(text)
		}
		if weight > 60_000 { // of the 150 kB that a page may weigh
			t.Errorf("what %s loads weighs %d bytes", p.path, weight)
		}
	}
	err := fs.WalkDir(static, ".", func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !loaded[file] {
			t.Errorf("no page loads %s", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAPageSaysWhatItWasMadeOf: from it scripts know what is different later.
func TestAPageSaysWhatItWasMadeOf(t *testing.T) {
	f := fake{"/v1/status": api.Status{Changes: 41}, "/v1/agenda": api.Agenda{Edition: 42}}
	today := f.get(t, "/")
	for _, want := range []string{`&#34;changes&#34;:41`, ` data-edition="42"`} {
		if !strings.Contains(today, want) {
			t.Errorf("the page lacks %s:\n%s", want, today)
		}
	}
	if doctor := f.get(t, "/doctor"); strings.Contains(doctor, "data-edition") {
		t.Error("a page without the agenda has asked for it")
	}
}

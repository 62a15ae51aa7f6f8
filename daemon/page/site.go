package page

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"focusd/daemon/api"
)

//go:embed *.html
var templates embed.FS

// Site answers requests for pages. Any goroutine may use it.
type Site struct {
	client *api.Client
	pages  []page
	parsed func() *template.Template // when first asked for: most daemons are never looked at
}

// New returns the site of what c answers.
func New(c *api.Client) *Site {
	return &Site{client: c, pages: pages(), parsed: sync.OnceValue(parse)}
}

func parse() *template.Template {
	return template.Must(template.New("").Funcs(functions()).ParseFS(templates, "*.html"))
}

// pages are all there are, in the order of the navigation.
func pages() []page {
	return []page{todayPage(), logPage(), tasksPage(), lookPage(), settingsPage(), doctorPage()}
}

// page is one address.
type page struct {
	path  string
	name  string // in the navigation; "" leaves it out
	title func(*visit) string
	parts []part

	styles, scripts []string // css/NAME.css and js/NAME.js, beside those of every page
}

// part is one section of a page.
type part struct {
	id     string // of the section, and the name of its template
	title  string
	when   string                    // what makes it old, see the package comment
	beside string                    // where there is room: "left" or "right", among those around it
	load   func(*visit) (any, error) // nil, nil: there is nothing to show
}

// Serve answers GET and HEAD of a page. The error is that of the daemon when it
// cannot even say how it is.
func (s *Site) Serve(w http.ResponseWriter, r *http.Request) error {
	i := slices.IndexFunc(s.pages, func(p page) bool { return p.path == r.URL.Path })
	if i < 0 {
		return &api.Error{Code: api.CodeNotFound, Message: "there is no page of that name", Hint: "begin at /"}
	}
	p := s.pages[i]
	v, err := s.visit(r)
	if err != nil {
		return err
	}
	parts, only := p.parts, r.URL.Query().Get("parts")
	if only != "" {
		wanted := strings.Split(only, ",")
		parts = slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return !slices.Contains(wanted, p.id) })
	}
	sections, err := s.sections(v, parts)
	if err != nil {
		return err
	}
	if only != "" {
		return s.send(w, http.StatusOK, "fragment", sections)
	}
	return s.send(w, http.StatusOK, "layout", layout{v, p.title(v), p.path, p.styles, p.scripts, s.named(), sections})
}

// Fail shows an error to a person.
func (s *Site) Fail(w http.ResponseWriter, status int, e api.Error) error {
	return s.send(w, status, "error.html", e)
}

// layout is what stands around the parts of a page.
type layout struct {
	*visit
	Title, Here     string
	Styles, Scripts []string // of this page alone
	Pages           []link
	Sections        []section
}

// Name is what the page is called for styles.
func (l layout) Name() string {
	if l.Here == "/" {
		return "today"
	}
	return strings.TrimPrefix(l.Here, "/")
}

// Made is the status that the page was made of, for scripts: they learn from it
// what is different when they are told another.
func (l layout) Made() (string, error) {
	data, err := json.Marshal(l.Status)
	return string(data), err
}

// Edition is that of the agenda in the page; "" where the page shows nothing of it.
func (l layout) Edition() string {
	shown := slices.ContainsFunc(l.Sections, func(s section) bool { return slices.Contains(strings.Fields(s.When), "agenda") })
	if !shown {
		return ""
	}
	a, err := l.agenda()
	if err != nil {
		return ""
	}
	return strconv.FormatUint(a.Edition, 10)
}

// column is sections one below the other, as many as follow each other beside
// the same.
type column struct {
	Side     string // "left" or "right"; "": they are as wide as the page says
	Sections []section
}

// Columns are the sections of the page.
func (l layout) Columns() (all []column) {
	for _, s := range l.Sections {
		if n := len(all); n == 0 || all[n-1].Side != s.Beside {
			all = append(all, column{Side: s.Beside})
		}
		last := &all[len(all)-1]
		last.Sections = append(last.Sections, s)
	}
	return all
}

type link struct{ Path, Name string }

func (s *Site) named() (all []link) {
	for _, p := range s.pages {
		if p.name != "" {
			all = append(all, link{p.path, p.name})
		}
	}
	return all
}

// section is a part as it is shown.
type section struct {
	ID, Title, When string
	Beside          string
	Empty           bool
	Body            template.HTML // of the template of the part, escaped by it
}

// sections makes the parts, all at the same time.
func (s *Site) sections(v *visit, parts []part) ([]section, error) {
	all, errs := make([]section, len(parts)), make([]error, len(parts))
	var making sync.WaitGroup
	for i, p := range parts {
		making.Go(func() { all[i], errs[i] = s.section(v, p) })
	}
	making.Wait()
	return all, errors.Join(errs...)
}

func (s *Site) section(v *visit, p part) (section, error) {
	shown := section{ID: p.id, Title: p.title, When: p.when, Beside: p.beside}
	data, err := p.load(v)
	name := p.id
	switch {
	case err != nil:
		name, data = "unreadable", asError(err)
	case data == nil:
		shown.Empty = true
		return shown, nil
	}
	var body bytes.Buffer
	if err := s.parsed().ExecuteTemplate(&body, name, data); err != nil {
		return shown, fmt.Errorf("make the part %s: %w", p.id, err)
	}
	shown.Body = template.HTML(body.String())
	return shown, nil
}

// send answers with what a template makes. It is made first, so that a failure
// is still an error.
func (s *Site) send(w http.ResponseWriter, status int, name string, data any) error {
	var body bytes.Buffer
	if err := s.parsed().ExecuteTemplate(&body, name, data); err != nil {
		return fmt.Errorf("make the page: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // who asked may be gone: nothing to be done
	return nil
}

package server

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
)

//go:embed page.html error.html style.css
var files embed.FS

func parsePages() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"spell":   spell,
		"late":    func(left int64) string { return spell(-left) },
		"millis":  func(ms int64) string { return spell(ms / 1000) },
		"words":   words,
		"percent": func(p float64) string { return strconv.FormatFloat(p, 'f', 2, 64) + "%" },
	}).ParseFS(files, "*.html"))
}

// page is today at a glance.
func (d *door) page(w http.ResponseWriter, r *http.Request) error {
	snap := d.engine.Snapshot()
	sp := span{whole(snap.Day.From), whole(time.Now())}
	sum, err := d.summarize(r.Context(), sp)
	if err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "page.html", d.glance(snap, sum))
}

// style is how the pages look.
func (d *door) style(w http.ResponseWriter, r *http.Request) error {
	http.ServeFileFS(w, r, files, "style.css")
	return nil
}

// failPage shows an error to a person.
func (d *door) failPage(w http.ResponseWriter, status int, e api.Error) {
	if err := d.render(w, status, "error.html", e); err != nil {
		d.Log.Error("show the error page", "err", err)
		w.WriteHeader(status)
	}
}

// wantsPage says whether a person with a browser is waiting for the answer.
func wantsPage(r *http.Request) bool {
	accept := strings.ToLower(strings.Join(r.Header.Values("Accept"), ","))
	return strings.Contains(accept, "text/html") && !strings.HasPrefix(r.URL.Path, "/v1/")
}

// render sends a page. It is made first, so that a failure is still an error.
func (d *door) render(w http.ResponseWriter, status int, name string, data any) error {
	var page bytes.Buffer
	if err := d.pages().ExecuteTemplate(&page, name, data); err != nil {
		return fmt.Errorf("make the page: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(page.Bytes()) // who asked may be gone: nothing to be done
	return nil
}

// glance is what page.html shows.
type glance struct {
	api.Status
	Summary api.Summary
	Bars    []bar
	Longest int64 // of the apps, in milliseconds
	loc     *time.Location
}

// bar is an hour of the chart, or a tick below it.
type bar struct {
	X, Width  float64 // in percent of the chart's width, so that its letters keep their size
	Y, Height int     // in pixels
	Hour      time.Time
	Active    int64 // milliseconds
}

// tall is the height of an hour that was active from end to end, in pixels.
const tall = 100

// InApp is the time in an app, active and passive, in milliseconds.
func (glance) InApp(app api.AppTotal) int64 { return app.Millis + app.Passive }

func (s *Server) glance(snap *engine.Snapshot, sum api.Summary) glance {
	g := glance{Status: s.statusOf(snap), Summary: sum, loc: s.config.Load().Calendar.Location}
	if len(sum.Apps) > 0 {
		g.Longest = g.InApp(sum.Apps[0])
	}
	for _, h := range sum.Hours {
		b := g.bar(h.Start)
		b.Active = h.Active
		b.Height = int(h.Active * tall / time.Hour.Milliseconds())
		if h.Active > 0 {
			b.Height = max(b.Height, 1)
		}
		b.Y = tall - b.Height
		g.Bars = append(g.Bars, b)
	}
	return g
}

// bar is where an hour begins in the chart, which is 23 to 25 hours wide.
func (g glance) bar(hour time.Time) bar {
	day := g.Today.To.Sub(g.Today.From)
	percent := func(d time.Duration) float64 { return 100 * float64(d) / float64(day) }
	return bar{X: percent(hour.Sub(g.Today.From)), Width: percent(50 * time.Minute), Hour: hour}
}

// Clock is t on the clock of the wall.
func (g glance) Clock(t time.Time) string { return t.In(g.loc).Format("15:04") }

// Date is the logical day in words.
func (g glance) Date() string {
	day, err := time.Parse(time.DateOnly, g.Today.Day)
	if err != nil {
		return g.Today.Day
	}
	return day.Format("Monday, 2 January 2006")
}

// Ticks are the hours that the chart names. The last hour of a day of 25 is
// too narrow for its name.
func (g glance) Ticks() []bar {
	var ticks []bar
	for at := g.Today.From; at.Before(g.Today.To.Add(-2 * time.Hour)); at = at.Add(4 * time.Hour) {
		ticks = append(ticks, g.bar(at))
	}
	return ticks
}

// Shown are the blocks worth showing.
func (g glance) Shown() []api.Block {
	var shown []api.Block
	for _, b := range g.Summary.Blocks {
		if b.Outcome != "discarded" {
			shown = append(shown, b)
		}
	}
	return shown
}

// spell is a length as people say it.
func spell(seconds int64) string {
	minutes := (seconds + 30) / 60
	switch {
	case seconds < 0:
		return "−" + spell(-seconds)
	case minutes == 0 && seconds > 0:
		return "under a minute"
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60)
}

// words is a state, an outcome or an app as people say it.
func words(state string) string {
	switch state {
	case "idle":
		return "not running"
	case "work":
		return "working"
	case "break_over":
		return "the break is over"
	case "":
		return "running"
	}
	return strings.ReplaceAll(state, "_", " ")
}

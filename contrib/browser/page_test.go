package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// page is a tab that a test drives. Its methods end the test when they cannot do
// what they say.
type page struct {
	*record
	t        testing.TB
	ctx      context.Context
	daemon   *daemon
	scripts  bool     // they run
	expected []string // errors that are provoked
	maybe    []string // those that may come
	origins  []string // where it may go
	why      string   // what is clicked next cannot be
}

// browser is a tab in a browser of its own, which has no cookie and shows nothing.
func (d *daemon) browser(t testing.TB) *page {
	t.Helper()
	return d.newPage(t, screen.started(t), chromedp.WithNewBrowserContext())
}

// tab is another tab of the same browser, at a path of the daemon.
func (p *page) tab(path string) *page {
	p.t.Helper()
	other := p.daemon.newPage(p.t, p.ctx)
	other.open(path)
	return other
}

func (d *daemon) newPage(t testing.TB, parent context.Context, options ...chromedp.ContextOption) *page {
	t.Helper()
	p := &page{record: &record{}, t: t, daemon: d, scripts: true, origins: []string{d.web}}
	ctx, cancel := chromedp.NewContext(parent, append(options, chromedp.WithListener(p.event))...)
	p.ctx = ctx
	t.Cleanup(func() {
		p.judge(t, p.expected, p.maybe, p.origins)
		cancel()
	})
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	// Pages of other tests take the focus away: each behaves as if it had it.
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	call(p, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: d.zone})
	p.look("light", 1280)
	return p
}

// call has the browser do something that the driver has no word for.
func call[P, R any](p *page, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, func(ctx context.Context, at *chromedp.Target) (R, error) {
		return cdp.Call(ctx, at, command, params)
	})
	if err != nil {
		p.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// do runs a step of the driver.
func (p *page) do(what string, step chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, step); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// expect says that the browser will tell of an error with that text in it, which
// the test provokes.
func (p *page) expect(text string) { p.expected = append(p.expected, text) }

// allow says that the page may go to another origin than the daemon's.
func (p *page) allow(origin string) { p.origins = append(p.origins, origin) }

// look sets the theme, light or dark, and the width in pixels.
func (p *page) look(theme string, width int64) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	p.do("set the size", chromedp.EmulateViewport(width, 900))
}

// withoutScripts has the page run none from the next visit on.
func (p *page) withoutScripts() {
	p.t.Helper()
	p.scripts = false
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// visit goes to an address, and waits until it is there.
func (p *page) visit(address string) {
	p.t.Helper()
	p.do("visit "+address, chromedp.Navigate(address))
}

// open goes to a path of the daemon. The page listens to what the daemon tells
// when it returns: what is done from then on must be seen in it.
func (p *page) open(path string) {
	p.t.Helper()
	p.come(p.daemon.web + path)
}

// come visits an address that is a page of the daemon, or leads to one.
func (p *page) come(address string) {
	p.t.Helper()
	before := p.heard()
	p.visit(address)
	if !p.scripts {
		return
	}
	p.until(address+" runs its scripts", func() bool { return p.is(`document.documentElement.classList.contains('live')`) })
	if p.is(`document.querySelector('main section[data-when]')`) {
		// A status and the edition of the agenda are told at once.
		p.until(address+" listens", func() bool { return p.heard() >= before+2 })
	}
}

// until waits for something that must come.
func (p *page) until(what string, done func() bool) {
	p.t.Helper()
	for end := time.Now().Add(patience); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) || p.ctx.Err() != nil {
			p.t.Fatalf("%s: not within %v %s; the page is at %s and says:\n%s", what, patience, p.why, p.js("location.href"), p.js("document.body.innerText"))
		}
	}
}

// tools are functions that the tests have in a page: see [page.run].
//
//go:embed tools.js
var tools string

// run evaluates an expression of JavaScript, in which the functions of tools.js
// are known, and awaits it. Where no scripts run this still does. It puts the result
// into v, and fails where the page goes away meanwhile or the expression throws.
func (p *page) run(expression string, v any) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[[]byte]("(() => {"+tools+"\nreturn ("+expression+")})()", chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

// act runs statements of JavaScript.
func (p *page) act(statements string) {
	p.t.Helper()
	if err := p.run("(async () => {"+statements+"\nreturn true})()", new(bool)); err != nil {
		p.t.Fatalf("run %s: %v", statements, err)
	}
}

// js is the value of an expression as text; where it has none, why.
func (p *page) js(expression string) string {
	var text any
	if err := p.run(expression, &text); err != nil {
		return err.Error()
	}
	return fmt.Sprint(text)
}

// is says whether an expression is true.
func (p *page) is(expression string) bool {
	var yes bool
	return p.run("!!("+expression+")", &yes) == nil && yes
}

// unfold opens all that can be unfolded, but what closes its like.
func (p *page) unfold() {
	p.t.Helper()
	p.act(`document.querySelectorAll('details:not([name])').forEach((d) => { d.open = true })`)
}

// text is what the first element says that a selector finds, without needless
// blanks; "" where there is none.
func (p *page) text(selector string) string {
	return p.js(fmt.Sprintf("textOf(document.querySelector(%s))", quote(selector)))
}

// see waits until an element that is shown says something.
func (p *page) see(selector, want string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%s says %q", selector, want), func() bool { return p.shows(selector, want) })
}

// unsee waits until no element that is shown says something.
func (p *page) unsee(selector, unwanted string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%s no longer says %q", selector, unwanted), func() bool {
		return p.is(fmt.Sprintf("!says(%s, %s)", quote(selector), quote(unwanted)))
	})
}

// shows says whether an element that is shown says something.
func (p *page) shows(selector, text string) bool {
	return p.is(fmt.Sprintf("says(%s, %s)", quote(selector), quote(text)))
}

// at waits until an element can be clicked and stays where it is, and says where.
func (p *page) at(locator string) (x, y float64) {
	p.t.Helper()
	type spot struct {
		X, Y float64
		Why  string
	}
	var before, place spot
	selector, name, _ := strings.Cut(locator, " >> ")
	p.until(locator+" can be clicked", func() bool {
		before, place = place, spot{}
		if err := p.run(fmt.Sprintf("place(%s, %s)", quote(selector), quote(name)), &place); err != nil {
			place.Why = err.Error()
		}
		p.why = place.Why
		return place.Why == "" && place == before && place != (spot{})
	})
	return place.X, place.Y
}

// click clicks an element as a person does.
func (p *page) click(locator string) {
	p.t.Helper()
	x, y := p.at(locator)
	p.do("click "+locator, chromedp.MouseClickXY(x, y))
}

// fill puts text into a field, in place of what is there.
func (p *page) fill(locator, text string) {
	p.t.Helper()
	p.click(locator)
	p.act("document.activeElement.select?.()")
	call(p, input.InsertText, input.InsertTextParams{Text: text})
}

// set gives a field a value that nobody types letter by letter: a choice, a date.
func (p *page) set(locator, value string) {
	p.t.Helper()
	p.at(locator)
	selector, name, _ := strings.Cut(locator, " >> ")
	if got := p.js(fmt.Sprintf("give(find(%s, %s), %s)", quote(selector), quote(name), quote(value))); got != value {
		p.t.Fatalf("%s has %q after it was set to %q", locator, got, value)
	}
}

// press presses keys one after another: letters, or those of package kb.
func (p *page) press(keys string) {
	p.t.Helper()
	p.do(fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys))
}

// cookies are those of the browser.
func (p *page) cookies() []*network.Cookie {
	p.t.Helper()
	return call(p, network.GetCookies, network.GetCookiesParams{}).Cookies
}

func quote(s string) string {
	out, _ := json.Marshal(s) // a string always can be
	return string(out)
}

// pages are all there are; paths are these, and the different ways they look.
var (
	pages = []string{"/", "/log", "/tasks", "/look", "/settings", "/doctor"}
	paths = append([]string{"/look?period=day", "/look?period=month", "/look?period=year"}, pages...)
)

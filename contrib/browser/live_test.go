package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"focusd/daemon/api"
)

// watch notes when an element that is shown first says something, from now on: by
// the observer of changes that the browser has, and at the frame after it.
func (p *page) watch(selector, text string) {
	p.t.Helper()
	p.act(fmt.Sprintf(`
		window.seenAt = 0
		const now = () => performance.timeOrigin + performance.now()
		new MutationObserver((_, self) => {
			if (!says(%s, %s)) return
			self.disconnect()
			requestAnimationFrame(() => { window.seenAt = now() })
		}).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })`, quote(selector), quote(text)))
}

// seen waits until what is watched has come, and says when.
func (p *page) seen(what string) time.Time {
	p.t.Helper()
	var ms float64
	p.until(what+" is seen", func() bool { return p.run("window.seenAt", &ms) == nil && ms > 0 })
	return time.UnixMicro(int64(ms * 1000))
}

// change is one that comes from elsewhere, and where it is to be seen.
type change struct {
	what           string
	make           func(*api.Client) error
	selector, text string
}

// changes are some of each sort, made from the socket, as the command line and the
// tray make them. The n-th time they say something else.
func (d *daemon) changes(n int) []change {
	name := fmt.Sprintf("sample %d", n)
	timer := func(c api.Command) func(*api.Client) error {
		return func(client *api.Client) error { _, err := client.Timer(d.ctx, c); return err }
	}
	var task string // its ID
	add := func(client *api.Client) error {
		done, err := client.ChangeAgenda(d.ctx, api.AgendaCommand{Do: "add", Line: name + " ~5m due:today"})
		task = done.ID
		return err
	}
	finish := func(client *api.Client) error {
		_, err := client.ChangeAgenda(d.ctx, api.AgendaCommand{Do: "done", ID: task})
		return err
	}
	return []change{
		{"a block", timer(api.Command{Do: "start", Preset: "25/5", Label: name}), "#timer .label", name},
		{"its end", timer(api.Command{Do: "stop"}), "#timer .state", "Ready when you are"},
		{"a task", add, "#six .title", name},
		{"its being done", finish, "#wins", name},
	}
}

// TestChangesFromElsewhereAreSeen makes changes past the page, which shows them.
func TestChangesFromElsewhereAreSeen(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	var took []time.Duration
	for n := range 5 {
		for _, c := range d.changes(n) {
			took = append(took, p.sees(c))
		}
	}
	slices.Sort(took)
	t.Logf("from the command to the frame that shows it: median %v, worst %v, of %d changes", took[len(took)/2], took[len(took)-1], len(took))
}

// sees makes a change, and says how long it took from the command until it was seen.
func (p *page) sees(c change) time.Duration {
	p.t.Helper()
	p.watch(c.selector, c.text)
	began := time.Now()
	if err := c.make(p.daemon.Client()); err != nil {
		p.t.Fatalf("%s: %v", c.what, err)
	}
	return p.seen(c.what).Sub(began)
}

// TestOtherPagesAreLiveToo: what each page shows of a change, it shows at once.
func TestOtherPagesAreLiveToo(t *testing.T) {
	t.Parallel()
	d := living(t)
	first := d.open(t, "/tasks")
	d.focus(t, "add", "buy tea ~5m")
	first.see("#open-tasks", "buy tea")
	second := first.tab("/log")
	d.focus(t, "log", "add", "04:30-05:30", "a letter", "--over")
	second.see("#said", "a letter")
	d.focus(t, "rule", "file", unfiledApp, "aviation", "--class", "supports")
	second.see("#totals", "aviation")
	second.unsee("#unfiled li", unfiledApp)
	d.focus(t, "log", "undo")
	second.unsee("#said table", "a letter")
}

// TestNothingIsMissedBeforeThePageListens: what happens after a page was made, and
// before it is told of changes, is shown too.
func TestNothingIsMissedBeforeThePageListens(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	held := p.holds("*/v1/events*")
	p.visit(d.web + "/")
	id := held()
	d.focus(t, "start", "25/5", "letter of a sample")
	d.focus(t, "add", "buy tea ~5m due:today")
	call(p, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: id})
	p.see("#timer .label", "letter of a sample")
	p.see("#six", "buy tea")
}

// holds keeps requests back that the page makes to addresses like a pattern. What
// it returns waits for the next of them, which stays where it is until it is let go.
func (p *page) holds(pattern string) (next func() fetch.RequestID) {
	p.t.Helper()
	held := make(chan fetch.RequestID, 100)
	err := chromedp.Listen(p.ctx, func(event any) {
		if e, ok := event.(*fetch.EventRequestPaused); ok {
			held <- e.RequestID
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	call(p, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: pattern}}})
	return func() fetch.RequestID {
		p.t.Helper()
		select {
		case id := <-held:
			return id
		case <-time.After(patience):
			p.t.Fatalf("the page makes no request to %s", pattern)
			return ""
		}
	}
}

// TestATickThatWasTakenBackAtOnce: the page never saw the tick on the daemon's side,
// and yet must not keep it.
func TestATickThatWasTakenBackAtOnce(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	held := p.holds("*parts=*")
	p.click("#six label.tick >> call dentist")
	id := held() // the tick is made, and the page asks what is different
	d.focus(t, "tasks", "undo")
	call(p, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: id})
	call(p, fetch.Disable, cdp.Empty{}) // those that came after go on as well
	p.until("the box has no tick", func() bool {
		return p.is("!find('#six label.tick', 'call dentist').querySelector('input').checked")
	})
}

// TestThePageOutlivesTheDaemon: it says that nobody answers, and goes on with the
// next daemon by itself.
func TestThePageOutlivesTheDaemon(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.maybe = append(p.maybe, "net::ERR_") // if it asks while nobody is there
	if err := d.process.Stop(patience); err != nil {
		t.Fatal(err)
	}
	p.until("the page says that nobody is there", func() bool { return p.is("document.documentElement.classList.contains('gone')") })
	d.begin(t)
	d.focus(t, "start", "25/5", "letter of a sample")
	p.see("#timer .label", "letter of a sample")
	p.until("the page no longer says that nobody is there", func() bool { return !p.is("document.documentElement.classList.contains('gone')") })
	d.focus(t, "add", "buy tea ~5m due:today")
	p.see("#six", "buy tea")
}

// TestAnOpenPageAsksForNothing: while nothing happens the page makes no request and
// is told nothing, whether a block runs or not.
func TestAnOpenPageAsksForNothing(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	for _, state := range []string{"no block runs", "a block runs"} {
		if state == "a block runs" {
			d.focus(t, "start", "25/5", "letter of a sample")
			p.see("#timer .label", "letter of a sample")
		}
		p.settles()
		asked, told := len(p.made()), p.heard()
		quiet(t, p)
		for _, q := range p.made()[asked:] {
			t.Errorf("while %s and nothing happens the page asks for %s", state, q.url)
		}
		if n := p.heard() - told; n > 0 {
			t.Errorf("while %s and nothing happens the page is told %d times", state, n)
		}
	}
}

// settles waits until the page has made no request for a second.
func (p *page) settles() {
	p.t.Helper()
	n, since := len(p.made()), time.Now()
	p.until("the page is quiet", func() bool {
		if m := len(p.made()); m != n {
			n, since = m, time.Now()
		}
		return time.Since(since) > time.Second
	})
}

// quiet lets three seconds pass in the page, by its own clock.
func quiet(t *testing.T, p *page) {
	t.Helper()
	end := time.Now().Add(3 * time.Second)
	p.until("three seconds have passed", func() bool { return time.Now().After(end) })
}

// most is how many bytes a page may be, unpacked and with all that belongs to it:
// what a browser has to read that has nothing of it.
const most = 150_000

// TestPagesAreLight weighs each page as a browser gets it that has nothing of it.
func TestPagesAreLight(t *testing.T) {
	t.Parallel()
	d := living(t)
	d.focus(t, "start", "25/5", "letter of a sample")
	p := d.open(t, "/")
	call(p, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	today := d.status(t).Today.From
	week := fmt.Sprintf("/log?first=%s&last=%s", today.AddDate(0, 0, -7).Format(time.DateOnly), today.AddDate(0, 0, -1).Format(time.DateOnly))
	for _, path := range slices.Concat(paths, []string{week, "/settings?rules=all"}) {
		before := len(p.made())
		p.open(path)
		var mine []request
		p.until("all of "+path+" is there", func() bool {
			mine = p.made()[before:]
			return !slices.ContainsFunc(mine, func(q request) bool { return q.sent == 0 && q.mime != stream && strings.HasPrefix(q.url, d.web) })
		})
		var sent, body int64
		for _, q := range mine {
			if q.mime != stream {
				sent, body = sent+q.sent, body+q.body
			}
		}
		t.Logf("%-20s %6d bytes over the wire in %d requests, %6d of content", path, sent, len(mine), body)
		if body > most || sent < 10_000 {
			t.Errorf("%s weighs %d bytes, want at most %d; %d came over the wire, want more than nothing", path, body, most, sent)
		}
	}
}

// stream is what the answer is to who listens: it never ends.
const stream = "text/event-stream"

// BenchmarkLive measures how long it is from a command to the frame that shows what
// it did: with the commit that the command waits for.
func BenchmarkLive(b *testing.B) {
	d := living(b)
	p := d.open(b, "/")
	all := make(map[string][]time.Duration)
	for n := range b.N {
		for _, c := range d.changes(n) {
			all[c.what] = append(all[c.what], p.sees(c))
		}
	}
	for what, took := range all {
		slices.Sort(took)
		unit := strings.ReplaceAll(what, " ", "-")
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, unit+"-median-ms")
		b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, unit+"-worst-ms")
	}
}

// BenchmarkRest measures what the daemon uses in ten seconds in which nothing
// happens, with no page and with one open.
func BenchmarkRest(b *testing.B) {
	d := living(b)
	d.rests(b) // what is left to do after the start
	alone := d.rests(b)
	p := d.open(b, "/")
	p.settles()
	var open time.Duration
	for b.Loop() {
		open += d.rests(b)
	}
	b.ReportMetric(float64(alone.Microseconds())/1000, "alone-ms")
	b.ReportMetric(float64(open.Microseconds())/1000/float64(b.N), "open-ms")
}

// rests is the time on a processor that the daemon takes in ten seconds.
func (d *daemon) rests(b *testing.B) time.Duration {
	b.Helper()
	before := d.used(b)
	time.Sleep(10 * time.Second) // it is what is measured
	return d.used(b) - before
}

// used is the time on a processor that the daemon has had, by the scheduler.
func (d *daemon) used(b *testing.B) (all time.Duration) {
	b.Helper()
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", d.process.PID()))
	if err != nil || len(files) == 0 {
		b.Fatalf("the daemon has no threads: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // the thread has ended
		}
		first, _, _ := strings.Cut(string(text), " ")
		ns, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			b.Fatalf("%s says %q", file, text)
		}
		all += time.Duration(ns)
	}
	return all
}

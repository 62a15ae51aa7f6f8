package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"focusd/daemon/api"
)

// TestABlockFromThePage starts a block on the page, sees it run, and sees what the
// command line does to it.
func TestABlockFromThePage(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.fill("#timer input[name=label]", "letter of a sample")
	p.set("#timer select[name=preset]", "25/5")
	p.click("#timer button >> Start")
	p.see("#timer .state", "Working")
	p.see("#timer .label", "letter of a sample")
	p.see("#toast", "Started.")
	if s := d.status(t); s.Timer.State != "work" || s.Timer.Label != "letter of a sample" || s.Timer.Preset != "25/5" {
		t.Fatalf("the daemon has the timer at %+v, want work of 25/5 on the letter", s.Timer)
	}
	d.counts(t, p)

	p.click("#timer button >> Pause")
	p.see("#timer .state", "Paused")
	if s := d.status(t); s.Timer.State != "paused" {
		t.Errorf("after a click on Pause the daemon has %q", s.Timer.State)
	}
	d.focus(t, "resume")
	p.see("#timer .state", "Working")
	p.press("u") // the key of Undo
	p.see("#timer .state", "Paused")
	if s := d.status(t); s.Timer.State != "paused" {
		t.Errorf("after undo of resume the daemon has %q", s.Timer.State)
	}
	d.focus(t, "stop")
	p.see("#timer .state", "Ready when you are")
}

// counts looks at the time left, which runs on without a word of the daemon.
func (d *daemon) counts(t *testing.T, p *page) {
	t.Helper()
	left := func() time.Duration {
		var minutes, seconds int
		if _, err := fmt.Sscanf(p.text("#timer time[data-until]"), "%d:%d", &minutes, &seconds); err != nil {
			t.Fatalf("time left is %q: %v", p.text("#timer time[data-until]"), err)
		}
		return time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second
	}
	first := left()
	p.until("two seconds are counted down", func() bool { return left() <= first-2*time.Second })
	ends := d.status(t).Timer.Ends
	if off := (time.Until(*ends) - left()).Abs(); off > 3*time.Second {
		t.Errorf("the page says %v are left, and the block ends in %v", left(), time.Until(*ends))
	}
}

func (d *daemon) status(t testing.TB) api.Status {
	t.Helper()
	s, err := d.Client().Status(d.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (d *daemon) agenda(t testing.TB) api.Agenda {
	t.Helper()
	a, err := d.Client().Agenda(d.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestTicksAreTheDaemons ticks one of each kind, takes a tick back, and has it
// ticked from elsewhere.
func TestTicksAreTheDaemons(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	box := func(part, title string) string {
		return fmt.Sprintf("#%s label.tick:has(input) >> %s", part, title)
	}
	ticked := func(part, title string) bool {
		return p.is(fmt.Sprintf("find('#%s label.tick', %s)?.querySelector('input').checked", part, quote(title)))
	}
	states := func() map[string]string {
		a := d.agenda(t)
		all := make(map[string]string)
		for _, b := range a.TimeBlocks {
			all[b.Name] = b.State
		}
		for _, h := range a.Habits {
			all[h.Name] = h.State
		}
		for _, task := range a.Six {
			all[task.Title] = task.Outcome
		}
		return all
	}
	for _, tick := range []struct{ part, title string }{{"promises", "Spanish"}, {"promises", "read"}, {"six", "call dentist"}} {
		before := states()[tick.title]
		if before == "done" || ticked(tick.part, tick.title) {
			t.Fatalf("%s is done before it is ticked", tick.title)
		}
		p.click(box(tick.part, tick.title))
		p.until(tick.title+" is done", func() bool { return states()[tick.title] == "done" })
		p.until(tick.title+" has its tick", func() bool { return ticked(tick.part, tick.title) })
		p.click("#toast button >> Undo")
		p.until(tick.title+" is as it was", func() bool { return states()[tick.title] == before })
		p.until(tick.title+" lost its tick", func() bool { return !ticked(tick.part, tick.title) })
	}
	d.focus(t, "habit", "tick", "read")
	p.until("the page has the tick of the command line", func() bool { return ticked("promises", "read") })
	d.focus(t, "done", "dentist")
	p.until("the page has what the command line did", func() bool { return ticked("six", "call dentist") })
	p.see("#wins", "call dentist")
}

// TestALineIsWrittenDown captures from both pages that can, and is told what a
// line lacks.
func TestALineIsWrittenDown(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.press("a") // the key of the field
	p.press("buy tea ~5m due:today" + kb.Enter)
	p.see("#six", "buy tea")
	if got := d.focus(t, "tasks", "tea"); !strings.Contains(got, "buy tea") {
		t.Errorf("focus tasks says %q, want the tea", got)
	}
	p.open("/tasks")
	p.fill("#capture input[name=line]", "learn a song > first verse ~10m > second verse ~10m")
	p.press(kb.Enter)
	p.see("#open-tasks", "learn a song")
	p.see("#open-tasks .steps", "second verse")
	if field := p.js("document.querySelector('#capture input').value"); field != "" {
		t.Errorf("the field keeps %q after it was sent", field)
	}

	p.expect("422")
	p.fill("#capture input[name=line]", "~5m")
	p.press(kb.Enter)
	p.see("#toast.failed", " ")
	if field := p.js("document.querySelector('#capture input').value"); field != "~5m" {
		t.Errorf("of a line that was refused the field keeps %q, want it to be mended", field)
	}
}

// TestACorrectionAndItsUndo says of recorded time what it was, and takes it back.
func TestACorrectionAndItsUndo(t *testing.T) {
	t.Parallel()
	d := living(t)
	was := d.spanOf(t, unfiledApp)
	p := d.open(t, "/log?app="+unfiledApp)
	p.see("#rows", unfiledApp)
	p.unfold()
	p.click("#rows button[data-correct] >> Correct " + d.clock(was.Start))
	p.see("#correct h2", "Correct the log")
	for name, at := range map[string]time.Time{"start": was.Start, "end": was.End} {
		field := p.js("document.querySelector('#correct [name=" + name + "]').value")
		// A field for time leaves :00 out.
		if want := strings.TrimSuffix(d.clock(at), ":00"); !strings.HasSuffix(field, "T"+want) {
			t.Errorf("the dialog has the %s at %s, want %s, by the clock of the person", name, field, want)
		}
	}
	p.fill("#correct input[name=text]", "letter to the council")
	p.fill("#correct input[name=category]", "office")
	p.click("#correct button >> Say so")
	p.see("#said", "letter to the council")
	p.until("the dialog is closed", func() bool { return p.is("!document.querySelector('#correct').open") })
	entries := d.entries(t)
	if len(entries) != 2 || entries[1].Text != "letter to the council" || entries[1].Category != "office" || !entries[1].Start.Equal(was.Start) || !entries[1].End.Equal(was.End) {
		t.Errorf("the daemon has the entries %+v, want the walk and the letter at its time", entries)
	}
	if got := d.focus(t, "log", "--by", "time"); !strings.Contains(got, "letter to the council") {
		t.Errorf("focus log says %q, want the letter", got)
	}
	p.click("#toast button >> Undo")
	p.see("#toast", "Taken back.")
	p.unsee("#said table", "letter to the council")
	p.see("#said .edits", "taken back")
	if entries := d.entries(t); len(entries) != 1 {
		t.Errorf("after undo the daemon has %+v, want the walk alone", entries)
	}
	if again := d.spanOf(t, unfiledApp); !again.Start.Equal(was.Start) || !again.End.Equal(was.End) {
		t.Errorf("after undo the stretch is %v to %v, want it as it was, %v to %v", again.Start, again.End, was.Start, was.End)
	}
}

// spanOf is the only stretch of today with an app in front.
func (d *daemon) spanOf(t testing.TB, app string) api.Span {
	t.Helper()
	s := d.status(t)
	for span, err := range d.Client().Log(d.ctx, s.Today.From, s.At) {
		if err != nil {
			t.Fatal(err)
		}
		if span.App == app {
			return span
		}
	}
	t.Fatalf("the log of today has no %s", app)
	return api.Span{}
}

func (d *daemon) entries(t testing.TB) []api.Entry {
	t.Helper()
	s := d.status(t)
	e, err := d.Client().Entries(d.ctx, s.Today.From, s.Today.To)
	if err != nil {
		t.Fatal(err)
	}
	return e.Entries
}

// clock is a time as the page has it.
func (d *daemon) clock(at time.Time) string {
	zone, err := time.LoadLocation(d.zone)
	if err != nil {
		return err.Error()
	}
	return at.In(zone).Format("15:04:05")
}

// TestAnAppIsFiled looks at what a rule would do, and nothing is done; then makes it.
func TestAnAppIsFiled(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/log")
	p.unfold()
	form := fmt.Sprintf("#unfiled li[data-is=app-%s] > form ", unfiledApp)
	p.fill(form+"input[name=category]", "aviation")
	p.set(form+"select[name=class]", "supports")
	p.click(form + "button >> Preview")
	p.see(form+"output", "35 min of the last 30 days would move")
	p.see(form+"output", unfiledApp+": 35 min from nothing to aviation")
	if got := d.focus(t, "rule", "list"); strings.Contains(got, "aviation") {
		t.Errorf("after a preview focus rule list says %q", got)
	}
	p.click(form + "button >> File")
	p.see("#toast", "Filed.")
	p.unsee("#unfiled li", unfiledApp)
	p.see("#totals", "aviation")
	if got := d.focus(t, "rule", "list"); !strings.Contains(got, "app="+unfiledApp+" -> aviation") {
		t.Errorf("focus rule list says %q, want the rule", got)
	}
	if got := d.focus(t, "log", "--by", "category"); !strings.Contains(got, "aviation") {
		t.Errorf("focus log says %q, want the past to be filed too", got)
	}
	p.click("#toast button >> Undo")
	p.see("#unfiled li", unfiledApp)
}

// TestForgettingLooksFirst tries what would be forgotten, then does it, and finds it
// nowhere any more: neither on the page, nor in the log, nor in the file.
func TestForgettingLooksFirst(t *testing.T) {
	t.Parallel()
	d := living(t)
	if d.fileWith(t, secretWord) == "" {
		t.Fatal("no file has the word before it is forgotten: that none has it afterwards would say nothing")
	}
	p := d.open(t, "/log?app=reader")
	p.see("#rows", secretWord)
	p.unfold()
	p.fill("#forget input[name=title]", secretWord)
	p.click("#forget button >> See what that would be")
	p.see("#forget output", "That would be 1 stretch, 10 min on 1 day;")
	if got := d.focus(t, "log", "--by", "time", "--json"); !strings.Contains(got, secretWord) {
		t.Fatalf("a look at what would be forgotten forgot it; focus log says %q", got)
	}
	p.click("#forget button >> Forget it for good")
	p.see("#toast", "Forgotten: 1 stretch, 10 min")
	p.unsee("#rows", secretWord)
	if got := d.focus(t, "log", "--by", "time", "--json"); strings.Contains(got, secretWord) {
		t.Errorf("focus log still has it: %s", got)
	}
	p.open("/log")
	if p.is("document.documentElement.outerHTML.includes(" + quote(secretWord) + ")") {
		t.Error("the page still has it somewhere")
	}
	if file := d.fileWith(t, secretWord); file != "" {
		t.Errorf("%s still has it", file)
	}
}

// TestWhatCanBeDoneWithATask: each button of the one form says what for.
func TestWhatCanBeDoneWithATask(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/tasks")
	const name = "order coffee"
	task := func() api.Task {
		a := d.agenda(t)
		i := slices.IndexFunc(a.Six, func(t api.Task) bool { return t.Title == name })
		if i < 0 {
			t.Fatalf("%s is not one of the six: %+v", name, a.Six)
		}
		return a.Six[i]
	}
	item := "[data-is=task-" + task().ID + "] "
	p.click(item + "summary")
	p.click(item + ".more button >> 15 min")
	p.see("#toast", "About 15 min.")
	p.see(item+".marks", "about 15 min")
	p.see(item+".more button[aria-pressed=true]", "15 min")
	if got := task().Estimate; got != 15*60 {
		t.Errorf("the estimate is %d s, want 15 min", got)
	}
	p.click(item + ".more button >> Matters most")
	p.see("#toast", "That matters most today.")
	p.see("[data-is=rank-"+task().ID+"]", "matters most")
	p.click(item + ".more button >> Tomorrow")
	p.see("#toast", "Tomorrow.")
	p.see("#open-tasks h3 + .tasks", name) // among what was put off
}

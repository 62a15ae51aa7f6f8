package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// pair are the same page in two browsers of the same person.
func (d *daemon) pair(t *testing.T, path string) (one, two *page) {
	t.Helper()
	return d.open(t, path), d.open(t, path)
}

// TestTwoBrowsersEditTheSameTime: an edit of what the other browser has changed since
// it was begun is refused with what is there now; what was typed stays, and can be
// sent once that was seen.
func TestTwoBrowsersEditTheSameTime(t *testing.T) {
	t.Parallel()
	d := living(t)
	one, two := d.pair(t, "/log")
	for _, p := range []*page{one, two} {
		p.click("#said button[data-edit]")
		p.see("#edit h2", "Edit what you said")
	}
	one.fill("#edit input[name=text]", "a walk in the park")
	two.fill("#edit input[name=text]", "a walk to the station")
	one.click("#edit button >> Save")
	one.see("#toast", "Edited.")

	two.expect("409")
	two.click("#edit button >> Save")
	two.see("#edit .refused", "That time was changed since you looked")
	two.see("#edit .refused", "a walk in the park")
	two.keeps(t, "#edit input[name=text]", "a walk to the station")
	d.hasEntry(t, "a walk in the park")

	two.loads("#edit ")
	two.keeps(t, "#edit input[name=text]", "a walk to the station")
	two.click("#edit button >> Save")
	two.see("#toast", "Edited.")
	d.hasEntry(t, "a walk to the station")
	one.see("#said", "a walk to the station")
	history, err := d.Client().Corrections(d.ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(history.Edits); got != 3 {
		t.Errorf("the daemon knows %d corrections, want the first and both edits: %+v", got, history.Edits)
	}
}

// loads has what was refused load what is there now.
func (p *page) loads(form string) {
	p.t.Helper()
	p.click(form + ".refused button >> Load it")
	p.unsee(form+".refused", "")
}

// keeps fails the test unless a field says what was typed.
func (p *page) keeps(t *testing.T, field, want string) {
	t.Helper()
	if got := p.js(fmt.Sprintf("find(%s).value", quote(field))); got != want {
		t.Errorf("%s has %q, want %q, which was typed", field, got, want)
	}
}

// hasEntry fails the test unless the only entry of today says so.
func (d *daemon) hasEntry(t *testing.T, text string) {
	t.Helper()
	if all := d.entries(t); len(all) != 1 || all[0].Text != text {
		t.Errorf("the daemon has the entries %+v, want one of the text %q", all, text)
	}
}

// TestTwoBrowsersOnTwoDays: with one browser at yesterday and one at today edits of
// both are kept; and of a time that both show, around midnight, the later one is
// refused.
func TestTwoBrowsersOnTwoDays(t *testing.T) {
	t.Parallel()
	d := living(t)
	today := d.status(t).Today.From
	yesterday := today.Add(-12 * time.Hour).In(d.location(t)).Format(time.DateOnly)
	one, two := d.open(t, "/log?day="+yesterday), d.open(t, "/log")
	day := func(at time.Time) string { return at.In(d.location(t)).Format("2006-01-02T15:04:05") }
	say := func(p *page, from, to time.Time, text string) {
		p.unfold()
		p.set("#said form input[name=start]", strings.TrimSuffix(day(from), ":00"))
		p.set("#said form input[name=end]", strings.TrimSuffix(day(to), ":00"))
		p.set("#said form select[name=taken]", "over")
		p.fill("#said form input[name=text]", text)
	}
	noon := today.Add(-12 * time.Hour)
	say(one, noon, noon.Add(time.Hour), "what was yesterday")
	say(two, today.Add(5*time.Hour), today.Add(6*time.Hour), "what is today")
	one.click("#said form button >> Add")
	one.see("#toast", "Added.")
	two.click("#said form button >> Add")
	two.see("#toast", "Added.")
	one.see("#said", "what was yesterday")
	two.see("#said", "what is today")

	from, to := today.Add(-10*time.Minute), today.Add(10*time.Minute) // on both days
	say(one, from, to, "the end of yesterday")
	say(two, from, to, "the beginning of today")
	one.click("#said form button >> Add")
	one.see("#said", "the end of yesterday")
	two.expect("409")
	two.click("#said form button >> Add")
	two.see("#said .refused", "That time was changed since you looked")
	two.see("#said .refused", "the end of yesterday")
	two.keeps(t, "#said form input[name=text]", "the beginning of today")

	all, err := d.Client().Entries(d.ctx, noon, today.Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, e := range all.Entries {
		texts = append(texts, e.Text)
	}
	if got, want := strings.Join(texts, ", "), "what was yesterday, the end of yesterday, walk, what is today"; got != want {
		t.Errorf("the daemon has the entries %s, want %s", got, want)
	}
}

func (d *daemon) location(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(d.zone)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestTwoBrowsersEditTheAgenda: the same of a task, a time block, a habit and a goal.
func TestTwoBrowsersEditTheAgenda(t *testing.T) {
	t.Parallel()
	d := living(t)
	one, two := d.pair(t, "/tasks")
	two.expect("409")
	for _, tt := range []struct {
		name, item, field, button, first, other string
	}{
		{"a task", "#open-tasks li.task >> call dentist", "input[name=line]", "Change", "call the dentist at nine", "call the dentist at ten"},
		{"a time block", "#time-blocks li.task >> Spanish", "input[name='time_block.name']", "Save", "Spanish words", "Spanish verbs"},
		{"a habit", "#habits li.task >> stretch", "input[name='habit.name']", "Save", "stretch the back", "stretch the legs"},
	} {
		list, title, _ := strings.Cut(tt.item, " >> ")
		item := fmt.Sprintf("[data-is=%s] ", one.js(fmt.Sprintf("find(%s, %s).dataset.is", quote(list), quote(title))))
		form := fmt.Sprintf("%sform:has(%s) ", item, tt.field)
		for _, p := range []*page{one, two} {
			p.unfold()
		}
		one.fill(form+tt.field, tt.first)
		two.fill(form+tt.field, tt.other)
		is := func(p *page, want string) {
			p.until(fmt.Sprintf("the daemon has %s as %q", tt.name, want), func() bool { return slices.Contains(names(d.agenda(t)), want) })
		}
		one.click(form + "button >> " + tt.button)
		is(one, tt.first)
		two.see(item+".title", tt.first)
		two.click(form + "button >> " + tt.button)
		two.see(form+".refused", "was changed since you looked")
		two.keeps(t, form+tt.field, tt.other)
		is(two, tt.first)
		two.loads(form)
		two.keeps(t, form+tt.field, tt.other)
		two.click(form + "button >> " + tt.button)
		is(two, tt.other)
		one.see(item+".title", tt.other)
		two.see(item+".title", tt.other)
	}
}

// names are what all is called that is to be done today.
func names(a api.Agenda) (all []string) {
	for _, t := range a.Tasks {
		all = append(all, t.Title)
	}
	for _, t := range a.Six {
		all = append(all, t.Title)
	}
	for _, b := range a.TimeBlocks {
		all = append(all, b.Name)
	}
	for _, h := range a.Habits {
		all = append(all, h.Name)
	}
	return all
}

// TestTheCommandLineBetween: what was changed elsewhere while somebody types is told
// in the page, and nothing of either is lost.
func TestTheCommandLineBetween(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/log")
	p.expect("409")
	walk := d.entries(t)[0]
	p.click("#said button[data-edit]")
	p.fill("#edit input[name=text]", "a walk to the station")
	text := "a walk in the park"
	if _, err := d.Client().Correct(d.ctx, api.EntryCommand{Do: "edit", ID: walk.ID, Text: &text}); err != nil {
		t.Fatal(err)
	}
	p.click("#edit button >> Save")
	p.see("#edit .refused", text)
	p.keeps(t, "#edit input[name=text]", "a walk to the station")
	d.hasEntry(t, text)

	p.open("/tasks")
	p.unfold()
	task := slices.IndexFunc(d.agenda(t).Six, func(t api.Task) bool { return t.Title == "call dentist" })
	id := d.agenda(t).Six[task].ID
	form := fmt.Sprintf("[data-is=task-%s] form:has(input[name=line]) ", id)
	p.fill(form+"input[name=line]", "call the dentist at ten")
	if _, err := d.Client().ChangeAgenda(d.ctx, api.AgendaCommand{Do: "edit", ID: id, Line: "call the dentist at nine"}); err != nil {
		t.Fatal(err)
	}
	p.see(fmt.Sprintf("[data-is=task-%s] .title", id), "call the dentist at nine")
	p.click(form + "button >> Change")
	p.see(form+".refused", "was changed since you looked")
	p.keeps(t, form+"input[name=line]", "call the dentist at ten")
	if all := names(d.agenda(t)); !slices.Contains(all, "call the dentist at nine") || slices.Contains(all, "call the dentist at ten") {
		t.Errorf("the daemon has %v, want what the command line said", all)
	}
}

// TestTwoBrowsersEditARule: a rule that was written anew since it was opened is not
// written over, nor is one that was made since for the same app.
func TestTwoBrowsersEditARule(t *testing.T) {
	t.Parallel()
	d := living(t)
	d.focus(t, "rule", "add", "app=gimp -> design")
	one, two := d.pair(t, "/settings")
	two.expect("409")
	for _, p := range []*page{one, two} {
		p.click("#own-rules tr:has(code) button[data-rewrite] >> app=gimp")
	}
	one.fill("#rewrite-rule input[name=text]", "app=gimp -> media")
	two.fill("#rewrite-rule input[name=text]", "app=gimp -> games")
	one.click("#rewrite-rule button >> Save")
	one.see("#toast", "Saved.")
	two.click("#rewrite-rule button >> Save")
	two.see("#rewrite-rule .refused", "The rule was changed since you looked: it is app=gimp -> media now")
	two.keeps(t, "#rewrite-rule input[name=text]", "app=gimp -> games")
	d.hasRule(t, "app=gimp -> media")
	two.loads("#rewrite-rule ")
	two.click("#rewrite-rule button >> Save")
	two.see("#toast", "Saved.")
	d.hasRule(t, "app=gimp -> games")

	one.open("/log")
	two.open("/log")
	form := fmt.Sprintf("#unfiled li[data-is=app-%s] > form ", unfiledApp)
	for p, category := range map[*page]string{one: "aviation", two: "history"} {
		p.unfold()
		p.fill(form+"input[name=category]", category)
		p.set(form+"select[name=class]", "supports")
	}
	// The page is about to hear of it, and to leave out what is filed.
	two.act(fmt.Sprintf(`
		await fetch('/v1/rules', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: %s })
		find(%s, 'File').click()`, quote(`{"do":"add","text":"app=`+unfiledApp+` -> games"}`), quote(form+"button")))
	two.see(form+".refused", "The rule was changed since you looked")
	two.keeps(t, form+"input[name=category]", "history")
	d.hasRule(t, "app="+unfiledApp+" -> games")
}

// hasRule fails the test unless the person has that rule.
func (d *daemon) hasRule(t *testing.T, text string) {
	t.Helper()
	if got := d.focus(t, "rule", "list"); !strings.Contains(got, text) {
		t.Errorf("focus rule list says %q, want %q", got, text)
	}
}

// TestUndoTakesBackWhatItSays: the button that one browser shows for its own change
// does not take back what the other has done since.
func TestUndoTakesBackWhatItSays(t *testing.T) {
	t.Parallel()
	d := living(t)
	one, two := d.pair(t, "/tasks")
	one.expect("409")
	one.fill("#capture input[name=line]", "buy tea ~5m due:today")
	one.click("#capture button >> Add")
	one.see("#toast button", "Undo")
	two.fill("#capture input[name=line]", "buy bread ~5m due:today")
	two.click("#capture button >> Add")
	two.see("#toast button", "Undo")
	one.click("#toast button >> Undo")
	one.see("#toast.failed", "something else was changed since")
	one.see("#toast.failed", "buy bread")
	if all := names(d.agenda(t)); !slices.Contains(all, "buy tea") || !slices.Contains(all, "buy bread") {
		t.Errorf("the daemon has %v, want the tea and the bread", all)
	}
	two.click("#toast button >> Undo")
	two.see("#toast", "Taken back: buy bread")
	if all := names(d.agenda(t)); !slices.Contains(all, "buy tea") || slices.Contains(all, "buy bread") {
		t.Errorf("the daemon has %v, want the tea alone", all)
	}
}

// TestUndoOfACorrectionIsOfThatOne: two browsers correct different times, and each
// takes back its own, in any order.
func TestUndoOfACorrectionIsOfThatOne(t *testing.T) {
	t.Parallel()
	d := living(t)
	one, two := d.pair(t, "/log")
	correct := func(p *page, at time.Time, text string) {
		p.click("#rows button[data-correct] >> Correct " + d.clock(at))
		p.fill("#correct input[name=text]", text)
		p.click("#correct button >> Say so")
		p.see("#said", text)
	}
	one.open("/log?app=" + unfiledApp)
	two.open("/log?app=reader")
	correct(one, d.spanOf(t, unfiledApp).Start, "a letter")
	correct(two, d.spanOf(t, "reader").Start, "a paper")
	one.click("#toast button >> Undo")
	one.see("#toast", "Taken back.")
	var texts []string
	for _, e := range d.entries(t) {
		texts = append(texts, e.Text)
	}
	if got := strings.Join(texts, ", "); got != "walk, a paper" {
		t.Errorf("the daemon has %s, want the walk and the paper, which the other browser said", got)
	}
}

// TestTwoBrowsersSetTheSame: a setting that was set since it was seen is not written
// over, nor is one reset.
func TestTwoBrowsersSetTheSame(t *testing.T) {
	t.Parallel()
	d := living(t)
	one, two := d.pair(t, "/settings")
	one.expect("409")
	two.expect("409")
	form := "tr[data-is='timer.preset'] form "
	one.fill(form+"input", "50/10")
	two.fill(form+"input", "90/20")
	one.click(form + "button >> Set")
	one.see("#toast", "Set.")
	two.click(form + "button >> Set")
	two.see(form+".refused", `It was changed since you looked: timer.preset is "50/10" now`)
	two.keeps(t, form+"input", "90/20")
	d.presets(t, "50/10")
	two.loads(form)
	two.see("tr[data-is='timer.preset']", "50/10")
	two.keeps(t, form+"input", "90/20")
	two.click(form + "button >> Set")
	two.see("#toast", "Set.")
	d.presets(t, "90/20")

	one.click(form + "button >> Reset") // of what one set
	one.see("#toast.failed", `timer.preset is "90/20" now`)
	d.presets(t, "90/20")
	one.see("tr[data-is='timer.preset']", "90/20")
	one.click(form + "button >> Reset")
	one.see("#toast", "As the file says.")
	d.presets(t, "25/5")
}

// presets fails the test unless a plain start starts that.
func (d *daemon) presets(t *testing.T, want string) {
	t.Helper()
	if got := d.status(t).Timer.Preset; got != want {
		t.Errorf("a plain start starts %s, want %s", got, want)
	}
}

// TestUndoOfTheTimerIsOfThatOne: what one browser did last is not what the other
// one takes back, whose button is still there.
func TestUndoOfTheTimerIsOfThatOne(t *testing.T) {
	t.Parallel()
	d := living(t)
	one, two := d.pair(t, "/")
	one.expect("409")
	two.expect("409")
	one.fill("#timer input[name=label]", "a letter of a sample")
	one.click("#timer button >> Start")
	one.see("#toast", "Started.")
	two.see("#timer", "a letter of a sample")
	two.click("#timer button >> Pause")
	one.see("#timer", "Undo pause")
	one.click("#toast button >> Undo")
	one.see("#toast.failed", "something else was done since: pause")
	if state := d.status(t).Timer.State; state != "paused" {
		t.Errorf("the timer is %s, want paused as the other browser said", state)
	}
	one.click("#timer button >> Undo pause") // that is what it says
	two.see("#timer", "Working")
	two.click("#toast button >> Undo")
	two.see("#toast.failed", "nothing to undo")
	if state := d.status(t).Timer.State; state != "work" {
		t.Errorf("the timer is %s, want it to work", state)
	}
}

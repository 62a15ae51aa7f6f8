package browser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// reachable are the elements of a page that somebody without a mouse has to get
// to; each is marked with its number. Of a choice Tab comes to what is chosen, and
// the arrows to the others.
const reachable = `(() => {
	const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"], [contenteditable]')]
		.filter((e) => shown(e) && !e.disabled && e.tabIndex >= 0)
		.filter((e, i, all) => e.type !== 'radio' || e === (all.find((r) => r.name === e.name && r.checked) ?? all.find((r) => r.name === e.name)))
	all.forEach((e, i) => e.setAttribute('data-nth', i))
	return all.map((e) => e.outerHTML.slice(0, 160))
})()`

// watched notes from now on where the focus comes to, and what is wrong with how
// that is shown: nothing is drawn around it, or it cannot be seen. A field for a
// time has several places to stop, which are one.
const watched = `
	window.stops = []
	const look = (e) => {
		const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(e)
		if (!e.matches(':focus-visible') || ((outlineStyle === 'none' || parseFloat(outlineWidth) < 1) && boxShadow === 'none')) return 'nothing shows that the focus is there'
		const box = e.getBoundingClientRect()
		return box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth ? '' : 'it is out of sight'
	}
	addEventListener('focusin', ({ target: e }) => window.stops.push({ Nth: Number(e.dataset.nth ?? -1), Wrong: look(e), HTML: e.outerHTML.slice(0, 160) }))
	document.activeElement.blur()`

// stop is a place that the focus has come to.
type stop struct {
	Nth         int // among what is reachable; -1: it is not
	Wrong, HTML string
}

// TestEverythingIsReachedByTab goes through every page with Tab, wide and narrow,
// with everything unfolded: it comes to all that can be used, in the order in which
// it stands, and sees where it is.
func TestEverythingIsReachedByTab(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	for i, path := range pages {
		p.open(path)
		p.look("light", []int64{1280, 390}[i%2])
		p.unfold()
		var all []string
		if err := p.run(reachable, &all); err != nil {
			t.Fatal(err)
		}
		if len(all) < 10 {
			t.Fatalf("%s has %d things to use: it is not what it should be", path, len(all))
		}
		var order []int
		for _, s := range p.stops(path, 20*len(all)) {
			order = append(order, s.Nth)
			if s.Wrong != "" {
				t.Errorf("%s: %s: %s", path, s.HTML, s.Wrong)
			}
		}
		for nth, html := range all {
			if !slices.Contains(order, nth) {
				t.Errorf("%s: Tab does not come to %s", path, html)
			}
		}
		if !slices.IsSorted(order) {
			t.Errorf("%s: Tab goes back and forth: %v", path, order)
		}
	}
}

// stops are what Tab comes to until it has gone round once.
func (p *page) stops(path string, most int) (all []stop) {
	p.t.Helper()
	p.act(watched)
	for pressed := 0; pressed < most; pressed += 50 {
		p.press(strings.Repeat(kb.Tab, 50))
		if err := p.run("window.stops", &all); err != nil {
			p.t.Fatal(err)
		}
		if again := slices.IndexFunc(all[1:], func(s stop) bool { return s.Nth == all[0].Nth }); again >= 0 {
			return all[:again+1]
		}
	}
	p.t.Fatalf("%s: Tab does not come to an end", path)
	return nil
}

// TestDialogsKeepTheFocus: a dialog has the focus while it is open, gives it back
// where it was, and closes with Escape.
func TestDialogsKeepTheFocus(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	for _, dialog := range dialogs {
		p.open(dialog.path)
		p.at(dialog.opener)
		selector, name, _ := strings.Cut(dialog.opener, " >> ")
		p.act(fmt.Sprintf("find(%s, %s).focus()", quote(selector), quote(name)))
		opener := p.js("document.activeElement.outerHTML")
		p.press(kb.Enter)
		is := fmt.Sprintf("document.getElementById('%s')", dialog.id)
		p.until(dialog.id+" is open", func() bool { return p.is(is + ".open") })
		if !p.is(is + ".matches(':modal')") {
			t.Errorf("%s is open, and the page behind it can be used", dialog.id)
		}
		for range 25 {
			if !p.is(is + ".contains(document.activeElement) || document.activeElement === document.body") {
				t.Fatalf("Tab leaves %s for %s", dialog.id, p.js("document.activeElement.outerHTML"))
			}
			p.press(kb.Tab)
		}
		p.press(kb.Escape)
		p.until(dialog.id+" is closed", func() bool { return !p.is(is + ".open") })
		if at := p.js("document.activeElement.outerHTML"); at != opener {
			t.Errorf("after %s the focus is at %s, want it back at %s", dialog.id, at, opener)
		}
	}
}

// TestKeysDoWhatTheListSays presses every key that the list of keys has, on every
// page: the element that it belongs to is pressed, or has the focus, or what it
// unfolds has it.
func TestKeysDoWhatTheListSays(t *testing.T) {
	t.Parallel()
	d := living(t)
	d.focus(t, "start", "25/5", "letter of a sample")
	p := d.open(t, "/")
	for _, path := range paths {
		p.open(path)
		p.press("?")
		p.see("#keys", "These keys")
		var listed []string
		if err := p.run(`[...document.querySelectorAll('#keys kbd')].map((k) => k.textContent)`, &listed); err != nil {
			t.Fatal(err)
		}
		p.press(kb.Escape)
		p.until("the list is closed", func() bool { return p.is("!document.getElementById('keys').open") })
		var keys []string
		if err := p.run(`[...document.querySelectorAll('[data-key]')].filter(shown).map((e) => e.dataset.key)`, &keys); err != nil {
			t.Fatal(err)
		}
		// What is pressed is noted and goes no further: the next key finds the same page.
		p.act(`addEventListener('click', (e) => { window.pressed = e.target.closest('[data-key], nav a'); e.preventDefault(); e.stopImmediatePropagation() }, true)`)
		for _, key := range keys {
			if !slices.Contains(listed, key) {
				t.Errorf("%s: the list has %q, and not %s", path, listed, key)
			}
			p.act("window.pressed = undefined; document.activeElement.blur()")
			p.press(named(key))
			element := fmt.Sprintf("document.querySelector('[data-key=%s]')", quote(key))
			if !p.is(fmt.Sprintf("[window.pressed, document.activeElement, document.activeElement.closest('details')?.querySelector('summary')].some((e) => e?.dataset.key === %s)", quote(key))) {
				t.Errorf("%s: the key %s does nothing to %s", path, key, p.js(element+".outerHTML"))
			}
		}
		p.act("document.activeElement.blur()")
		var names []string
		if err := p.run(`[...document.querySelectorAll('nav[aria-label=Pages] a')].map((a) => a.textContent)`, &names); err != nil || len(names) < 4 {
			t.Fatalf("%s: the navigation has %q, %v", path, names, err)
		}
		for i, name := range names {
			p.press(fmt.Sprint(i + 1))
			if got := p.js("window.pressed?.textContent"); got != name {
				t.Errorf("%s: the key %d goes to %q, want %s", path, i+1, got, name)
			}
		}
	}
}

// named is a key as the driver wants it.
func named(key string) string {
	switch key {
	case "ArrowLeft":
		return kb.ArrowLeft
	case "ArrowRight":
		return kb.ArrowRight
	}
	return key
}

// TestKeysThatAreTyped are no commands, and those with Control are the browser's.
func TestKeysThatAreTyped(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.fill("#timer input[name=label]", "")
	p.press("s1p?")
	if got := p.js("document.querySelector('#timer input[name=label]').value"); got != "s1p?" {
		t.Errorf("of s1p? the field has %q", got)
	}
	if p.is("document.getElementById('keys').open") || p.js("location.pathname") != "/" {
		t.Error("what is typed into a field is taken for commands")
	}
	p.act("document.activeElement.blur()")
	p.do("press Control and s", chromedp.KeyEvent("s", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	p.do("press Alt and 2", chromedp.KeyEvent("2", chromedp.KeyModifiers(chromedp.ModifierAlt)))
	if s := d.status(t); s.Timer.State != "idle" || p.js("location.pathname") != "/" {
		t.Errorf("with Control or Alt a key started a block, or went to another page: %s", s.Timer.State)
	}
}

// TestTheTimelineIsReadByKeys goes along the stretches, asks why, and looks nearer
// and back without losing the place.
func TestTheTimelineIsReadByKeys(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.act("document.querySelector('#timeline .line').focus()")
	p.press(kb.Home)
	p.see("#line-told", "the machine slept")
	p.press(kb.ArrowRight)
	p.see("#line-told", "mail")
	p.press(kb.ArrowRight + kb.ArrowRight)
	p.see("#line-told", "terminal")
	whole := p.js("document.querySelector('#timeline .line').dataset.from")
	from := func(want bool) func() bool {
		return func() bool { return (p.js("document.querySelector('#timeline .line').dataset.from") == whole) == want }
	}
	p.press("+")
	p.until("the timeline is nearer", from(false))
	p.press("0")
	p.until("all of the day is there again", from(true))
	p.act("document.querySelector('#timeline .line').focus()")
	p.press(kb.End)
	p.until("the last stretch is told", func() bool { return !p.shows("#line-told", "terminal") })
	p.press(kb.Home)
	p.see("#line-told", "the machine slept")
	p.press(kb.Enter)
	p.see("#why", "asleep")
}

package browser

import (
	"testing"
	"time"
)

// gestures are what the tests do with the timeline: at three tenths of its width.
const gestures = `
	window.line = document.querySelector('#timeline .line')
	window.box = line.getBoundingClientRect()
	window.where = Math.floor(box.left + box.width * 0.3)
	window.range = () => [line.dataset.from, line.dataset.to].map((at) => Date.parse(at))
	window.under = (x) => { const [from, to] = range(); return from + (to - from) * (x - box.left) / box.width }
	window.touch = (type, pointerId, x) => document.elementFromPoint(where, box.top + 60).dispatchEvent(
		new PointerEvent(type, { pointerId, pointerType: 'touch', clientX: x, clientY: box.top + 60, button: 0, bubbles: true }))
	window.height = document.querySelector('#timeline').offsetHeight`

// lasts is how long what is shown of the day lasts.
func (p *page) lasts() (length time.Duration) {
	var ms float64
	if err := p.run("range()[1] - range()[0]", &ms); err != nil {
		p.t.Fatal(err)
	}
	return time.Duration(ms) * time.Millisecond
}

// TestTheTimelineKeepsItsPlace looks nearer with the wheel and with two fingers:
// the instant under them stays where it is, also when the page is brought up to
// date, and nothing else on the page moves.
func TestTheTimelineKeepsItsPlace(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.look("light", 1280)
	p.act(gestures)
	whole := p.lasts()
	p.act("window.instant = under(where)")
	p.act("for (let i = 0; i < 5; i++) document.elementFromPoint(where, box.top + 60).dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY: -40, clientX: where, bubbles: true, cancelable: true }))")
	p.until("the wheel has looked nearer", func() bool { return p.is("!line.looking") && p.lasts() < whole/4 })
	nearer := p.lasts()
	if !p.is("Math.abs(under(where) - instant) < 2000") {
		t.Errorf("after the wheel %s is where %s was", p.js("new Date(under(where)).toISOString()"), p.js("new Date(instant).toISOString()"))
	}

	p.act("document.elementFromPoint(where, box.top + 60).dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse', clientX: where, bubbles: true }))")
	if got := p.js("line.querySelector('.at').textContent"); len(got) != len("12:34:56") {
		t.Errorf("pointed at is %s, want a time to the second", got)
	}

	d.focus(t, "add", "look at the tide")
	p.see("#six", "look at the tide")
	if got := p.lasts(); got != nearer {
		t.Errorf("the page was brought up to date, and shows %v in place of %v", got, nearer)
	}
	if !p.is("document.querySelector('#timeline').offsetHeight === height") {
		t.Error("what is below the timeline has moved")
	}

	p.act("instant = under(where)")
	p.act("touch('pointerdown', 1, where - 20); touch('pointerdown', 2, where + 20); touch('pointermove', 1, where - 40); touch('pointermove', 2, where + 40); touch('pointerup', 1, where - 40); touch('pointerup', 2, where + 40)")
	p.until("two fingers have looked nearer", func() bool { return p.is("!line.looking") && p.lasts() < nearer*2/3 })
	if !p.is("Math.abs(under(where) - instant) < (range()[1] - range()[0]) / 50") {
		t.Errorf("after two fingers %s is where %s was", p.js("new Date(under(where)).toISOString()"), p.js("new Date(instant).toISOString()"))
	}

	pinched := p.lasts()
	p.act("window.before = range()[0]")
	p.act("touch('pointerdown', 1, where); touch('pointermove', 1, where + 100); touch('pointerup', 1, where + 100)")
	p.until("one finger has moved it to what was before", func() bool { return p.is("!line.looking && range()[0] < before") })
	if got := p.lasts(); got != pinched {
		t.Errorf("moved along it shows %v, want %v as before", got, pinched)
	}
	p.click("#timeline .views a:last-child")
	p.until("all of the day is back", func() bool { return p.lasts() == whole })
}

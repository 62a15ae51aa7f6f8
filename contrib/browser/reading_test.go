package browser

import (
	"strings"
	"testing"
)

// TestReadingNeedsNoScript: without JavaScript every page says what it says with it,
// every part of it; what needs a script is not shown, and what stands in its place is.
func TestReadingNeedsNoScript(t *testing.T) {
	t.Parallel()
	d := living(t)
	with := d.open(t, "/")
	without := with.tab("/")
	without.withoutScripts()
	for _, path := range paths {
		with.open(path)
		without.open(path)
		if without.is(`document.documentElement.classList.contains('live')`) {
			t.Fatal("scripts run")
		}
		const sections = `[...document.querySelectorAll('main section')].filter(shown).map(s => s.id + ': ' + textOf(s.querySelector('h2'))).join('\n')`
		if got, want := without.js(sections), with.js(sections); got != want {
			t.Errorf("%s without scripts has the parts\n%s\nwith them\n%s", path, got, want)
		}
		const empty = `[...document.querySelectorAll('main section')].filter(s => shown(s) && s.innerText.trim() === textOf(s.querySelector('h2'))).map(s => s.id).join()`
		if got := without.js(empty); got != "" {
			t.Errorf("%s without scripts has parts that say nothing: %s", path, got)
		}
		if got := without.js(`[...document.querySelectorAll('.scripted, [data-post], [data-open], [data-own] button')].filter(shown).map(e => e.outerHTML).join('\n')`); got != "" {
			t.Errorf("%s shows what only a script could do:\n%s", path, got)
		}
		if got := without.js(`[...document.querySelectorAll('.unscripted')].filter(e => !shown(e)).map(e => e.outerHTML).join('\n')`); got != "" {
			t.Errorf("%s hides what stands for a script:\n%s", path, got)
		}
		if got := with.js(`[...document.querySelectorAll('.unscripted')].filter(shown).map(e => e.outerHTML).join('\n')`); got != "" {
			t.Errorf("%s with scripts shows what stands for them:\n%s", path, got)
		}
	}
}

// TestChartsHaveTables opens what is behind each chart as somebody does who cannot
// see it, or has no scripts.
func TestChartsHaveTables(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.withoutScripts()
	for _, path := range paths {
		p.open(path)
		// A drawing says in words what it shows, or is one of many in a text that does.
		if got := p.js(`[...document.querySelectorAll('svg')].filter(e => !e.closest('[aria-hidden=true]') && !e.ownerSVGElement && !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 200)).join('\n')`); got != "" {
			t.Errorf("%s has drawings that say nothing to who does not see them:\n%s", path, got)
		}
		if got := p.js(`[...document.querySelectorAll('svg.chart, svg.lanes')].filter(e => !e.closest('section').querySelector('details.behind table')).map(e => e.closest('section').id).join()`); got != "" {
			t.Errorf("%s has charts without a table behind them: %s", path, got)
		}
		var behind []string
		if err := p.run(`[...document.querySelectorAll('main section:has(svg.chart, svg.lanes)')].map(s => s.id)`, &behind); err != nil {
			t.Fatal(err)
		}
		for _, id := range behind {
			p.click("#" + id + " details.behind summary >> As a table")
			p.until("the table of "+id+" is shown", func() bool { return p.is("find('#" + id + " details.behind td')") })
		}
	}
}

// TestLinksAndFormsNeedNoScript goes through the pages as one does who reads.
func TestLinksAndFormsNeedNoScript(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/")
	p.withoutScripts()
	p.open("/")
	p.click("#timeline .views a >> Look nearer")
	p.until("the timeline is nearer", func() bool { return strings.Contains(p.js("location.search"), "from=") })
	p.click("nav a >> Log")
	p.see("nav a[aria-current=page]", "Log")
	p.fill("#choose input[name=q]", "envelope")
	p.click("#choose button >> Look")
	p.see("#rows", unfiledApp)
	p.unsee("#rows", "editor")
	p.click("#rows .when a")
	p.see("#why", unfiledApp)
	p.click("nav a >> Look back")
	p.click(".views a >> Month")
	p.see("#look-figures", "Blocks completed")
	p.click("nav a >> Tasks")
	p.fill("#open-tasks input[name=q]", "dentist")
	p.click("#open-tasks button >> Find")
	p.see("#open-tasks", "call dentist")
	p.unsee("#open-tasks", "order coffee")
}

package browser

import (
	"fmt"
	"testing"
	"time"
)

// changing are the clocks of a place where they go forward on 30 March 2025 and back
// on 26 October, as a page has them: the instant from which on they are that far
// ahead of UTC, in milliseconds and seconds.
const changing = `[[1700000000000,3600],[1743296400000,7200],[1761440400000,3600]]`

// TestTimesWhereTheClocksChange: a time that comes twice is chosen, and one that the
// clocks jump over is refused, whatever zone the browser is in.
func TestTimesWhereTheClocksChange(t *testing.T) {
	t.Parallel()
	d := living(t)
	p := d.open(t, "/log")
	p.act(fmt.Sprintf("document.querySelector('[data-clocks]').dataset.clocks = %s", quote(changing)))
	p.click("#said summary >> Say what some time was")
	const form = "#said form "
	p.set(form+"[name=start]", "2025-03-30T02:30")
	if text := p.js("find('" + form + "[name=start]').validationMessage"); text == "" {
		t.Error("02:30 of the day on which the clocks jump from 02:00 to 03:00 is taken")
	}
	p.set(form+"[name=start]", "2025-10-26T02:30")
	p.set(form+"[name=end]", "2025-10-26T02:45")
	p.see("#said .which", "02:30 comes twice that day")
	p.act("for (const list of document.querySelectorAll('#said .which select')) list.selectedIndex = 1") // the second time
	p.fill(form+"[name=text]", "a walk by night")
	p.click(form + "button >> Add")
	p.see("#toast", "Added.")
	if p.is("document.querySelector('#said .which')") {
		t.Error("a choice that was made is still there")
	}

	from := time.Date(2025, 10, 26, 1, 30, 0, 0, time.UTC)
	to := from.Add(15 * time.Minute)
	all, err := d.Client().Entries(d.ctx, from.Add(-2*time.Hour), to.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if e := all.Entries; len(e) != 1 || !e[0].Start.Equal(from) || !e[0].End.Equal(to) {
		t.Errorf("the entries of that night are %+v, want one from the second 02:30 to the second 02:45: %v to %v", e, from, to)
	}
}

package engine

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Chronicle counts a log that is written already, as the ledger counts one that is
// being written, but by what is known now: corrections are in it, and the rules
// of now have judged it. It names no app that the ledger does not name.
//
// Spans have to come in order. A Chronicle that begins in the middle of a log has not seen what runs and
// switches began with: give it a day more, and leave out what Growth there is of
// that. It is for one goroutine.
type Chronicle struct {
	named    map[string]bool // apps
	labels   apps            // of whose categories there are not too many
	ids      map[Counter]int
	grown    func(Growth) error
	announce func(id int, c Counter) error
	err      error

	timed  []phase // of blocks and breaks, in order
	queue  []piece // cut at the phases; whether they distract is not yet known
	next   int     // phase that may be the one of the next piece to be cut
	at     int     // phase that may be the one of the next piece to be counted
	places map[placeKey]shownAs
	states [tracker.Unobserved + 1]ids
	read   time.Time // up to here the log has come

	going    [3]Growth         // stretches that may go on: presence, active, work
	works    map[workKey]ids   // what a block grows by
	switches map[switchKey]ids // of app and category
	once     [1]uint64         // 1

	front    string // app; "" when that is not known
	category attention
	wasting  time.Time // since when what is counted wastes; zero: it does not
	runs     runs
}

type placeKey struct{ app, category string }

// workKey is what a block comes to in a piece.
type workKey struct{ kind, metric, category string }

type switchKey struct{ metric, during string }

// piece is a span, or a part of one, and what it is worth.
type piece struct {
	tracker.Span
	Judgement
}

// shownAs is under which counter a place is counted, and how its app is called.
type shownAs struct {
	of  ids
	app string
}

// NewChronicle counts with the names that l has, limit being that of the ledger. Each
// counter is announced before it grows; an error of the two functions ends it.
func NewChronicle(l Ledger, limit int, announce func(id int, of Counter) error, grown func(Growth) error) *Chronicle {
	c := &Chronicle{
		named: map[string]bool{hiddenApp: true}, labels: newApps(l.Values), ids: make(map[Counter]int), places: make(map[placeKey]shownAs),
		works: make(map[workKey]ids), switches: make(map[switchKey]ids), once: [1]uint64{1},
		announce: announce, grown: grown,
	}
	for counter := range l.Values {
		if counter.Metric == activeSeconds && limit >= 0 {
			c.named[counter.Label("app")] = true
		}
	}
	return c
}

// Zero announces the counters that are there before anything happens.
func (c *Chronicle) Zero() error {
	zero := Ledger{Values: make(map[Counter]uint64)}
	zero.announce()
	for _, counter := range slices.SortedFunc(maps.Keys(zero.Values), func(a, b Counter) int {
		return cmp.Or(cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.Labels, b.Labels))
	}) {
		if Recounted(counter.Metric) {
			c.id(counter)
		}
	}
	for s := timer.Work; s < timer.BreakOver; s++ {
		c.id(timerState(s))
	}
	return c.err
}

// Count counts a span, as far as that is known before the next.
func (c *Chronicle) Count(s tracker.Span, j Judgement) error {
	if !c.read.IsZero() && c.read.Before(s.Start) { // nobody observed what is missing
		c.cut(tracker.Span{Start: c.read, End: s.Start, Presence: tracker.Unobserved, Offset: s.Offset}, Judgement{})
	}
	c.read = s.End
	c.cut(s, j)
	c.work(false)
	return c.err
}

// cut puts a span into the queue, in pieces that lie in one phase or in none.
func (c *Chronicle) cut(s tracker.Span, j Judgement) {
	of := c.states[s.Presence]
	if of == nil {
		of = ids{c.id(presence(s.Presence))}
		c.states[s.Presence] = of
	}
	c.goOn(presenceGoes, s.Start, s.End, of)
	for c.next < len(c.timed) && !c.timed[c.next].to.After(s.Start) {
		c.next++
	}
	for i := c.next; i < len(c.timed) && c.timed[i].from.Before(s.End); i++ {
		for _, cut := range []time.Time{c.timed[i].from, c.timed[i].to} {
			if before, ok := s.Clip(s.Start, cut); ok && cut.Before(s.End) {
				c.queue = append(c.queue, piece{before, j})
				s.Start = cut
			}
		}
	}
	c.queue = append(c.queue, piece{s, j})
}

// Close counts what is left: nothing comes any more.
func (c *Chronicle) Close() error {
	c.work(true)
	for i := range c.going {
		c.goOn(i, time.Time{}, time.Time{}, nil)
	}
	return c.err
}

// work counts the pieces of which it is known whether they distract.
func (c *Chronicle) work(last bool) {
	done := 0
	for i := range c.queue {
		wasted, known := c.wasted(i)
		if !known && !last {
			break
		}
		c.count(c.queue[i], wasted)
		done++
	}
	c.queue = slices.Delete(c.queue, 0, done)
}

func (p piece) wastes() bool { return attended(p.Span) && p.Class == category.Wastes }

// wasted is that of books.
func (c *Chronicle) wasted(i int) (wasted, known bool) {
	if !c.queue[i].wastes() {
		c.wasting = time.Time{}
		return false, true
	}
	if c.wasting.IsZero() {
		c.wasting = c.queue[i].Start
	}
	end := c.queue[i].End
	for _, next := range c.queue[i+1:] {
		if end.Sub(c.wasting) >= settle {
			break
		}
		if !next.Start.Equal(end) || !next.wastes() {
			return false, true
		}
		end = next.End
	}
	long := end.Sub(c.wasting) >= settle
	return long, long
}

// count counts a piece that lies in one phase, or in none.
func (c *Chronicle) count(p piece, wasted bool) {
	for c.at < len(c.timed) && !c.timed[c.at].to.After(p.Start) {
		c.at++
	}
	var ph phase
	if c.at < len(c.timed) && !c.timed[c.at].from.After(p.Start) {
		ph = c.timed[c.at]
	}
	c.countActive(p)
	c.countWork(p, ph, wasted)
	c.follow(p, ph, wasted)
}

// countActive is countPresence of books, but for the presence itself.
func (c *Chronicle) countActive(p piece) {
	if !attended(p.Span) {
		c.category.leave()
		return
	}
	key := placeKey{p.Window.App, p.Category}
	shown, known := c.places[key]
	if !known {
		shown = shownAs{ids{c.id(active(c.place(p)))}, appLabel(p.Window.App)}
		c.places[key] = shown
	}
	c.goOn(activeGoes, p.Start, p.End, shown.of)
	if shown.app != c.front && c.front != "" {
		c.switched(appSwitches, p.Start, c.during(p.Start))
	}
	c.front = shown.app
	if p.Window.App == "" {
		return
	}
	if since, switched := c.category.see(p.Category, p.Span); switched {
		// It is known only now; the place in time is that of the switch.
		c.switched(contextSwitches, p.Start, c.during(since))
	}
}

// switched counts a switch.
func (c *Chronicle) switched(metric string, at time.Time, during string) {
	of, known := c.switches[switchKey{metric, during}]
	if !known {
		of = ids{c.id(Counter{metric, labels("during", during)})}
		c.switches[switchKey{metric, during}] = of
	}
	c.grow(Growth{From: at, To: at, Of: of, By: c.once[:]})
}

// place is where a piece is counted, under no name that the ledger does not have.
func (c *Chronicle) place(p piece) place {
	at := placeFor(p.Window.App, p.Category)
	if at.own() && !c.named[at.app] {
		at.app = otherApps
	}
	at.category = c.labels.category(at.category)
	return at
}

// countWork is countBlock of books.
func (c *Chronicle) countWork(p piece, ph phase, wasted bool) {
	if ph.seq == 0 {
		return
	}
	key := workKey{kind: ph.kind, metric: blockAwaySeconds}
	switch {
	case wasted:
		key.metric, key.category = distractionSeconds, p.Category
	case attended(p.Span):
		key.metric = focusSeconds
	}
	of, known := c.works[key]
	if !known {
		of = ids{c.id(Counter{blockSeconds, labels("kind", ph.kind)}), c.id(c.part(key))}
		c.works[key] = of
	}
	c.goOn(workGoes, p.Start, p.End, of)
}

// part is the counter of a part of the time of blocks.
func (c *Chronicle) part(k workKey) Counter {
	switch k.metric {
	case distractionSeconds:
		return Counter{k.metric, labels("category", c.labels.distraction(Slug(k.category)), "kind", k.kind)}
	case focusSeconds:
		return Counter{k.metric, labels("kind", k.kind, "project", "")}
	}
	return Counter{k.metric, labels("kind", k.kind)}
}

// follow is that of books.
func (c *Chronicle) follow(p piece, ph phase, wasted bool) {
	if attended(p.Span) && !wasted {
		switch {
		case ph.seq != 0:
			c.run(ofTimer, c.runs.Timer.goOn(ph.seq, p.Start, p.End))
		case ph.during == "work":
		case p.Class == category.Earns || p.Class == category.Supports:
			c.run(detected, c.runs.Detected.goOn(0, p.Start, p.End))
		}
	}
	c.run(ofTimer, c.runs.Timer.wait(p.End))
	c.run(detected, c.runs.Detected.wait(p.End))
}

func (c *Chronicle) run(source string, r run) {
	if r.From.IsZero() {
		return
	}
	added := make(map[Counter]uint64)
	countRun(added, source, r)
	c.point(r.To, added)
}

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

// Growth is by how much counters grew. Over a stretch each of them grew as much
// as time went by, in milliseconds; at an instant, where From is To, each as By
// says.
type Growth struct {
	From, To time.Time
	Of       []int // as they were announced; not to be kept
	By       []uint64
}

type ids []int

type placeKey struct{ app, category string }

// workKey is what a block comes to in a piece.
type workKey struct{ kind, metric, category string }

type switchKey struct{ metric, during string }

// The stretches that may go on.
const (
	presenceGoes = iota
	activeGoes
	workGoes
)

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

// phase is a stretch of a block or a break.
type phase struct {
	from, to time.Time
	seq      timer.Seq // of a block that counts; 0: nothing counts
	kind     string
	during   string
	shown    timer.Phase
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

// timerState grows while the timer is in a phase.
func timerState(s timer.Phase) Counter {
	return Counter{"focusd_timer_state", labels("state", s.String())}
}

// Timer takes the blocks and breaks of the time that is counted. State is where
// the timer stands now, with what has not ended. It comes before any piece.
func (c *Chronicle) Timer(blocks []timer.Block, breaks []timer.Break, s timer.State, now time.Time) error {
	if running(s) {
		bl := s.Block
		if s.Phase == timer.Paused {
			bl.Gaps = append(slices.Clip(bl.Gaps), timer.Gap{Start: s.Since, End: now, Cause: s.Cause})
		}
		blocks = putBlock(slices.Clone(blocks), bl)
	}
	for _, bl := range blocks {
		c.block(bl, now)
	}
	if br := s.Break; !br.Started.IsZero() && br.Ended.IsZero() && (s.Phase == timer.ShortBreak || s.Phase == timer.LongBreak) {
		breaks = append(slices.Clip(breaks), br)
	}
	for _, br := range breaks {
		c.pause(br, now)
	}
	slices.SortStableFunc(c.timed, func(a, b phase) int { return a.from.Compare(b.from) })
	for _, ph := range c.timed {
		c.stretch(ph.from, ph.to, c.id(timerState(ph.shown)))
	}
	slices.SortStableFunc(blocks, func(a, b timer.Block) int { return a.Ended.Compare(b.Ended) })
	for _, bl := range blocks {
		c.ended(bl)
	}
	return c.err
}

// block takes in the phases of a block, and that it began.
func (c *Chronicle) block(bl timer.Block, now time.Time) {
	kind := bl.Kind.String()
	c.point(bl.Started, map[Counter]uint64{{blocksStarted, labels("kind", kind)}: 1})
	end := bl.Ended
	if end.IsZero() {
		end = now
	}
	work := phase{seq: bl.Seq, kind: kind, during: "work", shown: timer.Work}
	from, deadline := bl.Started, bl.Deadline()
	count := func(from, to time.Time) {
		if !deadline.IsZero() && from.Before(deadline) && deadline.Before(to) {
			c.addPhase(work, from, deadline)
			from = deadline
		}
		ph := work
		if !deadline.IsZero() && !from.Before(deadline) {
			ph.shown = timer.Overtime
		}
		c.addPhase(ph, from, to)
	}
	for _, g := range bl.Gaps {
		start, stop := latest(g.Start, from), earliest(g.End, end)
		count(from, earliest(start, end))
		c.addPhase(phase{kind: kind, during: "work", shown: timer.Paused}, start, stop)
		from = latest(from, stop)
	}
	count(from, end)
}

func (c *Chronicle) addPhase(ph phase, from, to time.Time) {
	if from.Before(to) {
		ph.from, ph.to = from, to
		c.timed = append(c.timed, ph)
	}
}

// pause takes in a break.
func (c *Chronicle) pause(br timer.Break, now time.Time) {
	kind := length(br)
	end := br.Ended
	if end.IsZero() {
		end = now
	}
	if !br.Ended.IsZero() && br.Outcome != timer.Open {
		c.point(br.Ended, map[Counter]uint64{{breaksEnded, labels("kind", kind, "outcome", br.Outcome.String())}: 1})
	}
	if br.Started.IsZero() || !br.Started.Before(end) {
		return
	}
	c.stretch(br.Started, end, c.id(Counter{breakSeconds, labels("kind", kind)}))
	ph := phase{during: "break", shown: timer.ShortBreak}
	if br.Long {
		ph.shown = timer.LongBreak
	}
	c.addPhase(ph, br.Started, end)
}

func (c *Chronicle) ended(bl timer.Block) {
	if bl.Ended.IsZero() {
		return
	}
	added := make(map[Counter]uint64)
	countEndedBlock(added, bl)
	c.point(bl.Ended, added)
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

// during says what the timer did at t.
func (c *Chronicle) during(t time.Time) string {
	for i := min(c.at, len(c.timed)-1); i >= 0 && c.timed[i].to.After(t); i-- {
		if !t.Before(c.timed[i].from) {
			return c.timed[i].during
		}
	}
	return "free"
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

// id is that of a counter, which is announced the first time.
func (c *Chronicle) id(of Counter) int {
	id, known := c.ids[of]
	if !known {
		id = len(c.ids)
		c.ids[of] = id
		if c.err == nil {
			c.err = c.announce(id, of)
		}
	}
	return id
}

func (c *Chronicle) stretch(from, to time.Time, id int) {
	c.grow(Growth{From: from, To: to, Of: ids{id}})
}

// goOn has counters grow over a stretch. It is told when the next one is not the
// same: most spans differ in their title alone.
func (c *Chronicle) goOn(which int, from, to time.Time, of ids) {
	g := &c.going[which]
	if len(g.Of) > 0 && len(of) > 0 && &g.Of[0] == &of[0] && g.To.Equal(from) {
		g.To = to
		return
	}
	if len(g.Of) > 0 {
		c.grow(*g)
	}
	*g = Growth{From: from, To: to, Of: of}
}

// point is what happens at an instant.
func (c *Chronicle) point(at time.Time, added map[Counter]uint64) {
	g := Growth{From: at, To: at}
	for counter, n := range added {
		g.Of, g.By = append(g.Of, c.id(counter)), append(g.By, n)
	}
	if len(g.Of) > 0 {
		c.grow(g)
	}
}

func (c *Chronicle) grow(g Growth) {
	if c.err == nil {
		c.err = c.grown(g)
	}
}

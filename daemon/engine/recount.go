package engine

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Past is a log that is over. The sequences are in the order of time, and can be
// read more than once. A hole between spans is time that nobody observed.
type Past struct {
	Spans  iter.Seq2[Part, error]
	Blocks iter.Seq2[timer.Block, error]
	Breaks iter.Seq2[timer.Break, error]
	Timer  timer.State // for the block that still runs, if one does

	// Judge is asked with what the clock read where the person was when the whole
	// of a span began; nil: nobody judges.
	Judge    Judge
	AppLimit int    // as that of Config
	Ledger   Ledger // which apps have a counter of their own: those have it from the beginning
}

// Part is a span as it counts, or what remains of one under what the person
// says: it was judged as a whole, when that began.
type Part struct {
	tracker.Span
	Began time.Time // the whole
}

// Clock is what the clock read where the person was when the whole began.
func (p Part) Clock() time.Time {
	// The offset is put into the instant, not into a zone: a zone would be made
	// for every span.
	return p.Began.UTC().Add(time.Duration(p.Offset) * time.Minute)
}

// Whole are spans of which nothing was cut off.
func Whole(spans iter.Seq2[tracker.Span, error]) iter.Seq2[Part, error] {
	return func(yield func(Part, error) bool) {
		for s, err := range spans {
			if !yield(Part{s, s.Start}, err) {
				return
			}
		}
	}
}

// Recount counts a log anew, by the code that counts while it happens, but of
// what the log says now and by the rules of now. The ledger is not touched. It
// has one owner, who closes it.
type Recount struct {
	b     *books
	added map[Counter]uint64 // since the last call of To
	given bool               // it was returned

	spans  reading[Part]
	blocks reading[timer.Block]
	breaks reading[timer.Break]

	begin  time.Time // of the log
	until  time.Time // counted so far
	read   time.Time // the log is read up to here
	queue  []Part    // read, whole, as far as something of them may be counted yet
	events []event   // read, and not counted yet
}

// event is something that is counted at an instant.
type event struct {
	at    time.Time
	added map[Counter]uint64
}

// reading is a sequence that is read one by one, with a look at the next.
type reading[T any] struct {
	pull func() (T, error, bool)
	stop func()
	next T
	ok   bool
}

func read[T any](all iter.Seq2[T, error]) (s reading[T], err error) {
	s.pull, s.stop = iter.Pull2(all)
	return s, s.advance()
}

// advance makes the following one the next; ok is false after the last.
func (s *reading[T]) advance() error {
	v, err, ok := s.pull()
	s.next, s.ok = v, ok && err == nil
	return err
}

// Recount begins to count p.
func (p Past) Recount() (*Recount, error) {
	r := &Recount{added: make(map[Counter]uint64)}
	r.b = &books{appLimit: p.AppLimit, apps: newApps(p.Ledger.Values), state: p.Timer}
	if p.Judge != nil {
		r.b.judged = func(w tracker.Window, start time.Time) (Judgement, bool) { return p.Judge(w, r.clock(start)) }
	}
	Ledger{Values: r.added}.announce()
	var err error
	if r.spans, err = read(p.Spans); err != nil {
		return nil, err
	}
	if r.blocks, err = read(p.Blocks); err == nil {
		r.breaks, err = read(p.Breaks)
	}
	if err != nil {
		r.Close()
		return nil, err
	}
	r.begin = r.spans.next.Start
	r.until, r.read, r.b.blocksUntil = r.begin, r.begin, r.begin
	if running(p.Timer) {
		r.started(p.Timer.Block)
	}
	return r, nil
}

// Close lets go of the log.
func (r *Recount) Close() {
	for _, stop := range []func(){r.spans.stop, r.blocks.stop, r.breaks.stop} {
		if stop != nil {
			stop()
		}
	}
}

// Begin is where the log begins; zero: it has nothing.
func (r *Recount) Begin() time.Time { return r.begin }

// To counts on up to an instant, and returns by how much each counter has grown
// since the call before; with the first call come those that stand at zero. It
// is good until the next call. Counters that are not Recounted are none of it.
func (r *Recount) To(at time.Time) (added map[Counter]uint64, err error) {
	if r.given {
		clear(r.added)
	}
	if err := r.readTo(at); err != nil {
		return nil, err
	}
	for _, s := range r.queue {
		if part, ok := s.Clip(r.until, at); ok {
			r.presence(part)
		}
	}
	r.events = slices.DeleteFunc(r.events, func(e event) bool {
		if e.at.After(at) {
			return false
		}
		for c, n := range e.added {
			r.added[c] += n
		}
		return true
	})
	r.b.countBlocks(r.added, at)
	r.until, r.given = latest(r.until, at), true
	over := earliest(r.until, r.b.blocksUntil)
	r.queue = slices.DeleteFunc(r.queue, func(s Part) bool { return !s.End.After(over) })
	maps.DeleteFunc(r.added, func(c Counter, _ uint64) bool { return !Recounted(c.Metric) })
	return r.added, nil
}

// presence counts a piece as two where its app gets a counter of its own in the
// middle of it: what is counted must not depend on where somebody looks.
func (r *Recount) presence(p tracker.Span) {
	if attended(p) && r.b.appLimit >= 0 {
		j, _ := r.b.judge(p)
		at := placeFor(p.Window.App, j.Category)
		at.category = r.b.apps.category(at.category)
		wait := admitAfter - r.b.apps.waiting[at]
		if !r.b.apps.admitted[at] && at.own() && wait < p.Duration() {
			first, rest := p, p
			first.End = p.Start.Add(wait)
			rest.Start = first.End
			r.b.countPresence(r.added, first)
			p = rest
		}
	}
	r.b.countPresence(r.added, p)
}

// Now is the span at the instant that was counted to; ok is false where the log
// has ended.
func (r *Recount) Now() (s tracker.Span, ok bool) {
	i := slices.IndexFunc(r.queue, func(s Part) bool { return s.End.After(r.until) })
	if i < 0 {
		return tracker.Span{}, false
	}
	return r.queue[i].Span, true
}

// readTo reads what decides on the time up to an instant: whether a piece of it
// is a distraction is known only a while later.
func (r *Recount) readTo(at time.Time) error {
	for r.spans.ok && r.read.Before(at.Add(settle)) {
		r.take(r.spans.next)
		if err := r.spans.advance(); err != nil {
			return err
		}
		if !r.spans.ok {
			// Nothing follows that could be part of a distraction.
			r.b.pieces = append(r.b.pieces, tracker.Span{Start: r.read, End: r.read.Add(settle), Presence: tracker.Unobserved})
		}
	}
	for r.blocks.ok && r.blocks.next.Started.Before(r.read) {
		r.block(r.blocks.next)
		if err := r.blocks.advance(); err != nil {
			return err
		}
	}
	for r.breaks.ok && r.breaks.next.Started.Before(r.read) {
		r.rest(r.breaks.next)
		if err := r.breaks.advance(); err != nil {
			return err
		}
	}
	return nil
}

// take takes in the next span, and that nobody observed what is missing before
// it.
func (r *Recount) take(s Part) {
	if r.read.Before(s.Start) {
		r.queued(Part{Span: tracker.Span{Start: r.read, End: s.Start, Presence: tracker.Unobserved, Offset: s.Offset}})
	}
	if part, ok := s.Clip(r.read, s.End); ok {
		r.queued(Part{part, s.Began})
	}
}

func (r *Recount) queued(s Part) {
	r.queue, r.b.pieces = append(r.queue, s), append(r.b.pieces, s.Span)
	r.read = s.End
}

// block takes in a block that has ended; one that runs is known already.
func (r *Recount) block(b timer.Block) {
	if b.Ended.IsZero() {
		return
	}
	r.b.blocks = append(r.b.blocks, b)
	r.started(b)
	ended := make(map[Counter]uint64)
	countEndedBlock(ended, b)
	r.events = append(r.events, event{b.Ended, ended})
}

func (r *Recount) started(b timer.Block) {
	r.events = append(r.events, event{b.Started, map[Counter]uint64{{blocksStarted, labels("kind", b.Kind.String())}: 1}})
}

// rest takes in a break that has ended.
func (r *Recount) rest(b timer.Break) {
	if b.Ended.IsZero() {
		return
	}
	r.b.breaks = append(r.b.breaks, b)
	ended := make(map[Counter]uint64)
	countEndedBreak(ended, b)
	r.events = append(r.events, event{b.Ended, ended})
}

// clock is what the clock read when the span began that an instant is in: what
// it is worth is decided for the whole of it.
func (r *Recount) clock(at time.Time) time.Time {
	for _, s := range r.queue {
		if !at.Before(s.Start) && at.Before(s.End) {
			return s.Clock()
		}
	}
	return at
}

// Recounted says whether a log tells what a counter of the ledger would be. How
// often rules were asked, what was corrected, said to the person or done of
// their tasks is not in it, nor how long a break was over.
func Recounted(metric string) bool {
	for _, name := range []string{
		waitingSeconds, ruleMatches, labelFolds, clockJumps, correctedSeconds, corrections, notifications,
		tasksCreated, tasksCompleted, tasksEstimated, tasksActual, taskRatio, breakOverrun,
	} {
		if rest, ok := strings.CutPrefix(metric, name); ok && (rest == "" || rest == "_bucket" || rest == "_sum" || rest == "_count") {
			return false
		}
	}
	return true
}

// Pairs yields the labels of the counter, in the order of their names.
func (c Counter) Pairs() iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for rest := c.Labels; rest != ""; {
			name, quoted, _ := strings.Cut(rest, "=")
			value, err := strconv.QuotedPrefix(quoted)
			if err != nil {
				return
			}
			plain, err := strconv.Unquote(value)
			if err != nil || !yield(name, plain) {
				return
			}
			rest = strings.TrimPrefix(quoted[len(value):], ",")
		}
	}
}

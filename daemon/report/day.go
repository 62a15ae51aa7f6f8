package report

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// Facts is what there is of a logical day. Slices are in order.
type Facts struct {
	Date     tracker.Day
	From, To time.Time // its bounds, as a tracker.Calendar has them
	Now      time.Time // nothing has been after it

	// Spans and Entries are those of Reach: around the day are the nights.
	Spans   []tracker.Span
	Entries []entry.Entry
	Blocks  []Work        // all that overlap the day
	Breaks  []timer.Break // those that began in it

	Questions int           // that were put to the person
	Overhead  time.Duration // that answering took
	Off       bool          // a day on which nothing was expected: vacation, sick
}

// Reach is from when to when the spans and entries of a day are wanted.
func Reach(from, to time.Time) (time.Time, time.Time) {
	return from.Add(-NightReach), to.Add(NightReach)
}

// Work is a block, and what the agenda knows of it. A block that stands still has
// its open gap among its Gaps, up to now.
type Work struct {
	timer.Block
	Depth Depth
	Own   Own  // nil: the block has no rule of its own
	First bool // it was on the one task of the day
}

// Depth is how deep the thought is that a block needs.
type Depth uint8

const (
	AnyDepth Depth = iota // nobody said
	Deep
	Shallow
)

func (d Depth) String() string {
	switch d {
	case Deep:
		return "deep"
	case Shallow:
		return "shallow"
	}
	return "any"
}

// MarshalText is String.
func (d Depth) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText takes what it does not know for AnyDepth.
func (d *Depth) UnmarshalText(text []byte) error {
	*d = AnyDepth
	for _, known := range []Depth{Deep, Shallow} {
		if known.String() == string(text) {
			*d = known
		}
	}
	return nil
}

// Day is what a day came to. It has no title and does not change.
type Day struct {
	Date tracker.Day `json:"date"`
	Off  bool        `json:"off,omitzero"`

	First    time.Time `json:"first,omitzero"` // activity seen, or said of the person; zero: none
	Last     time.Time `json:"last,omitzero"`
	Offset   int       `json:"offset,omitzero"` // of local time from UTC at First, in minutes
	Coverage Coverage  `json:"coverage"`
	Gaps     []Gap     `json:"gaps,omitempty"`

	Presences  tracker.Totals `json:"presences"` // as recorded
	Classes    Classes        `json:"classes"`
	Activities []Activity     `json:"activities,omitempty"` // the most first
	Hours      [24]Hour       `json:"hours"`                // by the civil clock of where the person was
	Focus      time.Duration  `json:"focus"`                // of all blocks, within the day
	Capacity   time.Duration  `json:"capacity"`             // in blocks, or in earns or supports; none twice

	Blocks      []Block `json:"blocks,omitempty"` // that began in it, and count
	Breaks      Breaks  `json:"breaks,omitzero"`
	Switches    int     `json:"switches"` // of category
	LongestWork Stretch `json:"longest_work,omitzero"`

	Questions int           `json:"questions,omitzero"`
	Overhead  time.Duration `json:"overhead,omitzero"`
}

// Stretch is from when to when.
type Stretch struct {
	Start time.Time `json:"start,omitzero"`
	End   time.Time `json:"end,omitzero"`
}

// Duration is the length of the stretch.
func (s Stretch) Duration() time.Duration { return s.End.Sub(s.Start) }

// Activity is what time was spent on. Private: it has names of apps, and what
// the person wrote.
type Activity struct {
	Class    category.Class `json:"class"`
	Category string         `json:"category,omitzero"`
	App      string         `json:"app,omitzero"`  // in which it was recorded; "" too for the empty desktop
	Text     string         `json:"text,omitzero"` // of an entry without a category
	Time     time.Duration  `json:"time"`
}

// Hour is an hour of the civil clock on one day.
type Hour struct {
	Observed time.Duration `json:"observed,omitzero"` // it is known what was
	Seen     time.Duration `json:"seen,omitzero"`     // or said: the person did something
	Good     time.Duration `json:"good,omitzero"`     // in earns, or inside a block; none twice
	Wasted   time.Duration `json:"wasted,omitzero"`
}

// Breaks is how many breaks became what.
type Breaks struct {
	Taken    int `json:"taken"`
	Natural  int `json:"natural"`
	CutShort int `json:"cut_short"`
	Skipped  int `json:"skipped"`
}

// Due is all that ended.
func (b Breaks) Due() int { return b.Taken + b.Natural + b.CutShort + b.Skipped }

// Kept is the part that was taken (method 4.6); ok is false if none was due.
func (b Breaks) Kept() (ratio float64, ok bool) {
	if b.Due() == 0 {
		return 0, false
	}
	return float64(b.Taken+b.Natural) / float64(b.Due()), true
}

func (b *Breaks) add(c Breaks) {
	b.Taken += c.Taken
	b.Natural += c.Natural
	b.CutShort += c.CutShort
	b.Skipped += c.Skipped
}

// Sum makes a Day of what there is of it.
func (j *Judge) Sum(f Facts) Day {
	pieces := j.pieces(f.Spans, f.Entries)
	today := within(pieces, f.From, earlier(f.To, f.Now))
	waking := f.waking()
	d := Day{Date: f.Date, Off: f.Off, Gaps: f.gaps(waking), Questions: f.Questions, Overhead: f.Overhead}
	d.Coverage = coverage(waking, pieces, d.Gaps)
	for _, s := range f.Spans {
		if part, ok := s.Clip(f.From, earlier(f.To, f.Now)); ok {
			d.Presences[part.Presence] += part.Duration()
		}
	}
	d.activities(today)
	d.blocks(f, pieces)
	d.hours(f, today)
	d.Switches = switches(today)
	d.LongestWork = longestWork(today)
	for _, b := range f.Breaks {
		d.Breaks.count(b.Outcome)
	}
	return d
}

// Days sums up one day after another: no more than one is held as facts. An error
// of facts ends it, after what came before.
func (j *Judge) Days(facts iter.Seq2[Facts, error]) (days []Day, err error) {
	for f, err := range facts {
		if err != nil {
			return days, fmt.Errorf("sum up days: %w", err)
		}
		days = append(days, j.Sum(f))
	}
	return days, nil
}

func (b *Breaks) count(o timer.BreakOutcome) {
	switch o {
	case timer.Taken:
		b.Taken++
	case timer.Natural:
		b.Natural++
	case timer.CutShort:
		b.CutShort++
	case timer.Skipped:
		b.Skipped++
	}
}

// activities adds up what the time went to.
func (d *Day) activities(today []Piece) {
	index := make(map[Activity]int)
	for _, p := range today {
		if !p.Counts() {
			continue
		}
		if d.First.IsZero() {
			d.First, d.Offset = p.Start, p.Offset
		}
		d.Last = p.End
		d.Classes[p.Class] += p.Duration()
		key := Activity{Class: p.Class, Category: p.Category, App: p.Window.App}
		if p.Category == "" {
			key.Text = p.Text
		}
		i, known := index[key]
		if !known {
			i = len(d.Activities)
			index[key] = i
			d.Activities = append(d.Activities, key)
		}
		d.Activities[i].Time += p.Duration()
	}
	sortActivities(d.Activities)
}

func sortActivities(all []Activity) {
	slices.SortFunc(all, func(a, b Activity) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.Category, b.Category), cmp.Compare(a.App, b.App), cmp.Compare(a.Text, b.Text))
	})
}

// hours adds up the hours and what there was of blocks.
func (d *Day) hours(f Facts, today []Piece) {
	var focus []entry.Stretch
	for _, w := range f.Blocks {
		focus = append(focus, running(w.Block, f.Now)...)
	}
	focus = union(focus)
	for _, s := range focus {
		if from, to := later(s.Start, f.From), earlier(s.End, f.To); from.Before(to) {
			d.Focus += to.Sub(from)
		}
	}
	in, out := divide(today, focus)
	for _, p := range in {
		d.Capacity += p.Duration()
		d.clock(p, true)
	}
	for _, p := range out {
		if p.Class == category.Earns || p.Class == category.Supports {
			d.Capacity += p.Duration()
		}
		d.clock(p, p.Class == category.Earns)
	}
}

// clock counts a piece to the hours of the civil clock it is in.
func (d *Day) clock(p Piece, good bool) {
	offset := time.Duration(p.Offset) * time.Minute
	for from := p.Start; from.Before(p.End); {
		local := from.UTC().Add(offset)
		to := earlier(p.End, local.Truncate(time.Hour).Add(time.Hour-offset))
		d.Hours[local.Hour()].count(p, to.Sub(from), good)
		from = to
	}
}

func (h *Hour) count(p Piece, length time.Duration, good bool) {
	if p.Counts() {
		h.Seen += length
	}
	if p.Counts() || !p.Hidden && p.Presence != tracker.Unobserved && p.Presence != tracker.Paused {
		h.Observed += length
	}
	if good {
		h.Good += length
	}
	if p.Class == category.Wastes {
		h.Wasted += length
	}
}

// LeastDwell is how long the person stays somewhere at least, to have switched
// to it (method 4.11).
const LeastDwell = 10 * time.Second

// switches is how often the person went from one category to another, or from
// one app to another where nobody has said which category it is.
func switches(today []Piece) (n int) {
	type place struct{ category, app string }
	var at, last place
	var stayed time.Duration
	for _, p := range today {
		if !p.Seen() {
			stayed = 0
			continue
		}
		now := place{category: p.Category}
		if p.Category == "" {
			now.app = p.Window.App
		}
		if now != at {
			at, stayed = now, 0
		}
		before := stayed
		stayed += p.Duration()
		if before < LeastDwell && stayed >= LeastDwell {
			if last != at && last != (place{}) {
				n++
			}
			last = at
		}
	}
	return n
}

// longestWork is the longest stretch of earns and supports that was broken by
// nothing of LeastDistraction or longer.
func longestWork(today []Piece) (longest Stretch) {
	var now Stretch
	for _, p := range today {
		if !p.Counts() || p.Class != category.Earns && p.Class != category.Supports {
			continue
		}
		if now.Start.IsZero() || p.Start.Sub(now.End) >= LeastDistraction {
			now.Start = p.Start
		}
		now.End = p.End
		if now.Duration() > longest.Duration() {
			longest = now
		}
	}
	return longest
}

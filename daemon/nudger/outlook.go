package nudger

import (
	"slices"
	"time"

	book "focusd/daemon/agenda"
	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/timer/nudge"
	"focusd/tracker"
)

// outlook is what the agenda has to say at a moment.
type outlook struct {
	plan   nudge.Agenda
	own    []agenda.Match // what belongs to the running block; none: it does not say
	pieces []agenda.Ref   // what fits the gap
	looked string         // like what plan.Unrecorded looked
}

// without is the outlook of somebody who keeps no agenda.
func without() outlook { return outlook{plan: nudge.Agenda{Chosen: true}} }

const (
	// outlookFor is how long an outlook is good while nothing has changed: what
	// is left of a day goes on getting less.
	outlookFor = 5 * time.Minute
	// gapUsual is a gap of which nobody knows how long it is.
	gapUsual = 10 * time.Minute
)

// outlooker looks at the agenda, and remembers what it saw.
type outlooker struct {
	book   *book.Book // nil: there is none
	teller Teller     // nil: there is none

	seen  outlook
	as    moment
	until time.Time
	level agenda.Level
	usual agenda.Usual
}

// moment is what an outlook depends on beside the time.
type moment struct {
	edition uint64
	day     tracker.Day
	blocks  int
	label   string
	gap     time.Duration
	record  bool // it is late enough to look for what looked like a block
}

// look is the outlook now. An agenda that cannot be read says nothing.
func (o *outlooker) look(s *engine.Snapshot, now time.Time, record bool) (outlook, error) {
	if o.book == nil {
		return without(), nil
	}
	as := moment{o.book.Edition(), s.Day.Day, s.Day.Blocks, s.Timer.Block.Label(), gapOf(s), record}
	if as == o.as && now.Before(o.until) {
		return o.seen, nil
	}
	o.seen, o.as, o.until = without(), as, now.Add(outlookFor)
	switching, err := o.switching(now)
	if err != nil {
		return o.seen, err
	}
	err = o.book.Look(func(a *agenda.Agenda, w agenda.When) error {
		o.seen = o.view(a, s, as, w)
		o.seen.plan.Switches, o.seen.plan.Usual = switching, o.usual.Switching()
		return nil
	})
	if err == nil && record && o.teller != nil {
		looked := &o.seen.plan.Unrecorded
		looked.From, looked.To, o.seen.looked, err = o.teller.Unrecorded()
	}
	return o.seen, err
}

// switching learns what is usual by now, and how restless the person is, where
// that can be told.
func (o *outlooker) switching(now time.Time) (float64, error) {
	if o.teller == nil {
		return 0, nil
	}
	o.usual = o.teller.Usual()
	if o.usual.Switching() == 0 {
		return 0, nil
	}
	return o.teller.Switching(nudge.SwitchWindow, now)
}

// gapOf is how long the gap is in which something small fits.
func gapOf(s *engine.Snapshot) time.Duration {
	if resting(s.Timer.Phase) {
		return s.Timer.Break.Planned
	}
	return gapUsual
}

func (o *outlooker) view(a *agenda.Agenda, s *engine.Snapshot, as moment, w agenda.When) outlook {
	today := a.Look(w.Today(), agenda.Facts{}, w)
	seen := outlook{own: a.Own(as.label, w)}
	for _, offer := range a.Pick(agenda.Gap{Length: as.gap, Habits: today.Offers()}, a.Factors(), w) {
		seen.pieces = append(seen.pieces, offer.Of)
	}
	diary := a.Diaries[w.Today()]
	said := func(k agenda.NoticeKind) bool { return slices.Contains(diary.Notices, string(k)) }
	o.level = a.Load(open(today.TimeBlocks), 0, o.usual.Capacity(w.Today(), s.Day.Active), a.Factors(), o.level, w).Level
	p := &seen.plan
	p.Overloaded = o.level >= agenda.LoadOver && !said(agenda.NoticeLoad)
	if !said(agenda.NoticeTasks) {
		p.Tasks, p.MedianDone = len(today.Tasks), a.UsuallyDone(w)
	}
	if !said(agenda.NoticeTimeBlocks) {
		p.TimeBlocks = planned(today.TimeBlocks)
	}
	if first, ok := a.FirstOfSix(w.Today()); ok {
		p.First = first.ID
	}
	p.Chosen = today.One != "" || today.Asked || len(a.Tasks) == 0 || today.Off
	p.Done, p.Blocks, p.Juggled = len(today.Done), s.Day.Blocks, a.Juggled(w)
	p.Fitting, p.Rewards = len(seen.pieces), len(a.Rewards)
	_, _, p.Exercise = a.Exercising(w)
	for _, g := range today.Goals {
		if g.Mention && !today.Off {
			p.Untouched = append(p.Untouched, g.ID)
		}
	}
	return seen
}

// open is what the time blocks of a day still ask for.
func open(blocks []agenda.BlockOn) (left time.Duration) {
	for _, b := range blocks {
		if b.State == agenda.StateOpen {
			left += time.Duration(max(b.Asked-b.Spent, 0) * float64(time.Minute))
		}
	}
	return left
}

func planned(blocks []agenda.BlockOn) (n int) {
	for _, b := range blocks {
		if b.Planned {
			n++
		}
	}
	return n
}

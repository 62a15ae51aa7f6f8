package engine

import (
	"fmt"
	"time"

	"focusd/tracker"
	"focusd/tracker/witness"
)

// KindWitness is the kind of the documents that are pages of the journal of
// witnesses. The engine alone writes them.
const KindWitness = "witness"

// loginManager is who announces that the machine is about to sleep.
const loginManager = "the login manager"

// openJournal begins the journal where an earlier daemon, whose log ended at
// end, left it. Only the names of this day's pages are of interest.
func (l *loop) openJournal(end time.Time) error {
	first, after := witness.Between(l.now, l.now)
	documents, err := l.e.store.DocumentsBetween(KindWitness, first, after)
	if err != nil {
		return fmt.Errorf("read the journal of witnesses: %w", err)
	}
	pages := make([]witness.Page, len(documents))
	for i, d := range documents {
		pages[i] = witness.Page{ID: d.ID}
	}
	l.journal = witness.NewBook(l.now, pages, l.e.stored.Values[valueWitness])
	l.noteStart(end)
	return nil
}

// noteStart notes that this daemon begins, and how the one before it ended.
func (l *loop) noteStart(end time.Time) {
	text := witness.Killed
	switch {
	case end.IsZero():
		text = witness.First
	case l.e.stored.Clean:
		text = witness.Clean
	}
	if end.After(l.now) {
		end = l.now // the clock was set back meanwhile
	}
	l.note(witness.Note{Kind: witness.Daemon, On: true, From: end, Text: text, For: l.cfg.IdleAfter})
	l.noteZone()
	l.noteTracking()
	l.noteWindow()
}

// note takes down what is so from now on. It waits for the next commit, whatever
// that is for, and for the one after that if it fails.
func (l *loop) note(n witness.Note) {
	n.At = l.now
	l.journal.Note(n)
}

func (l *loop) noteZone() {
	l.note(witness.Note{Kind: witness.Zone, On: true, Text: l.cfg.Calendar.Location.String()})
}

func (l *loop) noteTracking() {
	n := witness.Note{Kind: witness.Tracking, On: !l.tracking.paused}
	if until := l.tracking.until; !until.IsZero() {
		n.Text = "until " + until.In(l.cfg.Calendar.Location).Format("15:04")
	}
	l.note(n)
}

func (l *loop) noteWindow() {
	n := witness.Note{Kind: witness.Window, On: l.source.Watching}
	if n.On {
		n.By = l.source.Name
	} else {
		n.Text = l.source.Reason
	}
	l.note(n)
}

// noteSample notes what a sample says of the person. Idle: it says that there
// was no input for longer than the threshold.
func (l *loop) noteSample(s tracker.Sample, idle bool) {
	input := witness.Note{Kind: witness.Input, On: !idle, By: l.teller(s.IdleSource)}
	switch {
	case !s.IdleKnown:
		input.By = ""
	case idle:
		input.From = s.At.Add(-s.IdleAge - s.Idle)
	}
	l.note(input)
	l.note(witness.Note{Kind: witness.Evidence, On: s.Evidence != 0, Text: witness.EvidenceText(s.Evidence)})
	lock := witness.Note{Kind: witness.Lock, On: s.Locked}
	if s.Locked {
		lock.By = l.teller(s.LockSource)
	}
	l.note(lock)
}

// noteLost notes that nobody says anything any more.
func (l *loop) noteLost() {
	l.note(witness.Note{Kind: witness.Input, On: true})
	l.note(witness.Note{Kind: witness.Evidence})
	l.note(witness.Note{Kind: witness.Lock})
}

// teller is who told a fact: a source that does not say who is one alone.
func (l *loop) teller(name string) string {
	if name == "" {
		return l.source.Name
	}
	return name
}

// witnesses puts what the journal has to keep into a change.
func (l *loop) witnesses(c *Change) {
	pages, keptFrom := l.journal.Unsaved(l.now)
	for _, p := range pages {
		c.Documents = append(c.Documents, Document{Kind: KindWitness, ID: p.ID, Data: p.Data})
	}
	if keptFrom != "" {
		c.Values[valueWitness] = keptFrom
	}
}

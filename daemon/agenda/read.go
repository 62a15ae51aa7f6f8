package agenda

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// remembered is how long ended tasks stay in memory: what things took in the
// last months says what they will take.
const remembered = 120 * 24 * time.Hour

// ErrUnreadable is returned for an agenda that this focusd cannot read.
var ErrUnreadable = errors.New("the agenda cannot be read")

func unreadable(err error) error { return fmt.Errorf("%w: %w", ErrUnreadable, err) }

// kinds are those of the documents that are read whole.
func kinds() []agenda.Kind {
	return []agenda.Kind{
		agenda.KindTask, agenda.KindTimeBlock, agenda.KindHabit, agenda.KindGoal, agenda.KindMonth,
		agenda.KindVacation, agenda.KindReward, agenda.KindTemplate, agenda.KindExercise,
	}
}

// above every ID that begins with a letter or a digit.
const above = "~"

// read is the agenda, for whoever holds mu. The first call reads it. What a
// newer focusd has written stands in the way of all of it: a command that did
// not know of it could do harm.
func (b *Book) read() (*agenda.Agenda, error) {
	if b.agenda != nil {
		return b.agenda, nil
	}
	a := &agenda.Agenda{NewID: b.newID, Recall: b.recall}
	for _, kind := range kinds() {
		documents, err := b.store.Documents(string(kind))
		if err != nil {
			return nil, fmt.Errorf("read the agenda: %w", err)
		}
		if err := b.fill(a, documents); err != nil {
			return nil, err
		}
	}
	if err := b.fillDiaries(a); err != nil {
		return nil, err
	}
	if err := b.fillEnded(a); err != nil {
		return nil, err
	}
	b.agenda = a
	return a, nil
}

// fillDiaries adds those of which no month says in short what became of them.
func (b *Book) fillDiaries(a *agenda.Agenda) error {
	from := "0"
	if day := a.Unfolded(); day != (tracker.Day{}) {
		from = day.String()
	}
	documents, err := b.store.DocumentsBetween(string(agenda.KindDiary), from, above)
	if err != nil {
		return fmt.Errorf("read the agenda: %w", err)
	}
	return b.fill(a, documents)
}

// recall is a diary that is not in memory. What stands in its way stands in the
// way of the command that asked for it.
func (b *Book) recall(day tracker.Day) (agenda.Diary, bool) {
	documents, err := b.store.DocumentsBetween(string(agenda.KindDiary), day.String(), day.String()+"\x00")
	if err != nil || len(documents) == 0 {
		b.forgotten = errors.Join(b.forgotten, err)
		return agenda.Diary{}, false
	}
	item, err := agenda.Decode(agenda.KindDiary, documents[0].ID, documents[0].Data)
	if err != nil {
		b.forgotten = errors.Join(b.forgotten, unreadable(err))
		return agenda.Diary{}, false
	}
	return item.(agenda.Diary), true
}

func (b *Book) fill(a *agenda.Agenda, documents []engine.Document) error {
	for _, d := range documents {
		item, err := agenda.Decode(agenda.Kind(d.Kind), d.ID, d.Data)
		if err != nil {
			return unreadable(err)
		}
		a.Put(item)
		b.used(d.ID)
	}
	return nil
}

// used has new IDs be later than id, which may be something else.
func (b *Book) used(id string) {
	if id, err := ulid.Parse(id); err == nil && id.Compare(b.last) > 0 {
		b.last = id
	}
}

// fillEnded adds the tasks that ended in the last months, and finished steps of
// open tasks from before.
func (b *Book) fillEnded(a *agenda.Agenda) error {
	horizon := b.when().Now.Add(-remembered)
	ended, err := b.ended(horizon, time.Time{}, anyEnded)
	if err != nil {
		return err
	}
	first := horizon
	for _, t := range a.Tasks {
		if t.Parent == "" && t.Made.Before(first) {
			first = t.Made
		}
	}
	// By months: all that ended in years need not be in memory at once.
	for from := first; from.Before(horizon); from = from.AddDate(0, 1, 0) {
		steps, err := b.ended(from, earlier(from.AddDate(0, 1, 0), horizon), func(data []byte) bool { return isStepOf(a, data) })
		if err != nil {
			return err
		}
		ended = append(ended, steps...)
	}
	for _, t := range ended {
		a.Put(t)
		b.used(t.ID)
	}
	return nil
}

func earlier(t, u time.Time) time.Time {
	if t.Before(u) {
		return t
	}
	return u
}

// isStepOf tells whether the document of an ended task may be that of a step of
// an open one, without reading it: most are not.
func isStepOf(a *agenda.Agenda, data []byte) bool {
	_, rest, ok := bytes.Cut(data, []byte(`"parent":"`))
	if !ok || len(rest) < ulid.EncodedSize {
		return false
	}
	_, open := a.Tasks[string(rest[:ulid.EncodedSize])]
	return open
}

// Ended are the tasks that were done or dropped in [from, to), in order. A zero
// to is no bound.
func (b *Book) Ended(from, to time.Time) ([]agenda.Task, error) { return b.ended(from, to, anyEnded) }

func anyEnded([]byte) bool { return true }

// ended are those of which want says so of the document.
func (b *Book) ended(from, to time.Time, want func(data []byte) bool) (tasks []agenda.Task, err error) {
	until := above
	if !to.IsZero() {
		until = agenda.EndedID(to, "")
	}
	documents, err := b.store.DocumentsBetween(string(agenda.KindEnded), agenda.EndedID(from, ""), until)
	if err != nil {
		return nil, fmt.Errorf("read ended tasks: %w", err)
	}
	for _, d := range documents {
		if !want(d.Data) {
			continue
		}
		item, err := agenda.Decode(agenda.KindEnded, d.ID, d.Data)
		if err != nil {
			return nil, unreadable(err)
		}
		tasks = append(tasks, item.(agenda.Task))
	}
	return tasks, nil
}

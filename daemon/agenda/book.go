package agenda

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/daemon/engine"
	"focusd/daemon/undo"
	"focusd/timer/agenda"
	"focusd/tracker"
)

const (
	// kindChange is the kind of the notes of changes.
	kindChange = "agenda.change"
	// mostUndo is how many changes can be taken back, the last one first.
	mostUndo = 100
)

// Book is the agenda of one person. Any goroutine may use it.
type Book struct {
	store    engine.Store
	keep     Keep
	calendar func() tracker.Calendar
	notes    undo.Log

	mu        sync.Mutex     // guards what follows, and is held over a command
	agenda    *agenda.Agenda // nil: not read yet
	last      ulid.ULID      // of the IDs given
	offered   []agenda.Ref   // what was offered last, and nothing taken of
	forgotten error          // why a diary that the agenda asked for could not be read
	edition   uint64         // counts the changes
	changed   chan struct{}  // closed with the next change
}

// New returns the agenda that is kept in st, and changes it by way of keep,
// which is that of the engine. Calendar says which days there are where the
// person is. It reads nothing yet.
func New(st engine.Store, keep Keep, calendar func() tracker.Calendar) *Book {
	return &Book{
		store: st, keep: keep, calendar: calendar,
		notes:   undo.Log{Kind: kindChange, Most: mostUndo, Store: st, Own: tracked},
		changed: make(chan struct{}),
	}
}

// Keep makes documents durable, together with what they are to the counters of
// the ledger.
type Keep func(context.Context, []engine.Increment, ...engine.Document) error

// Command is one of package timer/agenda.
type Command func(*agenda.Agenda, agenda.When) (agenda.Change, error)

// Do makes a command happen. When it returns nil, what the command did is on
// disk. What follows from the command sees the agenda as the command leaves it,
// and is part of it: it is kept and taken back with it. A command that changes
// nothing is none to undo, and nothing follows from it.
func (b *Book) Do(ctx context.Context, do Command, follow ...Command) (agenda.Change, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.do(ctx, true, do, append(follow, b.passOver))
}

// Note is Do for what the person did not ask for, and need not take back: a tick
// by tracked time, a missed date.
func (b *Book) Note(ctx context.Context, do Command, follow ...Command) (agenda.Change, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.do(ctx, false, do, follow)
}

// Begin has the person work on a task because they began a block on it: it is
// the block that they would take back.
func (b *Book) Begin(ctx context.Context, id string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	do := func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Do(id, w) }
	_, err := b.do(ctx, false, do, []Command{b.passOver})
	return err
}

func (b *Book) do(ctx context.Context, undoable bool, do Command, follow []Command) (agenda.Change, error) {
	a, err := b.read()
	if err != nil {
		return agenda.Change{}, err
	}
	w := b.when()
	c, err := b.recalling(func() (agenda.Change, error) { return all(a, w, do, follow) })
	if err != nil || c.Empty() {
		return c, err
	}
	documents, err := encode(c)
	if err != nil {
		return agenda.Change{}, err
	}
	if undoable {
		if documents, err = b.notes.Note(w.Now, c.Verb, c.What, documents, b.before); err != nil {
			return agenda.Change{}, err
		}
	}
	if err := b.keep(ctx, counted(a, c), documents...); err != nil {
		return agenda.Change{}, err
	}
	b.apply(c)
	return c, nil
}

// recalling is what a change comes to, unless diaries that it is made of could
// not be read.
func (b *Book) recalling(change func() (agenda.Change, error)) (agenda.Change, error) {
	b.forgotten = nil
	c, err := change()
	if b.forgotten != nil {
		return agenda.Change{}, b.forgotten
	}
	return c, err
}

// all is what a command does, and what follows from it.
func all(a *agenda.Agenda, w agenda.When, do Command, follow []Command) (agenda.Change, error) {
	c, err := do(a, w)
	for _, next := range follow {
		if err != nil || c.Empty() {
			break
		}
		var more agenda.Change
		more, err = after(a, w, c, next)
		c = joined(c, more)
	}
	if err != nil {
		return agenda.Change{}, err
	}
	return c, nil
}

// after is what a command does once c has happened. The agenda stays as it is.
func after(a *agenda.Agenda, w agenda.When, c agenda.Change, do Command) (agenda.Change, error) {
	inverse := a.Inverse(c)
	a.Apply(c)
	defer a.Apply(inverse)
	return do(a, w)
}

// Undo takes the last command back that was not taken back yet. It refuses to
// when something else has changed the same things since.
func (b *Book) Undo(ctx context.Context) (undo.Note, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, err := b.read()
	if err != nil {
		return undo.Note{}, err
	}
	note, documents, err := b.notes.Last(b.data)
	if err != nil {
		return note, err
	}
	c, err := b.recalling(func() (agenda.Change, error) {
		c, err := decode(documents)
		return a.Complete(c), err
	})
	if err != nil {
		return note, err
	}
	if documents, err = encode(c); err != nil {
		return note, err
	}
	if err := b.keep(ctx, nil, append(documents, engine.Document{Kind: kindChange, ID: note.ID})...); err != nil {
		return note, err
	}
	b.apply(c)
	return note, nil
}

// Undoable are the commands that can be taken back, the last one first.
func (b *Book) Undoable() ([]undo.Note, error) { return b.notes.Notes() }

// Look has a reader see the agenda as it is. The reader must keep nothing of it
// that can change: maps and slices are the agenda's own.
func (b *Book) Look(look func(*agenda.Agenda, agenda.When) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, err := b.read()
	if err != nil {
		return err
	}
	b.forgotten = nil
	return errors.Join(look(a, b.when()), b.forgotten)
}

// NewDay does what a new logical day asks for. It is to be called when one has
// begun, and when the daemon has; more often does no harm.
func (b *Book) NewDay(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, change := range []func(*agenda.Agenda, agenda.When) agenda.Change{(*agenda.Agenda).NewDay, (*agenda.Agenda).Fold} {
		do := func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return change(a, w), nil }
		if _, err := b.do(ctx, false, do, nil); err != nil {
			return err
		}
	}
	b.agenda.Trim(b.when().Now.Add(-remembered))
	return nil
}

// Changed is closed when the agenda is not any more as it is now.
func (b *Book) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.changed
}

// Edition counts the changes since the daemon began.
func (b *Book) Edition() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.edition
}

func (b *Book) apply(c agenda.Change) {
	b.agenda.Apply(c)
	b.forgetOffer(c)
	b.edition++
	close(b.changed)
	b.changed = make(chan struct{})
}

func (b *Book) when() agenda.When {
	return agenda.When{Now: time.Now().UTC().Round(0).Truncate(time.Millisecond), Calendar: b.calendar()}
}

// newID is a ULID later than all before, whatever became of the clock.
func (b *Book) newID() string {
	id := ulid.Make()
	if id.Compare(b.last) <= 0 {
		_ = id.SetTime(b.last.Time() + 1) // fails in the year 10889
	}
	b.last = id
	return id.String()
}

package rules

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Book is the rules of one person. Any goroutine may use it.
type Book struct {
	// Changed is called whenever other rules are in force, and must not change
	// them; nil: nobody wants to know. It is set before the Book is used.
	Changed func()

	store engine.Store
	keep  func(context.Context, ...engine.Document) error
	host  string

	changing sync.Mutex // held from reading the edition to replacing it
	now      atomic.Pointer[Edition]
	front    front
}

// New returns the rules that are kept in st, and changes them by way of keep,
// which is that of the engine. Host is the machine that the log is from. It
// reads nothing yet.
func New(st engine.Store, keep func(context.Context, ...engine.Document) error, host string) *Book {
	return &Book{store: st, keep: keep, host: host}
}

// Edition is the rules as they are in force.
type Edition struct {
	Own      category.Ruleset // as the person wrote them, rules by age
	Set      *category.Set    // with the defaults behind them
	Problems category.Problems
	Host     string

	kept   shelf
	digest Digest
}

// Now is the edition in force. The first call reads and compiles it, which takes
// some milliseconds; it fails when the documents cannot be read.
func (b *Book) Now() (*Edition, error) {
	if e := b.now.Load(); e != nil {
		return e, nil
	}
	b.changing.Lock()
	defer b.changing.Unlock()
	return b.read()
}

// read is Now for whoever holds changing.
func (b *Book) read() (*Edition, error) {
	if e := b.now.Load(); e != nil {
		return e, nil
	}
	kept := make(shelf)
	for _, kind := range []string{kindRule, kindCategory, kindOff} {
		documents, err := b.store.Documents(kind)
		if err != nil {
			return nil, fmt.Errorf("read rules: %w", err)
		}
		kept.put(documents)
	}
	e := b.edition(kept)
	b.enforce(e)
	return e, nil
}

// enforce puts an edition in force.
func (b *Book) enforce(e *Edition) {
	b.now.Store(e)
	if b.Changed != nil {
		b.Changed()
	}
}

// While has work change what is kept, which nobody else does meanwhile, and reads
// it again.
func (b *Book) While(work func() error) error {
	b.changing.Lock()
	defer b.changing.Unlock()
	err := work()
	before := b.now.Swap(nil)
	if _, again := b.read(); again != nil {
		b.enforce(before) // better than none
		return errors.Join(err, again)
	}
	return err
}

// edition compiles what is kept.
func (b *Book) edition(kept shelf) *Edition {
	own, problems := kept.ruleset()
	set, err := category.Compile(own, category.Defaults())
	if more, ok := err.(category.Problems); ok {
		problems = append(problems, more...)
	}
	return &Edition{Own: own, Set: set, Problems: problems, Host: b.host, kept: kept, digest: kept.digest(b.host)}
}

// Totals is the time of each category between two instants.
func (b *Book) Totals(from, to time.Time) ([]engine.CategoryTotal, error) {
	e, err := b.Now()
	if err != nil {
		return nil, err
	}
	return b.store.Categories(from, to, e.Set, b.host)
}

// front is the window in front as it was judged last: sources ask again and
// again of the same one.
type front struct {
	mu       sync.Mutex
	edition  *Edition
	window   tracker.Window
	decision category.Decision
}

// Reads tells whether what is in front is there to be read. It never waits for
// the disk: until the rules have been read, it is not.
func (b *Book) Reads(w tracker.Window) bool {
	e := b.now.Load()
	return e != nil && e.Set.Category(b.front.judge(e, w)).Reading
}

// Judge is the category of a window that is in front now; "": no rule knows it.
// It never waits for the disk: until the rules have been read, none does.
func (b *Book) Judge(w tracker.Window) string {
	e := b.now.Load()
	if e == nil {
		return ""
	}
	return b.front.judge(e, w)
}

// judge is the category of the window that is in front.
func (f *front) judge(e *Edition, w tracker.Window) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.edition != e || f.window != w {
		f.edition, f.window, f.decision = e, w, e.Set.Decide(w.App, w.Title, e.Host)
	}
	return f.decision.At(time.Now()).Category
}

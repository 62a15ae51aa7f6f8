package enginetest

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

// Memory is an engine.Store without a disk. It behaves as the real one does,
// and fails when it is told to. A second engine on the same Memory is a daemon
// that was started again: what was not committed is lost.
type Memory struct {
	mu      sync.Mutex
	stored  engine.Stored
	spans   []tracker.Span
	blocks  []timer.Block
	breaks  []timer.Break
	records []timer.Record
	commits int
	beats   int
	beat    []tracker.Span // how the log goes on, for the next Load

	documents []engine.Document

	err     error // what a failing commit returns
	succeed int   // commits that succeed before the failing ones
	fail    int   // commits that fail then; negative: until Heal
}

// NewMemory returns an empty store, created now.
func NewMemory() *Memory {
	return &Memory{stored: engine.Stored{
		New:     true,
		Clean:   true,
		Created: time.Now().UTC().Round(0).Truncate(time.Millisecond),
		Ledger:  map[engine.Counter]uint64{},
		Values:  map[string]string{},
	}}
}

// FailNext makes the next n commits fail with err and change nothing.
func (m *Memory) FailNext(n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.succeed, m.fail, m.err = 0, n, err
}

// FailAfter lets n more commits succeed; all after them fail with err until Heal.
func (m *Memory) FailAfter(n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.succeed, m.fail, m.err = n, -1, err
}

// Heal ends all failing.
func (m *Memory) Heal() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.succeed, m.fail, m.err = 0, 0, nil
}

// Commits counts the commits that succeeded.
func (m *Memory) Commits() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.commits
}

// Heartbeat keeps spans for the next Load.
func (m *Memory) Heartbeat(spans []tracker.Span) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failure(); err != nil {
		return fmt.Errorf("heartbeat: %w", err)
	}
	rows, err := normal(spans)
	if err == nil && (m.commits == 0 || len(rows) == 0) {
		err = errors.New("it needs a commit")
	}
	if err != nil {
		return fmt.Errorf("heartbeat: %w", err)
	}
	m.beat = rows
	m.beats++
	return nil
}

// hear has the log go on as the last heartbeat has it.
func (m *Memory) hear() {
	if len(m.beat) > 0 {
		m.spans = append(before(m.spans, m.beat[0].Start), m.beat...)
	}
	m.beat = nil
}

// Heartbeats counts those that succeeded.
func (m *Memory) Heartbeats() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.beats
}

// Load returns what the last successful commit left, and the heartbeat since.
func (m *Memory) Load() (engine.Stored, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.stored
	m.hear()
	if n := len(m.spans); n > 0 {
		s.LogEnd = m.spans[n-1].End
	}
	s.Ledger = maps.Clone(s.Ledger)
	s.Values = maps.Clone(s.Values)
	return s, nil
}

// Commit applies all of c, or nothing when it returns an error.
func (m *Memory) Commit(c engine.Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failure(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	spans, err := normal(c.Spans)
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	m.beat = nil
	if len(c.Spans) > 0 {
		m.spans = append(before(m.spans, floor(c.Spans[0].Start)), spans...)
	}
	m.keep(c)
	m.put(c.Documents)
	m.set(c)
	m.commits++
	return nil
}

// failure returns the error of this commit, if it is one that must fail.
func (m *Memory) failure() error {
	switch {
	case m.fail == 0:
		return nil
	case m.succeed > 0:
		m.succeed--
		return nil
	case m.fail > 0:
		m.fail--
	}
	return m.err
}

// keep takes back what was revoked, then puts blocks, breaks and records.
func (m *Memory) keep(c engine.Change) {
	for _, seq := range c.Revoked {
		m.blocks = slices.DeleteFunc(m.blocks, func(b timer.Block) bool { return b.Seq == seq })
		m.breaks = slices.DeleteFunc(m.breaks, func(b timer.Break) bool { return b.Seq == seq })
	}
	for _, b := range c.Blocks {
		b.Gaps, b.Segments = slices.Clone(b.Gaps), slices.Clone(b.Segments)
		m.blocks = put(m.blocks, b, func(b timer.Block) (timer.Seq, time.Time) { return b.Seq, b.Started })
	}
	for _, b := range c.Breaks {
		m.breaks = put(m.breaks, b, func(b timer.Break) (timer.Seq, time.Time) { return b.Seq, b.Started })
	}
	for _, r := range c.Records {
		m.records = put(m.records, r, func(r timer.Record) (timer.Seq, time.Time) { return r.Seq, r.At })
	}
}

// put puts and removes documents.
func (m *Memory) put(documents []engine.Document) {
	for _, d := range documents {
		same := func(old engine.Document) bool { return old.Kind == d.Kind && old.ID == d.ID }
		m.documents = slices.DeleteFunc(m.documents, same)
		if d.Data != nil {
			d.Data = slices.Clone(d.Data)
			m.documents = append(m.documents, d)
		}
	}
}

// Documents are those of a kind, in the order of their IDs.
func (m *Memory) Documents(kind string) ([]engine.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []engine.Document
	for _, d := range m.documents {
		if d.Kind == kind {
			d.Data = slices.Clone(d.Data)
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b engine.Document) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// DocumentsBetween are those of a kind whose IDs are in [from, to).
func (m *Memory) DocumentsBetween(kind, from, to string) ([]engine.Document, error) {
	all, err := m.Documents(kind)
	return slices.DeleteFunc(all, func(d engine.Document) bool { return d.ID < from || d.ID >= to }), err
}

// FirstDocument is the one of a kind whose ID comes first.
func (m *Memory) FirstDocument(kind string) (d engine.Document, ok bool, err error) {
	all, err := m.Documents(kind)
	if err != nil || len(all) == 0 {
		return d, false, err
	}
	return all[0], true, nil
}

// set replaces the single values.
func (m *Memory) set(c engine.Change) {
	if c.Timer != nil {
		m.stored.Timer = *c.Timer
	}
	maps.Copy(m.stored.Ledger, c.Ledger)
	for key, value := range c.Values {
		if value == "" {
			delete(m.stored.Values, key)
			continue
		}
		m.stored.Values[key] = value
	}
	m.stored.New, m.stored.Clean = false, c.Clean
}

// put replaces the item with the same Seq, or adds one; items are in the order
// of their time, then of their Seq.
func put[T any](items []T, item T, key func(T) (timer.Seq, time.Time)) []T {
	seq, at := key(item)
	items = slices.DeleteFunc(items, func(other T) bool {
		s, _ := key(other)
		return s == seq
	})
	i, _ := slices.BinarySearchFunc(items, item, func(other, _ T) int {
		s, t := key(other)
		return cmp.Or(floor(t).Compare(floor(at)), cmp.Compare(s, seq))
	})
	return slices.Insert(items, i, item)
}

// Spans yields the spans that overlap [from, to).
func (m *Memory) Spans(from, to time.Time) iter.Seq2[tracker.Span, error] {
	return yieldAll(m, func() []tracker.Span { return m.spans }, func(s tracker.Span) bool {
		return s.Start.Before(to) && s.End.After(from)
	})
}

// Totals adds up the spans between two instants.
func (m *Memory) Totals(from, to time.Time, hours *time.Location) (tracker.Summary, error) {
	sum, err := tracker.Summarize(from, to, hours, m.Spans(from, to))
	if hours == nil {
		sum.Hours = nil
	}
	return sum, err
}

// Blocks yields the blocks that started in [from, to).
func (m *Memory) Blocks(from, to time.Time) iter.Seq2[timer.Block, error] {
	return yieldAll(m, func() []timer.Block { return m.blocks }, func(b timer.Block) bool {
		return within(b.Started, from, to)
	})
}

// Breaks yields the breaks that started in [from, to).
func (m *Memory) Breaks(from, to time.Time) iter.Seq2[timer.Break, error] {
	return yieldAll(m, func() []timer.Break { return m.breaks }, func(b timer.Break) bool {
		return within(b.Started, from, to)
	})
}

// Records yields the transitions decided in [from, to).
func (m *Memory) Records(from, to time.Time) iter.Seq2[timer.Record, error] {
	return yieldAll(m, func() []timer.Record { return m.records }, func(r timer.Record) bool {
		return within(r.At, from, to)
	})
}

func within(t, from, to time.Time) bool { return !t.Before(from) && t.Before(to) }

// yieldAll copies what matches and yields it with the store unlocked.
func yieldAll[T any](m *Memory, items func() []T, match func(T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		m.mu.Lock()
		var found []T
		for _, item := range items() {
			if match(item) {
				found = append(found, item)
			}
		}
		m.mu.Unlock()
		for _, item := range found {
			if !yield(item, nil) {
				return
			}
		}
	}
}

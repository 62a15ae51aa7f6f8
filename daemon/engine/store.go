package engine

import (
	"iter"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Change is what one turn of the engine alters. A store writes all of it in
// one transaction, or none of it.
type Change struct {
	// The log from the start of Spans[0] on is replaced by Spans, which are in
	// order, disjoint and end with the open span. Empty: the log is unchanged.
	Spans []tracker.Span

	Timer   *timer.State   // nil: unchanged
	Records []timer.Record // transitions, appended
	Blocks  []timer.Block  // put under their Seq
	Breaks  []timer.Break  // put under their Seq
	Revoked []timer.Seq    // blocks and breaks to be removed

	Documents []Document // put under their kind and ID, or removed, in order

	Ledger map[Counter]uint64 // new absolute values; never less than the stored ones
	Values map[string]string  // small run-time settings ("tracking.paused_until"); "" removes one

	Clean bool // the last commit of an orderly stop
}

// Counter names one exported counter of the ledger. Values are milliseconds
// for metrics that end in _seconds_total, else counts.
type Counter struct {
	Metric string // "focusd_presence_seconds_total"
	Labels string // `state="active"`; sorted by label name, "" for none
}

// Stored is what a store has when the daemon starts.
type Stored struct {
	New     bool               // nothing was stored before
	Clean   bool               // the last daemon stopped in an orderly way
	Created time.Time          // when the ledger began
	Timer   timer.State        //
	LogEnd  time.Time          // end of the last span; zero: none
	Ledger  map[Counter]uint64 //
	Values  map[string]string  //
}

// Store keeps the log, the blocks and the ledger. Its methods take no context:
// bbolt cannot be interrupted, and a parameter that is ignored is a lie.
// Commit and Heartbeat are called from one goroutine; the readers from any.
type Store interface {
	Load() (Stored, error)
	Commit(Change) error
	// Heartbeat keeps spans for a daemon that begins after a crash, if nothing is
	// committed until then: from the start of the first one on, the log is spans.
	// Readers hear of them with the next Commit, which has to bring them too. It
	// may refuse, after a Commit that failed say: then there must be another.
	Heartbeat(spans []tracker.Span) error
	// Spans yields the spans that overlap [from, to), oldest first, uncut. It
	// holds no transaction open while it yields.
	Spans(from, to time.Time) iter.Seq2[tracker.Span, error]
	// Totals is what tracker.Summarize makes of the spans between two instants,
	// but no slower for a year than for a day. The civil hours are those of the
	// location hours; nil: they are not wanted, and left out.
	Totals(from, to time.Time, hours *time.Location) (tracker.Summary, error)
	// Categories adds up the active and passive time between two instants by
	// what the set says of it, in the order of the names. A span belongs as a
	// whole where it began. Host is where the log is from, for rules that ask.
	Categories(from, to time.Time, set *category.Set, host string) ([]CategoryTotal, error)
	// Blocks and Breaks yield what started in [from, to), oldest first.
	Blocks(from, to time.Time) iter.Seq2[timer.Block, error]
	Breaks(from, to time.Time) iter.Seq2[timer.Break, error]
	// Records yields the transitions decided in [from, to), oldest first.
	Records(from, to time.Time) iter.Seq2[timer.Record, error]
	// Documents are those of a kind, in the order of their IDs.
	Documents(kind string) ([]Document, error)
	// DocumentsBetween are those of a kind whose IDs are in [from, to), in their
	// order: IDs that begin with a time make a range of it.
	DocumentsBetween(kind, from, to string) ([]Document, error)
	// FirstDocument is the one of a kind whose ID comes first; ok is false if
	// there is none. It reads no other.
	FirstDocument(kind string) (d Document, ok bool, err error)
}

package replay

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
	"focusd/tracker/witness"
)

// Export makes a record of a log, to send along with a report of what is wrong.
// Titles become t1, t2 and so on; nothing else of what a person wrote or read is
// in it. Of the log it has the windows, the presence and the zones; not the
// timer. Played, it becomes a log with the same presences and apps, but for some
// milliseconds at each change and for absences shorter than the threshold, which
// the range may have cut.
type Export struct {
	Zone          string        // where the person was at the beginning, unless Notes say so
	IdleAfter     time.Duration // the threshold, unless Notes say so
	AnonymousApps bool          // apps become a1, a2 as well
	Notes         []witness.Note
}

// idleAfter is the threshold that nobody has said anything else of.
const idleAfter = 3 * time.Minute

// lostSight is what a hole in the log is played as.
const lostSight = "nobody observed it"

// Write writes the record of [from, to), of which spans are the log in order.
func (e Export) Write(w io.Writer, spans iter.Seq2[tracker.Span, error], from, to time.Time) error {
	x := &exporter{Export: e, out: json.NewEncoder(w), from: from, names: make(map[string]string), numbers: make(map[byte]int)}
	chain := witness.At(e.Notes, from)
	if n, ok := chain.Of(witness.Zone); ok {
		x.Zone = n.Text
	}
	if n, ok := chain.Of(witness.Daemon); ok && n.For > 0 {
		x.IdleAfter = n.For
	}
	if x.IdleAfter <= 0 {
		x.IdleAfter = idleAfter
	}
	x.encode(Head{Record: 1, Begin: from.UTC(), Zone: x.Zone, IdleAfter: int64(x.IdleAfter / time.Second)})
	for span, err := range spans {
		if err != nil {
			return err
		}
		if part, ok := span.Clip(from, to); ok {
			x.span(part)
		}
	}
	x.pass(to)
	x.write(Happening{T: x.second(to), End: true})
	if x.err != nil {
		return fmt.Errorf("write the record: %w", x.err)
	}
	return nil
}

// exporter is a record that is being made.
type exporter struct {
	Export
	out  *json.Encoder
	from time.Time
	err  error

	names   map[string]string // that stand for apps and titles
	numbers map[byte]int
	read    int     // of the notes, for where the person was
	told    float64 // until when everything has been told

	sight  Sight     // the last one
	since  time.Time // of the last input, while there is none; else zero
	due    bool      // the threshold has still to pass
	paused bool
}

func (x *exporter) encode(line any) {
	if x.err == nil {
		x.err = x.out.Encode(line)
	}
}

func (x *exporter) write(h Happening) {
	x.told = h.T + h.Sleep
	x.encode(h)
}

// second is an instant by the clock of the record, in whole milliseconds.
func (x *exporter) second(at time.Time) float64 { return float64(at.Sub(x.from).Milliseconds()) / 1000 }

// pass tells what happened up to an instant while no row began.
func (x *exporter) pass(until time.Time) {
	if over := x.since.Add(x.IdleAfter); x.due && over.Before(until) {
		x.due = false
		x.see(over, x.sight)
	}
	for ; x.read < len(x.Notes) && !x.Notes[x.read].At.After(until); x.read++ {
		// Pages repeat what was in force, and nobody travels asleep.
		n := x.Notes[x.read]
		if n.Kind == witness.Zone && n.At.After(x.from) && n.Text != x.Zone {
			x.Zone = n.Text
			x.write(Happening{T: max(x.second(n.At), x.told), Zone: n.Text})
		}
	}
}

// see tells what a source sees.
func (x *exporter) see(at time.Time, s Sight) {
	s.Idle = 0
	if !x.since.IsZero() {
		s.Idle = float64(at.Sub(x.since).Milliseconds()) / 1000
	}
	x.sight = s
	x.write(Happening{T: x.second(at), Sees: &s})
}

// span tells of one row of the log.
func (x *exporter) span(s tracker.Span) {
	x.pass(s.Start)
	if x.paused && s.Presence != tracker.Paused {
		x.paused = false
		x.write(Happening{T: x.second(s.Start), Tracking: &api.TrackingCommand{Do: "resume"}})
	}
	if s.Presence != tracker.Passive && s.Presence != tracker.Idle {
		x.since, x.due = time.Time{}, false
	}
	switch s.Presence {
	case tracker.Active:
		x.see(s.Start, x.window(s.Window))
	case tracker.Passive:
		x.absent(s.Start, x.withEvidence(x.window(s.Window), s.Start))
	case tracker.Idle:
		x.absent(s.Start, Sight{Source: "log", Input: true, App: x.sight.App, Title: x.sight.Title})
	case tracker.Locked:
		x.see(s.Start, Sight{Source: "log", Input: true, Locked: true})
	case tracker.Paused:
		if !x.paused {
			x.write(Happening{T: x.second(s.Start), Tracking: &api.TrackingCommand{Do: "pause"}})
		}
		x.paused = true
	case tracker.Asleep:
		x.write(Happening{T: x.second(s.Start), Announced: true})
		x.write(Happening{T: x.second(s.Start), Sleep: float64(s.Duration().Milliseconds()) / 1000})
		x.write(Happening{T: x.second(s.End), Woke: true})
	default:
		x.write(Happening{T: x.second(s.Start), Lost: lostSight})
	}
}

// absent tells of a row without input, which ended with the first of such rows.
func (x *exporter) absent(at time.Time, s Sight) {
	if x.since.IsZero() {
		x.since, x.due = at, true
	}
	x.see(at, s)
}

// withEvidence is a sight with what stood for input. Without a journal it is
// what stands for it the longest.
func (x *exporter) withEvidence(s Sight, at time.Time) Sight {
	n, ok := witness.At(x.Notes, at).Of(witness.Evidence)
	switch signs := witness.ParseEvidence(n.Text); {
	case !ok || signs == 0:
		s.Meeting = true
	default:
		s.Meeting, s.Playing = signs&tracker.Meeting != 0, signs&tracker.Playing != 0
		s.Reading, s.Inhibits = signs&tracker.Reading != 0, signs&tracker.Inhibited != 0
	}
	return s
}

// window is a sight of a window whose title, and if it is to be so whose app,
// nobody can tell.
func (x *exporter) window(w tracker.Window) Sight {
	s := Sight{Source: "log", Input: true, App: w.App, Title: x.name('t', w.Title)}
	if x.AnonymousApps {
		s.App = x.name('a', w.App)
	}
	return s
}

// name is what stands for a text: the same for the same. Nothing stays nothing.
func (x *exporter) name(kind byte, text string) string {
	if text == "" {
		return ""
	}
	key := string(kind) + text
	if _, known := x.names[key]; !known {
		x.numbers[kind]++
		x.names[key] = fmt.Sprintf("%c%d", kind, x.numbers[kind])
	}
	return x.names[key]
}

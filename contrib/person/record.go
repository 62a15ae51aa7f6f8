package person

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/replay"
	"focusd/tracker"
)

// noticed is after how long a source tells that nobody touches anything.
const noticed = tracker.DefaultIdleAfter

// Record writes what a daemon would have been told of the life.
func (l Life) Record(to io.Writer) error {
	out := bufio.NewWriter(to)
	e := json.NewEncoder(out)
	if err := e.Encode(replay.Head{Record: 1, Begin: l.From(), Zone: l.Zone}); err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	for _, h := range l.happenings() {
		if err := e.Encode(h); err != nil {
			return fmt.Errorf("write the record: %w", err)
		}
	}
	return out.Flush()
}

// happenings are in the order of time: of what happens at once, first where the
// person is, then what they do, then what they see of it: who finishes a block
// and locks the screen has finished it. A source is there from the beginning.
func (l Life) happenings() []replay.Happening {
	n := notes{begin: l.From()}
	n.add(l.From(), replay.Happening{Sees: &replay.Sight{Source: "x11", Input: true}})
	for _, f := range l.Flights {
		n.add(f.At, replay.Happening{Zone: f.Zone})
	}
	for _, b := range l.Blocks {
		n.add(b.Start, replay.Happening{Timer: &api.Command{Do: "start", Preset: b.Preset, Label: b.Label}})
		if b.End.After(l.To()) {
			continue // it goes on
		}
		end := "stop"
		if b.Finished {
			end = "finish"
		}
		n.add(b.End, replay.Happening{Timer: &api.Command{Do: end}})
	}
	window := Moment{}
	for _, m := range l.Moments {
		n.moment(m, window)
		if m.App != "" {
			window = m
		}
	}
	n.add(l.To(), replay.Happening{End: true})
	slices.SortStableFunc(n.all, func(a, b replay.Happening) int { return cmp.Compare(a.T, b.T) })
	return n.all
}

// notes is a record in the making.
type notes struct {
	begin time.Time
	all   []replay.Happening
}

func (n *notes) add(at time.Time, h replay.Happening) {
	h.T = at.Sub(n.begin).Seconds()
	n.all = append(n.all, h)
}

// moment notes m, where window was last in front.
func (n *notes) moment(m, window Moment) {
	switch m.Presence {
	case tracker.Active:
		n.add(m.From, replay.Happening{Sees: sight(m)})
	case tracker.Passive:
		n.add(m.From, replay.Happening{Sees: sight(m)})
		n.add(m.From.Add(noticed), replay.Happening{Sees: untouched(m)})
	case tracker.Idle:
		window.Evidence = 0
		n.add(m.From.Add(noticed), replay.Happening{Sees: untouched(window)})
	case tracker.Locked:
		n.add(m.From, replay.Happening{Sees: &replay.Sight{Source: "x11", Input: true, Locked: true}})
	case tracker.Asleep:
		n.add(m.From, replay.Happening{Announced: true})
		n.add(m.From.Add(time.Second), replay.Happening{Sleep: (m.Duration() - time.Second).Seconds()})
		n.add(m.To, replay.Happening{Woke: true})
	case tracker.Unobserved:
		n.add(m.From, replay.Happening{Restart: m.Duration().Seconds()})
	}
}

func sight(m Moment) *replay.Sight {
	return &replay.Sight{
		Source: "x11", App: m.App, Title: m.Title, Input: true,
		Meeting: m.Evidence&tracker.Meeting != 0, Reading: m.Evidence&tracker.Reading != 0,
	}
}

// untouched is what is seen once it is noticed that nobody touches anything.
func untouched(m Moment) *replay.Sight {
	s := sight(m)
	s.Idle = noticed.Seconds()
	return s
}

package replay

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// Head is the first line of a record.
type Head struct {
	Record    int       `json:"record"` // the form: 1
	Begin     time.Time `json:"begin"`
	Zone      string    `json:"zone"`
	IdleAfter int64     `json:"idle_after_seconds,omitempty"` // 0: the default
}

// Happening is any other line. Beside T it says one thing.
type Happening struct {
	T float64 `json:"t"` // seconds since the record began

	Sees      *Sight               `json:"sees,omitempty"`
	Lost      string               `json:"lost,omitempty"`      // the source, for this reason
	Announced bool                 `json:"announced,omitempty"` // the machine is about to sleep
	Sleep     float64              `json:"sleep_seconds,omitempty"`
	Woke      bool                 `json:"woke,omitempty"` // the login manager says so
	Clock     float64              `json:"clock_seconds,omitempty"`
	Zone      string               `json:"zone,omitempty"`
	Timer     *api.Command         `json:"timer,omitempty"`
	Tracking  *api.TrackingCommand `json:"tracking,omitempty"`
	Restart   float64              `json:"restart_seconds,omitempty"` // for so long no daemon ran
	Killed    bool                 `json:"killed,omitempty"`          // with restart_seconds: it had no time to stop
	End       bool                 `json:"end,omitempty"`
}

// Sight is what a source sees.
type Sight struct {
	Source   string  `json:"source,omitempty"`
	App      string  `json:"app,omitempty"`
	Title    string  `json:"title,omitempty"`
	Blind    string  `json:"blind,omitempty"` // why nobody can tell what is in front
	Input    bool    `json:"input,omitempty"` // somebody reads it
	Idle     float64 `json:"idle_seconds,omitempty"`
	Locked   bool    `json:"locked,omitempty"`
	Meeting  bool    `json:"meeting,omitempty"`
	Playing  bool    `json:"playing,omitempty"`
	Reading  bool    `json:"reading,omitempty"`
	Inhibits bool    `json:"inhibited,omitempty"`
}

// sample is s as the engine is told it.
func (s Sight) sample() tracker.Sample {
	sample := tracker.Sample{
		Source: s.Source, Window: tracker.Window{App: s.App, Title: s.Title}, Blind: s.Blind,
		Idle: seconds(s.Idle), IdleKnown: s.Input, Locked: s.Locked,
	}
	for _, sign := range []struct {
		there    bool
		evidence tracker.Evidence
	}{{s.Meeting, tracker.Meeting}, {s.Playing, tracker.Playing}, {s.Reading, tracker.Reading}, {s.Inhibits, tracker.Inhibited}} {
		if sign.there {
			sample.Evidence |= sign.evidence
		}
	}
	return sample
}

// mostSeconds is how long a record is at most: ten years.
const mostSeconds = 10 * 366 * 24 * 3600

// seconds is s in whole milliseconds.
func seconds(s float64) time.Duration { return time.Duration(s*1000) * time.Millisecond }

var (
	errForm    = errors.New(`the first line is not {"record": 1, "begin": ...}: this is no record that this focusd knows`)
	errNothing = errors.New("says nothing, or more than one thing")
	errTime    = errors.New("is before the line above, or within a sleep or restart")
	errRange   = errors.New("has a number that is negative or longer than ten years")
)

// Open reads the head of a record. The happenings must be read to their end or
// to an error.
func Open(r io.Reader) (Head, iter.Seq2[Happening, error], error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var head Head
	if !lines.Scan() {
		return head, nil, errors.Join(errForm, lines.Err())
	}
	if err := strict(lines.Bytes(), &head); err != nil || head.Record != 1 || head.Begin.IsZero() || head.IdleAfter < 0 || head.IdleAfter > mostSeconds {
		return head, nil, errForm
	}
	return head, happenings(lines), nil
}

func happenings(lines *bufio.Scanner) iter.Seq2[Happening, error] {
	return func(yield func(Happening, error) bool) {
		passed := 0.0
		for n := 2; lines.Scan(); n++ {
			if len(bytes.TrimSpace(lines.Bytes())) == 0 {
				continue
			}
			h, err := happening(lines.Bytes(), passed)
			if err != nil {
				yield(h, fmt.Errorf("line %d %w", n, err))
				return
			}
			passed = h.T + h.Sleep + h.Restart
			if !yield(h, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(Happening{}, fmt.Errorf("read the record: %w", err))
		}
	}
}

func happening(line []byte, passed float64) (h Happening, err error) {
	if err := strict(line, &h); err != nil {
		return h, fmt.Errorf("is not a happening: %w", err)
	}
	switch {
	case h.things() != 1, h.Killed && h.Restart == 0:
		return h, errNothing
	case h.T < 0, h.Sleep < 0, h.Restart < 0, h.T+h.Sleep+h.Restart > mostSeconds, h.Clock > mostSeconds, h.Clock < -mostSeconds:
		return h, errRange
	case h.Sees != nil && (h.Sees.Idle < 0 || h.Sees.Idle > mostSeconds):
		return h, errRange
	case h.T < passed:
		return h, errTime
	}
	return h, nil
}

// things is how many things h says.
func (h Happening) things() (n int) {
	for _, said := range []bool{
		h.Sees != nil, h.Lost != "", h.Announced, h.Sleep != 0, h.Woke, h.Clock != 0, h.Zone != "", h.Timer != nil, h.Tracking != nil, h.Restart != 0, h.End,
	} {
		if said {
			n++
		}
	}
	return n
}

// strict decodes all of a line, and nothing that it does not know.
func strict(line []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errors.New("something follows it on the line")
	}
	return nil
}

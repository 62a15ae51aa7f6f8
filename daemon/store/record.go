package store

import (
	"encoding/json"
	"fmt"
	"time"

	"focusd/timer"
)

// recordVersion is the "v" of all JSON on disk. A reader takes fields that it
// does not know for additions and skips them, and refuses another version.
const recordVersion = 1

// The structs of this file are what is on disk. A new field of package timer
// gets a new field here, which is left out while it is zero.

type presetJSON struct {
	Name       string   `json:"name,omitzero"`
	Kind       kindWord `json:"kind"`
	Work       length   `json:"work,omitzero"`
	ShortBreak length   `json:"short_break,omitzero"`
	LongBreak  length   `json:"long_break,omitzero"`
	LongEvery  int      `json:"long_every,omitzero"`
}

type gapJSON struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Cause causeWord `json:"cause"`
}

type segmentJSON struct {
	Start time.Time `json:"start"`
	Label string    `json:"label,omitzero"`
}

type blockJSON struct {
	V        int           `json:"v,omitzero"`
	Seq      timer.Seq     `json:"seq"`
	Kind     kindWord      `json:"kind"`
	Preset   presetJSON    `json:"preset"`
	Planned  length        `json:"planned,omitzero"`
	Extended length        `json:"extended,omitzero"`
	Started  time.Time     `json:"started"`
	Ended    time.Time     `json:"ended,omitzero"`
	EndedBy  endingWord    `json:"ended_by"`
	Gaps     []gapJSON     `json:"gaps,omitempty"`
	Segments []segmentJSON `json:"segments,omitempty"`
}

type breakJSON struct {
	V         int         `json:"v,omitzero"`
	Seq       timer.Seq   `json:"seq"`
	Long      bool        `json:"long,omitzero"`
	Planned   length      `json:"planned,omitzero"`
	Started   time.Time   `json:"started"`
	Ended     time.Time   `json:"ended,omitzero"`
	Outcome   outcomeWord `json:"outcome"`
	Postponed int         `json:"postponed,omitzero"`
}

type recordJSON struct {
	V      int       `json:"v"`
	Seq    timer.Seq `json:"seq"`
	At     time.Time `json:"at"`
	From   time.Time `json:"from"`
	Verb   verbWord  `json:"verb"`
	Before phaseWord `json:"before"`
	After  phaseWord `json:"after"`
	Cause  causeWord `json:"cause,omitzero"`
	Label  string    `json:"label,omitzero"`
	For    length    `json:"for,omitzero"`
	Auto   bool      `json:"auto,omitzero"`
}

func fromPreset(p timer.Preset) presetJSON {
	return presetJSON{
		Name: p.Name, Kind: kindWord(p.Kind),
		Work: length(p.Work), ShortBreak: length(p.ShortBreak), LongBreak: length(p.LongBreak),
		LongEvery: p.LongEvery,
	}
}

func (p presetJSON) preset() timer.Preset {
	return timer.Preset{
		Name: p.Name, Kind: timer.Kind(p.Kind),
		Work: time.Duration(p.Work), ShortBreak: time.Duration(p.ShortBreak), LongBreak: time.Duration(p.LongBreak),
		LongEvery: p.LongEvery,
	}
}

func fromBlock(b timer.Block) blockJSON {
	j := blockJSON{
		Seq: b.Seq, Kind: kindWord(b.Kind), Preset: fromPreset(b.Preset),
		Planned: length(b.Planned), Extended: length(b.Extended),
		Started: b.Started, Ended: b.Ended, EndedBy: endingWord(b.EndedBy),
	}
	for _, g := range b.Gaps {
		j.Gaps = append(j.Gaps, gapJSON{g.Start, g.End, causeWord(g.Cause)})
	}
	for _, s := range b.Segments {
		j.Segments = append(j.Segments, segmentJSON{s.Start, s.Label})
	}
	return j
}

func (j blockJSON) block() timer.Block {
	b := timer.Block{
		Seq: j.Seq, Kind: timer.Kind(j.Kind), Preset: j.Preset.preset(),
		Planned: time.Duration(j.Planned), Extended: time.Duration(j.Extended),
		Started: j.Started, Ended: j.Ended, EndedBy: timer.Ending(j.EndedBy),
	}
	for _, g := range j.Gaps {
		b.Gaps = append(b.Gaps, timer.Gap{Start: g.Start, End: g.End, Cause: timer.Cause(g.Cause)})
	}
	for _, s := range j.Segments {
		b.Segments = append(b.Segments, timer.Segment{Start: s.Start, Label: s.Label})
	}
	return b
}

func fromBreak(b timer.Break) breakJSON {
	return breakJSON{
		Seq: b.Seq, Long: b.Long, Planned: length(b.Planned),
		Started: b.Started, Ended: b.Ended, Outcome: outcomeWord(b.Outcome), Postponed: b.Postponed,
	}
}

// rest is the break.
func (j breakJSON) rest() timer.Break {
	return timer.Break{
		Seq: j.Seq, Long: j.Long, Planned: time.Duration(j.Planned),
		Started: j.Started, Ended: j.Ended, Outcome: timer.BreakOutcome(j.Outcome), Postponed: j.Postponed,
	}
}

func encodeBlock(b timer.Block) ([]byte, error) {
	j := fromBlock(b)
	j.V = recordVersion
	return json.Marshal(j)
}

func decodeBlock(data []byte) (timer.Block, error) {
	var j blockJSON
	err := decode(data, &j, &j.V)
	return j.block(), err
}

func encodeBreak(b timer.Break) ([]byte, error) {
	j := fromBreak(b)
	j.V = recordVersion
	return json.Marshal(j)
}

func decodeBreak(data []byte) (timer.Break, error) {
	var j breakJSON
	err := decode(data, &j, &j.V)
	return j.rest(), err
}

func encodeRecord(r timer.Record) ([]byte, error) {
	return json.Marshal(recordJSON{
		V: recordVersion, Seq: r.Seq, At: r.At, From: r.From, Verb: verbWord(r.Verb),
		Before: phaseWord(r.Before), After: phaseWord(r.After), Cause: causeWord(r.Cause),
		Label: r.Label, For: length(r.For), Auto: r.Auto,
	})
}

func decodeRecord(data []byte) (timer.Record, error) {
	var j recordJSON
	err := decode(data, &j, &j.V)
	return timer.Record{
		Seq: j.Seq, At: j.At, From: j.From, Verb: timer.Verb(j.Verb),
		Before: timer.Phase(j.Before), After: timer.Phase(j.After), Cause: timer.Cause(j.Cause),
		Label: j.Label, For: time.Duration(j.For), Auto: j.Auto,
	}, err
}

// decode fills j, whose version is v.
func decode(data []byte, j any, v *int) error {
	if err := json.Unmarshal(data, j); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if *v != recordVersion {
		return fmt.Errorf("version %d of a record is not known to this release: install a newer focusd", *v)
	}
	return nil
}

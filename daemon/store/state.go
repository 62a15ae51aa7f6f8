package store

import (
	"encoding/json"
	"time"

	"focusd/timer"
)

type stateJSON struct {
	V         int           `json:"v,omitzero"`
	Seq       timer.Seq     `json:"seq"`
	Phase     phaseWord     `json:"phase"`
	Since     time.Time     `json:"since,omitzero"`
	Cause     causeWord     `json:"cause,omitzero"`
	Preset    presetJSON    `json:"preset"`
	Block     *blockJSON    `json:"block,omitempty"`
	Break     *breakJSON    `json:"break,omitempty"`
	Cycle     cycleJSON     `json:"cycle,omitzero"`
	Rested    restedJSON    `json:"rested,omitzero"`
	Locked    time.Time     `json:"locked,omitzero"`
	Undo      *undoJSON     `json:"undo,omitempty"`
	Unsettled []closingJSON `json:"unsettled,omitempty"`
}

type cycleJSON struct {
	Credits float64   `json:"credits,omitzero"`
	Carry   length    `json:"carry,omitzero"`
	Last    time.Time `json:"last,omitzero"`
	Stale   bool      `json:"stale,omitzero"`
}

type restedJSON struct {
	From  time.Time `json:"from,omitzero"`
	Cycle cycleJSON `json:"cycle,omitzero"`
}

type undoJSON struct {
	Verb  verbWord  `json:"verb"`
	At    time.Time `json:"at"`
	State stateJSON `json:"state"`
}

type closingJSON struct {
	At    time.Time  `json:"at"`
	Until time.Time  `json:"until,omitzero"`
	Cycle cycleJSON  `json:"cycle,omitzero"`
	Block *blockJSON `json:"block,omitempty"`
	Break *breakJSON `json:"break,omitempty"`
}

func encodeState(s timer.State) ([]byte, error) {
	j := fromState(s)
	j.V = recordVersion
	return json.Marshal(j)
}

func decodeState(data []byte) (timer.State, error) {
	var j stateJSON
	err := decode(data, &j, &j.V)
	return j.state(), err
}

func fromState(s timer.State) stateJSON {
	j := stateJSON{
		Seq: s.Seq, Phase: phaseWord(s.Phase), Since: s.Since, Cause: causeWord(s.Cause),
		Preset: fromPreset(s.Preset), Cycle: fromCycle(s.Cycle), Locked: s.Locked,
		Block: blockPart(&s.Block), Break: breakPart(&s.Break),
		Rested: restedJSON{s.Rested.From, fromCycle(s.Rested.Cycle)},
	}
	if s.Undo != nil {
		j.Undo = &undoJSON{verbWord(s.Undo.Verb), s.Undo.At, fromState(s.Undo.State)}
	}
	for _, c := range s.Unsettled {
		j.Unsettled = append(j.Unsettled, closingJSON{
			At: c.At, Until: c.Until, Cycle: fromCycle(c.Cycle),
			Block: blockPart(c.Block), Break: breakPart(c.Break),
		})
	}
	return j
}

func (j stateJSON) state() timer.State {
	s := timer.State{
		Seq: j.Seq, Phase: timer.Phase(j.Phase), Since: j.Since, Cause: timer.Cause(j.Cause),
		Preset: j.Preset.preset(), Cycle: j.Cycle.cycle(), Locked: j.Locked,
		Rested: timer.Rested{From: j.Rested.From, Cycle: j.Rested.Cycle.cycle()},
	}
	if j.Block != nil {
		s.Block = j.Block.block()
	}
	if j.Break != nil {
		s.Break = j.Break.rest()
	}
	if j.Undo != nil {
		s.Undo = &timer.Undo{Verb: timer.Verb(j.Undo.Verb), At: j.Undo.At, State: j.Undo.State.state()}
	}
	for _, c := range j.Unsettled {
		s.Unsettled = append(s.Unsettled, c.closing())
	}
	return s
}

func (j closingJSON) closing() timer.Closing {
	c := timer.Closing{At: j.At, Until: j.Until, Cycle: j.Cycle.cycle()}
	if j.Block != nil {
		b := j.Block.block()
		c.Block = &b
	}
	if j.Break != nil {
		b := j.Break.rest()
		c.Break = &b
	}
	return c
}

func fromCycle(c timer.Cycle) cycleJSON {
	return cycleJSON{c.Credits, length(c.Carry), c.Last, c.Stale}
}

func (j cycleJSON) cycle() timer.Cycle {
	return timer.Cycle{Credits: j.Credits, Carry: time.Duration(j.Carry), Last: j.Last, Stale: j.Stale}
}

// blockPart is nil where there is no block: none has begun at the zero time.
func blockPart(b *timer.Block) *blockJSON {
	if b == nil || b.Started.IsZero() {
		return nil
	}
	j := fromBlock(*b)
	return &j
}

func breakPart(b *timer.Break) *breakJSON {
	if b == nil || b.Started.IsZero() {
		return nil
	}
	j := fromBreak(*b)
	return &j
}

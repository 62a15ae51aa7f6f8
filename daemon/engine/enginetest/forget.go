package enginetest

import (
	"fmt"

	"focusd/daemon/engine"
)

// Forget takes out of the log, the blocks and the transitions what f says, or
// fails as the next commit would.
func (m *Memory) Forget(f engine.Forgetting) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failure(); err != nil {
		return fmt.Errorf("forget: %w", err)
	}
	m.spans, _ = f.Spans(m.spans)
	for i, b := range m.blocks {
		m.blocks[i] = f.Block(b)
	}
	for i, r := range m.records {
		m.records[i] = f.Record(r)
	}
	m.stored.Timer = f.State(m.stored.Timer)
	for counter, to := range f.Merged {
		m.stored.Ledger[to] += m.stored.Ledger[counter]
		delete(m.stored.Ledger, counter)
	}
	return nil
}

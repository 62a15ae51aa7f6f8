package nudger

import "time"

// Rested is when the last break ended that was a rest; zero: nobody has seen one.
// It waits for nothing.
func (n *Nudger) Rested() time.Time {
	if n == nil {
		return time.Time{}
	}
	return *n.rested.Load()
}

// Unrested is the active time since the last break that was a rest, if the
// person goes on until now. A nil Nudger has seen none.
func (n *Nudger) Unrested(now time.Time) time.Duration {
	if n == nil {
		return 0
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	short, _ := n.state.Unrested(now)
	return short
}

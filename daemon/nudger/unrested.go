package nudger

import "time"

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

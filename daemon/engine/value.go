package engine

import "time"

// Names of what is kept as small values in the store.
const (
	valueCreated  = "ledger.created"       // when counting began
	valueUntil    = "ledger.until"         // up to when presence is counted
	valueBlocks   = "ledger.blocks_until"  // up to when the time of blocks is counted
	valueOverrun  = "ledger.overrun_until" // up to when the time beyond breaks is counted
	valueRuns     = "ledger.runs"          // of focus, that have not ended then
	valueTracking = "tracking.paused"      // "until resumed", or until when
	valueHeld     = "reminders.held_until" //
	valueWitness  = "witness.kept_from"    // the first day whose journal is kept
	valuePreset   = "timer.preset"         // as last configured
)

// formatTime and parseTime keep instants in the values of the store: UTC, to
// the millisecond. What cannot be read is the zero time.
func formatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func parseTime(s string) time.Time {
	t, err := time.Parse("2006-01-02T15:04:05.000Z", s)
	if err != nil {
		return time.Time{}
	}
	return t
}

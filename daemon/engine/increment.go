package engine

import "time"

// Increment is by how much a counter of the ledger grows.
type Increment struct {
	Counter Counter
	By      uint64 // milliseconds for metrics that end in _seconds_total
}

// Corrections are the kinds of correction that Corrected counts.
func Corrections() []string { return []string{"edit", "recategorize", "delete", "import"} }

// Corrected is a correction of past records, one of Corrections, and how much
// time it has added or, below zero, removed. Nothing else counts that time.
func Corrected(kind string, by time.Duration) []Increment {
	direction := "added"
	if by < 0 {
		direction = "removed"
	}
	return []Increment{
		{Counter{corrections, labels("kind", kind)}, 1},
		{Counter{correctedSeconds, labels("direction", direction)}, uint64(by.Abs().Milliseconds())},
	}
}

// Reactions are what can come of a notice.
func Reactions() []string { return []string{"acted", "snoozed", "ignored"} }

// Notified is a notice of a kind that the person has seen, and what came of it,
// one of Reactions.
func Notified(kind, outcome string) []Increment {
	return []Increment{{Counter{notifications, labels("kind", kind, "outcome", outcome)}, 1}}
}

// TaskCreated is a task that has been written down, micro or not.
func TaskCreated(micro bool) []Increment {
	return []Increment{{Counter{tasksCreated, labels("size", taskSize(micro))}, 1}}
}

// TaskDone is a task that has been done, in how much time. Estimated is zero
// where nobody had said how long it would take.
func TaskDone(micro bool, estimated, actual time.Duration) []Increment {
	size := labels("size", taskSize(micro))
	done := []Increment{{Counter{tasksCompleted, size}, 1}}
	if estimated <= 0 {
		return done
	}
	done = append(done,
		Increment{Counter{tasksEstimated, size}, uint64(estimated.Milliseconds())},
		Increment{Counter{tasksActual, size}, uint64(max(actual, 0).Milliseconds())})
	return append(done, observed(taskRatio, size, float64(max(actual, 0))/float64(estimated))...)
}

func taskSize(micro bool) string {
	if micro {
		return "micro"
	}
	return "normal"
}

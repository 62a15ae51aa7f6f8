package agenda

import (
	"encoding/json"
	"fmt"
	"time"

	"focusd/timer/agenda"
)

// tracked is what a field of a task that tracking writes becomes, when a change of
// the person is taken back that tracking has gone on from: of the time that was
// spent, what was tracked since stays; and somebody who takes back that they began
// does so whenever tracking has counted it from.
func tracked(kind, field string, was, became, now []byte) (value []byte, ok bool) {
	switch {
	case agenda.Kind(kind) != agenda.KindTask:
		return nil, false
	case field == "since":
		return was, len(became) > 0 && len(now) > 0
	case field == "spent":
		before, err1 := length(was)
		after, err2 := length(became)
		is, err3 := length(now)
		if err1 != nil || err2 != nil || err3 != nil || is < after {
			return nil, false
		}
		return lengthOf(before + is - after), true
	}
	return nil, false
}

// length reads one as documents of the agenda have it.
func length(field []byte) (time.Duration, error) {
	if len(field) == 0 {
		return 0, nil
	}
	var text string
	if err := json.Unmarshal(field, &text); err != nil {
		return 0, fmt.Errorf("read a length: %w", err)
	}
	return time.ParseDuration(text)
}

// lengthOf writes one; none if it is nothing.
func lengthOf(d time.Duration) []byte {
	if d == 0 {
		return nil
	}
	return fmt.Appendf(nil, "%q", d)
}

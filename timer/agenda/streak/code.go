package streak

import (
	"fmt"
	"strings"
)

// Code is what became of one unit. The zero Code is pending.
type Code uint8

const (
	Pending Code = iota
	Done
	Missed
	Rest    // not asked for, by schedule
	Excused // vacation, an excuse, travel, no data
	Frozen  // missed, and bridged by a freeze; computed by Freeze
)

const letters = "PDMRSF"

// String is the letter of c.
func (c Code) String() string {
	if int(c) < len(letters) {
		return letters[c : c+1]
	}
	return fmt.Sprintf("code(%d)", uint8(c))
}

// Eligible tells whether the unit counts for or against the habit.
func (c Code) Eligible() bool { return c == Done || c == Missed }

// ParseCodes reads letters as Format writes them.
func ParseCodes(s string) ([]Code, error) {
	codes := make([]Code, 0, len(s))
	for i, r := range s {
		c := strings.IndexRune(letters, r)
		if c < 0 {
			return nil, fmt.Errorf("letter %d of %q is no code: use D, M, R, S, F and P", i+1, s)
		}
		codes = append(codes, Code(c))
	}
	return codes, nil
}

// Format writes a letter for each code, oldest first.
func Format(codes []Code) string {
	var b strings.Builder
	for _, c := range codes {
		b.WriteString(c.String())
	}
	return b.String()
}

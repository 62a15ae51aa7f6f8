package icon

// Shape is what the picture shows.
type Shape uint8

const (
	NoDaemon Shape = iota
	Idle
	Work
	Overtime
	Paused
	Break
	BreakOver
)

// Steps is the number of visible steps in which the ring fills.
const Steps = 24

// Most is the largest number that there is room for.
const Most = 99

// Icon says what to draw. It is a comparable value: equal icons look the same.
type Icon struct {
	Shape  Shape
	Fill   int // 0 to Steps; only in Work and Paused
	Digits int // 1 to Most, in place of the ring, which 0 leaves; only in Work
	Held   bool
	Off    bool // tracking is off
}

// Theme is the sort of panel the icon has to be readable on.
type Theme uint8

const (
	Either Theme = iota // not known: tones in the middle, readable on both
	Light               // a light panel: dark strokes
	Dark                // a dark panel: light strokes
)

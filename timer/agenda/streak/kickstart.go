package streak

const (
	kickStartDays = 10 // eligible days that a kick-start lasts
	kickStartDone = 7  // days done that reach it
)

// KickStart is a badge about beginning: seven of the first ten eligible days.
// It says nothing about strength, which at that time is 0.31 to 0.41.
type KickStart struct {
	Done, Eligible int // of the first ten eligible days, so far

	Day  int  // the eligible day on which it was reached; 0: not yet
	Over bool // it can no longer be reached: begin again
}

// Started follows the kick-start of a habit. To begin again, pass the codes
// from the day on which it begins.
func Started(days []Code) KickStart {
	var k KickStart
	for _, c := range days {
		if k.Eligible == kickStartDays {
			break
		}
		if !c.Eligible() {
			continue
		}
		k.Eligible++
		if c == Done {
			k.Done++
		}
		if k.Day == 0 && k.Done == kickStartDone {
			k.Day = k.Eligible
		}
	}
	k.Over = k.Done+kickStartDays-k.Eligible < kickStartDone
	return k
}

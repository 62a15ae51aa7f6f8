package streak

// Consistency is the share of days with anything at all, as the two numbers it
// is made of: "12 of 14 days" says more than 86 %.
type Consistency struct {
	Kept, Eligible int
}

// Share is from 0 to 1; ok is false if there was no eligible day.
func (c Consistency) Share() (share float64, ok bool) {
	if c.Eligible == 0 {
		return 0, false
	}
	return float64(c.Kept) / float64(c.Eligible), true
}

// Consistent looks at the last n days. A day counts for anything that was
// done, however small; of an AtMost habit, where any amount is too much of it,
// a day counts if the limit held. Today counts once there is something.
//
// Of a habit that asks for some days a week the units are weeks: its Units, as
// Days without amounts, are what to look at, or three of three would be 43 %.
func (a Aim) Consistent(days []Day, n int) Consistency {
	var c Consistency
	for _, d := range days[max(len(days)-n, 0):] {
		something := d.Code == Done || a != AtMost && d.Amount > 0
		if something {
			c.Kept++
		}
		if something || d.Code == Missed {
			c.Eligible++
		}
	}
	return c
}

// Package streak says what a habit has come to: how long it has been kept, how
// strong it is, and whether its target should move.
//
// It is arithmetic over a sequence of codes, one for each eligible unit: a day,
// or a week for a habit that asks for some times a week. Codes are computed
// from what was logged and never stored, and everything here is computed from
// the whole sequence each time: any day may be edited later, and ten years are
// a few thousand codes.
//
//	D  done         counts
//	M  missed       breaks the streak
//	R  rest         by schedule; connects, does not count
//	S  excused      vacation, a reason, no data; connects, does not count
//	F  frozen       a miss that a freeze bridges; connects, does not count
//	P  pending      today; as if it were not there yet
//
// Whatever was done on a day of rest or an excused day makes that day D: the
// caller sees to it.
//
// # Which figure answers what
//
//	streak       how long without a miss; [Daily], [Weekly]
//	strength     how firm it is, 0 to 1; forgives, and never forgets at once; [Measure.Strength]
//	consistency  the share of days with anything at all, large or small; [Consistent]
//	kick-start   whether the first ten days went well; [Started]
//	ramp         whether to ask for more or for less; [Ramp.Review]
//
// Strength and streak agree about what a day is: only days coded D or M take
// part in either ([Code.Eligible]).
package streak

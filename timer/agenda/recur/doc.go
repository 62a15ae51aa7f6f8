// Package recur says on which dates something comes again, and at which
// instant of such a date a clock shows a given time.
//
// A [Rule] is the part of RFC 5545's recurrence rules that people use: every so
// many days, weeks or months, on some weekdays or days of the month, until a
// date or so many times. It can be written in two ways, which [Parse] both
// reads and the rule writes back:
//
//	FREQ=WEEKLY;INTERVAL=2;BYDAY=TU      Rule.String
//	every 2 weeks on tue                 Rule.Words
//
// A [Series] is a rule with the date it starts on, which is all there is to
// know about its dates. Dates are civil dates, and stepping from one to the
// next is arithmetic on the calendar, never on hours. What is logical about a
// day, such as its beginning at four in the morning, is not known here: which
// day an instant belongs to is asked of a tracker.Calendar, and when a clock
// shows half past nine is asked of [At]. One function for both is wrong for
// one of them.
package recur

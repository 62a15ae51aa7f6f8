// Package month makes up the log and the agenda of a month that ends now: what
// somebody has who uses all of focusd. Pictures are taken of it, and pages tried
// on it.
//
//	err := month.Lay(dir, time.Now(), month.Zone(time.Now())) // then: focusd on that folder
//
// The days are those of package person, under other names; tasks, time blocks,
// habits and goals follow the blocks of them. Two of the days are a vacation.
// The same instant always makes the same month. Nobody is real, nor is any
// program, book, harbour or shop.
//
//	month.go   the store
//	life.go    what was in front
//	names.go   what it is called
//	plan.go    what was meant to be done, and what became of it
//	diary.go   the agenda of a day
//	said.go    rules, entries and corrections
package month

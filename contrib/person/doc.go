// Package person makes up the days of somebody who works at a computer: blocks
// of work, mail, meetings, lunch, reading, distraction, evenings, weekends, days
// in bed and a trip to another zone. The same Character lives the same Life, on
// every machine.
//
// A Life is the plain truth, who was where when; its Record is what the daemon
// would have been told of it, in the form of package replay, and its Away what
// only the person can tell. What the daemon makes of the record can be compared
// with the truth:
//
//	life := person.Live(person.Character{Seed: 1, Begin: day, Days: 31})
//	err := life.Record(file) // then: focusd replay file
//
// Nobody is real: apps are called by what they are for, and titles by numbered
// samples.
package person

// Package credit gives the time that was tracked to what the person planned:
// time blocks and habits tick themselves, days begin and end, and a task that
// is being done does not count the lunch in between.
//
//	Teller   tells what a day's time went to, and credits it
//	closed   remembers what days came to that are over; months of it are kept
//
// What an amount of time is worth to which thing is for package timer/agenda to
// say, and what a day's time went to for package report. Here the two meet: the
// log, the blocks and the entries of a day are read, and what the agenda makes
// of them is kept, if it makes anything of them.
//
// What a day that is over came to is summed up once, and kept in the store: the
// sums of a month are one document. They hold as long as the rules, the calendar
// and the program are the same, and the same is said of the day; when something
// is forgotten, they go. The last two years are summed up in the background.
//
// It costs nothing while nobody is there. It looks when the engine has committed
// more of the log, once a minute at most; at once when somebody comes or goes,
// and when the timer turns.
package credit

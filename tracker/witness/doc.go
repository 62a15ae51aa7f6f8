// Package witness keeps who said what about the person, and when: so that for a
// minute of the log it can be said why it is active, idle or unobserved.
//
// The log has what was found; the journal of witnesses has what it was found
// by. Only changes are noted: another source of windows, input that ended or
// came back, a lock, a sleep, evidence, a clock that was set, a daemon that
// began. A note has no app and no title in it, ever.
//
//	09:00:00  window   told by x11
//	14:32:10  input    none since 14:29:10, told by x11     ◀── noted then,
//	14:40:02  input    there is some, told by x11               in force from 14:29:10
//
// The journal is kept in pages of some two kilobytes. Each begins with what was
// in force then, so that one page answers for every instant in it. A page has
// the name of its UTC day: pages of days long past are removed by their names,
// and nobody has to look for them.
package witness

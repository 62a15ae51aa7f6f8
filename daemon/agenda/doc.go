// Package agenda keeps what the person wants to do: tasks, time blocks, habits,
// goals, and the diary of each day. What they are, and what a command does to
// them, is for package timer/agenda to say; here a command is made durable, and
// taken back.
//
//	Book       the agenda of one person, kept as documents of the engine
//	read.go    how it is read, once
//	offer.go   what was offered, and passed over
//	encode.go  changes and documents
//
// Each item is a document of its kind. A command is checked first, against the
// agenda in memory; then its change is kept, together with what undoing it
// takes; then the agenda in memory has it. One command is made at a time.
//
// Tasks that have ended are many, and read only as far back as somebody asks
// for them. Titles of tasks are the person's own words: errors that quote them
// are for the person to see and go into no log.
package agenda

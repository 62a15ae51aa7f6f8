// Package rules keeps what the person says their time is worth: categories and
// rules of their own, which go before those that package category brings.
//
//	Book     the rules of one person, kept as documents of the engine
//	Edition  the rules in force, compiled: a value that nobody changes
//	Change   one thing that the person wants to be otherwise
//
// Documents are of four kinds:
//
//	rule          ULID            {"v":1,"text":"app=editor -> code"}
//	category      name            {"v":1,"text":"category code earns"}
//	rule.off      id of a default {"v":1}
//	rule.change   ULID            what the last changes were made of, to undo them
//
// A change is checked first, by compiling what would be; then kept; then it is
// in force, for the past as well. One change is made at a time. What is wrong
// with documents that are kept already (a newer release wrote them, a default
// category has gone) is left out and told to whoever asks for the rules.
//
// Rules quote titles. Errors of this package are for the person to see: they go
// into no log. How rules match is for package category to say, and what the
// time of a category comes to for the store.
package rules

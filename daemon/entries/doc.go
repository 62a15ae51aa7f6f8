// Package entries keeps what the person says of their time, as documents: who
// wants to add, change or take back an entry comes here.
//
// Each change is one commit of the engine: the entries that it took away, those
// that it put in their place, and an edit that holds both, which is the history
// and what undo goes back by. What was recorded is read and never written.
//
// The documents of kind "entry" have a ULID of the time they start at, those of
// kind "edit" one of the time they were made at, so that a day is read without
// reading ten years. Nothing is remembered between two requests: what somebody
// else destroys in the store is gone here as well.
package entries

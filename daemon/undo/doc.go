// Package undo keeps what the last changes of documents were made of, so that
// the person can take them back, one after the other, the last one first.
//
// A change is noted in the same commit that makes it. It is taken back only if
// nothing has changed the same things since: what came later is never lost. The
// things are the fields of a document that is a JSON object, and of a field that
// is a list its elements; else the document. Of a field that changes by itself, as
// the person goes on, Own says what is left of it.
package undo

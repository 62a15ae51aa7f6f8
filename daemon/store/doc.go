// Package store keeps the log, the blocks and the ledger in one bbolt file. It
// is the engine.Store of the daemon, and what the offline commands (verify,
// restore, compact) work with.
//
// What is where; every value of every bucket begins with the u32 LE CRC-32C of
// its key and the rest, because bbolt checks only its own two meta pages:
//
//	meta     text                    schema, min_reader, uuid, created, clean, sums, count/<bucket>
//	tail     be64 start_ms, stream   one span of a day that is still open      row.go
//	chunk    be32 day, stream        all spans of a closed UTC day, by column  chunk.go
//	sum      be32 day, stream        totals of a chunk, or with a 1 after it of  sum.go
//	                                 all chunks of a month; made from these
//	edit     be64 sequence           reserved: undo log of edits by hand
//	imp      stream, be32 day        reserved: what was imported
//	stream   u8                      JSON: kind and host; 0 is this machine
//	block    ULID                    JSON
//	break    ULID                    JSON
//	record   ULID                    JSON: transitions of the timer
//	timer    "state"                 JSON
//	counter  be16 id                 name of a counter of the ledger
//	ledger   "values"                the values of all counters, by id
//	value    text                    run-time settings
//	document kind, 0, id             what a person keeps: rules, entries of the log
//
// The two halves of the ledger are apart for its size: the values alone are
// small enough for bbolt to keep them in its root page, so that counting adds
// no page to a commit.
//
// Totals of a day or of ten years are a matter of microseconds, because each
// transaction that changes a chunk makes the sums of its day and month anew.
// They can be dropped at any time.
//
// What is forgotten leaves no byte behind: the file is copied, scrubbed and
// copied again without its free pages, verified, and put in the place of the old
// one, and so are the copies of it (forget.go). Until then nothing has happened.
// Titles that were kept for long enough go the same way (fade.go); a chunk says by
// a flag that this has been done, so that no other is read for it again.
//
// Beside it lies the heartbeat (heartbeat.go): how the log has gone on since the
// last transaction, for the daemon after one that was killed.
//
// One goroutine commits, any may read. A reader copies what it needs and
// closes its transaction before it yields: while one is open, bbolt cannot
// reuse a page.
//
// Totals by category are opinions: they are made of the chunks with the rules
// that the caller brings, and remembered in memory until those change.
//
// What the spans mean, and the rules, do not belong here. The package should be
// considered internal to this module.
package store

package entries

import (
	"crypto/rand"
	"io"
	"time"

	"github.com/oklog/ulid/v2"
)

// ids makes the IDs of documents. Those of edits grow, also when the clock is
// set back or does not move: the last edit is the one that was made last.
type ids struct {
	last    uint64 // milliseconds of the edit before
	entropy io.Reader
}

func newIDs() *ids { return &ids{entropy: ulid.Monotonic(rand.Reader, 0)} }

func (i *ids) edit(at time.Time) string {
	i.last = max(i.last, milliseconds(at))
	return ulid.MustNew(i.last, i.entropy).String()
}

// entryID is a new ID for an entry that starts then.
func entryID(start time.Time) string {
	return ulid.MustNew(milliseconds(start), rand.Reader).String()
}

// floor is not above the ID of anything at that time or later, and above that of
// everything before.
func floor(at time.Time) string {
	var id ulid.ULID
	if err := id.SetTime(milliseconds(at)); err != nil {
		panic("entries: milliseconds are bounded: " + err.Error())
	}
	return id.String()
}

// ceiling is above every ULID.
const ceiling = "8"

func milliseconds(t time.Time) uint64 { return min(uint64(max(t.UnixMilli(), 0)), ulid.MaxTime()) }

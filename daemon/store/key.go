package store

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/timer"
)

const dayMillis = 24 * 60 * 60 * 1000

// utcDay is a UTC day, counted since 1970.
type utcDay uint32

func dayOf(ms int64) utcDay { return utcDay(ms / dayMillis) }

// start is the first millisecond of the day.
func (d utcDay) start() int64 { return int64(d) * dayMillis }

func (d utcDay) String() string { return fromMillis(d.start()).Format(time.DateOnly) }

func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// stream is where spans come from; each is a log of its own.
type stream uint8

// local is the stream of this machine's windows and presence.
const local stream = 0

func tailKey(ms int64, s stream) []byte {
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, 9), uint64(ms)), byte(s))
}

func parseTailKey(key []byte) (ms int64, s stream, err error) {
	if len(key) != 9 || key[0] > 0x7f {
		return 0, 0, fmt.Errorf("%w: %x is not a key of the tail", ErrDamaged, key)
	}
	return int64(binary.BigEndian.Uint64(key)), stream(key[8]), nil
}

func chunkKey(d utcDay, s stream) []byte {
	return append(binary.BigEndian.AppendUint32(make([]byte, 0, 5), uint32(d)), byte(s))
}

func parseChunkKey(key []byte) (d utcDay, s stream, err error) {
	if len(key) != 5 {
		return 0, 0, fmt.Errorf("%w: %x is not a key of a day", ErrDamaged, key)
	}
	return utcDay(binary.BigEndian.Uint32(key)), stream(key[4]), nil
}

// eventKey is a ULID whose random part is the Seq: keys sort by time, and the
// same event always has the same key.
func eventKey(at time.Time, seq timer.Seq) ([]byte, error) {
	var id ulid.ULID
	if at.Before(time.UnixMilli(0)) {
		return nil, fmt.Errorf("event %d: its time is before 1970", seq)
	}
	if err := id.SetTime(ulid.Timestamp(at)); err != nil {
		return nil, fmt.Errorf("event %d: %w", seq, err)
	}
	binary.BigEndian.PutUint64(id[8:], uint64(seq))
	return id[:], nil
}

// keySeq is the Seq in a key that eventKey made.
func keySeq(key []byte) (timer.Seq, error) {
	if len(key) != len(ulid.ULID{}) {
		return 0, fmt.Errorf("%w: %x is not the key of an event", ErrDamaged, key)
	}
	return timer.Seq(binary.BigEndian.Uint64(key[8:])), nil
}

// eventFrom is a key that no event at or after t sorts before.
func eventFrom(t time.Time) []byte {
	var id ulid.ULID
	ms := min(uint64(max(t.UnixMilli(), 0)), ulid.MaxTime())
	if err := id.SetTime(ms); err != nil {
		panic("store: a time not above ulid.MaxTime was refused")
	}
	return id[:]
}

func counterKey(id int) []byte { return binary.BigEndian.AppendUint16(nil, uint16(id)) }

package store

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"focusd/tracker"
)

// A sum is what the spans of a sealed day, or of all sealed days of a month,
// add up to. It can be made anew of the chunks at any time, and says what it
// was made of: one that says something else than the chunks is not believed.
//
//	u8       version = 2
//	u32 LE   of a day: the checksum of its chunk
//	         of a month: that of u32 LE day, u32 LE checksum of its chunk, for each day
//	any number of parts, of which unknown ones are skipped:
//	  u8 kind, uvarint length, as many bytes
//	  1 presences: uvarint ms of each, in their order
//	  2 apps: each uvarint len, bytes, uvarint ms active, uvarint stretches, uvarint ms passive;
//	    by name, because those of several sums are added up in less time if their order is one
//
// The sum of a month has its key right after that of its first day.
const (
	sumVersion = 2

	sumPresences = 1
	sumApps      = 2
	// 3 is free. The time by category is not stored, as rules change: see judged.

	monthLevel = 1 // the byte that the key of a month ends with

	sumHead = sumSize + 1 + 4 // bytes of a value before its parts
)

// month is the days of one UTC month: first, and the first of the next one.
type month struct{ first, next utcDay }

func monthOf(d utcDay) month {
	year, m, _ := fromMillis(d.start()).Date()
	first := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return month{dayOf(first.UnixMilli()), dayOf(first.AddDate(0, 1, 0).UnixMilli())}
}

func (m month) String() string { return fromMillis(m.first.start()).Format("2006-01") }

func monthKey(m month, s stream) []byte { return append(chunkKey(m.first, s), monthLevel) }

// parseSumKey is the reverse of chunkKey and monthKey.
func parseSumKey(key []byte) (d utcDay, s stream, isMonth bool, err error) {
	isMonth = len(key) == 6 && key[5] == monthLevel
	if isMonth {
		key = key[:5]
	}
	d, s, err = parseChunkKey(key)
	return d, s, isMonth, err
}

// storedSum is a sum as it is in its bucket, checksum included.
type storedSum struct{ key, value []byte }

// madeOf is what the sum in a stored value was made of. It does not look at the
// checksum; ok is false for a value that this release did not write.
func madeOf(value []byte) (of uint32, ok bool) {
	if len(value) < sumHead || value[sumSize] != sumVersion {
		return 0, false
	}
	return binary.LittleEndian.Uint32(value[sumSize+1:]), true
}

// appendSum appends a sum that was made of the given.
func appendSum(b []byte, of uint32, t *tracker.Tally) []byte {
	b = binary.LittleEndian.AppendUint32(append(b, sumVersion), of)
	var part []byte
	for _, d := range t.Presences {
		part = binary.AppendUvarint(part, uint64(d.Milliseconds()))
	}
	b = appendPart(b, sumPresences, part)
	part = part[:0]
	totals := maps.Collect(t.Apps())
	for _, app := range slices.Sorted(maps.Keys(totals)) {
		total := totals[app]
		part = appendString(part, app)
		part = binary.AppendUvarint(part, uint64(total.Time.Milliseconds()))
		part = binary.AppendUvarint(part, uint64(total.Spans))
		part = binary.AppendUvarint(part, uint64(total.Passive.Milliseconds()))
	}
	return appendPart(b, sumApps, part)
}

func appendPart(b []byte, kind byte, part []byte) []byte {
	b = binary.AppendUvarint(append(b, kind), uint64(len(part)))
	return append(b, part...)
}

// sumParts are a sum that was read. The names are as good as its bytes.
type sumParts struct {
	presences tracker.Totals
	apps      []sumApp
}

type sumApp struct {
	name  []byte
	total tracker.AppTotal
}

// read reads what appendSum wrote, the checksum of the value already gone.
func (p *sumParts) read(rest []byte) error {
	r := reader{data: rest}
	p.presences, p.apps = tracker.Totals{}, p.apps[:0]
	if v := r.byte(); v != sumVersion {
		r.fail("version %d of a sum", v)
	}
	r.bytes(4)
	for len(r.data) > 0 {
		kind := r.byte()
		part := reader{data: r.string()}
		switch kind {
		case sumPresences:
			p.readPresences(&part)
		case sumApps:
			p.readApps(&part)
		default:
			continue
		}
		if err := part.end(); err != nil {
			return err
		}
	}
	return r.err
}

// mostMillis is the longest time there is.
const mostMillis = uint64(math.MaxInt64 / time.Millisecond)

func (p *sumParts) readPresences(r *reader) {
	for i := range p.presences {
		v := r.uvarint()
		if v > mostMillis {
			r.fail("a length of %d ms", v)
			return
		}
		p.presences[i] = time.Duration(v) * time.Millisecond
	}
}

// readApps does without the methods of r: this is half of what adding up years
// takes.
func (p *sumParts) readApps(r *reader) {
	for data := r.data; len(data) > 0; {
		size, n := binary.Uvarint(data)
		if n <= 0 || size > uint64(len(data)-n) {
			r.fail("an app ends too early")
			return
		}
		name := data[n : n+int(size)]
		data = data[n+int(size):]
		ms, n := binary.Uvarint(data)
		if n <= 0 || ms > mostMillis {
			r.fail("an app has no time")
			return
		}
		spans, m := binary.Uvarint(data[n:])
		if m <= 0 || spans > math.MaxInt32 {
			r.fail("an app has no stretches")
			return
		}
		data = data[n+m:]
		passive, n := binary.Uvarint(data)
		if n <= 0 || passive > mostMillis {
			r.fail("an app has no passive time")
			return
		}
		data = data[n:]
		p.apps = append(p.apps, sumApp{name, tracker.AppTotal{
			Time: time.Duration(ms) * time.Millisecond, Passive: time.Duration(passive) * time.Millisecond, Spans: int(spans),
		}})
	}
	r.data = nil
}

// addTo adds the sum so many times: once, or minus once to take it away.
func (p *sumParts) addTo(t *tracker.Tally, times int) {
	for i, d := range p.presences {
		t.Presences[i] += d * time.Duration(times)
	}
	for i := range p.apps {
		total := p.apps[i].total
		t.AddApp(p.apps[i].name, tracker.AppTotal{
			Time: total.Time * time.Duration(times), Passive: total.Passive * time.Duration(times), Spans: total.Spans * times,
		})
	}
}

// fingerprint says of which chunks the sum of a month was made.
type fingerprint []byte

func (f fingerprint) add(d utcDay, chunk uint32) fingerprint {
	f = binary.LittleEndian.AppendUint32(f, uint32(d))
	return binary.LittleEndian.AppendUint32(f, chunk)
}

func (f fingerprint) checksum() uint32 { return checksum(nil, f) }

// chunkSum is the checksum that the stored value of a chunk begins with.
func chunkSum(value []byte) (uint32, error) {
	if len(value) < sumSize {
		return 0, fmt.Errorf("%w: a chunk of %d bytes", ErrDamaged, len(value))
	}
	return binary.LittleEndian.Uint32(value), nil
}

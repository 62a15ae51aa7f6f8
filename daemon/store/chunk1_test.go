package store

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/privacy"
)

// encodeOne makes a chunk of version 1 as releases up to schema 3 did, but for
// the order of subjects.
func encodeOne(t testing.TB, day utcDay, spans []tracker.Span) []byte {
	t.Helper()
	s := subjectsOf(spans)
	c := columnsOf(day, spans, s)
	numbers := func(b []byte, column []uint32) []byte {
		for _, v := range column {
			b = binary.AppendUvarint(b, uint64(v))
		}
		return b
	}
	b := binary.AppendUvarint(nil, uint64(len(s.apps)))
	for _, app := range s.apps {
		b = appendString(b, app)
	}
	b = numbers(binary.AppendUvarint(b, uint64(len(s.windows))), s.byApp)
	b = binary.AppendUvarint(b, uint64(len(spans)))
	gaps, lengths, end := make([]uint32, len(spans)), make([]uint32, len(spans)), uint32(0)
	for i := range spans {
		gaps[i], lengths[i], end = c.starts[i]-end, c.ends[i]-c.starts[i], c.ends[i]
	}
	b = numbers(numbers(numbers(b, gaps), lengths), s.bySpan)
	b = appendRuns(b, c.shapes, func(b []byte, s shape) []byte { return append(b, packFlags(s.presence, s.flags)) })
	b = appendRuns(b, c.offsets, func(b []byte, minutes int) []byte { return binary.AppendVarint(b, int64(minutes)) })
	b = binary.AppendUvarint(b, 0)
	chunk := []byte{1, 0}
	titles := s.titles()
	if len(titles) > 0 {
		chunk[1] = chunkTitles
	}
	chunk = append(binary.AppendUvarint(chunk, uint64(len(b))), b...)
	if len(titles) > 0 {
		var err error
		if chunk, err = testCodec(t).compress(titles, chunk); err != nil {
			t.Fatal(err)
		}
	}
	return chunk
}

// What an earlier release has written can be read for ever: these are its bytes.
func TestChunkOfVersionOne(t *testing.T) {
	const old = "01" + "00" + "33" + // version, flags, length of the numbers
		"03" + "00" + "06656469746f72" + "046d61696c" + // apps
		"03" + "000102" + // subjects
		"04" + // spans
		"0000bb0500" + "ac0201e807b0a89929" + // gaps, lengths
		"00010201" + // subject of each
		"0d01" + "0001" + "1001" + "0101" + // flags
		"7802" + "a30302" + // offsets
		"00" // categories by hand
	chunk, err := hex.DecodeString(old)
	if err != nil {
		t.Fatal(err)
	}
	spans := small()
	for i := range spans {
		spans[i].Window.Title = ""
	}
	got, err := testCodec(t).decode(mondayDay, chunk, &scratch{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "spans", got, spans)
}

func TestFullChunksOfVersionOne(t *testing.T) {
	c := testCodec(t)
	sc := &scratch{}
	for i, spans := range days(7, 3) {
		day := mondayDay + utcDay(i)
		chunk := encodeOne(t, day, spans)
		got, err := c.decode(day, chunk, sc)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "spans", got, spans)
		for n := range min(len(chunk), 5000) {
			if _, err := c.decode(day, chunk[:n], &scratch{}); !errors.Is(err, ErrDamaged) {
				t.Fatalf("the first %d of %d bytes: %v, want %v", n, len(chunk), err, ErrDamaged)
			}
		}
	}
}

// versions are those of the chunks of a store, and readable by which reader it
// says that it is.
func versions(t *testing.T, path string) (chunks []byte, reader uint32) {
	t.Helper()
	f, err := openReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	err = f.view(func(t *tx) (err error) {
		c, err := t.cursor(bChunk)
		if err != nil {
			return err
		}
		for key, value := c.first(); key != nil; key, value = c.next() {
			chunks = append(chunks, value[sumSize])
		}
		reader, err = t.number("min_reader")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return chunks, reader
}

// What an earlier release has sealed stays as it is until the store is
// compacted.
func TestCompactEncodesOldChunksAnew(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	log := days(5, 3)
	err := s.file.update(func(x *tx) error {
		for i, spans := range log {
			day := mondayDay + utcDay(i)
			chunk := encodeOne(t, day, spans)
			if i == 1 {
				chunk[1] |= chunkPurged
			}
			if err := x.put(bChunk, chunkKey(day, local), chunk); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	s = open(t, dir)
	equal(t, "log", allSpans(t, s), slices.Concat(log...))
	enginetest.SameTotals(t, s, log, 20)
	shut(t, s)
	if got, _ := versions(t, s.path()); string(got) != "\x01\x01\x01" {
		t.Errorf("opening made chunks of versions %v", got)
	}
	before, after, err := Compact(dir, Options{})
	if err != nil || after >= before {
		t.Fatalf("%d bytes became %d, %v", before, after, err)
	}
	if got, _ := versions(t, s.path()); string(got) != "\x02\x02\x02" {
		t.Errorf("compacting made chunks of versions %v", got)
	}
	allSummed(t, s.path())
	verifyDeep(t, s.path())
	s = open(t, dir)
	equal(t, "log", allSpans(t, s), slices.Concat(log...))
	if from, err := s.TitlesFrom(); err != nil || !from.Equal(monday.AddDate(0, 0, 1)) {
		t.Errorf("the first day with titles that are to fade ends at %v, %v", from, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*"+unfinished)); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

// A copy of an earlier release from which something is taken has chunks of this
// one, and says that the earlier one cannot read it.
func TestAnOldCopyThatForgetsNeedsThisReader(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	copied := filepath.Join(dir, FileName+".schema-3")
	if err := copyFile(filepath.Join("testdata", "schema-3.db"), copied); err != nil {
		t.Fatal(err)
	}
	if got, reader := versions(t, copied); string(got) != "\x01" || reader != 2 {
		t.Fatalf("the store of schema 3 has chunks %v for reader %d", got, reader)
	}
	f := engine.Forgetting{Erasure: privacy.Erasure{App: "mail"}}
	if c, err := s.ForgetCopies(f); err != nil || len(c.Rewritten) != 1 {
		t.Fatalf("copies: %+v, %v", c, err)
	}
	if got, reader := versions(t, copied); string(got) != "\x02" || reader != chunkReader {
		t.Errorf("it has chunks %v for reader %d", got, reader)
	}
}

package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"focusd/tracker"
)

// The heartbeat is a file beside the store. It says how the log has gone on since
// the last transaction, in one write that goes through to the disk, where a
// transaction is five pages and waits for the disk twice. What it says is heard
// when the store is opened, and nowhere else.
//
// It has two places, written in turn, so that one that is cut off in the middle
// leaves the one before it. In each there is
//
//	uvarint length | u32 LE CRC-32C of what follows | uvarint transaction |
//	uvarint number | rows: uvarint start_ms, uvarint length, row as in the tail
//
// A beat is about the store as that transaction has left it: after any later one
// it says nothing. Of those that say something, the one with the highest number is
// heard: from the first of its rows on, the log is these rows.
const (
	heartbeatName = "focusd.heartbeat"
	heartbeatSize = 32 << 10 // of a place
)

// errNoBeat is why a heartbeat is refused: there must be a commit.
var errNoBeat = errors.New("it needs a commit")

// heart writes heartbeats. It belongs to the goroutine that commits.
type heart struct {
	path   string
	file   *os.File // nil: not opened yet
	tx     uint64   // the last transaction; 0: not known
	number uint64   // of the last beat
	alive  bool     // the file says something that the store does not
}

// Heartbeat keeps spans for whoever opens the store next, if nothing is committed
// until then: from the start of the first one on, the log is spans. They are taken
// as Commit takes them, or refused.
func (s *Store) Heartbeat(spans []tracker.Span) error {
	rows, err := normal(spans)
	if err == nil {
		err = s.heart.beat(rows)
	}
	if err != nil {
		return fmt.Errorf("heartbeat: %w", explain(err))
	}
	return nil
}

func (h *heart) beat(rows []tracker.Span) error {
	if h.tx == 0 || len(rows) == 0 {
		return errNoBeat
	}
	data := encodeBeat(h.tx, h.number+1, rows)
	if len(data) > heartbeatSize {
		return errNoBeat
	}
	if err := h.open(); err != nil {
		return err
	}
	h.number++
	h.alive = true
	_, err := h.file.WriteAt(data, int64(h.number%2)*heartbeatSize)
	return err
}

// open opens the file, which stays open: only its name has to be made to last.
func (h *heart) open() (err error) {
	if h.file != nil {
		return nil
	}
	if h.file, err = os.OpenFile(h.path, os.O_RDWR|os.O_CREATE|writeThrough, 0o600); err != nil {
		return err
	}
	return syncDir(filepath.Dir(h.path))
}

// committed takes in that the store has it all.
func (h *heart) committed(tx uint64) { h.tx, h.alive = tx, false }

// forget leaves nothing of what the file has said.
func (h *heart) forget() error {
	info, err := os.Stat(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = overwrite(h.path, info.Size())
	}
	if h.file != nil {
		err = errors.Join(err, h.file.Close())
	}
	h.file, h.alive = nil, false
	return errors.Join(err, remove(h.path))
}

// overwrite leaves nothing in a file: to remove it leaves it all on the disk.
func overwrite(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(make([]byte, size), 0)
	return errors.Join(err, f.Sync(), f.Close())
}

// close leaves no file, unless it says something that the store does not.
func (h *heart) close() error {
	if !h.alive {
		return h.forget()
	}
	return h.file.Close()
}

func encodeBeat(tx, number uint64, rows []tracker.Span) []byte {
	b := binary.AppendUvarint(nil, tx)
	b = binary.AppendUvarint(b, number)
	for _, s := range rows {
		b = binary.AppendUvarint(b, uint64(s.Start.UnixMilli()))
		b = appendString(b, string(appendRow(nil, s)))
	}
	return appendString(nil, string(sealed([]byte(heartbeatName), b)))
}

// beat is what one place of the file says.
type beat struct {
	tx, number uint64
	rows       []tracker.Span
}

// decodeBeat is the reverse of encodeBeat, at the beginning of data.
func decodeBeat(data []byte) (b beat, err error) {
	place := reader{data: data}
	said, err := unsealed([]byte(heartbeatName), place.string())
	if err = errors.Join(place.err, err); err != nil {
		return beat{}, err
	}
	r := reader{data: said}
	b.tx, b.number = r.uvarint(), r.uvarint()
	for len(r.data) > 0 {
		start, row := int64(r.uvarint()), r.string()
		s, err := parseRow(start, row)
		if err = cmp.Or(r.err, err); err != nil {
			return beat{}, err
		}
		b.rows = append(b.rows, s)
	}
	return b, r.err
}

// lastBeat is what the file at path says of the store as tx has left it; none if
// it says nothing.
func lastBeat(path string, tx uint64) (last beat) {
	data, err := os.ReadFile(path)
	if err != nil {
		return beat{} // no reason not to begin
	}
	for ; len(data) > 0; data = data[min(len(data), heartbeatSize):] {
		if b, err := decodeBeat(data); err == nil && b.tx == tx && b.number > last.number {
			last = b
		}
	}
	return last
}

// hearOffline is hear for a store that nobody has open.
func hearOffline(path string) error {
	beats := filepath.Join(filepath.Dir(path), heartbeatName)
	if _, err := os.Stat(beats); err != nil {
		return nil
	}
	c, err := newCodec()
	if err != nil {
		return err
	}
	defer c.close()
	f, err := openFile(path)
	if err != nil {
		return err
	}
	return errors.Join(hear(f, c, beats), f.close())
}

// hear has the log in f go on as the heartbeat of a daemon says that was killed.
func hear(f *file, c *codec, path string) error {
	var last uint64
	if err := f.view(func(t *tx) error { last = t.id(); return nil }); err != nil {
		return err
	}
	b := lastBeat(path, last)
	if len(b.rows) == 0 {
		return nil
	}
	return f.update(func(t *tx) error { return log{t, c, local}.replace(b.rows[0].Start, b.rows) })
}

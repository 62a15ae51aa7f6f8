package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strconv"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The buckets; doc.go says what is in them.
const (
	bMeta    = "meta"
	bTail    = "tail"
	bChunk   = "chunk"
	bSum     = "sum"
	bEdit    = "edit"
	bImport  = "imp"
	bStream  = "stream"
	bBlock   = "block"
	bBreak   = "break"
	bRecord  = "record"
	bTimer   = "timer"
	bCounter = "counter"
	bLedger  = "ledger"
	bValue   = "value"

	bDocument = "document"
)

// buckets are all of them.
func buckets() []string {
	return []string{bMeta, bTail, bChunk, bSum, bEdit, bImport, bStream, bBlock, bBreak, bRecord, bTimer, bCounter, bLedger, bValue, bDocument}
}

// full is the part of a page that a bucket fills before it splits one. Keys
// that only ever grow leave half of every page empty with bbolt's default.
func full(bucket string) float64 {
	switch bucket {
	case bTail, bChunk, bSum, bEdit:
		return 0.95
	}
	return bolt.DefaultFillPercent
}

const (
	lockTimeout = time.Second // bbolt's own lock is only the second net
	allocSize   = 1 << 20     // bbolt's 16 MiB make a new file look large
	compactStep = 1 << 20     // bytes a transaction while compacting
)

// file is an open bbolt file. No other file of this package knows bbolt.
type file struct {
	mu   sync.RWMutex // held while bolt is used; exchange replaces it
	bolt *bolt.DB
}

// mapSize is the address space taken at open. A file that outgrows its map
// makes the writer wait for readers, and new readers for the writer.
// On Windows the file itself is as large as its map (bbolt bolt_windows.go).
func mapSize() int {
	if strconv.IntSize == 32 || runtime.GOOS == "windows" {
		return 0
	}
	return 256 << 20
}

func openFile(path string) (*file, error) {
	most := int64(4 << 30)
	db, err := bolt.Open(path, 0o600, &bolt.Options{
		Timeout:         lockTimeout,
		FreelistType:    bolt.FreelistArrayType,
		InitialMmapSize: mapSize(),
		MaxSize:         int(min(most, math.MaxInt)),
	})
	if err != nil {
		return nil, openError(path, err)
	}
	db.AllocSize = allocSize
	return &file{bolt: db}, nil
}

// openReadOnly opens a file that nobody writes to. It never changes it.
func openReadOnly(path string) (*file, error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: lockTimeout})
	if err != nil {
		return nil, openError(path, err)
	}
	return &file{bolt: db}, nil
}

// ErrBusy is what Verify says to a store that another program has open: it may
// be changing, so nothing can be said about it.
var ErrBusy = errors.New("another program has the store open")

func openError(path string, err error) error {
	if errors.Is(err, bolterrors.ErrTimeout) {
		return fmt.Errorf("open %s: %w", path, ErrBusy)
	}
	return fmt.Errorf("open %s: %w", path, err)
}

func (f *file) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.bolt.Close()
}

// exchange closes the file, has put bring another one to its path, and opens
// what is there then, while readers wait. Nothing can be read any more if that
// cannot be opened.
func (f *file) exchange(path string, put func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.bolt.Close(); err != nil {
		return err
	}
	err := put()
	next, opened := openFile(path)
	if opened != nil {
		return errors.Join(err, opened)
	}
	f.bolt = next.bolt
	return err
}

// update runs fn in a transaction, with the counts of buckets, the sums of days
// and the reader that chunks need kept: a copy that an earlier release has made
// and this one scrubs is not migrated.
func (f *file) update(fn func(*tx) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.bolt.Update(func(b *bolt.Tx) error {
		t := &tx{bolt: b, grown: map[string]int64{}, chunks: map[string]bool{}}
		if err := fn(t); err != nil {
			return err
		}
		if len(t.chunks) > 0 {
			if err := errors.Join(t.needReader(chunkReader), t.sumUp()); err != nil {
				return err
			}
		}
		return t.writeCounts()
	})
}

func (f *file) view(fn func(*tx) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.bolt.View(func(b *bolt.Tx) error { return fn(&tx{bolt: b}) })
}

// mapped calls fn with where the file is in the memory of this process. It is
// there until fn is over: bbolt moves it for no reader that is not done.
func (f *file) mapped(fn func(start, size uintptr) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.bolt.View(func(b *bolt.Tx) error { return fn(f.bolt.Info().Data, uintptr(b.Size())) })
}

// writeTo copies the file as it is now.
func (f *file) writeTo(w io.Writer) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.bolt.View(func(b *bolt.Tx) error {
		_, err := b.WriteTo(w)
		return err
	})
}

// compactInto copies all of f into the empty file to, without free pages.
func (f *file) compactInto(to *file) error {
	to.bolt.AllocSize = 0 // no room ahead
	return bolt.Compact(to.bolt, f.bolt, compactStep)
}

// check has bbolt look at its own pages. A bad page may end the process: bbolt
// looks from a goroutine of its own.
func (f *file) check() error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.bolt.View(func(b *bolt.Tx) error {
		var found []error
		for err := range b.Check() {
			if len(found) < 3 {
				found = append(found, err)
			}
		}
		return errors.Join(found...)
	})
}

// space is the size of the file and how much of it is free, in bytes.
func (f *file) space() (size, free int64, err error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	err = f.bolt.View(func(b *bolt.Tx) error {
		size = b.Size()
		return nil
	})
	s := f.bolt.Stats()
	return size, int64(s.FreePageN+s.PendingPageN) * int64(f.bolt.Info().PageSize), err
}

// tx is a transaction. Slices it returns are valid until it ends.
type tx struct {
	bolt   *bolt.Tx
	grown  map[string]int64 // entries more than when it began, by bucket
	chunks map[string]bool  // the keys of the chunks that were put or deleted
}

// id numbers the transactions that change the file.
func (t *tx) id() uint64 { return uint64(t.bolt.ID()) }

func (t *tx) createBuckets() error {
	for _, name := range buckets() {
		if _, err := t.bolt.CreateBucketIfNotExists([]byte(name)); err != nil {
			return fmt.Errorf("create bucket %s: %w", name, err)
		}
	}
	return nil
}

// names are the buckets that are there.
func (t *tx) names() (names []string, err error) {
	err = t.bolt.ForEach(func(name []byte, b *bolt.Bucket) error {
		if b == nil {
			return fmt.Errorf("%w: a value outside the buckets", ErrDamaged)
		}
		names = append(names, string(name))
		return nil
	})
	return names, err
}

func (t *tx) bucket(name string) (*bolt.Bucket, error) {
	b := t.bolt.Bucket([]byte(name))
	if b == nil {
		return nil, fmt.Errorf("%w: bucket %s is missing", ErrDamaged, name)
	}
	b.FillPercent = full(name)
	return b, nil
}

// get returns the value without its checksum; nil if there is none.
func (t *tx) get(bucket string, key []byte) ([]byte, error) {
	b, err := t.bucket(bucket)
	if err != nil {
		return nil, err
	}
	value := b.Get(key)
	if value == nil {
		return nil, nil
	}
	rest, err := unsealed(key, value)
	if err != nil {
		return nil, fmt.Errorf("bucket %s: %w", bucket, err)
	}
	return rest, nil
}

// raw returns the value as it is, its checksum not looked at; nil if there is
// none.
func (t *tx) raw(bucket string, key []byte) ([]byte, error) {
	b, err := t.bucket(bucket)
	if err != nil {
		return nil, err
	}
	return b.Get(key), nil
}

// eachKey calls fn with the keys of a bucket, in order.
func (t *tx) eachKey(bucket string, fn func(key []byte)) error {
	c, err := t.cursor(bucket)
	if err != nil {
		return err
	}
	for key, _ := c.first(); key != nil; key, _ = c.next() {
		fn(key)
	}
	return nil
}

// put writes the value, unless it is there already: an equal value makes no
// page dirty.
func (t *tx) put(bucket string, key, rest []byte) error {
	b, err := t.bucket(bucket)
	if err != nil {
		return err
	}
	value := sealed(key, rest)
	old := b.Get(key)
	if bytes.Equal(old, value) {
		return nil
	}
	if bucket == bChunk {
		t.chunks[string(key)] = true
	}
	if old == nil {
		t.grown[bucket]++
	}
	if err := b.Put(key, value); err != nil {
		return fmt.Errorf("bucket %s: %w", bucket, err)
	}
	return nil
}

func (t *tx) delete(bucket string, key []byte) error {
	b, err := t.bucket(bucket)
	if err != nil {
		return err
	}
	if b.Get(key) == nil {
		return nil
	}
	if bucket == bChunk {
		t.chunks[string(key)] = true
	}
	t.grown[bucket]--
	if err := b.Delete(key); err != nil {
		return fmt.Errorf("bucket %s: %w", bucket, err)
	}
	return nil
}

func (t *tx) cursor(bucket string) (*cursor, error) {
	b, err := t.bucket(bucket)
	if err != nil {
		return nil, err
	}
	return &cursor{b.Cursor()}, nil
}

// cursor walks over the entries of a bucket as they are, checksums included.
// A nil key means that there are no more.
type cursor struct{ bolt *bolt.Cursor }

func (c *cursor) first() (key, value []byte)           { return c.bolt.First() }
func (c *cursor) last() (key, value []byte)            { return c.bolt.Last() }
func (c *cursor) next() (key, value []byte)            { return c.bolt.Next() }
func (c *cursor) prev() (key, value []byte)            { return c.bolt.Prev() }
func (c *cursor) seek(from []byte) (key, value []byte) { return c.bolt.Seek(from) }

func countKey(bucket string) []byte { return []byte("count/" + bucket) }

// count is the number of entries that a bucket should have.
func (t *tx) count(bucket string) (uint64, error) {
	value, err := t.get(bMeta, countKey(bucket))
	if err != nil || value == nil {
		return 0, err
	}
	if len(value) != 8 {
		return 0, fmt.Errorf("%w: the count of %s has %d bytes", ErrDamaged, bucket, len(value))
	}
	return binary.LittleEndian.Uint64(value), nil
}

func (t *tx) writeCounts() error {
	for bucket, n := range t.grown {
		if bucket == bMeta || n == 0 {
			continue
		}
		before, err := t.count(bucket)
		if err != nil {
			return err
		}
		value := binary.LittleEndian.AppendUint64(nil, before+uint64(n))
		if err := t.put(bMeta, countKey(bucket), value); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"focusd/daemon/engine"
)

// FileName is the name of the store in its folder.
const FileName = "focusd.db"

const (
	schema     = 4 // of buckets, keys and chunks, as this release writes them
	readerOf   = 3 // the newest min_reader that this release can read
	lockName   = "focusd.lock"
	backupsDir = "backups"
)

// ErrTooNew is what Open says to a store that only a newer release can read.
var ErrTooNew = errors.New("the store was written by a newer focusd")

// Options are what Open needs from its surroundings. The zero Options verify
// and salvage in this process, which a damaged page can then end.
//
// Verify runs the function Verify in a child process. Any error means that the
// store is damaged, so a child that cannot even be started must not be one:
// then the store is better verified in this process. Salvage likewise.
type Options struct {
	Verify  func(path string) error
	Salvage func(from, to string) error
}

func (o Options) verify(path string) error {
	if o.Verify != nil {
		return o.Verify(path)
	}
	_, err := Verify(path)
	return err
}

func (o Options) salvage(from, to string) error {
	if o.Salvage != nil {
		return o.Salvage(from, to)
	}
	return Salvage(from, to)
}

// Store is an open store. Commit belongs to one goroutine; everything else may
// be called from any, until Close.
type Store struct {
	dir   string
	opts  Options
	file  *file
	lock  *lock
	codec *codec

	copies sync.Mutex // held while a backup is made, or backups are made to forget

	heart  heart   // of the committing goroutine
	ledger *ledger // as the last commit left it; nil: not known. Of the committing goroutine.

	scratch sync.Pool // of *scratch, for readers
	judged  judged    // what the rules made of sealed days
}

var _ engine.Store = (*Store)(nil)

// Open opens the store in dir, which it makes if need be. It takes the lock
// first (ErrLocked), and verifies what is there before the first write. A
// damaged store is put aside and replaced by what could be saved; lost then
// says what happened, and is nil otherwise.
func Open(dir string, opts Options) (s *Store, lost *Loss, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("open store: %w", explain(err))
	}
	l, err := takeLock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, nil, fmt.Errorf("open store: %w", explain(err))
	}
	s = &Store{dir: dir, opts: opts, lock: l, heart: heart{path: filepath.Join(dir, heartbeatName)}}
	// Whatever was under way when an earlier daemon was killed has not happened,
	// and is not to keep what should have been forgotten.
	if err := removeUnfinished(dir); err != nil {
		return nil, nil, fmt.Errorf("open store: %w", errors.Join(explain(err), s.Close()))
	}
	if lost, err = s.open(); err != nil {
		return nil, nil, fmt.Errorf("open store: %w", errors.Join(explain(err), s.Close()))
	}
	return s, lost, nil
}

func (s *Store) open() (lost *Loss, err error) {
	path := s.path()
	if lost, err = recoverFile(s.dir, s.opts, time.Now()); err != nil {
		return nil, err
	}
	if s.codec, err = newCodec(); err != nil {
		return lost, err
	}
	if s.file, err = openFile(path); err != nil {
		return lost, err
	}
	// bbolt obeys the umask and keeps the mode of an old file.
	if err := os.Chmod(path, 0o600); err != nil {
		return lost, err
	}
	if err := prepare(s.file, time.Now()); err != nil {
		return lost, err
	}
	_ = hear(s.file, s.codec, s.heart.path) // no reason not to begin; if the disk is full, the first commit says so
	if err := migrate(s.file, path, migrations()); err != nil {
		return lost, err
	}
	_ = makeSums(s.file) // nothing is lost without; if the disk is full, the first commit says so
	return lost, nil
}

func (s *Store) path() string { return filepath.Join(s.dir, FileName) }

// Close closes the files, then gives the lock back.
func (s *Store) Close() error {
	errs := []error{s.heart.close()}
	if s.file != nil {
		errs = append(errs, s.file.close())
	}
	if s.codec != nil {
		s.codec.close()
	}
	return errors.Join(append(errs, s.lock.release())...)
}

// prepare makes an empty file a store, and refuses one that is too new.
func prepare(f *file, now time.Time) error {
	var names []string
	err := f.view(func(t *tx) (err error) {
		if names, err = t.names(); err != nil || len(names) == 0 {
			return err
		}
		return readable(t)
	})
	if err != nil || len(names) > 0 {
		return err
	}
	return f.update(func(t *tx) error { return create(t, now) })
}

// readable refuses a store that needs a newer reader.
func readable(t *tx) error {
	needs, err := t.number("min_reader")
	if err != nil {
		return err
	}
	if needs > readerOf {
		return fmt.Errorf("%w: it needs store reader %d, and this release has %d; install the newer release again, or restore a backup", ErrTooNew, needs, readerOf)
	}
	return nil
}

func create(t *tx, now time.Time) error {
	if err := t.createBuckets(); err != nil {
		return err
	}
	host, err := os.Hostname()
	if err != nil {
		host = "" // only for people, and later for merging: it can do without
	}
	origin, err := json.Marshal(streamJSON{V: recordVersion, Kind: "window", Host: host})
	if err != nil {
		return err
	}
	return errors.Join(
		t.setNumber("schema", schema),
		t.setNumber("min_reader", readerOf),
		t.put(bMeta, []byte("uuid"), newUUID()),
		t.put(bMeta, []byte("created"), binary.LittleEndian.AppendUint64(nil, uint64(now.UnixMilli()))),
		t.put(bStream, []byte{byte(local)}, origin),
	)
}

// streamJSON says where a stream comes from.
type streamJSON struct {
	V    int    `json:"v"`
	Kind string `json:"kind"`
	Host string `json:"host,omitzero"`
}

// number reads a u32 of meta; 0 if it is not there.
func (t *tx) number(name string) (uint32, error) {
	value, err := t.get(bMeta, []byte(name))
	if err != nil || value == nil {
		return 0, err
	}
	if len(value) != 4 {
		return 0, fmt.Errorf("%w: meta %s has %d bytes", ErrDamaged, name, len(value))
	}
	return binary.LittleEndian.Uint32(value), nil
}

func (t *tx) setNumber(name string, v uint32) error {
	return t.put(bMeta, []byte(name), binary.LittleEndian.AppendUint32(nil, v))
}

func timerKey() []byte { return []byte("state") }

// Stats is how large the store is.
type Stats struct {
	Size    int64             // bytes of the file
	Free    int64             // bytes of it that the next commits will use
	Entries map[string]uint64 // by bucket
}

// Mapped calls fn with the address and the length in bytes of the store in the
// memory of this process, a copy of its file that is shared with the kernel. It
// is good until fn returns.
func (s *Store) Mapped(fn func(start, size uintptr) error) error { return s.file.mapped(fn) }

// Stats looks at the store as it is now.
func (s *Store) Stats() (Stats, error) {
	stats := Stats{Entries: map[string]uint64{}}
	var err error
	if stats.Size, stats.Free, err = s.file.space(); err != nil {
		return Stats{}, fmt.Errorf("store size: %w", err)
	}
	err = s.file.view(func(t *tx) error {
		for _, name := range buckets()[1:] {
			n, err := t.count(name)
			if err != nil {
				return err
			}
			stats.Entries[name] = n
		}
		return nil
	})
	if err != nil {
		return Stats{}, fmt.Errorf("store size: %w", err)
	}
	return stats, nil
}

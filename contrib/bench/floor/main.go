// Command floor does the least that a program in Go can do to follow the focus of an
// X server: it reads what is in front when that changes, and once a minute how long
// nobody has touched anything, and commits that. It has no rules, no timer and no
// answers. What the daemon costs is held against it, on the same machine at the same
// time.
package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/screensaver"
	"github.com/jezek/xgb/xproto"
	"go.etcd.io/bbolt"
)

const commitEvery = time.Minute

// event is what is noted: what is in front from an instant on, or that nobody had
// touched anything for some milliseconds.
type event struct {
	App, Title string
	At         time.Time
	Idle       uint32
}

var bucket = []byte("events")

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "floor: error:", err)
		os.Exit(1)
	}
}

func run() error {
	home, err := os.UserHomeDir()
	if err != nil {
		return err
	}
	db, err := bbolt.Open(filepath.Join(home, "floor.db"), 0o600, nil)
	if err != nil {
		return err
	}
	defer db.Close()
	w, err := newWatcher()
	if err != nil {
		return err
	}
	defer w.x.Close()
	return w.follow(db)
}

// watcher reads what is in front.
type watcher struct {
	x     *xgb.Conn
	root  xproto.Window
	front xproto.Window

	active, class, name xproto.Atom
}

func newWatcher() (w *watcher, err error) {
	w = new(watcher)
	if w.x, err = xgb.NewConn(); err != nil {
		return nil, err
	}
	if err := screensaver.Init(w.x); err != nil {
		return nil, err
	}
	w.root = xproto.Setup(w.x).DefaultScreen(w.x).Root
	for name, atom := range map[string]*xproto.Atom{"_NET_ACTIVE_WINDOW": &w.active, "WM_CLASS": &w.class, "_NET_WM_NAME": &w.name} {
		reply, err := xproto.InternAtom(w.x, false, uint16(len(name)), name).Reply()
		if err != nil {
			return nil, err
		}
		*atom = reply.Atom
	}
	w.listen(w.root)
	return w, nil
}

func (w *watcher) listen(to xproto.Window) {
	xproto.ChangeWindowAttributes(w.x, to, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
}

// follow notes what happens until the X server is gone.
func (w *watcher) follow(db *bbolt.DB) error {
	changes, gone := make(chan xproto.PropertyNotifyEvent), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			e, err := w.x.WaitForEvent()
			if e == nil && err == nil {
				return
			}
			if changed, ok := e.(xproto.PropertyNotifyEvent); ok {
				changes <- changed
			}
		}
	}()
	pending := w.look(nil)
	commit := time.NewTicker(commitEvery)
	defer commit.Stop()
	for {
		select {
		case <-gone:
			return nil
		case e := <-changes:
			if e.Atom == w.active || e.Atom == w.name {
				pending = w.look(pending)
			}
		case <-commit.C:
			if err := write(db, w.idle(pending)); err != nil {
				return err
			}
			pending = pending[:0]
		}
	}
}

// look notes what is in front.
func (w *watcher) look(pending []event) []event {
	reply, err := w.property(w.root, w.active).Reply()
	if err != nil || len(reply.Value) < 4 {
		return pending
	}
	if front := xproto.Window(xgb.Get32(reply.Value)); front != w.front {
		w.front = front
		w.listen(front)
	}
	class, name := w.property(w.front, w.class), w.property(w.front, w.name)
	e := event{At: time.Now()}
	if reply, err := class.Reply(); err == nil {
		e.App = string(reply.Value)
	}
	if reply, err := name.Reply(); err == nil {
		e.Title = string(reply.Value)
	}
	return append(pending, e)
}

func (w *watcher) property(of xproto.Window, name xproto.Atom) xproto.GetPropertyCookie {
	return xproto.GetProperty(w.x, false, of, name, xproto.GetPropertyTypeAny, 0, 256)
}

// idle notes how long nobody has touched anything.
func (w *watcher) idle(pending []event) []event {
	reply, err := screensaver.QueryInfo(w.x, xproto.Drawable(w.root)).Reply()
	if err != nil {
		return pending
	}
	return append(pending, event{At: time.Now(), Idle: reply.MsSinceUserInput})
}

func write(db *bbolt.DB, pending []event) error {
	return db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(bucket)
		if err != nil {
			return err
		}
		for _, e := range pending {
			value, err := json.Marshal(e)
			if err != nil {
				return err
			}
			n, err := b.NextSequence()
			if err != nil {
				return err
			}
			if err := b.Put(binary.BigEndian.AppendUint64(nil, n), value); err != nil {
				return err
			}
		}
		return nil
	})
}

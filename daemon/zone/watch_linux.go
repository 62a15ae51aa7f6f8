package zone

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/godbus/dbus/v5"
	"golang.org/x/sys/unix"
)

const (
	// settle is how long to wait after a change for the next one: tools remove
	// the link before they make the new one.
	settle = 250 * time.Millisecond

	dialWithin = 10 * time.Second // a machine that starts has much to do

	service    = "org.freedesktop.timedate1"
	properties = "org.freedesktop.DBus.Properties"
)

// Watch tells the zone that the machine is in whenever that has become another
// one, until ctx is done. When several changes were not received, it tells the
// last. The channel is never closed, and nil, so that it never tells, when $TZ
// pins the zone. Call Now after Watch: what changes in between is told.
func Watch(ctx context.Context, log *slog.Logger) <-chan *time.Location {
	m := system()
	if name, pinned := m.pinned(); pinned {
		if _, err := load(name); err != nil {
			log.Warn("TZ names no time zone: the log is kept in UTC until the daemon is started without it, or with one", "err", err)
		}
		return nil
	}
	return m.watch(ctx, log)
}

func (m machine) watch(ctx context.Context, log *slog.Logger) <-chan *time.Location {
	w := &watch{machine: m, log: log, changed: make(chan struct{}, 1), zones: make(chan *time.Location, 1)}
	notify, err := openNotify(filepath.Dir(m.link))
	if err != nil {
		log.Warn("a change of the time zone may go unnoticed until the daemon is started again", "err", err)
	} else {
		context.AfterFunc(ctx, func() { notify.Close() })
		go w.follow(notify)
	}
	w.last, err = m.read()
	if err != nil {
		log.Warn("the system has no time zone that can be read: taking UTC", "err", err)
		w.last = time.UTC
	}
	go w.run(ctx)
	return w.zones
}

type watch struct {
	machine
	log     *slog.Logger
	changed chan struct{} // something happened in the folder of the link
	zones   chan *time.Location
	last    *time.Location // as told
}

// openNotify returns a file that can be read whenever an entry of folder
// appears, goes or was written.
func openNotify(folder string) (*os.File, error) {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return nil, os.NewSyscallError("inotify_init1", err)
	}
	// Not blocking, so that the runtime waits for it together with everything
	// else and Close ends a Read.
	notify := os.NewFile(uintptr(fd), "inotify")
	const mask = unix.IN_CREATE | unix.IN_MOVED_TO | unix.IN_DELETE | unix.IN_CLOSE_WRITE | unix.IN_ONLYDIR
	if _, err := unix.InotifyAddWatch(fd, folder, mask); err != nil {
		notify.Close()
		return nil, fmt.Errorf("watch %s: %w", folder, os.NewSyscallError("inotify_add_watch", err))
	}
	return notify, nil
}

// follow passes changes on until the file is closed. Which entry it was is no
// matter: little happens in the folder, and reading the link is cheap.
func (w *watch) follow(notify io.Reader) {
	events := make([]byte, 4096)
	for {
		if _, err := notify.Read(events); err != nil {
			return
		}
		select {
		case w.changed <- struct{}{}:
		default: // not yet looked at the last one
		}
	}
}

// run looks a moment after something has happened.
func (w *watch) run(ctx context.Context) {
	announced := w.listen(ctx)
	look := time.NewTimer(0)
	look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.changed:
			look.Reset(settle)
		case sig, ok := <-announced:
			switch {
			case !ok:
				announced = nil // the bus is gone; there is the link
			case sig.Name == properties+".PropertiesChanged":
				look.Reset(settle)
			}
		case <-look.C:
			w.look()
		}
	}
}

// listen hears what timedate1 says when somebody sets the zone, which is of use
// where the link leads through other folders; nil: there is no bus.
func (w *watch) listen(ctx context.Context) <-chan *dbus.Signal {
	ctx, cancel := context.WithCancel(ctx)
	patience := time.AfterFunc(dialWithin, cancel)
	defer patience.Stop()
	conn, err := dbus.ConnectSystemBus(dbus.WithContext(ctx))
	if err != nil {
		w.log.Debug("no system bus to hear of the time zone", "err", err)
		cancel()
		return nil
	}
	signals := make(chan *dbus.Signal, 1)
	conn.Signal(signals) // before the bus is asked for them: the first must not be missed
	err = conn.AddMatchSignalContext(ctx, dbus.WithMatchSender(service),
		dbus.WithMatchInterface(properties), dbus.WithMatchMember("PropertiesChanged"))
	if err != nil {
		w.log.Debug("the system bus does not tell of the time zone", "err", err)
		cancel()
		return nil
	}
	return signals
}

func (w *watch) look() {
	zone, err := w.read()
	if err != nil {
		w.log.Warn("the time zone cannot be read: keeping the last one", "zone", w.last, "err", err)
		return
	}
	if zone.String() == w.last.String() && equal(zone, w.last) {
		return
	}
	w.log.Info("the machine is in another time zone", "zone", zone, "before", w.last)
	w.last = zone
	select {
	case <-w.zones: // nobody received it, and it is outdated
	default:
	}
	w.zones <- zone // has room: nobody else sends
}

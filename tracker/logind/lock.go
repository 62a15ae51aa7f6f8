package logind

import (
	"context"
	"log/slog"
	"os"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/source"
)

// Source tells whether the session of the person is locked, or not in front
// because somebody else's is. The zero Source logs nothing.
type Source struct {
	Log *slog.Logger // nil: silent
}

// Name is "logind".
func (Source) Name() string { return "logind" }

// Facts is source.Lock.
func (Source) Facts() source.Facts { return source.Lock }

// Watch emits at once and whenever the person locks, unlocks, switches to
// another session and back, logs out and in. A session that ended counts as
// locked until another one begins. While the person has had none, and while
// logind is restarted, it is not known and the report has no facts. It returns
// ErrNoLogind, ErrLost or ctx.Err().
func (s Source) Watch(ctx context.Context, _ time.Duration, _ <-chan struct{}, emit func(source.Report)) error {
	b, err := dial(ctx,
		[]dbus.MatchOption{dbus.WithMatchSender(service), dbus.WithMatchInterface(managerInterface), dbus.WithMatchMember("SessionNew")},
		[]dbus.MatchOption{dbus.WithMatchSender(service), dbus.WithMatchInterface(managerInterface), dbus.WithMatchMember("SessionRemoved")},
		changesUnder(root+"/session"),
		changesUnder(root+"/user"),
	)
	if err != nil {
		return orEnded(ctx, err)
	}
	defer b.close()
	w := &lockWatch{bus: b, uid: os.Getuid(), emit: emit, log: orSilent(s.Log)}
	return w.run(ctx)
}

// changesUnder selects the changed properties of all objects below path.
func changesUnder(path dbus.ObjectPath) []dbus.MatchOption {
	return []dbus.MatchOption{
		dbus.WithMatchSender(service), dbus.WithMatchInterface(propertyInterface),
		dbus.WithMatchMember("PropertiesChanged"), dbus.WithMatchPathNamespace(path),
	}
}

// lockWatch is what is known of the session in one connection.
type lockWatch struct {
	*bus
	uid  int
	emit func(source.Report)
	log  *slog.Logger

	path dbus.ObjectPath // of the session that is followed, also after its end; "": none yet
	told *lock
}

// lock is what has been told.
type lock struct{ known, locked bool }

// run reads everything anew after whatever logind says: it says little, and a
// log in changes more than one object.
func (w *lockWatch) run(ctx context.Context) error {
	for {
		w.tell(w.look(ctx))
		if _, err := w.next(ctx); err != nil {
			return err
		}
	}
}

func (w *lockWatch) look(ctx context.Context) lock {
	if w.owner == "" {
		w.log.Info("logind went away; whether the session is locked is not known until it is back")
		return lock{}
	}
	all, err := w.sessions(ctx, w.uid)
	if err != nil {
		if ctx.Err() == nil {
			w.log.Warn("logind does not answer; whether the session is locked is not known", "err", err)
		}
		return lock{}
	}
	s, ok := choose(all)
	if !ok {
		w.log.Debug("the person has no session", "had", w.path != "")
		return lock{known: w.path != "", locked: w.path != ""}
	}
	if s.path != w.path {
		w.path = s.path
		w.log.Debug("following a session", "path", s.path, "type", s.kind)
	}
	return lock{known: true, locked: s.locked || !s.active}
}

// tell emits what is news.
func (w *lockWatch) tell(l lock) {
	if w.told != nil && *w.told == l {
		return
	}
	w.told = &l
	r := source.Report{At: time.Now().UTC().Round(0), Locked: l.locked}
	if l.known {
		r.Facts = source.Lock
	}
	w.emit(r)
}

func orSilent(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return log
}

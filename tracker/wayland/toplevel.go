package wayland

import (
	"errors"
	"slices"

	"focusd/tracker"
)

// windowLimit is how many windows a compositor may have before it is not
// believed any more.
const windowLimit = 4096

// looks are what the compositor says of a window.
type looks struct {
	app, title         string // as they came
	active, fullScreen bool
}

// window is the window as the log names it.
func (l looks) window() tracker.Window {
	app := tracker.CanonicalApp(l.app, "")
	return tracker.Window{App: app, Title: tracker.NormalizeTitle(app, l.title)}
}

// toplevel is a window. What is said of it counts when the compositor is done.
type toplevel struct {
	looks
	next  looks
	pid   int // of its process; 0: not known
	tries int // that were made to learn pid
}

// toplevels are the windows of a compositor. The zero toplevels has none and
// knows of none: it is ready when the manager was bound.
type toplevels struct {
	manager uint32
	all     map[uint32]*toplevel
	active  []*toplevel // in the order in which they became active
}

// stir is how an event changed what is in front.
type stir uint8

const (
	still    stir = iota
	retitled      // the same window has another title
	turned        // another window, or none
)

// front is the window in front; nil: none. While a switch is under way two
// windows are active, as the new one may come before the old one goes.
func (w *toplevels) front() *toplevel {
	if len(w.active) == 0 {
		return nil
	}
	return w.active[len(w.active)-1]
}

// managerEvent learns of a new window, or that there will be no more.
func (w *toplevels) managerEvent(c *conn, m *message) error {
	switch m.opcode {
	case managerFinished:
		return errors.New("the compositor has stopped to tell of its windows")
	case managerToplevel:
		id := m.args.word()
		if id < firstServerID || w.all[id] != nil {
			return errors.New("the compositor gave a window an impossible number")
		}
		if len(w.all) == windowLimit {
			return errors.New("the compositor has too many windows")
		}
		if w.all == nil {
			w.all = make(map[uint32]*toplevel)
		}
		w.all[id] = new(toplevel)
		c.objects[id] = windowHandle
	}
	return nil
}

// toplevelEvent takes in what is said of a window.
func (w *toplevels) toplevelEvent(c *conn, m *message) stir {
	t := w.all[m.object]
	switch m.opcode {
	case toplevelTitle:
		t.next.title = m.args.text()
	case toplevelApp:
		t.next.app = m.args.text()
	case toplevelState:
		t.next.active, t.next.fullScreen = parseStates(m.args.array())
	case toplevelDone:
		return w.commit(t)
	case toplevelClosed:
		delete(w.all, m.object)
		c.destroy(m.object, toplevelDestroy)
		t.next.active = false
		return w.commit(t)
	}
	return still
}

// commit makes what was said of a window count.
func (w *toplevels) commit(t *toplevel) stir {
	front, before := w.front(), t.looks
	t.looks = t.next
	switch {
	case t.active && !before.active:
		w.active = append(w.active, t)
	case before.active && !t.active:
		w.active = slices.DeleteFunc(w.active, func(o *toplevel) bool { return o == t })
	}
	switch {
	case w.front() != front:
		return turned
	case t != front:
		return still
	case t.app != before.app || t.fullScreen != before.fullScreen:
		return turned
	case t.title != before.title:
		return retitled
	}
	return still
}

// parseStates reads an array of states.
func parseStates(b []byte) (active, fullScreen bool) {
	for ; len(b) >= 4; b = b[4:] {
		switch ne.Uint32(b) {
		case stateActivated:
			active = true
		case stateFullScreen:
			fullScreen = true
		}
	}
	return active, fullScreen
}

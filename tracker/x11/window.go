package x11

import (
	"focusd/tracker"
	"focusd/tracker/source"
)

// facts are what a window says of itself.
type facts struct {
	title, class string
	machine      string // the host it runs on
	pid          int32  // on that host; 0: not said
	hollow       bool   // a panel or the desktop
	full         bool   // it fills the screen
}

// inquiry is what was asked about a window and not answered yet.
type inquiry struct{ name, wmName, class, pid, machine, kind, state uint16 }

// inquire gathers the requests for everything that is said of a window.
func (c *conn) inquire(window uint32, a atoms) inquiry {
	return inquiry{
		name:    c.property(window, a.name, titleLimit),
		wmName:  c.property(window, atomWMName, titleLimit),
		class:   c.property(window, atomWMClass, classLimit),
		pid:     c.property(window, a.pid, 4),
		machine: c.property(window, atomWMMachine, classLimit),
		kind:    c.property(window, a.kind, classLimit),
		state:   c.property(window, a.state, classLimit),
	}
}

// facts waits for the answers. All of them are read, whatever the first is.
func (c *conn) facts(q inquiry, a atoms) (facts, error) {
	var got [7]property
	var failed error
	for i, seq := range []uint16{q.name, q.wmName, q.class, q.pid, q.machine, q.kind, q.state} {
		b, err := c.reply(seq)
		if _, refused := err.(requestError); err != nil && !refused {
			return facts{}, err
		} else if refused {
			failed = err
			continue
		}
		got[i] = parseProperty(b)
	}
	if failed != nil {
		return facts{}, failed
	}
	f := facts{
		title:   got[0].text(a),
		class:   got[2].class(),
		machine: got[4].text(a),
		hollow:  got[5].has(a.desktop) || got[5].has(a.dock),
		full:    got[6].has(a.full),
	}
	if f.title == "" {
		f.title = got[1].text(a)
	}
	if pid, ok := got[3].word(); ok {
		f.pid = int32(pid)
	}
	return f, nil
}

// view is what is in front, as it is reported. The zero view is nothing.
type view struct {
	window tracker.Window
	pid    int // on this machine; 0: not known
	full   bool
}

// view is f as the log names it. Panels and the desktop itself are nothing in
// front of anybody.
func (f facts) view(p *programs) view {
	if f.hollow {
		return view{}
	}
	program := ""
	if f.class == "" {
		program = p.name(f.pid, f.machine)
	}
	app := tracker.CanonicalApp(f.class, program)
	v := view{window: tracker.Window{App: app, Title: tracker.NormalizeTitle(app, f.title)}, full: f.full}
	if isHere(f.machine) {
		v.pid = int(f.pid)
	}
	return v
}

// report is v, and how idle the person was then, as a source tells it.
func (v view) report() source.Report {
	return source.Report{Facts: source.Windows, Window: v.window, PID: v.pid, FullScreen: v.full}
}

//go:build linux

package main_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	itemIface   = "org.kde.StatusNotifierItem"
	menuIface   = "com.canonical.dbusmenu"
)

// panel is the part of a panel that indicators talk to.
type panel struct {
	t     *testing.T
	conn  *dbus.Conn
	items chan dbus.BusObject // as they register
}

// newPanel connects to the bus; Appear makes it a panel.
func newPanel(s *session) *panel {
	s.t.Helper()
	conn, err := dbus.Connect(s.bus)
	if err != nil {
		s.t.Fatalf("connect to the bus: %v", err)
	}
	s.t.Cleanup(func() { conn.Close() })
	p := &panel{t: s.t, conn: conn, items: make(chan dbus.BusObject, 8)}
	if err := conn.Export(watcher{p}, watcherPath, watcherName); err != nil {
		s.t.Fatalf("export the watcher: %v", err)
	}
	return p
}

// watcher is what is exported on the bus.
type watcher struct{ panel *panel }

// RegisterStatusNotifierItem is called by an indicator. A service that begins
// with a slash is an object of the caller.
func (w watcher) RegisterStatusNotifierItem(sender dbus.Sender, service string) *dbus.Error {
	name, path := service, "/StatusNotifierItem"
	if strings.HasPrefix(service, "/") {
		name, path = string(sender), service
	}
	w.panel.items <- w.panel.conn.Object(name, dbus.ObjectPath(path))
	return nil
}

func (p *panel) appear() {
	p.t.Helper()
	reply, err := p.conn.RequestName(watcherName, dbus.NameFlagDoNotQueue)
	if err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		p.t.Fatalf("own %s: %v %v", watcherName, reply, err)
	}
}

func (p *panel) vanish() {
	p.t.Helper()
	if _, err := p.conn.ReleaseName(watcherName); err != nil {
		p.t.Fatalf("release %s: %v", watcherName, err)
	}
}

// indicator waits for the next one to register.
func (p *panel) indicator() *indicator {
	p.t.Helper()
	var item dbus.BusObject
	eventually(p.t, "an indicator to register", func() bool {
		select {
		case item = <-p.items:
			return true
		default:
			return false
		}
	})
	i := &indicator{t: p.t, item: item}
	var path dbus.ObjectPath
	if err := dbus.Store([]any{i.property("Menu")}, &path); err != nil {
		p.t.Fatalf("menu of the indicator: %v", err)
	}
	i.menu = p.conn.Object(item.Destination(), path)
	// The indicator registers a moment before its menu is there.
	eventually(p.t, "the menu", func() bool {
		return i.menu.Call(menuIface+".GetLayout", 0, int32(0), int32(-1), []string{}).Err == nil
	})
	return i
}

// indicator is a tray as a panel sees it.
type indicator struct {
	t    *testing.T
	item dbus.BusObject
	menu dbus.BusObject
}

func (i *indicator) property(name string) any {
	i.t.Helper()
	v, err := i.item.GetProperty(itemIface + "." + name)
	if err != nil {
		i.t.Fatalf("property %s: %v", name, err)
	}
	return v.Value()
}

func (i *indicator) text(name string) string {
	i.t.Helper()
	return fmt.Sprint(i.property(name))
}

// line is one line of a menu.
type line struct {
	id       int32
	label    string
	enabled  bool
	visible  bool
	mark     string // of a check mark: on, off; empty where there is no room for one
	children []line
}

// node is a line on the wire.
type node struct {
	ID         int32
	Properties map[string]dbus.Variant
	Children   []dbus.Variant
}

// lines are those of the menu, top level first.
func (i *indicator) lines() []line {
	i.t.Helper()
	var (
		revision uint32
		root     node
	)
	call := i.menu.Call(menuIface+".GetLayout", 0, int32(0), int32(-1), []string{})
	if err := call.Store(&revision, &root); err != nil {
		i.t.Fatalf("GetLayout: %v", err)
	}
	top, err := root.line()
	if err != nil {
		i.t.Fatalf("GetLayout: %v", err)
	}
	return top.children
}

func (n node) line() (line, error) {
	l := line{id: n.ID, enabled: true, visible: true}
	for name, to := range map[string]any{"label": &l.label, "enabled": &l.enabled, "visible": &l.visible} {
		if v, ok := n.Properties[name]; ok {
			if err := v.Store(to); err != nil {
				return l, fmt.Errorf("%s of line %d: %w", name, n.ID, err)
			}
		}
	}
	l.label = plain(l.label)
	if err := n.mark(&l.mark); err != nil {
		return l, err
	}
	for _, v := range n.Children {
		var child node
		if err := dbus.Store([]any{v.Value()}, &child); err != nil {
			return l, fmt.Errorf("child of line %d: %w", n.ID, err)
		}
		c, err := child.line()
		if err != nil {
			return l, err
		}
		l.children = append(l.children, c)
	}
	return l, nil
}

// mark is what is drawn before the label.
func (n node) mark(to *string) error {
	var kind string
	if v, ok := n.Properties["toggle-type"]; !ok || v.Store(&kind) != nil || kind != "checkmark" {
		return nil
	}
	var state int32
	if v, ok := n.Properties["toggle-state"]; ok {
		if err := v.Store(&state); err != nil {
			return fmt.Errorf("mark of line %d: %w", n.ID, err)
		}
	}
	if *to = "off"; state == 1 {
		*to = "on"
	}
	return nil
}

// plain is a label as panels draw it: an underscore marks a shortcut, two of
// them are one.
func plain(label string) string {
	return strings.NewReplacer("__", "_", "_", "").Replace(label)
}

// labels are what a person sees, submenus indented.
func labels(lines []line, indent string) string {
	var b strings.Builder
	for _, l := range lines {
		if !l.visible {
			continue
		}
		text := l.label
		if text == "" {
			text = "—"
		}
		if !l.enabled {
			text = "(" + text + ")"
		}
		if l.mark != "" {
			text = map[string]string{"on": "[x] ", "off": "[ ] "}[l.mark] + text
		}
		b.WriteString(indent + text + "\n")
		b.WriteString(labels(l.children, indent+"  "))
	}
	return b.String()
}

// find waits for a visible line with that label.
func (i *indicator) find(label string) line {
	i.t.Helper()
	var found line
	eventually(i.t, "the menu to have "+label, func() bool {
		var ok bool
		found, ok = search(i.lines(), label)
		return ok
	})
	return found
}

func search(lines []line, label string) (line, bool) {
	for _, l := range lines {
		if l.visible && l.label == label {
			return l, true
		}
		if l.visible {
			if found, ok := search(l.children, label); ok {
				return found, true
			}
		}
	}
	return line{}, false
}

// click is what a panel sends for a click on the line.
func (i *indicator) click(l line) {
	i.t.Helper()
	call := i.menu.Call(menuIface+".Event", 0, l.id, "clicked", dbus.MakeVariant(""), uint32(0))
	if call.Err != nil {
		i.t.Fatalf("click on %q: %v", l.label, call.Err)
	}
}

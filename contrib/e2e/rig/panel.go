//go:build linux

package rig

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/godbus/dbus/v5"
)

// panelConfig is a panel at the top left corner that has a tray, and nothing else.
const panelConfig = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array"><value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
`

const watcher = "org.kde.StatusNotifierWatcher"

// StartPanel starts a panel with a tray on the display and the bus.
func (m *Machine) StartPanel(ctx context.Context) (*Process, error) {
	config := m.Path("home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml")
	if err := os.MkdirAll(filepath.Dir(config), 0o700); err != nil {
		return nil, fmt.Errorf("start the panel: %w", err)
	}
	if err := os.WriteFile(config, []byte(panelConfig), 0o600); err != nil {
		return nil, fmt.Errorf("start the panel: %w", err)
	}
	p, err := m.Start("xfce4-panel", "--disable-wm-check")
	if err != nil {
		return nil, err
	}
	return p, m.waitForName(ctx, watcher)
}

// Icon is an icon in the tray, as the panel has it.
type Icon struct {
	conn *dbus.Conn
	name string // of its owner on the bus
	menu dbus.ObjectPath
}

// ErrNoIcon is returned when nothing is in the tray.
var ErrNoIcon = errors.New("no icon is in the tray")

// FindIcon returns the only icon that is registered with the panel.
func FindIcon(conn *dbus.Conn) (Icon, error) {
	items, err := conn.Object(watcher, "/StatusNotifierWatcher").GetProperty(watcher + ".RegisteredStatusNotifierItems")
	if err != nil {
		return Icon{}, fmt.Errorf("ask the panel: %w", err)
	}
	names, _ := items.Value().([]string)
	if len(names) == 0 {
		return Icon{}, ErrNoIcon
	}
	name, path, _ := strings.Cut(names[0], "/")
	menu, err := conn.Object(name, dbus.ObjectPath("/"+path)).GetProperty("org.kde.StatusNotifierItem.Menu")
	if err != nil {
		return Icon{}, fmt.Errorf("ask the icon for its menu: %w", err)
	}
	object, _ := menu.Value().(dbus.ObjectPath)
	return Icon{conn: conn, name: name, menu: object}, nil
}

// MenuItem is a visible line of a menu.
type MenuItem struct {
	ID      int32
	Label   string
	Enabled bool
	Checked bool // it has a check mark
	Items   []MenuItem
}

// layout is a menu as com.canonical.dbusmenu sends it.
type layout struct {
	ID         int32
	Properties map[string]dbus.Variant
	Children   []dbus.Variant
}

// Menu is what a person would see in the menu.
func (i Icon) Menu() ([]MenuItem, error) {
	var revision uint32
	var root layout
	call := i.conn.Object(i.name, i.menu).Call("com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{})
	if err := call.Store(&revision, &root); err != nil {
		return nil, fmt.Errorf("ask the icon for its menu: %w", err)
	}
	return items(root)
}

func items(l layout) ([]MenuItem, error) {
	var all []MenuItem
	for _, child := range l.Children {
		var sub layout
		if err := dbus.Store([]any{child.Value()}, &sub); err != nil {
			return nil, fmt.Errorf("read the menu: %w", err)
		}
		item := MenuItem{ID: sub.ID, Enabled: true}
		visible := true
		for key, value := range sub.Properties {
			switch key {
			case "label":
				item.Label, _ = value.Value().(string)
			case "enabled":
				item.Enabled, _ = value.Value().(bool)
			case "visible":
				visible, _ = value.Value().(bool)
			case "toggle-state":
				state, _ := value.Value().(int32)
				item.Checked = state == 1
			}
		}
		below, err := items(sub)
		if err != nil {
			return nil, err
		}
		item.Items = below
		if visible {
			all = append(all, item)
		}
	}
	return all, nil
}

// Click clicks the line of the menu, as a panel does.
func (i Icon) Click(item MenuItem) error {
	call := i.conn.Object(i.name, i.menu).Call("com.canonical.dbusmenu.Event", 0,
		item.ID, "clicked", dbus.MakeVariant(""), uint32(0))
	if call.Err != nil {
		return fmt.Errorf("click %q: %w", item.Label, call.Err)
	}
	return nil
}

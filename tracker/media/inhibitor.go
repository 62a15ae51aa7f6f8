package media

import (
	"context"

	"github.com/godbus/dbus/v5"
)

// desk is a service that knows whether somebody asks the desktop not to go
// idle. Any signal of its interface says that this may have changed.
type desk struct {
	service string
	path    dbus.ObjectPath
	iface   string
	method  string // returns whether
	arg     uint32 // of the method; 0: it has none
}

const (
	gnomeIdle = 8 // GSM_INHIBITOR_FLAG_IDLE
	kdeScreen = 4 // PowerDevil::PolicyAgent::ChangeScreenSettings
)

var desks = [...]desk{
	{"org.gnome.SessionManager", "/org/gnome/SessionManager", "org.gnome.SessionManager", "IsInhibited", gnomeIdle},
	{"org.freedesktop.PowerManagement.Inhibit", "/org/freedesktop/PowerManagement/Inhibit", "org.freedesktop.PowerManagement.Inhibit", "HasInhibit", 0},
	{"org.kde.Solid.PowerManagement.PolicyAgent", "/org/kde/Solid/PowerManagement/PolicyAgent", "org.kde.Solid.PowerManagement.PolicyAgent", "HasInhibition", kdeScreen},
}

// ask asks a desk whether it is inhibited. One that does not answer is not.
func (d *desktop) ask(ctx context.Context, of desk) (inhibited bool) {
	var args []any
	if of.arg != 0 {
		args = append(args, of.arg)
	}
	if d.call(ctx, of.service, of.path, of.iface+"."+of.method, args, &inhibited) != nil {
		return false
	}
	return inhibited
}

func (d *desktop) tellInhibitors() {
	u := update{part: inhibitors, err: absent("no desktop tells who asks it not to go idle")}
	for i := range desks {
		if d.there[i] {
			u.err = nil
			u.knows.inhibited = u.knows.inhibited || d.asked[i]
		}
	}
	d.tell(u)
}

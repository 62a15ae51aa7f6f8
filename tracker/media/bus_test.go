package media

import (
	"maps"
	"path/filepath"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"focusd/tracker/source"
)

// connect is a connection to the session bus that ends with the test.
func connect(t *testing.T, run string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect("unix:path=" + filepath.Join(run, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func own(t *testing.T, conn *dbus.Conn, name string) {
	t.Helper()
	if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
}

// fakePlayer is a player on the bus.
type fakePlayer struct {
	*testing.T
	conn *dbus.Conn
	name string
	prop *prop.Properties
}

// startPlayer starts a player that is stopped; its name is playerNames.own.
func startPlayer(t *testing.T, run, name, entry string) *fakePlayer {
	t.Helper()
	p := &fakePlayer{T: t, conn: connect(t, run), name: playerNames + "." + name}
	root := map[string]*prop.Prop{"Identity": {Value: "A Player"}}
	if entry != "" {
		root["DesktopEntry"] = &prop.Prop{Value: entry}
	}
	var err error
	p.prop, err = prop.Export(p.conn, playerPath, prop.Map{
		playerNames: root,
		playerInterface: {
			playbackStatus: {Value: "Stopped", Emit: prop.EmitTrue},
			"Metadata":     {Value: map[string]dbus.Variant{"xesam:title": dbus.MakeVariant("private")}, Emit: prop.EmitTrue},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	own(t, p.conn, p.name)
	return p
}

// say changes the status and tells so.
func (p *fakePlayer) say(status string) {
	p.prop.SetMust(playerInterface, playbackStatus, status)
}

// hint changes the status and only tells that it has changed.
func (p *fakePlayer) hint(status string) {
	p.Helper()
	p.prop.SetMust(playerInterface, playbackStatus, status)
	if err := p.conn.Emit(playerPath, propertiesChanged, playerInterface, map[string]dbus.Variant{}, []string{playbackStatus}); err != nil {
		p.Fatal(err)
	}
}

func playing(apps ...string) source.Report { return source.Report{Playing: apps} }

func TestPlayers(t *testing.T) {
	run := bare(t)
	startBus(t, run)
	early := startPlayer(t, run, "vlc.instance77", "")
	early.say("Playing")
	w := watch(t)
	w.expect(playing("vlc"))

	browser := startPlayer(t, run, "firefox.instance_1_8", "/usr/share/applications/firefox-esr.desktop")
	w.quiet()
	browser.say("Playing")
	w.expect(playing("firefox-esr", "vlc"))
	early.hint("Paused")
	w.expect(playing("firefox-esr"))

	browser.prop.SetMust(playerInterface, "Metadata", map[string]dbus.Variant{"xesam:title": dbus.MakeVariant("next")})
	w.quiet() // what is played is no matter
	second := startPlayer(t, run, "plasma-browser-integration", "firefox-esr")
	second.say("Playing")
	w.quiet() // the same app once more
	browser.conn.Close()
	second.say("Stopped")
	w.expect(nothing)
}

func TestPlayersThatSpeakForOthers(t *testing.T) {
	run := bare(t)
	startBus(t, run)
	w := watch(t)
	w.expect(nothing)
	for _, name := range []string{"playerctld", "kdeconnect.mpris_1"} {
		startPlayer(t, run, name, "").say("Playing")
	}
	w.quiet()
	startPlayer(t, run, "mpv", "mpv").say("Playing")
	w.expect(playing("mpv"))
}

func TestAppOf(t *testing.T) {
	for _, test := range []struct{ name, entry, want string }{
		{"vlc.instance7", "", "vlc"},
		{"firefox.instance_1_84", "firefox", "firefox"},
		{"spotify", "Spotify", "spotify"},
		{"mpv", "/usr/share/applications/mpv.desktop", "mpv"},
		{"io.bassi.Amberol", "io.bassi.Amberol", "io.bassi.amberol"},
		{"", "", "unknown"},
	} {
		if got := appOf(playerNames+"."+test.name, test.entry); got != test.want {
			t.Errorf("appOf(%q, %q) = %q, want %q", test.name, test.entry, got, test.want)
		}
	}
}

// fakeDesk answers whether it is inhibited.
type fakeDesk struct {
	*testing.T
	conn      *dbus.Conn
	desk      desk
	inhibited chan bool // holds the answer
}

func startDesk(t *testing.T, run string, of desk) *fakeDesk {
	t.Helper()
	d := &fakeDesk{T: t, conn: connect(t, run), desk: of, inhibited: make(chan bool, 1)}
	d.inhibited <- false
	var method any = func() (bool, *dbus.Error) { return d.answer(), nil }
	if of.arg != 0 {
		method = func(flags uint32) (bool, *dbus.Error) { return flags == of.arg && d.answer(), nil }
	}
	if err := d.conn.ExportMethodTable(map[string]any{of.method: method}, of.path, of.iface); err != nil {
		t.Fatal(err)
	}
	own(t, d.conn, of.service)
	return d
}

func (d *fakeDesk) answer() bool {
	inhibited := <-d.inhibited
	d.inhibited <- inhibited
	return inhibited
}

func (d *fakeDesk) set(inhibited bool, signal string) {
	d.Helper()
	<-d.inhibited
	d.inhibited <- inhibited
	if err := d.conn.Emit(d.desk.path, d.desk.iface+"."+signal, inhibited); err != nil {
		d.Fatal(err)
	}
}

func TestInhibitors(t *testing.T) {
	inhibited := source.Report{Inhibited: true}
	signals := map[string][2]string{
		"org.gnome.SessionManager":                  {"InhibitorAdded", "InhibitorRemoved"},
		"org.freedesktop.PowerManagement.Inhibit":   {"HasInhibitChanged", "HasInhibitChanged"},
		"org.kde.Solid.PowerManagement.PolicyAgent": {"InhibitionsChanged", "InhibitionsChanged"},
	}
	for _, desk := range desks {
		t.Run(desk.service, func(t *testing.T) {
			run := bare(t)
			startBus(t, run)
			w := watch(t)
			w.expectPart(inhibitors, Absent, "no desktop tells")
			d := startDesk(t, run, desk)
			w.expectPart(inhibitors, On, "")
			d.set(true, signals[desk.service][0])
			w.expect(inhibited)
			d.set(true, signals[desk.service][0])
			w.quiet()
			d.set(false, signals[desk.service][1])
			w.expect(nothing)
			d.set(true, signals[desk.service][0])
			w.expect(inhibited)
			d.conn.Close() // with the desktop go its inhibitors
			w.expect(nothing)
			w.expectPart(inhibitors, Absent, "no desktop tells")
		})
	}
}

func TestInhibitedBeforeUs(t *testing.T) {
	run := bare(t)
	startBus(t, run)
	startDesk(t, run, desks[0]).set(true, "InhibitorAdded")
	watch(t).expect(source.Report{Inhibited: true})
}

func TestBusComesAndGoes(t *testing.T) {
	run := bare(t)
	w := watch(t)
	w.expectPart(players, Absent, "no session bus")
	end := startBus(t, run)
	w.expectPart(players, On, "")
	startPlayer(t, run, "mpv", "mpv").say("Playing")
	w.expect(playing("mpv"))
	end()
	w.expectPart(players, Failed, "lost the session bus")
	startBus(t, run)
	w.expectPart(players, On, "")
}

func TestSessionBus(t *testing.T) {
	for _, test := range []struct {
		name, address, run, want, folder string
	}{
		{"named", "unix:path=/run/user/1/bus,guid=12", "/run/user/1", "unix:path=/run/user/1/bus,guid=12", "/run/user/1"},
		{"as sessions have it", "", "/run/user/1", "unix:path=/run/user/1/bus", "/run/user/1"},
		{"abstract", "unix:abstract=/tmp/x", "", "unix:abstract=/tmp/x", ""},
		{"none", "", "", "", ""},
		{"disabled", "disabled:", "/run/user/1", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", test.address)
			t.Setenv("XDG_RUNTIME_DIR", test.run)
			address, folders, err := sessionBus()
			got := ""
			if len(folders) > 0 {
				got = folders[0]
			}
			if address != test.want || got != test.folder || (err != nil) != (test.want == "") {
				t.Errorf("sessionBus() = %q, %q, %v, want %q, %q", address, got, err, test.want, test.folder)
			}
		})
	}
}

func TestStatusChanged(t *testing.T) {
	status := map[string]dbus.Variant{playbackStatus: dbus.MakeVariant("Playing")}
	other := map[string]dbus.Variant{"Rate": dbus.MakeVariant(1.0)}
	both := maps.Clone(status)
	maps.Copy(both, other)
	for name, test := range map[string]struct {
		body []any
		want bool
	}{
		"status":      {[]any{playerInterface, status, []string{}}, true},
		"both":        {[]any{playerInterface, both, []string{}}, true},
		"other":       {[]any{playerInterface, other, []string{"Volume"}}, false},
		"invalidated": {[]any{playerInterface, other, []string{playbackStatus}}, true},
		"empty":       {nil, false},
		"garbled":     {[]any{1, 2, 3}, false},
	} {
		if got := statusChanged(&dbus.Signal{Body: test.body}); got != test.want {
			t.Errorf("%s: statusChanged(%v) = %v, want %v", name, test.body, got, test.want)
		}
	}
}

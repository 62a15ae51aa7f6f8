package media

import (
	"context"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"

	"focusd/tracker"
)

const (
	playerNames     = "org.mpris.MediaPlayer2"
	playerPath      = "/org/mpris/MediaPlayer2"
	playerInterface = playerNames + ".Player"
	playbackStatus  = "PlaybackStatus"
)

// player is a program that can play.
type player struct {
	owner   string // its connection, which its signals come from
	app     string // of tracker.CanonicalApp
	playing bool
}

// isPlayer tells whether a name on the bus is that of a player of this machine,
// and not of one that speaks for others: for all players, or for a telephone's.
func isPlayer(name string) bool {
	own, ok := strings.CutPrefix(name, playerNames+".")
	return ok && own != "playerctld" && !strings.HasPrefix(own, "kdeconnect")
}

func (d *desktop) addPlayer(ctx context.Context, name, owner string) {
	if owner == "" {
		if d.call(ctx, busService, "/org/freedesktop/DBus", busService+".GetNameOwner", []any{name}, &owner) != nil {
			return // it went meanwhile, which will be told
		}
	}
	p := &player{owner: owner, app: appOf(name, d.playerProperty(ctx, name, playerNames, "DesktopEntry"))}
	d.players[name] = p
	d.readPlayer(ctx, name, p)
}

func (d *desktop) readPlayersOf(ctx context.Context, owner string) {
	for name, p := range d.players {
		if p.owner == owner {
			d.readPlayer(ctx, name, p)
		}
	}
}

// readPlayer reads whether a player plays. One that does not answer does not.
func (d *desktop) readPlayer(ctx context.Context, name string, p *player) {
	p.playing = d.playerProperty(ctx, name, playerInterface, playbackStatus) == "Playing"
}

// playerProperty reads a property that is a string; "": it is not there.
func (d *desktop) playerProperty(ctx context.Context, name, iface, property string) string {
	var value dbus.Variant
	if d.call(ctx, name, playerPath, properties+".Get", []any{iface, property}, &value) != nil {
		return ""
	}
	s, _ := value.Value().(string)
	return s
}

// appOf names the app of a player as its window is named: by its desktop entry,
// else by its own part of its name on the bus. What it calls itself in front of
// people is no help there: "VLC media player" has a window of "vlc".
func appOf(name, entry string) string {
	own, _, _ := strings.Cut(strings.TrimPrefix(name, playerNames+"."), ".instance")
	entry = entry[strings.LastIndex(entry, "/")+1:]
	return tracker.CanonicalApp(strings.TrimSuffix(entry, ".desktop"), own)
}

// statusChanged tells whether a signal is about playing or pausing. What is
// played comes with the same signal, and is not looked at.
func statusChanged(sig *dbus.Signal) bool {
	var (
		iface       string
		changed     map[string]dbus.Variant
		invalidated []string
	)
	if dbus.Store(sig.Body, &iface, &changed, &invalidated) != nil {
		return false
	}
	_, ok := changed[playbackStatus]
	return ok || slices.Contains(invalidated, playbackStatus)
}

func (d *desktop) tellPlayers() {
	var playing []string
	for _, p := range d.players {
		if p.playing {
			playing = append(playing, p.app)
		}
	}
	slices.Sort(playing)
	d.tell(update{part: players, knows: evidence{playing: slices.Compact(playing)}})
}

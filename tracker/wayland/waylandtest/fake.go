package waylandtest

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"focusd/contrib/standing"
)

// patience is how long anything a compositor does may take.
const patience = 10 * time.Second

// Offer is an interface that a compositor offers, in a version.
type Offer struct {
	Interface string
	Version   uint32
}

// The interfaces that a Fake knows more of than the name.
const (
	seatInterface    = "wl_seat"
	windowsInterface = "zwlr_foreign_toplevel_manager_v1"
	extIdleInterface = "ext_idle_notifier_v1"
	kdeIdleInterface = "org_kde_kwin_idle"
)

// OldOffers are those of sway 1.7, as far as they matter here.
func OldOffers() []Offer {
	return []Offer{{"wl_compositor", 4}, {kdeIdleInterface, 1}, {seatInterface, 7}, {windowsInterface, 3}}
}

// NewOffers are those of compositors of today.
func NewOffers() []Offer {
	return []Offer{{seatInterface, 9}, {extIdleInterface, 2}, {kdeIdleInterface, 1}, {windowsInterface, 3}}
}

// Fake is a compositor that consists of what a test says. All that a method
// does has been sent when it returns.
type Fake struct {
	Display string // the path of its socket

	t        testing.TB
	listener *net.UnixListener
	group    sync.WaitGroup

	mu        sync.Mutex
	offers    []Offer // the name of a global is its place, from 1
	clients   []*client
	windows   []*Window
	inhibited bool
	mute      bool
}

// StartFake starts a compositor that offers what is given.
func StartFake(t testing.TB, offers ...Offer) *Fake {
	t.Helper()
	// Not t.TempDir: it has the name of the test in it, and the path of a
	// socket is short.
	dir, err := os.MkdirTemp("", "wl")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	f := &Fake{t: t, Display: filepath.Join(dir, "wayland-7"), offers: offers}
	f.Restart()
	return f
}

// Restart begins to listen, after a Kill.
func (f *Fake) Restart() {
	f.t.Helper()
	os.Remove(f.Display)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: f.Display})
	if err != nil {
		f.t.Fatal(err)
	}
	l.SetUnlinkOnClose(false) // as one that was killed
	f.listener = l
	f.group.Go(func() {
		for {
			nc, err := l.AcceptUnix()
			if err != nil {
				return
			}
			f.welcome(nc)
		}
	})
	f.t.Cleanup(f.Kill)
}

func (f *Fake) welcome(nc *net.UnixConn) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := &client{fake: f, nc: nc, objects: map[uint32]*object{1: {iface: "wl_display"}}, nextID: 0xff000000}
	f.clients = append(f.clients, c)
	f.group.Go(c.serve)
}

// Kill ends the compositor. Its socket stays behind, and nobody answers there.
func (f *Fake) Kill() {
	f.listener.Close()
	f.mu.Lock()
	for _, c := range f.clients {
		c.nc.Close()
	}
	f.clients, f.windows = nil, nil
	f.mu.Unlock()
	f.group.Wait()
}

// Mute makes the compositor hang: it takes requests and does nothing.
func (f *Fake) Mute() { f.each(func(*client) { f.mute = true }) }

// Send sends bytes that the test made, to every client.
func (f *Fake) Send(b []byte) { f.each(func(c *client) { c.nc.Write(b) }) }

// Fail ends the connections with an error of the protocol.
func (f *Fake) Fail(code uint32, text string) {
	f.each(func(c *client) {
		c.event(1, 0, uint32(1), code, text)
		c.nc.Close()
	})
}

// Offer offers something more.
func (f *Fake) Offer(o Offer) {
	f.each(func(*client) {})
	f.mu.Lock()
	defer f.mu.Unlock()
	f.offers = append(f.offers, o)
	for _, c := range f.clients {
		c.event(c.registry, 0, uint32(len(f.offers)), o.Interface, o.Version)
	}
}

// Withdraw takes an interface away.
func (f *Fake) Withdraw(iface string) {
	i := slices.IndexFunc(f.offers, func(o Offer) bool { return o.Interface == iface })
	f.each(func(c *client) { c.event(c.registry, 1, uint32(i+1)) })
}

// FinishWindows stops to tell of windows.
func (f *Fake) FinishWindows() { f.each(func(c *client) { c.event(c.manager, 1) }) }

func (f *Fake) each(do func(*client)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.clients {
		do(c)
	}
}

// Until waits for a condition.
func (f *Fake) Until(what string, done func() bool) {
	f.t.Helper()
	standing.Until(f.t, patience, what, done)
}

// Timeout is one that a client has set.
type Timeout struct {
	After     time.Duration
	InputOnly bool // an inhibitor does not hold it up
}

// Timeouts are those that are set now, in the order in which they were.
func (f *Fake) Timeouts() (all []Timeout) {
	f.each(func(c *client) {
		for _, t := range c.timeouts {
			all = append(all, t.Timeout)
		}
	})
	return all
}

// Pass lets time go by without input.
func (f *Fake) Pass(d time.Duration) {
	f.eachTimeout(func(c *client, t *timeout) {
		if f.inhibited && !t.InputOnly {
			return
		}
		t.elapsed += d
		if t.elapsed >= t.After && !t.fired {
			t.fired = true
			c.event(t.id, 0)
		}
	})
}

// Input is somebody who moves the pointer. Like wlroots 0.15 the Fake says
// nothing of it while idleness is inhibited.
func (f *Fake) Input() {
	f.eachTimeout(func(c *client, t *timeout) {
		if f.inhibited && !t.InputOnly {
			return
		}
		t.elapsed = 0
		if t.fired {
			t.fired = false
			c.event(t.id, 1)
		}
	})
}

// Inhibit begins or ends that an application asks the compositor not to count.
func (f *Fake) Inhibit(on bool) {
	f.eachTimeout(func(_ *client, t *timeout) { t.elapsed = 0 })
	f.mu.Lock()
	defer f.mu.Unlock()
	f.inhibited = on
}

func (f *Fake) eachTimeout(do func(*client, *timeout)) {
	f.each(func(c *client) {
		for _, t := range c.timeouts {
			do(c, t)
		}
	})
}

//go:build linux

package rig

import (
	"bufio"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"focusd/contrib/standing/wm"
)

// Screen is the hand and the eye at a display: it does what a window list, a
// keyboard and a mouse do, and sees what is there.
type Screen struct {
	conn *xgb.Conn
	root xproto.Window
	size image.Point
	atom map[string]xproto.Atom
}

// Window is one on the screen.
type Window = xproto.Window

// StartDisplay starts an X server on a free display, with a window manager.
func (m *Machine) StartDisplay(ctx context.Context) (*Screen, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start the display: %w", err)
	}
	defer read.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "800x480x24", "-nolisten", "tcp", "-noreset")
	cmd.ExtraFiles = []*os.File{write}
	_, err = m.start(cmd)
	write.Close()
	if err != nil {
		return nil, err
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("start the display: the server chose none: %w", err)
	}
	m.Set("DISPLAY", ":"+strings.TrimSpace(number))
	if m.screen, err = connect(m.Get("DISPLAY")); err != nil {
		return nil, err
	}
	return m.screen, m.startWindowManager(ctx)
}

// RestartDisplay starts an X server with the number that the one before it had,
// which has ended. Before the first time the number is one that no server
// chooses by itself: another one is not to take it in between.
func (m *Machine) RestartDisplay(ctx context.Context) (*Screen, *Process, error) {
	if m.Get("DISPLAY") == "" {
		m.Set("DISPLAY", fmt.Sprint(":", 20000+os.Getpid()%10000))
	}
	if m.screen != nil {
		m.screen.close()
		m.screen = nil
	}
	p, err := m.Start("Xvfb", m.Get("DISPLAY"), "-screen", "0", "800x480x24", "-nolisten", "tcp", "-noreset")
	if err != nil {
		return nil, nil, err
	}
	err = Until(ctx, "the display answers", func() bool {
		m.screen, err = connect(m.Get("DISPLAY"))
		return err == nil || !p.Alive()
	})
	if err == nil && m.screen == nil {
		err = fmt.Errorf("start the display %s: it has ended: %s", m.Get("DISPLAY"), p.Output())
	}
	if err != nil {
		return nil, p, err
	}
	return m.screen, p, m.startWindowManager(ctx)
}

func (m *Machine) startWindowManager(ctx context.Context) error {
	if _, err := m.Start("openbox", "--sm-disable"); err != nil {
		return err
	}
	return Until(ctx, "a window manager answers", func() bool { return wm.Answers(m.Get("DISPLAY")) })
}

func connect(display string) (*Screen, error) {
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, fmt.Errorf("connect to display %s: %w", display, err)
	}
	if err := xtest.Init(conn); err != nil {
		return nil, fmt.Errorf("connect to display %s: %w", display, err)
	}
	s := &Screen{conn: conn, atom: map[string]xproto.Atom{}}
	setup := xproto.Setup(conn).DefaultScreen(conn)
	s.root, s.size = setup.Root, image.Pt(int(setup.WidthInPixels), int(setup.HeightInPixels))
	for _, name := range []string{
		"_NET_ACTIVE_WINDOW", "_NET_CLIENT_LIST", "_NET_SHOWING_DESKTOP",
		"_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_NOTIFICATION",
	} {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return nil, fmt.Errorf("connect to display %s: %w", display, err)
		}
		s.atom[name] = reply.Atom
	}
	return s, nil
}

func (s *Screen) close() { s.conn.Close() }

// numbers is a property that holds windows or numbers; none when there is none.
func (s *Screen) numbers(w Window, property string) []uint32 {
	reply, err := xproto.GetProperty(s.conn, false, w, s.atom[property], xproto.AtomAny, 0, 1024).Reply()
	if err != nil || reply.Format != 32 {
		return nil
	}
	values := make([]uint32, reply.ValueLen)
	for i := range values {
		values[i] = xgb.Get32(reply.Value[4*i:])
	}
	return values
}

func (s *Screen) number(w Window, property string) uint32 {
	if all := s.numbers(w, property); len(all) > 0 {
		return all[0]
	}
	return 0
}

// Active is the window that has the focus, 0 if none has.
func (s *Screen) Active() Window { return Window(s.number(s.root, "_NET_ACTIVE_WINDOW")) }

// Popups is how many windows show notifications, of a server that has the window
// manager know of them.
func (s *Screen) Popups() (n int) {
	for _, w := range s.numbers(s.root, "_NET_CLIENT_LIST") {
		if slices.Contains(s.numbers(xproto.Window(w), "_NET_WM_WINDOW_TYPE"), uint32(s.atom["_NET_WM_WINDOW_TYPE_NOTIFICATION"])) {
			n++
		}
	}
	return n
}

// Open starts a program and waits for its window. Windows are opened one after
// the other.
func (m *Machine) Open(ctx context.Context, name string, args ...string) (Window, error) {
	// Not every program says in _NET_WM_PID whose window it is.
	before := m.screen.numbers(m.screen.root, "_NET_CLIENT_LIST")
	p, err := m.Start(name, args...)
	if err != nil {
		return 0, err
	}
	var window Window
	err = Until(ctx, name+" shows a window", func() bool {
		for _, w := range m.screen.numbers(m.screen.root, "_NET_CLIENT_LIST") {
			if !slices.Contains(before, w) {
				window = Window(w)
			}
		}
		return window != 0 || !p.Alive()
	})
	if err == nil && window == 0 {
		err = fmt.Errorf("open %s: it has ended: %s", name, p.Output())
	}
	return window, err
}

// Activate gives a window the focus, as a click in a task bar does.
func (s *Screen) Activate(ctx context.Context, w Window) error {
	s.tell(w, "_NET_ACTIVE_WINDOW", 2) // 2: a pager asks
	return Until(ctx, "the window is active", func() bool { return s.Active() == w })
}

// ShowDesktop hides all windows, so that nothing has the focus.
func (s *Screen) ShowDesktop(ctx context.Context) error {
	s.tell(s.root, "_NET_SHOWING_DESKTOP", 1)
	return Until(ctx, "no window is active", func() bool { return s.Active() == 0 })
}

// tell sends the window manager a message about a window.
func (s *Screen) tell(w Window, message string, value uint32) {
	event := xproto.ClientMessageEvent{
		Format: 32, Window: w, Type: s.atom[message],
		Data: xproto.ClientMessageDataUnionData32New([]uint32{value, 0, 0, 0, 0}),
	}
	mask := uint32(xproto.EventMaskSubstructureRedirect | xproto.EventMaskSubstructureNotify)
	_ = xproto.SendEventChecked(s.conn, false, s.root, mask, string(event.Bytes())).Check()
}

// Press strikes the Shift key: input that no program does anything with.
func (s *Screen) Press() error {
	const shift = 50
	s.fake(xproto.KeyPress, shift, image.Point{})
	s.fake(xproto.KeyRelease, shift, image.Point{})
	return s.sync()
}

// Click moves the pointer there and presses the button: 1 left, 3 right.
func (s *Screen) Click(at image.Point, button byte) error {
	s.fake(xproto.MotionNotify, 0, at)
	if err := s.sync(); err != nil {
		return err
	}
	// A menu wants to see the pointer arrive before it believes the click.
	time.Sleep(200 * time.Millisecond)
	s.fake(xproto.ButtonPress, button, at)
	s.fake(xproto.ButtonRelease, button, at)
	return s.sync()
}

func (s *Screen) fake(event, detail byte, at image.Point) {
	xtest.FakeInput(s.conn, event, detail, 0, s.root, int16(at.X), int16(at.Y), 0)
}

// sync waits until the server has done what was asked of it.
func (s *Screen) sync() error {
	if _, err := xproto.GetInputFocus(s.conn).Reply(); err != nil {
		return fmt.Errorf("talk to the display: %w", err)
	}
	return nil
}

// Picture is what is on the screen now.
func (s *Screen) Picture() (*image.RGBA, error) {
	reply, err := xproto.GetImage(s.conn, xproto.ImageFormatZPixmap, xproto.Drawable(s.root),
		0, 0, uint16(s.size.X), uint16(s.size.Y), 0xffffffff).Reply()
	if err != nil {
		return nil, fmt.Errorf("look at the screen: %w", err)
	}
	picture := image.NewRGBA(image.Rectangle{Max: s.size})
	for i := 0; i+3 < len(reply.Data); i += 4 {
		at := i / 4
		picture.SetRGBA(at%s.size.X, at/s.size.X, color.RGBA{R: reply.Data[i+2], G: reply.Data[i+1], B: reply.Data[i], A: 0xff})
	}
	return picture, nil
}

// Save writes what is on the screen to a PNG file.
func (s *Screen) Save(name string) error {
	picture, err := s.Picture()
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("save the picture: %w", err)
	}
	err = png.Encode(f, picture)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("save the picture: %w", err)
	}
	return nil
}

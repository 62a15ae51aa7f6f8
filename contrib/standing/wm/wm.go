// Package wm has tests wait for the window manager of an X display.
package wm

import (
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// Answers tells whether the window manager of an X display answers. openbox 3.6
// says that it manages a moment before it hears what it is asked, and a window
// that is to be shown in that moment never is: wait for this first.
func Answers(display string) bool {
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return false
	}
	defer conn.Close() // and the window is gone
	w, err := xproto.NewWindowId(conn)
	if err != nil {
		return false
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if xproto.CreateWindowChecked(conn, 0, w, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOutput, 0, 0, nil).Check() != nil {
		return false
	}
	request, answer := atom(conn, "_NET_REQUEST_FRAME_EXTENTS"), atom(conn, "_NET_FRAME_EXTENTS")
	event := xproto.ClientMessageEvent{Format: 32, Window: w, Type: request, Data: xproto.ClientMessageDataUnionData32New(make([]uint32, 5))}
	const toManagers = xproto.EventMaskSubstructureRedirect | xproto.EventMaskSubstructureNotify
	if xproto.SendEventChecked(conn, false, root, toManagers, string(event.Bytes())).Check() != nil {
		return false
	}
	for range 20 {
		extents, err := xproto.GetProperty(conn, false, w, answer, xproto.AtomCardinal, 0, 4).Reply()
		if err == nil && extents.ValueLen == 4 {
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}

// atom is 0, which is none, if the server has gone.
func atom(conn *xgb.Conn, name string) xproto.Atom {
	reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0
	}
	return reply.Atom
}

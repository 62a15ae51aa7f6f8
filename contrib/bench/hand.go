//go:build linux

package main

import (
	"fmt"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// hand is somebody at a display: a pointer and a key.
type hand struct {
	conn *xgb.Conn
	root xproto.Window
}

func newHand(display string) (*hand, error) {
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, fmt.Errorf("connect to display %s: %w", display, err)
	}
	if err := xtest.Init(conn); err != nil {
		return nil, fmt.Errorf("connect to display %s: %w", display, err)
	}
	return &hand{conn, xproto.Setup(conn).DefaultScreen(conn).Root}, nil
}

// move moves the pointer a little further on its way.
func (h *hand) move(n int) error {
	return h.fake(xproto.MotionNotify, 0, int16(10+n%400), int16(10+n%300))
}

// press strikes the Shift key, with which no program does anything.
func (h *hand) press() error {
	const shift = 50
	if err := h.fake(xproto.KeyPress, shift, 0, 0); err != nil {
		return err
	}
	return h.fake(xproto.KeyRelease, shift, 0, 0)
}

func (h *hand) fake(event, detail byte, x, y int16) error {
	return xtest.FakeInputChecked(h.conn, event, detail, 0, h.root, x, y, 0).Check()
}

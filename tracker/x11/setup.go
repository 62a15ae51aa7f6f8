package x11

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// le is the byte order that our side of the connection asks for.
var le = binary.LittleEndian

// setup is what the server says of itself when it lets us in.
type setup struct {
	root   uint32 // the root window of our screen
	idBase uint32 // ids of our own resources begin here
}

// greeting is the first message of a connection: protocol 11.0, little endian.
func greeting(cookie []byte) []byte {
	scheme := ""
	if cookie != nil {
		scheme = magicCookie
	}
	b := []byte{'l', 0, 11, 0, 0, 0, byte(len(scheme)), 0, byte(len(cookie)), byte(len(cookie) >> 8), 0, 0}
	b = padded(append(b, scheme...))
	return padded(append(b, cookie...))
}

func padded(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

var errShortSetup = errors.New("the server's greeting is cut short: it may not be an X server")

// parseSetup reads the server's answer to the greeting, whole.
func parseSetup(b []byte, screen int) (setup, error) {
	if len(b) < 8 {
		return setup{}, errShortSetup
	}
	if b[0] != 1 {
		reason := b[8:]
		if n := int(b[1]); n < len(reason) {
			reason = reason[:n]
		}
		return setup{}, fmt.Errorf("the server refused: %s (XAUTHORITY may be missing)",
			strings.TrimSpace(string(reason)))
	}
	if len(b) < 40 {
		return setup{}, errShortSetup
	}
	vendor, screens, formats := int(le.Uint16(b[24:])), int(b[28]), int(b[29])
	if screen >= screens {
		return setup{}, fmt.Errorf("the server has no screen %d", screen)
	}
	s := setup{idBase: le.Uint32(b[12:])}
	at := 40 + (vendor+3)&^3 + 8*formats
	for ; screen > 0; screen-- {
		if at = afterScreen(b, at); at < 0 {
			return setup{}, errShortSetup
		}
	}
	if len(b) < at+40 {
		return setup{}, errShortSetup
	}
	s.root = le.Uint32(b[at:])
	return s, nil
}

// afterScreen is where the screen that is described at at ends; -1: b is short.
func afterScreen(b []byte, at int) int {
	if len(b) < at+40 {
		return -1
	}
	depths := int(b[at+39])
	for at += 40; depths > 0; depths-- {
		if len(b) < at+8 {
			return -1
		}
		at += 8 + 24*int(le.Uint16(b[at+2:]))
	}
	return at
}

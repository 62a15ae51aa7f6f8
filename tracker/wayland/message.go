package wayland

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// ne is the byte order of the protocol, the machine's own.
var ne = binary.NativeEndian

const (
	headerSize = 8
	// textLimit bounds what is kept of a text, in bytes; tracker.NormalizeTitle
	// looks at no more of a title.
	textLimit = 2048
)

// message is an event of an object of the compositor.
type message struct {
	object uint32
	opcode uint16
	args   args
}

// messageSize is the length of the message that b begins with; 0: b must grow
// before that is known. It has 16 bits, so no message is over 64 KiB.
func messageSize(b []byte) (int, error) {
	if len(b) < headerSize {
		return 0, nil
	}
	size := int(ne.Uint32(b[4:]) >> 16)
	if size < headerSize || size%4 != 0 {
		return 0, fmt.Errorf("a message of %d bytes: not a Wayland compositor", size)
	}
	return size, nil
}

// parseMessage reads the message that b, as long as messageSize says, consists of.
func parseMessage(b []byte) message {
	return message{ne.Uint32(b), uint16(ne.Uint32(b[4:])), args{rest: b[headerSize:]}}
}

// args are the arguments of a message, read one after the other. What is
// missing reads as zero, and garbled tells so afterwards.
type args struct {
	rest    []byte
	garbled bool
}

func (a *args) word() uint32 {
	if len(a.rest) < 4 {
		a.garbled = true
		return 0
	}
	v := ne.Uint32(a.rest)
	a.rest = a.rest[4:]
	return v
}

// array is only good until the connection is read again.
func (a *args) array() []byte {
	n := uint64(a.word())
	padded := (n + 3) &^ 3
	if padded > uint64(len(a.rest)) {
		a.garbled = true
		return nil
	}
	b := a.rest[:n]
	a.rest = a.rest[padded:]
	return b
}

// text is a string argument, cut to textLimit bytes.
func (a *args) text() string {
	b, _, _ := bytes.Cut(a.array(), []byte{0})
	return strings.ToValidUTF8(string(b[:min(len(b), textLimit)]), "")
}

// appendMessage appends a request.
func appendMessage(out []byte, object uint32, opcode uint16, words ...uint32) []byte {
	out = ne.AppendUint32(out, object)
	out = ne.AppendUint32(out, uint32(headerSize+4*len(words))<<16|uint32(opcode))
	for _, w := range words {
		out = ne.AppendUint32(out, w)
	}
	return out
}

// appendBind appends the one request that has a text in it: wl_registry.bind.
func appendBind(out []byte, registry, name uint32, iface string, version, id uint32) []byte {
	text := append([]byte(iface), 0)
	for len(text)%4 != 0 {
		text = append(text, 0)
	}
	out = ne.AppendUint32(out, registry)
	out = ne.AppendUint32(out, uint32(headerSize+4*4+len(text))<<16|registryBind)
	out = ne.AppendUint32(out, name)
	out = ne.AppendUint32(out, uint32(len(iface)+1))
	out = append(out, text...)
	out = ne.AppendUint32(out, version)
	return ne.AppendUint32(out, id)
}

package x11

import (
	"encoding/binary"
	"net"
	"testing"
)

func TestParseDisplay(t *testing.T) {
	for name, want := range map[string]display{
		":0":             {"unix", "/tmp/.X11-unix/X0", "0", 0},
		":12.1":          {"unix", "/tmp/.X11-unix/X12", "12", 1},
		"unix:3":         {"unix", "/tmp/.X11-unix/X3", "3", 0},
		"localhost:10.0": {"tcp", "localhost:6010", "10", 0},
		"tcp/host:1":     {"tcp", "host:6001", "1", 0},
		"[::1]:2":        {"tcp", "[::1]:6002", "2", 0},
		"/run/quartz:0":  {"unix", "/run/quartz:0", "0", 0},
	} {
		if got, err := parseDisplay(name); got != want || err != nil {
			t.Errorf("parseDisplay(%q) = %+v, %v, want %+v", name, got, err, want)
		}
	}
	for _, name := range []string{"", "0", ":", ":x", ":-1", ":0.x", ":99999"} {
		if got, err := parseDisplay(name); err == nil {
			t.Errorf("parseDisplay(%q) = %+v, want an error", name, got)
		}
	}
}

// authority is one entry of an authority file.
func authority(family uint16, address, number, scheme, secret string) []byte {
	b := binary.BigEndian.AppendUint16(nil, family)
	for _, field := range []string{address, number, scheme, secret} {
		b = binary.BigEndian.AppendUint16(b, uint16(len(field)))
		b = append(b, field...)
	}
	return b
}

func TestFindCookie(t *testing.T) {
	var file []byte
	file = append(file, authority(familyLocal, "other", "0", magicCookie, "elsewhere")...)
	file = append(file, authority(familyLocal, "here", "0", "XDM-AUTHORIZATION-1", "strange")...)
	file = append(file, authority(familyLocal, "here", "0", magicCookie, "secret")...)
	file = append(file, authority(familyLocal, "here", "10", magicCookie, "forwarded")...)
	file = append(file, authority(familyInternet, "\x0a\x00\x00\x02", "0", magicCookie, "remote")...)
	wild := authority(familyWild, "", "", magicCookie, "any")
	for name, test := range map[string]struct {
		file   []byte
		host   string
		ip     net.IP
		number string
		want   string
	}{
		"local":          {file, "here", nil, "0", "secret"},
		"forwarded":      {file, "here", nil, "10", "forwarded"},
		"remote":         {file, "here", net.IPv4(10, 0, 0, 2), "0", "remote"},
		"unknown host":   {file, "nowhere", nil, "0", ""},
		"unknown number": {file, "here", nil, "7", ""},
		"any":            {wild, "here", nil, "7", "any"},
		"empty":          {nil, "here", nil, "0", ""},
		"cut short":      {file[:len(file)-3], "here", net.IPv4(10, 0, 0, 2), "0", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := string(findCookie(test.file, test.host, test.ip, test.number)); got != test.want {
				t.Errorf("findCookie = %q, want %q", got, test.want)
			}
		})
	}
}

func TestGreeting(t *testing.T) {
	if got := greeting(nil); len(got) != 12 || le.Uint16(got[6:]) != 0 {
		t.Errorf("greeting without a cookie = %q, want 12 bytes that name no scheme", got)
	}
	got := greeting([]byte("0123456789abcdef"))
	if len(got) != 12+20+16 || string(got[12:30]) != magicCookie || string(got[32:]) != "0123456789abcdef" {
		t.Errorf("greeting = %q, want scheme and cookie, padded", got)
	}
}

// accepted is a server's answer with two screens, the first of which has a
// depth with one visual.
func accepted() []byte {
	b := make([]byte, 40)
	b[0] = 1
	le.PutUint32(b[12:], 0x400000)
	le.PutUint16(b[24:], 3) // vendor
	b[28], b[29] = 2, 1     // screens, formats
	b = append(b, "me!\x00........"...)
	for _, root := range []uint32{0x111, 0x222} {
		screen := make([]byte, 40, 72)
		le.PutUint32(screen, root)
		screen[39] = 1
		screen = append(screen, make([]byte, 8+24)...)
		le.PutUint16(screen[42:], 1)
		b = append(b, screen...)
	}
	return b
}

func TestParseSetup(t *testing.T) {
	b := accepted()
	for screen, root := range []uint32{0x111, 0x222} {
		if got, err := parseSetup(b, screen); err != nil || got != (setup{root, 0x400000}) {
			t.Errorf("parseSetup(screen %d) = %+v, %v, want root %#x", screen, got, err, root)
		}
	}
	if _, err := parseSetup(b, 2); err == nil {
		t.Error("parseSetup(screen 2) of a server with two = nil, want an error")
	}
	refused := append([]byte{0, 9, 11, 0, 0, 0, 3, 0}, "go away!!\x00\x00\x00"...)
	if _, err := parseSetup(refused, 0); err == nil || err.Error() != "the server refused: go away!! (XAUTHORITY may be missing)" {
		t.Errorf("parseSetup of a refusal = %v, want its reason", err)
	}
	for n := range len(b) - 72 {
		if got, err := parseSetup(b[:n], 1); err == nil {
			t.Errorf("parseSetup of %d bytes = %+v, want an error", n, got)
		}
	}
}

func TestPacketSize(t *testing.T) {
	event, reply, huge := make([]byte, 32), make([]byte, 32), make([]byte, 32)
	event[0], reply[0], huge[0] = kindPropertyNotify, kindReply, kindReply
	le.PutUint32(event[4:], 1<<31) // of an event these are anything
	le.PutUint32(reply[4:], 3)
	le.PutUint32(huge[4:], 1<<31)
	if n, err := packetSize(event[:31]); n != 0 || err != nil {
		t.Errorf("packetSize(31 bytes) = %d, %v, want 0: not known yet", n, err)
	}
	if n, err := packetSize(event); n != 32 || err != nil {
		t.Errorf("packetSize(event) = %d, %v, want 32", n, err)
	}
	if n, err := packetSize(reply); n != 44 || err != nil {
		t.Errorf("packetSize(reply) = %d, %v, want 44", n, err)
	}
	if n, err := packetSize(huge); err == nil {
		t.Errorf("packetSize(huge reply) = %d, want an error", n)
	}
}

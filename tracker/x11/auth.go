package x11

import (
	"encoding/binary"
	"net"
	"os"
	"path/filepath"
)

const magicCookie = "MIT-MAGIC-COOKIE-1" // the only scheme in use

// Address families of the authority file, from X11/Xauth.h.
const (
	familyInternet  = 0
	familyInternet6 = 6
	familyLocal     = 256
	familyWild      = 65535
)

// cookieFor is the secret that lets us into the server at nc, from the
// authority file; nil when there is none, and then the server decides.
func cookieFor(d display, nc net.Conn) []byte {
	path := os.Getenv("XAUTHORITY")
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		path = filepath.Join(home, ".Xauthority")
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	host, err := os.Hostname()
	if err != nil {
		return nil
	}
	var ip net.IP
	if tcp, ok := nc.RemoteAddr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
		ip = tcp.IP
	}
	return findCookie(file, host, ip, d.number)
}

// findCookie looks for the first entry that fits: of this host for a local
// server (a forwarded one is local, too), of ip for one elsewhere.
func findCookie(file []byte, host string, ip net.IP, number string) []byte {
	for len(file) >= 2 {
		family := binary.BigEndian.Uint16(file)
		file = file[2:]
		var fields [4][]byte // address, display number, scheme, secret
		for i := range fields {
			if fields[i], file = counted(file); fields[i] == nil {
				return nil
			}
		}
		address, display := fields[0], string(fields[1])
		if (display == "" || display == number) && string(fields[2]) == magicCookie &&
			fits(family, address, host, ip) {
			return fields[3]
		}
	}
	return nil
}

func fits(family uint16, address []byte, host string, ip net.IP) bool {
	switch family {
	case familyWild:
		return true
	case familyLocal:
		return ip == nil && string(address) == host
	case familyInternet, familyInternet6:
		return ip != nil && ip.Equal(net.IP(address))
	}
	return false
}

// counted cuts a field, preceded by its length, off the front of b. The field
// is nil when b is too short.
func counted(b []byte) (field, rest []byte) {
	if len(b) < 2 {
		return nil, nil
	}
	n := int(binary.BigEndian.Uint16(b))
	if b = b[2:]; len(b) < n {
		return nil, nil
	}
	return b[:n:n], b[n:]
}

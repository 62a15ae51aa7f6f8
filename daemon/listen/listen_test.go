package listen

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "focusd.sock")
	l, err := Open(Config{Socket: path, Web: []string{"127.0.0.1:0", "127.0.0.1:0"}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if len(l.Sockets) != 1 || l.Sockets[0].Addr().String() != path {
		t.Errorf("sockets: %v, want one at %s", l.Sockets, path)
	}
	for _, ln := range l.Web {
		if !ln.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("web: %v, want it on loopback", ln.Addr())
		}
	}
	if got := len(l.All()); got != 3 {
		t.Errorf("All has %d, want 3", got)
	}
	for _, ln := range l.All() {
		answers(t, ln)
	}
}

func TestOpenNothing(t *testing.T) {
	if l, err := Open(Config{}); err != nil || len(l.All()) != 0 {
		t.Errorf("Open: %v, %v; want nothing", l, err)
	}
}

func TestInheritedTakesThePlaceOfItsSort(t *testing.T) {
	dir := t.TempDir()
	c := Config{Socket: filepath.Join(dir, "own.sock"), Web: []string{"127.0.0.1:0", "127.0.0.1:0"}}
	unix := mustListen(t, "unix", filepath.Join(dir, "systemd.sock"))
	tcp := mustListen(t, "tcp", "127.0.0.1:0")

	t.Run("both", func(t *testing.T) {
		l, err := c.open([]net.Listener{tcp, nil, unix})
		if err != nil {
			t.Fatal(err)
		}
		if len(l.Sockets) != 1 || l.Sockets[0] != unix || len(l.Web) != 1 || l.Web[0] != tcp {
			t.Errorf("open: %v, want those of systemd", l)
		}
	})
	t.Run("socket only", func(t *testing.T) {
		l, err := c.open([]net.Listener{unix})
		if err != nil {
			t.Fatal(err)
		}
		for _, ln := range l.Web {
			defer ln.Close()
		}
		if len(l.Sockets) != 1 || l.Sockets[0] != unix || len(l.Web) != 2 {
			t.Errorf("open: %v, want the socket of systemd and an own port", l)
		}
	})
	t.Run("two ports", func(t *testing.T) {
		other := mustListen(t, "tcp", "127.0.0.1:0")
		l, err := c.open([]net.Listener{unix, tcp, other})
		if err != nil || len(l.Web) != 2 || l.Web[0] != tcp || l.Web[1] != other {
			t.Errorf("open: %v, %v; want both of systemd", l, err)
		}
	})
	t.Run("one for everybody", func(t *testing.T) {
		open := mustListen(t, "tcp", "0.0.0.0:0")
		if l, err := c.open([]net.Listener{unix, tcp, open}); err == nil {
			t.Errorf("open: %v, want an error", l)
		}
		if _, err := tcp.Accept(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("after the error the first is open: %v", err)
		}
	})
	if _, err := os.Lstat(c.Socket); err == nil {
		t.Errorf("an own socket was made beside systemd's")
	}
}

func TestFailureClosesWhatIsOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "focusd.sock")
	_, err := Open(Config{Socket: path, Web: []string{"127.0.0.1:0", "192.0.2.1:8463"}})
	if err == nil {
		t.Fatal("listens at another machine's address")
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("the socket was left behind")
	}
}

func TestWebRefuses(t *testing.T) {
	taken := mustListen(t, "tcp", "127.0.0.1:0").Addr().String()
	for _, tt := range []struct {
		name, addr string
		insecure   bool
		want       string
	}{
		{"every address", ":8463", false, "other machines could reach it"},
		{"every address by number", "0.0.0.0:8463", false, "other machines could reach it"},
		{"every address of the sixth", "[::]:8463", false, "other machines could reach it"},
		{"an address of the net", "192.0.2.1:8463", false, "web.allow_insecure"},
		{"no port", "127.0.0.1", false, "web.listen"},
		{"a port that is none", "127.0.0.1:many", false, "web.listen"},
		{"a port in use", taken, false, "already in use"},
		{"a port in use, insecure", taken, true, "web.listen"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := Open(Config{Web: []string{tt.addr}, AllowInsecure: tt.insecure})
			if err == nil {
				l.Close()
				t.Fatalf("listens at %s", tt.addr)
			}
			if !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "listen at ") {
				t.Errorf("error %q does not say %q", err, tt.want)
			}
		})
	}
}

func TestInsecureWhenAllowed(t *testing.T) {
	for _, c := range []Config{{AllowInsecure: true}, {Protected: true}} {
		c.Web = []string{"0.0.0.0:0"}
		l, err := Open(c)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		l.Close()
	}
}

func mustListen(t *testing.T, network, addr string) net.Listener {
	t.Helper()
	ln, err := net.Listen(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	return ln
}

// answers fails the test unless a connection to ln arrives there.
func answers(t *testing.T, ln net.Listener) {
	t.Helper()
	conn, err := net.Dial(ln.Addr().Network(), ln.Addr().String())
	if err != nil {
		t.Fatalf("dial %s: %v", ln.Addr(), err)
	}
	defer conn.Close()
	got, err := ln.Accept()
	if err != nil {
		t.Fatalf("accept at %s: %v", ln.Addr(), err)
	}
	got.Close()
}

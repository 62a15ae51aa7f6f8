package main

import (
	"bytes"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// standing starts a program that serves at an address, and ends it with the test.
// Somebody may take the port in the meantime: then it is another one.
func standing(t *testing.T, name, ready string, command func(address string) *exec.Cmd) (address string) {
	t.Helper()
	for range 5 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		cmd := command(address)
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }() // it was killed, or says why not
		if answers("http://"+address+ready, ended) {
			t.Cleanup(func() {
				_ = cmd.Process.Kill() // it may have ended
				<-ended
				if t.Failed() {
					t.Logf("%s said:\n%s", name, said.Bytes())
				}
			})
			return address
		}
		_ = cmd.Process.Kill()
		<-ended
		t.Logf("%s did not start at %s:\n%s", name, address, said.Bytes())
	}
	t.Fatalf("%s does not start", name)
	return ""
}

// answers waits until a program answers; false if it has ended, or takes too
// long. Whoever else has its port may answer too: the program ends soon then.
func answers(url string, ended <-chan struct{}) bool {
	deadline := time.After(3 * time.Minute)
	for {
		select {
		case <-ended:
			return false
		case <-deadline:
			return false
		case <-time.After(20 * time.Millisecond):
		}
		res, err := http.Get(url)
		if err != nil {
			continue
		}
		res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return true
		}
	}
}

// TestStandingTriesAgain has a program that ends at once where it is asked first,
// as one does whose port was taken.
func TestStandingTriesAgain(t *testing.T) {
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	address := standing(t, "focusd-promapi", "/-/healthy", func(address string) *exec.Cmd {
		if asked = append(asked, address); len(asked) == 1 {
			return exec.Command(filepath.Join(bin, "focusd-promapi"), "--web.listen-address", "no-address")
		}
		return exec.Command(filepath.Join(bin, "focusd-promapi"), "--socket", filepath.Join(t.TempDir(), "no-socket"), "--web.listen-address", address)
	})
	if len(asked) != 2 || address != asked[1] {
		t.Errorf("it is at %s, of those asked for: %v; want the second of two", address, asked)
	}
}

package standing

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os/exec"
	"testing"
	"time"
)

// slow is how long a program may take until it answers.
const slow = 3 * time.Minute

// FreePort is a port on loopback that nobody has now, "127.0.0.1:20001", and that
// the kernel gives to nobody for an outgoing connection. Somebody else may take it
// before it is used; where a program can choose its own, let it.
func FreePort() (address string, err error) {
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(12_000)))
		if err == nil {
			defer l.Close()
			return l.Addr().String(), nil
		}
	}
	return "", errors.New("find a free port: a hundred were taken")
}

// Start starts a program that serves at an address, waits until it answers at the
// path ready, and ends it with the test. Where somebody took the port in the
// meantime it is another one.
func Start(t testing.TB, name, ready string, command func(address string) *exec.Cmd) (address string) {
	t.Helper()
	for range 5 {
		address, err := FreePort()
		if err != nil {
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
		end := func() { _ = cmd.Process.Kill(); <-ended }
		if answers("http://"+address+ready, ended) {
			t.Cleanup(func() {
				if end(); t.Failed() {
					t.Logf("%s said:\n%s", name, said.Bytes())
				}
			})
			return address
		}
		end()
		t.Logf("%s did not start at %s:\n%s", name, address, said.Bytes())
	}
	t.Fatalf("%s does not start", name)
	return ""
}

// answers waits until a program answers; false if it has ended, or takes too
// long. Whoever else has its port may answer too: the program ends soon then.
func answers(url string, ended <-chan struct{}) bool {
	deadline := time.After(slow)
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

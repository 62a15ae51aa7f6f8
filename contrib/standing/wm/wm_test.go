//go:build unix

package wm_test

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"focusd/contrib/standing"
	"focusd/contrib/standing/wm"
)

func TestAnswers(t *testing.T) {
	server := exec.Command(standing.Need(t, "Xvfb", "openbox"), "-displayfd", "3", "-nolisten", "tcp", "-noreset")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	server.ExtraFiles = []*os.File{w}
	standing.Group(t, server)
	w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not say its display: %v", err)
	}
	display := ":" + strings.TrimSpace(number)

	if wm.Answers(display) {
		t.Error("a window manager answers where there is none")
	}
	openbox := exec.Command("openbox", "--sm-disable")
	openbox.Env = append(os.Environ(), "DISPLAY="+display, "HOME="+t.TempDir())
	standing.Group(t, openbox)
	standing.Until(t, 10*time.Second, "openbox answers", func() bool { return wm.Answers(display) })
	standing.End(openbox)
	if wm.Answers(display) {
		t.Error("a window manager answers that has ended")
	}
	standing.End(server)
	if wm.Answers(display) {
		t.Error("a window manager answers without a server")
	}
}

//go:build unix

package wm_test

import (
	"testing"

	"focusd/contrib/standing/wm"
	"focusd/tracker/x11/x11test"
)

func TestAnswers(t *testing.T) {
	d := x11test.StartServer(t)
	if wm.Answers(d.Display) {
		t.Error("a window manager answers where there is none")
	}
	d.StartWM() // waits until it answers
	d.KillWM()
	if wm.Answers(d.Display) {
		t.Error("a window manager answers that has ended")
	}
	d.KillServer()
	if wm.Answers(d.Display) {
		t.Error("a window manager answers without a server")
	}
}

package server

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/timer"
)

func TestStartToBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Version: "1.0.0"})
		c := r.client(t)
		s, err := c.Timer(t.Context(), api.Command{Do: "start", Preset: "25/5", Label: "draft"})
		if err != nil {
			t.Fatal(err)
		}
		if s.Timer.State != "work" || s.Timer.Label != "draft" || s.Timer.Left != 1500 {
			t.Errorf("after start: %+v", s.Timer)
		}
		_, err = c.Timer(t.Context(), api.Command{Do: "start"})
		if !errors.Is(err, timer.ErrWorking) {
			t.Errorf("second start: %v, want %v", err, timer.ErrWorking)
		}
		time.Sleep(10 * time.Minute)
		s, err = c.Status(t.Context())
		t.Logf("%+v %v", s, err)
	})
}

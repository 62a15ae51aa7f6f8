package daemon

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"focusd/tracker/source"
)

// unset clears a variable until the test ends.
func unset(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		t.Setenv(name, "")
		os.Unsetenv(name)
	}
}

func TestADisplayThatCameLaterIsTakenOver(t *testing.T) {
	unset(t, "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "SWAYSOCK")
	t.Setenv("SWAYSOCK", "/mine")
	e := newEnvironment()
	var now map[string]string
	failed := errors.New("no manager")
	e.read = func(context.Context) (map[string]string, error) { return now, failed }
	for _, step := range []struct {
		name    string
		says    map[string]string
		err     error
		display string
	}{
		{"nobody says", nil, failed, ""},
		{"no desktop yet", map[string]string{"PATH": "/bin"}, nil, ""},
		{"a desktop", map[string]string{"DISPLAY": ":7", "SWAYSOCK": "/other", "PATH": "/evil"}, nil, ":7"},
		{"the manager is gone", nil, failed, ":7"},
		{"another desktop", map[string]string{"DISPLAY": ":8"}, nil, ":8"},
		{"logged out", map[string]string{}, nil, ""},
	} {
		now, failed = step.says, step.err
		seen := "not tried"
		s := adopting{tried{func() { seen = os.Getenv("DISPLAY") }}, e}
		if err := s.Watch(t.Context(), 0, nil, nil); err != nil {
			t.Fatal(err)
		}
		if seen != step.display || os.Getenv("SWAYSOCK") != "/mine" || strings.Contains(os.Getenv("PATH"), "evil") {
			t.Errorf("%s: DISPLAY is %q, want %q; SWAYSOCK %q, PATH %q", step.name, seen, step.display, os.Getenv("SWAYSOCK"), os.Getenv("PATH"))
		}
	}
}

func TestADisplayOfOurOwnIsKept(t *testing.T) {
	unset(t, "WAYLAND_DISPLAY", "XAUTHORITY", "SWAYSOCK")
	t.Setenv("DISPLAY", ":3")
	e := newEnvironment()
	e.read = func(context.Context) (map[string]string, error) {
		t.Error("the manager is asked")
		return map[string]string{"DISPLAY": ":7"}, nil
	}
	e.adopt(t.Context())
	if got := os.Getenv("DISPLAY"); got != ":3" {
		t.Errorf("DISPLAY is %q, want our own", got)
	}
}

// tried is a source that notes that it was tried.
type tried struct{ note func() }

func (s tried) Name() string        { return "tried" }
func (s tried) Facts() source.Facts { return source.Windows }
func (s tried) Watch(context.Context, time.Duration, <-chan struct{}, func(source.Report)) error {
	s.note()
	return nil
}

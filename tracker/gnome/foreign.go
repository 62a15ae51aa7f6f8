package gnome

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/godbus/dbus/v5"
)

// foreign is an extension of other people that can be asked for the window in
// front. Both known live on the connection of the shell.
type foreign struct {
	name string // as people know it
	ask  func(ctx context.Context, s *shell) (*front, error)
}

// foreigners are the extensions that can stand in for ours, the better first.
func foreigners() []foreign {
	return []foreign{
		{"Focused Window D-Bus", askFocusedWindow},
		{"Window Calls", askWindowCalls},
	}
}

// askFocusedWindow asks Focused Window D-Bus, whose window without anything is
// none.
func askFocusedWindow(ctx context.Context, s *shell) (*front, error) {
	const path, face = "/org/gnome/shell/extensions/FocusedWindow", "org.gnome.shell.extensions.FocusedWindow"
	var text string
	if err := s.bus.Call(ctx, s.owner, path, face+".Get").Store(&text); err != nil {
		return nil, err
	}
	var f front
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return nil, errors.New("it says nothing readable")
	}
	if f == (front{}) {
		return nil, nil
	}
	return &f, nil
}

// askWindowCalls asks Window Calls, which lists all windows, in its older
// versions without their titles.
func askWindowCalls(ctx context.Context, s *shell) (*front, error) {
	const path, face = dbus.ObjectPath("/org/gnome/Shell/Extensions/Windows"), "org.gnome.Shell.Extensions.Windows"
	var text string
	if err := s.bus.Call(ctx, s.owner, path, face+".List").Store(&text); err != nil {
		return nil, err
	}
	var windows []struct {
		front
		ID    uint32 `json:"id"`
		Focus bool   `json:"focus"`
	}
	if err := json.Unmarshal([]byte(text), &windows); err != nil {
		return nil, errors.New("it says nothing readable")
	}
	for _, w := range windows {
		if !w.Focus {
			continue
		}
		if w.Title == "" {
			// The window may be gone by now; then it has no title.
			_ = s.bus.Call(ctx, s.owner, path, face+".GetTitle", w.ID).Store(&w.Title)
		}
		return &w.front, nil
	}
	return nil, nil
}

// askForeign asks the first of the extensions that answers.
func askForeign(ctx context.Context, s *shell) (*front, string, error) {
	var refused []error
	for _, f := range foreigners() {
		window, err := f.ask(ctx, s)
		if err == nil {
			return window, f.name, nil
		}
		refused = append(refused, fmt.Errorf("%s: %w", f.name, err))
	}
	return nil, "", errors.Join(refused...)
}

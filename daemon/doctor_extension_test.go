package daemon

import (
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"focusd/daemon/api"
	"focusd/tracker/gnome"
)

func TestExtensionWithoutGNOME(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	data := t.TempDir()
	t.Setenv("XDG_DATA_HOME", data)
	d := &daemon{log: slog.New(slog.DiscardHandler)}
	_, err := d.extension(t.Context(), api.ExtensionCommand{Do: "install"})
	var said *api.Error
	if !errors.As(err, &said) || said.Code != api.CodeAbsent || !strings.Contains(said.Hint, "focus doctor") {
		t.Errorf("install = %v, want that there is no GNOME here and what to do", err)
	}
	got, err := d.extension(t.Context(), api.ExtensionCommand{Do: "uninstall"})
	want := api.Extension{Folder: filepath.Join(data, "gnome-shell/extensions", gnome.UUID)}
	if err != nil || got != want {
		t.Errorf("uninstall of what is not there = %+v, %v, want %+v", got, err, want)
	}
}

func TestErrorsOfTheExtension(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		code string
		says string
	}{
		"another desktop": {gnome.ErrAbsent, api.CodeAbsent, "GNOME Shell does not run here"},
		"a full disk":     {&fs.PathError{Op: "write", Path: "/x", Err: errors.New("no space left")}, api.CodeInternal, "no space left"},
	} {
		var said *api.Error
		if err := extensionError(c.err); !errors.As(err, &said) || said.Code != c.code || !strings.Contains(said.Message, c.says) || said.Hint == "" {
			t.Errorf("%s: %v is shown as %+v, want %s, %q and a hint", name, c.err, said, c.code, c.says)
		}
	}
}

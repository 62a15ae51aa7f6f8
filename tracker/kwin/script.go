package kwin

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"strings"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
)

const (
	service       = "org.kde.KWin"
	scripting     = "/Scripting"
	scriptingFace = "org.kde.kwin.Scripting"
	plugin        = "focusd" // the name of the script in KWin

	earPath = "/io/github/focusd/KWin"
	earFace = "io.github.focusd.KWin"
)

//go:embed script.js
var scriptText string

// script is our script in the KWin of one owner.
type script struct {
	bus   *sessionbus.Conn
	owner string // the connection that is spoken to: another KWin is another script
	file  string // where KWin reads it; "": it has
}

// load has KWin run the script. KWin reads the file when it likes: it stays
// until forget is called.
func (s *script) load(ctx context.Context, dir string) error {
	if err := s.write(dir); err != nil {
		return err
	}
	s.unload(ctx) // of a focusd that did not come to do it
	var id int32
	if err := s.call(ctx, "loadScript", s.file, plugin).Store(&id); err != nil {
		return fmt.Errorf("load the script into KWin: %w", err)
	}
	if id < 0 {
		return fmt.Errorf("KWin refuses the script %s", s.file)
	}
	return s.runAs(ctx, id)
}

// runAs runs the script with the id. KWin 6 has its object at another place
// than KWin 5; the wrong place answers with an error.
func (s *script) runAs(ctx context.Context, id int32) (err error) {
	for _, format := range []string{"/Scripting/Script%d", "/%d"} {
		path := dbus.ObjectPath(fmt.Sprintf(format, id))
		if err = s.bus.Call(ctx, s.owner, path, "org.kde.kwin.Script.run").Err; err == nil {
			return nil
		}
	}
	return fmt.Errorf("run the script in KWin: %w", err)
}

// startAll has KWin run all scripts that are loaded and do not run, as after a
// change of its settings. KWin counts its scripts to number them, so after one
// of several was unloaded, run may reach another one of the same number.
func (s *script) startAll(ctx context.Context) { s.call(ctx, "start") }

// unload ends the script. That there is none is no error.
func (s *script) unload(ctx context.Context) { s.call(ctx, "unloadScript", plugin) }

func (s *script) call(ctx context.Context, method string, args ...any) *dbus.Call {
	return s.bus.Call(ctx, s.owner, scripting, scriptingFace+"."+method, args...)
}

// write puts the script, with our address in it, into a file of our own.
func (s *script) write(dir string) error {
	s.forget()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make a folder for the script that KWin is to run: %w", err)
	}
	f, err := os.CreateTemp(dir, "kwin-*.js") // 0600: KWin runs as the same user
	if err != nil {
		return fmt.Errorf("write the script that KWin is to run: %w", err)
	}
	s.file = f.Name()
	_, err = f.WriteString(strings.NewReplacer(
		"@SERVICE@", s.bus.Names()[0], "@PATH@", earPath, "@INTERFACE@", earFace).Replace(scriptText))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write the script that KWin is to run: %w", err)
	}
	return nil
}

// forget removes the file.
func (s *script) forget() {
	if s.file != "" {
		os.Remove(s.file)
		s.file = ""
	}
}

package gnome

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// UUID is the name of the extension among those of GNOME Shell.
const UUID = "focusd@focusd.github.io"

const (
	extensionName = "io.github.focusd.Focus" // on the bus, and of its interface
	extensionPath = "/io/github/focusd/Focus"

	oldest      = 42 // versions of GNOME Shell that the extension is for
	firstModule = 45
	newest      = 50 // that is known of; a newer one is added when it is installed there
)

var (
	//go:embed extension/reporter.js
	reporterText string
	//go:embed extension/legacy.js
	legacyText string
	//go:embed extension/module.js
	moduleText string
)

// Extension is our extension on the disk of a person.
type Extension struct {
	Dir          string // of their extensions; "" means $XDG_DATA_HOME/gnome-shell/extensions
	ShellVersion string // "43.9"; "" asks the shell that runs
	Bus          string // the address of the session bus; "" means $DBUS_SESSION_BUS_ADDRESS
}

// Installed tells whether its files are there.
func (e Extension) Installed() bool {
	dir, err := e.Folder()
	if err != nil {
		return false
	}
	_, err = os.Stat(filepath.Join(dir, "metadata.json"))
	return err == nil
}

// Install writes the files for the version of the shell and switches the
// extension on. relogin tells that the shell loads it only after the person
// has logged out and in: a shell looks for new extensions when it starts, and
// never reads a file of one again.
func (e Extension) Install(ctx context.Context) (relogin bool, err error) {
	s, err := findShell(ctx, e.Bus)
	if err != nil && e.ShellVersion == "" {
		return false, fmt.Errorf("find out the version of GNOME Shell: %w", err)
	}
	defer s.close()
	version := e.ShellVersion
	if version == "" {
		if version, err = s.version(ctx); err != nil {
			return false, err
		}
	}
	files, err := render(version)
	if err != nil {
		return false, err
	}
	changed, err := e.write(files)
	if err != nil {
		return false, err
	}
	known, err := s.enable(ctx)
	return changed || !known, err
}

// Uninstall switches the extension off and removes its files. That there is
// none is no error.
func (e Extension) Uninstall(ctx context.Context) error {
	dir, err := e.Folder()
	if err != nil {
		return err
	}
	was := e.Installed()
	s, _ := findShell(ctx, e.Bus) // without a shell the setting is changed all the same
	defer s.close()
	disabled := s.disable(ctx)
	if s == nil && !was {
		disabled = nil // where there may never have been a GNOME, there may be no settings of it
	}
	for _, name := range []string{"extension.js", "metadata.json", ""} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the extension: %w", err)
		}
	}
	return disabled
}

// Folder is where its files are, or would be.
func (e Extension) Folder() (string, error) {
	if e.Dir != "" {
		return filepath.Join(e.Dir, UUID), nil
	}
	data := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(data) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("find the folder of GNOME Shell's extensions: %w", err)
		}
		data = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(data, "gnome-shell", "extensions", UUID), nil
}

// write puts files into the folder, and tells whether that changed anything.
func (e Extension) write(files map[string][]byte) (changed bool, err error) {
	dir, err := e.Folder()
	if err != nil {
		return false, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, fmt.Errorf("install the extension: %w", err)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, text) {
			continue
		}
		changed = true
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return false, fmt.Errorf("install the extension: %w", err)
		}
	}
	return changed, nil
}

// render makes the files of the extension for a version of the shell.
func render(shellVersion string) (map[string][]byte, error) {
	number, _, _ := strings.Cut(shellVersion, ".")
	major, err := strconv.Atoi(number)
	if err != nil {
		return nil, fmt.Errorf("%q is no version of GNOME Shell", shellVersion)
	}
	if major < oldest {
		return nil, fmt.Errorf("GNOME Shell %s is too old: the extension is for %d and later", shellVersion, oldest)
	}
	text, from, to := legacyText, oldest, firstModule-1
	if major >= firstModule {
		text, from, to = moduleText, firstModule, max(newest, major)
	}
	text = strings.NewReplacer("@REPORTER@", reporterText).Replace(text)
	text = strings.NewReplacer("@NAME@", extensionName, "@PATH@", extensionPath).Replace(text)
	metadata, err := json.MarshalIndent(map[string]any{
		"uuid":          UUID,
		"name":          "focusd",
		"description":   "Tells focusd, the focus timer and time log, which window is in front. Nothing leaves this computer.",
		"shell-version": versions(from, to),
		"version":       1,
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("describe the extension: %w", err)
	}
	return map[string][]byte{"extension.js": []byte(text), "metadata.json": append(metadata, '\n')}, nil
}

// versions are the numbers from first to last, as strings.
func versions(first, last int) (all []string) {
	for v := first; v <= last; v++ {
		all = append(all, strconv.Itoa(v))
	}
	return all
}

//go:build linux

package tray_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/tray"
)

// script puts a program into a PATH in which there is nothing else.
func script(t *testing.T, name, body string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
}

// alongside adds another program to the one of script.
func alongside(t *testing.T, name, body string) {
	t.Helper()
	path := filepath.Join(os.Getenv("PATH"), name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

func untilExists(t *testing.T, path string) {
	t.Helper()
	for deadline := time.Now().Add(within); ; time.Sleep(time.Millisecond) {
		if data, err := os.ReadFile(path); err == nil && len(data) > 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", path)
		}
	}
}

func TestStartDaemon(t *testing.T) {
	for _, tt := range []struct {
		name      string
		systemctl string
		focusd    string
		want      string // in the error; empty: none
		started   string // by whom
	}{
		{"by systemd", `case "$2" in show) echo loaded;; start) echo systemd >>$MARK;; esac`, "echo direct >>$MARK", "", "systemd"},
		{"no user manager", "exit 1", "echo direct >>$MARK", "", "direct"},
		{"no unit", "echo not-found", "echo direct >>$MARK", "", "direct"},
		{"in a chroot", `echo "Running in chroot, ignoring command '$2'" >&2`, "echo direct >>$MARK", "", "direct"},
		{
			"systemd fails", `case "$2" in show) echo loaded;; start) echo; echo "Job failed."; exit 1;; esac`, "echo direct >>$MARK",
			"systemd could not start focusd: Job failed.", "",
		},
		{"daemon fails", "exit 1", "exit 3", "focusd did not start (exit status 3) – run it in a terminal to see why", ""},
		{"daemon stays", "exit 1", "echo direct >>$MARK; exec /bin/sleep 2", "", "direct"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mark := filepath.Join(t.TempDir(), "mark")
			script(t, "systemctl", tt.systemctl)
			alongside(t, "focusd", tt.focusd)
			desktop := tray.Desktop{Env: append(os.Environ(), "MARK="+mark)}

			err := desktop.StartDaemon(t.Context())
			if got := text(err); got != tt.want {
				t.Errorf("error %q, want %q", got, tt.want)
			}
			data, _ := os.ReadFile(mark)
			if got := strings.TrimSpace(string(data)); got != tt.started {
				t.Errorf("started %q, want %q", got, tt.started)
			}
		})
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestBrowse(t *testing.T) {
	const url = "http://127.0.0.1:8463/?token=secret"
	for _, tt := range []struct {
		name, body, want string
	}{
		{"opened", `[ "$1" = "` + url + `" ]`, ""},
		{"becomes the browser", "exec /bin/sleep 2", ""},
		{"no browser", `echo "cannot open $1" >&2; exit 3`, "xdg-open could not open the page (exit status 3)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			script(t, "xdg-open", tt.body)
			if got := text(tray.Desktop{}.Browse(t.Context(), url)); got != tt.want {
				t.Errorf("error %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRunStartsTheDaemon(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	screen.untilStatus("No block running")
	daemon.Stop()
	screen.untilStatus("focusd is not running")

	t.Setenv("PATH", t.TempDir())
	screen.click("daemon.start")
	screen.untilStatus("focusd is not installed beside focus-tray or in the PATH")

	mark := filepath.Join(t.TempDir(), "mark")
	script(t, "focusd", "echo >"+mark)
	screen.click("daemon.start")
	untilExists(t, mark)
	daemon.Start()
	screen.untilStatus("No block running")
}

func TestRunOpensToday(t *testing.T) {
	daemon, screen, _ := start(t, idle())
	screen.untilStatus("No block running")
	t.Setenv("PATH", t.TempDir())
	screen.click("open")
	receive(t, daemon)
	screen.until("an error without the token", func(v tray.View) bool {
		if strings.Contains(v.Label, "secret") {
			t.Fatalf("the token is shown: %q", v.Label)
		}
		return strings.HasPrefix(v.Label, "There is no xdg-open")
	})
	mark := filepath.Join(t.TempDir(), "mark")
	script(t, "xdg-open", `echo "$1" >`+mark)
	screen.click("open")
	untilExists(t, mark)
}

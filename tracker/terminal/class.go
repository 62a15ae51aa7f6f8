package terminal

import "strings"

// IsTerminal tells whether app, as tracker.CanonicalApp spells it, is a
// terminal: a window in which other programs run.
func IsTerminal(app string) bool {
	switch app {
	case "xterm", "uxterm", "koi8rxterm", "rxvt", "urxvt", "urxvtc", "urxvtd", "rxvt-unicode", "mlterm", "aterm", "eterm", "mrxvt",
		"st", "st-256color", "stterm", "x-terminal-emulator",
		"foot", "footclient", "alacritty", "kitty", "rio", "contour", "ghostty", "com.mitchellh.ghostty",
		"wezterm", "wezterm-gui", "org.wezfurlong.wezterm", "warp", "dev.warp.warp",
		"gnome-terminal", "gnome-terminal-server", "org.gnome.terminal", "kgx", "gnome-console", "org.gnome.console",
		"ptyxis", "ptyxis-agent", "org.gnome.ptyxis", "app.devsuite.ptyxis", "blackbox", "com.raggesilver.blackbox",
		"konsole", "org.kde.konsole", "yakuake", "org.kde.yakuake",
		"xfce4-terminal", "mate-terminal", "lxterminal", "qterminal", "deepin-terminal", "io.elementary.terminal", "cosmic-term",
		"com.system76.cosmicterm", "pantheon-terminal",
		"tilix", "com.gexperts.tilix", "terminator", "terminology", "guake", "tilda", "sakura", "termite", "roxterm", "lilyterm",
		"evilvte", "xiate", "finalterm", "cool-retro-term", "weston-terminal", "org.freedesktop.weston.wayland-terminal", "havoc",
		"hyper", "tabby", "com.github.amezin.ddterm", "extraterm", "zutty", "domterm":
		return true
	}
	return false
}

// isShell tells whether a program waits for commands. Login shells are told
// apart by a hyphen.
func isShell(program string) bool {
	switch strings.TrimPrefix(program, "-") {
	case "sh", "bash", "rbash", "zsh", "zsh5", "fish", "dash", "ash", "ksh", "ksh93", "mksh", "oksh", "lksh", "pdksh", "yash", "posh",
		"csh", "tcsh", "bsd-csh", "rc", "es", "nu", "nushell", "xonsh", "elvish", "pwsh", "osh", "ysh", "ion", "murex", "hilbish":
		return true
	}
	return false
}

// isWrapper tells whether a program only runs another one and waits for it.
// Those that become the other one, as env and nice do, are never seen.
func isWrapper(program string) bool {
	switch program {
	case "sudo", "sudo-rs", "doas", "su", "su-rs", "runuser", "run0", "pkexec", "please", "login", "systemd-run",
		"env", "nice", "ionice", "chrt", "taskset", "nohup", "setsid", "stdbuf", "time", "timeout", "script", "unbuffer", "rlwrap",
		"systemd-inhibit", "dbus-launch", "firejail", "bwrap", "strace", "ltrace":
		return true
	}
	return false
}

// isInterpreter tells whether a program is known by the script it runs, which
// its first argument names.
func isInterpreter(program string) bool {
	switch strings.TrimRight(program, "0123456789.-") {
	case "python", "pypy", "node", "nodejs", "ruby", "perl", "lua", "luajit", "php", "tclsh", "wish", "expect", "guile", "Rscript":
		return true
	}
	return isShell(program)
}

// tmuxClient is what a client of tmux calls itself, and tmuxServer what the
// parent of all panes does.
const (
	tmuxClient = "tmux: client"
	tmuxServer = "tmux: server"
)

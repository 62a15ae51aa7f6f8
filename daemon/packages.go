package daemon

import (
	"os"
	"strings"
)

// system is what a Linux calls itself and what it is like, as os-release(5)
// has it: "linuxmint ubuntu debian". "" when it does not say.
type system string

// readSystem reads what this one is.
func readSystem() system {
	for _, path := range []string{"/etc/os-release", "/usr/lib/os-release"} {
		if text, err := os.ReadFile(path); err == nil {
			return parseSystem(string(text))
		}
	}
	return ""
}

func parseSystem(text string) system {
	var names []string
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if key == "ID" || key == "ID_LIKE" {
			names = append(names, strings.Fields(strings.Trim(value, `"'`))...)
		}
	}
	return system(strings.Join(names, " "))
}

// installing is ": " and the command that installs a package which has the same
// name everywhere; "" where that is not known.
func (s system) installing(name string) string {
	for _, is := range strings.Fields(string(s)) {
		switch is {
		case "debian", "ubuntu":
			return ": sudo apt install " + name
		case "fedora", "rhel", "centos":
			return ": sudo dnf install " + name
		case "arch":
			return ": sudo pacman -S " + name
		case "suse", "opensuse":
			return ": sudo zypper install " + name
		case "alpine":
			return ": sudo apk add " + name
		case "void":
			return ": sudo xbps-install " + name
		}
	}
	return ""
}

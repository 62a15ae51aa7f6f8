package daemon

import "testing"

func TestHowAPackageIsInstalled(t *testing.T) {
	for text, want := range map[string]string{
		"NAME=\"Debian GNU/Linux\"\nID=debian\n":                  ": sudo apt install dunst",
		"ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n":               ": sudo apt install dunst",
		"ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n":          ": sudo dnf install dunst",
		"ID='endeavouros'\nID_LIKE='arch'\n":                      ": sudo pacman -S dunst",
		"ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n": ": sudo zypper install dunst",
		"ID=alpine":                           ": sudo apk add dunst",
		"ID=void":                             ": sudo xbps-install dunst",
		"ID=nixos":                            "",
		"":                                    "",
		"ID_LIKE_NOT=debian\nVERSION_ID=12\n": "",
	} {
		if got := parseSystem(text).installing("dunst"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

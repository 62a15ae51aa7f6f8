package api

import "runtime/debug"

// release is set by the linker: -X focusd/daemon/api.release=1.2.3.
var release string

// Version is that of this build, the same for all three programs: the release,
// else the commit it was made of.
func Version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "dev-" + s.Value[:12]
		}
	}
	return "dev"
}

package wayland

import (
	"strings"
	"testing"

	"focusd/tracker/source"
)

func TestFoundSaysWhy(t *testing.T) {
	offers := func(names ...string) (f Found) {
		f.Socket = "/run/w"
		for _, name := range names {
			f.Protocols = append(f.Protocols, Protocol{name, 1})
		}
		return f
	}
	for name, test := range map[string]struct {
		found             Found
		facts             source.Facts
		windows, idleness string // in the reasons; "": none
	}{
		"all":          {offers(seatInterface, kdeIdleInterface, windowsInterface), source.Windows | source.Idleness, "", ""},
		"no windows":   {offers(seatInterface, extIdleInterface, "ext_foreign_toplevel_list_v1"), source.Idleness, windowsInterface, ""},
		"no idleness":  {offers(seatInterface, windowsInterface), source.Windows, "", extIdleInterface},
		"nothing":      {offers(seatInterface), 0, "the compositor at /run/w", kdeIdleInterface},
		"without seat": {offers(extIdleInterface), 0, windowsInterface, "no seat"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.found.Facts(); got != test.facts {
				t.Errorf("facts = %b, want %b", got, test.facts)
			}
			for fact, want := range map[source.Facts]string{source.Windows: test.windows, source.Idleness: test.idleness} {
				if why := test.found.Why(fact); (why == "") != (want == "") || !strings.Contains(why, want) {
					t.Errorf("why not fact %b: %q, want %q", fact, why, want)
				}
			}
		})
	}
	if why := (Found{Compositor: "sway"}).Why(source.Windows); !strings.HasPrefix(why, "sway does not") {
		t.Errorf("Why = %q, want it to name sway", why)
	}
}

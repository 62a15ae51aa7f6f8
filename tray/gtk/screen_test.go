//go:build tray || windows

package gtk

import (
	"testing"

	"focusd/tray/icon"
)

// Only what is drawn makes another picture.
func TestDigitsOrRing(t *testing.T) {
	work := icon.Icon{Shape: icon.Work, Fill: 12, Digits: 12}
	held := work
	held.Held = true
	off := work
	off.Off = true
	long := icon.Icon{Shape: icon.Work, Fill: 3}
	for _, tt := range []struct {
		name   string
		digits bool
		icon   icon.Icon
		want   icon.Icon
	}{
		{"the ring", false, work, icon.Icon{Shape: icon.Work, Fill: 12}},
		{"digits", true, work, icon.Icon{Shape: icon.Work, Digits: 12}},
		{"digits under the moon", true, held, icon.Icon{Shape: icon.Work, Digits: 12, Held: true}},
		{"digits could not be read under the slash", true, off, icon.Icon{Shape: icon.Work, Fill: 12, Off: true}},
		{"too many to write", true, long, long},
		{"a break has none", true, icon.Icon{Shape: icon.Break}, icon.Icon{Shape: icon.Break}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (Options{Digits: tt.digits}).icon(tt.icon); got != tt.want {
				t.Errorf("icon(%+v) = %+v, want %+v", tt.icon, got, tt.want)
			}
		})
	}
}

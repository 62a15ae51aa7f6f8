package streak

import (
	"strings"
	"testing"
)

func TestFreeze(t *testing.T) {
	d7, d14, d21 := strings.Repeat("D", 7), strings.Repeat("D", 14), strings.Repeat("D", 21)
	tests := []struct {
		name, codes, want string
		current           int
		freezes           Freezes
	}{
		{"one miss after seven", d7 + "MDD", d7 + "FDD", 9, Freezes{Earned: 1, Used: 1}},
		{"six are too few to earn", "DDDDDDMD", "DDDDDDMD", 1, Freezes{}},
		{"two misses after fourteen", d14 + "MMD", d14 + "FFD", 15, Freezes{Earned: 2, Used: 2}},
		{"three misses cost nothing", d14 + "MMMD", d14 + "MMMD", 1, Freezes{Earned: 2, Held: 2}},
		{"rest does not split a run", d14 + "MRMD", d14 + "FRFD", 15, Freezes{Earned: 2, Used: 2}},
		{"an excuse does not split a run", d14 + "MSMMD", d14 + "MSMMD", 1, Freezes{Earned: 2, Held: 2}},
		{"three single misses after twenty-one", d21 + "MDMDMD", d21 + "FDFDMD", 1, Freezes{Earned: 2, Used: 2}},
		{"a growing run is frozen", d7 + "M", d7 + "F", 7, Freezes{Earned: 1, Used: 1, Provisional: 1}},
		{"and thaws when it grows too long", d7 + "MM", d7 + "MM", 0, Freezes{Earned: 1, Held: 1}},
		{"today does not end a growing run", d7 + "MP", d7 + "FP", 7, Freezes{Earned: 1, Used: 1, Provisional: 1}},
		{"rest does not end a growing run", d14 + "MMR", d14 + "FFR", 14, Freezes{Earned: 2, Used: 2, Provisional: 2}},
		{"a bridged miss does not interrupt the row", "DDDDDDDDDDMDDDD", "DDDDDDDDDDFDDDD", 14, Freezes{Earned: 2, Used: 1, Held: 1}},
		{"a real miss does", "DDDDMDDDD", "DDDDMDDDD", 4, Freezes{}},
		{"rest does not interrupt the row", "DDDDRRDDDM", "DDDDRRDDDF", 7, Freezes{Earned: 1, Used: 1, Provisional: 1}},
		{"what was kept helps later", d7 + "MMDM", d7 + "MMDF", 1, Freezes{Earned: 1, Used: 1, Provisional: 1}},
		{"nothing", "", "", 0, Freezes{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := codes(t, tt.codes)
			got, freezes := Freeze(in)
			if Format(got) != tt.want || freezes != tt.freezes {
				t.Errorf("Freeze(%s) = %s, %+v, want %s, %+v", tt.codes, Format(got), freezes, tt.want, tt.freezes)
			}
			if current, _ := Count(got); current != tt.current {
				t.Errorf("Count after Freeze(%s) = %d, want %d", tt.codes, current, tt.current)
			}
			if Format(in) != tt.codes {
				t.Errorf("Freeze changed its argument from %s to %s", tt.codes, Format(in))
			}
		})
	}
}

package streak

import "testing"

func TestStarted(t *testing.T) {
	tests := []struct {
		name, codes string
		want        KickStart
	}{
		{"seven in a row", "DDDDDDD", KickStart{Done: 7, Eligible: 7, Day: 7}},
		{"on the tenth day", "DMDDMDDMDD", KickStart{Done: 7, Eligible: 10, Day: 10}},
		{"on the ninth", "DMDDMDDDD", KickStart{Done: 7, Eligible: 9, Day: 9}},
		{"six of ten", "DMDDMDDMDM", KickStart{Done: 6, Eligible: 10, Over: true}},
		{"not yet", "DDDDDDP", KickStart{Done: 6, Eligible: 6}},
		{"three misses can be made good", "MMM", KickStart{Eligible: 3}},
		{"four cannot", "MMMM", KickStart{Eligible: 4, Over: true}},
		{"rest and excuses are not eligible", "DDDDDRRSSSDD", KickStart{Done: 7, Eligible: 7, Day: 7}},
		{"misses after it are of no account", "DDDDDDDMMM", KickStart{Done: 7, Eligible: 10, Day: 7}},
		{"the eleventh day is of no account", "DDDDDDDDDDDDM", KickStart{Done: 10, Eligible: 10, Day: 7}},
		{"nothing", "", KickStart{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Started(codes(t, tt.codes)); got != tt.want {
				t.Errorf("Started(%s) = %+v, want %+v", tt.codes, got, tt.want)
			}
		})
	}
}

func TestAKickStartCanBeginAgain(t *testing.T) {
	all := codes(t, "MMMMDDDDDDD")
	if got := Started(all[4:]); got.Day != 7 || got.Over {
		t.Errorf("Started(%s) = %+v, want day 7", Format(all[4:]), got)
	}
}

package terminal

import (
	"testing"
	"time"
)

// TestPace has things drawn and looked at, at seconds since the first look.
func TestPace(t *testing.T) {
	type step struct {
		at      float64
		want    float64 // how long a look waits
		changed bool    // what the look then shows
	}
	for _, tt := range []struct {
		name        string
		typed, away bool
		steps       []step
	}{
		{"after a while, at once", false, false, []step{{5, .02, true}, {20, .02, true}}},
		{"changes, a little apart", false, false, []step{{.05, .15, true}, {.3, .1, true}, {.5, .1, true}}},
		{"nothing new, less and less often", false, false, []step{{.1, .1, false}, {.3, .3, false}, {.7, .7, false}, {1.5, 1.5, false}, {3.1, 3.1, false}, {6.3, 3.9, false}, {10.3, 3.9, false}}},
		{"something new after that", false, false, []step{{.1, .1, false}, {.3, .3, true}, {.7, .1, true}}},
		{"quiet after that", false, false, []step{{.1, .1, false}, {.3, .3, false}, {30, .02, false}, {30.12, .3, false}}},
		{"nothing new while the person is away", false, true, []step{{.1, .1, false}, {.3, .3, false}, {.7, .7, false}, {1.5, 1.5, false}, {3.1, 3.1, false}, {6.3, 6.3, false}, {12.7, 12.7, false}}},
		{"nothing new while the person types", true, false, []step{{.1, .1, false}, {.3, .3, false}, {.7, .7, false}, {1.5, .7, false}, {2.3, .7, false}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			begin := time.Unix(1795328009, 0)
			var p pace
			if got := p.drawn(begin).Sub(begin); got != drawnWithin {
				t.Fatalf("the first look waits %v", got)
			}
			p.look(begin, true, false)
			for _, s := range tt.steps {
				now := begin.Add(time.Duration(s.at * float64(time.Second)))
				at := p.drawn(now)
				if tt.typed {
					at = p.typed(now)
				}
				if want := now.Add(time.Duration(s.want * float64(time.Second))); at.Sub(want).Abs() > time.Millisecond {
					t.Errorf("what is drawn at %v s waits %v, want %v s", s.at, at.Sub(now), s.want)
				}
				p.look(at, s.changed, tt.away)
			}
		})
	}
}

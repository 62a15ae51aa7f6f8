package report

import (
	"time"
)

// LeastDwell is how long the person stays somewhere at least, to have switched
// to it.
const LeastDwell = 10 * time.Second

// switches is how often the person went from one category to another, or from
// one app to another where nobody has said which category it is.
func switches(today []Piece) (n int) {
	type place struct{ category, app string }
	var at, last place
	var stayed time.Duration
	for _, p := range today {
		if !p.Seen() {
			stayed = 0
			continue
		}
		now := place{category: p.Category}
		if p.Category == "" {
			now.app = p.Window.App
		}
		if now != at {
			at, stayed = now, 0
		}
		before := stayed
		stayed += p.Duration()
		if before < LeastDwell && stayed >= LeastDwell {
			if last != at && last != (place{}) {
				n++
			}
			last = at
		}
	}
	return n
}

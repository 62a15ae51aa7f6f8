package engine

import (
	"time"

	"focusd/tracker/category"
)

// distracts says that the piece is in what the person wishes were less.
func (b *books) distracts(i int) bool {
	j, ok := b.judge(b.pieces[i])
	return ok && j.Class == category.Wastes
}

// wasted says whether the piece belongs to a distraction: it wastes, and so does
// what is around it, for long enough. Known is false while the log does not
// reach far enough to tell.
func (b *books) wasted(i int) (wasted, known bool) {
	if !b.distracts(i) {
		b.wasting = time.Time{}
		return false, true
	}
	if b.wasting.IsZero() {
		b.wasting = b.pieces[i].Start
	}
	end := b.pieces[i].End
	for _, p := range b.pieces[i+1:] {
		if i++; end.Sub(b.wasting) >= settle {
			break
		}
		if !p.Start.Equal(end) || !b.distracts(i) {
			return end.Sub(b.wasting) >= settle, true
		}
		end = p.End
	}
	return end.Sub(b.wasting) >= settle, end.Sub(b.wasting) >= settle
}

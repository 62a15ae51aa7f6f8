package credit

import (
	"encoding/binary"
	"hash/fnv"
	"time"

	"focusd/daemon/report"
	"focusd/timer"
	"focusd/tracker/entry"
)

// imprint is what a number is made of that stands for all it was told, the same
// in every run of the program. The zero imprint was told nothing.
type imprint []byte

// number is that number: FNV-1a.
func (p imprint) number() uint64 {
	h := fnv.New64a()
	h.Write(p)
	return h.Sum64()
}

// imprintOf is the imprint of facts, but for the log and for what goes on: of what
// goes on no sum is final.
func imprintOf(f report.Facts) (p imprint) {
	p.instant(f.From)
	p.instant(f.To)
	p.truth(f.Off)
	for _, e := range f.Entries {
		p.entry(e)
	}
	p.integer(-1)
	for _, b := range f.Breaks {
		p.rest(b)
	}
	p.integer(-1)
	for _, w := range f.Blocks {
		if !w.Ended.IsZero() {
			p.work(w)
		}
	}
	return p
}

func (p *imprint) integer(n int64) { *p = binary.AppendVarint(*p, n) }

func (p *imprint) text(s string) {
	p.integer(int64(len(s)))
	*p = append(*p, s...)
}

func (p *imprint) truth(is bool) {
	if is {
		p.integer(1)
	} else {
		p.integer(0)
	}
}

// instant tells an instant that is none from every other.
func (p *imprint) instant(t time.Time) {
	p.truth(t.IsZero())
	p.integer(t.Unix())
	p.integer(int64(t.Nanosecond()))
}

func (p *imprint) entry(e entry.Entry) {
	p.text(e.ID)
	p.instant(e.Start)
	p.instant(e.End)
	p.integer(int64(e.Offset))
	p.text(e.Text)
	p.text(e.Category)
	p.integer(int64(e.Kind))
	p.instant(e.Made)
	p.integer(int64(e.Origin))
}

func (p *imprint) work(w report.Work) {
	p.integer(int64(w.Depth))
	p.truth(w.First)
	p.block(w.Block)
}

func (p *imprint) block(b timer.Block) {
	p.integer(int64(b.Seq))
	p.integer(int64(b.Kind))
	p.text(b.Preset.Name)
	p.integer(int64(b.Planned))
	p.integer(int64(b.Extended))
	p.instant(b.Started)
	p.instant(b.Ended)
	p.integer(int64(b.EndedBy))
	p.integer(int64(len(b.Gaps)))
	for _, g := range b.Gaps {
		p.instant(g.Start)
		p.instant(g.End)
		p.integer(int64(g.Cause))
	}
	p.integer(int64(len(b.Segments)))
	for _, s := range b.Segments {
		p.instant(s.Start)
		p.text(s.Label)
	}
}

func (p *imprint) rest(b timer.Break) {
	p.integer(int64(b.Seq))
	p.truth(b.Long)
	p.integer(int64(b.Planned))
	p.instant(b.Started)
	p.instant(b.Ended)
	p.integer(int64(b.Outcome))
	p.integer(int64(b.Postponed))
}

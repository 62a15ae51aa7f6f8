package engine

import "time"

// Growth is by how much counters grew. Over a stretch each of them grew as much
// as time went by, in milliseconds; at an instant, where From is To, each as By
// says.
type Growth struct {
	From, To time.Time
	Of       []int // as they were announced; not to be kept
	By       []uint64
}

type ids []int

// The stretches that may go on.
const (
	presenceGoes = iota
	activeGoes
	workGoes
)

// id is that of a counter, which is announced the first time.
func (c *Chronicle) id(of Counter) int {
	id, known := c.ids[of]
	if !known {
		id = len(c.ids)
		c.ids[of] = id
		if c.err == nil {
			c.err = c.announce(id, of)
		}
	}
	return id
}

func (c *Chronicle) stretch(from, to time.Time, id int) {
	c.grow(Growth{From: from, To: to, Of: ids{id}})
}

// goOn has counters grow over a stretch. It is told when the next one is not the
// same: most spans differ in their title alone.
func (c *Chronicle) goOn(which int, from, to time.Time, of ids) {
	g := &c.going[which]
	if len(g.Of) > 0 && len(of) > 0 && &g.Of[0] == &of[0] && g.To.Equal(from) {
		g.To = to
		return
	}
	if len(g.Of) > 0 {
		c.grow(*g)
	}
	*g = Growth{From: from, To: to, Of: of}
}

// point is what happens at an instant.
func (c *Chronicle) point(at time.Time, added map[Counter]uint64) {
	g := Growth{From: at, To: at}
	for counter, n := range added {
		g.Of, g.By = append(g.Of, c.id(counter)), append(g.By, n)
	}
	if len(g.Of) > 0 {
		c.grow(g)
	}
}

func (c *Chronicle) grow(g Growth) {
	if c.err == nil {
		c.err = c.grown(g)
	}
}

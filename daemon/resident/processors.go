package resident

import (
	"runtime"
	"sync"
	"time"
)

// restAfter is how long nobody has asked for anything, to expect that nobody will.
const restAfter = time.Minute

// Processors is how many processors Go has at a time: all of them while somebody
// waits for an answer, else one. What a daemon does by itself takes a millisecond
// now and then, and each further processor that Go wakes for it, to find that
// there is nothing left to do, costs as much as a part of that: a fifth of all in
// an hour in which the focus moves once a minute, on two processors.
type Processors struct {
	all int

	mu      sync.Mutex // guards what follows
	few     bool       // only one is used
	waiting int        // how many wait for an answer
	last    time.Time  // when somebody last did
}

// NewProcessors begins with as many as Go has, for the start is much to do.
func NewProcessors() *Processors {
	return &Processors{all: runtime.GOMAXPROCS(0), last: time.Now()}
}

// Use has all processors used until done is called, and for a minute after that.
func (p *Processors) Use() (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting++
	if p.few {
		runtime.GOMAXPROCS(p.all)
		p.few = false
	}
	return p.done
}

func (p *Processors) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting--
	p.last = time.Now()
}

// Rest has one processor used if nobody waits for anything, nor has for a minute.
// It is for when something is done anyway: it does not look again by itself.
func (p *Processors) Rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.few || p.waiting > 0 || time.Since(p.last) < restAfter {
		return
	}
	runtime.GOMAXPROCS(1)
	p.few = true
}

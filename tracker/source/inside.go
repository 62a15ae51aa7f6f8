package source

import (
	"time"

	"focusd/tracker"
)

// Inside tells what runs in the window of a terminal, to one goroutine.
type Inside interface {
	// Look names the program in the window. ok is false when app is no terminal;
	// the program is "" when it is no other than the terminal itself.
	Look(app string, pid int) (program string, ok bool)
	// Rings tells that something has happened in the terminal that was looked at
	// last, once for each Look. It is nil when nobody can tell.
	Rings() <-chan struct{}
	Close()
}

const (
	// insideAgain is how long after a look inside the next one is worth it.
	insideAgain = 10 * time.Second
	// insideSettles is how long it takes until what happened in a terminal has
	// another program in its foreground: what is typed there is the start of it.
	insideSettles = time.Second
	// insideMissed is how often it is looked at of which nothing is heard, for
	// what neither reads nor draws.
	insideMissed = time.Minute
)

// inside is when to look what runs in the terminal in front. The zero inside
// finds none.
type inside struct {
	Inside
	terminal bool      // one is in front
	looked   time.Time // at it
	rang     time.Time // when it has since; zero: it has not
}

func (i *inside) open(from func() Inside) {
	if from != nil {
		i.Inside = from()
	}
}

func (i *inside) close() {
	if i.Inside != nil {
		i.Close()
	}
}

// look names the program in the window of a report, "" if it is no terminal or
// nothing runs there.
func (i *inside) look(r Report) string {
	i.leave()
	if i.Inside == nil || r.PID == 0 || r.Window.App == "" {
		return ""
	}
	program, ok := i.Look(r.Window.App, r.PID)
	if !ok {
		return ""
	}
	i.terminal, i.looked, i.rang = true, time.Now(), time.Time{}
	if program == "" {
		return ""
	}
	return tracker.CanonicalApp(program, "")
}

// leave forgets the terminal.
func (i *inside) leave() { i.terminal = false }

// rings is nil while there is nothing to hear.
func (i *inside) rings() <-chan struct{} {
	if i.Inside == nil {
		return nil
	}
	return i.Rings()
}

// next is when to look again, far away if no terminal is in front.
func (i *inside) next(now time.Time) time.Time {
	again, settled := i.looked.Add(insideAgain), i.rang.Add(insideSettles)
	switch {
	case !i.terminal:
		return now.Add(24 * time.Hour)
	case i.rings() == nil:
		return again
	case i.rang.IsZero():
		return i.looked.Add(insideMissed)
	case settled.After(again):
		return settled
	default:
		return again
	}
}

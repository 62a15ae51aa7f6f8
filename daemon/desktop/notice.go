package desktop

import (
	"strings"
	"time"
)

// Notice is something to be said to the person.
type Notice struct {
	// Key names the notice: a new one takes the place of an older one with the
	// same key. What stands before a slash says whose it is: see Answers.
	Key     string
	Summary string
	Body    string   // plain text; names the command that does the same as the buttons
	Buttons []Button // three at most: some servers show no more

	Urgency   Urgency
	Transient bool          // nobody will want to find it in a history
	For       time.Duration // how long it stays on the screen; 0: the server decides
	Until     time.Time     // no longer so from then on; zero: until it is withdrawn
}

// Button is a choice in a notice.
type Button struct {
	Key   string // what Answer has
	Label string
}

// Answer is what a person did with a notice.
type Answer struct {
	Notice string // its key
	Button string // the key of the one that was pressed; "" when the notice was dismissed
}

// Urgency is how much a notice may disturb.
type Urgency uint8

const (
	Normal   Urgency = iota
	Low              // no banner on some desktops, only the list
	Critical         // stays until acted upon, and passes do-not-disturb: only where the person asked for it
)

// level is the byte that stands for it on the bus.
func (u Urgency) level() byte {
	switch u {
	case Low:
		return 0
	case Critical:
		return 2
	}
	return 1
}

// whose is the part of a key before the slash.
func whose(key string) string {
	name, _, _ := strings.Cut(key, "/")
	return name
}

// offers tells whether the notice has that button. The click on the notice
// itself, which servers call "default", is none.
func (n Notice) offers(button string) bool {
	for _, b := range n.Buttons {
		if b.Key == button {
			return true
		}
	}
	return false
}

// over tells whether the notice is no longer so.
func (n Notice) over(now time.Time) bool { return !n.Until.IsZero() && !now.Before(n.Until) }

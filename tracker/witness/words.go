package witness

import (
	"strconv"
	"strings"
	"time"

	"focusd/tracker"
)

// Case is a stretch of the log about which somebody asks why.
type Case struct {
	At       time.Time // the instant that was asked for
	Presence tracker.Presence
	From, To time.Time // how long that presence lasted
	Chain    Chain
	Zone     *time.Location // of the times in the words
}

// Because says in words why the presence follows from the chain.
func (c Case) Because() string {
	if len(c.Chain) == 0 {
		return "the journal of witnesses has nothing of that time: it is kept for 90 days, and only since there is one"
	}
	if why := c.because(); why != "" {
		return why
	}
	return "the journal of witnesses has nobody who said so"
}

func (c Case) because() string {
	switch c.Presence {
	case tracker.Unobserved:
		return c.unobserved()
	case tracker.Asleep:
		return c.asleep()
	case tracker.Locked:
		return c.told(Lock)
	case tracker.Paused:
		if n, ok := c.Chain.Of(Tracking); ok && !n.On {
			return c.Words(n)
		}
	case tracker.Idle, tracker.Passive:
		return c.absent()
	case tracker.Active:
		return c.active()
	}
	return ""
}

func (c Case) unobserved() string {
	if d, ok := c.Chain.Of(Daemon); ok && (!d.On || c.At.Before(d.At)) {
		return c.Words(d)
	}
	if n, ok := c.Chain.Of(Clock); ok && n.For > 0 {
		return c.Words(n)
	}
	if n, ok := c.Chain.Of(Window); ok && !n.On {
		return c.Words(n)
	}
	return ""
}

func (c Case) asleep() string {
	var said []string
	for _, k := range []Kind{Sleep, Slept} {
		if s := c.told(k); s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, "; ")
}

// absent is why there was somebody, or nobody, while there was no input.
func (c Case) absent() string {
	input, ok := c.Chain.Of(Input)
	if !ok || input.On {
		return ""
	}
	why := c.Words(input)
	if after := c.idleAfter(); after > 0 {
		why += "; without input somebody is there for " + lengthText(after)
	}
	evidence, has := c.Chain.Of(Evidence)
	switch {
	case !has && c.Presence == tracker.Idle:
		return why + "; there was no evidence of somebody"
	case !has:
		return why + "; the evidence of somebody had just ended"
	case c.Presence == tracker.Passive:
		return why + ", but " + c.Words(evidence)
	}
	return why + "; " + c.Words(evidence) + ", but that stands for input for a time only"
}

func (c Case) active() string {
	input, ok := c.Chain.Of(Input)
	switch {
	case !ok, input.By == "" && input.On:
		return "nobody tells whether there is input: somebody is taken to be there"
	case !input.On:
		return c.Words(input) + ": that is less than it takes to be idle"
	}
	why := c.Words(input)
	if after := c.idleAfter(); after > 0 {
		why += ", and it never stopped for " + lengthText(after)
	}
	return why
}

func (c Case) told(k Kind) string {
	if n, ok := c.Chain.Of(k); ok {
		return c.Words(n)
	}
	return ""
}

func (c Case) idleAfter() time.Duration {
	d, _ := c.Chain.Of(Daemon)
	return d.For
}

// Words is what a note of the chain says.
func (c Case) Words(n Note) string {
	since := c.clock(n.Since())
	switch n.Kind {
	case Daemon:
		return c.daemon(n)
	case Window:
		if n.On {
			return "the window in front is told by " + n.By + " since " + since
		}
		return "nobody can tell what is in front since " + since + because(n.Text)
	case Input:
		return c.input(n)
	case Evidence:
		return evidenceWords(n.Text) + " since " + since
	case Lock:
		return "the session is locked since " + since + by(n.By)
	case Sleep:
		return "the machine was about to sleep at " + since + by(n.By)
	case Slept:
		return "the clocks show that the machine slept from " + since + " to " + c.clock(n.At)
	case Tracking:
		if n.On {
			return "the log is written since " + since
		}
		return "you paused the log at " + since + untilText(n.Text)
	case Clock:
		return c.set(n)
	case Zone:
		return "the time zone is " + n.Text + " since " + since
	}
	return "so much changed that nothing was noted from " + since + " until the UTC day ended"
}

func (c Case) daemon(n Note) string {
	switch {
	case !n.On:
		return "focusd is not running since " + c.clock(n.At) + ": it was stopped"
	case !c.At.Before(n.At):
		return "focusd is running since " + c.clock(n.At)
	}
	why := "focusd was not running from " + c.clock(n.From) + " to " + c.clock(n.At)
	switch n.Text {
	case Clean:
		return why + ": it had been stopped"
	case Killed:
		return why + ": it had ended without notice, by a crash, a kill or a power cut"
	}
	return why
}

func (c Case) input(n Note) string {
	switch {
	case n.By == "" && n.On:
		return "nobody tells since " + c.clock(n.Since()) + " whether there is input"
	case n.On:
		return "there is input since " + c.clock(n.Since()) + by(n.By)
	}
	return "no input from " + c.clock(n.Since()) + " on" + by(n.By) + " at " + c.clock(n.At)
}

func (c Case) set(n Note) string {
	if n.For < 0 {
		return "the wall clock was set back by " + lengthText(-n.For) + " at " + c.clock(n.From) +
			": the log stood still until it had caught up"
	}
	return "the wall clock was set forward by " + lengthText(n.For) + ": from " + c.clock(n.From) + " to " + c.clock(n.At) + " never was"
}

func by(name string) string {
	if name == "" {
		return ""
	}
	return ", told by " + name
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

func untilText(text string) string {
	if text == "" {
		return ""
	}
	return ", " + text
}

// clock is an instant to the second, with its date where that is not the one
// that was asked for.
func (c Case) clock(t time.Time) string {
	t, asked := t.In(c.Zone), c.At.In(c.Zone)
	if t.Format(time.DateOnly) == asked.Format(time.DateOnly) {
		return t.Format(time.TimeOnly)
	}
	return t.Format(time.DateTime)
}

// lengthText is d for people: "3 min", "1 h 30 min", "45 s".
func lengthText(d time.Duration) string {
	d = d.Round(time.Second)
	var parts []string
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if n := d / unit.length; n > 0 {
			parts = append(parts, strconv.FormatInt(int64(n), 10)+" "+unit.name)
			d %= unit.length
		}
	}
	if len(parts) == 0 {
		return "0 s"
	}
	return strings.Join(parts, " ")
}

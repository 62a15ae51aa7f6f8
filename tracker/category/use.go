package category

import (
	"iter"
	"time"

	"focusd/tracker"
)

// Use is time spent in one window.
type Use struct {
	App, Title, Host string
	Start            time.Time // local: the civil clock of when it began
	Time             time.Duration
}

// Uses are the spans of a host that name a window, each with the civil clock of
// where the person was. An error is handed on, and ends the sequence.
func Uses(host string, spans iter.Seq2[tracker.Span, error]) iter.Seq2[Use, error] {
	return func(yield func(Use, error) bool) {
		for span, err := range spans {
			if err != nil {
				yield(Use{}, err)
				return
			}
			if span.Presence != tracker.Active && span.Presence != tracker.Passive {
				continue
			}
			// The offset is put into the instant, not into a zone: a zone
			// would be made for every span.
			local := span.Start.UTC().Add(time.Duration(span.Offset) * time.Minute)
			if !yield(Use{span.Window.App, span.Window.Title, host, local, span.Duration()}, nil) {
				return
			}
		}
	}
}

// byHost applies a set to uses of any host.
type byHost struct {
	set   *Set
	hosts map[string]*Classifier
}

func (b byHost) classify(u Use) Verdict {
	host := u.Host
	if !b.set.HostDependent() {
		host = ""
	}
	c := b.hosts[host]
	if c == nil {
		c = NewClassifier(b.set, host)
		b.hosts[host] = c
	}
	return c.Classify(u.App, u.Title, u.Start)
}

func onHosts(set *Set) byHost { return byHost{set, make(map[string]*Classifier)} }

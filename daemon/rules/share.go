package rules

import (
	"time"

	"focusd/tracker/category"
)

// Shares is how much of the log of a range each rule decides, by its id. That of
// "" is time that no rule knows; time of which the category alone was kept is no
// rule's.
func (b *Book) Shares(from, to time.Time) (map[string]time.Duration, error) {
	e, err := b.Now()
	if err != nil {
		return nil, err
	}
	shares := make(map[string]time.Duration)
	c := category.NewClassifier(e.Set, b.host)
	for u, err := range b.uses(from, to) {
		if err != nil {
			return nil, err
		}
		v := c.Classify(u.App, u.Title, u.Start)
		if v.Rule != "" || v.Category == "" {
			shares[v.Rule] += u.Time
		}
	}
	return shares, nil
}

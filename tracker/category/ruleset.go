package category

import "strings"

// Ruleset is categories and rules as somebody wrote them down. As a layer of a
// set it goes before those that follow.
type Ruleset struct {
	Categories []Category `json:"categories"`
	Rules      []Rule     `json:"rules"`
	Off        []string   `json:"off,omitempty"` // ids of rules in later layers that shall not be; unknown ones do no harm
}

// String is the ruleset as Parse reads it, without the ids of its rules.
func (rs Ruleset) String() string {
	var b strings.Builder
	for _, c := range rs.Categories {
		b.WriteString(c.String() + "\n")
	}
	for _, id := range rs.Off {
		b.WriteString("off " + quote(id) + "\n")
	}
	for _, r := range rs.Rules {
		b.WriteString(r.String() + "\n")
	}
	return b.String()
}

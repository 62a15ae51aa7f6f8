package category

import (
	"strings"
	"time"
)

// Of some time nothing is kept but the category that it had when it was
// recorded, or when its title was taken away. It stands where the app or the
// title would be, and no rule, however good, can decide anew.
const (
	decidedApp = "category:"
	// decidedTitle begins with a character that no title of a window has: a page
	// may call itself whatever it likes.
	decidedTitle = "\u2063category:"
)

// AsApp is what stands for an app of which the category alone is kept. The name
// may be "": then no rule knew it.
func AsApp(name string) string { return decidedApp + orUnclassified(name) }

// AsTitle is what stands for a title on which the category depended.
func AsTitle(name string) string { return decidedTitle + orUnclassified(name) }

func orUnclassified(name string) string {
	if name == "" {
		return Unclassified.String()
	}
	return name
}

// Decided is the category that an app and a title stand for. ok is false for
// those that are what they say; rules decide on these.
func Decided(app, title string) (name string, ok bool) {
	if name, ok = strings.CutPrefix(title, decidedTitle); !ok {
		name, ok = strings.CutPrefix(app, decidedApp)
	}
	if name == Unclassified.String() {
		name = ""
	}
	return name, ok
}

// Fade is what is left of the title of a stretch that began at start, a local
// time, when titles are kept no longer: nothing where the app says as much, and
// else what stands for the category.
func (c *Classifier) Fade(app, title string, start time.Time) string {
	if title == "" || strings.HasPrefix(title, decidedTitle) {
		return title
	}
	with, without := c.Classify(app, title, start).Category, c.Classify(app, "", start).Category
	if with == without {
		return ""
	}
	return AsTitle(with)
}

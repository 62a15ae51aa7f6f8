package report

import (
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
)

// Judge says what time is worth, by the person's rules. It remembers what it
// has decided, and is for one goroutine at a time.
type Judge struct {
	set     *category.Set
	windows *category.Classifier
	classes map[string]category.Class

	around, today []Piece // room for those of the next day
}

// NewJudge judges by set what was recorded on a host.
func NewJudge(set *category.Set, host string) *Judge {
	return &Judge{set: set, windows: category.NewClassifier(set, host), classes: make(map[string]category.Class)}
}

// window is the category and class of a stretch in a window, which is what is
// left of one that began then: the whole is judged at once, as in the log.
func (j *Judge) window(s tracker.Span, began time.Time) (string, category.Class) {
	// The offset is put into the instant, not into a zone: a zone would be
	// made for every span.
	local := began.UTC().Add(time.Duration(s.Offset) * time.Minute)
	name := j.windows.Classify(s.Window.App, s.Window.Title, local).Category
	return name, j.class(name)
}

func (j *Judge) class(name string) category.Class {
	class, known := j.classes[name]
	if !known {
		class = j.set.Category(name).Class
		j.classes[name] = class
	}
	return class
}

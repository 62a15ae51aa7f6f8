package report

import (
	"encoding/json"
	"time"

	"focusd/tracker/category"
)

// Classes is time by what it was worth. As JSON it is an object with a name for
// each class.
type Classes [category.Wastes + 1]time.Duration

// classOrder is the order classes are shown in.
func classOrder() []category.Class {
	return []category.Class{
		category.Earns, category.Supports, category.Personal, category.Rest, category.Wastes, category.Unclassified,
	}
}

// Sum is the time of all classes.
func (c Classes) Sum() (whole time.Duration) {
	for _, d := range c {
		whole += d
	}
	return whole
}

func (c *Classes) add(d Classes) {
	for class, t := range d {
		c[class] += t
	}
}

// MarshalJSON never fails.
func (c Classes) MarshalJSON() ([]byte, error) {
	named := make(map[category.Class]time.Duration, len(c))
	for class, t := range c {
		named[category.Class(class)] = t
	}
	return json.Marshal(named)
}

// UnmarshalJSON is the reverse of MarshalJSON.
func (c *Classes) UnmarshalJSON(text []byte) error {
	var named map[category.Class]time.Duration
	if err := json.Unmarshal(text, &named); err != nil {
		return err
	}
	*c = Classes{}
	for class, t := range named {
		c[class] = t
	}
	return nil
}

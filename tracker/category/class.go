package category

import (
	"fmt"
	"strings"
)

// Class is what the time in a category is worth to the person. Nobody else can
// know it: the defaults never say earns or wastes.
type Class uint8

// The zero Class has not been decided, or is that of the category above.
const (
	Unclassified Class = iota
	Earns              // what the person wants to have done
	Supports           // has to be done for that
	Personal           // life beside it
	Rest               // is good for the person in its time
	Wastes             // the person wishes it were less; in a block it is a distraction
)

func (c Class) String() string {
	switch c {
	case Unclassified:
		return "unclassified"
	case Earns:
		return "earns"
	case Supports:
		return "supports"
	case Personal:
		return "personal"
	case Rest:
		return "rest"
	case Wastes:
		return "wastes"
	}
	return fmt.Sprintf("Class(%d)", uint8(c))
}

// ParseClass is the reverse of String.
func ParseClass(s string) (Class, error) {
	var names []string
	for c := Unclassified; c <= Wastes; c++ {
		if c.String() == s {
			return c, nil
		}
		names = append(names, c.String())
	}
	return 0, fmt.Errorf("value class %q is not known; write one of %s", s, strings.Join(names, ", "))
}

// MarshalText fails for a class that does not exist.
func (c Class) MarshalText() ([]byte, error) {
	if c > Wastes {
		return nil, fmt.Errorf("no such value class: %v", c)
	}
	return []byte(c.String()), nil
}

// UnmarshalText is ParseClass.
func (c *Class) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClass(string(text))
	return err
}

package category

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxName    = 80 // bytes
	maxSegment = 40 // bytes
	maxHue     = 360
)

// Category is a name for what time was spent on. Names make a tree: code/review
// is below code. What a category leaves open it takes from the one above it, so
// a mark holds for a whole branch.
type Category struct {
	Name    string `json:"name"`
	Class   Class  `json:"class,omitzero"`
	Reading bool   `json:"reading,omitzero"` // hands rest while one does it: idle comes later
	Hue     int    `json:"hue,omitzero"`     // of its colour, 1 to 360 degrees; 0: made from the name
}

// String is the line that Parse reads.
func (c Category) String() string {
	words := []string{"category", quote(c.Name), c.Class.String()}
	if c.Reading {
		words = append(words, "reading")
	}
	if c.Hue != 0 {
		words = append(words, "hue="+strconv.Itoa(c.Hue))
	}
	return strings.Join(words, " ")
}

// Above is the names above a name, nearest first: for a/b/c it is a/b, a.
func Above(name string) []string {
	var names []string
	for {
		i := strings.LastIndexByte(name, '/')
		if i < 0 {
			return names
		}
		name = name[:i]
		names = append(names, name)
	}
}

// Within tells whether the category name is branch, or below it.
func Within(name, branch string) bool {
	rest, ok := strings.CutPrefix(name, branch)
	return ok && (rest == "" || rest[0] == '/')
}

// CleanName is the name that a person means: in lower case, without spaces at
// the ends of its segments.
func CleanName(name string) string {
	segments := strings.Split(strings.ToLower(name), "/")
	for i, segment := range segments {
		segments[i] = strings.Join(strings.Fields(segment), " ")
	}
	return strings.Join(segments, "/")
}

// CheckName tells what is wrong with a name, if anything is. The error is a
// Problem.
func CheckName(name string) error {
	if what, do := nameFault(name); what != "" {
		return Problem{Part: "category", What: what, Do: do}
	}
	return nil
}

func nameFault(name string) (what, do string) {
	switch {
	case name == "":
		return "it has no name", "give it one, such as code or work/code"
	case !utf8.ValidString(name):
		return fmt.Sprintf("the name %q is not UTF-8", name), "write it in UTF-8"
	case len(name) > maxName:
		return fmt.Sprintf("the name has %d bytes", len(name)), fmt.Sprintf("use at most %d", maxName)
	case strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || r == '"' || r == '\\' }):
		return fmt.Sprintf("the name %q has a character that names cannot have", name), "use letters, digits, and what one can see"
	case name == Unclassified.String() || name == "uncategorized":
		return fmt.Sprintf("%q is what time without a category is called", name), "choose another name"
	}
	for segment := range strings.SplitSeq(name, "/") {
		switch {
		case segment == "":
			return fmt.Sprintf("the name %q has nothing on one side of a /", name), "put a name on both sides of every /"
		case len(segment) > maxSegment:
			return fmt.Sprintf("a part of the name has %d bytes", len(segment)), fmt.Sprintf("use at most %d between two /", maxSegment)
		}
	}
	if clean := CleanName(name); clean != name {
		return fmt.Sprintf("the name %q has capitals or needless spaces", name), fmt.Sprintf("write %q", clean)
	}
	return "", ""
}

// problems is what is wrong with the category.
func (c Category) problems() Problems {
	var all Problems
	if what, do := nameFault(c.Name); what != "" {
		all = append(all, Problem{Part: "category", What: what, Do: do})
	}
	if c.Class > Wastes {
		all = append(all, Problem{Rule: c.Name, Part: "class", What: c.Class.String() + " does not exist", Do: "use a class that does"})
	}
	if c.Hue < 0 || c.Hue > maxHue {
		all = append(all, Problem{Rule: c.Name, Part: "hue", What: fmt.Sprintf("%d is not on the colour circle", c.Hue), Do: "write 1 to 360"})
	}
	return all
}

// inherit takes from above what c leaves open.
func (c Category) inherit(above Category) Category {
	if c.Class == Unclassified {
		c.Class = above.Class
	}
	if c.Hue == 0 && above.Hue != 0 {
		c.Hue = near(above.Hue, c.Name)
	}
	c.Reading = c.Reading || above.Reading
	return c
}

// hueSpread is how far, in degrees, the hues of a branch lie around its own.
const hueSpread = 12

// near is a hue that belongs to name and is like the one of its branch.
func near(hue int, name string) int {
	shift := int(sum32(name)%(2*hueSpread+1)) - hueSpread
	return (hue-1+shift+maxHue)%maxHue + 1
}

// deriveHue is the hue of a category for which nobody chose one. It depends on
// the name alone, so it is the same tomorrow and on another machine.
func deriveHue(name string) int {
	root, _, below := strings.Cut(name, "/")
	hue := int(sum32(root)%maxHue) + 1
	if below {
		return near(hue, name)
	}
	return hue
}

func sum32(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s)) // never fails
	return h.Sum32()
}

package page

import (
	"strconv"

	"focusd/daemon/api"
)

// hues is how many colours there are in the style sheet. Neighbours differ in
// lightness too.
const hues = 12

// hueClass is the class of the colour for a hue; that of none is grey.
func hueClass(hue int) string {
	if hue <= 0 {
		return "hue-0"
	}
	return tintClass((hue + 14) % 360 / 30)
}

func tintClass(i int) string { return "hue-" + strconv.Itoa(i+1) }

// tints are the colours of the categories of a page by name: that of its hue for
// the one with the most time, and for others the nearest that is still free.
func tints(categories []api.CategoryTotal) map[string]string {
	classes := make(map[string]string)
	var taken [hues]bool
	for _, c := range categories {
		if c.Hue <= 0 || c.Name == "" {
			continue
		}
		i := free(taken, (c.Hue+14)%360/30)
		taken[i] = true
		classes[c.Name] = tintClass(i)
	}
	return classes
}

// free is the colour nearest to want that nobody has; want itself when all are taken.
func free(taken [hues]bool, want int) int {
	for away := range hues/2 + 1 {
		for _, i := range []int{(want + away) % hues, (want - away + hues) % hues} {
			if !taken[i] {
				return i
			}
		}
	}
	return want
}

// tint is the class of the colour of a category on this page.
func (v *visit) tint(name string, hue int) string {
	if name == "" {
		return "hue-0"
	}
	if class, ok := v.tints()[name]; ok {
		return class
	}
	return hueClass(hue)
}

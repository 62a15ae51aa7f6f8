package page

import "focusd/daemon/api"

// categoriesView is all categories.
type categoriesView struct {
	Own, BuiltIn []api.Category
	Classes      []string
	Colours      []colour
}

// colour is one of those that a category may have.
type colour struct {
	Name string
	Hue  int
}

// colours are those of the style sheet, each in the middle of its hues.
func colours() (all []colour) {
	for i, name := range []string{"red", "orange", "gold", "lime", "green", "mint", "teal", "sky blue", "blue", "lavender", "purple", "pink"} {
		all = append(all, colour{name, i*30 + 1})
	}
	return all
}

func loadAllCategories(v *visit) (any, error) {
	all, err := v.categories()
	if absent(err) {
		return nil, nil
	}
	view := categoriesView{Classes: classes(), Colours: colours()}
	for _, c := range all.Categories {
		if c.Source == "own" {
			view.Own = append(view.Own, c)
		} else {
			view.BuiltIn = append(view.BuiltIn, c)
		}
	}
	return view, err
}

// Tint is the colour of a category.
func (c categoriesView) Tint(of api.Category) string { return hueClass(of.Hue) }

// Hue is the one of colours that a category has.
func (c categoriesView) Hue(of api.Category) int {
	return (of.Hue+14)%360/30*30 + 1
}

func classes() []string {
	return []string{"earns", "supports", "personal", "rest", "wastes", "unclassified"}
}

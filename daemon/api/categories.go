package api

import "context"

// Categories is the answer of GET /v1/categories.
//
// # GET /v1/categories
//
// All categories, by name, with what they take from those above them.
//
//	GET /v1/categories
//
//	200 OK
//	{
//	  "categories": [
//	    {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"}
//	  ]
//	}
type Categories struct {
	Categories []Category `json:"categories"` // by name
}

// Category is a name for what time was spent on, with what it takes from the
// categories above it: code/review is below code.
type Category struct {
	Name    string `json:"name"`
	Class   string `json:"class"`   // earns, supports, personal, rest, wastes, unclassified
	Reading bool   `json:"reading"` // hands rest while one does it: idle comes later
	Hue     int    `json:"hue"`     // of its colour, 1 to 360 degrees
	Source  string `json:"source"`  // own, default
}

// CategoryCommand is the body of POST /v1/categories. What is absent stays as it
// is, or is taken from the category above.
//
// # POST /v1/categories
//
// Sets what a category is, or removes one of one's own: do is set or remove.
// What is not said of it stays as it is, or is taken from the category above.
//
//	POST /v1/categories
//	{"do": "set", "name": "writing", "class": "earns", "hue": 65}
//
//	200 OK
//	{
//	  "did": "defined",
//	  "category": {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"}
//	}
type CategoryCommand struct {
	Do      string `json:"do"` // set, remove
	Name    string `json:"name"`
	Class   string `json:"class,omitempty"`
	Reading *bool  `json:"reading,omitempty"`
	Hue     int    `json:"hue,omitempty"`
}

// Categories are all there are.
func (c *Client) Categories(ctx context.Context) (Categories, error) {
	return get[Categories](ctx, c, "/v1/categories")
}

// SetCategory defines a category or removes one.
func (c *Client) SetCategory(ctx context.Context, cmd CategoryCommand) (RuleChange, error) {
	return post[RuleChange](ctx, c, "/v1/categories", cmd)
}

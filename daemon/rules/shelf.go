package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"focusd/daemon/engine"
	"focusd/tracker/category"
)

// Kinds of documents. There is one of KindChange for every change.
const (
	kindRule     = "rule"
	kindCategory = "category"
	kindOff      = "rule.off"
	KindChange   = "rule.change"
)

const version = 1

// place is where a document is.
type place struct{ kind, id string }

// shelf is the documents of the person's rules. One that is in force is not
// changed any more.
type shelf map[place]string

func (s shelf) put(documents []engine.Document) {
	for _, d := range documents {
		if d.Data == nil {
			delete(s, place{d.Kind, d.ID})
		} else {
			s[place{d.Kind, d.ID}] = string(d.Data)
		}
	}
}

// with is a copy with documents put or removed.
func (s shelf) with(documents []engine.Document) shelf {
	s = maps.Clone(s)
	s.put(documents)
	return s
}

// ids are those of a kind, in order: of rules, by age.
func (s shelf) ids(kind string) (ids []string) {
	for p := range s {
		if p.kind == kind {
			ids = append(ids, p.id)
		}
	}
	slices.Sort(ids)
	return ids
}

// ruleset is what the documents say. What cannot be understood is left out and
// named.
func (s shelf) ruleset() (rs category.Ruleset, problems category.Problems) {
	for _, id := range s.ids(kindCategory) {
		c, err := readCategory(s[place{kindCategory, id}])
		if err != nil {
			problems = append(problems, unreadable(id, err)...)
			continue
		}
		rs.Categories = append(rs.Categories, c)
	}
	for _, id := range s.ids(kindRule) {
		r, err := readRule(id, s[place{kindRule, id}])
		if err != nil {
			problems = append(problems, unreadable(id, err)...)
			continue
		}
		rs.Rules = append(rs.Rules, r)
	}
	rs.Off = s.ids(kindOff)
	return rs, problems
}

func unreadable(id string, err error) category.Problems {
	if problems, ok := err.(category.Problems); ok {
		for i := range problems {
			problems[i].Rule, problems[i].Line, problems[i].Column = id, 0, 0
		}
		return problems
	}
	return category.Problems{{Rule: id, What: err.Error(), Do: "remove it and write it anew, or install the newer release again"}}
}

// written is a document as it is kept. The text is a line as category.Parse
// reads it.
type written struct {
	V    int    `json:"v"`
	Text string `json:"text,omitzero"`
}

func write(kind, id, text string) engine.Document {
	data, err := json.Marshal(written{version, text})
	if err != nil {
		panic(err) // there is no string that cannot be encoded
	}
	return engine.Document{Kind: kind, ID: id, Data: data}
}

func writeRule(id string, r category.Rule) engine.Document { return write(kindRule, id, r.String()) }

func writeCategory(c category.Category) engine.Document {
	return write(kindCategory, c.Name, c.String())
}

func remove(kind, id string) engine.Document { return engine.Document{Kind: kind, ID: id} }

func read(data string) (text string, err error) {
	var w written
	if err := json.NewDecoder(strings.NewReader(data)).Decode(&w); err != nil {
		return "", fmt.Errorf("it cannot be read: %w", err)
	}
	if w.V > version {
		return "", fmt.Errorf("a newer focusd wrote it")
	}
	return w.Text, nil
}

func readRule(id, data string) (category.Rule, error) {
	text, err := read(data)
	if err != nil {
		return category.Rule{}, err
	}
	r, err := category.ParseRule(text)
	r.ID = id
	return r, err
}

func readCategory(data string) (category.Category, error) {
	text, err := read(data)
	if err != nil {
		return category.Category{}, err
	}
	rs, err := category.Parse(text)
	if err != nil {
		return category.Category{}, err
	}
	if len(rs.Categories) != 1 {
		return category.Category{}, fmt.Errorf("it is no category")
	}
	return rs.Categories[0], nil
}

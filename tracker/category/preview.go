package category

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// Preview is what another set would make of the same time. Durations are in
// nanoseconds where they are written as JSON.
type Preview struct {
	Total  time.Duration `json:"total"`
	Moved  time.Duration `json:"moved"`
	Totals []Shift       `json:"totals"` // by category, the greatest change first
	Moves  []Move        `json:"moves"`  // the greatest first
}

// Shift is what happens to one category; "" is time without one.
type Shift struct {
	Category string        `json:"category"`
	Before   time.Duration `json:"before"`
	After    time.Duration `json:"after"`
	Gained   time.Duration `json:"gained"` // came from other categories
	Lost     time.Duration `json:"lost"`   // went to other categories
}

// Move is time that goes from one category to another, by one rule.
type Move struct {
	From string        `json:"from"`
	To   string        `json:"to"`
	Rule string        `json:"rule"` // id of the rule that wins in the new set; "": none does
	Time time.Duration `json:"time"`
	Uses int           `json:"uses"` // how many stretches of time
}

// Compare tells what the totals of each category are under one set and would be
// under another. An error of uses ends it.
func Compare(before, after *Set, uses iter.Seq2[Use, error]) (Preview, error) {
	var p Preview
	old, young := onHosts(before), onHosts(after)
	shifts := make(map[string]*Shift)
	moves := make(map[Move]*Move)
	for use, err := range uses {
		if err != nil {
			return Preview{}, fmt.Errorf("compare rules: %w", err)
		}
		was, is := old.classify(use), young.classify(use)
		from, to := entry(shifts, was.Category), entry(shifts, is.Category)
		p.Total += use.Time
		from.Before += use.Time
		to.After += use.Time
		if was.Category == is.Category {
			continue
		}
		p.Moved += use.Time
		from.Lost += use.Time
		to.Gained += use.Time
		move := entry(moves, Move{From: was.Category, To: is.Category, Rule: is.Rule})
		move.Time += use.Time
		move.Uses++
	}
	p.Totals, p.Moves = shiftsOf(shifts), movesOf(moves)
	return p, nil
}

// entry is the value of a key, made if need be.
func entry[K comparable, V any](m map[K]*V, key K) *V {
	v := m[key]
	if v == nil {
		v = new(V)
		m[key] = v
	}
	return v
}

func shiftsOf(m map[string]*Shift) []Shift {
	all := make([]Shift, 0, len(m))
	for name, s := range m {
		s.Category = name
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Shift) int {
		return cmp.Or(
			cmp.Compare(b.Gained+b.Lost, a.Gained+a.Lost),
			cmp.Compare(b.After, a.After),
			strings.Compare(a.Category, b.Category),
		)
	})
	return all
}

func movesOf(m map[Move]*Move) []Move {
	all := make([]Move, 0, len(m))
	for key, move := range m {
		key.Time, key.Uses = move.Time, move.Uses
		all = append(all, key)
	}
	slices.SortFunc(all, func(a, b Move) int {
		return cmp.Or(
			cmp.Compare(b.Time, a.Time),
			strings.Compare(a.From, b.From),
			strings.Compare(a.To, b.To),
			strings.Compare(a.Rule, b.Rule),
		)
	})
	return all
}

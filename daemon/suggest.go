package daemon

import (
	"fmt"
	"slices"
	"strings"
)

// suggest names the setting that somebody may have meant by key.
func suggest(key string) string {
	best, distance := "", 4
	for _, s := range settings(new(file), new(Config)) {
		name := s.table + "." + s.key
		if d := editDistance(key, name); d < distance {
			best, distance = name, d
		}
	}
	if best == "" {
		return "; focusd.toml(5) lists those there are"
	}
	return "; did you mean " + best + "?"
}

// editDistance is the number of letters to insert, delete or replace to get
// from a to b (Levenshtein).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func quotedKeys[T any](values map[string]T) string {
	var names []string
	for name := range values {
		names = append(names, fmt.Sprintf("%q", name))
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

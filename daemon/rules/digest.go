package rules

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
)

// Digest stands for the rules of a person on a machine: two editions with the
// same one judge alike, if the same program has them. It says nothing of them.
type Digest [sha256.Size]byte

// Digest is that of the edition.
func (e *Edition) Digest() Digest { return e.digest }

func (s shelf) digest(host string) (d Digest) {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", host)
	places := slices.SortedFunc(maps.Keys(s), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id))
	})
	for _, p := range places {
		fmt.Fprintf(h, "%q %q %q\n", p.kind, p.id, s[p])
	}
	h.Sum(d[:0])
	return d
}

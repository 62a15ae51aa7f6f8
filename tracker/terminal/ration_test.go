package terminal

import (
	"slices"
	"testing"
	"time"
)

// TestRation has something ring at seconds, again as soon as it was looked at.
func TestRation(t *testing.T) {
	for name, test := range map[string]struct {
		rings, want []float64
	}{
		"now and then":            {[]float64{0, 10, 60, 69}, []float64{1, 11, 61, 70}},
		"a command is typed":      {[]float64{0, 1.1, 2.2, 3.3}, []float64{1, 2.1, 3.2, 4.3}},
		"all the time":            {[]float64{0, 1, 2, 3, 4, 5, 6, 9, 17, 25}, []float64{1, 2, 3, 4, 5, 6, 9, 17, 25, 33}},
		"after that and a rest":   {[]float64{0, 1, 2, 3, 4, 5, 17, 18, 25}, []float64{1, 2, 3, 4, 5, 6, 18, 19, 26}},
		"after a quiet minute":    {[]float64{0, 1, 2, 3, 4, 5, 60, 61, 62, 63, 64, 65, 66}, []float64{1, 2, 3, 4, 5, 6, 61, 62, 63, 64, 65, 66, 69}},
		"after a long quiet time": {[]float64{0, 9000, 9001, 9002, 9003, 9004, 9005, 9006}, []float64{1, 9001, 9002, 9003, 9004, 9005, 9006, 9009}},
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Unix(1795328009, 0)
			var r ration
			var got []float64
			for _, at := range test.rings {
				rang := begin.Add(time.Duration(at * float64(time.Second)))
				r.take(rang)
				got = append(got, r.due.Sub(begin).Seconds())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("what rings at %v s is looked at at %v s, want %v", test.rings, got, test.want)
			}
		})
	}
}

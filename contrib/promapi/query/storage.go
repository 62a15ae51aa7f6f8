package query

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/util/annotations"

	"focusd/contrib/promapi/past"
)

// source is a past as the engine reads it.
type source struct{ past *past.Past }

// Querier implements storage.Queryable.
func (s source) Querier(_, _ int64) (storage.Querier, error) { return s, nil }

// Close implements storage.Querier.
func (s source) Close() error { return nil }

// LabelValues implements storage.Querier. The engine does not ask.
func (s source) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

// LabelNames implements storage.Querier. The engine does not ask.
func (s source) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

// Select implements storage.Querier.
func (s source) Select(ctx context.Context, _ bool, h *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	of := planIn(ctx).next()
	var all []storage.Series
	for _, one := range s.past.Series() {
		if matches(one, matchers) {
			all = append(all, &series{past: s.past, series: one, labels: labels.FromMap(one.Labels), grid: s.gridFor(h, of)})
		}
	}
	slices.SortFunc(all, func(a, b storage.Series) int { return labels.Compare(a.Labels(), b.Labels()) })
	return &set{all: all, at: -1}
}

func (s source) gridFor(h *storage.SelectHints, of selector) grid {
	begin, end := s.past.Begin(), s.past.End()
	if begin.IsZero() {
		begin = end
	}
	return gridOf(h, of, begin.UnixMilli(), end.UnixMilli())
}

func matches(s past.Series, matchers []*labels.Matcher) bool {
	for _, m := range matchers {
		if !m.Matches(s.Labels[m.Name]) {
			return false
		}
	}
	return true
}

// set is a storage.SeriesSet.
type set struct {
	all []storage.Series
	at  int
}

func (s *set) Next() bool                        { s.at++; return s.at < len(s.all) }
func (s *set) At() storage.Series                { return s.all[s.at] }
func (s *set) Err() error                        { return nil }
func (s *set) Warnings() annotations.Annotations { return nil }

// series is a storage.Series.
type series struct {
	past   *past.Past
	series past.Series
	labels labels.Labels
	grid   grid
}

func (s *series) Labels() labels.Labels { return s.labels }

func (s *series) Iterator(chunkenc.Iterator) chunkenc.Iterator {
	it := &iterator{series: s, at: never}
	if noted, ok := s.series.Samples(); ok {
		it.noted, it.isNoted = noted, true
	}
	return it
}

// iterator is the samples of a series. They are made when they are asked for.
type iterator struct {
	*series
	noted   []int64 // of a series of which only some instants are known
	isNoted bool
	at      int64
	value   float64
	ended   bool
}

// Next implements chunkenc.Iterator.
func (it *iterator) Next() chunkenc.ValueType {
	if it.at == never {
		return it.seek(it.grid.start)
	}
	return it.seek(it.at + 1)
}

// Seek implements chunkenc.Iterator.
func (it *iterator) Seek(t int64) chunkenc.ValueType {
	if it.at != never && it.at >= t && !it.ended {
		return chunkenc.ValFloat
	}
	return it.seek(max(t, it.grid.start))
}

func (it *iterator) seek(t int64) chunkenc.ValueType {
	at, ok := it.next(t)
	if ok {
		at, it.value, ok = it.past.At(it.series.series, at)
	}
	if !ok || at > it.grid.end || it.ended {
		it.ended = true
		return chunkenc.ValNone
	}
	it.at = at
	return chunkenc.ValFloat
}

// next is the first instant from t on at which there is a sample.
func (it *iterator) next(t int64) (int64, bool) {
	switch {
	case !it.isNoted:
		return it.grid.from(t)
	case it.grid.window == 0:
		return t, true
	}
	i := sort.Search(len(it.noted), func(i int) bool { return it.noted[i] >= t })
	if i == len(it.noted) {
		return 0, false
	}
	return it.noted[i], true
}

func (it *iterator) At() (int64, float64) { return it.at, it.value }
func (it *iterator) AtT() int64           { return it.at }
func (it *iterator) AtST() int64          { return 0 }
func (it *iterator) Err() error           { return nil }

// AtHistogram implements chunkenc.Iterator: there are no native histograms.
func (it *iterator) AtHistogram(*histogram.Histogram) (int64, *histogram.Histogram) {
	panic(fmt.Sprintf("%v is no histogram", it.labels))
}

// AtFloatHistogram implements chunkenc.Iterator.
func (it *iterator) AtFloatHistogram(*histogram.FloatHistogram) (int64, *histogram.FloatHistogram) {
	panic(fmt.Sprintf("%v is no histogram", it.labels))
}

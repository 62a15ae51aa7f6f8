package store

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"time"

	"focusd/daemon/engine"
)

// mostJudged is how many parts of days are remembered: ten years and the ends
// of some thousand ranges, in two megabytes.
const mostJudged = 8000

// judged remembers what the last set of rules that was asked made of sealed
// days. It lives in memory because a reader may not write, and rules
// change more often than the daemon starts.
type judged struct {
	mu   sync.Mutex
	last *verdicts
}

// judge is a set of rules on a host.
type judge struct {
	rules uint64 // their hash
	host  string
}

// by is what a judge has said; nothing yet if another one was asked last.
func (j *judged) by(who judge) *verdicts {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.last == nil || j.last.by != who {
		j.last = &verdicts{by: who, index: make(map[string]uint16), days: make(map[dayPart]judgedDay)}
	}
	return j.last
}

// verdicts are days as one judge sees them, each under the checksum of its
// chunk: a day that was changed is judged anew.
type verdicts struct {
	by judge

	mu    sync.Mutex        // guards what follows
	names []string          // of the categories that days have
	index map[string]uint16 // of names
	days  map[dayPart]judgedDay
}

// dayPart is a day as far as it is in a range, nearly always the whole of it.
type dayPart struct {
	day       utcDay
	low, high uint32 // ms from its begin
}

// partOf is the part of a day between two instants; ok is false where they are
// not whole milliseconds.
func partOf(day utcDay, from, to time.Time) (p dayPart, ok bool) {
	begin := fromMillis(day.start())
	low := max(from.Sub(begin), 0)
	high := min(to.Sub(begin), dayMillis*time.Millisecond)
	p = dayPart{day, uint32(low / time.Millisecond), uint32(high / time.Millisecond)}
	return p, low%time.Millisecond == 0 && high%time.Millisecond == 0
}

type judgedDay struct {
	chunk      uint32
	categories []judgedTime
}

// judgedTime is the time of a category in a day, in ms.
type judgedTime struct {
	name            uint16
	active, passive uint32
}

// add adds the time of a day to sums; ok is false if the day is not known.
func (v *verdicts) add(day dayPart, chunk uint32, sums *categorySums) (ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	d, ok := v.days[day]
	if !ok || d.chunk != chunk {
		return false
	}
	for _, t := range d.categories {
		for len(sums.known) <= int(t.name) {
			sums.known = append(sums.known, sums.of(v.names[len(sums.known)]))
		}
		sum := sums.known[t.name]
		sum.Active += time.Duration(t.active) * time.Millisecond
		sum.Passive += time.Duration(t.passive) * time.Millisecond
	}
	return true
}

// put remembers a day.
func (v *verdicts) put(day dayPart, chunk uint32, sums *categorySums) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.days) >= mostJudged {
		clear(v.days)
	}
	d := judgedDay{chunk, make([]judgedTime, 0, len(sums.byName))}
	for name, sum := range sums.byName {
		i, ok := v.index[name]
		if !ok {
			if len(v.names) > math.MaxUint16 {
				return
			}
			i = uint16(len(v.names))
			v.names, v.index[name] = append(v.names, name), i
		}
		d.categories = append(d.categories, judgedTime{i, uint32(sum.Active.Milliseconds()), uint32(sum.Passive.Milliseconds())})
	}
	v.days[day] = d
}

// categorySums are sums by category. Known has those that
// verdicts have a number for.
type categorySums struct {
	byName map[string]*engine.CategoryTotal
	known  []*engine.CategoryTotal
}

// of is the sum of a category, made if need be.
func (s *categorySums) of(name string) *engine.CategoryTotal {
	sum := s.byName[name]
	if sum == nil {
		if s.byName == nil {
			s.byName = make(map[string]*engine.CategoryTotal)
		}
		sum = &engine.CategoryTotal{Name: name}
		s.byName[name] = sum
	}
	return sum
}

func (s *categorySums) addAll(others *categorySums) {
	for name, other := range others.byName {
		sum := s.of(name)
		sum.Active += other.Active
		sum.Passive += other.Passive
	}
}

// totals are the sums that are not zero, by name.
func (s *categorySums) totals() []engine.CategoryTotal {
	all := make([]engine.CategoryTotal, 0, len(s.byName))
	for _, sum := range s.byName {
		if sum.Active+sum.Passive > 0 {
			all = append(all, *sum)
		}
	}
	slices.SortFunc(all, func(a, b engine.CategoryTotal) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

package agenda

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"time"

	"focusd/tracker"
)

const (
	mostOffered    = 3
	mostCandidates = 40 // of which all sets of three are looked at: 9,880
	avoidedAfter   = 3  // times passed over
)

// Gap is a stretch of time that is free, and what can be done in it.
type Gap struct {
	Length     time.Duration
	Contexts   []string // where the person is; none: anywhere
	Background bool     // only what can be done with half a mind
	Habits     []Offer  // that are due, with Of, Title, Cost, Contexts, LowBrain and Goal
}

// Offer is something to do in a gap.
type Offer struct {
	Of       Ref
	Title    string
	Task     string        // the title of the task that it is a step of; "": none
	Next     string        // where to go on
	Cost     time.Duration // how long it will take the person
	Contexts []string
	LowBrain bool
	Goal     bool    // it serves one
	Number   int     // its place among the six, from 1; 0: none
	Avoided  bool    // it was passed over three times: something for "just five minutes"
	Value    float64 // by which it was chosen
}

// Pick says what to do in a gap: one to three things that fit and that are worth
// most together, or none if nothing fits. The same agenda at the same time has
// the same answer. Ranked tasks of the day come before everything, in their
// order; the others come by their value.
func (a *Agenda) Pick(g Gap, f Factors, w When) []Offer {
	return a.offered(choose(a.candidates(g, f, w), g.usable(), mostOffered), g, w)
}

// Batch fills a longer stretch: as many as fit, the best three first, then the
// next three.
func (a *Agenda) Batch(g Gap, f Factors, w When) []Offer {
	var all []candidate
	left, candidates := g.usable(), a.candidates(g, f, w)
	for {
		chosen := choose(candidates, left, mostOffered)
		if len(chosen) == 0 {
			return a.offered(all, g, w)
		}
		for _, c := range chosen {
			left -= c.cost
			candidates = slices.DeleteFunc(candidates, func(other candidate) bool { return other.of == c.of })
		}
		all = append(all, chosen...)
	}
}

// usable leaves a little of the gap for getting there and back.
func (g Gap) usable() time.Duration {
	return min(g.Length*9/10, g.Length-time.Minute)
}

func (g Gap) allows(contexts []string, lowBrain bool, cost time.Duration) bool {
	if g.Background && !lowBrain || cost > g.usable() {
		return false
	}
	here := func(c string) bool { return slices.Contains(g.Contexts, c) }
	return len(g.Contexts) == 0 || len(contexts) == 0 || slices.ContainsFunc(contexts, here)
}

// candidate is what an offer is weighed by; there may be thousands.
type candidate struct {
	of     Ref
	value  points
	worth  float64 // value for the root of its time
	cost   time.Duration
	number int // among the six, from 1; 0: none
	passed int
}

// points are millionths of what an offer's value is counted in: sums of the
// same numbers in another order are the same number.
type points int64

const onePoint points = 1e6

func pointsOf(value float64) points { return points(math.Round(value * float64(onePoint))) }

func (p points) value() float64 { return float64(p) / float64(onePoint) }

// candidates are what the gap allows, in no order.
func (a *Agenda) candidates(g Gap, f Factors, w When) []candidate {
	all := make([]candidate, 0, len(a.Tasks)+len(g.Habits))
	deadline := w.deadlines()
	for t, number := range a.doable(w) {
		if cost := f.Cost(t); g.allows(t.Contexts, t.LowBrain, cost) {
			all = append(all, weighed(candidate{of: t.Ref(), value: t.value(w.Now, deadline(t)), cost: cost, number: number}))
		}
	}
	for _, o := range g.Habits {
		if g.allows(o.Contexts, o.LowBrain, o.Cost) {
			all = append(all, weighed(candidate{of: o.Of, value: o.habitValue(), cost: o.Cost}))
		}
	}
	return all
}

func weighed(c candidate) candidate {
	c.worth = float64(c.value) / math.Sqrt(max(c.cost.Minutes(), 1.0/60))
	return c
}

// byValue has the best first, and of equals the oldest.
func byValue(c, d candidate) int {
	if c.value != d.value {
		return cmp.Compare(d.value, c.value)
	}
	return cmp.Or(cmp.Compare(c.of.ID, d.of.ID), cmp.Compare(c.of.Kind, d.of.Kind))
}

// habitValue is that of a habit, which is due.
func (o Offer) habitValue() points { return pointsOf(10*weight(Neither) + 4 + serves(o.Goal)) }

// doable are the tasks that can be done now, each as its current step with what
// it has from its task, and their numbers among the six.
func (a *Agenda) doable(w When) iter.Seq2[Task, int] {
	return func(yield func(Task, int) bool) {
		today, six := w.Today(), a.Diaries[w.Today()].Six
		current := a.currentSteps()
		for _, t := range a.Tasks {
			if t.Parent != "" {
				continue
			}
			now := t
			if step, ok := current[t.ID]; ok {
				now = within(a.Tasks[step.id], t)
			}
			if now.Waiting != "" || today.Before(now.Later) || !now.Since.IsZero() {
				continue
			}
			if number := 1 + max(slices.Index(six, t.ID), slices.Index(six, now.ID)); !yield(now, number) {
				return
			}
		}
	}
}

// firstStep is the open step of a task that comes first.
type firstStep struct {
	id   string
	rank int
}

// currentSteps are the first open steps, by the task that has them.
func (a *Agenda) currentSteps() map[string]firstStep {
	current := make(map[string]firstStep, len(a.Tasks)/4)
	for _, t := range a.Tasks {
		if t.Parent == "" {
			continue
		}
		first, ok := current[t.Parent]
		if !ok || t.Rank < first.rank || t.Rank == first.rank && t.ID < first.id {
			current[t.Parent] = firstStep{t.ID, t.Rank}
		}
	}
	return current
}

// offered is what is shown of the candidates that were chosen.
func (a *Agenda) offered(chosen []candidate, g Gap, w When) []Offer {
	var offers []Offer
	for _, c := range chosen {
		var o Offer
		if i := slices.IndexFunc(g.Habits, func(h Offer) bool { return h.Of == c.of }); i >= 0 {
			o = g.Habits[i]
		} else {
			o = a.taskOffer(a.Tasks[c.of.ID])
		}
		o.Cost, o.Value, o.Number = c.cost, c.value.value(), c.number
		offers = append(offers, o)
	}
	return offers
}

func (a *Agenda) taskOffer(t Task) Offer {
	o := Offer{Of: t.Ref(), Title: t.Title, Next: t.Next, Avoided: t.Passed >= avoidedAfter}
	if parent, ok := a.Tasks[t.Parent]; ok {
		t = within(t, parent)
		o.Task = parent.Title
	}
	o.Contexts, o.LowBrain, o.Goal = t.Contexts, t.LowBrain, t.Goal != ""
	return o
}

// OfferOf is an open task or step as an offer that nobody has chosen.
func (a *Agenda) OfferOf(t Task, f Factors) Offer {
	o := a.taskOffer(t)
	if parent, ok := a.Tasks[t.Parent]; ok {
		t = within(t, parent)
	}
	o.Cost = f.Cost(t)
	return o
}

// within is step with what it has from its task.
func within(step, task Task) Task {
	step.Urgent = step.Urgent || task.Urgent
	step.Important = step.Important || task.Important
	step.Area, step.Goal, step.Made = task.Area, task.Goal, task.Made
	if len(step.Contexts) == 0 {
		step.Contexts = task.Contexts
	}
	if step.Due == (tracker.Day{}) || task.Due != (tracker.Day{}) && task.Due.Before(step.Due) {
		step.Due, step.DueAt = task.Due, task.DueAt
	}
	if step.Later.Before(task.Later) {
		step.Later = task.Later
	}
	step.Waiting = cmp.Or(step.Waiting, task.Waiting)
	return step
}

// value is what doing t now is worth, which is late at due; zero: never.
func (t Task) value(now, due time.Time) points {
	const month = 30 * 24 * time.Hour
	age := min(1, float64(max(now.Sub(t.Made), 0))/float64(month))
	passed := float64(min(t.Passed, avoidedAfter))
	return pointsOf(10*weight(t.Quadrant()) + 6*pressing(now, due) + 3*age + serves(t.Goal != "") - 1.5*passed)
}

func weight(q Quadrant) float64 {
	return [...]float64{UrgentImportant: 1, Important: .75, Urgent: .6, Neither: .3}[q]
}

func serves(goal bool) float64 {
	if goal {
		return 2
	}
	return 0
}

// pressing is taskwarrior's line: 0.2 two weeks before due or earlier, 1 a week
// after or later, and 0 without a date.
func pressing(now, due time.Time) float64 {
	if due.IsZero() {
		return 0
	}
	late := now.Sub(due).Hours() / 24
	return 0.2 + 0.8*min(max((late+14)/21, 0), 1)
}

// choose takes of the candidates those that fit together and are worth most:
// ranked ones in their order, then others by value.
func choose(candidates []candidate, usable time.Duration, most int) []candidate {
	ranked, others := ranked(candidates)
	var chosen []candidate
	for _, c := range ranked {
		if len(chosen) < most && c.cost <= usable {
			chosen = append(chosen, c)
			usable -= c.cost
		}
	}
	s := search{from: best(others), usable: usable, most: most - len(chosen), first: len(chosen) == 0}
	s.extend(set{})
	for _, i := range s.best.places() {
		chosen = append(chosen, s.from[i])
	}
	return chosen
}

// ranked parts the six, in their order, from the others.
func ranked(candidates []candidate) (six, others []candidate) {
	for _, c := range candidates {
		if c.number > 0 {
			six = append(six, c)
		}
	}
	if len(six) == 0 {
		return nil, candidates
	}
	slices.SortFunc(six, func(c, d candidate) int { return cmp.Compare(c.number, d.number) })
	return six, slices.DeleteFunc(slices.Clone(candidates), func(c candidate) bool { return c.number > 0 })
}

// best are the candidates with the most value for the root of their time, by
// value.
func best(candidates []candidate) []candidate {
	var top []candidate
	for _, c := range candidates {
		full := len(top) == mostCandidates
		if full && byWorth(c, top[len(top)-1]) > 0 {
			continue
		}
		if full {
			top = top[:len(top)-1]
		}
		i, _ := slices.BinarySearchFunc(top, c, byWorth)
		top = slices.Insert(top, i, c)
	}
	slices.SortFunc(top, byValue)
	return top
}

func byWorth(c, d candidate) int {
	if c.worth != d.worth {
		return cmp.Compare(d.worth, c.worth)
	}
	return byValue(c, d)
}

// search looks at all sets of at most so many candidates.
type search struct {
	from   []candidate
	usable time.Duration
	most   int
	first  bool // nothing is chosen yet: one of the set costs no choice
	best   set
	worth  points // of best
}

// set is candidates by their places, in order.
type set struct {
	at    [mostOffered]int
	n     int
	value points // without what choosing costs
	cost  time.Duration
}

func (t set) places() []int { return t.at[:t.n] }

// extend looks at t with each of the candidates after its last.
func (s *search) extend(t set) {
	if t.n == s.most {
		return
	}
	next := 0
	if t.n > 0 {
		next = t.at[t.n-1] + 1
	}
	for i, c := range s.from[next:] {
		if t.cost+c.cost > s.usable {
			continue
		}
		larger := t
		larger.at[t.n] = next + i
		larger.n++
		larger.value += c.value
		larger.cost += c.cost
		if worth := s.worthOf(larger); s.better(larger, worth) {
			s.best, s.worth = larger, worth
		}
		s.extend(larger)
	}
}

// worthOf is the value of t less one for each candidate beyond the first.
func (s *search) worthOf(t set) points {
	if s.first && t.n > 0 {
		return t.value - onePoint*points(t.n-1)
	}
	return t.value - onePoint*points(t.n)
}

// better has ties go to fewer candidates, then to less time, then to older ones.
// One is better than none, whatever it is worth, if nothing is chosen yet.
func (s *search) better(t set, worth points) bool {
	switch {
	case s.best.n == 0 && s.first || worth > s.worth:
		return true
	case worth < s.worth:
		return false
	}
	order := cmp.Or(cmp.Compare(t.n, s.best.n), cmp.Compare(t.cost, s.best.cost))
	if order == 0 {
		order = slices.Compare(s.ids(t), s.ids(s.best))
	}
	return order < 0
}

func (s *search) ids(t set) []string {
	var ids []string
	for _, i := range t.places() {
		ids = append(ids, s.from[i].of.ID)
	}
	slices.Sort(ids)
	return ids
}

// Pass remembers that offers were shown and another one, taken, was chosen.
// Ignoring all of them is not passing over.
func (a *Agenda) Pass(offered []Ref, taken Ref, w When) Change {
	t := a.turn("pass", w)
	for _, ref := range offered {
		if task, ok := a.Tasks[ref.ID]; ok && ref != taken && ref.Kind == KindTask {
			task.Passed++
			t.put(task)
		}
	}
	return t.change("")
}

// JustFive is the task to spend five minutes on: the one passed over most often,
// among those the one worth most. There is none only if nothing can be done.
func (a *Agenda) JustFive(w When) (Task, bool) {
	var most candidate
	deadline := w.deadlines()
	for t := range a.doable(w) {
		c := candidate{of: t.Ref(), value: t.value(w.Now, deadline(t)), passed: t.Passed}
		if most.of.ID == "" || cmp.Or(cmp.Compare(most.passed, c.passed), byValue(c, most)) < 0 {
			most = c
		}
	}
	t, ok := a.Tasks[most.of.ID]
	return t, ok
}

package agenda

import (
	"cmp"
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
	return choose(a.candidates(g, f, w), g.usable(), mostOffered)
}

// Batch fills a longer stretch: as many as fit, the best three first, then the
// next three.
func (a *Agenda) Batch(g Gap, f Factors, w When) []Offer {
	var all []Offer
	left, candidates := g.usable(), a.candidates(g, f, w)
	for {
		chosen := choose(candidates, left, mostOffered)
		if len(chosen) == 0 {
			return all
		}
		for _, o := range chosen {
			left -= o.Cost
			candidates = slices.DeleteFunc(candidates, func(c Offer) bool { return c.Of == o.Of })
		}
		all = append(all, chosen...)
	}
}

// usable leaves a little of the gap for getting there and back.
func (g Gap) usable() time.Duration {
	return min(g.Length*9/10, g.Length-time.Minute)
}

func (g Gap) allows(o Offer) bool {
	if g.Background && !o.LowBrain || o.Cost > g.usable() {
		return false
	}
	here := func(c string) bool { return slices.Contains(g.Contexts, c) }
	return len(g.Contexts) == 0 || len(o.Contexts) == 0 || slices.ContainsFunc(o.Contexts, here)
}

// candidates are what the gap allows, by value.
func (a *Agenda) candidates(g Gap, f Factors, w When) []Offer {
	var all []Offer
	for o := range a.offers(f, w) {
		if g.allows(o) {
			all = append(all, o)
		}
	}
	for _, o := range g.Habits {
		o.Value = rounded(10*weight(Neither) + 4 + serves(o.Goal))
		if g.allows(o) {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, byValue)
	return all
}

func byValue(o, p Offer) int {
	return cmp.Or(cmp.Compare(p.Value, o.Value), cmp.Compare(o.Of.ID, p.Of.ID), cmp.Compare(o.Of.Kind, p.Of.Kind))
}

// offers are all tasks that can be done now, each as its current step.
func (a *Agenda) offers(f Factors, w When) func(yield func(Offer) bool) {
	return func(yield func(Offer) bool) {
		today, six := w.Today(), a.Diaries[w.Today()].Six
		current := a.currentSteps()
		for _, t := range a.Tasks {
			if t.Parent != "" {
				continue
			}
			step, stepped := current[t.ID]
			now := t
			if stepped {
				now = within(step, t)
			}
			if now.Waiting != "" || today.Before(now.Later) || !now.Since.IsZero() {
				continue
			}
			o := now.offer(f, w)
			if stepped {
				o.Task = t.Title
			}
			o.Number = 1 + max(slices.Index(six, t.ID), slices.Index(six, now.ID))
			if !yield(o) {
				return
			}
		}
	}
}

// currentSteps are the first open steps by the task that has them.
func (a *Agenda) currentSteps() map[string]Task {
	current := make(map[string]Task)
	for _, t := range a.Tasks {
		if t.Parent == "" {
			continue
		}
		if first, ok := current[t.Parent]; !ok || byRank(t, first) < 0 {
			current[t.Parent] = t
		}
	}
	return current
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

func (t Task) offer(f Factors, w When) Offer {
	return Offer{
		Of: t.Ref(), Title: t.Title, Next: t.Next, Cost: f.Cost(t), Contexts: t.Contexts, LowBrain: t.LowBrain,
		Goal: t.Goal != "", Avoided: t.Passed >= avoidedAfter, Value: t.value(w),
	}
}

// value is what doing t now is worth.
func (t Task) value(w When) float64 {
	const month = 30 * 24 * time.Hour
	age := min(1, float64(max(w.Now.Sub(t.Made), 0))/float64(month))
	passed := float64(min(t.Passed, avoidedAfter))
	return rounded(10*weight(t.Quadrant()) + 6*t.pressing(w) + 3*age + serves(t.Goal != "") - 1.5*passed)
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

// pressing is taskwarrior's line: 0.2 two weeks before t is due or earlier, 1 a
// week after or later, and 0 without a date.
func (t Task) pressing(w When) float64 {
	due, ok := w.Deadline(t)
	if !ok {
		return 0
	}
	late := w.Now.Sub(due).Hours() / 24
	return 0.2 + 0.8*min(max((late+14)/21, 0), 1)
}

// rounded has values be equal that are: sums of the same numbers in another
// order are the same number.
func rounded(value float64) float64 { return math.Round(value*1e6) / 1e6 }

// choose takes of the candidates, which come by value, those that fit together
// and are worth most.
func choose(candidates []Offer, usable time.Duration, most int) []Offer {
	ranked, others := ranked(candidates)
	var chosen []Offer
	for _, o := range ranked {
		if len(chosen) < most && o.Cost <= usable {
			chosen = append(chosen, o)
			usable -= o.Cost
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
func ranked(candidates []Offer) (six, others []Offer) {
	for _, o := range candidates {
		if o.Number > 0 {
			six = append(six, o)
		} else {
			others = append(others, o)
		}
	}
	slices.SortFunc(six, func(o, p Offer) int { return cmp.Compare(o.Number, p.Number) })
	return six, others
}

// best are the candidates with the most value for the root of their time, still
// by value.
func best(candidates []Offer) []Offer {
	if len(candidates) <= mostCandidates {
		return candidates
	}
	worth := func(o Offer) float64 { return o.Value / math.Sqrt(max(o.Cost.Minutes(), 1.0/60)) }
	all := slices.Clone(candidates)
	slices.SortStableFunc(all, func(o, p Offer) int { return cmp.Compare(worth(p), worth(o)) })
	all = all[:mostCandidates]
	slices.SortFunc(all, byValue)
	return all
}

// search looks at all sets of at most so many offers.
type search struct {
	from   []Offer
	usable time.Duration
	most   int
	first  bool // nothing is chosen yet: one of the set costs no choice
	best   set
}

// set is offers by their places, in order.
type set struct {
	at    [mostOffered]int
	n     int
	value float64 // of the offers, without what choosing costs
	cost  time.Duration
}

func (t set) places() []int { return t.at[:t.n] }

// extend looks at t with each of the offers after its last.
func (s *search) extend(t set) {
	if t.n == s.most {
		return
	}
	next := 0
	if t.n > 0 {
		next = t.at[t.n-1] + 1
	}
	for i, o := range s.from[next:] {
		if t.cost+o.Cost > s.usable {
			continue
		}
		larger := t
		larger.at[t.n] = next + i
		larger.n++
		larger.value += o.Value
		larger.cost += o.Cost
		if s.better(larger) {
			s.best = larger
		}
		s.extend(larger)
	}
}

// worth is the value of t less one for each offer beyond the first.
func (s *search) worth(t set) float64 {
	if s.first && t.n > 0 {
		return rounded(t.value) - float64(t.n-1)
	}
	return rounded(t.value) - float64(t.n)
}

// better has ties go to fewer offers, then to less time, then to older ones.
// One offer is better than none, whatever it is worth, if nothing is chosen yet.
func (s *search) better(t set) bool {
	if s.best.n == 0 && s.first {
		return true
	}
	order := cmp.Or(cmp.Compare(s.worth(s.best), s.worth(t)), cmp.Compare(t.n, s.best.n), cmp.Compare(t.cost, s.best.cost))
	if order == 0 {
		order = slices.Compare(s.ids(t), s.ids(s.best))
	}
	return order < 0
}

func (s *search) ids(t set) []string {
	var ids []string
	for _, i := range t.places() {
		ids = append(ids, s.from[i].Of.ID)
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
func (a *Agenda) JustFive(f Factors, w When) (Task, bool) {
	all := slices.SortedFunc(a.offers(f, w), func(o, p Offer) int {
		return cmp.Or(cmp.Compare(a.Tasks[p.Of.ID].Passed, a.Tasks[o.Of.ID].Passed), byValue(o, p))
	})
	if len(all) == 0 {
		return Task{}, false
	}
	return a.Tasks[all[0].Of.ID], true
}

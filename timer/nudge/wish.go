package nudge

import (
	"slices"
	"time"
)

// Wish waits for a natural pause.
type Wish struct {
	Kind  Kind
	Since time.Time
	Stretch
}

// wish keeps the list of what waits: what has become true is added, what is no
// longer true or too old is dropped.
func (t *turn) wish() {
	t.s.Wishes = slices.DeleteFunc(t.s.Wishes, func(w Wish) bool {
		return w.Kind == Gap && t.now.Sub(w.Since) > gapFresh || w.Kind == Pieces && t.now.Sub(w.Since) > pauseLasts
	})
	for k := Morning; k <= Wins; k++ {
		if k.daily() {
			t.want(k, t.wanted(k) && !t.said(k) && !t.r.off(k))
		}
	}
	t.reward()
}

func offered(k Kind) bool { return k == Pieces || k == Reward }

func (t *turn) want(k Kind, wanted bool) {
	i := slices.IndexFunc(t.s.Wishes, func(w Wish) bool { return w.Kind == k })
	switch {
	case wanted && i < 0:
		t.s.Wishes = append(t.s.Wishes, Wish{Kind: k, Since: t.now})
	case !wanted && i >= 0:
		t.s.Wishes = slices.Delete(t.s.Wishes, i, i+1)
	}
}

func (t *turn) said(k Kind) bool { return slices.Contains(t.s.Today.Said, k) }

// wanted is the reason for each of what is said once a day.
func (t *turn) wanted(k Kind) bool {
	a := t.s.Agenda
	switch k {
	case Morning:
		return t.morning() && !a.Chosen
	case Goals:
		return t.morning() && (a.Chosen || t.said(Morning) || t.r.off(Morning)) && len(t.unmentioned()) > 0
	case Record:
		return t.past(t.recordTime()) && a.Unrecorded.To.After(a.Unrecorded.From)
	case Wins:
		return t.past(t.winsTime()) && !t.s.Today.First.IsZero()
	case Overload:
		return a.Overloaded
	case Tasks:
		return a.Tasks > max(manyTasks, 2*a.MedianDone)
	case TimeBlocks:
		return a.TimeBlocks > manyTimeBlocks
	case Juggling:
		return a.Juggled >= manyJuggles
	case Switching:
		return a.Usual > 0 && a.Switches > manySwitches*a.Usual
	case Unrested:
		return t.past(t.unrestedTime())
	case Skips:
		return t.s.Skipped >= manySkips
	case Limit:
		return t.past(t.limitTime())
	}
	return false
}

// morning tells whether the day is young.
func (t *turn) morning() bool {
	first := t.s.Today.First
	return !first.IsZero() && t.now.Sub(first) <= morningFor
}

// The times at which something becomes worth saying; zero: never.

func (t *turn) winsTime() time.Time   { return t.timeOfDay(t.r.WinsAt) }
func (t *turn) recordTime() time.Time { return t.timeOfDay(t.r.RecordAt) }

func (t *turn) timeOfDay(since time.Duration) time.Time {
	if since <= 0 {
		return time.Time{}
	}
	return t.r.clock(t.now, since)
}

func (t *turn) unrestedTime() time.Time {
	return t.s.reach(t.s.Tired.Short, tooLong)
}

func (t *turn) limitTime() time.Time {
	if t.r.DailyLimit <= 0 {
		return time.Time{}
	}
	return t.s.reach(Load{Active: t.s.Today.Active}, t.r.DailyLimit)
}

// unmentioned are the goals to be named: each once in Rules.GoalEvery days.
func (t *turn) unmentioned() []string {
	return slices.DeleteFunc(slices.Clone(t.s.Agenda.Untouched), func(goal string) bool {
		return slices.ContainsFunc(t.s.Mentioned, func(m Mention) bool { return m.Goal == goal })
	})
}

// mention names them.
func (t *turn) mention() []string {
	goals := t.unmentioned()
	for _, g := range goals {
		t.s.Mentioned = append(t.s.Mentioned, Mention{Goal: g, Day: t.s.Today.Day})
	}
	return goals
}

// offer has tasks wait for the gap between blocks that begins: once in a gap.
func (t *turn) offer() {
	if t.s.Agenda.Fitting > 0 && !t.r.off(Pieces) {
		t.s.Offered = true
		t.s.Wishes = append(t.s.Wishes, Wish{Kind: Pieces, Since: t.now})
	}
}

// reward has a reward wait when enough has been done for it.
func (t *turn) reward() {
	a, day := t.s.Agenda, &t.s.Today
	if day.Rewards > a.Done+a.Blocks {
		day.Rewards = a.Done + a.Blocks // something was taken back
	}
	t.want(Reward, a.Rewards > 0 && a.Done+a.Blocks-day.Rewards >= t.r.RewardEvery && !t.r.off(Reward))
}

// wished is when the kind may be said that waits; the zero time if none does.
func (t *turn) wished(k Kind) time.Time {
	i := slices.IndexFunc(t.s.Wishes, func(w Wish) bool { return w.Kind == k })
	if i < 0 {
		return time.Time{}
	}
	since := t.s.Wishes[i].Since
	switch {
	case offered(k):
		return t.free(k, since)
	case k.Question():
		at := t.question(k, since)
		if at.IsZero() {
			return at
		}
		return t.atPause(k, since, at)
	}
	return t.atPause(k, since, since)
}

// sayWish makes the nudge of a kind that has waited.
func (t *turn) sayWish(k Kind) Nudge {
	if k == Gap {
		return t.sayGap()
	}
	t.want(k, false)
	n := Nudge{}
	switch a := t.s.Agenda; k {
	case Morning:
		n.Task, n.Goals, n.Answers = a.First, t.mention(), []Answer{Choose, Skip}
	case Goals:
		n.Goals = t.mention()
	case Record:
		n.From, n.To, n.For, n.Answers = a.Unrecorded.From, a.Unrecorded.To, a.Unrecorded.To.Sub(a.Unrecorded.From), []Answer{Accept}
	case Unrested:
		n.For, _ = t.s.Unrested(t.now)
	case Limit:
		n.For = t.s.Today.Active + t.s.ahead(t.now)
	case Pieces:
		n.For, n.Quiet, n.Answers = t.gapLength(), true, []Answer{Accept}
	case Reward:
		n.Number, n.Answers = t.s.Rewarded, []Answer{Accept}
		t.s.Rewarded++
		t.s.Today.Rewards = a.Done + a.Blocks
	}
	return n
}

// gapLength is what is left of the break; zero: nobody knows when work goes on.
func (t *turn) gapLength() time.Duration {
	w := t.s.World
	if !w.resting() {
		return 0
	}
	return max(w.Timer.Break.Started.Add(w.Timer.Break.Planned).Sub(t.now), 0)
}

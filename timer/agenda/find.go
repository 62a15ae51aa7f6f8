package agenda

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"focusd/tracker"
)

// Finding a thing by what people type. In this order:
//
//	its number   in the list they have seen last, given as IDs
//	its ID       or at least four characters of its beginning or its end
//	its name     whole, or the beginnings of some of its words in any order
//
// Case does not matter. The first way that finds one thing is taken; several by
// the same way are an ErrAmbiguous that names them, nothing is an ErrUnknown.

// FindTask finds an open task.
func (a *Agenda) FindTask(query string, seen []string) (Task, error) {
	return find("task", query, seen, a.Tasks, func(t Task) string { return t.Title })
}

// FindEnded finds a task that is done or dropped, the latest of its name.
func (a *Agenda) FindEnded(query string, seen []string) (Task, error) {
	latest := make(map[string]Task)
	for _, t := range a.Ended {
		latest[t.Title] = t
	}
	ended := make(map[string]Task)
	for _, t := range latest {
		ended[t.ID] = t
	}
	return find("ended task", query, seen, ended, func(t Task) string { return t.Title })
}

func (a *Agenda) FindTemplate(query string) (Template, error) {
	return find("template", query, nil, a.Templates, func(t Template) string { return t.Name })
}

// FindGoal finds a goal, one that has ended only if no other is meant.
func (a *Agenda) FindGoal(query string) (Goal, error) {
	return findGoing("goal", query, a.Goals, func(g Goal) (string, tracker.Day) { return g.Name, g.Ended })
}

// FindTimeBlock finds a time block likewise.
func (a *Agenda) FindTimeBlock(query string) (TimeBlock, error) {
	return findGoing("time block", query, a.TimeBlocks, func(b TimeBlock) (string, tracker.Day) { return b.Name, b.Ended })
}

// FindHabit finds a habit likewise.
func (a *Agenda) FindHabit(query string) (Habit, error) {
	return findGoing("habit", query, a.Habits, func(h Habit) (string, tracker.Day) { return h.Name, h.Ended })
}

func findGoing[T any](noun, query string, all map[string]T, is func(T) (name string, ended tracker.Day)) (T, error) {
	name := func(v T) string {
		name, _ := is(v)
		return name
	}
	going := make(map[string]T)
	for id, v := range all {
		if _, ended := is(v); ended == (tracker.Day{}) {
			going[id] = v
		}
	}
	found, err := find(noun, query, nil, going, name)
	if errors.Is(err, ErrUnknown) {
		return find(noun, query, nil, all, name)
	}
	return found, err
}

func (a *Agenda) FindReward(query string) (Reward, error) {
	return find("reward", query, nil, a.Rewards, func(r Reward) string { return r.Text })
}

func find[T any](noun, query string, seen []string, all map[string]T, name func(T) string) (found T, err error) {
	query = strings.Join(strings.Fields(strings.ToLower(query)), " ")
	if n, err := strconv.Atoi(query); err == nil && n > 0 && n <= len(seen) {
		v, ok := all[seen[n-1]]
		if !ok {
			return found, fmt.Errorf("%w any more: number %d was done or removed: look at the list again", ErrUnknown, n)
		}
		return v, nil
	}
	for _, way := range ways() {
		var ids []string
		for id, v := range all {
			if way(query, strings.ToLower(id), strings.ToLower(name(v))) {
				ids = append(ids, id)
			}
		}
		switch slices.Sort(ids); len(ids) {
		case 0:
		case 1:
			return all[ids[0]], nil
		default:
			return found, ambiguous(noun, query, ids, func(id string) string { return name(all[id]) })
		}
	}
	return found, fmt.Errorf("%w: no %s is called %q: write some of the words of its name, or its ID", ErrUnknown, noun, short(query))
}

// ways are those of finding, the surest first.
func ways() []func(query, id, name string) bool {
	return []func(query, id, name string) bool{
		func(query, id, _ string) bool { return query == id },
		func(query, _, name string) bool { return query == name },
		func(query, id, _ string) bool {
			return len(query) >= 4 && (strings.HasPrefix(id, query) || strings.HasSuffix(id, query))
		},
		func(query, _, name string) bool { return query != "" && saysWords(name, query) },
	}
}

// saysWords tells whether each word of query begins a word of name.
func saysWords(name, query string) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	words = append(words, strings.Fields(name)...)
	for q := range strings.FieldsSeq(query) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, q) }) {
			return false
		}
	}
	return true
}

func ambiguous(noun, query string, ids []string, name func(id string) string) error {
	const enough = 5
	var names []string
	for _, id := range ids[:min(len(ids), enough)] {
		names = append(names, fmt.Sprintf("%q (%s)", short(name(id)), id[max(len(id)-4, 0):]))
	}
	slices.SortStableFunc(names, cmp.Compare)
	more := ""
	if n := len(ids) - enough; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Errorf("%w: %q is a %s %s%s: write more of the name, or the letters in brackets",
		ErrAmbiguous, short(query), noun, strings.Join(names, ", "), more)
}

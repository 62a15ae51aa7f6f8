package agenda

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"focusd/daemon/undo"
	"focusd/timer/agenda"
)

// TestAnyCommandsAndTheirUndo holds a Book to a plain model: a stack of what was
// kept before each command.
func TestAnyCommandsAndTheirUndo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk(t)
		var before []map[string]string
		t.Repeat(map[string]func(*rapid.T){
			"command": func(t *rapid.T) {
				kept := d.kept()
				c, err := d.Do(t.Context(), anyCommand(t, d))
				switch {
				case err != nil:
				case c.Empty():
				default:
					before = append(before, kept)
					before = before[max(len(before)-mostUndo, 0):]
					return
				}
				if diff := cmp.Diff(kept, d.kept()); diff != "" {
					t.Fatalf("a command that was refused (%v), or does nothing, changed what is kept:\n%s", err, diff)
				}
			},
			"undo": func(t *rapid.T) {
				_, err := d.Undo(t.Context())
				if len(before) == 0 {
					if !errors.Is(err, undo.ErrNothing) {
						t.Fatalf("Undo = %v, want %v", err, undo.ErrNothing)
					}
					return
				}
				last := len(before) - 1
				if diff := cmp.Diff(before[last], d.kept()); err != nil || diff != "" {
					t.Fatalf("Undo = %v; before the command and now:\n%s", err, diff)
				}
				before = before[:last]
			},
			"failure": func(t *rapid.T) {
				d.memory.FailNext(1, errors.New("the disk is full"))
				kept := d.kept()
				_, _ = d.Do(t.Context(), anyCommand(t, d)) // may be refused before it gets to the disk
				d.memory.Heal()
				if diff := cmp.Diff(kept, d.kept()); diff != "" {
					t.Fatalf("a commit failed, and changed what is kept:\n%s", diff)
				}
			},
			"crash": func(*rapid.T) { d.restart() },
			"": func(t *rapid.T) {
				if diff := cmp.Diff(d.kept(), d.inMemory()); diff != "" {
					t.Fatalf("kept and in memory are not the same:\n%s", diff)
				}
			},
		})
	})
}

// anyCommand is one that may well be refused.
func anyCommand(t *rapid.T, d *desk) Command {
	open, ended := []string{"01KAH4V3Z8QWERTZ0123456789"}, []string{"01KAH4V3Z8QWERTZ0123456789"}
	tasks := see(d, func(a *agenda.Agenda) map[string]agenda.Task { return maps.Clone(a.Tasks) })
	open = append(open, slices.Sorted(maps.Keys(tasks))...)
	for _, task := range see(d, func(a *agenda.Agenda) []agenda.Task { return slices.Clone(a.Ended) }) {
		ended = append(ended, task.ID)
	}
	lines := []string{"a", "b ~3m @phone", "c > d > e", "f every:daily", "g every!:2d > h", "i due:today !1", "~4m"}
	id, line := rapid.SampledFrom(open).Draw(t, "id"), rapid.SampledFrom(lines).Draw(t, "line")
	one := func(do func(*agenda.Agenda, string, agenda.When) (agenda.Change, error)) Command { return on(id, do) }
	commands := map[string]Command{
		"add":       add(line),
		"do":        one((*agenda.Agenda).Do),
		"done":      one((*agenda.Agenda).Done),
		"drop":      one((*agenda.Agenda).Drop),
		"skip":      one((*agenda.Agenda).Skip),
		"today":     one((*agenda.Agenda).ForToday),
		"not today": one((*agenda.Agenda).NotToday),
		"one":       one((*agenda.Agenda).SetOne),
		"reopen":    on(rapid.SampledFrom(ended).Draw(t, "ended"), (*agenda.Agenda).Reopen),
		"six":       six(rapid.SliceOfNDistinct(rapid.SampledFrom(open), 1, min(len(open), 3), rapid.ID[string]).Draw(t, "six")...),
		"leave":     func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Leave("on", w) },
		"edit":      func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Edit(id, line, w) },
		"split":     func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Split(id, "x\ny ~2m", w) },
		"later":     func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return a.Later(id, w.Today().Add(1), w) },
		"save": func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			return a.SaveTemplate(rapid.SampledFrom(ended).Draw(t, "saved"), "", w)
		},
		"use": func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			for _, id := range slices.Sorted(maps.Keys(a.Templates)) {
				return a.UseTemplate(id, "", w)
			}
			return agenda.Change{}, agenda.ErrUnknown
		},
	}
	return commands[rapid.SampledFrom(slices.Sorted(maps.Keys(commands))).Draw(t, "command")]
}

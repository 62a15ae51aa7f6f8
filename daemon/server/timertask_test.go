package server

import (
	"errors"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/timer"
)

func TestABlockBeginsOnATask(t *testing.T) {
	type step = func(d *desk, ids []string) // ids of "one", and of the step "outline" of "report"
	start := func(cmd api.Command) step {
		return func(d *desk, ids []string) {
			if cmd.Task == "report" {
				cmd.Task = ids[1]
			}
			if _, err := d.Timer(d.t.Context(), cmd); err != nil {
				d.t.Fatal(err)
			}
		}
	}
	rank := func(d *desk, ids []string) { d.do(api.AgendaCommand{Do: "six", List: []string{ids[1], ids[0]}}) }
	for name, tt := range map[string]struct {
		steps         []step
		label, active string
	}{
		"there is nothing to do first":   {[]step{start(api.Command{Do: "start"})}, "", ""},
		"the first of the six":           {[]step{rank, start(api.Command{Do: "start"})}, "report: outline", "outline"},
		"the label is another":           {[]step{rank, start(api.Command{Do: "start", Label: "mail"})}, "mail", ""},
		"one is being done":              {[]step{rank, func(d *desk, ids []string) { d.do(api.AgendaCommand{Do: "do", ID: ids[0]}) }, start(api.Command{Do: "start"})}, "one", "one"},
		"it is named":                    {[]step{start(api.Command{Do: "start", Task: "report", Preset: "5m"})}, "report: outline", "outline"},
		"it is named, and called so":     {[]step{start(api.Command{Do: "start", Task: "report", Label: "x"})}, "x", "outline"},
		"it is switched to":              {[]step{start(api.Command{Do: "start", Label: "mail"}), start(api.Command{Do: "switch", Task: "report"})}, "report: outline", "outline"},
		"the end of the block leaves it": {[]step{rank, start(api.Command{Do: "start"}), start(api.Command{Do: "stop"})}, "", "outline"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			one := d.add("one")
			d.add("report > outline > draft")
			all, err := d.Tasks(t.Context(), api.TaskQuery{Words: "report"})
			if err != nil {
				t.Fatal(err)
			}
			for _, do := range tt.steps {
				do(d, []string{one, all.Tasks[0].ID})
			}
			s, err := d.Status(t.Context())
			if err != nil || s.Timer.Label != tt.label {
				t.Errorf("the block is called %q, %v, want %q", s.Timer.Label, err, tt.label)
			}
			active := ""
			if a := d.today(); a.Active != nil {
				active = a.Active.Title
			}
			if active != tt.active {
				t.Errorf("%q is being done, want %q", active, tt.active)
			}
		})
	}
}

func TestABlockOnATaskThatIsNotThere(t *testing.T) {
	d := newDesk(t)
	_, err := d.Timer(t.Context(), api.Command{Do: "start", Task: "01KAH4V3Z8QWERTZ0123456789"})
	var refused *api.Error
	if !errors.As(err, &refused) || refused.Code != api.CodeNoItem {
		t.Errorf("start = %v, want code %s", err, api.CodeNoItem)
	}
	if s, err := d.Status(t.Context()); err != nil || s.Timer.State != "idle" {
		t.Errorf("the timer is %+v, %v, want idle", s.Timer, err)
	}
}

func TestARefusedBlockBeginsNoTask(t *testing.T) {
	d := newDesk(t)
	id := d.add("one")
	for _, want := range []error{nil, timer.ErrWorking} {
		cmd := api.Command{Do: "start", Label: "mail"}
		if want != nil {
			cmd = api.Command{Do: "start", Task: id}
		}
		if _, err := d.Timer(t.Context(), cmd); !errors.Is(err, want) {
			t.Fatalf("start = %v, want %v", err, want)
		}
	}
	if a := d.today(); a.Active != nil {
		t.Errorf("%q is being done, want nothing", a.Active.Title)
	}
}

func TestTakingABlockBackIsNotTakingATaskBack(t *testing.T) {
	d := newDesk(t)
	id := d.add("one")
	if _, err := d.Timer(t.Context(), api.Command{Do: "start", Task: id}); err != nil {
		t.Fatal(err)
	}
	if u := d.today().Undo; u == nil || u.Verb != "add" {
		t.Errorf("undo would take back %+v, want that it was added", u)
	}
}

func TestABlockBeginsWithoutTheAgenda(t *testing.T) {
	r := newRig(t, Options{})
	if err := r.engine.Keep(t.Context(), engine.Document{Kind: "task", ID: "01K", Data: []byte("{}")}); err != nil {
		t.Fatal(err)
	}
	c := through(r.Socket())
	if s, err := c.Timer(t.Context(), api.Command{Do: "start"}); err != nil || s.Timer.State != "work" {
		t.Errorf("start = %+v, %v, want a block", s.Timer, err)
	}
	_, err := c.ChangeAgenda(t.Context(), api.AgendaCommand{Do: "add", Line: "x"})
	var refused *api.Error
	if !errors.As(err, &refused) || refused.Code != api.CodeUnreadable || refused.Hint == "" {
		t.Errorf("add = %v, want code %s with a hint", err, api.CodeUnreadable)
	}
}

func TestLongLabelsAreCut(t *testing.T) {
	d := newDesk(t)
	long := strings.Repeat("ä", 200)
	id := d.add(long + " > " + long)
	s, err := d.Timer(t.Context(), api.Command{Do: "start", Task: id})
	if n := len([]rune(s.Timer.Label)); err != nil || n != 200 {
		t.Errorf("the label has %d characters, %v, want 200", n, err)
	}
	if _, err := d.Timer(t.Context(), api.Command{Do: "stop"}); err != nil {
		t.Fatal(err)
	}
	if s, err = d.Status(t.Context()); err != nil || s.Timer.UndoAt == nil || time.Since(*s.Timer.UndoAt) > time.Minute {
		t.Errorf("undo of what was done at %v, %v, want a moment ago", s.Timer.UndoAt, err)
	}
}

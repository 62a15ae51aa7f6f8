package agenda

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"focusd/timer/agenda"
)

// counts are the counters of tasks that have grown since it was asked last, without
// histograms.
func (d *desk) counts() map[string]uint64 {
	grown := make(map[string]uint64)
	for _, i := range d.counted {
		if strings.HasSuffix(i.Counter.Metric, "_total") {
			grown[strings.TrimPrefix(i.Counter.Metric, "focusd_tasks_")+" "+i.Counter.Label("size")] += i.By
		}
	}
	d.counted = nil
	return grown
}

func (d *desk) wantCounts(what string, want map[string]uint64) {
	d.t.Helper()
	if got := d.counts(); !maps.Equal(got, want) {
		d.t.Errorf("%s counts %v, want %v", what, got, want)
	}
}

func TestTasksAreCounted(t *testing.T) {
	type counts = map[string]uint64
	for name, c := range map[string]struct {
		line       string
		made, done counts
	}{
		"of minutes": {
			"call ~4m",
			counts{"created_total micro": 1},
			counts{"completed_total micro": 1, "estimated_seconds_total micro": 240_000, "actual_seconds_total micro": 0},
		},
		"of nobody knows what length": {
			"call",
			counts{"created_total micro": 1},
			counts{"completed_total micro": 1},
		},
		"of an hour": {
			"write ~1h",
			counts{"created_total normal": 1},
			counts{"completed_total normal": 1, "estimated_seconds_total normal": 3_600_000, "actual_seconds_total normal": 0},
		},
		"of steps": {
			"write > outline > draft",
			counts{"created_total normal": 1, "created_total micro": 2},
			counts{"completed_total normal": 1, "completed_total micro": 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			id := d.add(c.line)
			d.wantCounts("adding", c.made)
			d.do(on(id, (*agenda.Agenda).ForToday))
			d.wantCounts("putting it on a list", counts{})
			d.do(on(id, (*agenda.Agenda).Done))
			d.wantCounts("finishing", c.done)
		})
	}
}

func TestWhatIsNotDoneIsNotCounted(t *testing.T) {
	type counts = map[string]uint64
	d := newDesk(t)
	id := d.add("call")
	d.counted = nil
	d.do(on(id, (*agenda.Agenda).Drop))
	d.wantCounts("dropping", counts{})
	d.do(on(id, (*agenda.Agenda).Reopen))
	d.wantCounts("reopening", counts{})
	d.do(on(id, (*agenda.Agenda).Done))
	d.wantCounts("finishing", counts{"completed_total micro": 1})
	d.undo()
	d.wantCounts("taking back", counts{})
}

func TestATaskThatComesAgainIsOneMore(t *testing.T) {
	d := newDesk(t)
	id := d.add("water the plants every:3d")
	d.counted = nil
	d.do(on(id, (*agenda.Agenda).Done))
	d.wantCounts("finishing", map[string]uint64{"created_total micro": 1, "completed_total micro": 1})
}

func TestWhatCannotBeKeptIsNotCounted(t *testing.T) {
	d := newDesk(t)
	d.memory.FailNext(1, errors.New("no space"))
	if _, err := d.Do(t.Context(), add("call")); err == nil {
		t.Fatal("it was kept on a full disk")
	}
	d.wantCounts("nothing", map[string]uint64{})
}

// TestCountersKnowNoTitle has a title that would be a label of its own.
func TestCountersKnowNoTitle(t *testing.T) {
	const canary = "canary"
	d := newDesk(t)
	id := d.add(canary + `",size="} evil{ +` + canary + ` @` + canary)
	d.do(on(id, (*agenda.Agenda).Done))
	if len(d.counted) == 0 {
		t.Fatal("nothing was counted")
	}
	for _, i := range d.counted {
		if size := i.Counter.Label("size"); size != "micro" || strings.Contains(fmt.Sprint(i), canary) {
			t.Errorf("%v has a word of a title, or is of size %q", i, size)
		}
	}
}

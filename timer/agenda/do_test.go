package agenda

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/tracker"
)

func TestDoPausesWhatWasBeingDone(t *testing.T) {
	d := newDesk(t)
	d.add("write")
	d.add("read")
	d.begin("write")
	d.pass(7 * time.Minute)
	d.begin("read")
	write := d.Tasks[d.id("write")]
	if active, _ := d.Active(); active.Title != "read" || write.Spent != 7*time.Minute || !write.Since.IsZero() {
		t.Errorf("after seven minutes of writing %q is being done, and writing has %+v", active.Title, write)
	}
	d.pass(2 * time.Minute)
	d.begin("write")
	d.pass(3 * time.Minute)
	d.done("write")
	if got := d.Ended[0].Spent; got != 10*time.Minute {
		t.Errorf("writing took %v, want 10m", got)
	}
	if active, ok := d.Active(); ok {
		t.Errorf("%q is being done after the end", active.Title)
	}
}

func TestDoTwiceChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.add("write")
	d.begin("write")
	d.pass(time.Minute)
	if c, err := d.Do(d.id("write"), d.When); err != nil || !c.Empty() {
		t.Errorf("Do of the active task = %+v, %v, want nothing", c, err)
	}
}

func TestDoIsOfTheCurrentStepAndEndsWaiting(t *testing.T) {
	d := newDesk(t)
	report := d.add("report wait:Anna later:fri > outline > draft later:sat")
	d.do(d.Do(report.ID, d.When))
	active, _ := d.Active()
	if active.Title != "outline" {
		t.Errorf("Do of a task with steps is on %q, want its first step", active.Title)
	}
	if got := d.Tasks[report.ID]; got.Waiting != "" || got.Later != (tracker.Day{}) || !got.Since.IsZero() {
		t.Errorf("the task that is being done is %+v, want nothing in its way, and its step active", got)
	}
}

func TestLeaveKeepsWhereToGoOn(t *testing.T) {
	d := newDesk(t)
	if _, err := d.Leave("", d.When); !errors.Is(err, ErrIdle) {
		t.Errorf("Leave of nothing = %v, want ErrIdle", err)
	}
	d.add("write")
	d.begin("write")
	d.pass(time.Minute)
	d.do(d.Leave("  look up the\tdate ", d.When))
	if got := d.Tasks[d.id("write")]; got.Next != "look up the date" || got.Spent != time.Minute || !got.Since.IsZero() {
		t.Errorf("left task = %+v, want it paused, with a next step", got)
	}
	d.begin("write")
	d.do(d.Leave("", d.When))
	if got := d.Tasks[d.id("write")].Next; got != "look up the date" {
		t.Errorf("after leaving without a word the next step is %q, want the one before", got)
	}
	d.begin("write")
	if _, err := d.Leave("a\nb", d.When); !errors.Is(err, ErrText) {
		t.Errorf("Leave with two lines = %v, want ErrText", err)
	}
}

func TestDoneOfStepsShowsTheNextAndEndsWithTheLast(t *testing.T) {
	d := newDesk(t)
	report := d.add("report > outline ~5m > draft ~10m > send")
	for _, want := range []string{"outline", "draft", "send"} {
		step, ok := d.Current(report.ID)
		if !ok || step.Title != want {
			t.Fatalf("Current = %q, want %q", step.Title, want)
		}
		d.do(d.Done(step.ID, d.When))
		d.pass(time.Minute)
	}
	if len(d.Tasks) != 0 {
		t.Errorf("open after the last step: %v, want none", titles(sorted(d.Tasks)))
	}
	if got, want := titles(d.DoneOn(d.Today(), d.Calendar)), []string{"outline", "draft", "report", "send"}; !slices.Equal(got, want) {
		t.Errorf("done today: %v, want %v", got, want)
	}
}

func TestDoneOfATaskIsOfItsSteps(t *testing.T) {
	d := newDesk(t)
	d.add("report > outline > draft")
	d.begin("outline")
	d.pass(time.Minute)
	d.done("report")
	if len(d.Tasks) != 0 || len(d.Ended) != 3 {
		t.Errorf("%d open and %d ended, want 0 and 3", len(d.Tasks), len(d.Ended))
	}
}

func TestDropOfTheLastOpenStep(t *testing.T) {
	d := newDesk(t)
	d.add("report > outline > draft")
	d.done("outline")
	d.do(d.Drop(d.id("draft"), d.When))
	if len(d.Tasks) != 0 {
		t.Errorf("open after the last step: %v, want none", d.Tasks)
	}
	for _, e := range d.Ended {
		if want := map[string]Outcome{"outline": Done, "draft": Dropped, "report": Done}[e.Title]; e.Outcome != want {
			t.Errorf("%q is %v, want %v", e.Title, e.Outcome, want)
		}
	}

	d = newDesk(t)
	d.add("report > outline")
	d.do(d.Drop(d.id("outline"), d.When))
	if current, ok := d.Current(d.id("report")); !ok || current.Title != "report" {
		t.Errorf("after all steps were dropped there is %q to do, want the task itself", current.Title)
	}
}

func TestCommandsOfAnEndedTask(t *testing.T) {
	d := newDesk(t)
	id := d.add("write").ID
	d.done("write")
	for name, command := range map[string]func(id string) (Change, error){
		"edit":      func(id string) (Change, error) { return d.Edit(id, "~5m", d.When) },
		"split":     func(id string) (Change, error) { return d.Split(id, "a", d.When) },
		"do":        func(id string) (Change, error) { return d.Do(id, d.When) },
		"done":      func(id string) (Change, error) { return d.Done(id, d.When) },
		"drop":      func(id string) (Change, error) { return d.Drop(id, d.When) },
		"later":     func(id string) (Change, error) { return d.Later(id, d.Today().Add(1), d.When) },
		"skip":      func(id string) (Change, error) { return d.Skip(id, d.When) },
		"today":     func(id string) (Change, error) { return d.ForToday(id, d.When) },
		"not today": func(id string) (Change, error) { return d.NotToday(id, d.When) },
		"order":     func(id string) (Change, error) { return d.Order(id, nil, d.When) },
		"six":       func(id string) (Change, error) { return d.SetSix([]string{id}, DefaultSix, d.When) },
		"one":       func(id string) (Change, error) { return d.SetOne(id, d.When) },
	} {
		if c, err := command(id); !errors.Is(err, ErrEnded) || !c.Empty() {
			t.Errorf("%s of a task that is done = %+v, %v, want ErrEnded", name, c, err)
		}
		if c, err := command("01KNOTHING"); !errors.Is(err, ErrUnknown) || !c.Empty() {
			t.Errorf("%s of nothing = %+v, %v, want ErrUnknown", name, c, err)
		}
	}
}

func TestLater(t *testing.T) {
	d := newDesk(t)
	id := d.add("write").ID
	d.do(d.ForToday(id, d.When))
	d.do(d.SetSix([]string{id}, DefaultSix, d.When))
	d.begin("write")
	d.pass(time.Minute)
	if _, err := d.Later(id, d.Today(), d.When); !errors.Is(err, ErrPast) {
		t.Errorf("Later today = %v, want ErrPast", err)
	}
	friday := day("2026-11-27")
	d.do(d.Later(id, friday, d.When))
	got := d.Tasks[id]
	if got.Later != friday || !got.Since.IsZero() || got.Spent != time.Minute || len(d.Listed(d.When)) != 0 || len(d.Diaries[d.Today()].Six) != 0 {
		t.Errorf("put off: %+v, listed %v, six %v, want it nowhere today", got, titles(d.Listed(d.When)), d.Diaries[d.Today()].Six)
	}
	d.do(d.ForToday(id, d.When))
	if got := d.Tasks[id]; got.Later != (tracker.Day{}) || len(d.Listed(d.When)) != 1 {
		t.Errorf("for today after all: %+v, want it listed", got)
	}
}

func TestListed(t *testing.T) {
	d := newDesk(t)
	for _, line := range []string{
		"some day", "due tomorrow due:tomorrow", "neither due:today", "urgent due:today !3", "late due:2026-11-20", "waits due:today wait:Anna",
		"put off due:today later:mon", "ranked second", "ranked first", "with steps due:10:00 > one > two", "for today !2",
	} {
		d.add(line)
	}
	d.do(d.ForToday(d.id("for today"), d.When))
	d.do(d.SetSix([]string{d.id("ranked first"), d.id("ranked second")}, DefaultSix, d.When))
	want := []string{"ranked first", "ranked second", "for today", "urgent", "late", "with steps", "neither"}
	if diff := cmp.Diff(want, titles(d.Listed(d.When))); diff != "" {
		t.Errorf("today's list, -want +got:\n%s", diff)
	}
	d.begin("some day")
	if got := titles(d.Listed(d.When)); !slices.Contains(got, "some day") {
		t.Errorf("today's list %v lacks what is being done", got)
	}
	d.pass(24 * time.Hour)
	if got := titles(d.Listed(d.When)); slices.Contains(got, "for today") || slices.Contains(got, "ranked first") {
		t.Errorf("the list of tomorrow %v has what was only for today", got)
	}
}

func TestOpenTasksHaveThoseThatCanBeDoneFirst(t *testing.T) {
	d := newDesk(t)
	for _, line := range []string{"waits !1 wait:Anna", "later !1 later:mon", "neither > step", "first !1", "dated due:mon", "important !2"} {
		d.add(line)
	}
	want := []string{"first", "important", "dated", "neither", "waits", "later"}
	if diff := cmp.Diff(want, titles(slices.Collect(d.OpenTasks(d.When)))); diff != "" {
		t.Errorf("open tasks, -want +got:\n%s", diff)
	}
}

func TestReopen(t *testing.T) {
	d := newDesk(t)
	d.add("report > outline > draft")
	report := d.id("report")
	d.do(d.SetSix([]string{report}, DefaultSix, d.When))
	before := *d.Agenda
	d.done("outline")
	draft := d.id("draft")
	d.done("draft")
	if got := d.Diaries[d.Today()].SixDone; !slices.Equal(got, []string{report}) {
		t.Fatalf("done of the six: %v, want the report", got)
	}
	d.do(d.Reopen(draft, d.When))
	if current, ok := d.Current(report); !ok || current.ID != draft {
		t.Errorf("reopened step: current is %q, want it, in an open task", current.Title)
	}
	if got := d.Diaries[d.Today()].SixDone; len(got) != 0 {
		t.Errorf("done of the six after reopening: %v, want none", got)
	}
	if _, err := d.Reopen(draft, d.When); !errors.Is(err, ErrOpen) {
		t.Errorf("Reopen of an open task = %v, want ErrOpen", err)
	}
	if _, err := before.Reopen("01KNOTHING", d.When); !errors.Is(err, ErrUnknown) {
		t.Errorf("Reopen of nothing = %v, want ErrUnknown", err)
	}
}

package engine_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// judge is a person who writes in an editor, plays in a browser, and has said
// nothing of the rest.
func judge(w tracker.Window, _ time.Time) (engine.Judgement, bool) {
	switch w.App {
	case "editor":
		return engine.Judgement{Category: "Work/Thesis", Class: category.Earns}, true
	case "browser":
		return engine.Judgement{Category: "games", Class: category.Wastes}, true
	}
	return engine.Judgement{}, true
}

// judged is a bubble in which judge does.
func judged(t *testing.T, test func(*testing.T, *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		r.judge = judge
		r.run()
		r.focus("editor")
		test(t, r)
		if err := r.stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
		r.checkLog()
	})
}

// wantCounted checks a counter of time, to the second.
func (r *rig) wantCounted(metric, labels string, want time.Duration) {
	r.t.Helper()
	if got := r.duration(metric, labels); (got - want).Abs() > time.Second {
		r.t.Errorf("%s{%s} is %v, want %v", metric, labels, got, want)
	}
}

const (
	distraction = "focusd_distraction_seconds_total"
	games       = `category="games",kind="pomodoro"`
	focusTime   = "focusd_focus_seconds_total"
	ofPomodoro  = `kind="pomodoro",project=""`
)

func TestDistractionTakesFromFocus(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before time.Duration
		glance time.Duration // in what wastes
		after  time.Duration
		want   time.Duration // of distraction
	}{
		{"a glance is focus", 10 * time.Minute, 9 * time.Second, 10 * time.Minute, 0},
		{"ten seconds are not", 10 * time.Minute, 10 * time.Second, 10 * time.Minute, 10 * time.Second},
		{"a long one counts as a whole", 10 * time.Minute, 5 * time.Minute, 5 * time.Minute, 5 * time.Minute},
		{"to the end of the block", 10 * time.Minute, 20 * time.Minute, 0, 20 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			judged(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start})
				r.pass(tt.before)
				r.focus("browser")
				r.pass(tt.glance)
				r.focus("editor")
				r.pass(tt.after)
				r.do(timer.Event{Verb: timer.Stop})
				r.pass(10 * time.Minute)
				block := r.duration(blockTime, `kind="pomodoro"`)
				r.wantCounted(distraction, games, tt.want)
				r.wantCounted(focusTime, ofPomodoro, block-tt.want)
			})
		})
	}
}

// What is in front when the log ends may still become a distraction: it is
// counted once that is known, and nothing is counted twice or left out.
func TestDistractionOverARestart(t *testing.T) {
	for _, at := range []time.Duration{time.Second, 6 * time.Second, 20 * time.Second, 6 * time.Minute} {
		t.Run(at.String(), func(t *testing.T) {
			judged(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start})
				r.pass(10 * time.Minute)
				r.focus("browser")
				r.pass(at)
				r.stop()
				r.run()
				r.focus("browser")
				r.pass(7*time.Minute - at)
				r.focus("editor")
				r.pass(20 * time.Minute)
				if got := r.duration(distraction, games); (got - 7*time.Minute).Abs() > 11*time.Second {
					t.Errorf("distraction is %v, want 7m", got)
				}
				r.stop()
				r.run()
				r.pass(time.Minute)
				rest := r.duration(blockTime, `kind="pomodoro"`) - r.duration(focusTime, ofPomodoro) - r.duration(distraction, games)
				if away := r.duration("focusd_block_away_seconds_total", `kind="pomodoro"`); rest != away {
					t.Errorf("blocks have %v beside focus and distraction, and %v away", rest, away)
				}
			})
		})
	}
}

func TestRunsOfFocus(t *testing.T) {
	const runs = "focusd_focus_run_seconds"
	for _, tt := range []struct {
		name  string
		act   func(*rig)
		runs  uint64
		deep  time.Duration
		sum   time.Duration
		under uint64 // of at most 25 min
	}{
		{"one", func(r *rig) { r.pass(30 * time.Minute) }, 1, 30 * time.Minute, 30 * time.Minute, 0},
		{"too short to be deep", func(r *rig) { r.pass(20 * time.Minute) }, 1, 0, 20 * time.Minute, 1},
		{"a short gap is bridged", func(r *rig) {
			r.pass(20 * time.Minute)
			r.focus("browser")
			r.pass(50 * time.Second)
			r.focus("editor")
			r.pass(20 * time.Minute)
		}, 1, 40 * time.Minute, 40*time.Minute + 50*time.Second, 0},
		{"a long one is not", func(r *rig) {
			r.pass(26 * time.Minute)
			r.focus("browser")
			r.pass(70 * time.Second)
			r.focus("editor")
			r.pass(10 * time.Minute)
		}, 2, 26 * time.Minute, 36 * time.Minute, 1},
		{"nor are gaps that are a tenth", func(r *rig) {
			r.pass(5 * time.Minute)
			r.focus("browser")
			r.pass(50 * time.Second)
			r.focus("editor")
			r.pass(26 * time.Minute)
		}, 2, 26 * time.Minute, 31 * time.Minute, 1},
		{"over a restart", func(r *rig) {
			r.pass(15 * time.Minute)
			r.stop()
			r.run()
			r.focus("editor")
			r.pass(15 * time.Minute)
		}, 1, 30 * time.Minute, 30 * time.Minute, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			judged(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start, Preset: flow()})
				tt.act(r)
				r.do(timer.Event{Verb: timer.Stop})
				r.focus("nothing of that")
				r.pass(15 * time.Minute)
				if got := r.counter(runs+"_count", ""); got != tt.runs {
					t.Errorf("%d runs, want %d", got, tt.runs)
				}
				r.wantCounted("focusd_deep_focus_seconds_total", `source="timer"`, tt.deep)
				if got := time.Duration(r.counter(runs+"_sum", "")) * time.Millisecond; (got - tt.sum).Abs() > 2*time.Second {
					t.Errorf("the runs sum to %v, want %v", got, tt.sum)
				}
				if got := r.counter(runs+"_bucket", `le="1500"`); got != tt.under {
					t.Errorf("%d runs of at most 25m, want %d", got, tt.under)
				}
			})
		})
	}
}

func TestDeepFocusIsFoundWithoutATimer(t *testing.T) {
	judged(t, func(t *testing.T, r *rig) {
		r.pass(40 * time.Minute)
		r.focus("nothing of that")
		r.pass(10 * time.Minute)
		r.wantCounted("focusd_deep_focus_seconds_total", `source="detected"`, 40*time.Minute)
		if got := r.counter("focusd_focus_run_seconds_count", ""); got != 0 {
			t.Errorf("%d runs in blocks, and there was no block", got)
		}
	})
}

func TestContextSwitches(t *testing.T) {
	judged(t, func(t *testing.T, r *rig) {
		r.pass(time.Minute)
		for _, step := range []struct {
			app string
			d   time.Duration
		}{
			{"browser", 9 * time.Second}, // on the way
			{"editor", time.Minute},      // never left
			{"browser", 20 * time.Second},
			{"terminal", 5 * time.Second},
			{"browser", 5 * time.Second},
			{"editor", 2 * time.Minute},
		} {
			r.focus(step.app)
			r.pass(step.d)
		}
		r.pass(5 * time.Minute)
		if got := r.counter("focusd_context_switches_total", `during="free"`); got != 2 {
			t.Errorf("%d switches of context, want 2: to what wastes, and back", got)
		}
		if got := r.counter("focusd_app_switches_total", `during="free"`); got != 6 {
			t.Errorf("%d switches of app, want 6", got)
		}
	})
}

func TestActiveTimeHasItsCategory(t *testing.T) {
	judged(t, func(t *testing.T, r *rig) {
		r.pass(25 * time.Minute)
		if got := r.duration("focusd_active_seconds_total", `app="editor",category="work-thesis"`); got < 10*time.Minute {
			t.Errorf("the category has %v of 25m", got)
		}
		if got := r.duration("focusd_active_seconds_total", `app="other",category="work-thesis"`); got < 10*time.Minute {
			t.Errorf("the others of the category have %v: what an app had before it was admitted stays there", got)
		}
	})
}

// However many categories and apps there are, the series are bounded, and what
// has no room is seen to have none.
func TestLabelsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		r.judge = func(w tracker.Window, _ time.Time) (engine.Judgement, bool) {
			return engine.Judgement{Category: "category of " + w.App, Class: category.Wastes}, true
		}
		r.run()
		r.do(timer.Event{Verb: timer.Start, Preset: flow()})
		for i := range 60 {
			r.focus(fmt.Sprint("app ", i))
			r.pass(11 * time.Minute)
		}
		r.pass(11 * time.Minute)
		series, active, categories := 0, 0, map[string]bool{}
		for c := range r.eng.Snapshot().Ledger.Values {
			series++
			if c.Metric == "focusd_active_seconds_total" {
				active++
			}
			categories[c.Label("category")] = true
		}
		if active > 20+32+2 || len(categories) > 33 || series > 400 {
			t.Errorf("%d series of %d apps and %d categories", series, active, len(categories))
		}
		for _, label := range []string{"app", "category"} {
			if r.counter("focusd_label_folds_total", fmt.Sprintf("label=%q", label)) == 0 {
				t.Errorf("no %s was folded", label)
			}
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		r.checkLog()
	})
}

func TestWhatIsKeptIsCountedWithIt(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		edits := func() uint64 { return r.counter("focusd_corrections_total", `kind="edit"`) }
		document := engine.Document{Kind: "example", ID: "1", Data: []byte("{}")}
		if err := r.eng.KeepCounting(t.Context(), engine.Corrected("edit", -5*time.Minute), document); err != nil {
			t.Fatal(err)
		}
		if edits() != 1 {
			t.Errorf("%d corrections, want 1", edits())
		}
		r.wantCounted("focusd_corrected_seconds_total", `direction="removed"`, 5*time.Minute)
		r.store.FailNext(1, fmt.Errorf("no space"))
		if err := r.eng.KeepCounting(t.Context(), engine.Corrected("edit", time.Minute), document); err == nil {
			t.Error("it was kept on a full disk")
		}
		r.pass(5 * time.Minute)
		if edits() != 1 {
			t.Errorf("%d corrections, want 1: the second was not kept", edits())
		}
		r.wantCounted("focusd_corrected_seconds_total", `direction="added"`, 0)
	})
}

func TestDoneTasksAreCounted(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for _, counts := range [][]engine.Increment{
			engine.TaskCreated(true), engine.TaskDone(true, 10*time.Minute, 12*time.Minute), engine.TaskDone(true, 0, time.Hour),
		} {
			if err := r.eng.KeepCounting(t.Context(), counts); err != nil {
				t.Fatal(err)
			}
		}
		for series, want := range map[engine.Counter]uint64{
			{Metric: "focusd_tasks_created_total", Labels: `size="micro"`}:                            1,
			{Metric: "focusd_tasks_completed_total", Labels: `size="micro"`}:                          2,
			{Metric: "focusd_tasks_estimated_seconds_total", Labels: `size="micro"`}:                  600_000,
			{Metric: "focusd_tasks_actual_seconds_total", Labels: `size="micro"`}:                     720_000,
			{Metric: "focusd_task_actual_to_estimate_ratio_bucket", Labels: `size="micro",le="1.1"`}:  0,
			{Metric: "focusd_task_actual_to_estimate_ratio_bucket", Labels: `size="micro",le="1.25"`}: 1,
			{Metric: "focusd_task_actual_to_estimate_ratio_sum", Labels: `size="micro"`}:              1200,
		} {
			if got := r.counter(series.Metric, series.Labels); got != want {
				t.Errorf("%v is %d, want %d", series, got, want)
			}
		}
	})
}

// flow is the preset that counts up.
func flow() timer.Preset {
	for _, p := range timer.Presets() {
		if p.Kind == timer.Flow {
			return p
		}
	}
	return timer.Preset{}
}

package server

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// lived is a desk after three days at an editor and with mail, the last of them
// today. Its titles are nobody's business.
func lived(t *testing.T) *desk {
	t.Helper()
	r := newRig(t, Options{})
	c := through(r.Socket())
	for _, rule := range []string{"app=editor -> writing", "app=mail -> mail"} {
		if _, err := c.ChangeRules(t.Context(), api.RuleCommand{Do: "add", Text: rule, Class: "earns"}); err != nil {
			t.Fatal(err)
		}
	}
	for day := range 3 {
		r.source.Show(tracker.Sample{Locked: true})
		time.Sleep(time.Until(time.Date(2000, 1, 1+day, 9, 0, 0, 0, time.UTC)))
		r.work("editor", 2*time.Hour)
		r.work("mail", 30*time.Minute)
	}
	r.source.Show(tracker.Sample{Locked: true})
	time.Sleep(time.Until(time.Date(2000, 1, 3, 18, 0, 0, 0, time.UTC)))
	synctest.Wait()
	return &desk{c, t}
}

// work lets time pass while the person types.
func (r *rig) work(app string, length time.Duration) {
	r.source.Focus(tracker.Window{App: app, Title: "secret"})
	for ; length > 0; length -= 2 * time.Minute {
		synctest.Wait()
		r.source.Touch()
		time.Sleep(2 * time.Minute)
	}
}

func TestWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		d.addHabit("stretch", api.HabitForm{})
		d.do(api.AgendaCommand{Do: "tick", Query: "stretch"})
		d.do(api.AgendaCommand{Do: "done", ID: d.add("call dentist")})
		wins, err := d.Wins(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, w := range wins.Wins {
			texts = append(texts, w.Kind+": "+w.Text)
		}
		got := strings.Join(texts, "\n")
		for _, want := range []string{"tasks: 1 task done: call dentist", "habit: stretch", "earns: 2 h"} {
			if !strings.Contains(got, want) {
				t.Errorf("wins are\n%s\nwant %q among them", got, want)
			}
		}
		if wins, err = d.Wins(t.Context(), "1999-12-30"); err != nil || len(wins.Wins) != 0 {
			t.Errorf("wins of a day without a log: %+v, %v, want none", wins, err)
		}
		if _, err = d.Wins(t.Context(), "tomorrow"); err == nil {
			t.Error("the wins of tomorrow are known")
		}
	})
}

func TestReviewOfAWeek(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		d.addTimeBlock("writing", 60)
		d.do(api.AgendaCommand{Do: "tick", Query: "writing"})
		r, err := d.Review(t.Context(), "week", "yesterday")
		if err != nil || r.Now.First != "1999-12-27" || r.Now.Last != "2000-01-02" || r.Now.Days != 7 || r.Now.Known != 2 {
			t.Fatalf("Review = %+v, %v, want the week with two days known", r, err)
		}
		if r.Now.Classes["earns"] != 2*7200 || r.Before.Known != 0 {
			t.Errorf("classes %v, before %+v, want four hours that earned, and nothing before", r.Now.Classes, r.Before)
		}
		if len(r.Findings) != 8 || r.Findings[0].Kind != "best_hours" || r.Findings[0].Known || r.Findings[0].More != 1 || r.Findings[0].Text != "not known yet: 1 more day" {
			t.Errorf("the week finds %+v, want that the best hours need one more day", r.Findings)
		}
		day, err := d.Review(t.Context(), "day", "")
		if err != nil || day.Now.First != "2000-01-03" || len(day.Kept) != 1 || day.Kept[0] != (api.Kept{Kind: "time blocks", Done: 1, Planned: 1}) || len(day.Wins) == 0 || day.Findings != nil {
			t.Errorf("the day is %+v, %v, want writing kept, and wins", day, err)
		}
		if _, err := d.Review(t.Context(), "moon", ""); err == nil {
			t.Error("there is a review of the moon")
		}
	})
}

func TestExerciseFromStartToEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		if e, err := d.Exercise(t.Context()); err != nil || e.Running || e.From != "" {
			t.Fatalf("Exercise = %+v, %v, want none", e, err)
		}
		d.do(api.AgendaCommand{Do: "exercise_start"})
		e, err := d.Exercise(t.Context())
		if err != nil || !e.Running || e.Day != 1 || e.Days != 3 || e.From != "2000-01-03" || len(e.Coverage) != 1 || !strings.Contains(e.Text, "Where 1 day went") {
			t.Errorf("Exercise = %+v, %v, want the first of three days", e, err)
		}
		plan, err := d.Plan(t.Context())
		if err != nil || !strings.HasPrefix(plan.Exercise, "day 1 of 3") {
			t.Errorf("Plan = %+v, %v, want it to say how far the exercise is", plan, err)
		}
		d.do(api.AgendaCommand{Do: "exercise_end"})
		if e, err = d.Exercise(t.Context()); err != nil || e.Running || e.Ended.IsZero() || e.Classes["earns"] != 7200 {
			t.Errorf("ended it is %+v, %v, want its report", e, err)
		}
	})
}

func TestPlan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		d.addTimeBlock("writing", 60)
		d.do(api.AgendaCommand{Do: "goal_add", Goal: &api.GoalForm{Name: says("book"), IdleDays: says(2)}})
		time.Sleep(3 * 24 * time.Hour)
		plan, err := d.Plan(t.Context())
		if err != nil || len(plan.TimeBlocks) != 1 || plan.Load.TimeBlocks != 3600 || len(plan.BestHours) != 2 || plan.BestHours[0] != 9 {
			t.Errorf("Plan = %+v, %v, want an hour of writing, best from nine on", plan, err)
		}
		if len(plan.Goals) != 1 || !plan.Goals[0].Mention || plan.Goals[0].Untouched != 3 {
			t.Errorf("goals are %+v, want the book, untouched for three days", plan.Goals)
		}
	})
}

// TestAWeekKnowsMoreLater has the best hours of three days that are over, and not
// the day that goes on.
func TestAWeekKnowsMoreLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		time.Sleep(24 * time.Hour)
		r, err := d.Review(t.Context(), "week", "")
		if err != nil || len(r.Findings) != 8 {
			t.Fatalf("Review = %+v, %v, want eight findings", r, err)
		}
		hours, length := r.Findings[0], r.Findings[1]
		if !hours.Known || !slices.Equal(hours.Hours, []int{9, 10}) || hours.Days != 3 {
			t.Errorf("the best hours are %+v, want nine to eleven, of three days", hours)
		}
		if length.Known || length.More != 5 || length.Of != "blocks" {
			t.Errorf("the length that fits is %+v, want it to need five blocks", length)
		}
	})
}

// TestReportNamesNothing holds what is to be shared to naming nothing, unless
// asked to.
func TestReportNamesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		d.do(api.AgendaCommand{Do: "done", ID: d.add("secret task")})
		d.addHabit("secret habit", api.HabitForm{})
		d.do(api.AgendaCommand{Do: "tick", Query: "secret habit"})
		r, err := d.Report(t.Context(), api.ReportQuery{First: "2000-01-01", Last: "2000-01-03"})
		if err != nil || r.Known != 3 || r.Classes["earns"] != 3*7200 {
			t.Fatalf("Report = %+v, %v, want three days", r, err)
		}
		for _, word := range []string{"secret", "editor", "writing"} {
			if strings.Contains(r.Text, word) {
				t.Errorf("the report says %q:\n%s", word, r.Text)
			}
		}
		if r, err = d.Report(t.Context(), api.ReportQuery{First: "2000-01-01", Last: "2000-01-03", Names: true}); err != nil || !strings.Contains(r.Text, "writing · editor") || strings.Contains(r.Text, "secret") {
			t.Errorf("with names it is %v\n%s\nwant what it went to, and no title", err, r.Text)
		}
		if _, err = d.Report(t.Context(), api.ReportQuery{First: "2000-01-03", Last: "2000-01-01"}); err == nil {
			t.Error("a report goes backwards")
		}
	})
}

func TestReportInParts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		for _, tt := range []struct {
			by    string
			first []string // of parts
			known []int
		}{
			{"", nil, nil},
			{"day", []string{"1999-12-31", "2000-01-01", "2000-01-02", "2000-01-03"}, []int{0, 1, 1, 1}},
			{"week", []string{"1999-12-31", "2000-01-03"}, []int{2, 1}},
			{"month", []string{"1999-12-31", "2000-01-01"}, []int{0, 3}},
		} {
			r, err := d.Report(t.Context(), api.ReportQuery{First: "1999-12-31", Last: "2000-01-03", By: tt.by})
			if err != nil {
				t.Fatal(err)
			}
			var first []string
			var known []int
			sum := api.Figures{Classes: make(map[string]int64)}
			var seen, good int64
			for _, p := range r.Parts {
				first, known = append(first, p.First), append(known, p.Known)
				sum.Days, sum.Focus, sum.Classes["earns"] = sum.Days+p.Days, sum.Focus+p.Focus, sum.Classes["earns"]+p.Classes["earns"]
				seen, good = seen+p.Hours.Seen[9], good+p.Hours.Good[9]
			}
			if !slices.Equal(first, tt.first) || !slices.Equal(known, tt.known) {
				t.Errorf("by %q the parts begin %v and know %v days, want %v and %v", tt.by, first, known, tt.first, tt.known)
			}
			if tt.by != "" && (sum.Days != r.Days || sum.Focus != r.Focus || sum.Classes["earns"] != r.Classes["earns"] || seen != 3*3600 || good != seen) {
				t.Errorf("by %s the parts come to %+v with %d s from nine to ten, %d of them good; the whole is %+v", tt.by, sum, seen, good, r.Figures)
			}
		}
		if _, err := d.Report(t.Context(), api.ReportQuery{By: "moon"}); err == nil {
			t.Error("there is a report by the moon")
		}
	})
}

// TestDecisionsAreReadBack lowers and raises, and finds it in the week from which it
// holds.
func TestDecisionsAreReadBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		id := d.addTimeBlock("writing", 60)
		time.Sleep(24 * time.Hour)
		d.do(api.AgendaCommand{Do: "block_edit", ID: id, TimeBlock: &api.TimeBlockForm{Minutes: 90}})
		r, err := d.Review(t.Context(), "week", "")
		if err != nil || len(r.Decided) != 1 || r.Decided[0].Name != "writing" || r.Decided[0].From != 60 || r.Decided[0].To != 90 || r.Decided[0].Unit != "minutes" {
			t.Errorf("decided is %+v, %v, want writing raised from 60 to 90", r.Decided, err)
		}
		if r, err = d.Review(t.Context(), "week", "1999-12-30"); err != nil || len(r.Decided) != 0 {
			t.Errorf("in the week before %+v was decided, %v, want nothing", r.Decided, err)
		}
	})
}

func TestReviewOfLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := lived(t)
		for _, tt := range []struct {
			period, day, first, last, before string
			known                            int
		}{
			{"month", "2000-01-02", "2000-01-01", "2000-01-03", "1999-12-01", 3},
			{"month", "1999-12-31", "1999-12-01", "1999-12-31", "1999-11-01", 0},
			{"year", "2000-01-02", "2000-01-01", "2000-01-03", "", 3},
			{"year", "1999-02-02", "1999-01-01", "1999-12-31", "", 0},
		} {
			r, err := d.Review(t.Context(), tt.period, tt.day)
			if err != nil || r.Now.First != tt.first || r.Now.Last != tt.last || r.Now.Known != tt.known || r.Before.First != tt.before {
				t.Errorf("the %s of %s is %+v beside %+v, %v, want %+v", tt.period, tt.day, r.Now, r.Before, err, tt)
			}
			if len(r.Findings) == 0 || len(r.Lines) != 0 {
				t.Errorf("the %s has %d findings and %d lines, want the first alone", tt.period, len(r.Findings), len(r.Lines))
			}
		}
	})
}

func TestRewards(t *testing.T) {
	d := newDesk(t)
	d.do(api.AgendaCommand{Do: "reward_add", Text: "coffee on the balcony"})
	d.do(api.AgendaCommand{Do: "reward_take", Query: "coffee"})
	list, err := d.Rewards(t.Context())
	if err != nil || len(list.Rewards) != 1 || list.Rewards[0].Taken != 1 {
		t.Errorf("Rewards = %+v, %v, want the coffee, taken once", list, err)
	}
	d.do(api.AgendaCommand{Do: "reward_rm", Query: "coffee"})
	if list, _ = d.Rewards(t.Context()); len(list.Rewards) != 0 {
		t.Errorf("Rewards = %+v, want none", list)
	}
}

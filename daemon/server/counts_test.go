package server

import (
	"io"
	"maps"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker"
)

// countsOf adds up the counts of a range, by metric and one label.
func countsOf(t *testing.T, c *api.Client, from, to time.Time) (sums map[string]int64, offsets []api.OffsetChange) {
	t.Helper()
	sums = make(map[string]int64)
	var names []string
	for row, err := range c.Counts(t.Context(), from, to) {
		switch {
		case err != nil:
			t.Fatal(err)
		case row.Series != nil:
			name := row.Series.Metric
			for _, label := range []string{"state", "category", "app"} {
				if v, ok := row.Series.Labels[label]; ok {
					name += " " + v
				}
			}
			names = append(names, name)
		case row.Offset != nil:
			offsets = append(offsets, *row.Offset)
		default:
			if row.Start < from.UnixMilli() || row.Start+row.Length > to.UnixMilli() {
				t.Errorf("%+v is not of %v to %v", row.Growth, from, to)
			}
			for i, n := range row.Of {
				if row.Length > 0 {
					sums[names[n]] += row.Length
				} else {
					sums[names[n]] += row.By[i]
				}
			}
		}
	}
	return sums, offsets
}

func TestCountsAreThoseOfTheCorrectedLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		locked := minutes(20, 50, "")
		locked.Presence, locked.Window = tracker.Locked, tracker.Window{}
		local := minutes(50, 60, "browser")
		local.Offset = 60
		r := with(t, minutes(0, 20, "editor"), locked, local)
		c, ctx := r.client(t), t.Context()
		for _, name := range []string{"meetings", "errands"} {
			if _, err := c.SetCategory(ctx, api.CategoryCommand{Do: "set", Name: name, Class: "personal"}); err != nil {
				t.Fatal(err)
			}
		}
		before, err := c.CountsEdition(ctx)
		if err != nil || !before.Begin.Equal(after(0)) || before.DayStart != 240 || len(before.Said) != 0 {
			t.Fatalf("the edition is %+v, %v", before, err)
		}
		const presence, active = "focusd_presence_seconds_total ", "focusd_active_seconds_total "
		const minute = int64(60_000)
		got, offsets := countsOf(t, c, after(10), after(60))
		for name, want := range map[string]int64{
			presence + "active": 20 * minute, presence + "locked": 30 * minute, active + "unclassified other": 20 * minute,
			"focusd_app_switches_total": 1,
		} {
			if got[name] != want {
				t.Errorf("%s is %d, want %d", name, got[name], want)
			}
		}
		if len(offsets) != 2 || offsets[1].Minutes != 60 || offsets[1].At != after(50).UnixMilli() {
			t.Errorf("local time changed %+v", offsets)
		}
		for _, cmd := range []api.EntryCommand{
			{Do: "add", Start: after(5), End: after(15), Text: ptr("call"), Category: ptr("meetings"), Taken: "over"},
			{Do: "add", Start: after(30), End: after(40), Text: ptr("errand"), Category: ptr("errands")},
		} {
			if _, err := c.Correct(ctx, cmd); err != nil {
				t.Fatal(err)
			}
		}
		got, _ = countsOf(t, c, after(10), after(60))
		for name, want := range map[string]int64{
			presence + "active": 20 * minute, presence + "locked": 30 * minute, active + "unclassified other": 15 * minute,
			active + "meetings hidden": 5 * minute, active + "errands hidden": 0,
		} {
			if got[name] != want {
				t.Errorf("corrected, %s is %d, want %d", name, got[name], want)
			}
		}
		now, err := c.CountsEdition(ctx)
		if err != nil || now.Edition != before.Edition || len(now.Said) != 1 || maps.Equal(now.Said, before.Said) {
			t.Errorf("after a correction the edition is %+v, %v; before it was %+v", now, err, before)
		}
	})
}

func TestCountsAreOfOtherRulesAfterAChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := with(t, minutes(0, 20, "editor"))
		c, ctx := r.client(t), t.Context()
		before, err := c.CountsEdition(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := c.CountsEdition(ctx); err != nil || again.Edition != before.Edition {
			t.Errorf("asked twice, the edition is %q and %q, %v", before.Edition, again.Edition, err)
		}
		if _, err := c.ChangeRules(ctx, api.RuleCommand{Do: "add", Text: "app=editor -> code"}); err != nil {
			t.Fatal(err)
		}
		if now, err := c.CountsEdition(ctx); err != nil || now.Edition == before.Edition {
			t.Errorf("after a change of the rules the edition is %q as before, %v", now.Edition, err)
		}
	})
}

// TestCountsAreAsPrivateAsMetrics looks for what must not be there.
func TestCountsAreAsPrivateAsMetrics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		span := minutes(0, 20, "canary-app")
		span.Window.Title = "canary of a title"
		r := with(t, span, minutes(20, 40, "editor"))
		c, ctx := r.client(t), t.Context()
		if _, err := c.Correct(ctx, api.EntryCommand{Do: "add", Start: after(5), End: after(15), Text: ptr("canary of a text"), Taken: "over"}); err != nil {
			t.Fatal(err)
		}
		res := r.asked("/v1/counts?from=" + after(0).Format(time.RFC3339) + "&to=" + after(60).Format(time.RFC3339))
		body, err := io.ReadAll(res.Body)
		if err != nil || !strings.Contains(string(body), "focusd_active_seconds_total") {
			t.Fatalf("the counts are\n%s\n%v", body, err)
		}
		for _, private := range []string{"canary", "editor"} {
			if strings.Contains(string(body), private) {
				t.Errorf("%q is in the counts\n%s", private, body)
			}
		}
	})
}

func TestNamesThatMayBeShown(t *testing.T) {
	ledger := func(labels ...string) engine.Ledger {
		l := engine.Ledger{Values: make(map[engine.Counter]uint64)}
		for _, text := range labels {
			l.Values[engine.Counter{Metric: "focusd_active_seconds_total", Labels: text}] = 1
		}
		return l
	}
	one := namesOf(ledger(`app="a",category="x"`), 20)
	tests := []struct {
		name  string
		sum   uint64
		other bool
	}{
		{"the same", namesOf(ledger(`app="a",category="y"`), 20), false},
		{"one more", namesOf(ledger(`app="a",category="x"`, `app="b",category="x"`), 20), true},
		{"none", namesOf(ledger(`app="a",category="x"`), -1), true},
	}
	for _, tt := range tests {
		if (tt.sum != one) != tt.other {
			t.Errorf("%s: the sum is %x, was %x", tt.name, tt.sum, one)
		}
	}
}

func TestPlanDaysOfARange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked []string
		r := newRig(t, Options{Plans: func(first, last tracker.Day) ([]api.PlanDay, error) {
			asked = append(asked, first.String()+" "+last.String())
			return []api.PlanDay{{Date: first.String()}}, nil
		}})
		c, ctx := r.client(t), t.Context()
		at := func(day, hour int) time.Time { return time.Date(1999, 12, day, hour, 0, 0, 0, time.UTC) }
		for _, tt := range []struct {
			from, to time.Time
			want     string
		}{
			{at(10, 4), at(11, 4), "1999-12-10 1999-12-10"},
			{at(10, 3), at(12, 5), "1999-12-10 1999-12-12"},
			{at(10, 5), at(12, 5), "1999-12-11 1999-12-12"},
			{at(10, 5), at(11, 3), ""}, // none begins
		} {
			asked = nil
			told, err := c.PlanDays(ctx, tt.from, tt.to)
			if got := strings.Join(asked, ", "); err != nil || got != tt.want || (len(told.Days) == 1) != (tt.want != "") {
				t.Errorf("for %v to %v the plans of %q were asked for, want %q; told %+v, %v", tt.from, tt.to, got, tt.want, told, err)
			}
		}
		if _, err := c.PlanDays(ctx, at(1, 0).AddDate(-2, 0, 0), at(10, 0)); err == nil {
			t.Error("two years were told")
		}
	})
}

// TestCountsAgreeWithTheLog has the hours of a rule end within a span, before
// what an entry leaves of it.
func TestCountsAgreeWithTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		if err := r.memory.Commit(engine.Change{Spans: []tracker.Span{minutes(0, 60, "editor")}}); err != nil {
			t.Fatal(err)
		}
		c, ctx := r.client(t), t.Context()
		until := eight.UTC().Add(30 * time.Minute).Format("15:04")
		for _, name := range []string{"early", "meetings"} {
			if _, err := c.SetCategory(ctx, api.CategoryCommand{Do: "set", Name: name, Class: "earns"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.ChangeRules(ctx, api.RuleCommand{Do: "add", Text: "app=editor hours=00:00-" + until + " -> early"}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Correct(ctx, api.EntryCommand{Do: "add", Start: after(20), End: after(40), Text: ptr("call"), Category: ptr("meetings"), Taken: "over"}); err != nil {
			t.Fatal(err)
		}
		sum, err := c.SummaryByCategory(ctx, after(0), after(60))
		if err != nil {
			t.Fatal(err)
		}
		logged := make(map[string]int64)
		for _, total := range sum.Categories {
			logged[total.Name] = total.Active
		}
		const minute = int64(60_000)
		if want := map[string]int64{"early": 40 * minute, "meetings": 20 * minute}; !maps.Equal(logged, want) {
			t.Errorf("the log has %v, want %v", logged, want)
		}
		got, _ := countsOf(t, c, after(0), after(60))
		for name, want := range logged {
			counted := int64(0)
			for series, n := range got {
				if strings.HasPrefix(series, "focusd_active_seconds_total "+name+" ") {
					counted += n
				}
			}
			if counted != want {
				t.Errorf("%s counts as %d, want %d as in the log", name, counted, want)
			}
		}
	})
}

package tracker

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTally(t *testing.T) {
	var tally Tally
	add := func(app string, seconds, spans int) {
		tally.AddApp([]byte(app), AppTotal{Time: time.Duration(seconds) * time.Second, Spans: spans})
	}
	add("mail", 3, 1)
	add("editor", 5, 2)
	add("glimpse", 0, 0)
	add("browser", 7, 1)
	add("mail", 4, 0)
	add("browser", -7, -1)
	tally.Presences[Idle] = time.Minute

	var order []string
	for app := range tally.Apps() {
		order = append(order, app)
	}
	if diff := cmp.Diff([]string{"mail", "editor"}, order); diff != "" {
		t.Errorf("Apps (-want +got):\n%s", diff)
	}
	got := tally.Summary(noon, sec(600))
	want := map[string]AppTotal{"mail": {Time: 7 * time.Second, Spans: 1}, "editor": {Time: 5 * time.Second, Spans: 2}}
	if diff := cmp.Diff(want, got.Apps); diff != "" {
		t.Errorf("Summary.Apps (-want +got):\n%s", diff)
	}
	if !got.From.Equal(noon) || !got.To.Equal(sec(600)) || got.Presences != tally.Presences || len(got.Hours) != 0 {
		t.Errorf("Summary is %+v", got)
	}
	if tally.Reset(); len(tally.Summary(noon, noon).Apps) != 0 || tally.Presences != (Totals{}) {
		t.Errorf("after Reset it has %+v", tally)
	}
}

func TestTallyOfNothing(t *testing.T) {
	var tally Tally
	if got := tally.Summary(noon, noon); got.Apps != nil || got.Presences != (Totals{}) {
		t.Errorf("Summary of nothing is %+v", got)
	}
}

// TestTallyAddsParts cuts a log at a span and adds up both parts.
func TestTallyAddsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var spans []Span
		for i := range rapid.IntRange(1, 20).Draw(t, "spans") {
			s := active(float64(10*i), float64(10*i+rapid.IntRange(1, 10).Draw(t, "length")), rapid.SampledFrom([]string{"", "editor", "mail"}).Draw(t, "app"))
			s.Presence = rapid.SampledFrom([]Presence{Active, Passive, Idle}).Draw(t, "presence")
			s.Flags = rapid.SampledFrom([]Flags{0, Continues}).Draw(t, "flags")
			spans = append(spans, s)
		}
		// Before the first: what Continues an outside span is another matter.
		whole := Summary{From: sec(-1), To: sec(600)}
		cut := rapid.IntRange(0, len(spans)).Draw(t, "cut")
		var tally Tally
		for _, part := range [][]Span{spans[:cut], spans[cut:]} {
			sum := Summary{From: sec(-1), To: sec(600)}
			for _, s := range part {
				whole.Add(s)
				sum.Add(s)
			}
			for p, d := range sum.Presences {
				tally.Presences[p] += d
			}
			for app, total := range sum.Apps {
				tally.AddApp([]byte(app), total)
			}
		}
		got := tally.Summary(whole.From, whole.To)
		if diff := cmp.Diff(whole.Apps, got.Apps); diff != "" || got.Presences != whole.Presences {
			t.Fatalf("presences %v, want %v; apps (-want +got):\n%s", got.Presences, whole.Presences, diff)
		}
	})
}

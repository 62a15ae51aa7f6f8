package tracker

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSummarize(t *testing.T) {
	locked := Span{Start: sec(300), End: sec(400), Presence: Locked}
	spans := played(nil,
		active(-100, 50, "editor"),                     // begins before
		active(50, 100, ""),                            // empty desktop
		active(100, 200, "editor"),                     //
		flagged(active(200, 300, "editor"), Continues), // the same stretch
		locked,                      //
		active(400, 700, "browser"), // ends after
		active(700, 800, "browser"), // outside
		Span{Start: sec(550), End: sec(560), Presence: Passive, Window: Window{App: "player"}},
		Span{Start: sec(560), End: sec(590), Presence: Passive, Window: Window{App: "editor"}},
		Span{Start: sec(-9), End: sec(-8), Presence: Asleep}, // outside, and out of order
	)
	got, err := Summarize(noon, sec(600), nil, spans)
	if err != nil {
		t.Fatalf("Summarize() = %v", err)
	}
	if want := (Totals{Active: 500 * time.Second, Passive: 40 * time.Second, Locked: 100 * time.Second}); got.Presences != want {
		t.Errorf("Presences = %v, want %v", got.Presences, want)
	}
	want := map[string]AppTotal{
		"editor":  {Time: 250 * time.Second, Passive: 30 * time.Second, Spans: 2},
		"":        {Time: 50 * time.Second, Spans: 1},
		"browser": {Time: 200 * time.Second, Spans: 1},
		"player":  {Passive: 10 * time.Second}, // nobody touched it, but somebody watched
	}
	if diff := cmp.Diff(want, got.Apps); diff != "" {
		t.Errorf("Apps (-want +got):\n%s", diff)
	}
	if len(got.Hours) != 1 || !got.Hours[0].Start.Equal(noon) || got.Hours[0].Presences != got.Presences {
		t.Errorf("Hours = %v, want the one at noon with all of it", got.Hours)
	}
}

func TestSummarizeCountsAPieceWhoseFirstPartIsOutside(t *testing.T) {
	got, err := Summarize(noon, sec(600), nil, played(nil, flagged(active(0, 10, "editor"), Continues), flagged(active(10, 20, "editor"), Continues)))
	if want := (AppTotal{Time: 20 * time.Second, Spans: 1}); err != nil || got.Apps["editor"] != want {
		t.Errorf("Apps[editor] = %v, %v, want %v", got.Apps["editor"], err, want)
	}
}

func TestSummarizeReturnsTheErrorOfTheLog(t *testing.T) {
	broken := errors.New("disk on fire")
	if _, err := Summarize(noon, sec(600), nil, played(broken, active(0, 10, "editor"))); !errors.Is(err, broken) {
		t.Errorf("Summarize() = %v, want %v in it", err, broken)
	}
}

func TestSummaryHours(t *testing.T) {
	type hour struct {
		Start  string
		Active time.Duration
	}
	tests := []struct {
		name, zone, from, to string
		want                 []hour
	}{
		{"over the hour", "Europe/Berlin", "2026-11-20T11:50:00Z", "2026-11-20T13:10:00Z", []hour{
			{"2026-11-20 12:00 +0100", 10 * time.Minute}, {"2026-11-20 13:00 +0100", time.Hour}, {"2026-11-20 14:00 +0100", 10 * time.Minute},
		}},
		{"two hours at two", "Europe/Berlin", "2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z", []hour{
			{"2026-10-25 01:00 +0200", 30 * time.Minute},
			{"2026-10-25 02:00 +0200", time.Hour},
			{"2026-10-25 02:00 +0100", time.Hour},
			{"2026-10-25 03:00 +0100", 30 * time.Minute},
		}},
		{"no hour at two", "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", []hour{
			{"2026-03-29 01:00 +0100", 30 * time.Minute}, {"2026-03-29 03:00 +0200", 30 * time.Minute},
		}},
		{"a zone at a quarter to", "Asia/Kathmandu", "2026-11-20T11:50:00Z", "2026-11-20T12:20:00Z", []hour{
			{"2026-11-20 17:00 +0545", 25 * time.Minute}, {"2026-11-20 18:00 +0545", 5 * time.Minute},
		}},
		{"half an hour that comes again", "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T16:00:00Z", []hour{
			{"2026-04-05 01:00 +1100", time.Hour}, {"2026-04-05 01:30 +1030", 30 * time.Minute}, {"2026-04-05 02:00 +1030", 30 * time.Minute},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Summary{From: utc(t, tt.from), To: utc(t, tt.to), Location: zone(t, tt.zone)}
			s.Add(Span{Start: s.From.Add(-time.Hour), End: s.To.Add(time.Hour)})
			var got []hour
			for _, h := range s.Hours {
				got = append(got, hour{h.Start.Format("2006-01-02 15:04 -0700"), h.Presences[Active]})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Hours (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSummaryIsTheSameInAnyOrder also checks that all the ways to add up agree.
func TestSummaryIsTheSameInAnyOrder(t *testing.T) {
	loc := zone(t, "Europe/Berlin")
	start := time.Date(2026, 10, 24, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var spans []Span
		at := start
		for _, minutes := range rapid.SliceOfN(rapid.IntRange(1, 200), 1, 30).Draw(t, "minutes") {
			s := Span{Start: at, End: at.Add(time.Duration(minutes) * time.Minute)}
			s.Presence = rapid.SampledFrom([]Presence{Active, Idle, Unobserved}).Draw(t, "presence")
			spans, at = append(spans, s), s.End
		}
		from := start.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "from")) * time.Minute)
		ordered := Summary{From: from, To: at, Location: loc}
		mixed := ordered
		for _, s := range spans {
			ordered.Add(s)
		}
		for _, s := range rapid.Permutation(spans).Draw(t, "order") {
			mixed.Add(s)
		}
		if diff := cmp.Diff(ordered.Hours, mixed.Hours); diff != "" {
			t.Fatalf("Hours in another order (-want +got):\n%s", diff)
		}
		var hours, apps time.Duration
		for _, h := range ordered.Hours {
			for _, d := range h.Presences {
				hours += d
			}
		}
		for _, app := range ordered.Apps {
			apps += app.Time
		}
		if want := max(at.Sub(from), 0); hours != want || apps != ordered.Presences[Active] {
			t.Fatalf("hours sum up to %v, apps to %v, want %v and %v", hours, apps, want, ordered.Presences[Active])
		}
	})
}

func BenchmarkSummaryAdd(b *testing.B) {
	s := Summary{From: noon, To: noon.AddDate(1, 0, 0), Location: zone(b, "Europe/Berlin")}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := noon.Add(time.Duration(i%500_000) * time.Minute)
		s.Add(Span{Start: at, End: at.Add(50 * time.Second), Window: Window{App: "editor"}})
	}
}

package page

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Skip(err)
	}
	return zone
}

func TestInstants(t *testing.T) {
	for _, tt := range []struct{ zone, text, want string }{
		{"Europe/Berlin", "2026-11-22T09:05:30", "08:05:30Z"},
		{"Europe/Berlin", "2026-07-01 09:05", "07:05:00Z"},
		{"Europe/Berlin", "2026-10-25T01:59:59", "23:59:59Z"},
		{"Europe/Berlin", "2026-10-25T02:30", "00:30:00Z 01:30:00Z"},
		{"Europe/Berlin", "2026-10-25T03:00", "02:00:00Z"},
		{"Europe/Berlin", "2026-03-29T01:59", "00:59:00Z"},
		{"Europe/Berlin", "2026-03-29T02:30", ""},
		{"Europe/Berlin", "2026-03-29T03:00", "01:00:00Z"},
		{"Australia/Lord_Howe", "2026-04-05T01:45", "14:45:00Z 15:15:00Z"}, // half an hour
		{"America/St_Johns", "2026-11-22T00:00", "03:30:00Z"},
		{"UTC", "2026-10-25T02:30", "02:30:00Z"},
		{"UTC", "half past two", "no time"},
	} {
		all, ok := instants(tt.text, zoneNamed(t, tt.zone))
		var got []string
		for _, at := range all {
			got = append(got, at.UTC().Format("15:04:05Z"))
		}
		if !ok {
			got = []string{"no time"}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("instants(%q) in %s = %v, want %s", tt.text, tt.zone, got, tt.want)
		}
	}
}

// TestClocksOfAPage: the script of a page is told when the clocks change, for the days
// that it shows and some years around.
func TestClocksOfAPage(t *testing.T) {
	zoneNamed(t, "Europe/Berlin")
	f := empty()
	s := status()
	s.Zone = "Europe/Berlin"
	f["/v1/status"] = s
	text, err := f.visit(t, "day=2020-06-01").Clocks()
	if err != nil {
		t.Fatal(err)
	}
	var all [][2]int64
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	autumn := time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC).UnixMilli()
	found := false
	for i, c := range all {
		if i > 0 && (c[0] <= all[i-1][0] || c[1] == all[i-1][1]) {
			t.Errorf("the clocks of %v follow those of %v", c, all[i-1])
		}
		found = found || c == [2]int64{autumn, 3600}
	}
	if !found {
		t.Errorf("the clocks do not go back in October 2026: %s", text)
	}
	if first := time.UnixMilli(all[0][0]); first.After(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("they begin with %v", first)
	}
}

// TestWhyOfAMinute: a time of the day is asked about as a person writes it, also
// where the clocks change.
func TestWhyOfAMinute(t *testing.T) {
	zoneNamed(t, "Europe/Berlin")
	f := empty()
	s := status()
	s.Zone = "Europe/Berlin"
	f["/v1/status"] = s
	f["/v1/why"] = api.Why{Because: "no input from then on"}
	for at, want := range map[string]string{
		"2026-11-22T09:05":     "no input from then on.",
		"2026-11-22T09:05:00Z": "no input from then on.",
		"2026-10-25T02:30":     "Ask about the second time",
		"2026-03-29T02:30":     "there was no 2026-03-29 02:30: the clocks jumped over it",
		"<b>":                  "that is no time: &lt;b&gt;",
	} {
		page := f.get(t, "/log?parts=why&at="+url.QueryEscape(at))
		wellFormed(t, page)
		if !strings.Contains(page, want) {
			t.Errorf("of %s there is no %q in\n%s", at, want, page)
		}
	}
	v := f.visit(t, "at=2026-10-25T02:30")
	if day := v.period().First.String(); day != "2026-10-24" { // the day begins at 04:00
		t.Errorf("02:30 is of %s, want the day before", day)
	}
}

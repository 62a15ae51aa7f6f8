package timer

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPresetsHaveTheirNames(t *testing.T) {
	var names []string
	for _, p := range Presets() {
		names = append(names, p.Name)
		if got, err := ParsePreset(p.Name); err != nil || got != p {
			t.Errorf("ParsePreset(%q) = %+v, %v; want %+v", p.Name, got, err, p)
		}
	}
	if got, want := fmt.Sprint(names), "[15/5 25/5 50/10 60/15 90/20 flow 5m 10m]"; got != want {
		t.Errorf("presets %s, want %s", got, want)
	}
}

func TestParsePreset(t *testing.T) {
	const m = time.Minute
	for _, c := range []struct {
		text string
		want Preset
		err  error
	}{
		{" 25/5 ", Presets()[1], nil},
		{"25m/5m", Presets()[1], nil},
		{"FLOW", Presets()[5], nil},
		{"5", Presets()[6], nil},
		{"600s", Presets()[7], nil},
		{"40/8", Preset{"40/8", Pomodoro, 40 * m, 8 * m, 0, 0}, nil},
		{"50/10/30", Preset{"50/10/30", Pomodoro, 50 * m, 10 * m, 30 * m, 3}, nil},
		{"30/5/20", Preset{"30/5/20", Pomodoro, 30 * m, 5 * m, 20 * m, 4}, nil},
		{"1h/10", Preset{"60/10", Pomodoro, 60 * m, 10 * m, 0, 0}, nil},
		{"20/30s", Preset{"20/30s", Pomodoro, 20 * m, m / 2, 0, 0}, nil},
		{"45m", Preset{"45m", Pomodoro, 45 * m, 9 * m, 0, 0}, nil},
		{"90", Preset{"1h30", Pomodoro, 90 * m, 18 * m, 0, 0}, nil},
		{"1h30", Preset{"1h30", Pomodoro, 90 * m, 18 * m, 0, 0}, nil},
		{"1h30m", Preset{"1h30", Pomodoro, 90 * m, 18 * m, 0, 0}, nil},
		{"1h", Preset{"1h", Pomodoro, 60 * m, 12 * m, 0, 0}, nil},
		{"11m", Preset{"11m", Pomodoro, 11 * m, 3 * m, 0, 0}, nil},
		{"8h", Preset{"8h", Pomodoro, 480 * m, 30 * m, 0, 0}, nil},
		{"90s", Preset{"90s", Burst, 90 * time.Second, 18 * time.Second, 0, 0}, nil},
		{"1m", Preset{"1m", Burst, m, 12 * time.Second, 0, 0}, nil},

		{"59s", Preset{}, ErrRange},
		{"0/5", Preset{}, ErrRange},
		{"8h1", Preset{}, ErrRange},
		{"25/5s", Preset{}, ErrRange},
		{"25/121", Preset{}, ErrRange},
		{"25/5/121", Preset{}, ErrRange},
		{"25/5/4", Preset{}, ErrRange},
		{"", Preset{}, ErrPresetName},
		{"0", Preset{}, ErrPresetName},
		{"lunch", Preset{}, ErrPresetName},
		{"25/", Preset{}, ErrPresetName},
		{"25/5/15/4", Preset{}, ErrPresetName},
		{"-5", Preset{}, ErrPresetName},
		{"1.5h", Preset{}, ErrPresetName},
		{"30m1h", Preset{}, ErrPresetName},
		{"1h30h", Preset{}, ErrPresetName},
		{"10s5", Preset{}, ErrPresetName},
		{"m", Preset{}, ErrPresetName},
		{"99999999999999999999", Preset{}, ErrPresetName},
		{"9999999", Preset{}, ErrPresetName},
	} {
		t.Run(c.text, func(t *testing.T) {
			got, err := ParsePreset(c.text)
			if !errors.Is(err, c.err) || c.err == nil && got != c.want {
				t.Errorf("ParsePreset(%q) = %+v, %v; want %+v, %v", c.text, got, err, c.want, c.err)
			}
		})
	}
}

func TestPresetNamesParseBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9]{1,4}[hms]?[0-9]{0,2}(/[0-9]{1,2}[ms]?){0,2}`).Draw(t, "text")
		p, err := ParsePreset(text)
		if err != nil {
			t.Skip()
		}
		if again, err := ParsePreset(p.Name); err != nil || again != p {
			t.Fatalf("%q is %+v, but its name is %+v, %v", text, p, again, err)
		}
	})
}

func TestRulesDefaults(t *testing.T) {
	got := Rules{AwayAfter: minute, AfterWork: ToBreak}.complete()
	want := DefaultRules()
	want.AwayAfter, want.AfterWork = minute, ToBreak
	if got != want || want.AwayEnd != 30*minute || want.UndoFor != minute {
		t.Errorf("completed %+v, want %+v", got, want)
	}
}

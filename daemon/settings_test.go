package daemon

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"focusd/daemon/api"
)

// TestEverySettingIsDescribed holds what people are told to the table of settings,
// and the defaults they are told to those that hold.
func TestEverySettingIsDescribed(t *testing.T) {
	var known, told []string
	for _, s := range settings(new(file), new(Config)) {
		known = append(known, s.table+"."+s.key)
	}
	text := ""
	for _, d := range descriptions() {
		told = append(told, d.name)
		table, key, _ := strings.Cut(d.name, ".")
		if d.byDefault != nil {
			text += fmt.Sprintf("%s.%s = %s\n", table, key, written(d.byDefault))
		}
		if d.says == "" || !strings.HasSuffix(d.says, ".") {
			t.Errorf("%s is described as %q, want a sentence", d.name, d.says)
		}
	}
	slices.Sort(known)
	slices.Sort(told)
	if !slices.Equal(known, told) {
		t.Errorf("described are\n%v, known are\n%v", told, known)
	}
	got, err := parseConfig([]byte(text), Paths{})
	if err != nil {
		t.Fatalf("the defaults cannot be read: %v", err)
	}
	want := DefaultConfig(Paths{})
	got.text, want.Engine.Calendar.Location = nil, got.Engine.Calendar.Location
	for i := range reflect.TypeFor[Config]().NumField() {
		name := reflect.TypeFor[Config]().Field(i).Name
		if g, w := fmt.Sprintf("%+v", reflect.ValueOf(got).Field(i)), fmt.Sprintf("%+v", reflect.ValueOf(want).Field(i)); g != w {
			t.Errorf("with the defaults that people are told %s is %s, want %s", name, g, w)
		}
	}
}

// TestWhatMayBeSetIsWhatTheFileMay tries every choice.
func TestWhatMayBeSetIsWhatTheFileMay(t *testing.T) {
	for _, d := range descriptions() {
		for _, choice := range d.choices {
			var value any = choice
			switch d.byDefault.(type) {
			case bool:
				value = choice == "true"
			case []string:
				value = []any{choice}
			}
			cfg := DefaultConfig(Paths{})
			if err := cfg.set(d.name, value); err != nil {
				t.Errorf("%s = %v: %v", d.name, value, err)
			}
		}
	}
	for _, tt := range []struct {
		name  string
		value any
		says  string
	}{
		{"timer.preset", "never", "preset"},
		{"timer.preset", 5.0, "a text in quotes"},
		{"timer.away_after", "25", "is not a length of time"},
		{"timer.away_after", "25h", "between"},
		{"timer.strict_breaks", "yes", "true or false"},
		{"nudges.off", "wins", "list of texts"},
		{"nudges.off", []any{"dance"}, "dance"},
		{"nudges.reward_every", 2.5, ""},
		{"timer.preset", map[string]any{"a": 1}, ""},
		{"timer.preset", "25/5\"\n[web]\nlisten = \"0.0.0.0:1", "preset"},
		{"timer.nothing", "x", "no such setting"},
	} {
		cfg := DefaultConfig(Paths{})
		err := cfg.set(tt.name, tt.value)
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s = %v: %v, want an error that says %q", tt.name, tt.value, err, tt.says)
		}
		if cfg.Web.Listen[0] != "127.0.0.1:8463" {
			t.Errorf("%s = %v has set another setting", tt.name, tt.value)
		}
	}
}

func TestWhereASettingComesFrom(t *testing.T) {
	cfg, err := parseConfig([]byte(`
day.start = "05:00"
[timer] # mine
preset = "50/10"
after_work = "break"
[web]
listen = "127.0.0.1:9"
[hooks]
on_block_start = ["/bin/lamp", "--key", "s3cret"]
on_pause = ["/bin/lamp"]
[[privacy.rewrite]]
title = "a"
to = "b"
`), Paths{Data: "/there"})
	if err != nil {
		t.Fatal(err)
	}
	cfg.Flags = []string{"web.listen"}
	cfg.Web.Listen = []string{"127.0.0.1:1"}
	cfg, err = cfg.with(map[string]any{"timer.preset": "25/5", "timer.away_after": "nonsense", "store.dir": "/elsewhere", "gone": 1.0})
	if err == nil || !strings.Contains(err.Error(), "timer.away_after") || !strings.Contains(err.Error(), "store.dir") {
		t.Errorf("settings that do not fit: %v, want both named", err)
	}
	if cfg.Engine.Preset.Name != "25/5" || cfg.Paths.Data != "/there" {
		t.Errorf("preset %s, store %s; want 25/5 and the store where it was", cfg.Engine.Preset.Name, cfg.Paths.Data)
	}
	inFile := cfg.inFile()
	for name, want := range map[string]string{
		"timer.preset":         `set "25/5" 4 file "50/10"`,
		"timer.after_work":     `file "break" 5 file null`,
		"day.start":            `file "05:00" 2 file null`,
		"timer.away_after":     `default "5m" 0 file null`,
		"web.listen":           `flag ["127.0.0.1:1"] 7 file "127.0.0.1:9"`,
		"store.dir":            `default "/there" 0 file null`,
		"hooks.on_block_start": `file ["/bin/lamp","…"] 9 file null`,
		"hooks.on_pause":       `file ["/bin/lamp"] 10 file null`,
		"hooks.on_resume":      `default [] 0 file null`,
		"privacy.rewrite":      `file [{"title":"a","to":"b"}] 11 file null`,
		"nudges.daily_limit":   `default null 0 file null`,
	} {
		for _, d := range descriptions() {
			if d.name != name {
				continue
			}
			s := d.shown(cfg, inFile)
			if got := fmt.Sprintf("%s %s %d file %s", s.Source, written(s.Value), s.Line, written(s.File)); got != want {
				t.Errorf("%s is %s, want %s", name, got, want)
			}
		}
	}
}

// setting is the one of that name as the daemon shows it.
func (r *running) setting(name string) api.Setting {
	r.t.Helper()
	all, err := r.client.Settings(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	i := slices.IndexFunc(all.Settings, func(s api.Setting) bool { return s.Name == name })
	if i < 0 {
		r.t.Fatalf("there is no setting %s", name)
	}
	return all.Settings[i]
}

func (r *running) change(do, name string, value any) api.SettingChange {
	r.t.Helper()
	done, err := r.client.ChangeSetting(r.t.Context(), api.SettingCommand{Do: do, Name: name, Value: value})
	if err != nil {
		r.t.Fatalf("%s %s %v: %v", do, name, value, err)
	}
	return done
}

// preset is what a plain start starts.
func (r *running) preset() string {
	r.t.Helper()
	s, err := r.client.Timer(r.t.Context(), api.Command{Do: "start"})
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := r.client.Timer(r.t.Context(), api.Command{Do: "undo"}); err != nil {
		r.t.Fatal(err)
	}
	return s.Timer.Preset
}

func TestWhatIsSetHoldsAtOnceAndIsKept(t *testing.T) {
	paths := testPaths(t)
	if err := os.WriteFile(paths.Config, []byte("[timer]\npreset = \"50/10\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := start(t, paths)
	if got := r.preset(); got != "50/10" {
		t.Fatalf("a plain start starts %s, want what the file says", got)
	}
	done := r.change("set", "timer.preset", "90/20")
	if s := done.Setting; done.Did != "set" || s == nil || s.Value != "90/20" || s.Source != "set" || s.File != "50/10" || s.Line != 2 {
		t.Errorf("set: %+v of %+v", done, done.Setting)
	}
	if got := r.preset(); got != "90/20" {
		t.Errorf("a plain start starts %s, want 90/20", got)
	}
	r.change("set", "notify.enabled", false)
	if s := r.setting("notify.enabled"); s.Value != true || s.Next != false || s.Source != "default" {
		t.Errorf("what waits for the next start: %+v", s)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}

	r = start(t, paths)
	if s := r.setting("notify.enabled"); s.Value != false || s.Next != nil || s.Source != "set" {
		t.Errorf("after the start: %+v", s)
	}
	if got := r.preset(); got != "90/20" {
		t.Errorf("after the start a plain start starts %s, want 90/20", got)
	}
	var said *api.Error
	if _, err := r.client.ChangeSetting(t.Context(), api.SettingCommand{Do: "undo", Known: "01KAH4V3Z8QWERTZ0123456791"}); !errors.As(err, &said) || said.Code != api.CodeChanged {
		t.Errorf("undo of another change: %v, want it refused", err)
	}
	if done := r.change("undo", "", nil); done.Undone != "notify.enabled = false" {
		t.Errorf("undone is %q", done.Undone)
	}
	if done := r.change("reset", "timer.preset", nil); done.Setting.Value != "50/10" || done.Setting.Source != "file" {
		t.Errorf("reset: %+v", done.Setting)
	}
	if got := r.preset(); got != "50/10" {
		t.Errorf("reset, a plain start starts %s, want 50/10", got)
	}
	if done := r.change("undo", "", nil); done.Did != "undone" || r.preset() != "90/20" {
		t.Errorf("undone: %+v", done)
	}
	text, err := os.ReadFile(paths.Config)
	if err != nil || string(text) != "[timer]\npreset = \"50/10\"\n" {
		t.Errorf("the file is %q, %v: focusd never writes it", text, err)
	}
}

// TestASettingThatWasNotSeenStays: who says which value they saw sets it only as
// long as that is so, be it in force or waiting for the next start.
func TestASettingThatWasNotSeenStays(t *testing.T) {
	r := start(t, testPaths(t))
	r.change("set", "timer.preset", "50/10")
	r.change("set", "notify.enabled", false)
	for _, tt := range []struct {
		cmd  api.SettingCommand
		says string // "": it is done
	}{
		{api.SettingCommand{Do: "set", Name: "timer.preset", Value: "90/20", Known: `"25/5"`}, `it was changed since you looked: timer.preset is "50/10" now`},
		{api.SettingCommand{Do: "reset", Name: "timer.preset", Known: `"25/5"`}, `timer.preset is "50/10" now`},
		{api.SettingCommand{Do: "set", Name: "timer.preset", Value: "90/20", Known: `"50/10"`}, ""},
		{api.SettingCommand{Do: "set", Name: "notify.enabled", Value: true, Known: `true`}, "notify.enabled is false now"},
		{api.SettingCommand{Do: "reset", Name: "notify.enabled", Known: `false`}, ""},
		{api.SettingCommand{Do: "set", Name: "nudges.off", Value: []string{"rest"}, Known: `[]`}, ""},
		{api.SettingCommand{Do: "set", Name: "nudges.off", Value: []string{"wins"}, Known: `[]`}, `nudges.off is ["rest"] now`},
		{api.SettingCommand{Do: "reset", Name: "timer.preset", Known: `"90/20"`}, ""},
	} {
		_, err := r.client.ChangeSetting(t.Context(), tt.cmd)
		var said *api.Error
		if tt.says == "" && err != nil {
			t.Errorf("%+v: %v, want it done", tt.cmd, err)
		} else if tt.says != "" && (!errors.As(err, &said) || said.Code != api.CodeChanged || !strings.Contains(said.Message, tt.says)) {
			t.Errorf("%+v: %v, want it refused: %s", tt.cmd, err, tt.says)
		}
	}
}

// TestSettingsAndReloadsGoOnAtTheSameTime is for the race detector.
func TestSettingsAndReloadsGoOnAtTheSameTime(t *testing.T) {
	r := start(t, testPaths(t))
	var setting sync.WaitGroup
	for _, preset := range []string{"50/10", "90/20"} {
		setting.Go(func() {
			for range 5 {
				if _, err := r.client.ChangeSetting(t.Context(), api.SettingCommand{Do: "set", Name: "timer.preset", Value: preset}); err != nil {
					t.Errorf("set %s: %v", preset, err)
				}
				if _, err := r.client.Settings(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 5 {
		r.reload <- syscall.SIGHUP
	}
	setting.Wait()
	if kept, holds := r.setting("timer.preset").Value, r.preset(); kept != holds {
		t.Errorf("%v is set, and %s holds", kept, holds)
	}
}

func TestWhatCannotBeSetIsRefused(t *testing.T) {
	r := start(t, testPaths(t))
	for _, tt := range []struct {
		do, name string
		value    any
		code     string
		says     string
	}{
		{"set", "timer.preset", "never", api.CodeValue, "never"},
		{"set", "timer.preset", nil, api.CodeValue, "no value"},
		{"set", "timer.presets", "25/5", api.CodeValue, "did you mean timer.preset"},
		{"set", "web.listen", "0.0.0.0:80", api.CodeValue, "for the file alone"},
		{"set", "hooks.on_pause", []any{"sh"}, api.CodeValue, "for the file alone"},
		{"reset", "timer.preset", nil, api.CodeValue, "not set here"},
		{"reset", "timer.preset", "x", "request", "does not take"},
		{"dance", "timer.preset", nil, "request", "no command"},
		{"undo", "", nil, "no_undo", "no change"},
	} {
		_, err := r.client.ChangeSetting(t.Context(), api.SettingCommand{Do: tt.do, Name: tt.name, Value: tt.value})
		var said *api.Error
		if !errors.As(err, &said) || said.Code != tt.code || !strings.Contains(said.Message, tt.says) {
			t.Errorf("%s %s %v: %v, want %s that says %q", tt.do, tt.name, tt.value, err, tt.code, tt.says)
		}
	}
	if s := r.setting("timer.preset"); s.Source != "default" {
		t.Errorf("something that was refused has set %+v", s)
	}
}

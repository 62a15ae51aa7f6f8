package daemon

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"focusd/daemon/hook"
	"focusd/timer"
	"focusd/tracker/privacy"
)

// setting is one key of the configuration and what it does to the Config.
type setting struct {
	table, key string
	apply      func() error
}

// settings is the table of all there is to set. A value that was left out
// changes nothing.
func settings(f *file, c *Config) []setting {
	rules := &c.Engine.Rules
	return []setting{
		{"timer", "preset", func() error { return setPreset(&c.Engine.Preset, f.Timer.Preset) }},
		{"timer", "after_work", func() error {
			return choose(&rules.AfterWork, f.Timer.AfterWork, map[string]timer.AfterWork{"overtime": timer.ToOvertime, "break": timer.ToBreak})
		}},
		{"timer", "after_break", func() error {
			return choose(&rules.AfterBreak, f.Timer.AfterBreak, map[string]timer.AfterBreak{"wait": timer.WaitForStart, "activity": timer.StartByActivity})
		}},
		{"timer", "strict_breaks", func() error { set(&rules.StrictBreaks, f.Timer.Strict); return nil }},
		{"timer", "away_after", func() error { return within(&rules.AwayAfter, f.Timer.AwayAfter, time.Second, time.Hour) }},
		{"timer", "away_end", func() error { return within(&rules.AwayEnd, f.Timer.AwayEnd, time.Minute, 12*time.Hour) }},
		{"timer", "pause_limit", func() error { return within(&rules.PauseLimit, f.Timer.PauseLimit, time.Minute, 12*time.Hour) }},
		{"timer", "do_not_disturb", func() error { set(&c.DoNotDisturb, f.Timer.DoNotDisturb); return nil }},
		{"presence", "idle_after", func() error { return within(&c.Engine.IdleAfter, f.Presence.IdleAfter, time.Second, time.Hour) }},
		{"presence", "sources", func() error { return setSources(&c.Sources, f.Presence.Sources) }},
		{"privacy", "titles", func() error {
			return choose(&c.Privacy.NoTitles, f.Privacy.Titles, map[string]bool{"all": false, "none": true})
		}},
		{"privacy", "apps", func() error {
			return choose(&c.Privacy.NoApps, f.Privacy.Apps, map[string]bool{"all": false, "none": true})
		}},
		{"privacy", "keep_titles", func() error { return setKeep(&c.KeepTitles, f.Privacy.KeepTitles) }},
		{"privacy", "private_windows", func() error { set(&c.Privacy.PrivateWindows, f.Privacy.PrivateWindows); return nil }},
		{"privacy", "password_managers", func() error { set(&c.Privacy.Secrets, f.Privacy.PasswordManagers); return nil }},
		{"privacy", "drop", func() error { return setPrivacy(c, privacy.Settings{Drop: f.Privacy.Drop}) }},
		{"privacy", "no_titles", func() error { return setPrivacy(c, privacy.Settings{Untitled: f.Privacy.NoTitles}) }},
		{"privacy", "rewrite", func() error { return setPrivacy(c, privacy.Settings{Rewrite: rewrites(f)}) }},
		{"day", "start", func() error { return setDayStart(&c.Engine.Calendar.Start, f.Day.Start) }},
		{"store", "dir", func() error { return setDir(&c.Paths.Data, f.Store.Dir) }},
		{"store", "commit_interval", func() error {
			return within(&c.Engine.CommitEvery, f.Store.CommitInterval, 5*time.Second, 5*time.Minute)
		}},
		{"web", "listen", func() error { return setListen(&c.Web.Listen, f.Web.Listen) }},
		{"web", "hosts", func() error { return setHosts(&c.Web.Hosts, f.Web.Hosts) }},
		{"web", "allow_insecure", func() error { c.Web.AllowInsecure = f.Web.AllowInsecure; return nil }},
		{"web", "config_file", func() error { return setWebConfig(&c.Web, f.Web.ConfigFile) }},
		{"web", "telemetry_path", func() error { return setMetricsPath(&c.Web.MetricsPath, f.Web.TelemetryPath) }},
		{"web", "max_requests", func() error { return setMaxRequests(&c.Web.MaxRequests, f.Web.MaxRequests) }},
		{"web", "disable_exporter_metrics", func() error { c.Web.Bare = f.Web.DisableExporterMetrics; return nil }},
		{"metrics", "apps", func() error { return setApps(&c.Engine.AppLimit, f.Metrics.Apps) }},
		{"metrics", "app_limit", func() error { return setAppLimit(&c.Engine.AppLimit, f.Metrics.AppLimit) }},
		{"metrics", "off", func() error { return setCollectors(&c.Web.Off, f.Metrics.Off) }},
		{"questions", "enabled", func() error { set(&c.Questions, f.Questions.Enabled); return nil }},
		{"questions", "lost", func() error { return within(&c.Nudge.ReturnAfter, f.Questions.Lost, time.Second, time.Hour) }},
		{"questions", "absence", func() error { return within(&c.Nudge.GapAfter, f.Questions.Absence, time.Second, 4*time.Hour) }},
		{"habits", "horizon", func() error { return setHorizon(&c.Horizon, f.Habits.Horizon) }},
		{"nudges", "enabled", func() error { set(&c.Nudges, f.Nudges.Enabled); return nil }},
		{"nudges", "off", func() error { return setOff(&c.Nudge.Off, f.Nudges.Off) }},
		{"nudges", "rest_after", func() error { return setRestAfter(&c.Nudge, f.Nudges.RestAfter) }},
		{"nudges", "daily_limit", func() error { return within(&c.Nudge.DailyLimit, f.Nudges.DailyLimit, time.Hour, 24*time.Hour) }},
		{"nudges", "wins_at", func() error { return setDayStart(&c.Nudge.WinsAt, f.Nudges.WinsAt) }},
		{"nudges", "record_at", func() error { return setDayStart(&c.Nudge.RecordAt, f.Nudges.RecordAt) }},
		{"nudges", "reward_every", func() error { return setRewardEvery(&c.Nudge.RewardEvery, f.Nudges.RewardEvery) }},
		{"notify", "enabled", func() error { set(&c.Notify, f.Notify.Enabled); return nil }},
		{"hooks", "on_block_start", func() error { return setHook(&c.Hooks, hook.BlockStart, f.Hooks.BlockStart) }},
		{"hooks", "on_block_end", func() error { return setHook(&c.Hooks, hook.BlockEnd, f.Hooks.BlockEnd) }},
		{"hooks", "on_break_start", func() error { return setHook(&c.Hooks, hook.BreakStart, f.Hooks.BreakStart) }},
		{"hooks", "on_break_end", func() error { return setHook(&c.Hooks, hook.BreakEnd, f.Hooks.BreakEnd) }},
		{"hooks", "on_pause", func() error { return setHook(&c.Hooks, hook.Pause, f.Hooks.Pause) }},
		{"hooks", "on_resume", func() error { return setHook(&c.Hooks, hook.Resume, f.Hooks.Resume) }},
		{"hooks", "on_overtime", func() error { return setHook(&c.Hooks, hook.Overtime, f.Hooks.Overtime) }},
		{"log", "level", func() error { return setLevel(&c.LogLevel, f.Log.Level) }},
	}
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// choose sets to to the value that a word stands for.
func choose[T any](to *T, word string, values map[string]T) error {
	if word == "" {
		return nil
	}
	v, ok := values[word]
	if !ok {
		return fmt.Errorf("%q is not one of %s", word, quotedKeys(values))
	}
	*to = v
	return nil
}

// within sets to to a length that must lie between least and most.
func within(to *time.Duration, d *duration, least, most time.Duration) error {
	if d == nil {
		return nil
	}
	if d.length < least || d.length > most {
		return fmt.Errorf("%s is not between %s and %s", words(d.length), words(least), words(most))
	}
	*to = d.length
	return nil
}

// words is a length without the zeros at its end: 1h, not 1h0m0s.
func words(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func setPreset(to *timer.Preset, name string) error {
	if name == "" {
		return nil
	}
	p, err := timer.ParsePreset(name)
	if err != nil {
		return err
	}
	*to = p
	return nil
}

// setDayStart reads a time of the civil clock, 00:00 to 23:59.
func setDayStart(to *time.Duration, clock string) error {
	if clock == "" {
		return nil
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return fmt.Errorf(`%q is not a time of day; write "04:00"`, clock)
	}
	*to = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	return nil
}

// setHorizon bounds how long the person keeps themselves to what they meant.
func setHorizon(to *int, days *int) error {
	if days == nil {
		return nil
	}
	if *days < 0 || *days > 7 {
		return fmt.Errorf("%d is not between 0 and 7 days", *days)
	}
	*to = *days
	return nil
}

func setDir(to *string, dir string) error {
	if dir == "" {
		return nil
	}
	if !filepath.IsAbs(dir) {
		return fmt.Errorf("%q is not an absolute path", dir)
	}
	*to = dir
	return nil
}

func setApps(limit *int, mode string) error {
	return choose(limit, mode, map[string]int{"top": *limit, "off": -1})
}

// setAppLimit bounds the apps with counters of their own, unless there are none.
func setAppLimit(to *int, limit *int) error {
	switch {
	case limit == nil:
		return nil
	case *limit < 1 || *limit > 100:
		return fmt.Errorf("%d is not between 1 and 100", *limit)
	case *to > 0:
		*to = *limit
	}
	return nil
}

func setLevel(to *slog.Level, name string) error {
	return choose(to, name, map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	})
}

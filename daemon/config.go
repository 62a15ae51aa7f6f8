package daemon

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"focusd/daemon/engine"
	"focusd/daemon/hook"
	"focusd/daemon/zone"
	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/privacy"
)

// Config is everything a person can set, as DefaultConfig and LoadConfig make
// it. It is checked: no field holds a value that does not work.
type Config struct {
	Engine engine.Config
	Paths  Paths

	Web          Web
	Notify       bool // show notifications
	Questions    bool // ask what an absence was
	Horizon      int  // days until what makes a habit easier holds
	Nudges       bool // remind, propose and remark
	Nudge        nudge.Rules
	DoNotDisturb bool     // the desktop is quiet while a block counts
	Sources      []string // which sources of presence may be used; none: all
	Privacy      privacy.Settings
	KeepTitles   int // days that titles are kept for; 0: for ever
	LogLevel     slog.Level

	Hooks map[hook.Event]hook.Command // programs to run; they have been checked

	Flags []string // settings that the command line says, by name

	text []byte         // of the file; nil: there is none
	kept map[string]any // settings that the person has set while a daemon ran; see with
}

// file is the configuration as it is written: TOML, all of it optional.
type file struct {
	Timer struct {
		Preset     string    `toml:"preset"`
		AfterWork  string    `toml:"after_work"`
		AfterBreak string    `toml:"after_break"`
		Strict     *bool     `toml:"strict_breaks"`
		AwayAfter  *duration `toml:"away_after"`
		AwayEnd    *duration `toml:"away_end"`
		PauseLimit *duration `toml:"pause_limit"`

		DoNotDisturb *bool `toml:"do_not_disturb"`
	} `toml:"timer"`
	Presence struct {
		IdleAfter *duration `toml:"idle_after"`
		Sources   []string  `toml:"sources"`
	} `toml:"presence"`
	Privacy struct {
		Titles           string   `toml:"titles"`
		Apps             string   `toml:"apps"`
		KeepTitles       string   `toml:"keep_titles"`
		PrivateWindows   *bool    `toml:"private_windows"`
		PasswordManagers *bool    `toml:"password_managers"`
		Drop             []string `toml:"drop"`
		NoTitles         []string `toml:"no_titles"`
		Rewrite          []struct {
			App   string `toml:"app"`
			Title string `toml:"title"`
			To    string `toml:"to"`
		} `toml:"rewrite"`
	} `toml:"privacy"`
	Day struct {
		Start string `toml:"start"`
	} `toml:"day"`
	Store struct {
		Dir            string    `toml:"dir"`
		CommitInterval *duration `toml:"commit_interval"`
	} `toml:"store"`
	Web struct {
		Listen        any      `toml:"listen"`
		Hosts         []string `toml:"hosts"`
		AllowInsecure bool     `toml:"allow_insecure"`
		ConfigFile    string   `toml:"config_file"`
		TelemetryPath string   `toml:"telemetry_path"`
		MaxRequests   *int     `toml:"max_requests"`

		DisableExporterMetrics bool `toml:"disable_exporter_metrics"`
	} `toml:"web"`
	Metrics struct {
		Apps     string   `toml:"apps"`
		AppLimit *int     `toml:"app_limit"`
		Off      []string `toml:"off"`
	} `toml:"metrics"`
	Notify struct {
		Enabled *bool `toml:"enabled"`
	} `toml:"notify"`
	Hooks struct {
		BlockStart []string `toml:"on_block_start"`
		BlockEnd   []string `toml:"on_block_end"`
		BreakStart []string `toml:"on_break_start"`
		BreakEnd   []string `toml:"on_break_end"`
		Pause      []string `toml:"on_pause"`
		Resume     []string `toml:"on_resume"`
		Overtime   []string `toml:"on_overtime"`
	} `toml:"hooks"`
	Questions struct {
		Enabled *bool     `toml:"enabled"`
		Lost    *duration `toml:"lost"`
		Absence *duration `toml:"absence"`
	} `toml:"questions"`
	Habits struct {
		Horizon *int `toml:"horizon"`
	} `toml:"habits"`
	Nudges struct {
		Enabled     *bool     `toml:"enabled"`
		Off         []string  `toml:"off"`
		RestAfter   *duration `toml:"rest_after"`
		DailyLimit  *duration `toml:"daily_limit"`
		WinsAt      string    `toml:"wins_at"`
		RecordAt    string    `toml:"record_at"`
		RewardEvery *int      `toml:"reward_every"`
	} `toml:"nudges"`
	Log struct {
		Level string `toml:"level"`
	} `toml:"log"`
}

// duration is a length of time as people write it in the file: "25m", "90s". It
// is no number, so that a number without a unit is a mistake.
type duration struct{ length time.Duration }

// UnmarshalText accepts what time.ParseDuration does.
func (d *duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil {
		return lengthError(text)
	}
	d.length = v
	return nil
}

// lengthError is a text that is no length of time.
type lengthError string

func (e lengthError) Error() string {
	return fmt.Sprintf(`%q is not a length of time; write "25m", "90s" or "1h30m"`, string(e))
}

// DefaultConfig is what holds without a file.
func DefaultConfig(paths Paths) Config {
	return Config{
		Engine: engine.Config{
			Rules:       timer.DefaultRules(),
			Preset:      timer.Presets()[1],
			IdleAfter:   3 * time.Minute,
			CommitEvery: 30 * time.Second,
			Calendar:    tracker.Calendar{Location: zone.Now(), Start: 4 * time.Hour},
			AppLimit:    20,
		},
		Questions: true,
		Nudges:    true,
		Nudge:     nudge.DefaultRules(),
		Paths:     paths,
		Web:       DefaultWeb(),
		Notify:    true,
		Privacy:   privacy.DefaultSettings(),
		LogLevel:  slog.LevelInfo,
	}
}

// LoadConfig reads the file at paths.Config over the defaults. A file that is
// not there is no error. The error of a wrong one has a line for every mistake,
// with file, line and column, and says what would be right.
func LoadConfig(paths Paths) (Config, error) {
	text, err := os.ReadFile(paths.Config)
	if errors.Is(err, os.ErrNotExist) {
		return DefaultConfig(paths), nil
	}
	if err != nil {
		return Config{}, fmt.Errorf("read the configuration: %w", err)
	}
	cfg, err := parseConfig(text, paths)
	if err != nil {
		return Config{}, err
	}
	return cfg, nil
}

func parseConfig(text []byte, paths Paths) (Config, error) {
	var f file
	dec := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	var wrong []error
	if err := dec.Decode(&f); err != nil {
		wrong = append(wrong, decodeError(paths.Config, text, err))
		// Settings that nobody knows keep no other from being read.
		if !errors.As(err, new(*toml.StrictMissingError)) {
			return Config{}, errors.Join(wrong...)
		}
	}
	cfg := DefaultConfig(paths)
	cfg.text = text
	for _, s := range settings(&f, &cfg) {
		if err := s.apply(); err != nil {
			line, column := position(text, s.table, s.key)
			wrong = append(wrong, fmt.Errorf("%s:%d:%d: %s.%s: %w", paths.Config, line, column, s.table, s.key, err))
		}
	}
	return cfg, errors.Join(wrong...)
}

// decodeError gives every mistake of the text its place.
func decodeError(path string, text []byte, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var wrong []error
		for _, e := range strict.Errors {
			line, column := e.Position()
			key := strings.Join(e.Key(), ".")
			wrong = append(wrong, fmt.Errorf("%s:%d:%d: there is no setting %s%s", path, line, column, key, suggest(key)))
		}
		return errors.Join(wrong...)
	}
	var syntax *toml.DecodeError
	if errors.As(err, &syntax) {
		line, column := syntax.Position()
		return fmt.Errorf("%s:%d:%d: %s", path, line, column, plain(syntax.Error()))
	}
	var length lengthError
	if errors.As(err, &length) { // of a number the library doesn't say where it stands
		line, column := find(text, string(length))
		return fmt.Errorf("%s:%d:%d: %w", path, line, column, length)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// find is where the first setting with that value stands, from 1.
func find(text []byte, value string) (line, column int) {
	for i, row := range strings.Split(string(text), "\n") {
		key, rest, ok := strings.Cut(row, "=")
		if ok && strings.HasPrefix(strings.TrimSpace(rest), value) {
			return i + 1, len(key) + 2 + strings.Index(rest, value)
		}
	}
	return 1, 1
}

// plain is a message of the TOML library without its words for Go's types.
func plain(message string) string {
	message = strings.TrimPrefix(message, "toml: ")
	found, rest, ok := strings.Cut(message, " into struct field ")
	if !ok {
		return message
	}
	what := strings.TrimPrefix(found, "cannot decode TOML ")
	switch {
	case strings.HasSuffix(rest, "bool"):
		return "this is true or false, not: " + what
	case strings.HasSuffix(rest, "int"):
		return "this is a number without quotes, not: " + what
	case strings.HasSuffix(rest, "[]string"):
		return "this is a list of texts in brackets, not: " + what
	}
	return "this is a text in quotes, not: " + what
}

// position is where a setting stands in the text, from 1; at its beginning, where
// it is not found.
func position(text []byte, table, key string) (line, column int) {
	if line, column, ok := place(text, table, key); ok {
		return line, column
	}
	return 1, 1
}

// place is where a setting stands in the text, from 1.
func place(text []byte, table, key string) (line, column int, ok bool) {
	in := ""
	for i, row := range strings.Split(string(text), "\n") {
		trimmed := strings.TrimSpace(row)
		if strings.HasPrefix(trimmed, "[") {
			head, _, _ := strings.Cut(trimmed, "#")
			in = strings.Trim(head, "[] \t")
			if in == table+"."+key {
				return i + 1, strings.Index(row, "[") + 1, true
			}
			continue
		}
		name, _, _ := strings.Cut(trimmed, "=")
		switch name = strings.TrimSpace(name); {
		case in == table && name == key, in == "" && name == table+"."+key:
			return i + 1, strings.Index(row, name) + 1, true
		}
	}
	return 0, 0, false
}

package daemon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/undo"
)

// Kinds of documents: settings that the person has set while the daemon ran, by
// name, and the changes of them. They go before what the file says, which focusd
// never writes.
const (
	kindSetting       = "setting"
	kindSettingChange = "setting.change"
)

// mostSettingUndo is how many changes of settings can be taken back.
const mostSettingUndo = 50

// keptSetting is a setting as it is kept. The value is a text, a number, a boolean
// or a list of texts.
type keptSetting struct {
	V     int `json:"v"`
	Value any `json:"value"`
}

// keptSettings reads those that are kept. What cannot be understood is left out,
// and stays where it is.
func keptSettings(st undo.Store) (map[string]any, error) {
	documents, err := st.Documents(kindSetting)
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	kept := make(map[string]any)
	for _, d := range documents {
		var k keptSetting
		if json.Unmarshal(d.Data, &k) == nil && k.V == 1 {
			kept[d.ID] = k.Value
		}
	}
	return kept, nil
}

// with is c with settings of the person over it. One that does not fit is left
// out and named in the error; c is good all the same.
func (c Config) with(kept map[string]any) (Config, error) {
	var wrong []error
	c.kept = make(map[string]any, len(kept))
	for _, d := range descriptions() {
		value, ok := kept[d.name]
		if !ok {
			continue
		}
		next := c
		err := fmt.Errorf("it is for the file alone")
		if d.canSet {
			err = next.set(d.name, value)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", d.name, err))
			continue
		}
		c = next
		c.kept[d.name] = value
	}
	return c, errors.Join(wrong...)
}

// set sets one setting as the file does.
func (c *Config) set(name string, value any) error {
	table, key, _ := strings.Cut(name, ".")
	var f file
	text := "[" + table + "]\n" + key + " = " + written(value) + "\n"
	if err := toml.Unmarshal([]byte(text), &f); err != nil {
		var syntax *toml.DecodeError
		if errors.As(err, &syntax) {
			return errors.New(plain(syntax.Error()))
		}
		return err
	}
	for _, s := range settings(&f, c) {
		if s.table == table && s.key == key {
			return s.apply()
		}
	}
	return fmt.Errorf("there is no such setting")
}

// written is a value as it stands in the file. JSON has texts, numbers, booleans
// and lists of them as TOML has.
func written(value any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

// listed are all settings as they are now.
func (d *daemon) listed(context.Context) (api.Settings, error) {
	d.mu.Lock()
	read, waiting, wrong, at := d.read, d.waiting, d.wrong, d.reloaded
	d.mu.Unlock()
	all := api.Settings{Path: d.cfg.Paths.Config, Exists: read.text != nil, Read: instant(at)}
	if wrong != nil {
		all.Problem = wrong.Error()
	}
	was, is := d.cfg.inFile(), read.inFile()
	for _, about := range descriptions() {
		s := about.shown(read, is)
		if slices.Contains(waiting, about.name) {
			next := s.Value
			s = about.shown(d.cfg, was)
			s.Next = next
		}
		all.Settings = append(all.Settings, s)
	}
	notes, err := d.settingNotes().Notes()
	if len(notes) > 0 {
		all.Undo, all.Change = notes[0].What, notes[0].ID
	}
	return all, err
}

// inFile are the values that the file of c has, by name.
func (c Config) inFile() map[string]any {
	var tables map[string]map[string]any
	if err := toml.Unmarshal(c.text, &tables); err != nil {
		return nil // c was read from it, so there is none
	}
	values := make(map[string]any)
	for table, keys := range tables {
		for key, value := range keys {
			values[table+"."+key] = value
		}
	}
	return values
}

// shown is a setting of c, in whose file the values are.
func (a described) shown(c Config, inFile map[string]any) api.Setting {
	s := api.Setting{
		Name: a.name, Value: a.byDefault, Default: a.byDefault, Source: "default", Says: a.says,
		CanSet: a.canSet, Choices: a.choices,
	}
	if value, ok := inFile[a.name]; ok {
		s.Source, s.Value = "file", a.discreet(value)
		table, key, _ := strings.Cut(a.name, ".")
		s.Line, _, _ = place(c.text, table, key)
	}
	over := func(source string, value any) {
		if s.Source == "file" {
			s.File = s.Value
		}
		s.Source, s.Value = source, value
	}
	if a.flag != nil && slices.Contains(c.Flags, a.name) {
		over("flag", a.flag(c))
	} else if a.flag != nil && s.Source == "default" {
		s.Value = a.flag(c) // what it comes to on this machine
		if a.byDefault == nil {
			s.Default = s.Value
		}
	}
	if value, ok := c.kept[a.name]; ok {
		over("set", value)
	}
	return s
}

// discreet is a value without what could be a secret: what commands are given.
func (a described) discreet(value any) any {
	words, ok := value.([]any)
	if !ok || !strings.HasPrefix(a.name, "hooks.") || len(words) < 2 {
		return value
	}
	return []any{words[0], "…"}
}

// settingNotes are those of the changes of settings.
func (d *daemon) settingNotes() undo.Log {
	return undo.Log{Kind: kindSettingChange, Most: mostSettingUndo, Store: d.store}
}

// setSetting changes a setting, which is in force and durable when it returns nil.
func (d *daemon) setSetting(ctx context.Context, cmd api.SettingCommand) (api.SettingChange, error) {
	d.applying.Lock()
	defer d.applying.Unlock()
	kept, err := keptSettings(d.store)
	if err != nil {
		return api.SettingChange{}, err
	}
	now := func(_, id string) []byte { return document(kept, id) }
	done := api.SettingChange{Did: cmd.Do}
	var documents []engine.Document
	if cmd.Do == "undo" {
		note, err := d.settingNotes().Meant(cmd.Known)
		if err == nil {
			note, documents, err = d.settingNotes().Last(now)
		}
		if err != nil {
			return done, refusedUndo(err, note)
		}
		done.Did, done.Undone = "undone", note.What
	} else {
		if err := d.unseen(ctx, cmd); err != nil {
			return done, err
		}
		document, what, err := d.planSetting(cmd, kept)
		if err != nil {
			return done, err
		}
		if documents, err = d.settingNotes().Note(time.Now(), cmd.Do, what, []engine.Document{document}, now); err != nil {
			return done, err
		}
		done.Change = d.settingNotes().Noted(documents)
	}
	if err := d.engine.Keep(ctx, documents...); err != nil {
		return done, err
	}
	// It is kept: whoever asked may be gone, but it is in force.
	plain := d.asInFile()
	plain.Engine.Calendar.Location = d.applied.Calendar.Location // it may have changed since the file was read
	if err := d.adopt(context.WithoutCancel(ctx), plain); err != nil {
		return done, fmt.Errorf("it is kept, but not in force: %w", err)
	}
	return done, d.showChanged(ctx, &done, cmd.Name)
}

// showChanged adds the setting of that name to a change; "": there is none.
func (d *daemon) showChanged(ctx context.Context, done *api.SettingChange, name string) error {
	all, err := d.listed(ctx)
	for _, s := range all.Settings {
		if s.Name == name {
			done.Setting = &s
		}
	}
	return err
}

// planSetting is the document that a command asks for, and the change in words.
func (d *daemon) planSetting(cmd api.SettingCommand, kept map[string]any) (engine.Document, string, error) {
	document := engine.Document{Kind: kindSetting, ID: cmd.Name}
	at := slices.IndexFunc(descriptions(), func(a described) bool { return a.name == cmd.Name })
	switch {
	case at < 0:
		return document, "", refusedValue(fmt.Sprintf("there is no setting %q", cmd.Name)+suggest(cmd.Name), "see which ones there are: focus setting list")
	case !descriptions()[at].canSet:
		return document, "", refusedValue(cmd.Name+" is for the file alone", "write it in "+d.cfg.Paths.Config+", then: systemctl --user reload focusd")
	case cmd.Do == "reset":
		if _, ok := kept[cmd.Name]; !ok {
			return document, "", refusedValue(cmd.Name+" was not set here", "nothing to reset: the file and the defaults say what it is")
		}
		return document, cmd.Name + " reset", nil
	case cmd.Value == nil || cmd.Value == "":
		return document, "", refusedValue("there is no value for "+cmd.Name, "to have what the file says again: focus setting reset "+cmd.Name)
	}
	trial := d.asInFile()
	if err := trial.set(cmd.Name, cmd.Value); err != nil {
		return document, "", refusedValue(cmd.Name+": "+err.Error(), "what it may be: man focusd.toml")
	}
	document.Data = data(cmd.Value)
	return document, cmd.Name + " = " + written(cmd.Value), nil
}

// unseen is the refusal of a command about a value that the person has not seen,
// nil if they have, or do not say.
func (d *daemon) unseen(ctx context.Context, cmd api.SettingCommand) error {
	if cmd.Known == "" {
		return nil
	}
	all, err := d.listed(ctx)
	if err != nil {
		return err
	}
	for _, s := range all.Settings {
		if is := written(s.Coming()); s.Name == cmd.Name && is != cmd.Known {
			return &api.Error{
				Code:    api.CodeChanged,
				Message: fmt.Sprintf("it was changed since you looked: %s is %s now", s.Name, is),
				Hint:    "look again, and say what is still to be different",
			}
		}
	}
	return nil
}

func refusedValue(what, do string) error {
	return &api.Error{Code: api.CodeValue, Message: what, Hint: do}
}

func refusedUndo(err error, note undo.Note) error {
	switch {
	case errors.Is(err, undo.ErrNothing):
		return &api.Error{Code: "no_undo", Message: "there is no change of settings to undo", Hint: "the last 50 can be taken back, one after the other"}
	case errors.Is(err, undo.ErrOther):
		return &api.Error{Code: api.CodeChanged, Message: "something else was changed since: " + note.What, Hint: "see how it is now: focus setting list"}
	case errors.Is(err, undo.ErrChanged):
		return &api.Error{Code: api.CodeChanged, Message: "it was changed again since: " + note.What, Hint: "see how it is now: focus setting list"}
	case errors.Is(err, undo.ErrNewer):
		return &api.Error{Code: api.CodeUnreadable, Message: "the last change was written by a newer focusd", Hint: "install the newer release again to undo it"}
	}
	return err
}

// document is the data of the setting of that name; nil if there is none.
func document(kept map[string]any, name string) []byte {
	value, ok := kept[name]
	if !ok {
		return nil
	}
	return data(value)
}

func data(value any) []byte {
	text, err := json.Marshal(keptSetting{1, value})
	if err != nil {
		panic("daemon: a value that was read from JSON cannot be written: " + err.Error())
	}
	return text
}

// asInFile is the configuration as the file and the flags had it when they were
// last read well.
func (d *daemon) asInFile() Config {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.plain
}

// withKept is c with what the person has set, as far as that fits.
func (d *daemon) withKept(c Config) (Config, error) {
	kept, err := keptSettings(d.store)
	if err != nil {
		return c, err
	}
	c, wrong := c.with(kept)
	if wrong != nil {
		d.log.Warn("a setting that was set here does not fit, and is as the file says", "err", wrong)
	}
	return c, nil
}

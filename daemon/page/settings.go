package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
)

// settingsPage is the rules, and what there is to set.
func settingsPage() page {
	parts := []part{
		{id: "at-present", title: "At the moment", when: "notice", load: loadNow},
		{id: "own-rules", title: "Your rules", when: "record", load: loadOwnRules},
		{id: "which-rule", title: "Which rule decides?", when: "record", load: loadWhichRule},
		{id: "without-rule", title: "What no rule knows", when: "record", load: loadWithoutRule},
		{id: "built-in", title: "Built-in rules", when: "record", load: loadBuiltIn},
		{id: "all-categories", title: "Categories", when: "record", load: loadAllCategories},
		{id: "set-timer", title: "Timer", when: "sent", load: loadSettings("timer")},
		{id: "set-told", title: "Notifications", when: "sent", load: loadSettings("notify", "questions", "nudges")},
		{id: "set-privacy", title: "Privacy", when: "sent", load: loadSettings("privacy")},
		{id: "in-file", title: "Configuration file", when: "sent", load: loadInFile},
	}
	on := part{id: "on-page", title: "On this page", load: func(*visit) (any, error) { return contents(parts), nil }}
	return page{path: "/settings", name: "Settings", title: func(*visit) string { return "Settings" }, parts: append([]part{on}, parts...)}
}

// contents are links to parts of a page.
func contents(parts []part) (all []link) {
	for _, p := range parts {
		all = append(all, link{p.id, p.title})
	}
	return all
}

// nowView is what was switched off for a while, and the last setting that was set.
type nowView struct {
	*visit
	Undo   string
	Change string
}

func loadNow(v *visit) (any, error) {
	all, _ := v.settings() // their own parts say what is wrong
	return nowView{v, all.Undo, all.Change}, nil
}

// ruleRow is a rule as it is shown.
type ruleRow struct {
	api.Rule
	Place       int // among the person's; 0: a default
	First, Last bool
}

// Condition is what the rule asks for, as it is written.
func (r ruleRow) Condition() string {
	if at := strings.LastIndex(r.Text, " -> "); at >= 0 {
		return r.Text[:at]
	}
	return r.Text
}

// Tint is the colour of the category.
func (r ruleRow) Tint() string { return hueClass(r.Hue) }

// Up and Down are the places before and behind.
func (r ruleRow) Up() int   { return r.Place - 1 }
func (r ruleRow) Down() int { return r.Place + 1 }

// ownRulesView is the rules of the person, the one that wins first.
type ownRulesView struct {
	*visit
	Rows       []ruleRow
	Problems   []api.RuleProblem
	Undo       string
	Change     string
	Classes    []string
	Categories []api.Category
}

func loadOwnRules(v *visit) (any, error) {
	all, err := v.rules()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	known, err := v.categories()
	view := ownRulesView{visit: v, Problems: all.Problems, Undo: all.Undo, Change: all.Change, Classes: classes(), Categories: known.Categories}
	for _, r := range all.Rules {
		if r.Source == "own" {
			view.Rows = append(view.Rows, ruleRow{Rule: r, Place: len(view.Rows) + 1})
		}
	}
	if n := len(view.Rows); n > 0 {
		view.Rows[0].First, view.Rows[n-1].Last = true, true
	}
	return view, err
}

// whichRuleView is what the question for a rule needs.
type whichRuleView struct{ Apps []api.AppTotal }

func loadWhichRule(v *visit) (any, error) {
	if _, err := v.rules(); err != nil {
		return nil, nil // the rules themselves say why
	}
	sum, err := v.client.Summary(v, v.Status.Today.From, v.Status.Today.To)
	if absent(err) {
		err = nil
	}
	return whichRuleView{sum.Apps}, err
}

// builtInView is rules that focusd brings: those that decide something, those with
// a word in them, or all of them.
type builtInView struct {
	*visit
	Rows  []ruleRow
	Word  string
	Wide  bool // those that decide nothing too
	first int  // of Rows, among all that are wanted
	more  bool
}

// allRules tells whether the rules are wanted that decide nothing: some two thousand.
func (v *visit) allRules() bool { return v.query.Get("rules") == "all" || v.query.Get("has") != "" }

// mostBuiltIn is how many are shown at once.
const mostBuiltIn = 200

func loadBuiltIn(v *visit) (any, error) {
	all, err := v.rules()
	if err != nil {
		return nil, nil // as above
	}
	view := builtInView{visit: v, Word: v.query.Get("has"), Wide: v.allRules()}
	first, _ := strconv.Atoi(v.query.Get("after"))
	view.first = max(first, 0)
	wanted := 0
	for _, r := range all.Rules {
		if r.Source == "own" || !view.Wide && r.Time == 0 && !r.Off || !strings.Contains(strings.ToLower(r.Text), strings.ToLower(view.Word)) {
			continue
		}
		if wanted++; wanted > view.first && len(view.Rows) < mostBuiltIn {
			view.Rows = append(view.Rows, ruleRow{Rule: r})
		}
	}
	view.more = wanted > view.first+len(view.Rows)
	return view, nil
}

// Before and After lead to the rules before and behind those that are shown; "":
// there are none.
func (b builtInView) Before() string {
	if b.first == 0 {
		return ""
	}
	return b.from(max(0, b.first-mostBuiltIn))
}

func (b builtInView) After() string {
	if !b.more {
		return ""
	}
	return b.from(b.first + len(b.Rows))
}

func (b builtInView) from(first int) string {
	q := url.Values{"after": {strconv.Itoa(first)}}
	if b.Word != "" {
		q.Set("has", b.Word)
	} else if b.Wide {
		q.Set("rules", "all")
	}
	return "/settings?" + q.Encode() + "#built-in"
}

// withoutRuleView is time that no rule knows, by app.
type withoutRuleView struct {
	*visit
	api.Unclassified
}

const mostWithoutRule = 8

func loadWithoutRule(v *visit) (any, error) {
	all, err := v.client.Unclassified(v, time.Time{}, time.Time{}, mostWithoutRule)
	if absent(err) {
		return nil, nil
	}
	all.Apps = slices.DeleteFunc(all.Apps, func(a api.UnclassifiedApp) bool { return a.App == "" })
	return withoutRuleView{v, all}, err
}

// Href leads to where it is filed.
func (w withoutRuleView) Href() string {
	q := url.Values{"first": {w.From.In(w.zone).Format(time.DateOnly)}, "last": {w.To.In(w.zone).Format(time.DateOnly)}}
	return "/log?" + q.Encode() + "#unfiled"
}

// categoriesView is all categories.
type categoriesView struct {
	Own, BuiltIn []api.Category
	Classes      []string
	Colours      []colour
}

// colour is one of those that a category may have.
type colour struct {
	Name string
	Hue  int
}

// colours are those of the style sheet, each in the middle of its hues.
func colours() (all []colour) {
	for i, name := range []string{"red", "orange", "gold", "lime", "green", "mint", "teal", "sky blue", "blue", "lavender", "purple", "pink"} {
		all = append(all, colour{name, i*30 + 1})
	}
	return all
}

func loadAllCategories(v *visit) (any, error) {
	all, err := v.categories()
	if absent(err) {
		return nil, nil
	}
	view := categoriesView{Classes: classes(), Colours: colours()}
	for _, c := range all.Categories {
		if c.Source == "own" {
			view.Own = append(view.Own, c)
		} else {
			view.BuiltIn = append(view.BuiltIn, c)
		}
	}
	return view, err
}

// Tint is the colour of a category.
func (c categoriesView) Tint(of api.Category) string { return hueClass(of.Hue) }

// Hue is the one of colours that a category has.
func (c categoriesView) Hue(of api.Category) int {
	return (of.Hue+14)%360/30*30 + 1
}

// settingRow is a setting as it is shown.
type settingRow struct{ api.Setting }

// settingsView is some settings.
type settingsView struct {
	*visit
	Rows []settingRow
	api.Settings
}

// settingRows are those of tables, or of all others, from all there are.
func (v *visit) settingRows(others bool, tables ...string) (settingsView, error) {
	all, err := v.settings()
	view := settingsView{visit: v, Settings: all}
	for _, s := range all.Settings {
		table, _, _ := strings.Cut(s.Name, ".")
		if slices.Contains(tables, table) != others {
			view.Rows = append(view.Rows, settingRow{s})
		}
	}
	return view, err
}

// loadSettings has the settings of some tables.
func loadSettings(tables ...string) func(*visit) (any, error) {
	return func(v *visit) (any, error) {
		view, err := v.settingRows(false, tables...)
		if absent(err) || err == nil && len(view.Rows) == 0 {
			return nil, nil
		}
		return view, err
	}
}

func loadInFile(v *visit) (any, error) {
	view, err := v.settingRows(true, "timer", "notify", "questions", "nudges", "privacy")
	if absent(err) {
		return nil, nil
	}
	return view, err
}

// Said are those that are not as by default, Unsaid the others.
func (s settingsView) Said() []settingRow   { return s.where(true) }
func (s settingsView) Unsaid() []settingRow { return s.where(false) }

func (s settingsView) where(said bool) (rows []settingRow) {
	for _, r := range s.Rows {
		if said == (r.Source != "default" || r.Next != nil) {
			rows = append(rows, r)
		}
	}
	return rows
}

// Key is what people call it.
func (s settingRow) Key() string {
	switch s.Name {
	case "notify.enabled":
		return "Notifications"
	case "questions.enabled":
		return "Questions"
	case "questions.lost":
		return "Loss of a block"
	case "questions.absence":
		return "Absence"
	case "nudges.enabled":
		return "Reminders"
	case "nudges.off":
		return "Never said"
	case "nudges.wins_at":
		return "What got done"
	case "nudges.record_at":
		return "Blocks to record"
	case "nudges.reward_every":
		return "Reward every"
	}
	_, key, _ := strings.Cut(s.Name, ".")
	return capital(strings.ReplaceAll(key, "_", " "))
}

// Now is the value as people say it, and Written as it stands in the file.
func (s settingRow) Now() string     { return said(s.Value) }
func (s settingRow) Written() string { return inFile(s.Value) }

// Usual is the default; "" if it is what holds.
func (s settingRow) Usual() string {
	if s.Default == nil || s.Source == "default" || inFile(s.Default) == inFile(s.Value) {
		return ""
	}
	return said(s.Default)
}

// Later is what holds from the next start on; "": the same.
func (s settingRow) Later() string {
	if s.Next == nil {
		return ""
	}
	return said(s.Next)
}

// said is a value as people say it.
func said(value any) string {
	switch value := value.(type) {
	case nil:
		return "none"
	case bool:
		if value {
			return "on"
		}
		return "off"
	case string:
		if value == "" {
			return "none"
		}
		return value
	case []any:
		if len(value) == 0 {
			return "none"
		}
		texts := make([]string, len(value))
		for i, v := range value {
			texts[i] = said(v)
		}
		return strings.Join(texts, ", ")
	}
	return inFile(value)
}

// From is where the value comes from.
func (s settingRow) From() string {
	file := ""
	if s.File != nil {
		file = "; the file says " + said(s.File)
		if s.Line > 0 {
			file += fmt.Sprintf(" in line %d", s.Line)
		}
	}
	switch s.Source {
	case "default":
		return "default"
	case "file":
		if s.Line > 0 {
			return fmt.Sprintf("file, line %d", s.Line)
		}
		return "file"
	case "flag":
		return "command line of focusd" + file
	case "set":
		return "set here" + file
	}
	return words(s.Source) + file
}

// inFile is a value as the file has it.
func inFile(value any) string {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return "?"
	}
	return strings.TrimSpace(text.String())
}

// Field is how the value is entered: choose, toggle, number, list, text.
func (s settingRow) Field() string {
	switch s.Default.(type) {
	case bool:
		return "toggle"
	case float64:
		return "number"
	case []any:
		return "list"
	}
	if len(s.Choices) > 0 {
		return "choose"
	}
	return "text"
}

// Entered is what stands in the field.
func (s settingRow) Entered() string {
	value := s.Value
	if s.Next != nil {
		value = s.Next
	}
	switch value := value.(type) {
	case bool:
		return strconv.FormatBool(value)
	case nil:
		return ""
	case []any:
		if len(value) == 0 {
			return ""
		}
	case string:
		return value
	}
	return said(value)
}

// Suggested is the list of what one may enter; "": anything.
func (s settingRow) Suggested() string {
	if s.Name == "timer.preset" {
		return "presets"
	}
	return ""
}

// Example is what a text may look like.
func (s settingRow) Example() string {
	switch {
	case s.Name == "privacy.keep_titles":
		return "90d"
	case strings.HasSuffix(s.Name, "_at"):
		return "17:30"
	case s.Name == "nudges.daily_limit":
		return "8h"
	}
	return ""
}

// Ask is what is asked before it is set.
func (s settingRow) Ask() string {
	if s.Name == "privacy.keep_titles" {
		return "Titles that are older go for good, here and in the backups. Set it?"
	}
	return ""
}

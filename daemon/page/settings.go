package page

import (
	"slices"
	"strings"

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
	return page{path: "/settings", name: "Settings", title: func(*visit) string { return "Settings" }, parts: append([]part{on}, parts...), styles: []string{"settings"}, scripts: []string{"settings"}}
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

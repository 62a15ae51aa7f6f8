package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"focusd/daemon/api"
)

// settingRow is a setting as it is shown.
type settingRow struct{ api.Setting }

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

// Seen is what goes along with a new value: the one that is shown.
func (s settingRow) Seen() string { return inFile(s.Coming()) }

// Entered is what stands in the field.
func (s settingRow) Entered() string {
	value := s.Coming()
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

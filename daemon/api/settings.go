package api

import (
	"context"
	"time"
)

// Settings is the answer of GET /v1/settings: all there is to set, as it is now
// and why.
//
// # GET /v1/settings
//
// All there is to set: what is in force, and why. The source is default, file (at
// that line), flag (of the command line of focusd) or set, by the command below.
// Where the file says something else, file has it; what waits for the next start
// of focusd is in next. Commands are shown without their arguments, and what is in
// the file with TLS and passwords is not shown.
//
//	GET /v1/settings
//
//	200 OK
//	{
//	  "path": "/home/ada/.config/focusd/config.toml",
//	  "exists": true,
//	  "read": "2026-11-22T07:00:00Z",
//	  "settings": [
//	    {
//	      "name": "timer.preset",
//	      "value": "90/20",
//	      "default": "25/5",
//	      "source": "set",
//	      "line": 2,
//	      "file": "50/10",
//	      "says": "What a plain start starts.",
//	      "can_set": true
//	    },
//	    {
//	      "name": "notify.enabled",
//	      "value": true,
//	      "default": true,
//	      "source": "default",
//	      "next": false,
//	      "says": "Whether there are notifications at all.",
//	      "can_set": true,
//	      "choices": ["true", "false"]
//	    }
//	  ],
//	  "undo": "timer.preset = \"90/20\""
//	}
type Settings struct {
	Path    string     `json:"path"`              // of the configuration file
	Exists  bool       `json:"exists"`            // it was there when it was last read
	Read    *time.Time `json:"read,omitempty"`    // when it was last read well
	Problem string     `json:"problem,omitempty"` // why the last reading failed: what is in force is older

	Settings []Setting `json:"settings"`         // in the order of the manual
	Undo     string    `json:"undo,omitempty"`   // what undo would take back: "timer.preset = \"50/10\""
	Change   string    `json:"change,omitempty"` // the id of that
}

// Setting is one thing to set. Its values are texts, numbers, booleans, and lists
// of texts; written as JSON they are what stands in the file.
type Setting struct {
	Name    string `json:"name"`    // "timer.preset"
	Value   any    `json:"value"`   // in force; of commands the program alone, with … for the rest
	Default any    `json:"default"` // null: none
	Source  string `json:"source"`  // default, file, flag, set
	Line    int    `json:"line,omitempty"`
	File    any    `json:"file,omitempty"` // what the file says where something else goes before it
	Next    any    `json:"next,omitempty"` // in force from the next start on
	Says    string `json:"says"`           // what it does

	CanSet  bool     `json:"can_set,omitempty"` // by POST /v1/settings
	Choices []string `json:"choices,omitempty"` // all values, or of a list all elements
}

// Coming is the value from the next start of focusd on.
func (s Setting) Coming() any {
	if s.Next != nil {
		return s.Next
	}
	return s.Value
}

// SettingCommand is the body of POST /v1/settings.
//
// # POST /v1/settings
//
// Sets what can_set says may be set while focusd runs. It is kept in the store and
// goes before what the file says, until it is reset; the file is never written.
// When the answer is 200 it is on disk and, but for what waits in next, in force.
//
//	set    name, value: a text, number, boolean or list of texts, as in the file
//	reset  name: what the file says is in force again
//	undo   takes the last change back that was not taken back yet; with known, only
//	       if it is the change of that id
//
// With set and reset, known is the value as the person saw it, as JSON: what waits
// in next, if there is something. They are refused with "changed" if it is another.
//
//	POST /v1/settings
//	{"do": "set", "name": "timer.preset", "value": "90/20"}
//
//	200 OK
//	{
//	  "did": "set",
//	  "setting": {
//	    "name": "timer.preset",
//	    "value": "90/20",
//	    "default": "25/5",
//	    "source": "set",
//	    "line": 2,
//	    "file": "50/10",
//	    "says": "What a plain start starts.",
//	    "can_set": true
//	  },
//	  "change": "01KAH4V3Z8QWERTZ0123456791"
//	}
type SettingCommand struct {
	Do    string `json:"do"` // set, reset, undo
	Name  string `json:"name,omitempty"`
	Value any    `json:"value,omitempty"` // set
	Known string `json:"known,omitempty"` // set, reset: the value as it was seen, as JSON; undo: the change that is meant
}

// SettingChange is the answer of POST /v1/settings.
type SettingChange struct {
	Did     string   `json:"did"` // set, reset, undone
	Setting *Setting `json:"setting,omitempty"`
	Undone  string   `json:"undone,omitempty"`
	Change  string   `json:"change,omitempty"` // the id of it, to undo no other
}

// Settings are all there is to set.
func (c *Client) Settings(ctx context.Context) (Settings, error) {
	return get[Settings](ctx, c, "/v1/settings")
}

// ChangeSetting changes one. When it returns nil, it is on disk and in force, but
// for those that wait for the next start.
func (c *Client) ChangeSetting(ctx context.Context, cmd SettingCommand) (SettingChange, error) {
	return post[SettingChange](ctx, c, "/v1/settings", cmd)
}

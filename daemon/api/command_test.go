package api

import (
	"errors"
	"strings"
	"testing"
	"time"

	"focusd/timer"
)

func TestCommandEvent(t *testing.T) {
	preset, err := timer.ParsePreset("50/10")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		cmd  Command
		want timer.Event
	}{
		{"plain start", Command{Do: "start"}, timer.Event{Verb: timer.Start}},
		{
			"full start",
			Command{Do: "start", Preset: "50/10", Label: "draft", Seconds: 90, Replace: true},
			timer.Event{Verb: timer.Start, Preset: preset, Label: "draft", For: 90 * time.Second, Replace: true},
		},
		{"start on a task", Command{Do: "start", Task: "01K"}, timer.Event{Verb: timer.Start}},
		{"pause", Command{Do: "pause"}, timer.Event{Verb: timer.Pause}},
		{"pause for somebody", Command{Do: "pause", External: true}, timer.Event{Verb: timer.Pause, Cause: timer.External}},
		{"resume", Command{Do: "resume"}, timer.Event{Verb: timer.Resume}},
		{"finish", Command{Do: "finish"}, timer.Event{Verb: timer.Finish}},
		{"stop", Command{Do: "stop"}, timer.Event{Verb: timer.Stop}},
		{"skip", Command{Do: "skip"}, timer.Event{Verb: timer.Skip}},
		{"extend", Command{Do: "extend", Seconds: 300}, timer.Event{Verb: timer.Extend, For: 5 * time.Minute}},
		{"rewind", Command{Do: "rewind", Seconds: 60}, timer.Event{Verb: timer.Rewind, For: time.Minute}},
		{"switch", Command{Do: "switch", Label: "mail"}, timer.Event{Verb: timer.Switch, Label: "mail"}},
		{"switch to nothing", Command{Do: "switch"}, timer.Event{Verb: timer.Switch}},
		{"postpone", Command{Do: "postpone"}, timer.Event{Verb: timer.Postpone}},
		{"undo", Command{Do: "undo"}, timer.Event{Verb: timer.UndoLast}},
		{"undo of that", Command{Do: "undo", At: time.Unix(1, 0)}, timer.Event{Verb: timer.UndoLast, At: time.Unix(1, 0)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.cmd.Event()
			if err != nil || got != tt.want {
				t.Errorf("%+v.Event() = %+v, %v, want %+v", tt.cmd, got, err, tt.want)
			}
		})
	}
}

func TestCommandRefused(t *testing.T) {
	for _, tt := range []struct {
		name string
		cmd  Command
		want error
		says string
	}{
		{"nothing", Command{}, ErrRequest, "no command"},
		{"a happening of the world", Command{Do: "slept"}, ErrRequest, `"slept"`},
		{"other case", Command{Do: "Start"}, ErrRequest, `"Start"`},
		{"a task with stop", Command{Do: "stop", Task: "x"}, ErrRequest, `"task" does not go with "stop"`},
		{"a label with pause", Command{Do: "pause", Label: "x"}, ErrRequest, `"label" does not go with "pause"`},
		{"replace with stop", Command{Do: "stop", Replace: true}, ErrRequest, `"replace"`},
		{"a preset with switch", Command{Do: "switch", Preset: "25/5"}, ErrRequest, `"preset"`},
		{"seconds with skip", Command{Do: "skip", Seconds: 1}, ErrRequest, `"seconds"`},
		{"external with start", Command{Do: "start", External: true}, ErrRequest, `"external"`},
		{"no preset", Command{Do: "start", Preset: "nonsense"}, timer.ErrPresetName, "nonsense"},
		{"a long preset", Command{Do: "start", Preset: "25h"}, timer.ErrRange, ""},
		{"back in time", Command{Do: "extend", Seconds: -1}, timer.ErrRange, "-1"},
		{"overflow", Command{Do: "extend", Seconds: 1 << 62}, timer.ErrRange, ""},
		{"a label of two lines", Command{Do: "start", Label: "a\nb"}, ErrRequest, "control character"},
		{"a label with an escape", Command{Do: "switch", Label: "\x1b[2J"}, ErrRequest, "control character"},
		{"a label that is no text", Command{Do: "start", Label: "\xff"}, ErrRequest, "UTF-8"},
		{"a novel", Command{Do: "start", Label: strings.Repeat("ä", 201)}, ErrRequest, "200"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ev, err := tt.cmd.Event()
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%+v.Event() = %+v, %v, want %v that says %q", tt.cmd, ev, err, tt.want, tt.says)
			}
		})
	}
	if _, err := (Command{Do: "start", Label: strings.Repeat("ä", 200)}).Event(); err != nil {
		t.Errorf("a label of 200 characters: %v", err)
	}
}

package server

import (
	"context"
	"errors"
	"testing"

	"focusd/daemon/api"
)

func TestSettings(t *testing.T) {
	var asked api.SettingCommand
	r := newRig(t, Options{
		Settings: func(context.Context) (api.Settings, error) {
			return api.Settings{Path: "/there", Settings: []api.Setting{{Name: "timer.preset", Value: "25/5"}}}, nil
		},
		SetSetting: func(_ context.Context, cmd api.SettingCommand) (api.SettingChange, error) {
			asked = cmd
			return api.SettingChange{Did: cmd.Do}, nil
		},
	})
	c := through(r.Socket())
	all, err := c.Settings(t.Context())
	if err != nil || all.Path != "/there" || len(all.Settings) != 1 || all.Settings[0].Value != "25/5" {
		t.Errorf("settings are %+v, %v", all, err)
	}
	for _, tt := range []struct {
		cmd  api.SettingCommand
		code string // "": it is done
	}{
		{api.SettingCommand{Do: "set", Name: "timer.preset", Value: "50/10"}, ""},
		{api.SettingCommand{Do: "set", Name: "notify.enabled", Value: false}, ""},
		{api.SettingCommand{Do: "reset", Name: "timer.preset"}, ""},
		{api.SettingCommand{Do: "set", Name: "timer.preset", Value: "50/10", Known: `"25/5"`}, ""},
		{api.SettingCommand{Do: "reset", Name: "timer.preset", Known: `"25/5"`}, ""},
		{api.SettingCommand{Do: "undo"}, ""},
		{api.SettingCommand{Do: "undo", Name: "timer.preset"}, "request"},
		{api.SettingCommand{Do: "reset", Name: "timer.preset", Value: "50/10"}, "request"},
		{api.SettingCommand{}, "request"},
	} {
		asked = api.SettingCommand{}
		done, err := c.ChangeSetting(t.Context(), tt.cmd)
		var said *api.Error
		if tt.code == "" {
			if err != nil || done.Did != tt.cmd.Do || asked != tt.cmd {
				t.Errorf("%+v: %+v, %v; asked for was %+v", tt.cmd, done, err, asked)
			}
		} else if !errors.As(err, &said) || said.Code != tt.code || asked != (api.SettingCommand{}) {
			t.Errorf("%+v: %v, want %s, and nobody asked", tt.cmd, err, tt.code)
		}
	}
}

func TestADaemonWithoutSettingsSaysSo(t *testing.T) {
	c := through(newRig(t, Options{}).Socket())
	_, err := c.Settings(t.Context())
	_, again := c.ChangeSetting(t.Context(), api.SettingCommand{Do: "undo"})
	for _, err := range []error{err, again} {
		var said *api.Error
		if !errors.As(err, &said) || said.Code != api.CodeAbsent {
			t.Errorf("%v, want %s", err, api.CodeAbsent)
		}
	}
}

package server

import (
	"net/http"

	"focusd/daemon/api"
)

// settings are all there is to set, as it is now.
func (d *door) settings(w http.ResponseWriter, r *http.Request) error {
	if d.Settings == nil {
		return absent("this daemon has no settings", "")
	}
	all, err := d.Settings(r.Context())
	if err != nil {
		return err
	}
	return answer(w, all)
}

// setSetting changes one of them.
func (d *door) setSetting(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readJSON[api.SettingCommand](w, r)
	if err != nil {
		return err
	}
	if d.SetSetting == nil {
		return absent("this daemon has no settings", "")
	}
	takes := api.SettingCommand{Do: cmd.Do}
	switch cmd.Do {
	case "set":
		takes.Name, takes.Value, takes.Known = cmd.Name, cmd.Value, cmd.Known
	case "reset":
		takes.Name, takes.Known = cmd.Name, cmd.Known
	case "undo":
		takes.Known = cmd.Known
	default:
		return badRequest("there is no command \""+clip(cmd.Do)+"\" for settings", "set, reset or undo")
	}
	if cmd.Name != takes.Name || cmd.Known != takes.Known || cmd.Value != nil && takes.Value == nil {
		return badRequest("there is a field that \""+cmd.Do+"\" does not take", "see the specification of POST /v1/settings")
	}
	done, err := d.SetSetting(r.Context(), cmd)
	if err != nil {
		return err
	}
	return answer(w, done)
}

package daemon

import (
	"context"
	"errors"

	"focusd/daemon/api"
	"focusd/tracker/gnome"
	"focusd/tracker/source"
)

// extension installs and uninstalls the extension of GNOME Shell, for whoever
// asks over the socket.
func (d *daemon) extension(ctx context.Context, cmd api.ExtensionCommand) (api.Extension, error) {
	var e gnome.Extension
	folder, err := e.Folder()
	if err != nil {
		return api.Extension{}, extensionError(err)
	}
	done := api.Extension{Folder: folder, Before: e.Installed()}
	if cmd.Do == "install" {
		done.Relogin, err = e.Install(ctx)
	} else {
		err = e.Uninstall(ctx)
	}
	if err != nil {
		return api.Extension{}, extensionError(err)
	}
	done.Installed = e.Installed()
	if d.choice != nil {
		d.choice.Hurry()
	}
	d.log.Info("the extension of GNOME Shell", "did", cmd.Do, "folder", folder, "relogin", done.Relogin)
	return done, nil
}

// extensionError is err for the person: what else would be done about it.
func extensionError(err error) error {
	var here source.NotHere
	if errors.As(err, &here) {
		return &api.Error{
			Code:    api.CodeAbsent,
			Message: here.Error(),
			Hint:    "only GNOME needs the extension; who tells the windows on this desktop: focus doctor",
		}
	}
	return &api.Error{
		Code:    api.CodeInternal,
		Message: err.Error(),
		Hint:    "see to it and try again; whether it works then: focus doctor",
	}
}

package main

import (
	"context"

	"focusd/daemon/api"
)

// runExtension has the daemon install or uninstall the extension of GNOME
// Shell: it is the one in the session of the shell.
func (a *app) runExtension(ctx context.Context, do string) error {
	e, err := a.client.Extension(ctx, api.ExtensionCommand{Do: do})
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(e)
	}
	a.printf("%s\n", extensionText(e))
	return nil
}

// extensionText says what was done, and what is left to do.
func extensionText(e api.Extension) string {
	folder := clean(e.Folder)
	switch {
	case e.Installed && e.Relogin:
		return "installed in " + folder +
			"\nlog out and in: GNOME Shell reads its extensions when it starts" +
			"\nthen see whether it works: focus doctor"
	case e.Installed:
		return "installed in " + folder + "\nGNOME Shell runs it: focus doctor"
	case e.Before:
		return "removed " + folder + "\nwithout it the log of a GNOME on Wayland says unobserved"
	}
	return "there was none in " + folder
}

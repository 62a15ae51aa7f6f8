// The extension of focusd for GNOME 42 to 44.
const {Gio, GLib, Meta, Shell} = imports.gi;

@REPORTER@
/* exported init */
function init() {
    return new Reporter();
}

const INTERFACE = `<node>
  <interface name="@NAME@">
    <method name="Get"><arg type="s" direction="out" name="window"/></method>
    <signal name="Changed"><arg type="s" name="window"/></signal>
  </interface>
</node>`;

const LONGEST = 2048; // of a title, in characters; focusd cuts further
const TITLE_PAUSE = 1000; // ms; some programs draw a spinner in their title

// Tells focusd which window has the focus: by a signal when something of it
// changes, and when asked. It keeps nothing and logs nothing.
class Reporter {
    enable() {
        this._window = null;
        this._handlers = [];
        this._pause = 0;
        this._stale = false;
        this._object = Gio.DBusExportedObject.wrapJSObject(INTERFACE, this);
        this._object.export(Gio.DBus.session, '@PATH@');
        this._turn();
        this._focus = global.display.connect('notify::focus-window', () => this._turn());
        this._name = Gio.bus_own_name_on_connection(Gio.DBus.session, '@NAME@', Gio.BusNameOwnerFlags.NONE, null, null);
    }

    disable() {
        global.display.disconnect(this._focus);
        this._leave();
        Gio.bus_unown_name(this._name);
        this._object.unexport();
        this._object = null;
    }

    Get() {
        const window = this._window;
        if (window === null)
            return 'null';
        const app = Shell.WindowTracker.get_default().get_window_app(window);
        return JSON.stringify({
            wm_class: window.get_wm_class(),
            app: app ? app.get_id() : null,
            sandbox: window.get_sandboxed_app_id(),
            title: (window.get_title() || '').slice(0, LONGEST),
            pid: window.get_pid(),
            fullscreen: window.is_fullscreen(),
        });
    }

    // turn to the window that has the focus now.
    _turn() {
        this._leave();
        const window = global.display.focus_window;
        if (window && window.get_window_type() !== Meta.WindowType.DESKTOP) {
            this._window = window;
            this._handlers = [
                window.connect('notify::title', () => this._titled()),
                window.connect('notify::wm-class', () => this._tell()),
                window.connect('notify::fullscreen', () => this._tell()),
                window.connect('unmanaging', () => {
                    this._leave();
                    this._tell();
                }),
            ];
        }
        this._tell();
    }

    _leave() {
        this._handlers.forEach(id => this._window.disconnect(id));
        this._handlers = [];
        this._window = null;
        if (this._pause)
            GLib.source_remove(this._pause);
        this._pause = 0;
        this._stale = false;
    }

    _titled() {
        if (this._pause) {
            this._stale = true;
            return;
        }
        this._tell();
        this._pause = GLib.timeout_add(GLib.PRIORITY_DEFAULT, TITLE_PAUSE, () => {
            this._pause = 0;
            if (this._stale)
                this._titled();
            return GLib.SOURCE_REMOVE;
        });
    }

    _tell() {
        this._stale = false;
        this._object.emit_signal('Changed', new GLib.Variant('(s)', [this.Get()]));
    }
}

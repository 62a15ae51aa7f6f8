// As much of GNOME Shell as the extension touches, for a test: windows and a
// display that have nothing to show. Run by gjs -m. Each line that comes is
// JavaScript, run with the names below.
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';

const text = name => GObject.ParamSpec.string(name, '', '', GObject.ParamFlags.READWRITE, '');

const Window = GObject.registerClass({
    Properties: {
        'title': text('title'),
        'wm-class': text('wm-class'),
        'fullscreen': GObject.ParamSpec.boolean('fullscreen', '', '', GObject.ParamFlags.READWRITE, false),
    },
    Signals: {'unmanaging': {}},
}, class Window extends GObject.Object {
    get_title() { return this.title; }
    get_wm_class() { return this.wm_class; }
    get_pid() { return 77; }
    get_sandboxed_app_id() { return null; }
    get_window_type() { return this.desktop ? 1 : 0; }
    is_fullscreen() { return this.fullscreen; }
});

const Display = GObject.registerClass({
    Properties: {
        'focus-window': GObject.ParamSpec.object('focus-window', '', '', GObject.ParamFlags.READWRITE, Window),
    },
}, class Display extends GObject.Object {});

const display = new Display();
globalThis.global = {display};
const open = (wm_class, title) => new Window({wm_class, title});
const focus = window => { display.focus_window = window; };
Object.assign(globalThis, {open, focus, windows: {}});

const {default: FocusExtension} = await import('./extension.js');
globalThis.extension = new FocusExtension({});
extension.enable();
Gio.DBus.session.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
    new GLib.Variant('(su)', ['org.gnome.Shell', 4]), null, Gio.DBusCallFlags.NONE, -1, null);

const loop = new GLib.MainLoop(null, false);
const lines = new Gio.DataInputStream({base_stream: new Gio.UnixInputStream({fd: 0})});
function next() {
    lines.read_line_async(GLib.PRIORITY_DEFAULT, null, (_, result) => {
        const [line] = lines.read_line_finish_utf8(result);
        if (line === null) {
            loop.quit();
            return;
        }
        (0, eval)(line);
        next();
    });
}
next();
loop.run();

// As much of KWin 6 as the script touches, for a test: what KWin 5 calls
// clientActivated is windowActivated, and the old names are gone. The script
// is put where the last line is; its calls are printed.
function Signal() {
    const slots = [];
    this.connect = slot => slots.push(slot);
    this.disconnect = slot => {
        if (!slots.includes(slot))
            throw new Error('not connected');
        slots.splice(slots.indexOf(slot), 1);
    };
    this.emit = value => slots.slice().forEach(slot => slot(value));
    this.slots = slots;
}
const timers = [];
function QTimer() {
    timers.push(this);
    this.active = false;
    this.timeout = new Signal();
    this.start = () => { this.active = true; };
    this.stop = () => { this.active = false; };
}
function second() { // passes
    timers.filter(timer => timer.active).forEach(timer => { timer.active = false; timer.timeout.emit(); });
}
function Window(resourceClass, caption) {
    Object.assign(this, {resourceClass, caption, resourceName: 'program', pid: 5, fullScreen: false, desktopWindow: false});
    this.captionChanged = new Signal();
    this.fullScreenChanged = new Signal();
    this.windowClassChanged = new Signal();
    this.retitle = caption => { this.caption = caption; this.captionChanged.emit(); };
}
const say = typeof print === 'function' ? print : console.log; // in gjs, in node
const workspace = {activeWindow: null, windowActivated: new Signal()};
function activate(window) {
    workspace.activeWindow = window;
    workspace.windowActivated.emit(window);
}
function callDBus(service, path, face, method, text) {
    const front = JSON.parse(text);
    say(method, front === null ? 'none' : [front.class, front.title, front.pid, front.fullScreen].join(','));
}
const a = new Window('a', 'one');
workspace.activeWindow = a;

// Tells focusd which window is in front. focusd loads this file into KWin by
// D-Bus and fills in its own address. KWin 6 renamed what KWin 5 has, and old
// ones know no newer JavaScript than this.
(function () {
    "use strict";

    var longest = 2048; // of a title, in characters; focusd cuts further

    var front = null;
    var pause = typeof QTimer === "undefined" ? null : new QTimer();
    var stale = false;

    function text(value) {
        return value === undefined || value === null ? "" : String(value).slice(0, longest);
    }

    function report() {
        stale = false;
        callDBus("@SERVICE@", "@PATH@", "@INTERFACE@", "Active", JSON.stringify(front === null ? null : {
            "class": text(front.resourceClass),
            program: text(front.resourceName),
            desktop: text(front.desktopFileName),
            title: text(front.caption),
            pid: front.pid | 0,
            fullScreen: Boolean(front.fullScreen)
        }));
    }

    // Some programs draw a spinner in their title: at most one report a second.
    function changed() {
        if (pause === null) {
            report();
        } else if (pause.active) {
            stale = true;
        } else {
            report();
            pause.start();
        }
    }

    var followed = {
        captionChanged: changed,
        fullScreenChanged: report,
        windowClassChanged: report,
        desktopFileNameChanged: report
    };

    function follow(verb) {
        for (var signal in followed) {
            try {
                front[signal][verb](followed[signal]);
            } catch (e) {
                // This KWin has no such signal, or the window is gone.
            }
        }
    }

    function activated(window) {
        if (front !== null) {
            follow("disconnect");
        }
        // The desktop is a window that has the focus when nothing else has.
        front = window && !window.desktopWindow ? window : null;
        if (front !== null) {
            follow("connect");
        }
        if (pause !== null) {
            pause.stop(); // a new window has its title a moment after the focus
        }
        report();
    }

    if (pause !== null) {
        pause.interval = 1000;
        pause.singleShot = true;
        pause.timeout.connect(function () {
            if (stale) {
                changed();
            }
        });
    }
    if (workspace.windowActivated) {
        workspace.windowActivated.connect(activated);
        activated(workspace.activeWindow);
    } else {
        workspace.clientActivated.connect(activated);
        activated(workspace.activeClient);
    }
})();

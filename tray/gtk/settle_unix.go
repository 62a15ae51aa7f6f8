//go:build tray && unix

package gtk

/*
#cgo pkg-config: gio-2.0
#include <gio/gio.h>

extern gboolean focusdSettle(gpointer none);
*/
import "C"

import (
	"time"
	"unsafe"
)

// settle makes the first thing that GTK's loop does to wait for the bus.
//
// An indicator of libayatana-appindicator 0.5.92 asks for the bus twice, once
// to talk and once to watch for a panel, and each answer comes from a thread of
// its own. When the panel is seen first, there is nothing yet to talk to it
// with, and the icon does not appear until the panel is started again: one
// start in a hundred on a busy machine. Both answers are here before either
// is looked at if the loop begins a little later.
func settle() {
	C.g_idle_add_full(C.G_PRIORITY_HIGH, C.GSourceFunc(C.focusdSettle), nil, nil)
}

// answersWithin is for two threads to report what they already have.
const answersWithin = 50 * time.Millisecond

//export focusdSettle
func focusdSettle(C.gpointer) C.gboolean {
	// The connection is one for the whole process: this waits until it is made.
	if bus := C.g_bus_get_sync(C.G_BUS_TYPE_SESSION, nil, nil); bus != nil {
		C.g_object_unref(C.gpointer(unsafe.Pointer(bus)))
	}
	time.Sleep(answersWithin)
	return C.FALSE // once
}

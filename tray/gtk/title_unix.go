//go:build tray && unix

package gtk

/*
#cgo pkg-config: glib-2.0
#include <stdlib.h>
#include <glib.h>

extern gboolean focusdSetTitle(gpointer title);
*/
import "C"

import (
	"unsafe"

	"github.com/getlantern/systray"
)

// setTitle has GTK's own thread call systray.SetTitle, which alone of the
// library's functions touches the indicator on the thread it is called from.
func setTitle(title string) {
	C.g_idle_add(C.GSourceFunc(C.focusdSetTitle), C.gpointer(unsafe.Pointer(C.CString(title))))
}

//export focusdSetTitle
func focusdSetTitle(title C.gpointer) C.gboolean {
	systray.SetTitle(C.GoString((*C.char)(title)))
	C.free(unsafe.Pointer(title))
	return C.FALSE // once
}

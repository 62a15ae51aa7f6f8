package wayland

// Requests and events, by their numbers in the protocol files.
const (
	displaySync        = 0
	displayGetRegistry = 1
	displayError       = 0 // event
	displayDeleteID    = 1 // event

	registryBind         = 0
	registryGlobal       = 0 // event
	registryGlobalRemove = 1 // event

	managerToplevel = 0 // event
	managerFinished = 1 // event

	toplevelDestroy = 7
	toplevelTitle   = 0 // events
	toplevelApp     = 1
	toplevelState   = 4
	toplevelDone    = 5
	toplevelClosed  = 6

	extGetTimeout      = 1
	extGetInputTimeout = 2 // since version 2: an inhibitor does not hold it up
	kdeGetTimeout      = 0

	timeoutDestroy = 0 // the same in both protocols, as are the events
	timeoutIdled   = 0
	timeoutResumed = 1
)

// States of a toplevel.
const (
	stateActivated  = 2
	stateFullScreen = 3
)

// Interfaces that matter here.
const (
	seatInterface    = "wl_seat"
	windowsInterface = "zwlr_foreign_toplevel_manager_v1"
	extIdleInterface = "ext_idle_notifier_v1"
	kdeIdleInterface = "org_kde_kwin_idle"
)

// version is the highest version of an interface that is spoken here; 0: none.
// To bind a higher one than is offered is an error, and so is to bind a higher
// one than is spoken: its events would not be understood.
func version(iface string) uint32 {
	switch iface {
	case seatInterface, kdeIdleInterface:
		return 1
	case extIdleInterface:
		return 2
	case windowsInterface:
		return 3
	}
	return 0
}

// kind is what an object of the connection is. The zero kind is no object.
type kind uint8

const (
	noObject kind = iota
	display
	registry
	callback
	seatObject
	windowManager
	windowHandle
	idleManager
	idleTimeout
	dead // destroyed by us; events that were on their way are ignored
)

func (k kind) String() string {
	switch k {
	case display:
		return "the display"
	case registry:
		return "the registry"
	case callback:
		return "a callback"
	case seatObject:
		return "a seat"
	case windowManager, windowHandle:
		return "the list of windows"
	case idleManager, idleTimeout:
		return "an idle timeout"
	}
	return "an object of the past"
}

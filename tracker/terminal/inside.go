package terminal

// Inside looks into the windows of terminals, for one goroutine, and hears of
// what happens there. It is to be closed. Of what is typed and drawn it learns
// that it was, once for each look, and nothing else.
type Inside struct {
	machine machine
	bell    *doorbell
	told    bool     // the kernel tells what happens in the window
	ttys    []string // room for their paths
}

// NewInside looks into the windows of this machine.
func NewInside() *Inside { return &Inside{machine: thisMachine(), bell: newDoorbell()} }

// Close ends what the kernel tells.
func (i *Inside) Close() { i.bell.close() }

// Look names the program in the foreground of the window of an app. ok says
// that the app is a terminal; the program is "" when a shell waits at its
// prompt in it, and when it cannot be told.
func (i *Inside) Look(app string, pid int) (program string, ok bool) {
	i.told = false
	if !IsTerminal(app) {
		return "", false
	}
	// It listens before it looks, lest something happens between.
	i.bell.quiet()
	i.told = i.bell.once([]string{i.machine.dev + "/pts"}, opened)
	tabs := i.machine.terminals(pid)
	i.told = i.told && i.listen(tabs)
	program, _ = i.machine.foreground(tabs)
	return program, true
}

// listen has it ring when something is typed or drawn in one of the tabs. It is
// false when the kernel cannot tell.
func (i *Inside) listen(tabs []stat) bool {
	i.ttys = i.ttys[:0]
	for _, s := range tabs {
		if s.tty.node() == "" {
			return false
		}
		i.ttys = append(i.ttys, i.machine.dev+"/"+s.tty.node())
	}
	return len(tabs) > 0 && i.bell.once(i.ttys, drawn|typed)
}

// Rings tells once after each Look that something has happened since in the
// terminal. It is nil when the kernel cannot tell, of a terminal in a container
// say.
func (i *Inside) Rings() <-chan struct{} {
	if !i.told {
		return nil
	}
	return i.bell.rings()
}

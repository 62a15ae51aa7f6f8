package x11

// Opcodes of the requests that are used, and the atoms that have fixed numbers.
const (
	opChangeWindowAttributes = 2
	opInternAtom             = 16
	opGetProperty            = 20
	opQueryExtension         = 98

	atomString     = 31
	atomWMName     = 39
	atomWMClass    = 67
	atomWMMachine  = 36
	maskNothing    = 0
	maskProperties = 1 << 22 // report changes of properties
)

// request gathers one request: opcode, the byte after it, and words.
func (c *conn) request(opcode, data byte, words ...uint32) (seq uint16) {
	c.out = append(c.out, opcode, data)
	c.out = le.AppendUint16(c.out, uint16(1+len(words)))
	for _, w := range words {
		c.out = le.AppendUint32(c.out, w)
	}
	c.seq++
	return c.seq
}

// requestName gathers a request that has a name as its only argument.
func (c *conn) requestName(opcode byte, name string) (seq uint16) {
	c.out = append(c.out, opcode, 0)
	c.out = le.AppendUint16(c.out, uint16(2+(len(name)+3)/4))
	c.out = le.AppendUint16(c.out, uint16(len(name)))
	c.out = append(c.out, 0, 0)
	c.out = padded(append(c.out, name...))
	c.seq++
	return c.seq
}

// report chooses what the server tells us about a window.
func (c *conn) report(window, events uint32) {
	const eventMask = 1 << 11
	c.request(opChangeWindowAttributes, 0, window, eventMask, events)
}

// property asks for at most limit bytes of a property, of any type.
func (c *conn) property(window, atom uint32, limit int) (seq uint16) {
	const anyType = 0
	return c.request(opGetProperty, 0, window, atom, anyType, 0, uint32(limit/4))
}

// atoms are the names that the server numbers anew each time it starts.
type atoms struct {
	active, clients, name, pid, compound, kind, desktop, dock, state, full uint32
}

// extension is where the server put an extension. Major is 0 when it has none.
type extension struct{ major, firstEvent byte }

// extensions are those that matter. A server that has xwayland is one that
// lives in a Wayland compositor.
type extensions struct{ saver, sync, xwayland extension }

// intern learns the numbers of names and extensions in one round trip.
func (c *conn) intern() (a atoms, e extensions, err error) {
	names := []struct {
		name string
		to   *uint32
	}{
		{"_NET_ACTIVE_WINDOW", &a.active},
		{"_NET_CLIENT_LIST", &a.clients},
		{"_NET_WM_NAME", &a.name},
		{"_NET_WM_PID", &a.pid},
		{"COMPOUND_TEXT", &a.compound},
		{"_NET_WM_WINDOW_TYPE", &a.kind},
		{"_NET_WM_WINDOW_TYPE_DESKTOP", &a.desktop},
		{"_NET_WM_WINDOW_TYPE_DOCK", &a.dock},
		{"_NET_WM_STATE", &a.state},
		{"_NET_WM_STATE_FULLSCREEN", &a.full},
	}
	first := c.seq + 1
	for _, n := range names {
		c.requestName(opInternAtom, n.name)
	}
	asked := c.seq + 1
	wanted := []struct {
		name string
		to   *extension
	}{
		{"MIT-SCREEN-SAVER", &e.saver},
		{"SYNC", &e.sync},
		{"XWAYLAND", &e.xwayland},
	}
	for _, w := range wanted {
		c.requestName(opQueryExtension, w.name)
	}
	if err := c.flush(); err != nil {
		return atoms{}, extensions{}, err
	}
	for i, n := range names {
		b, err := c.reply(first + uint16(i))
		if err != nil {
			return atoms{}, extensions{}, err
		}
		*n.to = le.Uint32(b[8:])
	}
	for i, w := range wanted {
		if *w.to, err = c.extension(asked + uint16(i)); err != nil {
			return atoms{}, extensions{}, err
		}
	}
	return a, e, nil
}

func (c *conn) extension(seq uint16) (extension, error) {
	b, err := c.reply(seq)
	if err != nil || b[8] == 0 {
		return extension{}, err
	}
	return extension{major: b[9], firstEvent: b[10]}, nil
}

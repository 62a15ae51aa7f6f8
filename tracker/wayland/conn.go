package wayland

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"time"
)

const (
	// patience is how long a compositor may take to say what it offers.
	patience = 10 * time.Second
	// globalLimit bounds what is kept of a compositor's offers.
	globalLimit = 64

	displayID     = 1
	firstServerID = 0xff000000
)

// conn is a connection to a compositor. Requests gather in out until they are
// flushed. One goroutine uses it.
type conn struct {
	nc      *net.UnixConn
	path    string
	objects map[uint32]kind
	lastID  uint32
	free    []uint32 // ids of objects that are gone
	out     []byte
	in      []byte // received; parsed up to from
	from    int
	readAt  time.Time // of the last of in

	registry uint32
	globals  []global
	bound    []uint32 // names of the globals in use
	answered uint32   // the callback that was answered last
	settled  bool     // the first list of globals is complete
}

// global is something that the compositor offers.
type global struct {
	name    uint32
	iface   string
	version uint32
}

// open connects and asks what the compositor offers.
func open(ctx context.Context, path string) (*conn, error) {
	dialer := net.Dialer{Timeout: patience}
	nc, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	c := newConn(nc.(*net.UnixConn), path)
	c.registry = c.create(registry)
	c.request(displayID, displayGetRegistry, c.registry)
	if err := c.roundtrip(ctx, func(*message) error { return nil }); err != nil {
		c.close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	c.settled = true
	return c, nil
}

func newConn(nc *net.UnixConn, path string) *conn {
	return &conn{
		nc:      nc,
		path:    path,
		objects: map[uint32]kind{displayID: display},
		lastID:  displayID,
	}
}

func (c *conn) close() { c.nc.Close() }

// create names a new object of ours. The compositor demands that ids have no
// gaps, and keeps a table of all that were ever used, so old ones come first.
func (c *conn) create(k kind) uint32 {
	var id uint32
	if n := len(c.free); n > 0 {
		id, c.free = c.free[n-1], c.free[:n-1]
	} else {
		c.lastID++
		id = c.lastID
	}
	c.objects[id] = k
	return id
}

// destroy gathers the request that ends an object. An id of ours is free when
// the compositor says so, one of the compositor's at once.
func (c *conn) destroy(id uint32, opcode uint16) {
	c.request(id, opcode)
	if id >= firstServerID {
		delete(c.objects, id)
	} else {
		c.objects[id] = dead
	}
}

// request gathers a request.
func (c *conn) request(object uint32, opcode uint16, words ...uint32) {
	c.out = appendMessage(c.out, object, opcode, words...)
}

// bind gathers the request for the use of a global.
func (c *conn) bind(g global, k kind) (id, v uint32) {
	id, v = c.create(k), min(g.version, version(g.iface))
	c.out = appendBind(c.out, c.registry, g.name, g.iface, v, id)
	c.bound = append(c.bound, g.name)
	return id, v
}

// sync gathers the request for an answer when all before it has been done. One
// answer is waited for at a time.
func (c *conn) sync() (id uint32) {
	id = c.create(callback)
	c.answered = 0
	c.request(displayID, displaySync, id)
	return id
}

// flush sends the gathered requests in one write.
func (c *conn) flush() error {
	if len(c.out) == 0 {
		return nil
	}
	_, err := c.nc.Write(c.out)
	c.out = c.out[:0]
	return err
}

// roundtrip handles events until the compositor has done all that was
// requested. It gives up when ctx is done or patience ends.
func (c *conn) roundtrip(ctx context.Context, handle func(*message) error) error {
	c.nc.SetDeadline(time.Now().Add(patience))
	defer c.nc.SetDeadline(time.Time{})
	defer context.AfterFunc(ctx, func() { c.nc.SetDeadline(past) })()
	answer := c.sync()
	if err := c.flush(); err != nil {
		return err
	}
	for c.answered != answer {
		err := c.fill()
		if err == nil {
			err = c.handleAll(handle)
		}
		if errors.Is(err, os.ErrDeadlineExceeded) && ctx.Err() == nil {
			return fmt.Errorf("the compositor did not answer in %v: it may hang", patience)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// handleAll handles all that has been received.
func (c *conn) handleAll(handle func(*message) error) error {
	for {
		m, ok, err := c.next()
		if err != nil || !ok {
			return err
		}
		if err := c.dispatch(&m, handle); err != nil {
			return err
		}
	}
}

// next parses the next message that has been received whole.
func (c *conn) next() (m message, ok bool, err error) {
	size, err := messageSize(c.in[c.from:])
	if err != nil || size == 0 || len(c.in)-c.from < size {
		return message{}, false, err
	}
	m = parseMessage(c.in[c.from : c.from+size])
	c.from += size
	return m, true, nil
}

// fill waits for something and reads all that has arrived.
func (c *conn) fill() error {
	n, err := c.nc.Read(c.room())
	if n == 0 {
		return err
	}
	c.received(n)
	return nil
}

// room is where what arrives is read to. As all whole messages have been
// parsed, less than one of 64 KiB is in front of it.
func (c *conn) room() []byte {
	c.in = slices.Delete(c.in, 0, c.from)
	c.from = 0
	if cap(c.in)-len(c.in) < 4096 {
		c.in = slices.Grow(c.in, 16<<10)
	}
	return c.in[len(c.in):cap(c.in)]
}

// received notes that n bytes are in the room.
func (c *conn) received(n int) {
	c.in = c.in[:len(c.in)+n]
	c.readAt = time.Now()
}

// dispatch takes in what concerns the connection itself and hands on the rest.
func (c *conn) dispatch(m *message, handle func(*message) error) error {
	var err error
	k := c.objects[m.object]
	switch k {
	case noObject, dead, seatObject:
		return nil
	case display:
		err = c.displayEvent(m)
	case registry:
		err = c.registryEvent(m)
	case callback:
		c.objects[m.object], c.answered = dead, m.object
	default:
		err = handle(m)
	}
	if m.args.garbled {
		return fmt.Errorf("event %d of %v is garbled", m.opcode, k)
	}
	return err
}

// displayEvent reads an error, or that an id is free. The text of an error is
// left out: nobody knows what it quotes.
func (c *conn) displayEvent(m *message) error {
	switch m.opcode {
	case displayError:
		object, code := m.args.word(), m.args.word()
		return fmt.Errorf("the compositor ended the connection: error %d of %v", code, c.objects[object])
	case displayDeleteID:
		if id := m.args.word(); c.objects[id] == dead {
			delete(c.objects, id)
			c.free = append(c.free, id)
		}
	}
	return nil
}

// registryEvent keeps the list of globals. A change of what is in use, or
// could be, ends the connection: the next one begins with what there is then.
func (c *conn) registryEvent(m *message) error {
	name := m.args.word()
	switch m.opcode {
	case registryGlobal:
		g := global{name, m.args.text(), m.args.word()}
		if !notable(g.iface) || len(c.globals) == globalLimit {
			return nil
		}
		c.globals = append(c.globals, g)
		if c.settled && version(g.iface) > 0 {
			return fmt.Errorf("the compositor has begun to offer %s", g.iface)
		}
	case registryGlobalRemove:
		if slices.Contains(c.bound, name) {
			return errors.New("the compositor has taken away what was in use")
		}
		c.globals = slices.DeleteFunc(c.globals, func(g global) bool { return g.name == name })
	}
	return nil
}

// offer is the global with the interface, if there is one.
func (c *conn) offer(iface string) (global, bool) {
	i := slices.IndexFunc(c.globals, func(g global) bool { return g.iface == iface })
	if i < 0 {
		return global{}, false
	}
	return c.globals[i], true
}

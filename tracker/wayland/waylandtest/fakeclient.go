package waylandtest

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"slices"
	"time"
)

var ne = binary.NativeEndian

// client is a connection to a Fake, under its mutex.
type client struct {
	fake     *Fake
	nc       *net.UnixConn
	objects  map[uint32]*object
	registry uint32
	manager  uint32 // of windows; 0: not bound
	timeouts []*timeout
	nextID   uint32 // of an object of the compositor
}

type object struct {
	iface   string
	version uint32
}

type timeout struct {
	Timeout
	id      uint32
	elapsed time.Duration
	fired   bool
}

// serve does what the client requests, until one of them ends. What a client
// must not do fails the test.
func (c *client) serve() {
	defer c.nc.Close()
	for {
		header := make([]byte, 8)
		if _, err := io.ReadFull(c.nc, header); err != nil {
			return
		}
		body := make([]byte, max(8, int(ne.Uint32(header[4:])>>16))-8)
		if _, err := io.ReadFull(c.nc, body); err != nil {
			return
		}
		c.fake.mu.Lock()
		if !c.fake.mute {
			if err := c.do(ne.Uint32(header), ne.Uint32(header[4:])&0xffff, body); err != nil {
				c.fake.t.Errorf("the client broke the protocol: %v", err)
				c.nc.Close()
			}
		}
		c.fake.mu.Unlock()
	}
}

func (c *client) do(id, opcode uint32, body []byte) error {
	o := c.objects[id]
	if o == nil {
		return fmt.Errorf("request %d of object %d, which is not there", opcode, id)
	}
	words := make([]uint32, len(body)/4)
	for i := range words {
		words[i] = ne.Uint32(body[4*i:])
	}
	request := fmt.Sprintf("%s.%d/%d", o.iface, opcode, len(words))
	switch request {
	case "wl_display.0/1": // sync
		c.event(words[0], 0, uint32(1))
		c.event(1, 1, words[0])
	case "wl_display.1/1": // get_registry
		c.registry = words[0]
		c.objects[c.registry] = &object{iface: "wl_registry"}
		for i, offer := range c.fake.offers {
			c.event(c.registry, 0, uint32(i+1), offer.Interface, offer.Version)
		}
	case extIdleInterface + ".1/3", extIdleInterface + ".2/3":
		if opcode == 2 && o.version < 2 {
			return fmt.Errorf("%s in version %d", request, o.version)
		}
		return c.addTimeout(words[0], words[1], words[2], opcode == 2)
	case kdeIdleInterface + ".0/3":
		return c.addTimeout(words[0], words[2], words[1], false)
	case "timeout.0/0", "toplevel.7/0":
		c.destroy(id)
	default:
		if o.iface == "wl_registry" && opcode == 0 && len(words) > 4 {
			return c.bind(words, body)
		}
		return fmt.Errorf("unknown request %s", request)
	}
	return nil
}

func (c *client) bind(words []uint32, body []byte) error {
	name, length := int(words[0]), int(words[1])
	v, id := words[len(words)-2], words[len(words)-1]
	if name < 1 || name > len(c.fake.offers) || 8+length > len(body) {
		return fmt.Errorf("bind of global %d", name)
	}
	offer, iface := c.fake.offers[name-1], string(body[8:8+length-1])
	if iface != offer.Interface || v < 1 || v > offer.Version {
		return fmt.Errorf("bind of %s version %d where %v is offered", iface, v, offer)
	}
	c.objects[id] = &object{iface, v}
	if iface == windowsInterface {
		c.manager = id
		for _, w := range c.fake.windows {
			w.introduce(c)
		}
	}
	return nil
}

func (c *client) addTimeout(id, ms, seat uint32, inputOnly bool) error {
	if o := c.objects[seat]; o == nil || o.iface != seatInterface {
		return fmt.Errorf("a timeout for object %d, which is no seat", seat)
	}
	if c.objects[id] != nil {
		return fmt.Errorf("object %d is there already", id)
	}
	c.objects[id] = &object{iface: "timeout"}
	c.timeouts = append(c.timeouts, &timeout{
		Timeout: Timeout{time.Duration(ms) * time.Millisecond, inputOnly}, id: id,
	})
	return nil
}

func (c *client) destroy(id uint32) {
	delete(c.objects, id)
	c.timeouts = slices.DeleteFunc(c.timeouts, func(t *timeout) bool { return t.id == id })
	if id < 0xff000000 {
		c.event(1, 1, id)
	}
}

// event sends an event. A uint32, a string and a []uint32 are arguments.
func (c *client) event(id, opcode uint32, args ...any) {
	body := make([]byte, 8)
	for _, arg := range args {
		switch arg := arg.(type) {
		case uint32:
			body = ne.AppendUint32(body, arg)
		case string:
			body = ne.AppendUint32(body, uint32(len(arg)+1))
			body = append(body, arg...)
			body = append(body, make([]byte, 4-len(arg)%4)...)
		case []uint32:
			body = ne.AppendUint32(body, uint32(4*len(arg)))
			for _, v := range arg {
				body = ne.AppendUint32(body, v)
			}
		default:
			panic(fmt.Sprintf("argument %T", arg)) // the test's own mistake
		}
	}
	ne.PutUint32(body, id)
	ne.PutUint32(body[4:], uint32(len(body))<<16|opcode)
	c.nc.Write(body)
}

package x11

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

const (
	// setupPatience is how long the server may take to let us in.
	setupPatience = 10 * time.Second
	// replyLimit bounds what one answer may have us allocate.
	replyLimit = 1 << 20
	// answersTake is how long a server needs for the answers to a dozen questions,
	// which it gives one by one.
	answersTake = 200 * time.Microsecond
)

var errStopped = errors.New("asked to stop")

// conn is a connection to an X server. Requests gather in out until they are
// flushed; answers come in their order. One goroutine uses it; only the inbox
// may be touched by others.
type conn struct {
	setup
	nc     net.Conn
	raw    syscall.RawConn // of nc
	inbox  inbox
	napper napper
	out    []byte
	seq    uint16 // of the last request in out or sent
	lastID uint32
	in     []byte // received and not parsed yet
	chunk  [4096]byte
	events []packet // arrived while a reply was due
}

// packet is an event, a reply or an error.
type packet struct {
	at   time.Time // when it was received
	body []byte    // 32 bytes, more for some replies
}

// Kinds of packets, their first byte. What is not one of the first two is an event.
const (
	kindError          = 0
	kindReply          = 1
	kindPropertyNotify = 28
)

// kind is the first byte, without the mark of events that another client sent.
func (p packet) kind() byte { return p.body[0] &^ 0x80 }

// replyTo is the request that a reply or an error belongs to.
func (p packet) replyTo() uint16 { return le.Uint16(p.body[2:]) }

// requestError is the server's answer to a request that it could not do: as a
// rule the window is gone.
type requestError struct{ code, major byte }

func (e requestError) Error() string {
	return fmt.Sprintf("the server answered request %d with error %d", e.major, e.code)
}

// open connects and is let in.
func open(ctx context.Context, name string) (*conn, error) {
	d, err := parseDisplay(name)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, setupPatience)
	defer cancel()
	nc, err := d.dial(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", name, err)
	}
	c := &conn{nc: nc, inbox: inbox{nc: nc}, napper: newNapper()}
	if c.raw, err = nc.(syscall.Conn).SyscallConn(); err != nil {
		c.close()
		return nil, fmt.Errorf("connect to %s: %w", name, err)
	}
	defer context.AfterFunc(ctx, func() { nc.SetDeadline(past) })()
	if c.setup, err = c.enter(cookieFor(d, nc), d.screen); err != nil {
		c.close()
		return nil, fmt.Errorf("enter %s: %w", name, err)
	}
	return c, nil
}

func (c *conn) enter(cookie []byte, screen int) (setup, error) {
	if _, err := c.nc.Write(greeting(cookie)); err != nil {
		return setup{}, err
	}
	answer := make([]byte, 8)
	if _, err := io.ReadFull(c.nc, answer); err != nil {
		return setup{}, err
	}
	answer = append(answer, make([]byte, 4*int(le.Uint16(answer[6:])))...)
	if _, err := io.ReadFull(c.nc, answer[8:]); err != nil {
		return setup{}, err
	}
	return parseSetup(answer, screen)
}

func (c *conn) close() {
	c.nc.Close()
	c.napper.close()
}

// newID names a resource of ours.
func (c *conn) newID() uint32 {
	c.lastID++
	return c.idBase | c.lastID
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

// ask is flush for questions that have several answers, and nobody who waits for
// them: whoever waits is woken by each.
func (c *conn) ask() error {
	if err := c.flush(); err != nil {
		return err
	}
	c.napper.nap(answersTake)
	return nil
}

// event returns the next event; os.ErrDeadlineExceeded when there was none
// until then (zero: wait for ever) or something arrived in the inbox.
func (c *conn) event(until time.Time) (packet, error) {
	if len(c.events) > 0 {
		p := c.events[0]
		c.events = c.events[1:]
		return p, nil
	}
	for {
		p, err := c.receive(until, false)
		if err != nil || p.kind() > kindReply {
			return p, err
		}
		// An error of a request that has no reply: the window was gone.
	}
}

// reply waits for the answer to the request that was number seq. Events that
// come before it are kept. It waits for as long as it takes, or until a stop:
// nobody is answered while some client has grabbed the server, and window
// managers do for as long as a window is dragged.
func (c *conn) reply(seq uint16) ([]byte, error) {
	for {
		p, err := c.receive(time.Time{}, true)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			// An ask; it stays in the inbox.
		case err != nil:
			return nil, err
		case p.kind() > kindReply:
			c.events = append(c.events, p)
		case p.replyTo() != seq:
			// An error of an earlier request that has no reply.
		case p.kind() == kindError:
			return nil, requestError{p.body[1], p.body[10]}
		default:
			return p.body, nil
		}
	}
}

// receive returns the next packet. A deadline that passes in the middle of one
// loses nothing.
func (c *conn) receive(until time.Time, replyDue bool) (packet, error) {
	for {
		size, err := packetSize(c.in)
		if err != nil {
			return packet{}, err
		}
		if size > 0 && len(c.in) >= size {
			body := c.in[:size:size]
			c.in = c.in[size:]
			return packet{time.Now(), body}, nil
		}
		if c.inbox.rest(until, replyDue) {
			if replyDue {
				return packet{}, errStopped
			}
			return packet{}, os.ErrDeadlineExceeded
		}
		n, err := c.nc.Read(c.chunk[:])
		c.in = append(c.in, c.chunk[:n]...)
		if err != nil && n == 0 {
			return packet{}, err
		}
	}
}

// linger takes in what arrives in a moment, together.
func (c *conn) linger(moment time.Duration) {
	if !c.napper.nap(moment) {
		return
	}
	if n := readNow(c.raw, c.chunk[:]); n > 0 {
		c.in = append(c.in, c.chunk[:n]...)
	}
}

// pending says whether another packet has been received already.
func (c *conn) pending() bool {
	size, err := packetSize(c.in)
	return len(c.events) > 0 || err != nil || (size > 0 && len(c.in) >= size)
}

// packetSize is the length of the packet that b begins with; 0: b must grow
// before that is known.
func packetSize(b []byte) (int, error) {
	if len(b) < 32 {
		return 0, nil
	}
	if b[0] != kindReply {
		return 32, nil
	}
	more := le.Uint32(b[4:])
	if more > replyLimit/4 {
		return 0, fmt.Errorf("an answer of %d words: not an X server", more)
	}
	return 32 + 4*int(more), nil
}

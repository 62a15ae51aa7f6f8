package server

import (
	"net"
	"sync"
	"time"
)

// limited takes as many connections as there are slots. The next one is told
// so and closed: left waiting in the queue of the kernel, a client could not
// tell a busy daemon from a dead one.
type limited struct {
	net.Listener
	slots chan struct{}
}

const busyAnswer = "HTTP/1.1 503 Service Unavailable\r\n" +
	"Content-Type: application/json\r\n" +
	"Retry-After: 10\r\n" +
	"Connection: close\r\n" +
	"\r\n" +
	`{"code":"busy","message":"too many connections are open","hint":"close what is not needed and try again"}` + "\n"

func (l *limited) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.slots <- struct{}{}:
			return &slotConn{Conn: conn, release: sync.OnceFunc(func() { <-l.slots })}, nil
		default:
			refuse(conn)
		}
	}
}

// refuse never waits: the answer fits in the buffer of a new connection.
func refuse(conn net.Conn) {
	if err := conn.SetWriteDeadline(time.Now().Add(10 * time.Millisecond)); err == nil {
		_, _ = conn.Write([]byte(busyAnswer)) // who asked may be gone
	}
	_ = conn.Close()
}

// slotConn gives its slot back when it is closed.
type slotConn struct {
	net.Conn
	release func()
}

func (c *slotConn) Close() error {
	defer c.release()
	return c.Conn.Close()
}

// CloseWrite lets the server end its half first, so that an answer to a body
// which is still coming is not lost with it.
func (c *slotConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

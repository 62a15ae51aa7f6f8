package server

import (
	"net"
	"sync"
	"time"
)

const (
	refuseTime = time.Second // in which who is refused must have asked
	maxRefused = 64          // that are told so at a time; more are just closed
)

// limited takes as many connections as it has slots. The next one is told so:
// left waiting in the queue of the kernel, a client could not tell a busy
// daemon from a dead one.
type limited struct {
	net.Listener
	slots, refused chan struct{}
	refusing       sync.WaitGroup
}

func limit(ln net.Listener, conns int) *limited {
	return &limited{
		Listener: ln,
		slots:    make(chan struct{}, conns),
		refused:  make(chan struct{}, maxRefused),
	}
}

const busyAnswer = "HTTP/1.1 503 Service Unavailable\r\n" +
	"Content-Type: application/json\r\n" +
	"Retry-After: 10\r\n" +
	"Connection: close\r\n" +
	"\r\n" +
	`{"code":"busy","message":"too many connections are open","hint":"close what is not needed and try again"}` + "\n"

// Accept returns the next connection that has a slot.
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
			l.refuse(conn)
		}
	}
}

// refuse says so to a connection, if not too many are being told already.
func (l *limited) refuse(conn net.Conn) {
	select {
	case l.refused <- struct{}{}:
		l.refusing.Go(func() {
			answerBusy(conn)
			<-l.refused
		})
	default:
		_ = conn.Close()
	}
}

// answerBusy lets the client ask first: an answer to nothing is an error to
// it. Who does not ask, or is gone, gets none.
func answerBusy(conn net.Conn) {
	defer conn.Close()
	if conn.SetDeadline(time.Now().Add(refuseTime)) != nil {
		return
	}
	if _, err := conn.Read(make([]byte, 4<<10)); err == nil {
		_, _ = conn.Write([]byte(busyAnswer))
	}
}

// Close also waits for those that are being refused.
func (l *limited) Close() error {
	err := l.Listener.Close()
	l.refusing.Wait()
	return err
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

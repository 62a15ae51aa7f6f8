//go:build !linux

package media

import "net"

func sendAs(conn net.Conn, b []byte) error {
	_, err := conn.Write(b)
	return err
}

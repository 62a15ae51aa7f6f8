package media

import (
	"net"
	"os"
	"syscall"
)

// sendAs sends with the credentials of this process, by which the server knows
// us even if it asks for them only after it has accepted the connection.
func sendAs(conn net.Conn, b []byte) error {
	socket, ok := conn.(*net.UnixConn)
	if !ok {
		_, err := conn.Write(b)
		return err
	}
	who := syscall.UnixCredentials(&syscall.Ucred{Pid: int32(os.Getpid()), Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid())})
	n, _, err := socket.WriteMsgUnix(b, who, nil)
	if err == nil && n < len(b) {
		_, err = socket.Write(b[n:])
	}
	return err
}

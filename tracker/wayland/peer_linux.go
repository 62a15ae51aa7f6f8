package wayland

import (
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// peerOf is who listens at the other end. With socket activation that is
// another program than the one that answers: it is a hint.
func peerOf(nc *net.UnixConn) peer {
	raw, err := nc.SyscallConn()
	if err != nil {
		return peer{}
	}
	var cred *syscall.Ucred
	raw.Control(func(fd uintptr) {
		cred, err = syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED)
	})
	if err != nil || cred == nil || cred.Pid <= 0 {
		return peer{}
	}
	comm, _ := os.ReadFile("/proc/" + strconv.Itoa(int(cred.Pid)) + "/comm")
	return peer{int(cred.Pid), int(cred.Uid), strings.TrimSpace(string(comm))}
}

//go:build !linux

package x11

import (
	"syscall"
	"time"
)

// napper has none: events are taken as they come.
type napper struct{}

func newNapper() napper { return napper{} }

func (napper) nap(time.Duration) bool { return false }
func (napper) close()                 {}

func readNow(syscall.RawConn, []byte) int { return 0 }

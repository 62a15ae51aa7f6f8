//go:build !linux

package store

import "os"

// writeThrough has a write return when it is on the disk.
const writeThrough = os.O_SYNC

package store

import "syscall"

// writeThrough has a write return when its data are on the disk.
const writeThrough = syscall.O_DSYNC

package terminal

import "time"

// node is the device node of a terminal.
type node struct {
	device device
	owner  int
	read   time.Time // when a program last read input from it: see inputBefore
}

// grid is how finely the kernel lets others see when a terminal was used, lest
// they tell a password from the rhythm of its keys.
const grid = 8 * time.Second

// inputBefore is the instant before which the last input came, given the time
// of access of a terminal's node. The kernel sets it at the first input in each
// eight seconds by the clock, and does not touch it for what comes after:
// tty_update_time in drivers/tty/tty_io.c.
func inputBefore(read time.Time) time.Time {
	const seconds = int64(grid / time.Second)
	return time.Unix((read.Unix()|(seconds-1))+1, 0)
}

package terminal

import (
	"bytes"
	"strconv"
)

// stat is what the kernel says of a process in /proc/PID/stat.
type stat struct {
	pid     int
	name    string // of 15 bytes at most; a program may give itself another one
	state   byte   // 'Z': dead, and not yet forgotten
	parent  int
	group   int
	session int
	tty     device // that it is on; 0: none
	front   int    // the process group in the foreground of tty; -1: none
	started uint64 // in ticks since the machine was
}

// device is the number of a device node, as stat(2) and /proc write it.
type device uint64

// parseStat reads a stat file. The name stands in brackets and may hold
// brackets and blanks itself: it ends at the last one.
func parseStat(b []byte) (s stat, ok bool) {
	from, to := bytes.IndexByte(b, '('), bytes.LastIndexByte(b, ')')
	if from < 0 || to < from {
		return stat{}, false
	}
	pid, err := strconv.Atoi(string(bytes.TrimSpace(b[:from])))
	if err != nil || pid <= 0 {
		return stat{}, false
	}
	s = stat{pid: pid, name: string(b[from+1 : to])}
	var fields [20][]byte // there are more, of which nothing is needed
	n := 0
	for field := range bytes.FieldsSeq(b[to+1:]) {
		if n == len(fields) {
			break
		}
		fields[n] = field
		n++
	}
	if n < len(fields) || len(fields[0]) != 1 {
		return stat{}, false
	}
	var numbers [5]int
	for i := range numbers {
		if numbers[i], err = strconv.Atoi(string(fields[1+i])); err != nil {
			return stat{}, false
		}
	}
	if s.started, err = strconv.ParseUint(string(fields[19]), 10, 64); err != nil {
		return stat{}, false
	}
	s.state, s.parent, s.group, s.session, s.front = fields[0][0], numbers[0], numbers[1], numbers[2], numbers[4]
	s.tty = device(uint32(numbers[3])) // the kernel prints it with a sign
	return s, true
}

func (s stat) isDead() bool { return s.state == 'Z' || s.state == 'X' }

// node is the name of a terminal under /dev: "pts/3", "tty1"; "" for others.
func (d device) node() string {
	major, minor := int(d>>8&0xfff), int(d&0xff|d>>12&0xfff00)
	switch {
	case major >= 136 && major <= 143:
		return "pts/" + strconv.Itoa((major-136)<<8+minor) // before Linux 2.6 each had 256
	case major == 4 && minor > 0 && minor < 64:
		return "tty" + strconv.Itoa(minor)
	}
	return ""
}

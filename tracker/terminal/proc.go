package terminal

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// proc is the folder in which the kernel shows processes: "/proc".
type proc string

func (p proc) path(pid int, file string) string {
	return string(p) + "/" + strconv.Itoa(pid) + "/" + file
}

// stat is false when there is no such process.
func (p proc) stat(pid int) (stat, bool) {
	if pid <= 0 {
		return stat{}, false
	}
	var buffer [1024]byte
	b, err := read(p.path(pid, "stat"), buffer[:])
	if err != nil {
		return stat{}, false
	}
	s, ok := parseStat(b)
	return s, ok && s.pid == pid
}

// children are the processes that pid started, of whichever of its threads,
// the oldest of each first.
func (p proc) children(pid int) []int {
	var pids []int
	var buffer [4096]byte // some 600 children; nobody has so many tabs
	listed := false
	for _, thread := range names(p.path(pid, "task")) {
		b, err := read(p.path(pid, "task/"+thread+"/children"), buffer[:])
		if err != nil {
			continue
		}
		listed = true
		if len(b) == len(buffer) {
			b = b[:bytes.LastIndexByte(b, ' ')+1] // the last one may be cut
		}
		for field := range strings.FieldsSeq(string(b)) {
			if child, err := strconv.Atoi(field); err == nil {
				pids = append(pids, child)
			}
		}
	}
	if !listed {
		return p.search(pid)
	}
	return pids
}

// search finds the children of pid under a kernel that was built without lists
// of them, by looking at every process.
func (p proc) search(pid int) []int {
	if _, ok := p.stat(pid); !ok {
		return nil
	}
	var pids []int
	for s := range p.all {
		if s.parent == pid {
			pids = append(pids, s.pid)
		}
	}
	return pids
}

// all goes through every process there is.
func (p proc) all(yield func(stat) bool) {
	for _, name := range names(string(p)) {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if s, ok := p.stat(pid); ok && !yield(s) {
			return
		}
	}
}

// program is the base name of the file that pid runs; "" for a process of
// somebody else.
func (p proc) program(pid int) string {
	path, err := os.Readlink(p.path(pid, "exe"))
	if err != nil {
		return ""
	}
	return filepath.Base(strings.TrimSuffix(path, " (deleted)"))
}

// script is the base name of the file that the interpreter pid runs, or the
// module; "" when it runs none, or when that cannot be told without knowing
// its options. No other argument is looked at.
func (p proc) script(pid int) string {
	args := p.args(pid)
	if len(args) < 2 {
		return ""
	}
	first := args[1]
	switch {
	case first == "-m" && len(args) > 2 && strings.HasPrefix(filepath.Base(args[0]), "python"):
		return args[2]
	case first == "" || first[0] == '-' || first[0] == '+':
		return ""
	}
	return filepath.Base(first)
}

// isTold tells whether the shell pid was started with its commands as an
// argument: sh -c, bash -lc. It waits for nobody then.
func (p proc) isTold(pid int) bool {
	args := p.args(pid)
	if len(args) < 2 {
		return false
	}
	options, ok := strings.CutPrefix(args[1], "-")
	return ok && strings.HasSuffix(options, "c") && !strings.HasPrefix(options, "-")
}

// args are up to the first three arguments of a process. They may be secret.
func (p proc) args(pid int) []string {
	var buffer [4096]byte
	b, err := read(p.path(pid, "cmdline"), buffer[:])
	if err != nil {
		return nil
	}
	args := strings.SplitN(string(b), "\x00", 4)
	return args[:len(args)-1] // each is ended by a zero byte
}

// names are those of the files in a folder, in no order.
func names(dir string) []string {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(-1) // what could be read before an error is worth having
	return names
}

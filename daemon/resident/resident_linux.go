package resident

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// pages are a part of the memory of this process, and what they are a copy of.
type pages struct {
	start, bytes uintptr
	file         string // device and inode
}

// program are the pages of the program that are only read. Looking for them
// takes the kernel longer than letting go of them, and they stay where they are.
var program = sync.OnceValues(func() ([]pages, error) {
	smaps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return nil, err
	}
	defer smaps.Close()
	all, err := readOnly(smaps)
	if err != nil {
		return nil, err
	}
	return ofFileAt(all, reflect.ValueOf(LetGoOf).Pointer()), nil
})

// LetGo takes the pages of the program that are only read out of the memory of
// this process. Starting and collecting garbage touch most of the program, of
// which little is needed again; the kernel has it all in its cache, and gives back
// what is touched without reading the disk.
func LetGo() error {
	all, err := program()
	for _, p := range all {
		err = errors.Join(err, LetGoOf(p.start, p.bytes))
	}
	if err != nil {
		return fmt.Errorf("let go of what is not needed: %w", err)
	}
	return nil
}

// LetGoOf takes the pages that begin at start out of the memory of this process.
// They have to be a copy of a file, all of them, that this process shares or only
// reads: what it has written to pages of its own is lost.
func LetGoOf(start, size uintptr) error {
	if _, _, failed := unix.Syscall(unix.SYS_MADVISE, start, size, unix.MADV_DONTNEED); failed != 0 {
		return os.NewSyscallError("madvise", failed)
	}
	return nil
}

// OfFiles is how many bytes of files are in the memory of this process, the
// program among them, give or take a quarter of a MiB; 0: it cannot be told.
func OfFiles() int {
	var statm [128]byte
	fd, err := unix.Open("/proc/self/statm", unix.O_RDONLY|unix.O_CLOEXEC, 0) // a third of the calls of os.ReadFile
	if err != nil {
		return 0
	}
	defer unix.Close(fd)
	n, _ := unix.Read(fd, statm[:])
	fields := strings.Fields(string(statm[:max(n, 0)])) // all, resident, shared, and more: see proc_pid_statm(5)
	if len(fields) < 3 {
		return 0
	}
	shared, _ := strconv.Atoi(fields[2])
	return shared * os.Getpagesize()
}

// ofFileAt are those pages that are of the same file as those that the address
// is in.
func ofFileAt(all []pages, address uintptr) (same []pages) {
	var file string
	for _, p := range all {
		if address-p.start < p.bytes { // before it the difference is very large
			file = p.file
		}
	}
	for _, p := range all {
		if p.file == file {
			same = append(same, p)
		}
	}
	return same
}

// readOnly are those pages of files that this process only reads and has no copy
// of its own of: what a loader has filled in before it made it read-only is in no
// file. See proc_pid_smaps(5).
func readOnly(smaps io.Reader) (all []pages, err error) {
	var p pages
	candidate := false
	lines := bufio.NewScanner(smaps)
	for lines.Scan() {
		line := lines.Bytes()
		switch {
		case len(line) == 0:
		case line[0] < 'A' || line[0] > 'Z': // a mapping begins; what is said of it has names
			p, candidate = mapping(string(line))
		case candidate && bytes.HasPrefix(line, []byte("Anonymous:")) && bytes.HasSuffix(line, []byte(" 0 kB")):
			all = append(all, p)
		}
	}
	return all, lines.Err()
}

// mapping reads the line that a mapping begins with, and whether it is of a file
// and only read.
func mapping(line string) (p pages, readOnly bool) {
	fields := strings.Fields(line) // addresses, permissions, offset, device, inode, path
	const noFile = "0"
	if len(fields) < 5 || !strings.HasPrefix(fields[1], "r-") || fields[4] == noFile {
		return p, false
	}
	from, to, _ := strings.Cut(fields[0], "-")
	start, err := strconv.ParseUint(from, 16, 64)
	end, err2 := strconv.ParseUint(to, 16, 64)
	p = pages{uintptr(start), uintptr(end - start), fields[3] + " " + fields[4]}
	return p, err == nil && err2 == nil && end > start
}

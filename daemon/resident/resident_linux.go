package resident

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// pages are a part of the memory of this process.
type pages struct{ start, end uintptr }

// LetGo takes the pages of the program and of the store that are only read out
// of the memory of this process. Starting touches most of the program, and going
// over the log most of the store, of which little is needed again; the kernel
// has it all in its cache, and gives back what is touched without reading the
// disk.
func LetGo() error {
	smaps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return fmt.Errorf("let go of what is not needed: %w", err)
	}
	defer smaps.Close()
	all, err := readOnly(smaps)
	for _, p := range all {
		if _, _, failed := unix.Syscall(unix.SYS_MADVISE, p.start, p.end-p.start, unix.MADV_DONTNEED); failed != 0 {
			err = errors.Join(err, os.NewSyscallError("madvise", failed))
		}
	}
	if err != nil {
		return fmt.Errorf("let go of what is not needed: %w", err)
	}
	return nil
}

// readOnly are those pages of files that this process only reads and has no copy
// of its own of: what a loader has filled in before it made it read-only is in no
// file. See proc_pid_smaps(5). This is read after every collection of garbage, so
// it makes little itself.
func readOnly(smaps io.Reader) (all []pages, err error) {
	var p pages
	candidate := false
	lines := bufio.NewScanner(smaps)
	for lines.Scan() {
		line := lines.Bytes()
		switch {
		case len(line) == 0:
		case line[0] < 'A' || line[0] > 'Z': // a mapping begins; what is said of it has names
			p, candidate = mapping(line)
		case candidate && bytes.HasPrefix(line, []byte("Anonymous:")) && bytes.HasSuffix(line, []byte(" 0 kB")):
			all = append(all, p)
		}
	}
	return all, lines.Err()
}

// mapping reads the line that a mapping begins with, and whether it is of a file
// and only read.
func mapping(line []byte) (p pages, readOnly bool) {
	addresses, rest, _ := bytes.Cut(line, []byte(" "))
	if !bytes.HasPrefix(rest, []byte("r-")) {
		return p, false
	}
	fields := bytes.Fields(rest) // permissions, offset, device, inode
	const noFile = "0"
	if len(fields) < 4 || string(fields[3]) == noFile {
		return p, false
	}
	start, end, _ := strings.Cut(string(addresses), "-")
	first, err := strconv.ParseUint(start, 16, 64)
	last, err2 := strconv.ParseUint(end, 16, 64)
	return pages{uintptr(first), uintptr(last)}, err == nil && err2 == nil
}

package resident

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
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
// file. See proc_pid_smaps(5).
func readOnly(smaps io.Reader) (all []pages, err error) {
	var p pages
	candidate := false
	lines := bufio.NewScanner(smaps)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) >= 5 && strings.Contains(fields[0], "-"):
			_, err := fmt.Sscanf(fields[0], "%x-%x", &p.start, &p.end)
			const noFile = "0"
			candidate = err == nil && strings.HasPrefix(fields[1], "r-") && fields[4] != noFile
		case len(fields) >= 2 && fields[0] == "Anonymous:" && fields[1] == "0" && candidate:
			all = append(all, p)
		}
	}
	return all, lines.Err()
}

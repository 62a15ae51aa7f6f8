package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// aheadAtOnce is what the kernel reads for one piece of advice; it cuts a
// greater one without saying so.
const aheadAtOnce = 128 << 10

// readAhead has the kernel fetch the file from begin to end, and returns its
// size. bbolt maps it for random access, and a cold scan would fetch it page by
// page, ten times slower.
func readAhead(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	for at := int64(0); at < info.Size(); at += aheadAtOnce {
		// Some file systems take no advice. It is only slower then.
		_ = unix.Fadvise(int(f.Fd()), at, aheadAtOnce, unix.FADV_WILLNEED)
	}
	return info.Size(), nil
}

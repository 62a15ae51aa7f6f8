//go:build !linux

package store

import (
	"errors"
	"io"
	"os"
)

// readAhead reads the file once from begin to end. bbolt maps it for random
// access, and a cold scan would fetch it page by page, ten times slower.
func readAhead(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{f}, make([]byte, 1<<20))
	return n, errors.Join(err, f.Close())
}

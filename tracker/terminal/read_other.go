//go:build !linux

package terminal

import "errors"

// read fails: other systems have no such files.
func read(string, []byte) ([]byte, error) { return nil, errors.ErrUnsupported }

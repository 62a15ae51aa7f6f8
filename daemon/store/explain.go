package store

import (
	"errors"
	"fmt"
	"io/fs"
)

// explain says what a person can do about an error of the file system.
func explain(err error) error {
	switch {
	case isDiskFull(err):
		return fmt.Errorf("the disk is full: free some space (%w)", err)
	case isReadOnly(err):
		return fmt.Errorf("the file system is read-only: mount it for writing, or set XDG_DATA_HOME to another (%w)", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the folder of the store must belong to you: see its owner and mode (%w)", err)
	}
	return err
}

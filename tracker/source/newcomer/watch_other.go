//go:build !linux

package newcomer

import (
	"context"
	"errors"
)

// Watch returns that nothing tells what comes here.
func Watch(context.Context, func(Kind)) error { return errors.ErrUnsupported }

//go:build !linux

package media

import "context"

func watchCamera(_ context.Context, tell func(update)) {
	tell(update{part: camera, err: absent("this system does not tell who uses a camera")})
}

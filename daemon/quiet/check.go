package quiet

import (
	"context"
	"errors"
)

// Check says which do-not-disturb there is and whether it is on now, or what is
// missing and what to do. It changes nothing. With an error the desk is the one
// that would not become quiet, "" when none was found.
func Check(ctx context.Context) (desk string, on bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	s, err := dial(ctx)
	if err != nil {
		return "", false, err
	}
	defer s.bus.Close()
	desk, err = s.find(ctx)
	if err != nil {
		return "", false, err
	}
	now, err := s.desk(desk).look(ctx)
	return shown(desk), now.quiet, errors.Join(err, now.cannot)
}

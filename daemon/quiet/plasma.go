package quiet

import (
	"context"
	"fmt"

	"github.com/godbus/dbus/v5"
)

// plasma counts inhibitions, and ends those of a program that leaves the bus:
// ours lasts as long as the session does.
type plasma struct{ *session }

const inhibited = "inhibited"

// entry is our desktop entry. Plasma shows its name beside the reason.
const entry = "focus-tray"

func (plasma) look(context.Context) (reading, error) {
	return reading{hush: inhibited, own: true}, nil
}

func (p plasma) set(ctx context.Context, value string) error {
	if value != inhibited {
		return p.release(ctx)
	}
	if p.cookie != 0 {
		return nil
	}
	hints := map[string]dbus.Variant{}
	if err := p.notifications(ctx, "Inhibit", entry, "A block of work is running", hints).Store(&p.cookie); err != nil {
		return fmt.Errorf("inhibit notifications: %w", err)
	}
	return nil
}

// release ends our inhibition. One of an earlier connection ended with it.
func (p plasma) release(ctx context.Context) error {
	if p.cookie == 0 {
		return nil
	}
	if err := p.notifications(ctx, "UnInhibit", p.cookie).Err; err != nil {
		return fmt.Errorf("end the inhibition of notifications: %w", err)
	}
	p.cookie = 0
	return nil
}

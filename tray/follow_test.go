package tray

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"focusd/daemon/api"
)

func TestExplain(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"refused", &api.Error{Message: "a break cannot be paused"}, "A break cannot be paused"},
		{
			"refused with a hint", fmt.Errorf("pause: %w", &api.Error{Message: "a break cannot be paused", Hint: "postpone it"}),
			"A break cannot be paused – postpone it",
		},
		{"no daemon", fmt.Errorf("%w: nothing answers at /run/x", api.ErrNoDaemon), "focusd is not running"},
		{"no answer", fmt.Errorf("post: %w", context.DeadlineExceeded), "focusd does not answer – see focus doctor"},
		{"other", errors.New("été"), "Été"},
		{"name of the program", errors.New("focusd did not start"), "focusd did not start"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := explain(tt.err); got != tt.want {
				t.Errorf("explain(%v) = %q, want %q", tt.err, got, tt.want)
			}
		})
	}
}

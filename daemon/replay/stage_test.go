package replay

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
)

const anHour = `{"record": 1, "begin": "2026-11-22T08:00:00Z", "zone": "UTC"}
{"t": 0, "sees": {"source": "x11", "app": "editor", "input": true}}
{"t": 1200, "sleep_seconds": 600}
{"t": 2400, "restart_seconds": 300}
{"t": 2700, "sees": {"source": "x11", "app": "editor", "input": true}}
{"t": 3600, "end": true}
`

func TestStageLooksWhileADaemonRuns(t *testing.T) {
	var looked []string
	var betweenAt time.Time
	s := Stage{
		Prepare: func(cfg *engine.Config) { cfg.AppLimit = -1 },
		Every:   10 * time.Minute,
		Look: func(p *engine.Player) error {
			if err := p.Count(engine.TaskCreated(true)...); err != nil {
				return err
			}
			looked = append(looked, p.Now().Format("15:04"))
			return p.Settle()
		},
		Between: func(at time.Time) error { betweenAt = at; return nil },
	}
	st := enginetest.NewMemory()
	if _, err := s.Play(t.Context(), strings.NewReader(anHour), st, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	// Not within the sleep, nor while no daemon ran.
	if got, want := strings.Join(looked, " "), "08:10 08:20 08:40 08:50 09:00"; got != want {
		t.Errorf("looked at %s, want %s", got, want)
	}
	if want := "08:45"; betweenAt.Format("15:04") != want {
		t.Errorf("between at %v, want %s", betweenAt, want)
	}
	stored, err := st.Load()
	if err != nil {
		t.Fatal(err)
	}
	if got := stored.Ledger[engine.Counter{Metric: "focusd_tasks_created_total", Labels: `size="micro"`}]; got != uint64(len(looked)) {
		t.Errorf("%d tasks are counted, want %d", got, len(looked))
	}
}

func TestStageStops(t *testing.T) {
	enough := errors.New("enough")
	for name, s := range map[string]Stage{
		"looking": {Every: time.Minute, Look: func(*engine.Player) error { return enough }},
		"between": {Between: func(time.Time) error { return enough }},
	} {
		if _, err := s.Play(t.Context(), strings.NewReader(anHour), enginetest.NewMemory(), slog.New(slog.DiscardHandler)); !errors.Is(err, enough) {
			t.Errorf("%s: %v, want %v", name, err, enough)
		}
	}
}

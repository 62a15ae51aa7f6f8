package month

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"focusd/contrib/person"
	"focusd/daemon/engine"
	"focusd/daemon/replay"
	"focusd/daemon/rules"
	"focusd/daemon/store"
	"focusd/tracker"
)

// month is a month in the making.
type month struct {
	life  person.Life
	now   time.Time
	cal   tracker.Calendar
	store *store.Store
}

// Lay puts a store into a folder that has none: a month of somebody who lives in
// a zone, up to now. A block has been running for a while when it ends.
func Lay(ctx context.Context, dir string, now time.Time, zone string) (err error) {
	in, err := time.LoadLocation(zone)
	if err != nil {
		return fmt.Errorf("the zone of the month: %w", err)
	}
	m := month{now: now.Truncate(time.Second), cal: tracker.Calendar{Location: in, Start: 4 * time.Hour}}
	m.life = live(m.now, in)
	d, err := m.plan()
	if err != nil {
		return fmt.Errorf("plan the month: %w", err)
	}
	titled(&m.life)
	if m.store, _, err = store.Open(dir, store.Options{Verify: func(string) error { return nil }}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.store.Close()) }()
	if err := m.record(ctx); err != nil {
		return fmt.Errorf("live the month: %w", err)
	}
	if err := m.say(ctx, d); err != nil {
		return fmt.Errorf("speak of the month: %w", err)
	}
	return nil
}

// plan lives the agenda, day by day.
func (m *month) plan() (*diary, error) {
	d := newDiary(&m.life, m.cal)
	today := m.cal.Day(m.now)
	first := today.Add(-days)
	at, _ := m.cal.Bounds(first)
	d.begin(at)
	d.vacation(today.Add(-17))
	for day := first; !today.Before(day); day = day.Add(1) {
		d.day(day, m.now)
	}
	return d, d.err
}

// record has the engine see the life.
func (m *month) record(ctx context.Context) error {
	var record bytes.Buffer
	if err := m.life.Record(&record); err != nil {
		return err
	}
	stage := replay.Stage{Prepare: func(cfg *engine.Config) { cfg.CommitEvery = time.Hour }}
	out, err := stage.Play(ctx, &record, m.store, slog.New(slog.DiscardHandler))
	if err == nil && len(out.Refused) > 0 {
		err = fmt.Errorf("refused: %s", out.Refused[0])
	}
	return err
}

// say keeps what the person says of it all, as a daemon does that runs now.
func (m *month) say(ctx context.Context, d *diary) error {
	cfg := engine.Config{Calendar: m.cal, Clocks: func() tracker.Clocks {
		return tracker.Clocks{Wall: m.now, Mono: time.Second, Boot: time.Second}
	}}
	e, err := engine.New(cfg, m.store, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- e.Run(running, nil) }()
	err = errors.Join(
		e.Keep(ctx, d.documents()...),
		file(ctx, rules.New(m.store, e.Keep, "")),
		m.correct(ctx, e),
	)
	stop()
	return errors.Join(err, <-ended)
}

// today says whether an instant is of the last day.
func (m *month) today(at time.Time) bool { return m.cal.Day(at) == m.cal.Day(m.now) }

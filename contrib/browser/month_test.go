package browser

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"focusd/contrib/afternoon"
	"focusd/contrib/e2e/rig"
	"focusd/contrib/person"
	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/replay"
	"focusd/daemon/store"
	"focusd/tracker"
)

// What the tests find in the day, beside the usual.
const (
	unfiledApp = "zeppelin"  // no rule knows it: 35 minutes
	secretWord = "marmalade" // in the title of one window: 10 minutes of reader
)

// home is what somebody has who uses focusd for a month: a store to be copied.
type home struct {
	store string // the file
	zone  string // where it is past two in the afternoon of its last day
}

// fill makes a home: the days are lived by the engine, and what is planned and
// said is said to a daemon.
func fill(dir string) (home, error) {
	h := home{zone: afternoon.Zone(time.Now())}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return h, err
	}
	bin, err := programs()
	if err != nil {
		return h, err
	}
	m, err := rig.New(bin, dir)
	if err != nil {
		return h, err
	}
	defer m.Close()
	data := m.Path("home/.local/share/focusd")
	h.store = filepath.Join(data, store.FileName)
	if err := lived(data, h.zone); err != nil {
		return h, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	defer cancel()
	if err := settle(m, h.zone); err != nil {
		return h, err
	}
	if _, err := m.StartDaemon(ctx); err != nil {
		return h, err
	}
	if err := rules(ctx, m.Client()); err != nil {
		return h, err
	}
	for line := range strings.Lines(plans) {
		if out := m.Focus(ctx, strings.Fields(line)...); out.Code != 0 {
			return h, fmt.Errorf("%s", out)
		}
	}
	return h, m.Close()
}

// settle puts a machine into a zone, without anything that watches windows: those
// of whoever runs the test are no business of it.
func settle(m *rig.Machine, zone string) error {
	m.Set("TZ", zone)
	return m.Configure("[presence]\nsources = [\"logind\"]\n")
}

// lived puts the days into a store: a month, and today until now.
func lived(dir, zone string) error {
	where, err := time.LoadLocation(zone)
	if err != nil {
		return err
	}
	now := time.Now().In(where).Truncate(time.Second)
	today := tracker.Day{Year: now.Year(), Month: now.Month(), Day: now.Day()}
	life := person.Live(person.Character{Seed: 5, Begin: today.Add(-30), Days: 30, Zone: zone})
	work(&life, now)
	return stored(life, dir)
}

// stored puts a life into a store.
func stored(life person.Life, dir string) error {
	var record bytes.Buffer
	if err := life.Record(&record); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	s, _, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	stage := replay.Stage{Prepare: func(cfg *engine.Config) { cfg.CommitEvery = 5 * time.Minute }}
	_, err = stage.Play(context.Background(), &record, s, slog.New(slog.DiscardHandler))
	return err
}

// work is a working day until now, which is in the afternoon.
func work(life *person.Life, now time.Time) {
	nine := time.Date(now.Year(), now.Month(), now.Day(), 9, 0, 0, 0, now.Location()).UTC()
	_, offset := now.Zone()
	at := life.To()
	until := func(end time.Time, m person.Moment) {
		m.From, m.To, m.Offset = at, end, offset/60
		life.Moments = append(life.Moments, m)
		at = end
	}
	do := func(minutes int, app, title string) {
		until(at.Add(time.Duration(minutes)*time.Minute), person.Moment{Presence: tracker.Active, App: app, Title: title})
	}
	block := func(minutes int) {
		life.Blocks = append(life.Blocks, person.Block{
			Start: at, End: at.Add(time.Duration(minutes) * time.Minute), Preset: "25/5", Label: "chapter of a sample", Finished: true,
		})
		do(minutes-5, "editor", "chapter, sample of today")
		do(5, "terminal", "build, sample of today")
	}
	until(nine, person.Moment{Presence: tracker.Asleep})
	do(15, "mail", "inbox, sample of today")
	block(25)
	until(at.Add(6*time.Minute), person.Moment{Presence: tracker.Idle})
	block(25)
	do(9, "chat", "room, sample of today")
	until(at.Add(40*time.Minute), person.Moment{Presence: tracker.Passive, App: "meeting", Title: "call, sample of today", Evidence: tracker.Meeting})
	do(35, unfiledApp, "envelope, sample of today")
	until(at.Add(50*time.Minute), person.Moment{Presence: tracker.Locked}) // lunch
	do(10, "reader", "paper on "+secretWord)
	do(12, "browser", "forum, sample of today")
	do(40, "editor", "chapter, sample of today")
	until(now.UTC(), person.Moment{Presence: tracker.Active, App: "editor", Title: "notes, sample of today"})
}

// rules are the person's.
func rules(ctx context.Context, c *api.Client) error {
	for line := range strings.Lines(strings.TrimSpace(person.Rules)) {
		words := strings.Fields(line)
		var err error
		if words[0] == "category" {
			reading := len(words) > 3
			_, err = c.SetCategory(ctx, api.CategoryCommand{Do: "set", Name: words[1], Class: words[2], Reading: &reading})
		} else {
			_, err = c.ChangeRules(ctx, api.RuleCommand{Do: "add", Text: strings.TrimSpace(line)})
		}
		if err != nil {
			return fmt.Errorf("%s: %w", line, err)
		}
	}
	return nil
}

// plans are what the person said to the command line, without quotes: no word of
// it has a blank in it.
const plans = `add call dentist ~4m @phone !1 due:fri
add write report !2 > outline ~5m > draft ~20m > send ~5m
add water the plants ~3m every:3d %low
add order coffee ~8m @phone
add read the contract ~45m !2 due:tomorrow
add tidy the desk ~10m later:+3d
add answer Anna ~5m wait:Anna
add book a train ~12m
done book
six report contract dentist coffee
block add 1h writing --match category:work/code --window 9:00-11:00
block add 30m Spanish
habit add stretch --anchor lunch
habit add read --minutes 10m --ramp 10%..30
habit tick stretch
goal add Spanish-B2 --target 5h --every week
goal add novel --target 80h
log add 08:10-08:50 walk @health --new
`

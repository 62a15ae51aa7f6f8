package server

import (
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/tracker"
)

// Reconfigure replaces the rules and the calendar of a server that answers.
func (s *Server) Reconfigure(cfg engine.Config) {
	if cfg.Rules.UndoFor == 0 {
		cfg.Rules.UndoFor = timer.DefaultRules().UndoFor
	}
	if cfg.Calendar.Location == nil {
		cfg.Calendar = tracker.Calendar{Location: time.Local, Start: 4 * time.Hour}
	}
	s.config.Store(&cfg)
}

// Calendar is which days there are where the person is.
func (s *Server) Calendar() tracker.Calendar { return s.config.Load().Calendar }

// status is how things are now.
func (d *door) status(w http.ResponseWriter, _ *http.Request) error {
	return answer(w, d.statusOf(d.engine.Snapshot()))
}

// statusOf is snap on the wire, with the clocks that run in it read now.
func (s *Server) statusOf(snap *engine.Snapshot) api.Status {
	now := time.Now().UTC().Truncate(time.Millisecond)
	var quiet *api.Quiet
	if s.Quiet != nil {
		quiet = s.Quiet()
	}
	today := todayOf(snap, now)
	today.Rested = instant(s.Nudges.Rested())
	return api.Status{
		Quiet:    quiet,
		Version:  s.Version,
		At:       now,
		Zone:     snap.Zone,
		Timer:    api.FromTimer(snap.Timer, now, s.config.Load().Rules.UndoFor),
		Presence: s.presenceOf(snap),
		Today:    today,
		Tracking: api.Tracking{
			On:          snap.Tracking,
			PausedUntil: instant(snap.PausedUntil),
			HeldUntil:   instant(snap.HeldUntil),
		},
		Store: api.Store{LastCommit: instant(snap.Store.LastCommit), Failing: snap.Store.Failing},
		Source: api.Source{
			Name:     snap.Source.Name,
			Watching: snap.Source.Watching,
			Since:    instant(snap.Source.Since),
			Reason:   snap.Source.Reason,
		},
		Changes: changesOf(snap.Store),
		Nudges:  s.nudgesOf(),
	}
}

// changesOf is how often the log has become another one, whoever changed it: every
// correction and every change of rules leaves a document.
func changesOf(s engine.StoreState) uint64 {
	return s.Kept[entries.KindEdit] + s.Kept[rules.KindChange] + s.Forgotten
}

func (s *Server) presenceOf(snap *engine.Snapshot) api.Presence {
	return api.Presence{
		Category:  s.categoryOf(snap.Window),
		State:     snap.Presence.String(),
		Since:     instant(snap.PresenceSince),
		App:       snap.Window.App,
		Title:     snap.Window.Title,
		LastInput: instant(snap.Input.Last),
	}
}

// categoryOf is what somebody is at who has w in front.
func (s *Server) categoryOf(w tracker.Window) string {
	if s.Rules == nil || w == (tracker.Window{}) {
		return ""
	}
	return s.Rules.Judge(w)
}

// todayOf is the day so far. What goes on has grown since the snapshot was
// taken: the presence, and the focus of a block that is counting.
func todayOf(snap *engine.Snapshot, now time.Time) api.Today {
	day := snap.Day
	if now.After(day.To) {
		now = day.To // the snapshot of the next day is on its way
	}
	grown := max(now.Sub(snap.At), 0)
	day.Presences[snap.Presence] += grown
	if snap.Presence == tracker.Active || snap.Presence == tracker.Passive {
		day.Active += grown
	}
	focus := day.Focus
	if snap.Timer.Phase == timer.Work || snap.Timer.Phase == timer.Overtime {
		focus += max(snap.Timer.Block.Focus(now)-snap.Timer.Block.Focus(snap.At), 0)
	}
	return api.Today{
		Day:       day.Day.String(),
		From:      day.From,
		To:        day.To,
		Active:    wholeSeconds(day.Active),
		Focus:     wholeSeconds(focus),
		Blocks:    day.Blocks,
		Presences: byPresence(day.Presences, wholeSeconds),
	}
}

// byPresence names the lengths that are not zero, in the unit that in makes.
func byPresence(lengths [tracker.Unobserved + 1]time.Duration, in func(time.Duration) int64) map[string]int64 {
	named := make(map[string]int64)
	for p, d := range lengths {
		if n := in(d); n != 0 {
			named[tracker.Presence(p).String()] = n
		}
	}
	return named
}

func wholeSeconds(d time.Duration) int64 { return int64(d.Round(time.Second) / time.Second) }

// instant is t where there may be none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

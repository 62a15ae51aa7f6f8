package api

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// FromTimer is the timer as a client sees it at now. A command can be taken
// back for undoFor.
func FromTimer(s timer.State, now time.Time, undoFor time.Duration) Timer {
	preset := s.Preset
	if preset == (timer.Preset{}) {
		preset, _ = timer.ParsePreset("25/5") // what the zero State means by it
	}
	next, length := s.Next()
	t := Timer{
		State:       s.Phase.String(),
		Kind:        preset.Kind.String(),
		Preset:      preset.Name,
		Since:       instant(s.Since),
		Left:        seconds(s.Left(now)),
		Elapsed:     seconds(s.Elapsed(now)),
		Credits:     s.Cycle.Credits,
		LongEvery:   preset.LongEvery,
		Next:        next.String(),
		NextSeconds: seconds(length),
		Postpones:   s.Postpones(now),
	}
	switch s.Phase {
	case timer.Work, timer.Paused, timer.Overtime:
		t.addBlock(s)
	case timer.ShortBreak, timer.LongBreak, timer.BreakOver:
		t.addBreak(s.Break)
	}
	if u := s.Undo; u != nil && now.Before(u.At.Add(undoFor)) {
		t.Undo, t.UndoAt, t.UndoUntil = u.Verb.String(), instant(u.At), instant(u.At.Add(undoFor))
	}
	return t
}

func (t *Timer) addBlock(s timer.State) {
	b := s.Block
	t.Kind, t.Preset, t.LongEvery = b.Kind.String(), b.Preset.Name, b.Preset.LongEvery
	t.Label = b.Label()
	t.Started = instant(b.Started)
	t.Planned = seconds(b.Planned)
	if s.Phase == timer.Paused {
		t.Cause = s.Cause.String()
		return
	}
	t.Ends = instant(b.Deadline())
}

func (t *Timer) addBreak(b timer.Break) {
	t.Started = instant(b.Started)
	t.Ends = instant(b.Started.Add(b.Planned))
	t.Planned = seconds(b.Planned)
}

// FromBlock is a block as it was, or is at now while it runs.
func FromBlock(b timer.Block, now time.Time) Block {
	w := Block{
		Kind:    b.Kind.String(),
		Preset:  b.Preset.Name,
		Label:   b.Label(),
		Started: b.Started,
		Ended:   instant(b.Ended),
		Planned: seconds(b.Planned),
		Focus:   seconds(b.Focus(now)),
		Gaps:    len(b.Gaps),
	}
	if !b.Ended.IsZero() {
		w.Outcome = b.Outcome().String()
	}
	for _, s := range b.Segments {
		w.Segments = append(w.Segments, Segment{Start: s.Start, Label: s.Label})
	}
	return w
}

// FromBreak is a break as it was, or is while it lasts.
func FromBreak(b timer.Break) Break {
	w := Break{
		Long:    b.Long,
		Started: b.Started,
		Ended:   instant(b.Ended),
		Planned: seconds(b.Planned),
	}
	if b.Outcome != timer.Open {
		w.Outcome = b.Outcome.String()
	}
	return w
}

// FromSpan is one row of the log.
func FromSpan(s tracker.Span) Span {
	return Span{
		Start:    s.Start,
		End:      s.End,
		Presence: s.Presence.String(),
		App:      s.Window.App,
		Title:    s.Window.Title,
		Offset:   s.Offset,
	}
}

// instant is t where there may be none.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// seconds rounds to the nearest: a block of 25 min that began a moment ago has
// 1500 left, not 1499.
func seconds(d time.Duration) int64 { return int64(d.Round(time.Second) / time.Second) }

package credit

import (
	"context"
	"errors"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/report"
	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
)

const (
	// often is how often it looks while somebody works.
	often = time.Minute
	// settled is how long after its end a day is ended: by then its log can no
	// longer change.
	settled = 10 * time.Minute
	// aside is how much has to have gone to something else, to be none of the task
	// that is being done.
	aside = time.Minute
	// gone is how long an absence is at least, to be none of the task that is
	// being done. What is shorter is thinking.
	gone = 5 * time.Minute
)

// Run credits what is tracked until ctx is done or the engine has ended.
func (t *Teller) Run(ctx context.Context) {
	if t.Engine.Ping(ctx) != nil {
		return
	}
	f := follower{Teller: t}
	for s := range t.Engine.WatchExceptWindows(ctx) {
		f.see(ctx, s)
	}
}

// follower is what Run remembers from one snapshot to the next.
type follower struct {
	*Teller
	there  bool        // whether somebody was
	phase  timer.Phase // of the timer
	day    tracker.Day
	commit time.Time // that was looked at last
	looked time.Time
	retry  time.Time   // something failed: not before
	ended  tracker.Day // the days before it have been ended
}

func (f *follower) see(ctx context.Context, s *engine.Snapshot) {
	if !f.due(s) {
		return
	}
	came := there(s) && !f.there
	f.there, f.phase, f.day = there(s), s.Timer.Phase, s.Day.Day
	f.commit, f.looked = s.Store.LastCommit, s.At
	if err := f.look(ctx, s, came); err != nil && ctx.Err() == nil {
		if f.retry.IsZero() {
			f.Log.Error("what was tracked is not credited", "err", err)
		}
		f.there = f.there && !came // who came is to be noticed again
		f.retry = s.At.Add(often)
		return
	}
	f.retry = time.Time{}
}

// due tells whether s is worth a look.
func (f *follower) due(s *engine.Snapshot) bool {
	turned := there(s) != f.there || s.Timer.Phase != f.phase || s.Day.Day != f.day
	switch {
	case s.At.Before(f.retry):
		return false
	case turned:
		return true
	}
	return there(s) && !s.Store.LastCommit.Equal(f.commit) && s.At.Sub(f.looked) >= often
}

func there(s *engine.Snapshot) bool {
	return s.Presence == tracker.Active || s.Presence == tracker.Passive
}

// look has the agenda take in what there is.
func (f *follower) look(ctx context.Context, s *engine.Snapshot, came bool) error {
	var empty, doing bool
	var unended []tracker.Day
	var w agenda.When
	err := f.Book.Look(func(a *agenda.Agenda, now agenda.When) error {
		w = now
		empty = len(a.Tasks)+len(a.TimeBlocks)+len(a.Habits)+len(a.Goals) == 0
		_, doing = a.Active()
		if f.ended != w.Today() && !empty {
			unended = a.Unended(w)
		}
		return nil
	})
	if err != nil || empty {
		return err
	}
	if doing {
		if err := f.narrow(ctx); err != nil {
			return err
		}
	}
	if came && doing {
		if err := f.back(ctx, w); err != nil {
			return err
		}
	}
	if err := f.endDays(ctx, unended, w); err != nil {
		return err
	}
	if err := f.credit(ctx, w); err != nil {
		return err
	}
	return f.Learn(w)
}

// credit begins the day, and ticks what there was time enough for.
func (f *follower) credit(ctx context.Context, w agenda.When) error {
	facts, err := f.Facts(w.Today(), w)
	if err != nil {
		return err
	}
	first, begun := facts.Anchors[agenda.AtFirstActivity]
	if !begun {
		return nil
	}
	if err := f.note(ctx, func(a *agenda.Agenda, w agenda.When) agenda.Change { return a.BeginDay(first, w) }); err != nil {
		return err
	}
	return f.note(ctx, func(a *agenda.Agenda, w agenda.When) agenda.Change { return a.Track(facts, w) })
}

// endDays writes down what is only known of days that are over, once their log
// stands.
func (f *follower) endDays(ctx context.Context, days []tracker.Day, w agenda.When) error {
	if begin, _ := w.Calendar.Bounds(w.Today()); w.Now.Before(begin.Add(settled)) {
		return nil
	}
	for _, day := range days {
		facts, err := f.Closed(day, w)
		if err != nil {
			return err
		}
		end := func(a *agenda.Agenda, w agenda.When) agenda.Change { return a.EndDay(day, facts, w) }
		if err := f.note(ctx, end); err != nil {
			return err
		}
	}
	f.ended = w.Today()
	return nil
}

// back has the absence that is over be none of the task that is being done.
func (f *follower) back(ctx context.Context, w agenda.When) error {
	left, came, err := f.absence(w)
	if err != nil || came.Sub(left) < gone {
		return err
	}
	return f.note(ctx, func(a *agenda.Agenda, w agenda.When) agenda.Change { return a.Away(left, came, w) })
}

// narrow has what went to something else be none of the task that is being done,
// if that says what counts as working on it. It looks at the log up to the last
// commit.
func (f *follower) narrow(ctx context.Context) error {
	var task agenda.Task
	err := f.Book.Look(func(a *agenda.Agenda, _ agenda.When) error {
		task, _ = a.Active()
		return nil
	})
	if err != nil || len(task.Match) == 0 || !task.Since.Before(f.commit) {
		return err
	}
	j, err := f.judge()
	if err != nil {
		return err
	}
	facts := report.Facts{From: task.Since, To: f.commit, Now: f.commit}
	if err := f.fill(&facts); err != nil {
		return err
	}
	off := task.Elsewhere(j.Credits(facts))
	if off < aside {
		return nil
	}
	return f.note(ctx, func(a *agenda.Agenda, w agenda.When) agenda.Change {
		if now, _ := a.Active(); now.ID != task.ID || !now.Since.Equal(task.Since) {
			return agenda.Change{} // something else is being done meanwhile
		}
		return a.Strayed(off, facts.To, w)
	})
}

// absence is the one before the person came, by the log: that has also seen it
// when the daemon has not.
func (f *follower) absence(w agenda.When) (left, came time.Time, err error) {
	var since time.Time
	err = f.Book.Look(func(a *agenda.Agenda, _ agenda.When) error {
		task, _ := a.Active()
		since = task.Since
		return nil
	})
	if err != nil {
		return left, came, err
	}
	left, came = since, f.Engine.Snapshot().PresenceSince
	for s, err := range f.Store.Spans(since, came) {
		if err != nil {
			return left, came, err
		}
		if s.Presence == tracker.Active || s.Presence == tracker.Passive {
			left = s.End
		}
	}
	return left, came, nil
}

// note has the agenda change by itself.
func (f *follower) note(ctx context.Context, do func(*agenda.Agenda, agenda.When) agenda.Change) error {
	_, err := f.Book.Note(ctx, func(a *agenda.Agenda, w agenda.When) (agenda.Change, error) { return do(a, w), nil })
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

package nudge

import (
	"slices"
	"time"

	"focusd/tracker"
)

// Rules is how the person wants to be spoken to. A length or count of zero
// means the one of DefaultRules.
type Rules struct {
	Calendar tracker.Calendar // whose days and hours; its zero value is midnight in UTC
	Off      []Kind           // never said

	Questions int // a logical day: 3; less than zero: none

	Short, Long  Rhythm
	MaxStretch   time.Duration // a block may last so long before it is spoken to of rest: 90 min
	AfterMeeting time.Duration // silence after a meeting: 2 min

	StartAfter  time.Duration // work without a block before it is said: 10 min
	StartEvery  time.Duration // and said again: 45 min
	DriftAfter  time.Duration // in a block but somewhere else: 20 s
	ReturnAfter time.Duration // the shortest loss of a block to ask about: 5 min
	GapAfter    time.Duration // the shortest absence to ask about: 15 min

	GoalEvery   int           // days between two mentions of a goal: 5
	RewardEvery int           // tasks and blocks for a reward: 2
	DailyLimit  time.Duration // of active time; zero: none
	WinsAt      time.Duration // since midnight by the civil clock; zero: never
	RecordAt    time.Duration // since midnight by the civil clock; zero: never
}

// Rhythm is how often to rest, and for how long.
type Rhythm struct {
	After     time.Duration // active time until a rest is due
	Length    time.Duration // the shortest that is one
	Postpone  time.Duration // unless said otherwise
	Postpones int           // at most; less than zero: none
}

// Lengths and counts that are part of what a rule means.
const (
	repeatAfter = time.Minute      // from the first notice of a rest to the second
	notices     = 2                // of one rest; then only the tray tells
	prelude     = 10 * time.Second // a pause in that time begins the rest
	busyShare   = 0.3              // more input than that and it was no rest

	pauseLasts   = 2 * time.Minute  // a natural pause
	patience     = 30 * time.Minute // in which one has to come
	apart        = 5 * time.Minute  // between two things that can wait
	questionOpen = 10 * time.Minute
	noticeOpen   = 10 * time.Minute
	driftOpen    = time.Minute
	driftEvery   = 5 * time.Minute
	asideAtMost  = 2 * time.Minute // something else in between, and it is still the same work

	returnFresh = 10 * time.Minute // a loss older than that is not asked about
	gapFresh    = 2 * time.Hour    // an absence likewise
	nightFrom   = 5 * time.Hour    // an absence so long is a night
	leastNight  = 2 * time.Hour    // and so is one over the end of a day, as in reports
	morningFor  = 4 * time.Hour    // from the first activity of a day

	tooLong        = 90 * time.Minute // without a rest
	manyTasks      = 10               // on today's list, or twice what usually gets done
	manyTimeBlocks = 5
	manyJuggles    = 3 // within an hour
	manySkips      = 3 // in a row
	manySwitches   = 2 // times the usual

	rudeAfter     = 3                  // dismissals at one hour
	rudeFor       = 7 * 24 * time.Hour // then silence at that hour
	costAtMost    = 30 * time.Second   // of an answer: the notice may have waited unseen
	thoughtAtMost = 2 * time.Minute    // of saying what a gap was: who takes longer does something else
	naturalFrom   = 0.5                // of Rhythm.After: a rest before that stands for no reminder
	afterRest     = 10 * time.Minute   // in which no rest is spoken of
)

// DefaultRules are the ones of the manual.
func DefaultRules() Rules { return Rules{}.complete() }

func (r Rules) complete() Rules {
	const m = time.Minute
	fill(&r.Questions, 3)
	fill(&r.Short.After, 50*m)
	fill(&r.Short.Length, 5*m)
	fill(&r.Short.Postpone, 5*m)
	fill(&r.Short.Postpones, 2)
	fill(&r.Long.After, 100*m) // four blocks of 25 min, as the cycle has it
	fill(&r.Long.Length, 15*m)
	fill(&r.Long.Postpone, 10*m)
	fill(&r.Long.Postpones, 2)
	fill(&r.MaxStretch, 90*m)
	fill(&r.AfterMeeting, 2*m)
	fill(&r.StartAfter, 10*m)
	fill(&r.StartEvery, 45*m)
	fill(&r.DriftAfter, 20*time.Second)
	fill(&r.ReturnAfter, 5*m)
	fill(&r.GapAfter, 15*m)
	fill(&r.GoalEvery, 5)
	fill(&r.RewardEvery, 2)
	return r
}

func fill[T int | time.Duration](v *T, standard T) {
	if *v == 0 {
		*v = standard
	}
}

func (r Rules) off(k Kind) bool { return slices.Contains(r.Off, k) }

func (r Rules) rhythm(long bool) Rhythm {
	if long {
		return r.Long
	}
	return r.Short
}

// Recording tells whether it is late enough at now to look for what looked like a
// block without being one.
func (r Rules) Recording(now time.Time) bool {
	return r.RecordAt > 0 && !r.off(Record) && !now.Before(r.clock(now, r.RecordAt))
}

// clock is when the civil clock shows the given time since midnight on the
// logical day of t.
func (r Rules) clock(t time.Time, since time.Duration) time.Time {
	from, _ := r.Calendar.Bounds(r.Calendar.Day(t))
	year, month, day := from.In(r.location()).Date()
	at := time.Date(year, month, day, 0, 0, 0, 0, r.location())
	if since < r.Calendar.Start { // after midnight, and still the same logical day
		at = at.AddDate(0, 0, 1)
	}
	year, month, day = at.Date()
	return time.Date(year, month, day, 0, int(since/time.Minute), 0, 0, r.location()).UTC()
}

func (r Rules) location() *time.Location {
	if r.Calendar.Location == nil {
		return time.UTC
	}
	return r.Calendar.Location
}

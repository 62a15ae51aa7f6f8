package api

import "time"

// Status is what GET /v1/status answers and every message of GET /v1/events
// carries. Lengths are whole seconds unless the name says otherwise; times are
// RFC 3339 in UTC, absent when there is none.
type Status struct {
	Version string    `json:"version"` // of the daemon
	At      time.Time `json:"at"`
	Zone    string    `json:"zone"`

	Timer    Timer    `json:"timer"`
	Presence Presence `json:"presence"`
	Today    Today    `json:"today"`
	Tracking Tracking `json:"tracking"`
	Store    Store    `json:"store"`
	Source   Source   `json:"source"`
	Changes  uint64   `json:"changes,omitempty"` // of entries, rules and categories since the daemon began: the log is to be fetched again

	Quiet *Quiet `json:"quiet,omitempty"` // absent: there is nothing to say of it

	Nudges []Nudge `json:"nudges,omitempty"` // what the person was asked and has not answered, oldest first
}

// Timer is the timer as a client needs it to show and count down by itself.
type Timer struct {
	State  string `json:"state"`           // idle, work, paused, overtime, short_break, long_break, break_over
	Cause  string `json:"cause,omitempty"` // in paused: internal, external, away, lock, sleep, restart
	Kind   string `json:"kind"`            // pomodoro, flow, burst
	Preset string `json:"preset"`          // of the running block, else what a plain start starts
	Label  string `json:"label,omitempty"`

	Since   *time.Time `json:"since,omitempty"` // when the state began
	Started *time.Time `json:"started,omitempty"`
	Ends    *time.Time `json:"ends,omitempty"`  // deadline of the block or end of the break; absent in flow, paused, idle
	Planned int64      `json:"planned_seconds"` // of the block or break; 0 in flow and idle
	Left    int64      `json:"left_seconds"`    // at At; negative in overtime and break_over; frozen in paused
	Elapsed int64      `json:"elapsed_seconds"` // focus of the block, or time in the break, at At

	Credits     float64 `json:"credits"`        // towards the long break
	LongEvery   int     `json:"long_every"`     // 0: this preset has no long break
	Next        string  `json:"next"`           // state that the plain next step leads to: work, short_break, long_break
	NextSeconds int64   `json:"next_seconds"`   // its length
	Postpones   int     `json:"postpones_left"` // in a break: how often it may still be postponed now

	Undo      string     `json:"undo,omitempty"` // verb that undo would take back
	UndoAt    *time.Time `json:"undo_at,omitempty"`
	UndoUntil *time.Time `json:"undo_until,omitempty"`
}

// Presence is whether somebody is there, and in front of what.
type Presence struct {
	State     string     `json:"state"` // active, passive, idle, paused, locked, asleep, unobserved
	Since     *time.Time `json:"since,omitempty"`
	App       string     `json:"app"`                // "" when nothing has the focus
	Title     string     `json:"title,omitempty"`    // only over the socket, or with a token
	Category  string     `json:"category,omitempty"` // of the window, by the rules; absent: none knows it
	LastInput *time.Time `json:"last_input,omitempty"`
}

// Today is the running logical day so far.
type Today struct {
	Day       string           `json:"day"` // 2026-11-22
	From      time.Time        `json:"from"`
	To        time.Time        `json:"to"`
	Active    int64            `json:"active_seconds"`
	Focus     int64            `json:"focus_seconds"` // at At, the running block included
	Blocks    int              `json:"blocks"`        // completed
	Presences map[string]int64 `json:"presence_seconds"`

	Rested *time.Time `json:"rested,omitempty"` // when the last rest ended, of five minutes or more; absent: nobody knows
}

// Tracking is whether the log is being written.
type Tracking struct {
	On          bool       `json:"on"`
	PausedUntil *time.Time `json:"paused_until,omitempty"` // absent while paused: until resumed
	HeldUntil   *time.Time `json:"held_until,omitempty"`   // reminders are silent until then
}

// Source is how the window source is doing.
type Source struct {
	Name     string     `json:"name"`
	Watching bool       `json:"watching"`
	Since    *time.Time `json:"since,omitempty"`
	Reason   string     `json:"reason,omitempty"`
}

// Quiet is the do-not-disturb of the desktop while a block needs it.
type Quiet struct {
	On      bool       `json:"on"`
	Desktop string     `json:"desktop,omitempty"` // dunst, gnome, mako, plasma, swaync, xfce
	Ours    bool       `json:"ours"`              // put on for the block; false: it was on before, and stays
	Since   *time.Time `json:"since,omitempty"`
	Problem string     `json:"problem,omitempty"` // why it could not be put on, or given back yet
}

// Store is how the store is doing.
type Store struct {
	LastCommit *time.Time `json:"last_commit,omitempty"`
	Failing    string     `json:"failing,omitempty"`
}

// Command is the body of POST /v1/timer. The answer is the Status after it.
type Command struct {
	Do       string `json:"do"`                 // start, pause, resume, finish, stop, skip, extend, rewind, switch, postpone, keep, record, undo
	Preset   string `json:"preset,omitempty"`   // start
	Label    string `json:"label,omitempty"`    // start, switch, record
	Task     string `json:"task,omitempty"`     // start, switch: the ID of an open task, which is begun; its title is the label
	Seconds  int64  `json:"seconds,omitempty"`  // start: how long ago; extend, rewind, postpone; record: how long it lasted
	External bool   `json:"external,omitempty"` // pause: somebody else is the reason
	Replace  bool   `json:"replace,omitempty"`  // start
	Sure     bool   `json:"sure,omitempty"`     // start, stop, skip: leave a break early, where breaks are strict

	At time.Time `json:"at,omitzero"` // record: when it began; keep: when the gap did, or the block was closed; undo: undo_at of what is meant
}

// TrackingCommand is the body of POST /v1/tracking and POST /v1/reminders.
type TrackingCommand struct {
	Do      string `json:"do"`                // pause, resume (tracking); hold, release (reminders)
	Seconds int64  `json:"seconds,omitempty"` // 0: until resumed (tracking), until the day ends (reminders)
}

// Span is one row of GET /v1/log. The last row of a log that reaches to now
// is still growing.
type Span struct {
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Presence string    `json:"presence"`
	App      string    `json:"app,omitempty"`
	Title    string    `json:"title,omitempty"`
	Offset   int       `json:"offset_minutes"` // of local time from UTC when it was recorded
}

// Log is the answer of GET /v1/log?from=&to=, cut to [From, To).
type Log struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Spans []Span    `json:"spans"`
}

// Summary is the answer of GET /v1/summary?from=&to=.
type Summary struct {
	From      time.Time        `json:"from"`
	To        time.Time        `json:"to"`
	Presences map[string]int64 `json:"presence_ms"` // milliseconds; sums to To−From, or to now
	Focus     int64            `json:"focus_ms"`    // of blocks, as far as it lies in the range
	Apps      []AppTotal       `json:"apps"`        // time of which no entry says more, most first; app "" is nothing focused
	Hours     []HourTotal      `json:"hours"`       // of the civil clock, only for ranges of at most 8 days
	Blocks    []Block          `json:"blocks"`
	Breaks    []Break          `json:"breaks"`

	Entries []EntryTotal `json:"entries,omitempty"`   // what the person said, most first; it is not in Apps
	Hidden  int64        `json:"hidden_ms,omitempty"` // milliseconds taken from view: neither in Apps nor in Entries

	Categories []CategoryTotal `json:"categories,omitempty"` // only if asked for: the most time first; together the active and passive time

	Coverage []Share `json:"coverage,omitempty"` // only if asked for: all the time by presence and cause, sums to To−From
}

// AppTotal is the time in one app. Who watches a film is there and touches
// nothing: that is passive, and apart.
type AppTotal struct {
	App     string `json:"app"`
	Millis  int64  `json:"ms"` // active
	Passive int64  `json:"passive_ms,omitempty"`
	Spans   int    `json:"spans"`
}

// Day is the answer of GET /v1/day?date=: [From, To) by the clocks of where the
// person was.
type Day struct {
	Date string    `json:"date"`
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Share is the time of one presence that had one cause.
type Share struct {
	Presence string `json:"presence"`
	Cause    string `json:"cause"`        // see GET /v1/summary
	By       string `json:"by,omitempty"` // who said so
	Millis   int64  `json:"ms"`
}

// HourTotal is the active time in one hour.
type HourTotal struct {
	Start  time.Time `json:"start"`
	Active int64     `json:"active_ms"`
}

// Block is one run of the timer.
type Block struct {
	Kind     string     `json:"kind"`
	Preset   string     `json:"preset"`
	Label    string     `json:"label,omitempty"` // of the last segment
	Started  time.Time  `json:"started"`
	Ended    *time.Time `json:"ended,omitempty"` // absent: running
	Planned  int64      `json:"planned_seconds"`
	Focus    int64      `json:"focus_seconds"`
	Outcome  string     `json:"outcome"` // completed, partial, abandoned, discarded; "" while it runs
	Gaps     int        `json:"interruptions"`
	Segments []Segment  `json:"segments,omitempty"`
}

// Segment is the part of a block spent on one task.
type Segment struct {
	Start time.Time `json:"start"`
	Label string    `json:"label"`
}

// Break is one rest after a block.
type Break struct {
	Long    bool       `json:"long"`
	Started time.Time  `json:"started"`
	Ended   *time.Time `json:"ended,omitempty"`
	Planned int64      `json:"planned_seconds"`
	Outcome string     `json:"outcome"` // taken, natural, cut_short, skipped; "" while it lasts
}

// Doctor is the answer of GET /v1/doctor: what the daemon knows of itself.
type Doctor struct {
	Version string    `json:"version"`
	PID     int       `json:"pid,omitzero"` // absent when nobody answers
	Started time.Time `json:"started"`
	Paths   Paths     `json:"paths"`
	Checks  []Check   `json:"checks"`
	Sight   *Sight    `json:"sight,omitempty"` // absent when nobody answers
}

// Paths are the files and listeners of the running daemon.
type Paths struct {
	Config string `json:"config"`
	Store  string `json:"store"`
	Backup string `json:"backup"`
	Socket string `json:"socket"`
	Web    string `json:"web"` // "http://127.0.0.1:8463", "" when off
}

// Check is one thing that doctor looked at.
type Check struct {
	Name  string `json:"name"`           // "windows"
	State string `json:"state"`          // ok, warning, failed, absent
	Text  string `json:"text"`           // what is so
	Hint  string `json:"hint,omitempty"` // what to do

	Notes     []string `json:"notes,omitempty"`     // what else is worth knowing: why others that could were not chosen
	Elsewhere []string `json:"elsewhere,omitempty"` // those that are of other desktops
}

// Backup is the answer of POST /v1/backup.
type Backup struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
}

// Link is the answer of POST /v1/link: a link for the browser that opens the
// page once, within a minute. Only over the socket.
type Link struct {
	URL string `json:"url"`
}

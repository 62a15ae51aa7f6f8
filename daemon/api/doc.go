// Package api is the protocol between focusd and its clients: the values on
// the wire, the errors, and a client. What follows is its specification; a
// test reads the examples in it.
//
// The protocol is HTTP/1.1 with JSON, over three sorts of listener:
//
//   - The unix socket of [DefaultSocket]. Only its owner can reach it, and
//     whoever does may do everything. The Host is "focusd", "localhost" or
//     empty. A request with an Origin or a Referer is refused: no browser
//     speaks to a socket.
//   - Loopback, http://127.0.0.1:8463 unless it was set otherwise or off. Any
//     user of the machine and any page in a browser can reach it, so requests
//     need one of the listener's own names in Host, no foreign Origin or
//     Referer, and the token, but for /healthz, /metrics, /style.css, /icon.svg
//     and /js/, which tell nothing private. The token is sent as "Authorization: Bearer TOKEN",
//     or in the cookie focusd_token, which GET /?key=KEY sets. The metrics can be
//     set to another path.
//   - An address that other machines can reach, if one was set. It has /metrics,
//     /healthz and a page that leads to them, for requests by that address or a
//     name of the machine, and nothing else, whatever token is sent.
//
// Over the last two there may be TLS, and a password for basic authentication
// besides the token, which the cookie carries then.
//
// Times are RFC 3339 in UTC. Lengths are whole seconds unless the name of the
// field says otherwise. A field that has nothing to say is absent where the
// type says so. Fields may be added to answers, so a client ignores those that
// it does not know; in requests the daemon refuses them. Nothing is removed or
// given another meaning under /v1.
//
// Bodies of requests are JSON, said to be by their Content-Type, and at most
// 64 KiB long; that of an import 8 MiB.
//
// # Errors
//
// An answer other than 200 carries an error: what happened, and what to do.
// Programs decide on the code.
//
//	409 Conflict
//	{"code": "working", "message": "a block is already running", "hint": "finish it, or start with --replace"}
//
//	code        status  when
//	idle        409     the command needs a running block
//	working     409     start while a block runs, without replace
//	in_break    409     pause in a break
//	not_paused  409     resume while nothing runs
//	no_break    409     postpone outside a break
//	strict      409     a break is left early, and nobody is sure
//	overlap     409     record, and a block or a break is there
//	too_late    409     the time for postpone, extend or undo has passed
//	no_undo     409     there is nothing to undo
//	no_gap      409     keep, and no block has lost such time
//	no_question 409     an answer, and no such question is open
//	taken       409     an entry would cover recorded activity or another entry
//	changed     409     what an undo would take back, or a change is about, was changed since
//	range       422     a length is out of range
//	preset      422     the preset is neither a known name nor a length
//	request     400     the request is malformed
//	token       401     the token is missing or wrong
//	origin      403     sent on behalf of a page that is not the daemon's own
//	not_found   404     there is no such address
//	no_entry    404     there is no such entry or correction
//	not_here    404     not over this listener, or not set up
//	method      405     the address has other methods: see Allow
//	too_large   413     the body is longer than 64 KiB, of an import 8 MiB
//	media_type  415     the body is not said to be JSON
//	host        421     asked for under a name that is not the daemon's
//	no_item     404     the agenda has nothing of that name or ID
//	ambiguous   409     the agenda has several things of that name: the message has them
//	text        422     a line that the person wrote cannot be understood
//	value       422     what was said of something of the agenda, or of a setting, is not possible
//	item_kept   409     something of the agenda cannot be changed in this way
//	unreadable  409     a newer focusd has written what is to be read
//	rule        422     a rule or category is not what it should be
//	no_rule     404     there is no such rule or category
//	rule_kept   409     the rule or category cannot be changed in this way
//	internal    500     the daemon's fault; its log says more
//	busy        503     too many connections or streams: see Retry-After
//	stopping    503     the daemon is about to end
//	store       507     it could not be made durable, and has not happened
//
// # GET /v1/status
//
// How things are now. A countdown is made from timer.ends, not by asking again.
// changes is another number when the log is to be read again: an entry, a rule or
// a category is different. quiet is there while the desktop is on do-not-disturb for a block, or should
// be and is not, and for no other reason.
//
//	GET /v1/status
//
//	200 OK
//	{
//	  "version": "1.0.0",
//	  "at": "2026-11-22T09:05:00Z",
//	  "zone": "Europe/Berlin",
//	  "timer": {
//	    "state": "work",
//	    "kind": "pomodoro",
//	    "preset": "25/5",
//	    "label": "draft",
//	    "since": "2026-11-22T09:00:00Z",
//	    "started": "2026-11-22T09:00:00Z",
//	    "ends": "2026-11-22T09:25:00Z",
//	    "planned_seconds": 1500,
//	    "left_seconds": 1200,
//	    "elapsed_seconds": 300,
//	    "credits": 1,
//	    "long_every": 4,
//	    "next": "short_break",
//	    "next_seconds": 300,
//	    "postpones_left": 0
//	  },
//	  "presence": {
//	    "state": "active",
//	    "since": "2026-11-22T09:00:00Z",
//	    "app": "editor",
//	    "title": "chapter two",
//	    "category": "writing",
//	    "last_input": "2026-11-22T09:04:58Z"
//	  },
//	  "today": {
//	    "day": "2026-11-22",
//	    "from": "2026-11-22T03:00:00Z",
//	    "to": "2026-11-23T03:00:00Z",
//	    "active_seconds": 2100,
//	    "focus_seconds": 1800,
//	    "blocks": 1,
//	    "presence_seconds": {"active": 2100, "idle": 1200},
//	    "rested": "2026-11-22T08:55:00Z"
//	  },
//	  "tracking": {"on": true},
//	  "store": {"last_commit": "2026-11-22T09:04:40Z"},
//	  "source": {"name": "x11", "watching": true, "since": "2026-11-22T08:10:00Z"},
//	  "quiet": {"on": true, "desktop": "dunst", "ours": true, "since": "2026-11-22T09:00:00Z"},
//	  "nudges": [
//	    {
//	      "id": 7,
//	      "kind": "return",
//	      "at": "2026-11-22T09:03:00Z",
//	      "until": "2026-11-22T09:13:00Z",
//	      "from": "2026-11-22T08:55:00Z",
//	      "to": "2026-11-22T09:03:00Z",
//	      "seconds": 480,
//	      "answers": ["keep", "offline_work", "break", "drop"]
//	    }
//	  ]
//	}
//
// # POST /v1/timer
//
// Makes a command happen and answers the status after it. When the answer is
// 200 the command is on disk. What goes with which command:
//
//	start     preset, label, task (its ID), seconds (how long ago it began), replace, sure
//	pause     external (somebody else is the reason)
//	resume
//	finish
//	stop      sure
//	skip      sure
//	extend    seconds
//	rewind    seconds (how long the person was away)
//	switch    label, task
//	postpone  seconds (none: 5 min)
//	keep      at (when a gap of the running block began, or a block was closed because
//	          no daemon ran; none: the last): it was work after all
//	record    at (when it began), seconds (how long it lasted), label
//	undo      at (undo_at of the command that is meant: refused with "changed" where
//	          it is not the last; none: whichever is)
//
// A task is begun with the block, and its title is the label unless there is
// another. A start with neither is on the task that is being done, or on the first
// of the six that is open. The end of a block is not the end of the task.
//
// Where breaks are strict, who leaves one early, or skips one, has to be sure: the
// first to ask is refused with "strict", and to ask again after three seconds and
// within a minute is to be sure. A block that is recorded after the fact counts up,
// has ten minutes to eight hours, and lies over no other: that is "overlap".
//
//	POST /v1/timer
//	{"do": "start", "preset": "50/10", "label": "draft", "seconds": 120}
//
//	POST /v1/timer
//	{"do": "extend", "seconds": 300}
//
// # POST /v1/tracking
//
// Pauses and resumes the log. Without seconds a pause lasts until it is
// resumed. The answer is the status.
//
//	POST /v1/tracking
//	{"do": "pause", "seconds": 900}
//
//	POST /v1/tracking
//	{"do": "resume"}
//
// # POST /v1/reminders
//
// Holds and releases reminders. Without seconds they are silent until the
// logical day ends. The answer is the status.
//
//	POST /v1/reminders
//	{"do": "hold", "seconds": 3600}
//
//	POST /v1/reminders
//	{"do": "release"}
//
// # GET /v1/events
//
// An event stream (text/event-stream): the status at once, then at every
// change. Each message is one line "data: " with the JSON of GET /v1/status,
// and an empty line. A client that reads slowly misses what was overtaken, never
// the latest. There are no keep-alive messages: both ends of a local connection
// notice at once when the other is gone. At most 256 streams are open over the
// socket and 64 over loopback; to the next one the answer is "busy".
//
// # POST /v1/answer
//
// Answers what the person was asked or offered: the nudges of the status say what
// is open and which answers it takes. Without an id it is the latest that takes
// the answer. The answer of the daemon is the status. What there is, and what the
// answers do:
//
//	return   a running block lost time            keep gives it back; offline_work and break
//	         make an entry of it; drop: nothing
//	gap      nobody was there                     offline_work, break, drop
//	morning  which task matters most today        choose: the one in "about"; skip: not today
//	rest     a rest is due, "seconds" long        take begins it; postpone; skip
//	resting  it has begun by itself
//	start    work since "from" without a block    accept starts one that began then
//	drift    in a block, and somewhere else       back; belongs: it is part of it; pause
//	reward   one of the person's own, earned      accept takes it
//	pieces   small tasks that fit the gap; quiet  accept begins the first
//	record   from and to looked like a block      accept writes it down
//	recovered  a block was closed because no      keep has it end where it would have;
//	         daemon ran, at "from"                drop: nothing
//
// and what wants no answer, once a day each: overload, tasks, time_blocks,
// juggling, switching, unrested, skips, limit, goals, wins. All take dismissed:
// three times at one hour, and that is silent at the hour for a week. More kinds
// may come.
//
//	POST /v1/answer
//	{"id": 7, "answer": "keep"}
//
// With agenda=1 there are messages of another sort too, after the first status
// and whenever the agenda has changed: a line "event: agenda", and as data the
// edition of GET /v1/agenda, which is to be fetched again. A client passes over
// messages with a name that it does not know.
//
// # GET /v1/log
//
// The rows of the log that overlap [from, to), cut to it, oldest first. A bound
// is RFC 3339, or a date, which means the beginning of that logical day.
// Without from it is the beginning of today, without to it is now. Where the
// category alone is kept of the time, it stands in the place of the app, as
// "category:code", or after U+2063 in that of a title that is not kept any more.
//
//	GET /v1/log?from=2026-11-22&to=2026-11-23
//
//	200 OK
//	{
//	  "from": "2026-11-22T03:00:00Z",
//	  "to": "2026-11-23T03:00:00Z",
//	  "spans": [
//	    {
//	      "start": "2026-11-22T08:30:00Z",
//	      "end": "2026-11-22T09:00:00Z",
//	      "presence": "active",
//	      "app": "editor",
//	      "title": "chapter two",
//	      "offset_minutes": 60
//	    },
//	    {
//	      "start": "2026-11-22T09:00:00Z",
//	      "end": "2026-11-22T09:20:00Z",
//	      "presence": "idle",
//	      "offset_minutes": 60
//	    }
//	  ]
//	}
//
// With "Accept: application/x-ndjson" the spans are sent alone, one a line. In
// both forms the rows are sent as they are read; should reading fail, the
// connection breaks before the proper end of the answer.
//
// # GET /v1/summary
//
// What the log and the blocks of [from, to) add up to. Bounds are those of
// GET /v1/log. Hours are given for ranges of at most 8 days. With categories=1
// there is the active and passive time by category too, as the rules are now,
// whenever the time was. With coverage=1, for ranges of at most 8 days, all the
// time of the range is divided by presence and cause: the shares add up to it, a
// day of 23, 24 or 25 hours.
//
//	GET /v1/summary?from=2026-11-22T08:00:00Z&to=2026-11-22T10:00:00Z
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T10:00:00Z",
//	  "presence_ms": {"active": 2100000, "idle": 1200000},
//	  "focus_ms": 1500000,
//	  "apps": [{"app": "editor", "ms": 2100000, "spans": 12}],
//	  "hours": [
//	    {"start": "2026-11-22T08:00:00Z", "active_ms": 1800000},
//	    {"start": "2026-11-22T09:00:00Z", "active_ms": 300000}
//	  ],
//	  "blocks": [
//	    {
//	      "kind": "pomodoro",
//	      "preset": "25/5",
//	      "label": "draft",
//	      "started": "2026-11-22T08:30:00Z",
//	      "ended": "2026-11-22T08:55:00Z",
//	      "planned_seconds": 1500,
//	      "focus_seconds": 1500,
//	      "outcome": "completed",
//	      "interruptions": 0,
//	      "segments": [{"start": "2026-11-22T08:30:00Z", "label": "draft"}]
//	    }
//	  ],
//	  "breaks": [
//	    {
//	      "long": false,
//	      "started": "2026-11-22T08:55:00Z",
//	      "ended": "2026-11-22T09:00:00Z",
//	      "planned_seconds": 300,
//	      "outcome": "taken"
//	    }
//	  ],
//	  "entries": [{"text": "nap", "category": "health", "ms": 2100000}]
//	}
//
// Time of which an entry says what it was spent on counts for the entry and not
// for an app; presence stays what was recorded.
//
//	GET /v1/summary?from=2026-11-22T08:00:00Z&to=2026-11-22T08:30:00Z&categories=1
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T08:30:00Z",
//	  "presence_ms": {"active": 1500000, "passive": 300000},
//	  "focus_ms": 0,
//	  "apps": [{"app": "editor", "ms": 1500000, "passive_ms": 300000, "spans": 12}],
//	  "hours": [{"start": "2026-11-22T08:00:00Z", "active_ms": 1500000}],
//	  "blocks": [],
//	  "breaks": [],
//	  "categories": [
//	    {"name": "writing", "class": "earns", "hue": 65, "active_ms": 1200000, "passive_ms": 300000},
//	    {"name": "", "class": "unclassified", "active_ms": 300000, "passive_ms": 0}
//	  ]
//	}
//
// Causes are, of active: input, untold (nobody tells whether there is any); of
// passive: meeting, playing, reading, inhibited, just_ended; of idle: no_input; of
// paused: person; of locked: lock; of asleep: suspend; of unobserved: stopped,
// killed (focusd or the machine ended without notice), before (there had never been
// a daemon), no_source, clock (set forward over it), ahead (still to come); of any:
// unknown, where the journal of GET /v1/why has nothing.
//
//	GET /v1/summary?from=2026-11-22T08:00:00Z&to=2026-11-22T10:00:00Z&coverage=1
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T10:00:00Z",
//	  "presence_ms": {"active": 2100000, "locked": 1200000},
//	  "focus_ms": 0,
//	  "apps": [],
//	  "hours": [],
//	  "blocks": [],
//	  "breaks": [],
//	  "coverage": [
//	    {"presence": "active", "cause": "input", "by": "x11", "ms": 2100000},
//	    {"presence": "locked", "cause": "lock", "by": "logind", "ms": 1200000},
//	    {"presence": "unobserved", "cause": "stopped", "ms": 3000000},
//	    {"presence": "unobserved", "cause": "ahead", "ms": 900000}
//	  ]
//	}
//
// # GET /v1/timeline
//
// All there is to draw of a range of 8 days at most; bounds are those of
// GET /v1/log. stretches are the log up to now, without holes: rows that follow
// each other in one app and category are one, with the title that most of it had.
// With least=N those shorter than so many seconds are joined, "joined" of them, and
// the stretch says what most of it was. cause and by are those of GET /v1/summary,
// of the beginning of what is not active. blocks and breaks are those with a part
// in the range, with where the time of a block went; entries lie over the
// stretches.
//
//	GET /v1/timeline?from=2026-11-22T08:00:00Z&to=2026-11-22T10:00:00Z&least=60
//
//	200 OK
//	{
//	  "from": "2026-11-22T08:00:00Z",
//	  "to": "2026-11-22T10:00:00Z",
//	  "stretches": [
//	    {
//	      "start": "2026-11-22T08:00:00Z",
//	      "end": "2026-11-22T08:30:00Z",
//	      "presence": "locked",
//	      "cause": "lock",
//	      "by": "logind"
//	    },
//	    {
//	      "start": "2026-11-22T08:30:00Z",
//	      "end": "2026-11-22T09:05:00Z",
//	      "presence": "active",
//	      "app": "editor",
//	      "title": "chapter two",
//	      "category": "writing",
//	      "class": "earns",
//	      "hue": 65,
//	      "joined": 4
//	    }
//	  ],
//	  "blocks": [
//	    {
//	      "kind": "pomodoro",
//	      "preset": "25/5",
//	      "label": "draft",
//	      "started": "2026-11-22T08:30:00Z",
//	      "ended": "2026-11-22T08:55:00Z",
//	      "planned_seconds": 1500,
//	      "focus_seconds": 1500,
//	      "outcome": "completed",
//	      "interruptions": 0,
//	      "on_task": 0.88,
//	      "text": "22 min of 25 min on task, 3 min in mail"
//	    }
//	  ],
//	  "breaks": [],
//	  "entries": []
//	}
//
// # GET /v1/categories
//
// All categories, by name, with what they take from those above them.
//
//	GET /v1/categories
//
//	200 OK
//	{
//	  "categories": [
//	    {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"}
//	  ]
//	}
//
// # POST /v1/categories
//
// Sets what a category is, or removes one of one's own: do is set or remove.
// What is not said of it stays as it is, or is taken from the category above.
//
//	POST /v1/categories
//	{"do": "set", "name": "writing", "class": "earns", "hue": 65}
//
//	200 OK
//	{
//	  "did": "defined",
//	  "category": {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"}
//	}
//
// # GET /v1/rules
//
// The rules that the person wrote, the one that wins over the others first, and
// the defaults that they have switched off. With all=1 all defaults as well. With
// time=1 each has how much active and passive time of the last 30 days it decides,
// the defaults that decide some are there too, and other_ms is that of which no rule
// knows anything.
//
//	GET /v1/rules?time=1
//
//	200 OK
//	{
//	  "rules": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456789",
//	      "text": "app=editor title~draft -> writing",
//	      "category": "writing",
//	      "class": "earns",
//	      "hue": 65,
//	      "source": "own",
//	      "ms": 7200000
//	    },
//	    {
//	      "id": "default:app=player",
//	      "text": "app=player -> media",
//	      "category": "media",
//	      "class": "rest",
//	      "hue": 350,
//	      "source": "default",
//	      "off": true
//	    }
//	  ],
//	  "problems": [
//	    {"rule": "01KAH4V3Z8QWERTZ012345678A", "text": "there is no category \"thesis\"", "hint": "define it first"}
//	  ],
//	  "undo": "added app=editor title~draft -> writing",
//	  "from": "2026-10-23T09:05:00Z",
//	  "to": "2026-11-22T09:05:00Z",
//	  "other_ms": 5400000
//	}
//
// # POST /v1/rules
//
// Changes the rules; when the answer is 200 it is on disk and in force. The
// form of a rule is told by "go doc focusd/tracker/category". A rule is named by
// its id, by the last four or more letters of it, or by what stands before its
// arrow. What goes with which command:
//
//	add      text, class
//	file     app, category, class: a rule for that app
//	replace  id, text
//	remove   id
//	off      id, of a default
//	on       id, of a default that is off
//	move     id, of an own one, place: 1 is before all others
//	undo     takes the last change back that was not taken back yet
//
// Where a category is not known, class makes it. A rule that asks for the same as
// an own one replaces it, and stays at its place. A rule that is moved gets an
// order that puts it there, and so do rules before it, if that takes it. With
// "known", the text of the rule that is to be replaced or removed, as the person saw
// it, or "none", another one is not written over, but refused with "changed".
//
//	POST /v1/rules
//	{"do": "add", "text": "app=editor title~draft -> writing", "class": "earns"}
//
//	200 OK
//	{
//	  "did": "added",
//	  "rule": {
//	    "id": "01KAH4V3Z8QWERTZ0123456789",
//	    "text": "app=editor title~draft -> writing",
//	    "category": "writing",
//	    "class": "earns",
//	    "hue": 65,
//	    "source": "own"
//	  },
//	  "category": {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"},
//	  "change": "01KAH4V3Z8QWERTZ0123456790"
//	}
//
// With undo, "known" is the change that is meant: it is refused with "changed" if
// that is not the last one.
//
//	POST /v1/rules
//	{"do": "undo", "known": "01KAH4V3Z8QWERTZ0123456790"}
//
//	200 OK
//	{"did": "undone", "undone": "added app=editor title~draft -> writing"}
//
// # POST /v1/rules/test
//
// Which rules match a window, the winner first. Without at it is now.
//
//	POST /v1/rules/test
//	{"app": "editor", "title": "the draft", "at": "2026-11-22T09:00:00Z"}
//
//	200 OK
//	{
//	  "category": {"name": "writing", "class": "earns", "reading": false, "hue": 65, "source": "own"},
//	  "matches": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456789",
//	      "text": "app=editor title~draft -> writing",
//	      "category": "writing",
//	      "class": "earns",
//	      "hue": 65,
//	      "source": "own"
//	    }
//	  ]
//	}
//
// # POST /v1/rules/preview
//
// What a change would make of the log of a range, the last 30 days if none is
// given. Nothing is changed. It is refused as the change would be.
//
//	POST /v1/rules/preview
//	{"change": {"do": "add", "text": "app=editor title~draft -> writing"}, "from": "2026-11-01T03:00:00Z"}
//
//	200 OK
//	{
//	  "from": "2026-11-01T03:00:00Z",
//	  "to": "2026-11-22T09:05:00Z",
//	  "total_ms": 360000000,
//	  "moved_ms": 7200000,
//	  "categories": [
//	    {"name": "writing", "class": "earns", "before_ms": 0, "after_ms": 7200000},
//	    {"name": "code", "class": "supports", "before_ms": 90000000, "after_ms": 82800000}
//	  ],
//	  "subjects": [{"app": "editor", "title": "the draft", "from": "code", "to": "writing", "ms": 7200000}]
//	}
//
// # GET /v1/unclassified
//
// The time of a range, the last 30 days if none is given, that has no category
// or one that is unclassified: by app, with a rule for each whose category is
// for the person to say. With limit=N only the greatest.
//
//	GET /v1/unclassified?from=2026-11-01&to=2026-11-22&limit=1
//
//	200 OK
//	{
//	  "from": "2026-11-01T03:00:00Z",
//	  "to": "2026-11-22T03:00:00Z",
//	  "total_ms": 5400000,
//	  "apps": [
//	    {
//	      "app": "browser",
//	      "category": "web",
//	      "ms": 3600000,
//	      "spans": 40,
//	      "suggest": {"condition": "app=browser"},
//	      "titles": [
//	        {"text": "Forum", "ms": 1800000, "spans": 12, "suggest": {"condition": "app@web title|=Forum"}}
//	      ]
//	    }
//	  ]
//	}
//
// # GET /v1/entries
//
// What the person says of [from, to): the entries with a part in it, uncut,
// oldest first. Bounds are those of GET /v1/log, which shows what was recorded,
// with or without entries over it. Entries never overlap. Kinds are "added" (over
// time in which nobody was active), "edited" (instead of recorded activity) and
// "hidden" (recorded activity that counts as nothing).
//
//	GET /v1/entries?from=2026-11-22&to=2026-11-23
//
//	200 OK
//	{
//	  "from": "2026-11-22T03:00:00Z",
//	  "to": "2026-11-23T03:00:00Z",
//	  "entries": [
//	    {
//	      "id": "01KAN6TQR0ZK2E8YB4M5VTW9HC",
//	      "start": "2026-11-22T13:10:00Z",
//	      "end": "2026-11-22T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "kind": "added",
//	      "made": "2026-11-22T13:47:00Z",
//	      "origin": "command"
//	    }
//	  ]
//	}
//
// # POST /v1/entries
//
// Corrects what the log says, and never what was recorded. When the answer is
// 200 the correction is on disk. What goes with which command:
//
//	add     start and end, or seconds; text, category (one of them at least), origin, taken, new, took_seconds
//	edit    id or at; text, category, start, end (what changes), taken, new
//	split   at; text (of the second part, else that of the first)
//	delete  id or at, or start and end
//	undo    id (of the correction; none: the last that stands)
//
// With seconds an entry is about the last stretch of that length, up to now, or
// for a person who has just come back from an absence of about that length, up
// to the return. "at" means the entry that covers the instant; where there is
// none, for edit and delete, the stretch of the log around it: all the time in
// one app, or an absence. A deleted entry shows again what was recorded; deleting
// recorded activity hides it.
//
// Where an entry would cover recorded activity (active, passive) or another
// entry, it is refused with "taken"; with "taken": "trim" it is cut to the free
// pieces, with "over" it replaces what it covers. A category that nobody has
// defined is refused with "rule"; with "new" it is made, unclassified.
//
// took_seconds is what it cost the person to say what a gap was, where they were
// asked: it is part of what an exercise costs.
//
// With "seen", the id of the last correction that the person knows, or "none", a
// correction of time of which there was another one since is refused with
// "changed"; it goes with all but undo.
//
// The answer is what was done: "before" was taken away, "after" put in its
// place. For undo it is the correction that was taken back.
//
//	POST /v1/entries
//	{"do": "add", "seconds": 2100, "text": "nap", "category": "health"}
//
//	200 OK
//	{
//	  "id": "01KAN70CJ0QW1D7N3X8RFSGT5E",
//	  "at": "2026-11-22T13:47:00Z",
//	  "verb": "add",
//	  "before": [],
//	  "after": [
//	    {
//	      "id": "01KAN6TQR0ZK2E8YB4M5VTW9HC",
//	      "start": "2026-11-22T13:10:00Z",
//	      "end": "2026-11-22T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "kind": "added",
//	      "made": "2026-11-22T13:47:00Z",
//	      "origin": "command"
//	    }
//	  ]
//	}
//
//	POST /v1/entries
//	{"do": "edit", "at": "2026-11-22T13:20:00Z", "category": "rest", "taken": "trim"}
//
//	POST /v1/entries
//	{"do": "undo"}
//
// # GET /v1/entries/history
//
// The last corrections, the last first: as many as "last" says, 1 to 1000, else
// 50. One that was taken back says when.
//
//	GET /v1/entries/history?last=1
//
//	200 OK
//	{
//	  "edits": [
//	    {
//	      "id": "01KAN70CJ0QW1D7N3X8RFSGT5E",
//	      "at": "2026-11-22T13:47:00Z",
//	      "verb": "delete",
//	      "before": [
//	        {
//	          "id": "01KAN6TQR0ZK2E8YB4M5VTW9HC",
//	          "start": "2026-11-22T13:10:00Z",
//	          "end": "2026-11-22T13:45:00Z",
//	          "offset_minutes": 60,
//	          "text": "nap",
//	          "kind": "added",
//	          "made": "2026-11-22T13:47:00Z",
//	          "origin": "fill"
//	        }
//	      ],
//	      "after": [],
//	      "undone": "2026-11-22T13:50:00Z"
//	    }
//	  ]
//	}
//
// # GET /v1/entries/gaps
//
// The stretches of [from, to), up to now, of at least 5 minutes in which nobody
// was there and of which no entry says anything, oldest first. Bounds are those
// of GET /v1/log.
//
//	GET /v1/entries/gaps?from=2026-11-22
//
//	200 OK
//	{
//	  "from": "2026-11-22T03:00:00Z",
//	  "to": "2026-11-22T14:00:00Z",
//	  "gaps": [{"start": "2026-11-22T12:00:00Z", "end": "2026-11-22T12:45:00Z", "presence": "locked"}]
//	}
//
// # POST /v1/entries/import
//
// Says what was written down elsewhere: all of it or nothing, as one correction,
// of 20,000 entries at most. What an import that stands has read before is left
// out, also if it was changed or deleted since. "taken" and "new" are those of
// POST /v1/entries; with "trim" an entry of which nothing is free is left out. An
// error begins with the "where" of the entry that it is about. Without yes nothing
// is changed, and the answer says what would be.
//
//	POST /v1/entries/import
//	{
//	  "entries": [
//	    {
//	      "start": "2026-11-20T13:10:00Z",
//	      "end": "2026-11-20T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "where": "notebook.txt:12"
//	    }
//	  ],
//	  "taken": "trim",
//	  "new": true,
//	  "yes": true
//	}
//
//	200 OK
//	{
//	  "done": true,
//	  "id": "01KAN70CJ0QW1D7N3X8RFSGT5E",
//	  "added": [
//	    {
//	      "id": "01KAFZQXN0ZK2E8YB4M5VTW9HC",
//	      "start": "2026-11-20T13:10:00Z",
//	      "end": "2026-11-20T13:45:00Z",
//	      "offset_minutes": 60,
//	      "text": "nap",
//	      "category": "health",
//	      "kind": "added",
//	      "made": "2026-11-22T13:47:00Z",
//	      "origin": "import"
//	    }
//	  ],
//	  "known": 3,
//	  "left_out": 1,
//	  "categories": ["health"]
//	}
//
// # GET /v1/agenda
//
// One logical day of what the person wants to do: today, or the day of "day"
// (2026-11-22, yesterday, tomorrow, fri). six are the tasks that the person
// ranked; tasks are the open ones on the list of the day: those ranked, put there,
// due by its end, or being done. Of a day that is over there are the six and what
// was done. Of time blocks and habits there are those that are for the day, and
// those done on it; a state is open (there is time for it), done, excused, and once
// the day is over partly or not_done. A tick by "tracker" or "entry" has as evidence
// what the time went to; one that was taken back says when. Of a habit that is
// quiet there is no streak. undo is the change that undo would take back.
//
//	GET /v1/agenda
//
//	200 OK
//	{
//	  "at": "2026-11-22T09:05:00Z",
//	  "day": "2026-11-22",
//	  "edition": 12,
//	  "active": {
//	    "id": "01KAH4V3Z8QWERTZ0123456781",
//	    "title": "outline",
//	    "outcome": "open",
//	    "task": "write report",
//	    "parent": "01KAH4V3Z8QWERTZ0123456780",
//	    "estimate_seconds": 300,
//	    "made": "2026-11-21T10:00:00Z",
//	    "since": "2026-11-22T09:01:00Z"
//	  },
//	  "six": [],
//	  "tasks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456782",
//	      "title": "call dentist",
//	      "outcome": "open",
//	      "estimate_seconds": 240,
//	      "contexts": ["phone"],
//	      "urgent": true,
//	      "important": true,
//	      "due": "2026-11-22",
//	      "made": "2026-11-20T08:00:00Z"
//	    }
//	  ],
//	  "done": [],
//	  "open": 14,
//	  "load": {
//	    "tasks_seconds": 540,
//	    "time_blocks_seconds": 0,
//	    "habits_seconds": 0,
//	    "capacity_seconds": 14400,
//	    "ratio": 0.0375,
//	    "level": "fits"
//	  },
//	  "time_blocks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456783",
//	      "name": "writing",
//	      "minutes": 60,
//	      "days": "mon,tue,wed,thu,fri,sat",
//	      "deep": true,
//	      "window": "09:00-11:00",
//	      "match": ["category:writing"],
//	      "made": "2026-11-01",
//	      "state": "open",
//	      "spent_minutes": 35,
//	      "planned": true,
//	      "fits": true,
//	      "next": true,
//	      "week": {"done": 4, "planned": 6}
//	    }
//	  ],
//	  "habits": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456784",
//	      "name": "stretch",
//	      "days": "daily",
//	      "measure": "once",
//	      "anchor": "first_block",
//	      "made": "2026-11-01",
//	      "state": "done",
//	      "eligible": true,
//	      "ticks": [{"at": "2026-11-22T08:30:00Z", "by": "person"}],
//	      "strength": 0.52,
//	      "streak": 9,
//	      "best": 12,
//	      "freezes": 1,
//	      "lately": {"kept": 19, "eligible": 21}
//	    }
//	  ],
//	  "score": {
//	    "time_blocks": {"done": 0, "planned": 1},
//	    "habits": {"done": 1, "planned": 1},
//	    "six": {"done": 0, "planned": 0},
//	    "perfect": false,
//	    "perfect_days": 11
//	  },
//	  "undo": {"id": "01KAN70CJ0QW1D7N3X8RFSGT5F", "at": "2026-11-22T09:01:00Z", "verb": "do", "what": "outline"}
//	}
//
// # POST /v1/agenda
//
// Changes the agenda; when the answer is 200 it is on disk. What a command is
// about is named by its id, or by a query, as people type it: a number, which
// means the one of that place in "seen", the IDs of the list that they saw last;
// four or more characters of the beginning or end of an ID; or beginnings of words
// of its name. A line has the marks that "go doc focusd/timer/agenda" tells of.
// What goes with which command:
//
//	add              line
//	edit             task; line: what its marks and its text say is another now
//	split            task; text: steps, one a line
//	do               task (none: the first of the six): it is being done, and nothing else
//	leave            next: nothing is being done; where to go on, to be shown then
//	done             task (none: the one that is being done)
//	later            task; day: not offered, listed or ranked before
//	today            task: on the list of today
//	not_today        task: off that list, and not ranked
//	drop             task: not to be done at all
//	skip             task that repeats: its next time
//	reopen           task that is done or dropped
//	order            task; list: its open steps in order, by number, id or query
//	six              list of tasks in order, or a task and its place (none: the last)
//	one              task (none: no answer): what matters most today
//	save_template    task that is done; name
//	use_template     template; name: of the task
//	remove_template  template
//	block_add        time_block; force: a sixth on a day
//	block_edit       time block; time_block: what is to be different; force
//	block_end        time block: not planned any more, from today on
//	habit_add        habit
//	habit_edit       habit; habit: what is to be different; horizon
//	habit_end        habit: not asked for any more, from today on
//	habit_kick       habit: its kick-start begins again
//	ramp             habit; accept: the change of its target, or without it refuse that
//	tick             time block or habit; kind, amount, day (none: today)
//	untick           time block or habit; kind, day: what is counted only the last
//	excuse           time block or habit (none: all of the day); kind, day, reason
//	unexcuse         time block or habit (none: all of the day); kind, day
//	vacation         from, to (none: one day), of (none: everything), reason, horizon
//	vacation_end     vacation (none: the one that goes on, or the next)
//	goal_add         goal
//	goal_edit        goal; goal: what is to be different
//	goal_end         goal: reached or given up
//	reward_add       text
//	reward_take      reward: the person allowed themselves one
//	reward_rm        reward
//	exercise_start   three days of seeing where the time goes, from today on
//	exercise_extend  a day more
//	exercise_end     before its last day is over
//	undo             takes the last change back that was not taken back yet
//
// A time block has name, minutes, days, area, goal, deep, batch, window, match,
// preset and rank; a habit name, days or per_week, measure, at_most, target, match,
// anchor, ramp, burst_minutes, area, goal, quiet and rank; a goal name, dream, area,
// target, unit, period, at_most, until, parts, match, idle_days and rank. What an
// edit does not have stays as it is. Past days stay measured by what held then.
//
// With "known", the id of the last change that the person knows, which is that of
// undo, or "none", a command about something that was changed since is refused with
// "changed". It goes with all that name something. What is tracked changes nothing.
// With undo, "known" is the change that is meant: it is refused if that is not the
// last. The answer has as "change" the one that undo would take back now.
//
// The answer has the task as it is now, what comes after it, and notices: each is
// given once, and for the person to see. verb is "" where nothing had to be done.
// Taking one of the tasks of an offer counts the others as passed over.
//
//	POST /v1/agenda
//	{"do": "add", "line": "call dentist ~4m @phone !1 due:today"}
//
//	200 OK
//	{
//	  "verb": "add",
//	  "what": "call dentist",
//	  "id": "01KAH4V3Z8QWERTZ0123456782",
//	  "task": {
//	    "id": "01KAH4V3Z8QWERTZ0123456782",
//	    "title": "call dentist",
//	    "outcome": "open",
//	    "estimate_seconds": 240,
//	    "contexts": ["phone"],
//	    "urgent": true,
//	    "important": true,
//	    "due": "2026-11-22",
//	    "made": "2026-11-22T09:05:00Z"
//	  },
//	  "notices": [{"kind": "load", "text": "today is too full (over): put something off"}],
//	  "edition": 13
//	}
//
//	POST /v1/agenda
//	{"do": "done", "query": "2", "seen": ["01KAH4V3Z8QWERTZ0123456780", "01KAH4V3Z8QWERTZ0123456782"]}
//
//	POST /v1/agenda
//	{"do": "undo"}
//
//	200 OK
//	{"verb": "done", "what": "call dentist", "undone": true, "edition": 15}
//
//	POST /v1/agenda
//	{"do": "block_add", "time_block": {"name": "writing", "minutes": 60, "days": "mon-sat", "match": ["category:writing"]}}
//
//	POST /v1/agenda
//	{"do": "tick", "query": "stretch"}
//
//	200 OK
//	{
//	  "verb": "tick",
//	  "what": "stretch",
//	  "id": "01KAH4V3Z8QWERTZ0123456784",
//	  "habit": {
//	    "id": "01KAH4V3Z8QWERTZ0123456784",
//	    "name": "stretch",
//	    "days": "daily",
//	    "measure": "once",
//	    "made": "2026-11-22",
//	    "state": "done",
//	    "eligible": true,
//	    "ticks": [{"at": "2026-11-22T08:30:00Z", "by": "person"}],
//	    "streak": 1,
//	    "best": 1,
//	    "kick_start": {"done": 1, "eligible": 1}
//	  },
//	  "edition": 16
//	}
//
// # GET /v1/tasks
//
// Tasks by their state: open (which is meant unasked), done, dropped or all. Open
// ones are whole, with their steps: those that can be done now by urgency and
// importance, then those that wait or were put off. Ended ones are those that
// ended in [from, to), the last 30 days unasked, tasks and steps alike, in order
// of time. context, area and goal are names, q is words of the title; with lines=1
// each has the line that it could be added by. With limit=N there are the first N,
// and "more" counts the others.
//
//	GET /v1/tasks?context=phone
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "tasks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456780",
//	      "title": "write report",
//	      "outcome": "open",
//	      "steps": [
//	        {
//	          "id": "01KAH4V3Z8QWERTZ0123456781",
//	          "title": "ask for figures",
//	          "outcome": "open",
//	          "task": "write report",
//	          "parent": "01KAH4V3Z8QWERTZ0123456780",
//	          "estimate_seconds": 300,
//	          "contexts": ["phone"],
//	          "made": "2026-11-21T10:00:00Z"
//	        }
//	      ],
//	      "left_seconds": 300,
//	      "repeat": "every month on the 1st",
//	      "due": "2026-12-01",
//	      "made": "2026-11-21T10:00:00Z",
//	      "number": 1
//	    }
//	  ]
//	}
//
// # GET /v1/next
//
// What to do in a gap: one to three things that fit and that are worth most
// together; the same agenda has the same answer. gap is its length, as in 10m:
// unasked the rest of a running break, or else 10 minutes. context is where the
// person is, parted by commas; with background=1 only what can be done with half a
// mind; n is how many at most, up to 20 for a longer stretch; with five=1 it is
// the one thing to begin with just five minutes of, the one most avoided. With
// peek=1 it is for a menu that may never be opened: nobody has passed anything over.
//
//	GET /v1/next?gap=10m&context=phone
//
//	200 OK
//	{
//	  "gap_seconds": 600,
//	  "offers": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456782",
//	      "kind": "task",
//	      "title": "call dentist",
//	      "cost_seconds": 240,
//	      "contexts": ["phone"]
//	    }
//	  ]
//	}
//
// # GET /v1/templates
//
// Finished tasks that were kept to be made again, by name. What their steps took
// is what they are thought to take.
//
//	GET /v1/templates
//
//	200 OK
//	{
//	  "templates": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456790",
//	      "name": "monthly report",
//	      "made": "2026-11-01T16:00:00Z",
//	      "used": 2,
//	      "task": {
//	        "title": "monthly report",
//	        "outcome": "open",
//	        "estimate_seconds": 1800
//	      },
//	      "takes_seconds": 1800
//	    }
//	  ]
//	}
//
// # GET /v1/time-blocks
//
// All time blocks that nobody has ended, also those of other days of the week, by
// rank.
//
//	GET /v1/time-blocks
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "time_blocks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456785",
//	      "name": "Spanish",
//	      "minutes": 30,
//	      "days": "mon,wed,fri",
//	      "area": "learning",
//	      "goal": "Spanish B2",
//	      "window": "first 3h",
//	      "made": "2026-11-02"
//	    }
//	  ]
//	}
//
// # GET /v1/habits
//
// All habits that nobody has ended, by rank, with what they have come to; those
// that are asked for today as GET /v1/agenda has them. Vacations are those that are
// not over.
//
//	GET /v1/habits
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "habits": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456786",
//	      "name": "pages",
//	      "days": "sat",
//	      "measure": "count",
//	      "target": 12,
//	      "ramp": {"start": 10, "step": 10, "percent": true, "ceiling": 30},
//	      "made": "2026-09-01",
//	      "strength": 0.44,
//	      "streak": 3,
//	      "best": 6,
//	      "change": {"verdict": "raise", "done": 6, "from": 12, "to": 13.2}
//	    }
//	  ],
//	  "vacations": [{"id": "01KAH4V3Z8QWERTZ0123456787", "from": "2026-12-24", "to": "2027-01-02", "of": ["pages"], "reason": "family"}]
//	}
//
// # GET /v1/habits/{id}
//
// What has become of a habit, which may be named as in a query. codes has a letter
// for each day from first to today: D done, M missed, R not asked for, S excused, F
// missed and bridged by a freeze, P to be decided.
//
//	GET /v1/habits/stretch
//
//	200 OK
//	{
//	  "habit": {
//	    "id": "01KAH4V3Z8QWERTZ0123456784",
//	    "name": "stretch",
//	    "days": "daily",
//	    "measure": "once",
//	    "made": "2026-11-20",
//	    "state": "open",
//	    "eligible": true,
//	    "strength": 0.05,
//	    "streak": 1,
//	    "best": 1,
//	    "lately": {"kept": 1, "eligible": 1}
//	  },
//	  "first": "2026-11-20",
//	  "codes": "DSP",
//	  "strength": [0.05, 0.05, 0.05],
//	  "days": [{"day": "2026-11-20", "code": "D"}]
//	}
//
// # GET /v1/goals
//
// Goals that nobody has ended: dreams, each with its milestones after it. What was
// done for a milestone was done for its dream too.
//
//	GET /v1/goals
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "goals": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456788",
//	      "name": "Spanish B2",
//	      "area": "learning",
//	      "target": 300,
//	      "unit": "minutes",
//	      "period": "weekly",
//	      "until": "2027-06-30",
//	      "parts": [{"name": "listening", "match": ["app:player"], "minutes": 410}],
//	      "idle_days": 5,
//	      "made": "2026-09-01",
//	      "done_minutes": 1840,
//	      "done_count": 31,
//	      "did": 210,
//	      "expected": 257,
//	      "last": "2026-11-21",
//	      "untouched_days": 1
//	    }
//	  ]
//	}
//
// # GET /v1/rewards
//
// The nice things that the person wants to allow themselves.
//
//	GET /v1/rewards
//
//	200 OK
//	{"rewards": [{"id": "01KAH4V3Z8QWERTZ0123456789", "text": "coffee on the balcony", "made": "2026-11-01T09:00:00Z", "taken": 3}]}
//
// # GET /v1/plan
//
// What today begins with: how full it is and what would help, the hours that are
// best by the last four weeks, what is for the day, and goals that need a word.
// feasible is whether what a goal asks for in a week fits beside what is promised
// elsewhere (fits, tight, does not fit); it is there where two comparable weeks are
// known at least. week is that of all that is promised.
//
//	GET /v1/plan
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "load": {
//	    "tasks_seconds": 3600,
//	    "time_blocks_seconds": 3600,
//	    "habits_seconds": 0,
//	    "capacity_seconds": 14400,
//	    "ratio": 0.5,
//	    "level": "fits"
//	  },
//	  "proposals": [{"id": "01KAH4V3Z8QWERTZ0123456782", "title": "tidy desk", "remedy": "someday", "saves_seconds": 600}],
//	  "best_hours": [9, 10],
//	  "measured": true,
//	  "six": [],
//	  "time_blocks": [],
//	  "habits": [],
//	  "goals": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456788",
//	      "name": "Spanish B2",
//	      "target": 300,
//	      "unit": "minutes",
//	      "period": "weekly",
//	      "idle_days": 5,
//	      "made": "2026-09-01",
//	      "done_minutes": 1840,
//	      "done_count": 31,
//	      "did": 0,
//	      "expected": 0,
//	      "untouched_days": 6,
//	      "mention": true,
//	      "feasible": {"verdict": "tight", "need_seconds": 66000, "usual_seconds": 72000, "weeks": 4}
//	    }
//	  ],
//	  "week": {"verdict": "fits", "need_seconds": 48000, "usual_seconds": 72000, "weeks": 4},
//	  "exercise": "day 2 of 3, 91 % accounted for"
//	}
//
// # GET /v1/wins
//
// What got done on a day (day; today unasked), the most telling first.
//
//	GET /v1/wins?day=2026-11-21
//
//	200 OK
//	{
//	  "day": "2026-11-21",
//	  "wins": [
//	    {"kind": "blocks", "text": "3 blocks completed, 1 h 15 of focus", "seconds": 4500, "n": 3},
//	    {"kind": "habit", "text": "stretch, for the 9th time in a row", "n": 9}
//	  ]
//	}
//
// # GET /v1/review
//
// A day, a week, a month or a year (period; day unasked) that a day is in, beside the
// one before; a year has nothing beside it. The week begins on Monday. shift is what
// has grown and from what, in time of a day, where three days of each side are
// known. Of a week, lines say of habits and goals what to keep, lower or raise, with
// what speaks for it. decided has what was lowered or raised of habits and time
// blocks from a day of the period on, or one to come, if the period has not ended.
// Of more than a day, findings say what the four weeks before a
// week, the month before a month, and those days themselves that are over say to a
// question each:
//
//	best_hours     hours of the civil clock       three days behind each of two hours
//	length         of a block that fits           five blocks
//	first_things   how soon the one task comes    three days with a block on it
//	shift          what new time came from        three days of this week and the last
//	breaks_help    focus with breaks and without  ten days on each side
//	hours_help     purity in these hours or not   ten days with deep work on each side
//	switching      purity with much and little    five days with blocks on each side
//	interruptions  the costliest apps of the week five blocks of the week
//
// One that too little speaks for is not known: its text says how much is lacking,
// and more at least how many, if waiting brings them. That two things go together
// is never said to be a cause. The text of interruptions names apps.
//
//	GET /v1/review?period=week
//
//	200 OK
//	{
//	  "period": "week",
//	  "now": {
//	    "first": "2026-11-16",
//	    "last": "2026-11-22",
//	    "days": 7,
//	    "known_days": 6,
//	    "covered_percent": 88,
//	    "class_seconds": {"earns": 61200, "wastes": 9000},
//	    "focus_seconds": 43200,
//	    "blocks": {"completed": 26, "partial": 2, "abandoned": 1},
//	    "on_task": 0.91,
//	    "breaks": {"taken": 20, "natural": 3, "cut_short": 2, "skipped": 1},
//	    "switches_per_hour": 14
//	  },
//	  "before": {
//	    "first": "2026-11-09",
//	    "last": "2026-11-15",
//	    "days": 7,
//	    "known_days": 0,
//	    "covered_percent": 0,
//	    "class_seconds": {},
//	    "focus_seconds": 0,
//	    "blocks": {"completed": 0, "partial": 0, "abandoned": 0},
//	    "breaks": {"taken": 0, "natural": 0, "cut_short": 0, "skipped": 0}
//	  },
//	  "shift": [{"class": "earns", "before_seconds": 7200, "after_seconds": 9000}],
//	  "findings": [
//	    {
//	      "kind": "best_hours",
//	      "known": true,
//	      "text": "9 to 11: 84 % of that time earned or was in a block, on 5 days",
//	      "days": 5,
//	      "hours": [9, 10]
//	    },
//	    {
//	      "kind": "first_things",
//	      "known": false,
//	      "text": "not known yet: 1 more day with a block completed on the one task",
//	      "more": 1,
//	      "of": "days"
//	    }
//	  ],
//	  "lines": [
//	    {
//	      "kind": "habit",
//	      "id": "01KAH4V3Z8QWERTZ0123456786",
//	      "name": "pages",
//	      "advice": "raise",
//	      "unit": "count",
//	      "target": 10,
//	      "to": 12,
//	      "done": 7,
//	      "of": 7
//	    }
//	  ],
//	  "wins": [],
//	  "kept": [{"kind": "habits", "done": 11, "planned": 14}],
//	  "perfect_days": 11
//	}
//
// # GET /v1/exercise
//
// The exercise of three days in which all time is accounted for: the one that goes
// on, or the last. text is its report, for people. A day counts with four fifths of
// its waking time; another is offered once all are over and one did not count.
//
//	GET /v1/exercise
//
//	200 OK
//	{
//	  "running": true,
//	  "from": "2026-11-21",
//	  "day": 2,
//	  "days": 3,
//	  "progress": "day 2 of 3, 91 % accounted for",
//	  "coverage": [{"day": "2026-11-21", "percent": 91, "counts": true}],
//	  "class_seconds": {"earns": 14400, "unclassified": 3600},
//	  "suggestions": [{"kind": "unclassified", "finding": "a fifth has no category", "advice": "File what is greatest."}],
//	  "overhead_seconds": 80,
//	  "text": "Where 2 days went"
//	}
//
// # GET /v1/report
//
// What a person may show to another of days from first to last, the last seven that
// are over unasked: how much and how often, and what they call the areas of their
// life. No app, title, task or note is in it, unless names=1. text is the whole, to
// be read. With by=day, by=week or by=month there are parts: the figures of each,
// and by the hour of the clock how much of it somebody did something, and was in a
// block or at what earns.
//
//	GET /v1/report?first=2026-11-16&last=2026-11-22
//
//	200 OK
//	{
//	  "first": "2026-11-16",
//	  "last": "2026-11-22",
//	  "days": 7,
//	  "known_days": 6,
//	  "covered_percent": 88,
//	  "class_seconds": {"earns": 61200},
//	  "focus_seconds": 43200,
//	  "blocks": {"completed": 26, "partial": 2, "abandoned": 1},
//	  "breaks": {"taken": 20, "natural": 3, "cut_short": 2, "skipped": 1},
//	  "areas": [{"area": "work", "seconds": 39600}],
//	  "kept": [{"kind": "habits", "done": 11, "planned": 14}],
//	  "text": "Monday 16 November to Sunday 22 November 2026"
//	}
//
// # GET /v1/settings
//
// All there is to set: what is in force, and why. The source is default, file (at
// that line), flag (of the command line of focusd) or set, by the command below.
// Where the file says something else, file has it; what waits for the next start
// of focusd is in next. Commands are shown without their arguments, and what is in
// the file with TLS and passwords is not shown.
//
//	GET /v1/settings
//
//	200 OK
//	{
//	  "path": "/home/ada/.config/focusd/config.toml",
//	  "exists": true,
//	  "read": "2026-11-22T07:00:00Z",
//	  "settings": [
//	    {
//	      "name": "timer.preset",
//	      "value": "90/20",
//	      "default": "25/5",
//	      "source": "set",
//	      "line": 2,
//	      "file": "50/10",
//	      "says": "What a plain start starts.",
//	      "can_set": true
//	    },
//	    {
//	      "name": "notify.enabled",
//	      "value": true,
//	      "default": true,
//	      "source": "default",
//	      "next": false,
//	      "says": "Whether there are notifications at all.",
//	      "can_set": true,
//	      "choices": ["true", "false"]
//	    }
//	  ],
//	  "undo": "timer.preset = \"90/20\""
//	}
//
// # POST /v1/settings
//
// Sets what can_set says may be set while focusd runs. It is kept in the store and
// goes before what the file says, until it is reset; the file is never written.
// When the answer is 200 it is on disk and, but for what waits in next, in force.
//
//	set    name, value: a text, number, boolean or list of texts, as in the file
//	reset  name: what the file says is in force again
//	undo   takes the last change back that was not taken back yet; with known, only
//	       if it is the change of that id
//
// With set and reset, known is the value as the person saw it, as JSON: what waits
// in next, if there is something. They are refused with "changed" if it is another.
//
//	POST /v1/settings
//	{"do": "set", "name": "timer.preset", "value": "90/20"}
//
//	200 OK
//	{
//	  "did": "set",
//	  "setting": {
//	    "name": "timer.preset",
//	    "value": "90/20",
//	    "default": "25/5",
//	    "source": "set",
//	    "line": 2,
//	    "file": "50/10",
//	    "says": "What a plain start starts.",
//	    "can_set": true
//	  },
//	  "change": "01KAH4V3Z8QWERTZ0123456791"
//	}
//
// # GET /v1/doctor
//
// What the daemon knows of its own health.
//
//	GET /v1/doctor
//
//	200 OK
//	{
//	  "version": "1.0.0",
//	  "pid": 4711,
//	  "started": "2026-11-22T07:00:00Z",
//	  "paths": {
//	    "config": "/home/ada/.config/focusd/config.toml",
//	    "store": "/home/ada/.local/share/focusd/focusd.db",
//	    "backup": "/home/ada/.local/share/focusd/backup",
//	    "socket": "/run/user/1000/focusd/focusd.sock",
//	    "web": "http://127.0.0.1:8463"
//	  },
//	  "checks": [
//	    {
//	      "name": "windows",
//	      "state": "warning",
//	      "text": "nobody can tell what is in front: the log says unobserved",
//	      "hint": "start focusd in a graphical session",
//	      "notes": ["wayland: no Wayland: it lets nobody in"],
//	      "elsewhere": ["x11: no X display: DISPLAY is not set"]
//	    }
//	  ],
//	  "sight": {
//	    "at": "2026-11-22T09:05:00Z",
//	    "presence": {
//	      "state": "passive",
//	      "since": "2026-11-22T09:00:00Z",
//	      "app": "player",
//	      "title": "a film",
//	      "last_input": "2026-11-22T08:57:00Z"
//	    },
//	    "locked": false,
//	    "evidence": ["playing"],
//	    "last_locked": "2026-11-22T08:20:00Z",
//	    "last_unlocked": "2026-11-22T08:31:00Z",
//	    "last_slept": "2026-11-21T22:10:00Z",
//	    "last_woke": "2026-11-22T07:01:00Z",
//	    "zone": "Europe/Berlin",
//	    "slept_seconds": 31860,
//	    "last_set": "2026-11-22T07:01:05Z",
//	    "set_by_ms": -2500
//	  }
//	}
//
// # POST /v1/doctor/gnome-extension
//
// Installs the extension that has GNOME Shell tell which window is in front, or
// uninstalls it. It is written for the version of the shell that runs. Only over
// the socket: it changes the desktop, not the log. "not_here" where no GNOME
// Shell runs.
//
//	POST /v1/doctor/gnome-extension
//	{"do": "install"}
//
//	200 OK
//	{
//	  "folder": "/home/ada/.local/share/gnome-shell/extensions/focusd@focusd.github.io",
//	  "installed": true,
//	  "before": false,
//	  "relogin": true
//	}
//
// # GET /v1/why
//
// What the log has of an instant, and by what it was found: the witnesses that
// were in force, and in words why that presence follows. The journal of
// witnesses is kept for 90 days; without it the log answers alone. Of what was
// in front it has "rules", those that match, of which the first decides the
// category; of what the person says of that time, the "entry".
//
//	GET /v1/why?at=2026-11-22T14:32:00Z
//
//	200 OK
//	{
//	  "at": "2026-11-22T14:32:00Z",
//	  "presence": "idle",
//	  "from": "2026-11-22T14:29:10Z",
//	  "to": "2026-11-22T14:40:02Z",
//	  "span": {
//	    "start": "2026-11-22T14:29:10Z",
//	    "end": "2026-11-22T14:40:02Z",
//	    "presence": "idle",
//	    "offset_minutes": 60
//	  },
//	  "because": "no input from 15:29:10 on, told by x11 at 15:32:10",
//	  "journal": true,
//	  "witnesses": [
//	    {
//	      "kind": "input",
//	      "since": "2026-11-22T14:29:10Z",
//	      "noted": "2026-11-22T14:32:10Z",
//	      "by": "x11",
//	      "text": "no input from 15:29:10 on, told by x11 at 15:32:10"
//	    }
//	  ]
//	}
//
// # GET /v1/day
//
// When a logical day began and ended, today if no date is given, by the clocks of
// where the person was, as the log has them: a flight to the west makes the day
// longer, one to the east shorter.
//
//	GET /v1/day?date=2026-11-22
//
//	200 OK
//	{"date": "2026-11-22", "from": "2026-11-22T03:00:00Z", "to": "2026-11-23T09:00:00Z"}
//
// # GET /v1/record
//
// A record of [from, to) for focusd replay, to send along with a report of what
// is wrong: lines of JSON, as "go doc focusd/daemon/replay" describes them. It has
// presence, zones and apps; titles are t1, t2, and with anonymous_apps=1 apps are
// a1, a2. Bounds are those of GET /v1/log, 8 days apart at most.
//
//	GET /v1/record?from=2026-11-22T13:00:00Z&to=2026-11-22T14:00:00Z&anonymous_apps=1
//
// # GET /v1/openmetrics
//
// The log as samples of the metrics of GET /metrics, for a database that was not
// there: of [from, to), a sample every step seconds, with the labels job and
// instance. Without from it begins with the log, without to it ends now; step is
// 60, job focusd, instance history. The counters count from the beginning of the
// log, of what it says now and by the rules of now. format is openmetrics, or
// victoriametrics for what that imports. One at a time: others are told busy. An
// answer that was broken off does not end with "# EOF".
//
//	GET /v1/openmetrics?from=2026-01-01&step=300
//
// # GET /v1/counts
//
// What the counters of /metrics would have counted in [from, to) had all been
// known then that is known now: with what the person has corrected, and by the
// rules of now. It has no title, and the names of those apps alone that /metrics
// names. Presence stays what was recorded. Where somebody was there, what they say
// of it counts in the category that they gave it, with app hidden, and what they
// hid as time in front of nothing. Bounds are those of GET /v1/log. The answer is
// lines of JSON, and can be of years.
//
// A line names a series before the first that has its number, or says what local
// time was from then on, in minutes east of UTC. All others are lists of numbers.
// The first is a Unix time in milliseconds, the second a length. For that long,
// each series whose number follows grew by the time that went by. Where the
// length is 0, each number is followed by how much that series grew at once:
// metrics in seconds by milliseconds. A series of focusd_timer_state grows while
// the timer is in that state. Of one series, lines are not always in order.
//
//	GET /v1/counts?from=2026-11-22&to=2026-11-23
//
//	{"series":0,"metric":"focusd_presence_seconds_total","labels":{"state":"active"}}
//	{"series":1,"metric":"focusd_blocks_started_total","labels":{"kind":"pomodoro"}}
//	{"at":1795420800000,"offset_minutes":60}
//	[1795420800000,61000,0]
//	[1795420861000,0,1,1]
//
// # GET /v1/counts/plans
//
// How goals, habits and time blocks stood on the logical days that begin in [from,
// to), as /metrics shows them for the present: of a day that is over, at its end.
// Goals and time blocks are told for the last 100 days. A year at most. Bounds are
// those of GET /v1/log.
//
//	GET /v1/counts/plans?from=2026-11-21&to=2026-11-22
//
//	200 OK
//	{
//	  "days": [
//	    {
//	      "date": "2026-11-21",
//	      "from": "2026-11-21T03:00:00Z",
//	      "to": "2026-11-22T03:00:00Z",
//	      "samples": [{"metric": "focusd_streak_current", "labels": {"goal": "read"}, "value": 12}]
//	    }
//	  ]
//	}
//
// # GET /v1/counts/edition
//
// Whether counts that were read are still good: all are when edition is the same,
// but those of the UTC days for which said is another one, and those later than
// some minutes before until. Begin is that of the log, and left out while it has
// nothing. Logical days begin at day_start, in minutes since midnight. GET
// /v1/counts/plans has the same answers as long as plans is the same.
//
//	GET /v1/counts/edition
//
//	200 OK
//	{
//	  "edition": "18a2f3c4d5e6f708-1",
//	  "begin": "2025-03-01T08:12:44Z",
//	  "until": "2026-11-22T09:02:00Z",
//	  "day_start": 240,
//	  "plans": 12,
//	  "said": {"2026-11-21": "9c2f0a17be8d0332"}
//	}
//
// # POST /v1/backup
//
// Makes a verified copy of the store. Has no body.
//
//	POST /v1/backup
//
//	200 OK
//	{"path": "/home/ada/.local/share/focusd/backup/20261122T090500Z.db", "bytes": 2400256}
//
// # POST /v1/forget
//
// Takes something out of the log for good, and out of its copies: the windows
// that were in front in [from, to), of an app, with a title that matches. What
// is left out is any, but not all of it. The rows keep their presence and become
// the app "forgotten". Where no app is asked for, the texts of entries and
// corrections go that match, the labels of blocks and transitions (of a range
// alone not that of a running block) and, with a title, what sources said and the
// notes by which changes of rules that quote it could be undone. Rules that quote
// it go with "rules"; without, and whatever else the person keeps that quotes it,
// they stay and are in "quoting". Without yes nothing is changed, and the answer
// says what would be. What was forgotten before and left in a copy is forgotten
// by asking again. When the answer is "store" the log is as it was. Over loopback
// the answer to what would be has a key, without which yes is refused; it works
// once, within a minute.
//
//	POST /v1/forget
//	{"from": "2026-11-22T08:00:00Z", "to": "2026-11-22T09:00:00Z", "title": "/^secret/", "rules": true, "yes": true}
//
//	200 OK
//	{
//	  "done": true,
//	  "spans": 12,
//	  "ms": 840000,
//	  "days": ["2026-11-22"],
//	  "labels": 0,
//	  "texts": 0,
//	  "rules": 1,
//	  "notes": 2,
//	  "quoting": [{"kind": "category", "id": "secret"}],
//	  "copies": {
//	    "rewritten": ["/home/ada/.local/share/focusd/backups/focusd-20261121T190500Z.db"],
//	    "removed": ["/home/ada/.local/share/focusd/focusd.db.damaged-20261101T080000Z"],
//	    "left": [{"path": "/home/ada/.local/share/focusd/focusd.db.schema-1", "reason": "the disk is full: free some space"}]
//	  }
//	}
//
// # POST /v1/link
//
// A link that opens the page in a browser: once, within a minute. Has no body.
// Only over the socket, and only while there is a loopback listener.
//
//	POST /v1/link
//
//	200 OK
//	{"url": "http://127.0.0.1:8463/?key=KEY"}
//
// # GET /
//
// A page for people: today at a glance. Reading works without scripts. With the
// key of a link it sets the cookie focusd_token and leads to the same page without
// the key. With parts=timer,six it answers with these sections of the page alone,
// and so does every page; which there are is not part of the protocol.
//
// # GET /log
//
// A page for people: any days, to look through and to correct.
//
// # GET /tasks
//
// A page for people: what there is to do, on which days, and what for.
//
// # GET /look
//
// A page for people: where a day, a week, a month or a year went.
//
// # GET /settings
//
// A page for people: the rules, and all there is to set.
//
// # GET /doctor
//
// A page for people: what the daemon knows of its own health, and what to do.
//
// # GET /style.css
//
// How the pages look. No token.
//
// # GET /icon.svg
//
// The icon of the pages. No token.
//
// # GET /js/{file}
//
// The scripts of the pages. No token.
//
// # GET /metrics
//
// Counters and gauges in the text format of Prometheus. No titles, no token.
//
// # GET /healthz
//
// "ok" in plain text; 503 while the store cannot be written, with the reason if it
// is this machine that asks. No token.
package api

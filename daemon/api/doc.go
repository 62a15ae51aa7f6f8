// Package api is the protocol between focusd and its clients: the values on
// the wire, the errors, and a client. Its comments are the specification: here is
// what holds for all routes, and each of them is described with the type that it
// answers with or, where it changes something, takes. Tests read the examples.
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
//     Referer, and the token, but for /healthz, /metrics, /style.css, /icon.svg,
//     /css/ and /js/, which tell nothing private. The token is sent as "Authorization: Bearer TOKEN",
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
// # Events
//
// GET /v1/events is an event stream (text/event-stream): the status at once, then
// at every change. Each message is one line "data: " with the JSON of GET
// /v1/status, and an empty line. A client that reads slowly misses what was
// overtaken, never the latest. There are no keep-alive messages: both ends of a
// local connection notice at once when the other is gone. At most 256 streams are
// open over the socket and 64 over loopback; to the next one the answer is
// "busy".
//
// With agenda=1 there are messages of another sort too, after the first status
// and whenever the agenda has changed: a line "event: agenda", and as data the
// edition of GET /v1/agenda, which is to be fetched again. A client passes over
// messages with a name that it does not know.
//
// # Routes
//
// Now:
//
//   - GET /v1/status: [Status]
//   - GET /v1/events: see Events
//   - POST /v1/timer: [Command]
//   - POST /v1/tracking: [TrackingCommand]
//   - POST /v1/reminders: [TrackingCommand]
//   - POST /v1/answer: [AnswerCommand]
//
// The log:
//
//   - GET /v1/log: [Log]
//   - GET /v1/summary: [Summary]
//   - GET /v1/timeline: [Timeline]
//   - GET /v1/why: [Why]
//   - GET /v1/day: [Day]
//   - GET /v1/record: [Client.Record]
//   - POST /v1/forget: [ForgetCommand]
//
// What time was worth:
//
//   - GET /v1/categories: [Categories]
//   - POST /v1/categories: [CategoryCommand]
//   - GET /v1/rules: [Rules]
//   - POST /v1/rules: [RuleCommand]
//   - POST /v1/rules/test: [RuleTest]
//   - POST /v1/rules/preview: [RuleTrial]
//   - GET /v1/unclassified: [Unclassified]
//
// What the person says of it:
//
//   - GET /v1/entries: [Entries]
//   - POST /v1/entries: [EntryCommand]
//   - GET /v1/entries/history: [EntryHistory]
//   - GET /v1/entries/gaps: [Gaps]
//   - POST /v1/entries/import: [ImportCommand]
//
// What the person wants to do:
//
//   - GET /v1/agenda: [Agenda]
//   - POST /v1/agenda: [AgendaCommand]
//   - GET /v1/tasks: [Tasks]
//   - GET /v1/next: [Next]
//   - GET /v1/templates: [Templates]
//   - GET /v1/time-blocks: [TimeBlocks]
//   - GET /v1/habits: [Habits]
//   - GET /v1/habits/{id}: [HabitStory]
//   - GET /v1/goals: [Goals]
//   - GET /v1/rewards: [Rewards]
//
// What came of it:
//
//   - GET /v1/plan: [Plan]
//   - GET /v1/wins: [Wins]
//   - GET /v1/review: [Review]
//   - GET /v1/exercise: [Exercise]
//   - GET /v1/report: [Report]
//
// Figures for other programs:
//
//   - GET /v1/openmetrics: [Samples]
//   - GET /v1/counts: [CountRow]
//   - GET /v1/counts/plans: [PlanDays]
//   - GET /v1/counts/edition: [CountsEdition]
//
// The daemon:
//
//   - GET /v1/settings: [Settings]
//   - POST /v1/settings: [SettingCommand]
//   - GET /v1/doctor: [Doctor]
//   - POST /v1/doctor/gnome-extension: [ExtensionCommand]
//   - POST /v1/backup: [Backup]
//   - POST /v1/link: [Link]
//
// Pages for people, which can be read without scripts:
//
//   - GET /: today at a glance
//   - GET /log: any days, to look through and to correct
//   - GET /tasks: what there is to do, on which days, and what for
//   - GET /look: where a day, a week, a month or a year went
//   - GET /settings: the rules, and all there is to set
//   - GET /doctor: what the daemon knows of its own health, and what to do
//
// With the key of a link GET / sets the cookie focusd_token and leads to the same
// page without the key. With parts=timer,six a page answers with these sections
// of it alone; which there are is not part of the protocol.
//
// Without a token:
//
//   - GET /style.css: how the pages look
//   - GET /css/{file}: how one of them looks, beside that
//   - GET /icon.svg: their icon
//   - GET /js/{file}: their scripts
//   - GET /metrics: counters and gauges in the text format of Prometheus,
//     without titles
//   - GET /healthz: "ok" in plain text; 503 while the store cannot be written,
//     with the reason if it is this machine that asks
package api

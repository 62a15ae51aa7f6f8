// Package daemon puts focusd together: it opens the store, listens, serves,
// watches, and shuts down again, in the order in which Run is written.
//
// # Who owns what
//
// One goroutine owns the state, and nothing else is shared but values that
// nobody changes any more:
//
//	engine.Run     the loop: timer, log, ledger, the running day. It alone
//	               changes them, and it alone calls store.Commit.
//	engine.watch   keeps source.Choice going, which sends samples to the loop. It
//	               runs a goroutine for each source that it tries or believes:
//	               tracker/x11, wayland, kwin, gnome, terminal, logind, ...
//	newcomer.Watch has the sources looked for again when a desktop may have begun.
//	logind.Sleep   has the loop save everything before the machine sleeps.
//	clock.Jumps    waits for the kernel to say that the wall clock was set or
//	               the machine woke up, and tells the loop to look.
//	http.Server    a goroutine for each request. Handlers send requests to the
//	               loop, read its last Snapshot, or read the store.
//	nudger.Run     follows the snapshots, finds what the person is to be asked, and
//	               keeps it.
//	desktop.Board  has notices on the screen, and tells whose notice it was of the
//	               button that was pressed.
//	desktop.FollowTimer
//	               follows the snapshots and has the board say what the timer
//	               did; a button becomes a request to the loop.
//	quiet.Guard    puts the desktop on do-not-disturb while a block counts, and
//	               then passes the snapshot on to desktop.
//	hook.Runner    follows the snapshots and runs programs of the person.
//	desktop.FollowNudges
//	               has the board ask, and brings the answers to the nudger.
//	credit.Teller  follows the snapshots, and has tracked time tick what was planned.
//	               What days came to is kept by it, for who looks back.
//	followDays     reads the agenda, and has it begin each logical day.
//	plans          puts the agenda into figures for metrics whenever it has changed.
//	keep           once a day, when nobody is there, lets titles go that are old
//	               enough and makes a backup; reads the configuration again,
//	               and follows the machine to other time zones. Lets go of memory
//	               and processors that nobody needs.
//	watchdog       tells systemd that the loop still answers.
//
// # The path of a sample
//
// The window manager sets a property; the X server sends an event; tracker/x11
// reads class, title and idleness and emits a report. source.Choice puts it
// together with what others tell, the lock and evidence of presence, takes away
// what tracker/privacy says may not be known, and emits a tracker.Sample. The
// loop folds it into the log (tracker.Recorder). Nothing is written yet: the log
// is committed within 30 seconds while somebody is there, and at once when they
// go. What is older than the idle threshold can no longer change; it is counted
// in the ledger in the same transaction. Then the loop publishes a Snapshot, and
// every open event stream gets the latest one. Where nothing but the log has gone
// on, every other commit is a heartbeat: one write of what is new, of which only a
// daemon hears that begins after a crash.
//
// # The path of a click
//
// The tray, the command line and the buttons of a notification all send the
// same thing: a timer.Event. The loop asks timer.Rules.Next what it does,
// commits the outcome, adopts it, publishes it, and only then answers. Nobody
// else computes a state: whoever shows one has it from the stream.
//
// A setting that the person sets while the daemon runs is kept by the loop too,
// and then adopted over what the file says, under the lock under which the file
// is read again. See settings.go.
//
// # Where things stand
//
//	timer     tracker            the domain; pure, no clock, no goroutine, no disk
//	daemon/engine                owns the state; knows store and source as interfaces
//	tracker/source               chooses who is believed about what is in front
//	tracker/alarm                rings on time, where a timer of the runtime is late
//	tracker/category             what time is worth, by rules; pure
//	timer/nudge                  what to say to the person, and when; pure
//	daemon/report                what time comes to, where log, blocks and agenda meet; pure
//	daemon/rules                 keeps the rules of the person, and those in force
//	daemon/credit                brings the log and the agenda together
//	daemon/agenda                keeps what the person wants to do; package timer/agenda says what that is
//	daemon/openmetrics           the past as samples of metrics, for those who were not there
//	daemon/undo                  what changes of documents were made of, to take them back
//	daemon/page                  what a browser shows: a client of the protocol that makes HTML
//	daemon/resident              gives back memory that is only a copy of files, and says when garbage is collected
//	                             and how many processors there are for it all
//	daemon/{store,server,listen,web,metrics,desktop,quiet,hook,clock,zone}
//	tracker/{x11,wayland,kwin,gnome,terminal,logind,screensaver,media}
//	                             adapters: one library each, none knows another
//	daemon/api                   the protocol: all that command line and tray import
//	daemon                       this package: configuration, paths, wiring
//
// layers_test.go holds the code to this picture.
package daemon

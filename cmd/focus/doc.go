// Focus is the command line of focusd: it starts and stops blocks, shows where
// the day went, and feeds status bars.
//
// It decides nothing. Every command is one request to the daemon over its
// unix socket, and everything that is printed comes from the answer; even
// "now" is the daemon's, so that a status that was saved can be shown again.
//
// Where to look: app.go has the table of commands and the way from an error to
// an exit code, ui.go the rules of what goes where, when.go the grammar of
// lengths and times, page.go what text is laid out on. The other files are
// named after the command or the form of output inside.
package main

package tmux

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Client is a terminal attached to a tmux server, and the pane it shows.
type Client struct {
	PID      int       // of the tmux program in the terminal
	TTY      string    // the terminal: "/dev/pts/3"
	Activity time.Time // of the last input, in whole seconds
	Control  bool      // a program and not a person
	Away     bool      // suspended: its terminal shows the shell it was started from
	Session  string    // "$0"; stays the same when the session is renamed
	Leaving  bool      // detached, but not gone yet: nobody is attached to its session

	PanePID int    // what was started in the pane: a shell as a rule
	Command string // what tmux thinks runs in the pane
	Title   string // of the pane, as its program set it. Private
}

// mark begins each line of a list of clients, and parts its fields: it is made
// for that, and unlike a tab no version of tmux takes it for a control
// character. The title is last, so it may hold one.
const mark = "␟"

// listFormat is read by parseClient.
var listFormat = strings.Join([]string{
	"", "#{client_pid}", "#{client_tty}", "#{client_activity}", "#{client_control_mode}", "#{client_flags}", "#{session_id}", "#{session_attached}",
	"#{pane_pid}", "#{pane_current_command}", "#{pane_title}",
}, mark)

// parseClient reads a line of a list of clients; ok is false for other lines.
func parseClient(line string) (c Client, ok bool) {
	fields := strings.SplitN(line, mark, 11)
	if len(fields) != 11 || fields[0] != "" {
		return Client{}, false
	}
	pid, err := strconv.Atoi(fields[1])
	if err != nil || pid <= 0 {
		return Client{}, false
	}
	activity, err := strconv.ParseInt(fields[3], 10, 64)
	if err != nil {
		return Client{}, false
	}
	pane, err := strconv.Atoi(fields[8])
	if err != nil {
		pane = 0 // a pane whose program has ended stays open if told so
	}
	flags := strings.Split(fields[5], ",")
	return Client{
		PID:      pid,
		TTY:      fields[2],
		Activity: time.Unix(activity, 0),
		Control:  fields[4] == "1" || slices.Contains(flags, "control-mode"),
		Away:     slices.Contains(flags, "suspended"),
		Session:  fields[6],
		Leaving:  fields[7] == "0",
		PanePID:  max(0, pane),
		Command:  fields[9],
		Title:    fields[10],
	}, true
}

// Latest is the client of a person that had input last. ok is false when no
// person is attached.
func Latest(clients []Client) (latest Client, ok bool) {
	for _, c := range clients {
		if c.isPerson() && (!ok || c.Activity.After(latest.Activity)) {
			latest, ok = c, true
		}
	}
	return latest, ok
}

// Terminals are those at which persons are, each once, in order.
func Terminals(clients []Client) (ttys []string) {
	for _, c := range clients {
		if c.isPerson() && c.TTY != "" {
			ttys = append(ttys, c.TTY)
		}
	}
	slices.Sort(ttys)
	return slices.Compact(ttys)
}

func (c Client) isPerson() bool { return !c.Control && !c.Away && !c.Leaving && c.Session != "" }

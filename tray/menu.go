package tray

import (
	"fmt"
	"strings"
	"time"

	"focusd/daemon/api"
)

// Items that Run treats itself.
const (
	primaryItem ItemID = "primary"
	daemonItem  ItemID = "daemon.start"
	openItem    ItemID = "open"
	quitItem    ItemID = "quit"
)

// row is one line of the menu, a separator if it has neither title nor text. Of
// separators only those are seen that have something to separate.
type row struct {
	id, parent ItemID
	in         phase                // where it is seen
	only       func(*scene) bool    // and when; nil: always
	title      string               // what it says
	text       func(*scene) string  // instead of title, where it changes
	check      bool                 // it has room for a check mark
	checked    func(*scene) bool    // and when it has one; nil: never
	disabled   bool                 // to be read only
	do         func(*scene) request // what a click asks for; nil: Run's own, or none
}

// menu is the fixed list. What the phases of its lines are is the table of the
// tray in one place.
func menu() []row {
	var rows []row
	add := func(more ...row) { rows = append(rows, more...) }

	add(row{id: "status", in: always, text: (*scene).status, disabled: true})
	add(row{id: "today", in: here, text: (*scene).today, disabled: true})
	add(askedRows()...)
	add(row{id: "separator.timer", in: always})
	add(row{id: primaryItem, in: here, text: (*scene).primary, do: (*scene).primaryRequest})
	add(row{id: "finish", in: work | paused, title: "Finish now", do: timerDo("finish", 0)})
	add(row{id: "extend", in: work | overtime, only: (*scene).hasEnd, title: "+5 minutes", do: timerDo("extend", 5*time.Minute)})
	add(row{id: "skip", in: overtime | rest, title: "Skip the break", do: timerDo("skip", 0)})
	add(row{id: "postpone", in: rest, only: (*scene).postponable, title: "Postpone 5 min", do: timerDo("postpone", 5*time.Minute)})
	add(awayRows()...)
	add(row{id: "stop", in: work | overtime | rest | paused, title: "Stop", do: timerDo("stop", 0)})
	add(row{id: "undo", in: here, only: (*scene).undoable, text: (*scene).undo, do: (*scene).undoRequest})
	add(startRows()...)
	add(row{id: daemonItem, in: gone, title: "Start focusd"})
	add(row{id: "separator.agenda", in: always})
	add(fewRows()...)
	add(blockRows()...)
	add(habitRows()...)
	add(row{id: "separator.rest", in: always})
	add(reminderRows()...)
	add(trackingRows()...)
	add(row{id: openItem, in: here, title: "Open today"})
	add(row{id: quitItem, in: always, title: "Quit tray (the timer goes on)"})
	return rows
}

// awayRows say afterwards that nobody was there.
func awayRows() []row {
	rows := []row{{id: "away", in: work | overtime, title: "I was away"}}
	for _, minutes := range []int{5, 10, 15} {
		rows = append(rows, row{
			id:     ItemID(fmt.Sprintf("away.%d", minutes)),
			parent: "away",
			in:     always,
			title:  fmt.Sprintf("the last %d min", minutes),
			do:     timerDo("rewind", time.Duration(minutes)*time.Minute),
		})
	}
	return rows
}

// startRows start a block of something else, or of another length, than the
// usual one.
func startRows() []row {
	five := func(*scene) request { return fiveRequest() }
	rows := []row{
		{id: "start", in: idle | over, title: "Start…"},
		{id: "start.first", parent: "start", in: always, only: (*scene).hasFirst, text: (*scene).firstOfDay, do: (*scene).firstRequest},
		{id: "start.five", parent: "start", in: always, title: "Just five minutes", do: five},
	}
	for _, preset := range []struct{ name, title string }{
		{"15/5", "15 min, break 5"},
		{"25/5", "25 min, break 5"},
		{"50/10", "50 min, break 10"},
		{"60/15", "60 min, break 15"},
		{"flow", "Flow, until you stop"},
	} {
		command := api.Command{Do: "start", Preset: preset.name}
		rows = append(rows, row{
			id:     ItemID("start." + preset.name),
			parent: "start",
			in:     always,
			title:  preset.title,
			do:     func(*scene) request { return timerRequest(command) },
		})
	}
	return rows
}

// reminderRows hold the reminders for a while, and release them.
func reminderRows() []row {
	held := func(s *scene) bool { return s.before(s.Status.Tracking.HeldUntil) }
	free := func(s *scene) bool { return !held(s) }
	rows := []row{{id: "hold", in: here, only: free, title: "Hold reminders"}}
	for _, end := range []ending{
		{"hold.30m", "for 30 min", 30 * time.Minute},
		{"hold.1h", "for 1 h", time.Hour},
		{"hold.2h", "for 2 h", 2 * time.Hour},
		{"hold.day", "", 0},
	} {
		rows = append(rows, end.row("hold", remindersRequest, "hold"))
	}
	rows[len(rows)-1].in, rows[len(rows)-1].text = here, (*scene).dayEnd
	return append(rows, row{
		id: "release", in: here, only: held,
		text: func(s *scene) string {
			return "Reminders held" + s.until(s.Status.Tracking.HeldUntil) + " – release"
		},
		do: func(*scene) request { return remindersRequest(api.TrackingCommand{Do: "release"}) },
	})
}

// trackingRows pause the log for a while, and resume it.
func trackingRows() []row {
	on := func(s *scene) bool { return s.Status.Tracking.On }
	off := func(s *scene) bool { return !on(s) }
	rows := []row{{id: "track", in: here, only: on, title: "Pause tracking"}}
	for _, end := range []ending{
		{"track.15m", "for 15 min", 15 * time.Minute},
		{"track.1h", "for 1 h", time.Hour},
		{"track.off", "until resumed", 0},
	} {
		rows = append(rows, end.row("track", trackingRequest, "pause"))
	}
	return append(rows, row{
		id: "resume", in: here, only: off,
		text: func(s *scene) string {
			return "Tracking paused" + s.until(s.Status.Tracking.PausedUntil) + " – resume"
		},
		do: func(*scene) request { return trackingRequest(api.TrackingCommand{Do: "resume"}) },
	})
}

// ending is one choice of how long something lasts; zero leaves it to the daemon.
type ending struct {
	id     ItemID
	title  string
	length time.Duration
}

func (e ending) row(parent ItemID, to func(api.TrackingCommand) request, verb string) row {
	command := api.TrackingCommand{Do: verb, Seconds: int64(e.length / time.Second)}
	return row{
		id: e.id, parent: parent, in: always, title: e.title,
		do: func(*scene) request { return to(command) },
	}
}

// items are the lines as they are now.
func (s *scene) items() []Item {
	rows := menu()
	items := make([]Item, len(rows))
	for i, r := range rows {
		items[i] = Item{ID: r.id, Parent: r.parent, Title: r.title, Check: r.check, Disabled: r.disabled, Primary: r.id == primaryItem}
		items[i].Separator = r.title == "" && r.text == nil
		items[i].Hidden = s.phase&r.in == 0 || r.only != nil && !r.only(s)
		if items[i].Hidden {
			continue
		}
		if r.text != nil {
			items[i].Title = r.text(s)
		}
		items[i].Checked = r.check && r.checked(s)
	}
	part(items)
	return items
}

// part hides the separators that have nothing above them since the last one. The
// end of the menu is never hidden, so there is something below each.
func part(items []Item) {
	something := false
	for i := range items {
		switch item := &items[i]; {
		case item.Separator:
			item.Hidden = !something
			something = false
		case item.Parent == "" && !item.Hidden:
			something = true
		}
	}
}

// primary is the one thing to do next.
func (s *scene) primary() string {
	switch s.phase {
	case work:
		return "Pause"
	case paused:
		return "Resume"
	case overtime:
		return "Take the break"
	case rest, over:
		return "Start work"
	}
	t := s.Status.Timer
	switch {
	case t.Next == "work" && t.NextSeconds > 0:
		return "Start " + length(roundUp(time.Duration(t.NextSeconds)*time.Second))
	case t.Preset != "":
		return "Start " + t.Preset
	}
	return "Start"
}

func (s *scene) primaryRequest() request {
	verb := "start"
	switch s.phase {
	case work:
		verb = "pause"
	case paused:
		verb = "resume"
	case overtime:
		verb = "finish"
	}
	return timerRequest(api.Command{Do: verb})
}

// hasEnd is false in flow: there is nothing to make longer.
func (s *scene) hasEnd() bool { return s.Status.Timer.Ends != nil }

// postponable hides what the daemon would refuse: it lets a break be postponed
// only in its first 30 %, and reports nothing when they are over.
func (s *scene) postponable() bool {
	t := s.Status.Timer
	if t.Postpones <= 0 || t.Since == nil {
		return false
	}
	last := t.Since.Add(time.Duration(t.Planned) * time.Second * 3 / 10)
	return s.before(&last)
}

// dayEnd is when the day does, which is not at midnight.
func (s *scene) dayEnd() string {
	end := s.Status.Today.To.In(s.now.Location())
	midnight := time.Date(s.now.Year(), s.now.Month(), s.now.Day()+1, 0, 0, 0, 0, s.now.Location())
	if end.Before(midnight) {
		return "until " + end.Format("15:04")
	}
	s.changesAt(midnight)
	return "until tomorrow, " + end.Format("15:04")
}

func (s *scene) timerUndoable() bool {
	return s.Status.Timer.Undo != "" && s.before(s.Status.Timer.UndoUntil)
}

func (s *scene) undoable() bool {
	_, agenda := s.agendaUndo()
	return agenda || s.timerUndoable()
}

// undo names what was done last.
func (s *scene) undo() string {
	what := s.Status.Timer.Undo
	if last, ok := s.agendaUndo(); ok {
		what = undoing(last)
	}
	return "Undo “" + what + "”"
}

// undoing is what was done to the agenda, and to what.
func undoing(last api.AgendaUndo) string {
	switch last.Verb {
	case "do":
		return "begin: " + oneLine(last.What)
	case "six":
		return "the six of the day" // of which it has but the date
	}
	return strings.ReplaceAll(last.Verb, "_", " ") + ": " + oneLine(last.What)
}

// undoRequest takes that back, and nothing that was done since.
func (s *scene) undoRequest() request {
	if last, ok := s.agendaUndo(); ok {
		return agendaRequest(api.AgendaCommand{Do: "undo", Known: last.ID})
	}
	cmd := api.Command{Do: "undo"}
	if at := s.Status.Timer.UndoAt; at != nil {
		cmd.At = *at
	}
	return timerRequest(cmd)
}

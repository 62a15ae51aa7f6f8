package tray

import (
	"cmp"
	"fmt"
	"math"
	"strings"
)

// noDaemon is all there is to say when nothing answers.
const noDaemon = "focusd is not running"

// noticed reports whether there is a notice to show.
func (s *scene) noticed() bool {
	return s.Notice != "" && s.before(&s.NoticeUntil)
}

// sentence is the state in full, for where a panel shows a tooltip. It gives
// the time on the clock too, the one thing that does not age while it is read.
func (s *scene) sentence() string {
	switch {
	case s.noticed():
		return s.Notice
	case s.phase == gone:
		return noDaemon
	}
	text := s.doing() + ". " + s.spentToday() + " today."
	for _, mark := range s.marks() {
		text += " " + capital(mark) + "."
	}
	return text
}

// doing is what the timer is doing.
func (s *scene) doing() string {
	t := s.Status.Timer
	switch s.phase {
	case work:
		if t.Ends == nil {
			return fmt.Sprintf("%s – %s so far", s.task(), s.elapsed())
		}
		text := fmt.Sprintf("%s – %s left (%s)", s.task(), s.left(), s.clock(*t.Ends))
		if t.Next == "short_break" || t.Next == "long_break" {
			text += ", then " + breakName(t.Next)
		}
		return text
	case paused:
		return fmt.Sprintf("%s – paused%s, %s", s.task(), pausedBy(t.Cause), s.frozen())
	case overtime:
		return fmt.Sprintf("%s – %s over, the %s is waiting", s.task(), s.past(), breakName(t.Next))
	case rest:
		text := fmt.Sprintf("%s – %s left", capital(breakName(t.State)), s.left())
		if t.Ends != nil {
			text += fmt.Sprintf(" (%s)", s.clock(*t.Ends))
		}
		return text
	case over:
		return fmt.Sprintf("Break over for %s, ready when you are", s.past())
	}
	return "No block running"
}

// status is the first line of the menu.
func (s *scene) status() string {
	switch {
	case s.noticed():
		return s.Notice
	case s.phase == gone:
		return noDaemon
	}
	parts := append(s.state(), s.marks()...)
	return strings.Join(parts, " · ")
}

// state is what the timer is doing, in parts.
func (s *scene) state() []string {
	t := s.Status.Timer
	switch s.phase {
	case work:
		if t.Ends == nil {
			return []string{s.task(), s.elapsed() + " so far"}
		}
		return s.counted(s.task(), s.left()+" left")
	case paused:
		return s.counted(s.task(), "paused"+pausedBy(t.Cause), s.frozen())
	case overtime:
		return s.counted(s.task(), s.past()+" over")
	case rest:
		return []string{capital(breakName(t.State)), s.left() + " left"}
	case over:
		return []string{"Break over", s.past() + " ago"}
	}
	return []string{"No block running"}
}

// counted adds which block of the cycle this one is: 2 of 4.
func (s *scene) counted(parts ...string) []string {
	t := s.Status.Timer
	if t.LongEvery <= 0 || t.Kind != "pomodoro" {
		return parts
	}
	number := min(int(math.Floor(t.Credits))+1, t.LongEvery)
	return append(parts, fmt.Sprintf("%d of %d", number, t.LongEvery))
}

// marks are the two things that are true beside the state of the timer.
func (s *scene) marks() []string {
	var marks []string
	tracking := s.Status.Tracking
	if s.before(tracking.HeldUntil) {
		marks = append(marks, "reminders held"+s.until(tracking.HeldUntil))
	}
	if !tracking.On {
		marks = append(marks, "tracking paused"+s.until(tracking.PausedUntil))
	}
	return marks
}

// brief is the time alone. It is empty where there is none to look at.
func (s *scene) brief() string {
	switch s.phase {
	case work:
		if s.Status.Timer.Ends == nil {
			return s.elapsed()
		}
		return s.left()
	case rest:
		return s.left()
	case overtime, over:
		return "+" + s.past()
	}
	return ""
}

// left is the time to the end of the block or break.
func (s *scene) left() string {
	if ends := s.Status.Timer.Ends; ends != nil {
		return length(s.minutesTo(*ends))
	}
	return length(s.minutesTo(s.began(-s.Status.Timer.Left)))
}

// past is the time since that end.
func (s *scene) past() string {
	if ends := s.Status.Timer.Ends; ends != nil {
		return length(s.minutesSince(*ends))
	}
	return length(s.minutesSince(s.began(-s.Status.Timer.Left)))
}

// frozen is the time left in a paused block, or spent in one without an end.
func (s *scene) frozen() string {
	t := s.Status.Timer
	if t.Left > 0 {
		return length(int((t.Left+59)/60)) + " left"
	}
	return length(int(t.Elapsed/60)) + " so far"
}

// elapsed is the focus of the running block.
func (s *scene) elapsed() string {
	return length(s.minutesSpent(s.Status.Timer.Elapsed, true))
}

// spentToday is the focus of the day, the running block included.
func (s *scene) spentToday() string {
	return length(s.minutesSpent(s.Status.Today.Focus, s.phase&(work|overtime) != 0))
}

// today is the second line of the menu.
func (s *scene) today() string {
	day := s.Status.Today
	parts := []string{s.spentToday() + " focus"}
	switch score := s.score(); {
	case score != "":
		parts = append(parts, score)
	case day.Blocks == 1:
		parts = append(parts, "1 block")
	case day.Blocks > 1:
		parts = append(parts, fmt.Sprintf("%d blocks", day.Blocks))
	}
	if s.Status.Store.Failing != "" {
		parts = append(parts, "the log cannot be written")
	} else if front := s.front(); front != "" {
		parts = append(parts, front)
	}
	return strings.Join(parts, " · ")
}

// front is what somebody is at: the category of what they are in front of, or
// else the app. The title of its window is nobody's business here: menus get
// into screenshots.
func (s *scene) front() string {
	p := s.Status.Presence
	if p.App == "" || p.State != "active" && p.State != "passive" {
		return ""
	}
	return oneLine(cmp.Or(p.Category, p.App)) + " now"
}

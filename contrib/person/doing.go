package person

import (
	"fmt"
	"time"

	"focusd/tracker"
)

// Rules are the person's own, in the form of package category.
const Rules = `
category work earns
category work/code earns
category work/review earns reading
category office supports
category office/mail supports
category office/chat supports
category office/meeting supports
category study supports reading
category home personal
category rest rest
category distraction wastes
app=editor -> work/code
app=terminal -> work/code
app=browser title~review -> work/review
app=browser title~forum -> distraction
app=browser -> home
app=mail -> office/mail
app=chat -> office/chat
app=meeting -> office/meeting
app=reader -> study
app=video -> distraction
`

// program is what the person does in a window.
type program struct {
	app, title, doing string
}

func (w *walk) title(p program) string {
	w.sample++
	return fmt.Sprintf("%s, sample %d of a made-up life", p.title, w.sample)
}

func editing() program   { return program{"editor", "chapter", "work/code"} }
func building() program  { return program{"terminal", "build", "work/code"} }
func reviewing() program { return program{"browser", "review", "work/review"} }
func mailing() program   { return program{"mail", "inbox", "office/mail"} }
func chatting() program  { return program{"chat", "room", "office/chat"} }
func reading() program   { return program{"reader", "paper", "study"} }
func wandering() program { return program{"browser", "forum", "distraction"} }
func watching() program  { return program{"video", "clip", "distraction"} }
func tending() program   { return program{"browser", "errand", "home"} }

// do is at the keyboard in one window.
func (w *walk) do(p program, length time.Duration) {
	w.add(length, Moment{Presence: tracker.Active, App: p.app, Title: w.title(p), Doing: p.doing})
}

// leastAbsence is how long an absence is at least, for a source to notice it.
const leastAbsence = 4 * time.Minute

// rest touches nothing, and the screen stays on.
func (w *walk) rest(length time.Duration) {
	w.add(max(length, leastAbsence), Moment{Presence: tracker.Idle})
}

func (w *walk) lock(length time.Duration) { w.add(length, Moment{Presence: tracker.Locked}) }

// meet is in a call, and listens.
func (w *walk) meet(length time.Duration) {
	p := program{"meeting", "call", "office/meeting"}
	w.add(length, Moment{Presence: tracker.Passive, App: p.app, Title: w.title(p), Doing: p.doing, Evidence: tracker.Meeting})
}

// read turns a page now and then.
func (w *walk) read(length time.Duration) {
	p := reading()
	title := w.title(p)
	for end := w.now.Add(length); w.now.Before(end); {
		w.add(min(w.between(5, 8), max(end.Sub(w.now), leastAbsence)), Moment{
			Presence: tracker.Passive, App: p.app, Title: title, Doing: p.doing, Evidence: tracker.Reading,
		})
		w.add(15*time.Second, Moment{Presence: tracker.Active, App: p.app, Title: title, Doing: p.doing})
	}
}

// code goes back and forth between editor, terminal and review.
func (w *walk) code(length time.Duration) {
	for end := w.now.Add(length); w.now.Before(end); {
		p := editing()
		switch n := w.random.IntN(10); {
		case n < 3:
			p = building()
		case n < 4:
			p = reviewing()
		}
		w.do(p, min(w.between(1, 9), end.Sub(w.now)))
	}
}

// block runs the timer. The longer it lasts, the more likely the person strays.
func (w *walk) block(minutes int, label string) {
	b := Block{Start: w.now, Preset: fmt.Sprintf("%d/%d", minutes, minutes/5), Label: label, Finished: !w.chance(12)}
	length := time.Duration(minutes) * time.Minute
	if !b.Finished {
		length = length * time.Duration(20+w.random.IntN(50)) / 100
	}
	calm := w.between(8, 40)
	w.code(min(calm, length))
	if left := length - calm; left > 2*time.Minute {
		w.stray(min(w.between(1, 4), left/2))
		w.code(length - w.now.Sub(b.Start))
	}
	w.do(editing(), w.between(0, 2)) // overtime, or the click that stops it
	b.End = w.now
	w.life.Blocks = append(w.life.Blocks, b)
}

// stray is a message, and what came of it.
func (w *walk) stray(length time.Duration) {
	if w.chance(60) {
		w.do(chatting(), 5*time.Second)
	}
	if w.chance(50) {
		w.do(wandering(), length)
		return
	}
	w.do(watching(), length)
}

package person

import (
	"time"

	"focusd/tracker"
)

// day lives a day, which begins asleep.
func (w *walk) day(d Day) {
	switch d.Kind {
	case Workday:
		w.workday(d.Date)
	case Weekend:
		w.weekend(d.Date)
	case Sick:
		w.sick(d.Date)
	}
}

// workday is a morning, lunch and an afternoon, and at times an evening.
func (w *walk) workday(d tracker.Day) {
	w.night(w.civil(d, 8*60+15+w.random.IntN(45)))
	w.do(mailing(), w.between(8, 20))
	w.work(w.civil(d, 12*60+w.random.IntN(40)), 5)
	w.lock(w.between(35, 60)) // lunch
	w.do(chatting(), w.between(2, 8))
	w.work(w.civil(d, 17*60+w.random.IntN(60)), 20)
	w.do(mailing(), w.between(3, 10))
	if w.chance(40) {
		w.asleepUntil(w.civil(d, 20*60+w.random.IntN(40)))
		w.do(tending(), w.between(10, 30))
		w.do(watching(), w.between(20, 50))
	}
}

// work goes on until an instant, more or less, and strays in so many of a
// hundred turns.
func (w *walk) work(until time.Time, strays int) {
	met := false
	for w.now.Before(until) {
		switch n := w.random.IntN(100); {
		case n < strays:
			w.stray(w.between(4, 15))
		case n < strays+35:
			w.block([]int{25, 25, 50}[w.random.IntN(3)], "chapter of a sample")
			w.pause()
		case n < strays+45 && !met:
			met = true
			w.meet(w.between(25, 55))
		case n < strays+55:
			w.read(w.between(10, 25))
		case n < strays+65:
			w.do(mailing(), w.between(3, 12))
		default:
			w.code(w.between(10, 35))
		}
	}
}

// pause is what follows a block, if anything does.
func (w *walk) pause() {
	switch n := w.random.IntN(10); {
	case n < 5:
		w.rest(w.between(5, 9))
	case n < 7:
		w.lock(w.between(4, 10))
	}
}

func (w *walk) weekend(d tracker.Day) {
	w.night(w.civil(d, 10*60+w.random.IntN(120)))
	w.do(tending(), w.between(15, 60))
	if w.chance(60) {
		w.do(watching(), w.between(20, 90))
	}
	if w.chance(30) {
		w.rest(w.between(10, 40))
		w.code(w.between(20, 70))
	}
}

// sick is a day in bed, but for one look at the mail.
func (w *walk) sick(d tracker.Day) {
	w.night(w.civil(d, 11*60+w.random.IntN(180)))
	w.do(mailing(), w.between(3, 12))
}

// night lasts until an instant. In one of five the machine was off.
func (w *walk) night(until time.Time) {
	if w.chance(20) && len(w.life.Moments) > 0 {
		w.add(until.Sub(w.now), Moment{Presence: tracker.Unobserved})
		return
	}
	w.asleepUntil(until)
}

func (w *walk) asleepUntil(at time.Time) {
	w.add(at.Sub(w.now), Moment{Presence: tracker.Asleep})
}

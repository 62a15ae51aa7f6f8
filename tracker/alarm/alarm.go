package alarm

import "time"

// Alarm rings on C once a while has passed since Reset. It may ring once more
// for a Reset that another one has replaced in the same instant: whoever hears
// it looks at the clock. Its methods are for one goroutine.
type Alarm interface {
	C() <-chan time.Time
	Reset(d time.Duration) // at once, if d is not positive
	Stop()                 // for good: it is not to be set again
}

// Runtime is an Alarm of Go's runtime, for tests whose time is not the kernel's
// and for systems that have no better. It is not set.
func Runtime() Alarm {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return runtime{t}
}

type runtime struct{ timer *time.Timer }

func (r runtime) C() <-chan time.Time   { return r.timer.C }
func (r runtime) Reset(d time.Duration) { r.timer.Reset(d) }
func (r runtime) Stop()                 { r.timer.Stop() }

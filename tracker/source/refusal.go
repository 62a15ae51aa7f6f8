package source

// NotHere is the error of a source that has no place on this desktop: its
// compositor does not run, its bus is not there. Nothing is wrong then, and
// nobody need do anything about it. Any other error says that a source could
// serve and does not.
type NotHere string

func (e NotHere) Error() string { return string(e) }

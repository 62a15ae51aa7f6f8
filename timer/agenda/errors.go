package agenda

import (
	"errors"
	"fmt"
)

// Errors of commands that are refused. The message of the error returned says
// what to do instead.
var (
	ErrUnknown   = errors.New("there is no such thing")              // a name or an ID that nothing has
	ErrAmbiguous = errors.New("that can mean several things")        // a name that more than one thing has
	ErrText      = errors.New("that cannot be understood")           // a line with a mistake in it; the error is a TextError
	ErrEnded     = errors.New("it is done or dropped already")       // a command for an open task
	ErrOpen      = errors.New("it is open")                          // Reopen, SaveTemplate
	ErrIdle      = errors.New("no task is being done")               // Leave
	ErrPast      = errors.New("that day is not in the future")       // Later
	ErrOrder     = errors.New("that is not an order of them")        // Order, SetSix
	ErrFull      = errors.New("there is no room for more")           // SetSix
	ErrNotRepeat = errors.New("it does not come again")              // Skip
	ErrStep      = errors.New("that is not for a step of a task")    // SaveTemplate, ForSix
	ErrTaken     = errors.New("something else has come of it since") // Reopen of a repeated task whose next one was begun
)

// TextError is a mistake in a line that a person wrote. It is an ErrText.
type TextError struct {
	Line    int    // from 1; 0: there is only one
	At      int    // where the word begins, in characters from 1; 0: the text as a whole
	Word    string // as it was written; "": the text as a whole
	Problem string // what is wrong with it
	Advice  string // what to write instead
}

func (e *TextError) Error() string {
	where := ""
	if e.Line > 0 {
		where = fmt.Sprintf("line %d: ", e.Line)
	}
	if e.At > 0 {
		where += fmt.Sprintf("character %d: ", e.At)
	}
	if e.Word != "" {
		where += fmt.Sprintf("%q ", short(e.Word))
	}
	return where + e.Problem + "; " + e.Advice
}

func (e *TextError) Unwrap() error { return ErrText }

// short keeps a hostile word from filling the screen.
func short(s string) string {
	const enough = 40
	if runes := []rune(s); len(runes) > enough {
		return string(runes[:enough]) + "..."
	}
	return s
}

package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"focusd/daemon/api"
)

// The rules of this command line:
//
//   - What was asked for goes to standard output, and nothing else does: no
//     progress, no praise. It can be piped as it is.
//   - What went wrong goes to standard error: one line "focus: error: ..." that
//     says what happened, then lines "focus: hint: ..." that say what to do,
//     as a command to paste where there is one. What went right but may
//     surprise is "focus: warning: ...".
//   - Lower case, no full stop at the end.
//   - Text from outside (labels, window titles, messages) is cleaned before it
//     is printed: it can neither move the cursor nor change a colour.
//   - Time left rounds up, time spent rounds down. Times are local.
//   - Colour is only for a terminal, and says nothing that the words do not.
//   - --json prints the same facts for programs, in UTC and whole units, and
//     what went wrong as one line of JSON instead, to standard error as well.
//   - The exit code is 0 done, 1 refused, 2 wrong usage, 3 no daemon.
//
// printf, warningf, fail and failJSON below are the only places that print.
type ui struct {
	out, err io.Writer
}

// exit is the code the program ends with.
type exit int

const (
	done     exit = 0
	refused  exit = 1 // by the daemon, or because something failed
	usage    exit = 2
	noDaemon exit = 3
)

// fault is an error that comes with an exit code and with what to do about it.
type fault struct {
	code  exit
	err   error
	hints []string
}

func (f *fault) Error() string { return f.err.Error() }
func (f *fault) Unwrap() error { return f.err }

// misuse is a fault of the person at the keyboard.
func misuse(hint, format string, args ...any) *fault {
	return &fault{usage, fmt.Errorf(format, args...), []string{hint}}
}

// status is an exit code without a message: everything was said already.
type status exit

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// printf prints what was asked for. An output that is gone ends the program
// by SIGPIPE; a full disk shows when the output is closed.
func (u *ui) printf(format string, args ...any) {
	fmt.Fprintf(u.out, format, args...)
}

// warningf says what may surprise.
func (u *ui) warningf(format string, args ...any) {
	fmt.Fprintf(u.err, "focus: warning: %s\n", clean(fmt.Sprintf(format, args...)))
}

// fail says what went wrong and what to do, and returns the code to end with.
func (u *ui) fail(err error) exit {
	var quiet status
	if errors.As(err, &quiet) {
		return exit(quiet)
	}
	f := explain(err)
	fmt.Fprintf(u.err, "focus: error: %s\n", clean(f.Error()))
	for _, h := range f.hints {
		fmt.Fprintf(u.err, "focus: hint: %s\n", clean(h))
	}
	return f.code
}

// failJSON is fail for programs.
func (u *ui) failJSON(err error) exit {
	var quiet status
	if errors.As(err, &quiet) {
		return exit(quiet)
	}
	f := explain(err)
	body := struct {
		Error api.Error `json:"error"`
	}{api.Error{Code: codeOf(f), Message: f.Error(), Hint: strings.Join(f.hints, "; ")}}
	fmt.Fprintf(u.err, "%s\n", quoteControls(jsonLine(body)))
	return f.code
}

// Codes of faults that the daemon has no code for.
const (
	codeUsage    = "usage"
	codeNoDaemon = "no_daemon"
	codeFailed   = "failed"
)

// codeOf is the code of the daemon where f is a refusal of its, else one of
// those above.
func codeOf(f *fault) string {
	var said *api.Error
	switch {
	case errors.As(f, &said) && said.Code != "":
		return said.Code
	case f.code == usage:
		return codeUsage
	case f.code == noDaemon:
		return codeNoDaemon
	}
	return codeFailed
}

// explain finds the code and the hints of err.
func explain(err error) *fault {
	var f *fault
	if errors.As(err, &f) {
		return f
	}
	if errors.Is(err, api.ErrNoDaemon) {
		return &fault{noDaemon, api.ErrNoDaemon, []string{startHint}}
	}
	var said *api.Error
	if errors.As(err, &said) {
		f = &fault{code: refused, err: said}
		if said.Hint != "" {
			f.hints = []string{said.Hint}
		}
		return f
	}
	return &fault{code: refused, err: err}
}

const startHint = "systemctl --user start focusd, or without systemd: focusd &"

package server

import (
	"errors"
	"strings"

	kept "focusd/daemon/agenda"
	"focusd/daemon/api"
	"focusd/daemon/undo"
	"focusd/timer"
	"focusd/timer/agenda"
)

// agendaCodes are the codes of what package agenda refuses.
func agendaCodes() map[error]string {
	return map[error]string{
		agenda.ErrUnknown:   api.CodeNoItem,
		agenda.ErrAmbiguous: api.CodeAmbiguous,
		agenda.ErrText:      api.CodeText,
		agenda.ErrPast:      api.CodeValue,
		agenda.ErrOrder:     api.CodeValue,
		agenda.ErrFull:      api.CodeValue,
		agenda.ErrEnded:     api.CodeItemKept,
		agenda.ErrOpen:      api.CodeItemKept,
		agenda.ErrIdle:      api.CodeItemKept,
		agenda.ErrNotRepeat: api.CodeItemKept,
		agenda.ErrStep:      api.CodeItemKept,
		agenda.ErrTaken:     api.CodeItemKept,
		agenda.ErrValue:     api.CodeValue,
		agenda.ErrFuture:    api.CodeValue,
		agenda.ErrHorizon:   api.CodeValue,
		agenda.ErrHabit:     api.CodeItemKept,
		agenda.ErrNoTick:    api.CodeItemKept,
	}
}

// agendaError is why a command of the agenda was refused, on the wire. The
// errors quote what the person wrote: they are for who asked, and become no
// entry of the log.
func agendaError(err error) error {
	var text *agenda.TextError
	if errors.As(err, &text) {
		return &api.Error{Code: api.CodeText, Message: strings.TrimSuffix(text.Error(), "; "+text.Advice), Hint: text.Advice}
	}
	if errors.Is(err, kept.ErrUnreadable) {
		return &api.Error{Code: api.CodeUnreadable, Message: err.Error(), Hint: "if a newer focusd ran here before, install it again"}
	}
	for reason, code := range agendaCodes() {
		if errors.Is(err, reason) {
			message, hint := advised(err.Error())
			return &api.Error{Code: code, Message: message, Hint: hint}
		}
	}
	return err
}

// undoError is why an undo was refused.
func undoError(err error, note undo.Note) error {
	what := note.Verb
	if note.What != "" {
		what += " \"" + note.What + "\""
	}
	switch {
	case errors.Is(err, undo.ErrNothing):
		return &api.Error{Code: api.Code(timer.ErrNoUndo), Message: err.Error(), Hint: "the last 100 changes of the agenda can be taken back"}
	case errors.Is(err, undo.ErrChanged):
		return &api.Error{Code: api.CodeChanged, Message: "what " + what + " did was changed again since", Hint: "change it by hand"}
	case errors.Is(err, undo.ErrNewer):
		message, hint := advised(err.Error())
		return &api.Error{Code: api.CodeUnreadable, Message: message, Hint: hint}
	}
	return agendaError(err)
}

// advised parts "what is so: what to do" where it says so last. What is in
// quotes was written by the person.
func advised(text string) (message, hint string) {
	quoted, at := false, -1
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quoted:
			i++
		case text[i] == '"':
			quoted = !quoted
		case !quoted && strings.HasPrefix(text[i:], ": "):
			at = i
		}
	}
	if at < 0 {
		return text, ""
	}
	return text[:at], text[at+2:]
}

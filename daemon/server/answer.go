package server

import (
	"errors"
	"net/http"

	"focusd/daemon/api"
	"focusd/timer/nudge"
)

// answer brings what the person says to a nudge to who asked.
func (d *door) answer(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readJSON[api.AnswerCommand](w, r)
	if err != nil {
		return err
	}
	said, err := nudge.ParseAnswer(cmd.Answer)
	if err != nil {
		return badRequest(clip(err.Error()), "see what the status says under nudges")
	}
	if d.Nudges == nil {
		return &api.Error{Code: api.CodeAbsent, Message: "this daemon asks nothing"}
	}
	if err := d.Nudges.Answer(r.Context(), cmd.ID, said); err != nil {
		return d.answerError(err)
	}
	return answer(w, d.statusOf(d.engine.Snapshot()))
}

func (d *door) answerError(err error) error {
	switch {
	case errors.Is(err, nudge.ErrGone):
		return &api.Error{Code: api.CodeNoQuestion, Message: "no such question is open", Hint: "focus log fill walks through the gaps of a day"}
	case errors.Is(err, nudge.ErrAnswer):
		return &api.Error{Code: api.CodeNoQuestion, Message: "no open question takes that answer", Hint: "focus answer shows what is asked"}
	}
	return agendaError(d.entryError(err))
}

// nudgesOf is what the person has been told or asked and has not answered.
func (s *Server) nudgesOf() []api.Nudge {
	var all []api.Nudge
	for _, n := range s.Nudges.Open() {
		w := api.Nudge{
			ID: n.ID, Kind: n.Kind.String(), At: n.At, Until: instant(n.Until),
			From: instant(n.From), To: instant(n.To), Seconds: wholeSeconds(n.For),
			About: s.Nudges.About(n), Quiet: n.Quiet, Answers: []string{},
		}
		for _, a := range n.Answers {
			w.Answers = append(w.Answers, a.String())
		}
		all = append(all, w)
	}
	return all
}

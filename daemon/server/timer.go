package server

import (
	"context"
	"errors"
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/timer"
)

// timer makes a command happen.
func (d *door) timer(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readJSON[api.Command](w, r)
	if err != nil {
		return err
	}
	ev, err := cmd.Event()
	if err != nil {
		return err
	}
	task, err := d.taskOf(cmd)
	if err != nil {
		return err
	}
	if ev.Label == "" {
		ev.Label = task.label
	}
	snap, err := d.command(r.Context(), ev)
	if errors.Is(err, timer.ErrOther) {
		return &api.Error{Code: api.CodeChanged, Message: err.Error(), Hint: "look again, and say what is still to be taken back"}
	}
	if err != nil {
		return err
	}
	d.begin(r.Context(), task)
	return answer(w, d.statusOf(snap))
}

// tracking pauses and resumes the log.
func (d *door) tracking(w http.ResponseWriter, r *http.Request) error {
	return d.toggle(w, r, "pause", d.engine.PauseTracking, "resume", d.engine.ResumeTracking)
}

// reminders holds and releases reminders.
func (d *door) reminders(w http.ResponseWriter, r *http.Request) error {
	return d.toggle(w, r, "hold", d.engine.Hold, "release", d.engine.Release)
}

// toggle does what stops something, for a while or without an end, or what
// lets it go on.
func (d *door) toggle(w http.ResponseWriter, r *http.Request,
	stop string, stops func(context.Context, time.Duration) (*engine.Snapshot, error),
	goOn string, goesOn func(context.Context) (*engine.Snapshot, error),
) error {
	cmd, err := readJSON[api.TrackingCommand](w, r)
	if err != nil {
		return err
	}
	length, err := cmd.Length()
	if err != nil {
		return err
	}
	var snap *engine.Snapshot
	switch {
	case cmd.Do == stop:
		snap, err = stops(r.Context(), length)
	case cmd.Do == goOn && length == 0:
		snap, err = goesOn(r.Context())
	case cmd.Do == goOn:
		return badRequest("\"seconds\" does not go with \""+goOn+"\"", "leave it out")
	default:
		return badRequest("there is no command \""+clip(cmd.Do)+"\"", "use "+stop+" or "+goOn)
	}
	if err != nil {
		return err
	}
	return answer(w, d.statusOf(snap))
}

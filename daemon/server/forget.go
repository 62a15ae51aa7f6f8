package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/privacy"
)

// Oblivion is what to forget, and how.
type Oblivion struct {
	What   privacy.Erasure
	Rules  bool // rules that quote the title go too
	Really bool // else it is only said what that would be
}

// forget takes something out of the log for good, or says what that would be.
// Over loopback only who has looked first, and could read the answer, may do it.
func (d *door) forget(w http.ResponseWriter, r *http.Request) error {
	if d.Forget == nil {
		return absent("this daemon cannot forget", "")
	}
	cmd, err := readJSON[api.ForgetCommand](w, r)
	if err != nil {
		return err
	}
	what, err := erasureOf(cmd)
	if err != nil {
		return err
	}
	if cmd.Yes && !d.private && !d.looked.use(cmd.Key, time.Now()) {
		return badRequest("what is to be forgotten has to be looked at first", "ask without \"yes\", and send the key of the answer within a minute")
	}
	found, err := d.wouldForget(r.Context(), what)
	if err != nil {
		return err
	}
	done, err := d.Forget(r.Context(), Oblivion{What: what, Rules: cmd.Rules, Really: cmd.Yes})
	if err != nil {
		return d.notForgotten(err)
	}
	if cmd.Yes {
		d.counted.renew()
	}
	if !cmd.Yes {
		done.Spans, done.Millis, done.Labels = found.Spans, found.Millis, found.Labels
	}
	done.Done, done.Days = cmd.Yes, found.Days
	if !cmd.Yes && !d.private {
		done.Key = d.looked.cut(time.Now())
	}
	return answer(w, done)
}

// erasureOf reads what to forget. Its errors do not repeat the title.
func erasureOf(cmd api.ForgetCommand) (what privacy.Erasure, err error) {
	what.App = cmd.App
	for _, bound := range []struct {
		name string
		from *time.Time
		to   *time.Time
	}{{"from", cmd.From, &what.From}, {"to", cmd.To, &what.To}} {
		if bound.from == nil {
			continue
		}
		if !sane(*bound.from) {
			return what, badRequest("\""+bound.name+"\" is out of range", "use a year from 1970 to 2199")
		}
		*bound.to = whole(*bound.from)
	}
	if what.Title, err = privacy.ParseTitle(cmd.Title); err != nil {
		return what, badRequest(err.Error(), "write a part of the title, or /an expression/")
	}
	if err := what.Check(); err != nil {
		return what, badRequest(err.Error(), "name a range, an app or a title")
	}
	if cmd.Rules && (cmd.Title == "" || cmd.App != "") {
		return what, badRequest("rules are forgotten by a title they quote", "name a title and no app")
	}
	return what, nil
}

// notForgotten tells the person why. That is more than other commands tell:
// who wants something gone must know that it is still there.
func (d *door) notForgotten(err error) error {
	if !errors.Is(err, engine.ErrStore) {
		return err
	}
	d.Log.Error("forgetting failed", "err", err)
	return &api.Error{
		Code:    api.Code(api.ErrStore),
		Message: "it is still there: " + strings.ReplaceAll(err.Error(), "\n", ": "),
		Hint:    "then run focus forget again",
	}
}

// wouldForget adds up what an Erasure takes of the log as it is.
func (s *Server) wouldForget(ctx context.Context, what privacy.Erasure) (api.Forgotten, error) {
	now := time.Now()
	if err := s.engine.SettleTo(ctx, now); err != nil {
		return api.Forgotten{}, err
	}
	from, to := what.From, what.To
	if from.IsZero() {
		from = time.UnixMilli(0)
	}
	if to.IsZero() {
		to = now.AddDate(1, 0, 0) // a log can be ahead of a clock that was set back
	}
	found := api.Forgotten{Days: []string{}}
	cal := s.config.Load().Calendar
	var last tracker.Day
	for span, err := range s.store.Spans(from, to) {
		if err != nil {
			return api.Forgotten{}, err
		}
		part, ok := what.Part(span)
		if !ok {
			continue
		}
		found.Spans++
		found.Millis += part.Duration().Milliseconds()
		if day := cal.Day(part.Start); day != last {
			found.Days, last = append(found.Days, day.String()), day
		}
	}
	var err error
	found.Labels, err = s.labelled(engine.Forgetting{Erasure: what}, from, to)
	return found, err
}

// labelled counts the blocks and transitions of a range that lose a label.
func (s *Server) labelled(f engine.Forgetting, from, to time.Time) (n int, err error) {
	for b, err := range s.store.Blocks(from, to) {
		if err != nil {
			return 0, err
		}
		for _, segment := range b.Segments {
			if f.Label(segment.Label) != segment.Label {
				n++
				break
			}
		}
	}
	for r, err := range s.store.Records(from, to) {
		if err != nil {
			return 0, err
		}
		if f.Label(r.Label) != r.Label {
			n++
		}
	}
	return n, nil
}

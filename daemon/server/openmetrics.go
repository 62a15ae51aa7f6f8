package server

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"focusd/daemon/api"
)

// Samples says which samples of the past are wanted.
type Samples struct {
	From, To        time.Time
	Step            time.Duration
	Job, Instance   string // labels that a scrape would have given them
	VictoriaMetrics bool   // in the form that it imports, not in OpenMetrics
}

// openMetrics sends the past as samples of metrics. One at a time: each keeps
// what has changed in memory, and reads the whole log.
func (d *door) openMetrics(w http.ResponseWriter, r *http.Request) error {
	if d.History == nil {
		return absent("there is no history of metrics here", "")
	}
	wanted, err := d.samplesOf(r)
	if err != nil {
		return err
	}
	select {
	case d.exporting <- struct{}{}:
		defer func() { <-d.exporting }()
	default:
		return &api.Error{Code: api.Code(api.ErrBusy), Message: "the history of metrics is being written already", Hint: "wait until that is done"}
	}
	if err := d.engine.SettleTo(r.Context(), wanted.To); err != nil {
		return err
	}
	conn := http.NewResponseController(w)
	defer untilDone(r.Context(), conn)()
	w.Header().Set("Content-Type", api.OpenMetricsText)
	if wanted.VictoriaMetrics {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	}
	buffered := bufio.NewWriterSize(w, 64<<10)
	if err := d.History(r.Context(), buffered, wanted); err != nil {
		return err
	}
	return buffered.Flush()
}

// samplesOf reads what a request asks for: all of the log, a sample a minute,
// unless it says otherwise.
func (d *door) samplesOf(r *http.Request) (Samples, error) {
	sp, err := d.rangeOf(r, time.Unix(0, 0), "step", "job", "instance", "format")
	if err != nil {
		return Samples{}, err
	}
	q := r.URL.Query()
	wanted := Samples{From: sp.from, To: sp.to, Step: api.DefaultStep, Job: "focusd", Instance: "history"}
	if text := q.Get("step"); text != "" {
		seconds, err := strconv.Atoi(text)
		if wanted.Step = time.Duration(seconds) * time.Second; err != nil || wanted.Step < time.Second || wanted.Step > api.LongestStep {
			return Samples{}, badRequest("\"step\" is no length of a step: "+clip(text), "write seconds, 1 to "+strconv.Itoa(int(api.LongestStep.Seconds())))
		}
	}
	for name, to := range map[string]*string{"job": &wanted.Job, "instance": &wanted.Instance} {
		if err := wantedLabel(q, name, to); err != nil {
			return Samples{}, err
		}
	}
	switch text := q.Get("format"); text {
	case "", "openmetrics":
	case "victoriametrics":
		wanted.VictoriaMetrics = true
	default:
		return Samples{}, badRequest("there is no format \""+clip(text)+"\"", "openmetrics or victoriametrics")
	}
	return wanted, nil
}

// wantedLabel reads the value of a label, if there is one.
func wantedLabel(q url.Values, name string, to *string) error {
	const most = 80 // as the example for Prometheus allows
	text := q.Get(name)
	if len(text) > most {
		return badRequest("\""+name+"\" is too long: "+clip(text), "at most "+strconv.Itoa(most)+" bytes")
	}
	if text != "" {
		*to = text
	}
	return nil
}

// Past writes samples of the past.
type Past func(context.Context, io.Writer, Samples) error

package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
)

// asked is the answer to a GET over the socket.
func (r *rig) asked(path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.Socket().ServeHTTP(w, request(http.MethodGet, path, header{"Host": "focusd"}))
	return w
}

// TestOpenMetrics asks for the past, and compares what is asked of who writes it.
func TestOpenMetrics(t *testing.T) {
	at := time.Date(2026, time.November, 20, 9, 0, 0, 0, time.UTC)
	synctest.Test(t, func(t *testing.T) {
		var got Samples
		r := newRig(t, Options{History: func(_ context.Context, w io.Writer, wanted Samples) error {
			got = wanted
			_, err := io.WriteString(w, "# EOF\n")
			return err
		}})
		c := r.client(t)
		for name, tt := range map[string]struct {
			asked api.Samples
			want  Samples
		}{
			"all":  {api.Samples{To: at}, Samples{From: time.Unix(0, 0).UTC(), To: at, Step: time.Minute, Job: "focusd", Instance: "history"}},
			"some": {api.Samples{From: at, To: at.Add(time.Hour), Step: 5 * time.Minute, Job: "j", Instance: "i", Format: "openmetrics"}, Samples{From: at, To: at.Add(time.Hour), Step: 5 * time.Minute, Job: "j", Instance: "i"}},
			"for VictoriaMetrics": {
				api.Samples{From: at, To: at.Add(time.Hour), Format: "victoriametrics"},
				Samples{From: at, To: at.Add(time.Hour), Step: time.Minute, Job: "focusd", Instance: "history", VictoriaMetrics: true},
			},
		} {
			body, err := c.OpenMetrics(t.Context(), tt.asked)
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(body)
			body.Close()
			if err != nil || string(text) != "# EOF\n" || got != tt.want {
				t.Errorf("%s: %q, %v; asked for %+v, want %+v", name, text, err, got, tt.want)
			}
		}
	})
}

func TestOpenMetricsRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{History: func(context.Context, io.Writer, Samples) error { return nil }})
		for query, want := range map[string]string{
			"step=0":                              "step",
			"step=1.5":                            "step",
			"step=90000":                          "step",
			"format=json":                         "format",
			"instance=" + strings.Repeat("x", 81): "instance",
			"job=" + strings.Repeat("x", 81):      "job",
			"from=2026-11-22&to=2026-11-21":       "from",
			"title=x":                             "title",
			"from=yesterday":                      "from",
			"from=2026-11-22&to=2026-11-23&step=-600": "step",
		} {
			w := r.asked("/v1/openmetrics?" + query)
			if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: %d %s, want 400 about %s", query, w.Code, w.Body, want)
			}
		}
	})
}

// Two at once would need twice the memory.
func TestOpenMetricsOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		going := make(chan struct{})
		r := newRig(t, Options{History: func(context.Context, io.Writer, Samples) error { <-going; return nil }})
		c := r.client(t)
		first := make(chan error, 1)
		go func() {
			body, err := c.OpenMetrics(t.Context(), api.Samples{})
			if err == nil {
				err = body.Close()
			}
			first <- err
		}()
		synctest.Wait()
		if _, err := c.OpenMetrics(t.Context(), api.Samples{}); !errors.Is(err, api.ErrBusy) {
			t.Errorf("the second is told %v, want %v", err, api.ErrBusy)
		}
		close(going)
		if err := <-first; err != nil {
			t.Error(err)
		}
		body, err := c.OpenMetrics(t.Context(), api.Samples{})
		if err != nil {
			t.Fatalf("after the first: %v", err)
		}
		body.Close()
	})
}

func TestOpenMetricsIsNotThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if w := newRig(t, Options{}).asked("/v1/openmetrics"); w.Code != http.StatusNotFound {
			t.Errorf("without a history: %d", w.Code)
		}
	})
}

package api

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// OpenMetricsText is the media type of GET /v1/openmetrics.
const OpenMetricsText = "application/openmetrics-text; version=1.0.0; charset=utf-8"

// The step of GET /v1/openmetrics: without one, and the longest there is.
const (
	DefaultStep = time.Minute
	LongestStep = 24 * time.Hour
)

// Samples is what GET /v1/openmetrics is asked for. What is zero is left to the
// daemon.
//
// # GET /v1/openmetrics
//
// The log as samples of the metrics of GET /metrics, for a database that was not
// there: of [from, to), a sample every step seconds, with the labels job and
// instance. Without from it begins with the log, without to it ends now; step is
// 60, job focusd, instance history. The counters count from the beginning of the
// log, of what it says now and by the rules of now. format is openmetrics, or
// victoriametrics for what that imports. One at a time: others are told busy. An
// answer that was broken off does not end with "# EOF".
//
//	GET /v1/openmetrics?from=2026-01-01&step=300
type Samples struct {
	From, To      time.Time
	Step          time.Duration // whole seconds
	Job, Instance string
	Format        string // openmetrics or victoriametrics
}

func (s Samples) values() url.Values {
	q := make(url.Values)
	for name, at := range map[string]time.Time{"from": s.From, "to": s.To} {
		if !at.IsZero() {
			q.Set(name, at.UTC().Format(time.RFC3339Nano))
		}
	}
	if s.Step > 0 {
		q.Set("step", strconv.Itoa(int(s.Step/time.Second)))
	}
	for name, value := range map[string]string{"job": s.Job, "instance": s.Instance, "format": s.Format} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// OpenMetrics is the log as samples of metrics. The caller closes it.
func (c *Client) OpenMetrics(ctx context.Context, wanted Samples) (io.ReadCloser, error) {
	res, err := c.do(ctx, http.MethodGet, "/v1/openmetrics?"+wanted.values().Encode(), OpenMetricsText, nil)
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

// Metrics is the text of GET /metrics. The caller closes it.
func (c *Client) Metrics(ctx context.Context) (io.ReadCloser, error) {
	res, err := c.do(ctx, http.MethodGet, "/metrics", "text/plain", nil)
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

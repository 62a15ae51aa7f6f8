package api

import (
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

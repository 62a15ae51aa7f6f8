package serve

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
)

// timeParam reads an instant: seconds of Unix time, or RFC 3339.
func timeParam(r *http.Request, name string, otherwise time.Time) (time.Time, error) {
	text := r.Form.Get(name)
	if text == "" {
		return otherwise, nil
	}
	if s, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(s) < 1e11 {
		whole, part := math.Modf(s)
		return time.Unix(int64(whole), int64(math.Round(part*1000)*1e6)).UTC(), nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || at.Year() < 1 || at.Year() > 9999 {
		return time.Time{}, badData("invalid parameter %q: cannot parse %.80q to a valid timestamp", name, text)
	}
	return at, nil
}

// durationParam reads a length: seconds, or as 1h30m; 0: none was given.
func durationParam(r *http.Request, name string) (time.Duration, error) {
	text := r.Form.Get(name)
	if text == "" {
		return 0, nil
	}
	if s, err := strconv.ParseFloat(text, 64); err == nil {
		if ns := s * float64(time.Second); math.Abs(ns) < math.MaxInt64 {
			return time.Duration(ns), nil
		}
	} else if d, err := model.ParseDuration(text); err == nil {
		return time.Duration(d), nil
	}
	return 0, badData("invalid parameter %q: cannot parse %.80q to a valid duration", name, text)
}

func timeout(r *http.Request) (time.Duration, error) { return durationParam(r, "timeout") }

// limited is as many as a request wants at most.
func limited[T any](r *http.Request, all []T) (any, []string, error) {
	text := r.Form.Get("limit")
	if text == "" {
		return all, nil, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return nil, nil, badData("invalid parameter \"limit\": %.80q is no number of results", text)
	}
	if n == 0 || n >= len(all) {
		return all, nil, nil
	}
	return all[:n], []string{"results truncated due to limit"}, nil
}

package api

import (
	"net/url"
	"strconv"
	"time"
)

// between is the query of a range.
func between(from, to time.Time) string {
	q := rangeOf(from, to)
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func rangeOf(from, to time.Time) url.Values {
	q := url.Values{}
	if !from.IsZero() {
		q.Set("from", from.UTC().Format(time.RFC3339Nano))
	}
	if !to.IsZero() {
		q.Set("to", to.UTC().Format(time.RFC3339Nano))
	}
	return q
}

func onDay(day string) url.Values {
	v := url.Values{}
	if day != "" {
		v.Set("day", day)
	}
	return v
}

func withQuery(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// number is how a parameter says n, if it says anything.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// set is how a parameter says that it is so.
func set(is bool) string {
	if is {
		return "1"
	}
	return ""
}

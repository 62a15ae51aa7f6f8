package server

import (
	"net/http"
	"strings"
	"time"
)

// recorder notes the status of an answer; 0 while nothing has been sent.
type recorder struct {
	http.ResponseWriter
	code int
}

func (r *recorder) WriteHeader(code int) {
	if r.code == 0 && code >= 200 {
		r.code = code
	}
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.code == 0 {
		r.code = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap is how http.ResponseController finds the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// observed tells Observe and the log of every answer.
func (d *door) observed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &recorder{ResponseWriter: w}
		began := time.Now()
		defer func() {
			took := time.Since(began)
			name, method := handlerName(r.Pattern), methodName(r.Method)
			d.Log.Debug("request", "handler", name, "method", method, "code", rec.code, "took", took)
			if d.Observe != nil {
				d.Observe(name, method, rec.code, took)
			}
		}()
		next.ServeHTTP(rec, r)
	})
}

// handlerName is the path of the route that pattern names. Everything that has
// none shares one name: names end up in metrics, where strangers must not be
// able to make new ones.
func handlerName(pattern string) string {
	_, path, ok := strings.Cut(pattern, " ")
	if !ok {
		path = pattern
	}
	switch path {
	case "", "/":
		return "other"
	case "/{$}":
		return "/"
	}
	return path
}

func methodName(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		return method
	}
	return "other"
}

package server

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"focusd/daemon/api"
)

// page answers with a page for people.
func (d *door) page(w http.ResponseWriter, r *http.Request) error { return packed(d.site.Serve)(w, r) }

// static answers with what the pages are made up with.
func (d *door) static(w http.ResponseWriter, r *http.Request) error {
	return packed(d.site.Static)(w, r)
}

// failPage shows an error to a person.
func (d *door) failPage(w http.ResponseWriter, status int, e api.Error) {
	if err := d.site.Fail(w, status, e); err != nil {
		d.Log.Error("show the error page", "err", err)
		w.WriteHeader(status)
	}
}

// wantsPage says whether a person with a browser is waiting for the answer.
func wantsPage(r *http.Request) bool {
	accept := strings.ToLower(strings.Join(r.Header.Values("Accept"), ","))
	return strings.Contains(accept, "text/html") && !strings.HasPrefix(r.URL.Path, "/v1/")
}

// inside is the way of the pages to the protocol: without a connection, past the
// guard, which has let the request for the page through, and not observed apart
// from it. Answers are whole: not for streams.
type inside struct{ routed func() http.Handler }

// RoundTrip never fails: what goes wrong is in the answer.
func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	res := &inner{header: make(http.Header), code: http.StatusOK}
	i.routed().ServeHTTP(res, r)
	return &http.Response{
		StatusCode: res.code, Status: http.StatusText(res.code), Header: res.header,
		Body: io.NopCloser(&res.body), ContentLength: int64(res.body.Len()), Request: r,
	}, nil
}

// inner is an answer in the making.
type inner struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

func (a *inner) Header() http.Header         { return a.header }
func (a *inner) WriteHeader(code int)        { a.code = code }
func (a *inner) Write(b []byte) (int, error) { return a.body.Write(b) }

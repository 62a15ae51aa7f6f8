package server

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"focusd/daemon/api"
)

const (
	maxBody  = 64 << 10
	bodyTime = 10 * time.Second // in which a body must have come
)

// readJSON reads the body of r, strictly: what the daemon would not look at
// was meant to do something.
func readJSON[T any](w http.ResponseWriter, r *http.Request) (v T, _ error) {
	return readLong[T](w, r, maxBody)
}

// readLong is readJSON for a body of so many bytes at most.
func readLong[T any](w http.ResponseWriter, r *http.Request, most int64) (v T, _ error) {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return v, &api.Error{
			Code:    api.CodeMedia,
			Message: "the body is not said to be JSON",
			Hint:    "send it with Content-Type: application/json",
		}
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, most))
	body.DisallowUnknownFields()
	if err := body.Decode(&v); err != nil {
		return v, explain(err)
	}
	if _, err := body.Token(); err == nil {
		return v, badRequest("there is more than one value in the body", "send one JSON object")
	} else if !errors.Is(err, io.EOF) {
		return v, explain(err)
	}
	bodyCame(w)
	return v, nil
}

// limitBody gives the body of a request its time to come. Also one that no
// handler looks at: the server reads it, to get to the next request, and would
// wait for it without end.
func limitBody(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)) // fails in tests without a connection
}

// bodyCame lifts the limit: the server goes on reading, to notice when the
// client hangs up.
func bodyCame(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
}

// explain makes an error of the decoder one for people.
func explain(err error) error {
	var large *http.MaxBytesError
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &large):
		return err
	case errors.Is(err, os.ErrDeadlineExceeded):
		return badRequest("the body did not come in time", "send it with the head of the request")
	case errors.Is(err, io.EOF):
		return badRequest("the body is empty", "send one JSON object")
	case errors.As(err, &wrongType) && wrongType.Field != "":
		return badRequest("the field \""+clip(wrongType.Field)+"\" cannot be a "+wrongType.Value, "")
	}
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return badRequest("there is no field "+clip(field), "leave it out, or see whether it is spelled right")
	}
	return badRequest("the body is not what it should be: "+clip(strings.TrimPrefix(err.Error(), "json: ")), "send one JSON object")
}

func badRequest(message, hint string) *api.Error {
	return &api.Error{Code: api.Code(api.ErrRequest), Message: message, Hint: hint}
}

// answer sends v. It is encoded first, so that a failure is still an error.
func answer(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(append(body, '\n')) // who asked may be gone: nothing to be done
	return nil
}

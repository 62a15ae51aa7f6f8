package server

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
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
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return v, &api.Error{
			Code:    api.CodeMedia,
			Message: "the body is not said to be JSON",
			Hint:    "send it with Content-Type: application/json",
		}
	}
	conn := http.NewResponseController(w)
	if err := conn.SetReadDeadline(time.Now().Add(bodyTime)); err == nil {
		// The server watches the connection for its end with the same reads.
		defer conn.SetReadDeadline(time.Time{})
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	body.DisallowUnknownFields()
	if err := body.Decode(&v); err != nil {
		return v, explain(err)
	}
	if _, err := body.Token(); err == nil {
		return v, badRequest("there is more than one value in the body", "send one JSON object")
	} else if !errors.Is(err, io.EOF) {
		return v, explain(err)
	}
	return v, nil
}

// explain makes an error of the decoder one for people.
func explain(err error) error {
	var large *http.MaxBytesError
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &large):
		return err
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

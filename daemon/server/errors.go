package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"focusd/daemon/api"
	"focusd/daemon/engine"
)

// kind is how an error of one code is answered.
type kind struct {
	code   string
	status int
	hint   string // where the error has none of its own
}

// kinds is the one table of what can go wrong.
func kinds() []kind {
	return []kind{
		{"idle", http.StatusConflict, ""},
		{"working", http.StatusConflict, ""},
		{"in_break", http.StatusConflict, ""},
		{"not_paused", http.StatusConflict, ""},
		{"no_break", http.StatusConflict, ""},
		{"strict", http.StatusConflict, ""},
		{"overlap", http.StatusConflict, ""},
		{"too_late", http.StatusConflict, ""},
		{"no_undo", http.StatusConflict, ""},
		{"no_gap", http.StatusConflict, ""},
		{api.CodeTaken, http.StatusConflict, ""},
		{api.CodeChanged, http.StatusConflict, ""},
		{"range", http.StatusUnprocessableEntity, ""},
		{"preset", http.StatusUnprocessableEntity, ""},
		{"request", http.StatusBadRequest, ""},
		{"busy", http.StatusServiceUnavailable, "close what is not needed and try again"},
		{"stopping", http.StatusServiceUnavailable, "try again in a moment"},
		{"store", http.StatusInsufficientStorage, "see: focus doctor"},
		{api.CodeRule, http.StatusUnprocessableEntity, ""},
		{api.CodeNoRule, http.StatusNotFound, "see: focus rule list"},
		{api.CodeRuleKept, http.StatusConflict, ""},
		{api.CodeNoItem, http.StatusNotFound, ""},
		{api.CodeAmbiguous, http.StatusConflict, ""},
		{api.CodeText, http.StatusUnprocessableEntity, ""},
		{api.CodeValue, http.StatusUnprocessableEntity, ""},
		{api.CodeItemKept, http.StatusConflict, ""},
		{api.CodeUnreadable, http.StatusConflict, ""},
		{api.CodeToken, http.StatusUnauthorized, ""},
		{api.CodeOrigin, http.StatusForbidden, ""},
		{api.CodeNotFound, http.StatusNotFound, ""},
		{api.CodeNoEntry, http.StatusNotFound, ""},
		{api.CodeNoQuestion, http.StatusConflict, ""},
		{api.CodeAbsent, http.StatusNotFound, ""},
		{api.CodeMethod, http.StatusMethodNotAllowed, ""},
		{api.CodeTooLarge, http.StatusRequestEntityTooLarge, ""},
		{api.CodeMedia, http.StatusUnsupportedMediaType, ""},
		{api.CodeHost, http.StatusMisdirectedRequest, ""},
		{api.CodeInternal, http.StatusInternalServerError, "see the log of focusd"},
	}
}

// fail answers with err. Whatever is not meant for clients is logged in full
// and shown as an internal error.
func (d *door) fail(w http.ResponseWriter, r *http.Request, err error) {
	shown := wire(err)
	k := kindOf(shown.Code)
	if shown.Hint == "" {
		shown.Hint = k.hint
	}
	if shown.Code == api.CodeInternal || errors.Is(err, engine.ErrStore) {
		d.Log.Error("request failed", "path", r.URL.Path, "err", err)
	}
	if shown.Code == "busy" {
		w.Header().Set("Retry-After", "10")
		w.Header().Set("Connection", "close")
	}
	if wantsPage(r) {
		d.failPage(w, k.status, shown)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(k.status)
	json.NewEncoder(w).Encode(shown) // who asked may be gone: nothing to be done
}

// wire is what a client is shown of err.
func wire(err error) api.Error {
	var shown *api.Error
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &shown):
		return *shown
	case errors.As(err, &tooLarge):
		return api.Error{Code: api.CodeTooLarge, Message: "the body is longer than 64 KiB"}
	case errors.Is(err, engine.ErrStopped), errors.Is(err, context.Canceled):
		// Canceled: who asked is gone and reads nothing, or the daemon stops.
		return api.Error{Code: api.Code(api.ErrStopping), Message: api.ErrStopping.Error()}
	case errors.Is(err, engine.ErrStore):
		return api.Error{Code: api.Code(api.ErrStore), Message: api.ErrStore.Error()}
	}
	if code := api.Code(err); code != "" {
		return refusal(code, err)
	}
	return api.Error{Code: api.CodeInternal, Message: "internal error"}
}

// refusal is a refused command on the wire. Package timer writes its errors
// "what is so: what to do" or "what is so: about what; what to do".
func refusal(code string, err error) api.Error {
	e := api.Error{Code: code}
	what := e.Unwrap().Error()
	rest, ok := strings.CutPrefix(err.Error(), what+": ")
	if !ok {
		e.Message = err.Error()
		return e
	}
	e.Message, e.Hint = what, rest
	if about, advice, ok := strings.Cut(rest, "; "); ok {
		e.Message, e.Hint = what+": "+about, advice
	}
	return e
}

func kindOf(code string) kind {
	for _, k := range kinds() {
		if k.code == code {
			return k
		}
	}
	return kind{code, http.StatusInternalServerError, ""}
}

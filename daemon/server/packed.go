package server

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
)

// lightest is from how many bytes on a body is worth to be packed.
const lightest = 2 << 10

// packed is h with its answers compressed where the browser takes them so: a page
// says the same a hundred times, and becomes a tenth. Parts of a page, which are
// fetched again and again, are small enough; and h answers as a whole or not at all.
func packed(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.Method != http.MethodGet || r.Header.Get("Range") != "" || r.URL.Query().Has("parts") {
			return h(w, r)
		}
		answer := &inner{header: w.Header(), code: http.StatusOK}
		if err := h(answer, r); err != nil {
			return err
		}
		large := answer.code == http.StatusOK && answer.body.Len() >= lightest
		if large {
			w.Header().Add("Vary", "Accept-Encoding") // for who keeps it
		}
		if !large || !takesGzip(r.Header) {
			w.WriteHeader(answer.code)
			_, _ = w.Write(answer.body.Bytes()) // who asked may be gone: nothing to be done
			return nil
		}
		pack(w, answer)
		return nil
	}
}

// pack sends an answer compressed.
func pack(w http.ResponseWriter, answer *inner) {
	h := w.Header()
	h.Set("Content-Encoding", "gzip")
	h.Del("Content-Length")
	if tag := h.Get("ETag"); tag != "" {
		h.Set("ETag", "W/"+tag) // the same, in other bytes
	}
	w.WriteHeader(answer.code)
	z := gzip.NewWriter(w)
	_, _ = z.Write(answer.body.Bytes()) // likewise
	_ = z.Close()
}

// takesGzip says whether a client takes an answer in gzip.
func takesGzip(h http.Header) bool {
	for part := range strings.SplitSeq(strings.Join(h.Values("Accept-Encoding"), ","), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
			continue
		}
		q, found := strings.CutPrefix(strings.TrimSpace(weight), "q=")
		value, err := strconv.ParseFloat(q, 64)
		return !found || err == nil && value > 0
	}
	return false
}

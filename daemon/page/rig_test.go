package page

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"focusd/daemon/api"
)

// fake is a daemon that answers the paths it has, and to all others that it cannot
// do that. What it answers is JSON of any value, or of what a function of the
// request returns; an *api.Error is one.
type fake map[string]any

func (f fake) RoundTrip(r *http.Request) (*http.Response, error) {
	code, value := http.StatusOK, f[r.URL.Path]
	if value == nil {
		value = &api.Error{Code: api.CodeAbsent, Message: "this daemon cannot do that"}
	}
	if asked, ok := value.(func(*http.Request) any); ok {
		value = asked(r)
	}
	if _, failed := value.(*api.Error); failed {
		code = http.StatusConflict
	}
	body, err := json.Marshal(value)
	return answer(code, body), err
}

func answer(code int, body []byte) *http.Response {
	return &http.Response{StatusCode: code, Status: http.StatusText(code), Header: make(http.Header), Body: io.NopCloser(bytes.NewReader(body))}
}

// get is the page at a path.
func (f fake) get(t *testing.T, path string) string {
	t.Helper()
	res := httptest.NewRecorder()
	if err := New(&api.Client{Transport: f}).Serve(res, httptest.NewRequest("GET", path, nil)); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if res.Code != http.StatusOK || res.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%s: %d %s", path, res.Code, res.Header().Get("Content-Type"))
	}
	return res.Body.String()
}

// visit is a visit of today with a query.
func (f fake) visit(t *testing.T, query string) *visit {
	t.Helper()
	v, err := New(&api.Client{Transport: f}).visit(httptest.NewRequest("GET", "/log?"+query, nil))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// wellFormed reads a page as XML would be: every element is closed. It puts in
// what HTML does not want.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	tag := regexp.MustCompile(`<[a-z][^>"]*(?:"[^"]*"[^>"]*)*>`)
	// Outside of quotes, a name without a value; what stands in quotes stays.
	bare := regexp.MustCompile(`"[^"]*"| [a-z-]+[ />]`)
	void := regexp.MustCompile(`^<(?:meta|link|input)\b`)
	page = tag.ReplaceAllStringFunc(page, func(tag string) string {
		if void.MatchString(tag) && !strings.HasSuffix(tag, "/>") {
			tag = strings.TrimSuffix(tag, ">") + "/>"
		}
		for range 3 { // one after another
			tag = bare.ReplaceAllStringFunc(tag, func(s string) string {
				if s[0] == '"' || strings.HasPrefix(tag, "<"+strings.Trim(s, " ")) {
					return s
				}
				return s[:len(s)-1] + `=""` + s[len(s)-1:]
			})
		}
		return tag
	})
	d := xml.NewDecoder(strings.NewReader("<all>" + strings.TrimPrefix(page, "<!DOCTYPE html>") + "</all>"))
	d.Entity = xml.HTMLEntity
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
	}
}

// partOf is the section of that id, without what is between its elements.
func partOf(t *testing.T, page, id string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `<section id="`+id+`"`)
	if !ok {
		t.Fatalf("there is no part %s in\n%s", id, page)
	}
	part, _, _ := strings.Cut(rest, "</section>")
	return part
}

// text is what a part says, without its elements.
func text(part string) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>"]*("[^"]*"[^>"]*)*>`).ReplaceAllString(part, " ")), " ")
}

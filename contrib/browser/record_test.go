package browser

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// record is what a page has done, as the browser tells it.
type record struct {
	mu       sync.Mutex
	complain []string // errors, in order
	requests []*request
	byID     map[network.RequestID]*request
	messages int // of event streams
}

// request is one that a page has made.
type request struct {
	url, method string
	sent, body  int64 // bytes that came over the wire, and what they were decoded to
	status      int64
	mime        string
}

// event is told everything by the browser, on a goroutine of the driver.
func (r *record) event(event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		r.complain = append(r.complain, "exception: "+exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			r.complain = append(r.complain, "console: "+said(e.Args))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			r.complain = append(r.complain, fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		q := &request{url: e.Request.URL, method: e.Request.Method}
		r.requests = append(r.requests, q)
		if r.byID == nil {
			r.byID = make(map[network.RequestID]*request)
		}
		r.byID[e.RequestID] = q
	case *network.EventWebSocketCreated:
		r.requests = append(r.requests, &request{url: e.URL})
	case *network.EventEventSourceMessageReceived:
		r.messages++
	default:
		r.answered(event)
	}
}

// answered notes what came back.
func (r *record) answered(event any) {
	switch e := event.(type) {
	case *network.EventResponseReceived:
		if q := r.byID[e.RequestID]; q != nil {
			q.status, q.mime = e.Response.Status, e.Response.MimeType
		}
	case *network.EventDataReceived:
		if q := r.byID[e.RequestID]; q != nil {
			q.body += e.DataLength
		}
	case *network.EventLoadingFinished:
		if q := r.byID[e.RequestID]; q != nil {
			q.sent = int64(e.EncodedDataLength)
		}
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func said(args []*runtime.RemoteObject) string {
	var all []string
	for _, a := range args {
		if a.Description != "" {
			all = append(all, a.Description)
			continue
		}
		all = append(all, string(a.Value))
	}
	return strings.Join(all, " ")
}

// made are the requests so far.
func (r *record) made() []request {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]request, len(r.requests))
	for i, q := range r.requests {
		all[i] = *q
	}
	return all
}

// heard is how many messages of event streams have come.
func (r *record) heard() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.messages
}

// judge fails the test for what a page must not do: errors other than the
// expected and those that may come, and requests to anywhere but where it may go.
func (r *record) judge(t testing.TB, expected, maybe, origins []string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	came := make(map[string]bool)
complaints:
	for _, c := range r.complain {
		for _, e := range slices.Concat(expected, maybe) {
			if strings.Contains(c, e) {
				came[e] = true
				continue complaints
			}
		}
		t.Errorf("the browser said: %s", c)
	}
	for _, e := range expected {
		if !came[e] {
			t.Errorf("the browser was to say %q, and did not", e)
		}
	}
	for _, q := range r.requests {
		if !goesTo(q.url, origins) {
			t.Errorf("the page made a request to %s, want none but to %v", q.url, origins)
		}
	}
}

func goesTo(url string, origins []string) bool {
	if url == "about:blank" || strings.HasPrefix(url, "data:") { // the icons of Chromium's own controls
		return true
	}
	for _, o := range origins {
		if url == o || strings.HasPrefix(url, o+"/") {
			return true
		}
	}
	return false
}

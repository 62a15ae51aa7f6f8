package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"focusd/tracker"
)

// KeepTime is how long a Client keeps a connection that nothing uses. A server
// keeps it longer: a command that meets a closing connection is lost, and
// commands are not sent twice.
const KeepTime = time.Minute

// Client talks to a running focusd. The zero value dials DefaultSocket. It
// keeps a connection for the next request, tries nothing twice, and waits as
// long as its contexts let it. Any goroutine may use it.
type Client struct {
	Socket    string            // path of the unix socket; empty: DefaultSocket
	Transport http.RoundTripper // for tests

	once sync.Once
	own  *http.Transport // dials the socket; made by once
}

// Status is how things are now.
func (c *Client) Status(ctx context.Context) (Status, error) {
	return get[Status](ctx, c, "/v1/status")
}

// Timer makes a command happen and returns the status after it. When it
// returns nil, the command is on disk.
func (c *Client) Timer(ctx context.Context, cmd Command) (Status, error) {
	return post[Status](ctx, c, "/v1/timer", cmd)
}

// Tracking pauses and resumes the log.
func (c *Client) Tracking(ctx context.Context, cmd TrackingCommand) (Status, error) {
	return post[Status](ctx, c, "/v1/tracking", cmd)
}

// Reminders holds and releases reminders.
func (c *Client) Reminders(ctx context.Context, cmd TrackingCommand) (Status, error) {
	return post[Status](ctx, c, "/v1/reminders", cmd)
}

// Watch yields the present status at once, then one at every change. It ends
// with the error that broke the stream; the caller connects again.
func (c *Client) Watch(ctx context.Context) iter.Seq2[Status, error] {
	return func(yield func(Status, error) bool) {
		for e, err := range c.events(ctx, "/v1/events") {
			if e.Status == nil && err == nil {
				continue
			}
			if !yield(value(e.Status), err) {
				return
			}
		}
	}
}

// Event is one message of Client.WatchAll: one of the two is there.
type Event struct {
	Status *Status
	Agenda *AgendaEdition
}

// WatchAll is Watch that also tells which agenda there is, after the first
// status and whenever it is another one.
func (c *Client) WatchAll(ctx context.Context) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for e, err := range c.events(ctx, "/v1/events?agenda=1") {
			if e == (Event{}) && err == nil {
				continue
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// events yields what a stream says, up to its first error. Of a message that
// this client does not know it yields nothing.
func (c *Client) events(ctx context.Context, path string) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		res, err := c.do(ctx, http.MethodGet, path, EventStream, nil)
		if err != nil {
			yield(Event{}, err)
			return
		}
		defer res.Body.Close()
		for m, err := range readEvents(res.Body) {
			var e Event
			switch {
			case err != nil:
			case m.name == "":
				e.Status = new(Status)
				err = json.Unmarshal(m.data, e.Status)
			case m.name == EventAgenda:
				e.Agenda = new(AgendaEdition)
				err = json.Unmarshal(m.data, e.Agenda)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// value is what p points to, or zero.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// Summary is what the log and the blocks of [from, to) add up to. A zero time
// leaves the bound to the daemon: from the beginning of the day, until now.
func (c *Client) Summary(ctx context.Context, from, to time.Time) (Summary, error) {
	return get[Summary](ctx, c, "/v1/summary"+between(from, to))
}

// Log yields the rows of [from, to) as they arrive: a range of years costs no
// memory. A zero time means the same as for Summary.
func (c *Client) Log(ctx context.Context, from, to time.Time) iter.Seq2[Span, error] {
	return func(yield func(Span, error) bool) {
		res, err := c.do(ctx, http.MethodGet, "/v1/log"+between(from, to), Rows, nil)
		if err != nil {
			yield(Span{}, err)
			return
		}
		defer res.Body.Close()
		readRows(res.Body)(yield)
	}
}

// Day is when a logical day began and ended for the person, wherever they were;
// without a date that of today.
func (c *Client) Day(ctx context.Context, date tracker.Day) (Day, error) {
	if date == (tracker.Day{}) {
		return get[Day](ctx, c, "/v1/day")
	}
	return get[Day](ctx, c, "/v1/day?date="+date.String())
}

// Record is a record of [from, to) for focusd replay, without titles and with
// AnonymousApps without the names of apps. The caller closes it.
func (c *Client) Record(ctx context.Context, from, to time.Time, anonymousApps bool) (io.ReadCloser, error) {
	q := rangeOf(from, to)
	if anonymousApps {
		q.Set("anonymous_apps", "1")
	}
	res, err := c.do(ctx, http.MethodGet, "/v1/record?"+q.Encode(), Rows, nil)
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

// OpenMetrics is the log as samples of metrics. The caller closes it.
func (c *Client) OpenMetrics(ctx context.Context, wanted Samples) (io.ReadCloser, error) {
	res, err := c.do(ctx, http.MethodGet, "/v1/openmetrics?"+wanted.values().Encode(), OpenMetricsText, nil)
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

// Doctor is what the daemon knows of its own health.
func (c *Client) Doctor(ctx context.Context) (Doctor, error) {
	return get[Doctor](ctx, c, "/v1/doctor")
}

// Extension installs and uninstalls the extension of GNOME Shell.
func (c *Client) Extension(ctx context.Context, cmd ExtensionCommand) (Extension, error) {
	return post[Extension](ctx, c, "/v1/doctor/gnome-extension", cmd)
}

// Backup makes a verified copy of the store.
func (c *Client) Backup(ctx context.Context) (Backup, error) {
	return post[Backup](ctx, c, "/v1/backup", nil)
}

// Link is a link for the browser that carries the token.
func (c *Client) Link(ctx context.Context) (Link, error) {
	return post[Link](ctx, c, "/v1/link", nil)
}

// Metrics is the text of GET /metrics. The caller closes it.
func (c *Client) Metrics(ctx context.Context) (io.ReadCloser, error) {
	res, err := c.do(ctx, http.MethodGet, "/metrics", "text/plain", nil)
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

func get[T any](ctx context.Context, c *Client, path string) (T, error) {
	return answer[T](c.do(ctx, http.MethodGet, path, mediaJSON, nil))
}

func post[T any](ctx context.Context, c *Client, path string, body any) (T, error) {
	return answer[T](c.do(ctx, http.MethodPost, path, mediaJSON, body))
}

// answer decodes the body of res. It reads all of it, or the connection could
// not be used again.
func answer[T any](res *http.Response, err error) (v T, _ error) {
	if err != nil {
		return v, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return v, fmt.Errorf("read the answer of focusd: %w", err)
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return v, fmt.Errorf("understand the answer of focusd: %w", err)
	}
	return v, nil
}

const mediaJSON = "application/json"

// do sends a request and returns the answer if it says success; else the error
// that it carries. It goes past http.Client: there are no redirects or cookies
// between the two, and no URL belongs in their errors.
func (c *Client) do(ctx context.Context, method, path, accept string, body any) (*http.Response, error) {
	req, err := newRequest(ctx, method, path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", accept)
	res, err := c.transport().RoundTrip(req)
	if gone(err) && method == http.MethodGet {
		res, err = c.transport().RoundTrip(req) // to ask twice changes nothing
	}
	switch {
	case gone(err):
		return nil, fmt.Errorf("focusd went away before it answered; see with focus status what it did: %w", err)
	case err != nil:
		return nil, err
	}
	if res.StatusCode == http.StatusOK {
		return res, nil
	}
	defer res.Body.Close()
	return nil, readError(res)
}

// gone tells whether a connection ended without an answer. That of a killed
// daemon may do so late: its socket takes connections for as long as a child that
// it was starting has not become another program.
func gone(err error) bool {
	if err == nil {
		return false
	}
	// net/http has no name for one that ended before the request was written.
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		strings.Contains(err.Error(), "server closed idle connection")
}

func newRequest(ctx context.Context, method, path string, body any) (*http.Request, error) {
	if body == nil {
		return http.NewRequestWithContext(ctx, method, "http://focusd"+path, http.NoBody)
	}
	data, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("encode request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://focusd"+path, bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", mediaJSON)
	return req, nil
}

// readError is the error in the body of an answer that is not 200.
func readError(res *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	if err != nil {
		return fmt.Errorf("read the answer of focusd: %w", err)
	}
	var e Error
	if json.Unmarshal(body, &e) != nil || e.Message == "" {
		return &Error{Code: CodeInternal, Message: "focusd answered " + res.Status}
	}
	return &e
}

func (c *Client) transport() http.RoundTripper {
	if c.Transport != nil {
		return c.Transport
	}
	c.once.Do(func() {
		c.own = &http.Transport{DialContext: c.dial, DisableCompression: true, MaxIdleConns: 1, IdleConnTimeout: KeepTime}
	})
	return c.own
}

// dial fails at once when nobody listens: whether to wait for a daemon that is
// being started is for the caller to decide.
func (c *Client) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	path := c.Socket
	if path == "" {
		path = DefaultSocket()
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unix", path)
	switch {
	case err == nil:
		return conn, nil
	case ctx.Err() != nil, errors.Is(err, os.ErrPermission):
		return nil, err
	}
	return nil, fmt.Errorf("%w: nothing answers at %s", ErrNoDaemon, path)
}

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

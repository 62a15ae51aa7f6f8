package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
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

package api

import (
	"context"
	"io"
	"net/http"
	"time"
)

// Record is a record of [from, to) for focusd replay, without titles and with
// AnonymousApps without the names of apps. The caller closes it.
//
// # GET /v1/record
//
// A record of [from, to) for focusd replay, to send along with a report of what
// is wrong: lines of JSON, as "go doc focusd/daemon/replay" describes them. It has
// presence, zones and apps; titles are t1, t2, and with anonymous_apps=1 apps are
// a1, a2. Bounds are those of GET /v1/log, 8 days apart at most.
//
//	GET /v1/record?from=2026-11-22T13:00:00Z&to=2026-11-22T14:00:00Z&anonymous_apps=1
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

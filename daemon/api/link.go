package api

import "context"

// Link is the answer of POST /v1/link: a link for the browser that opens the
// page once, within a minute. Only over the socket.
//
// # POST /v1/link
//
// A link that opens the page in a browser: once, within a minute. Has no body.
// Only over the socket, and only while there is a loopback listener.
//
//	POST /v1/link
//
//	200 OK
//	{"url": "http://127.0.0.1:8463/?key=KEY"}
type Link struct {
	URL string `json:"url"`
}

// Link is a link for the browser that carries the token.
func (c *Client) Link(ctx context.Context) (Link, error) {
	return post[Link](ctx, c, "/v1/link", nil)
}

package server

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
)

// tokenCookie is the name of the cookie that carries the token. Cookies know
// no ports: another server on 127.0.0.1 that the same browser visits is sent
// it too. It opens reading and the timer, nothing outside focusd.
const tokenCookie = "focusd_token"

// guarded lets a request through that may be answered. The order matters:
// a page under a rebound name has an Origin that matches its Host, so the Host
// is looked at first.
func (d *door) guarded(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeader(w.Header())
		if r.ContentLength != 0 {
			limitBody(w)
		}
		switch {
		case !d.knownHost(r, r.Host):
			d.fail(w, r, wrongHost(r.Host))
		case crossOrigin.Check(r) != nil, d.foreign(r):
			d.fail(w, r, &api.Error{
				Code:    api.CodeOrigin,
				Message: "this request was sent by a page that is not focusd's",
				Hint:    "open the page with: focus open",
			})
		case d.opens(r):
			d.giveToken(w, r)
		case !d.admitted(r):
			w.Header().Set("WWW-Authenticate", `Bearer realm="focusd"`)
			d.fail(w, r, &api.Error{
				Code:    api.CodeToken,
				Message: "the token is missing or wrong",
				Hint:    "open the page with: focus open",
			})
		case r.ContentLength != 0 && r.Method != http.MethodPost:
			d.fail(w, r, badRequest("a "+methodName(r.Method)+" has no body", "leave it out"))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// setHeader is what every answer says about itself. The policy for referrers
// is not stricter because "no-referrer" makes browsers send "Origin: null"
// with the page's own forms.
func setHeader(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "+
		"img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// socketHosts are the names a client of the socket may use: it has no need of
// any, and HTTP/1.0 sends none.
func socketHosts() []string { return []string{"", "focusd", "localhost"} }

// loopbackHosts are the names of a listener at addr.
func loopbackHosts(addr string) []string {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil
	}
	hosts := []string{"127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port}
	if !slices.Contains(hosts, addr) {
		hosts = append(hosts, addr)
	}
	return hosts
}

// knownHost says whether host is a name of what r was sent to. The address at
// which a machine was reached is one of its names: a page under a rebound name
// can't have it there.
func (d *door) knownHost(r *http.Request, host string) bool {
	at, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if ok && at.Port == defaultPort(r) && !hasPort(host) {
		host += ":" + strconv.Itoa(at.Port)
	}
	if slices.Contains(d.hosts, strings.ToLower(host)) {
		return true
	}
	return d.outside && ok && host == (&net.TCPAddr{IP: at.IP, Port: at.Port}).String() // no client names the zone
}

// defaultPort is the one that a client of such a request leaves out.
func defaultPort(r *http.Request) int {
	if r.TLS != nil {
		return 443
	}
	return 80
}

// hasPort tells whether host does not end with a name, or with an address in
// brackets.
func hasPort(host string) bool {
	return host == "" || strings.LastIndexByte(host, ':') > strings.LastIndexByte(host, ']')
}

func wrongHost(host string) error {
	return &api.Error{
		Code:    api.CodeHost,
		Message: "focusd does not answer to the name " + clip(host),
		Hint:    "ask for it by the address it listens at, or open the page with: focus open",
	}
}

// foreign says whether a page of somebody else is behind the request. No page
// at all is behind one over the socket.
func (d *door) foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
	default:
		return true
	}
	return d.foreignURL(r, r.Header.Values("Origin")) || d.foreignURL(r, r.Header.Values("Referer"))
}

// foreignURL says whether one of the values names another place than this
// door. Another port of the same machine is another place.
func (d *door) foreignURL(r *http.Request, values []string) bool {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	for _, v := range values {
		u, err := url.Parse(v)
		if d.private || err != nil || u.Scheme != scheme || !d.knownHost(r, u.Host) {
			return true
		}
	}
	return false
}

// admitted says whether who asks may have what is asked for.
func (d *door) admitted(r *http.Request) bool {
	switch {
	case d.private, d.outside: // there is nothing private outside
		return true
	case r.URL.Path == d.metricsPath(), r.URL.Path == "/healthz", r.URL.Path == "/style.css", r.URL.Path == "/icon.svg",
		strings.HasPrefix(r.URL.Path, "/css/"), strings.HasPrefix(r.URL.Path, "/js/"):
		return true // nothing private in them
	}
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return d.isToken(bearer)
	}
	cookie, err := r.Cookie(tokenCookie)
	return err == nil && d.isToken(cookie.Value)
}

func (d *door) isToken(s string) bool {
	return d.Token != "" && subtle.ConstantTimeCompare([]byte(s), []byte(d.Token)) == 1
}

// opens says whether r is the link of POST /v1/link, which works once.
func (d *door) opens(r *http.Request) bool {
	return !d.private && !d.outside && r.Method == http.MethodGet && r.URL.Path == "/" && d.keys.use(r.URL.Query().Get("key"), time.Now())
}

// giveToken puts the token into a cookie, and takes the key from the address.
func (d *door) giveToken(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{
		Name:     tokenCookie,
		Value:    d.Token,
		Path:     "/",
		HttpOnly: true,
		Secure:   r.TLS != nil,
		SameSite: http.SameSiteStrictMode,
	})
	q := r.URL.Query()
	q.Del("key")
	http.Redirect(w, r, (&url.URL{Path: "/", RawQuery: q.Encode()}).String(), http.StatusSeeOther)
}

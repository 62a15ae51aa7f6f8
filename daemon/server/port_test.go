package server

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestHostsAtTheDefaultPort asks as clients do that leave the port out.
func TestHostsAtTheDefaultPort(t *testing.T) {
	r := newRig(t, Options{Hosts: []string{"desk:443", "desk:80", "desk:8463"}})
	for _, tt := range []struct {
		name, host string
		port       int
		tls        bool
		status     int
	}{
		{"https without the port", "desk", 443, true, 200},
		{"in capitals", "DESK", 443, true, 200},
		{"https with the port", "desk:443", 443, true, 200},
		{"http without the port", "desk", 80, false, 200},
		{"by address", "192.0.2.7", 443, true, 200},
		{"by the sixth, which is another address", "[2001:db8::7]", 443, true, 421},
		{"https at the port of http", "desk", 80, true, 421},
		{"http at the port of https", "desk", 443, false, 421},
		{"at another port", "desk", 8463, true, 421},
		{"with another port", "desk:8464", 443, true, 421},
		{"another name", "evil.example", 443, true, 421},
		{"another address", "192.0.2.8", 443, true, 421},
		{"no name", "", 443, true, 421},
		{"a name that ends with nothing", "desk:", 443, true, 421},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := httptest.NewRequest(http.MethodGet, "/healthz", nil)
			req.Host = tt.host
			if tt.tls {
				req.TLS = new(tls.ConnectionState)
			}
			at := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: tt.port}
			req = req.WithContext(context.WithValue(req.Context(), http.LocalAddrContextKey, at))
			res := httptest.NewRecorder()
			r.Outside(at.String()).ServeHTTP(res, req)
			if res.Code != tt.status {
				t.Errorf("%q at port %d, TLS %v: %d, want %d", tt.host, tt.port, tt.tls, res.Code, tt.status)
			}
		})
	}
}

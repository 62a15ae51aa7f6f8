package server

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"focusd/daemon/api"
)

func TestExtension(t *testing.T) {
	asked := ""
	installs := func(_ context.Context, cmd api.ExtensionCommand) (api.Extension, error) {
		asked = cmd.Do
		return api.Extension{Folder: "/there", Installed: cmd.Do == "install"}, nil
	}
	elsewhere := func(context.Context, api.ExtensionCommand) (api.Extension, error) {
		return api.Extension{}, &api.Error{Code: api.CodeAbsent, Message: "no GNOME here", Hint: "none is needed"}
	}
	for _, tt := range []struct {
		name, body string
		does       func(context.Context, api.ExtensionCommand) (api.Extension, error)
		code       int
		asked      string
		says       string
	}{
		{"install", `{"do":"install"}`, installs, 200, "install", `"installed":true`},
		{"uninstall", `{"do":"uninstall"}`, installs, 200, "uninstall", `"folder":"/there"`},
		{"neither", `{"do":"dance"}`, installs, 400, "", "install or uninstall"},
		{"nothing", `{}`, installs, 400, "", "install or uninstall"},
		{"no GNOME", `{"do":"install"}`, elsewhere, 404, "", "none is needed"},
		{"not set up", `{"do":"install"}`, nil, 404, "", "no extension"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked = ""
			r := newRig(t, Options{Extension: tt.does})
			req := httptest.NewRequest("POST", "/v1/doctor/gnome-extension", strings.NewReader(tt.body))
			req.Host = "focusd"
			req.Header.Set("Content-Type", "application/json")
			res := httptest.NewRecorder()
			r.Socket().ServeHTTP(res, req)
			if res.Code != tt.code || asked != tt.asked || !strings.Contains(res.Body.String(), tt.says) {
				t.Errorf("%s: %d %s, did %q; want %d, %q, %q", tt.body, res.Code, res.Body, asked, tt.code, tt.says, tt.asked)
			}
		})
	}
}

func TestNoPageInstallsTheExtension(t *testing.T) {
	r := newRig(t, Options{Extension: func(context.Context, api.ExtensionCommand) (api.Extension, error) {
		t.Error("installed over loopback")
		return api.Extension{}, nil
	}})
	c := through(r.Loopback(testHost))
	req := httptest.NewRequest("POST", "http://"+testHost+"/v1/doctor/gnome-extension", strings.NewReader(`{"do":"install"}`))
	req.Header.Set("Authorization", "Bearer "+testToken)
	req.Header.Set("Content-Type", "application/json")
	res, err := c.Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 404 {
		t.Errorf("with the token over loopback: %s, want 404", res.Status)
	}
	_, err = through(r.Socket()).Doctor(t.Context())
	var said *api.Error
	if !errors.As(err, &said) || said.Code != api.CodeAbsent {
		t.Errorf("a server without a doctor says %v, want that there is none", err)
	}
}

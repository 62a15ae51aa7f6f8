package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"focusd/daemon/web/webtest"
)

// TestGuard has passwords taken out of a file, and put back.
func TestGuard(t *testing.T) {
	dir := t.TempDir()
	users := webtest.Users(t, "a", password)
	file := written(t, dir, users)
	anything := func(Front) bool { return true }
	for _, tt := range []struct {
		name   string
		enough func(Front) bool
		status int
		says   []string
	}{
		{"needed", Front.Protects, http.StatusServiceUnavailable, []string{"asks for less", "nobody is answered"}},
		{"not needed", anything, http.StatusOK, []string{"asks for less"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			written(t, dir, users)
			var log bytes.Buffer
			h := Guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), file, tt.enough, slog.New(slog.NewTextHandler(&log, nil)))
			ask := func(text string, want int) {
				t.Helper()
				written(t, dir, text)
				res := httptest.NewRecorder()
				h.ServeHTTP(res, httptest.NewRequest(http.MethodGet, "/", nil))
				if res.Code != want {
					t.Errorf("with %q: %d, want %d", text, res.Code, want)
				}
			}
			ask(users, http.StatusOK)
			if log.Len() > 0 {
				t.Errorf("while nothing has changed it says %s", &log)
			}
			ask("", tt.status)
			ask("", tt.status)
			if got := strings.Count(log.String(), "\n"); got != len(tt.says) {
				t.Errorf("it says %d lines, want %d:\n%s", got, len(tt.says), &log)
			}
			for _, want := range tt.says {
				if !strings.Contains(log.String(), want) {
					t.Errorf("it does not say %q:\n%s", want, &log)
				}
			}
			ask("nonsense: [", http.StatusServiceUnavailable)
			ask(users, http.StatusOK)
		})
	}
}

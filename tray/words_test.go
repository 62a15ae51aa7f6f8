package tray

import (
	"strings"
	"testing"

	"focusd/daemon/api"
)

func TestOneLine(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"short", "Writing", "Writing"},
		{"lines", " two\n lines\t", "two lines"},
		{"empty", "", ""},
		{"other letters", "Größe 漢字 плюс", "Größe 漢字 плюс"},
		{"Hebrew", "שלום עולם", "\u200e\u2068שלום עולם\u2069"},
		{"Arabic inside", "read مرحبا 2", "\u200e\u2068read مرحبا 2\u2069"},
		{"Adlam", "𞤀𞤣𞤤𞤢𞤥", "\u200e\u2068𞤀𞤣𞤤𞤢𞤥\u2069"},
		{"long", strings.Repeat("x", 41), strings.Repeat("x", 39) + "…"},
		{"long Hebrew", strings.Repeat("ש", 41), "\u200e\u2068" + strings.Repeat("ש", 39) + "…\u2069"},
		{"marks of its own", "\u202eab\u2069c\u200f", "abc"},
		{"nothing but marks", "\u2067\u2069", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := oneLine(tt.text); got != tt.want {
				t.Errorf("oneLine(%+q) = %+q, want %+q", tt.text, got, tt.want)
			}
		})
	}
}

func TestAppFromRightToLeft(t *testing.T) {
	s := newScene(with(func(s *api.Status) { s.Presence = api.Presence{State: "active", App: "עורך"} }), noon)
	if got, want := s.today(), "3 h 10 focus · 4 blocks · \u200e\u2068עורך\u2069 now"; got != want {
		t.Errorf("today = %+q, want %+q", got, want)
	}
}

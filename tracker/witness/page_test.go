package witness

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPagesAreReadAsTheyWereWritten(t *testing.T) {
	from := nine.Add(-3*time.Minute - 7*time.Millisecond)
	want := []Note{
		{At: nine, From: from, Kind: Daemon, On: true, Text: Killed, For: 3 * time.Minute},
		{At: nine, Kind: Window, Text: "kwin: no such name; x11: no display"},
		{At: nine, Kind: Window, On: true, By: "x11"},
		{At: nine, From: from, Kind: Input, By: "x11"},
		{At: nine, Kind: Evidence, On: true, Text: "meeting"},
		{At: nine, Kind: Lock, On: true, By: "logind"},
		{At: nine, Kind: Sleep, On: true, By: "the login manager"},
		{At: nine, From: from, Kind: Slept},
		{At: nine, Kind: Tracking, Text: "until 09:15"},
		{At: nine, From: nine.Add(time.Hour), Kind: Clock, For: -time.Hour},
		{At: nine, Kind: Zone, On: true, Text: "Europe/Berlin"},
		{At: nine, Kind: Journal},
	}
	data := version
	for _, n := range want {
		data += n.line(Day(nine))
	}
	got, err := Read(Page{ID: pageID(Day(nine), 0), Data: []byte(data)})
	if err != nil || len(got) != len(want) {
		t.Fatalf("read %d notes, %v; want %d of\n%s", len(got), err, len(want), data)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("read %+v, want %+v", got[i], want[i])
		}
	}
}

func TestTextsStayOnTheirLine(t *testing.T) {
	tests := []struct{ text, want string }{
		{"no display", "no display"},
		{"two\nlines\tand a tab", "two lines and a tab"},
		{"not \xff UTF-8", "not ? UTF-8"},
		{"größer", "größer"},
		{strings.Repeat("ä", 100), strings.Repeat("ä", 80) + "…"},
	}
	for _, tt := range tests {
		if got := plain(tt.text); got != tt.want {
			t.Errorf("plain(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestBrokenPagesAreRefused(t *testing.T) {
	tests := []struct{ name, id, data, want string }{
		{"no day", "today.00", version, "the name of no day"},
		{"another form", "2026-11-22.00", "2\n", "does not know"},
		{"nothing", "2026-11-22.00", "", "does not know"},
		{"half a line", "2026-11-22.00", version + "1200\n", "line 2: not a note"},
		{"no such kind", "2026-11-22.00", version + "0\tz+\n1200\tQ+\n", "line 3: a note of no known kind"},
		{"no sign", "2026-11-22.00", version + "1200\tw*\n", "not a note"},
		{"no number", "2026-11-22.00", version + "soon\tw+\n", "not a length"},
		{"no time", "2026-11-22.00", version + "\tw+\n", "not a length"},
		{"a number beyond time", "2026-11-22.00", version + "9223372036854775807\tw+\n", "not a length"},
		{"too much", "2026-11-22.00", version + "1\tw+\t\t\t\t\t\n", "not a note"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(Page{ID: tt.id, Data: []byte(tt.data)})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Read(%q, %q): %v, want %q", tt.id, tt.data, err, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("1\n33120000\td+\t180000\t180000\tx11\tclean\n")
	f.Fuzz(func(t *testing.T, data string) {
		notes, err := Read(Page{ID: "2026-11-22.00", Data: []byte(data)})
		if err != nil {
			return
		}
		again := version
		for _, n := range notes {
			again += n.line(Day(nine))
			c := Case{At: nine, Chain: At(notes, n.Since()), Zone: time.UTC}
			_ = c.Words(n)
			_ = c.Because()
		}
		reread, err := Read(Page{ID: "2026-11-22.00", Data: []byte(again)})
		if err != nil || len(reread) != len(notes) {
			t.Errorf("%q is written as %q, and that is read as %v, %v", data, again, reread, err)
		}
	})
}

// What a source said of itself is somebody else's text; all else on a page is not.
func TestRedact(t *testing.T) {
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	notes := []Note{
		{At: day.Add(time.Hour), Kind: Daemon, On: true, Text: Clean},
		{At: day.Add(2 * time.Hour), Kind: Window, Text: "no display: clean"},
		{At: day.Add(3 * time.Hour), Kind: Window, On: true, By: "clean"},
	}
	b := NewBook(day, nil, "")
	for _, n := range notes {
		b.Note(n)
	}
	forget := func(text string) string { return strings.ReplaceAll(text, "clean", "forgotten") }
	pages, _ := b.Unsaved(day)
	got, err := Read(Page{ID: pages[0].ID, Data: Redact(pages[0].Data, forget)})
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Clone(notes)
	want[1].Text = "no display: forgotten"
	if !slices.Equal(got, want) {
		t.Errorf("the page has %+v, want %+v", got, want)
	}
	b.Redact(forget)
	b.Note(Note{At: day.Add(4 * time.Hour), Kind: Lock, On: true})
	pages, _ = b.Unsaved(day)
	if data := string(pages[0].Data); strings.Contains(data, "no display: clean") || !strings.Contains(data, "no display: forgotten") {
		t.Errorf("the book writes it again:\n%s", data)
	}
}

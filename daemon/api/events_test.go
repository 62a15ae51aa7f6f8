package api

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestEventsThereAndBack(t *testing.T) {
	var stream bytes.Buffer
	for _, label := range []string{"", "one\ntwo\r\n\ndata: three", "ünïcödé \u2028 <b>"} {
		if err := WriteEvent(&stream, Timer{Label: label}); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Count(stream.String(), "\n"); got != 6 {
		t.Errorf("three messages have %d line breaks, want 6:\n%s", got, &stream)
	}
	got, err := readAll(iotest.OneByteReader(&stream))
	want := 3
	if len(got) != want || !strings.Contains(got[1], `one\ntwo\r\n\ndata: three`) {
		t.Errorf("read %q, want the %d messages", got, want)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("the end: %v, want %v", err, io.ErrUnexpectedEOF)
	}
}

func TestReadEvents(t *testing.T) {
	for _, tt := range []struct {
		name, stream string
		want         []string
	}{
		{"nothing", "", nil},
		{"without the space", "data:{}\n\n", []string{"{}"}},
		{"line breaks of others", "data: {}\r\n\r\n", []string{"{}"}},
		{"two lines", "data: {\ndata: }\n\n", []string{"{\n}"}},
		{"comments", ": still here\n\n:\n\ndata: {}\n: x\n\n", []string{"{}"}},
		{"other fields", "id: 7\nretry: 10\ndata: {}\n\n", []string{"{}"}},
		{"one with a name", "event: agenda\ndata: {}\n\ndata: {}\n\n", []string{"agenda {}", "{}"}},
		{"a name without data", "event:agenda\n\ndata: {}\n\n", []string{"{}"}},
		{"a field that begins alike", "database: x\n\ndata: {}\n\n", []string{"{}"}},
		{"empty lines", "\n\n\ndata: {}\n\n\n", []string{"{}"}},
		{"not finished", "data: {}\n\ndata: {}", []string{"{}"}},
		{"longer than the buffer", "data: " + strings.Repeat("x", 9000) + "\n\n", []string{strings.Repeat("x", 9000)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readAll(strings.NewReader(tt.stream))
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("readEvents(%.60q) = %.60q, want %.60q", tt.stream, got, tt.want)
			}
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("the end: %v, want %v", err, io.ErrUnexpectedEOF)
			}
		})
	}
}

func TestReadEventsGathersNoMoreThanOneMessage(t *testing.T) {
	for name, endless := range map[string]string{
		"a line without an end":       "x",
		"a message without an end":    "data: x\n",
		"a comment without an end":    ": ",
		"a line of nothing but ticks": "data:",
	} {
		t.Run(name, func(t *testing.T) {
			source := &repeat{text: endless}
			_, err := readAll(source)
			if !errors.Is(err, errLongLine) {
				t.Errorf("error %v, want %v", err, errLongLine)
			}
			if source.read > 10*maxEvent {
				t.Errorf("%d bytes were read, a message has %d at most", source.read, maxEvent)
			}
		})
	}
}

// repeat is its text for ever.
type repeat struct {
	text string
	read int
}

func (r *repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[(r.read+i)%len(r.text)]
	}
	r.read += len(p)
	return len(p), nil
}

func readAll(r io.Reader) (messages []string, err error) {
	for m, err := range readEvents(r) {
		if err != nil {
			return messages, err
		}
		messages = append(messages, strings.TrimSpace(m.name+" "+string(m.data)))
	}
	return messages, nil
}

func TestReadRows(t *testing.T) {
	var apps []string
	for s, err := range readRows(strings.NewReader(`{"app":"editor"}` + "\n" + `{"app":"browser"}` + "\n")) {
		if err != nil {
			t.Fatal(err)
		}
		apps = append(apps, s.App)
	}
	if strings.Join(apps, " ") != "editor browser" {
		t.Errorf("apps %q, want editor browser", apps)
	}
	for _, cut := range []string{`{"app":"edi`, "nonsense"} {
		var err error
		for _, err = range readRows(strings.NewReader(cut)) {
		}
		if err == nil {
			t.Errorf("%q was read without an error", cut)
		}
	}
}

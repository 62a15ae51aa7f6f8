package wayland

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/tracker/source"
)

func TestMessageSize(t *testing.T) {
	for name, test := range map[string]struct {
		b    []byte
		want int
		fail bool
	}{
		"nothing":             {nil, 0, false},
		"half a header":       {make([]byte, 7), 0, false},
		"no arguments":        {appendMessage(nil, 1, 0), 8, false},
		"two arguments":       {appendMessage(nil, 1, 0, 2, 3), 16, false},
		"begins with one":     {append(appendMessage(nil, 1, 0), "more"...), 8, false},
		"longest":             {ne.AppendUint32(make([]byte, 4), 0xfffc<<16), 0xfffc, false},
		"less than a header":  {ne.AppendUint32(make([]byte, 4), 4<<16), 0, true},
		"not of words":        {ne.AppendUint32(make([]byte, 4), 9<<16), 0, true},
		"of another protocol": {[]byte("HTTP/1.1 400 Bad Request"), 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := messageSize(test.b)
			if got != test.want || (err != nil) != test.fail {
				t.Errorf("messageSize(% x) = %d, %v, want %d, error %v", test.b, got, err, test.want, test.fail)
			}
		})
	}
}

func TestArgs(t *testing.T) {
	text := func(n uint32, s string) []byte { return append(ne.AppendUint32(nil, n), s...) }
	for name, test := range map[string]struct {
		b       []byte
		want    string
		garbled bool
	}{
		"text":                 {text(4, "abc\x00"), "abc", false},
		"padded":               {text(3, "ab\x00\x00"), "ab", false},
		"null":                 {text(0, ""), "", false},
		"empty":                {text(1, "\x00\x00\x00\x00"), "", false},
		"NUL inside":           {text(4, "a\x00b\x00"), "a", false},
		"not UTF-8":            {text(4, "a\xffb\x00"), "ab", false},
		"very long":            {text(9000, strings.Repeat("x", 9000)), strings.Repeat("x", textLimit), false},
		"nothing":              {nil, "", true},
		"longer than it is":    {text(5, "abc\x00"), "", true},
		"longest there can be": {text(0xffffffff, "abc\x00"), "", true},
		"padding is missing":   {text(3, "ab\x00"), "", true},
	} {
		t.Run(name, func(t *testing.T) {
			a := args{rest: test.b}
			if got := a.text(); got != test.want || a.garbled != test.garbled {
				t.Errorf("text() = %q, garbled %v, want %q, %v", got, a.garbled, test.want, test.garbled)
			}
		})
	}
}

func TestAppendBind(t *testing.T) {
	b := appendBind(nil, 2, 7, "wl_seat", 1, 5)
	if size, err := messageSize(b); size != len(b) || err != nil {
		t.Fatalf("messageSize = %d, %v, want %d", size, err, len(b))
	}
	m := parseMessage(b)
	got := []any{m.object, m.opcode, m.args.word(), m.args.text(), m.args.word(), m.args.word(), m.args.garbled, len(m.args.rest)}
	want := []any{uint32(2), uint16(registryBind), uint32(7), "wl_seat", uint32(1), uint32(5), false, 0}
	if !slices.Equal(got, want) {
		t.Errorf("bind reads as %v, want %v", got, want)
	}
}

// watchOf is a watch in the middle of its life, of a compositor that said b
// since, and what it emitted.
func watchOf(b []byte) (w *watch, reports *[]source.Report) {
	reports = new([]source.Report)
	c := newConn(nil, "")
	c.globals = []global{{1, seatInterface, 1}, {2, kdeIdleInterface, 1}, {3, windowsInterface, 3}}
	c.registry = c.create(registry)
	w = newWatch(c, Found{}, func(r source.Report) { *reports = append(*reports, r) }, Source{}.log())
	w.windows.manager, _ = w.bind(c.globals[2], windowManager)
	w.meter.start(c, time.Minute)
	c.in, c.readAt = b, time.Now()
	return w, reports
}

// FuzzMessages: whatever a compositor says, it is handled or refused, and what
// is kept of it is bounded.
func FuzzMessages(f *testing.F) {
	const manager, handle = 3, firstServerID
	words := func(object uint32, opcode uint16, w ...uint32) []byte {
		return appendMessage(nil, object, opcode, w...)
	}
	f.Add(slices.Concat(
		words(manager, managerToplevel, handle),
		words(handle, toplevelTitle, 3, 0x006261), words(handle, toplevelApp, 2, 0x61),
		words(handle, toplevelState, 4, stateActivated), words(handle, toplevelDone),
		words(handle, toplevelClosed)))
	f.Add(slices.Concat(words(6, timeoutIdled), words(7, timeoutIdled), words(6, timeoutResumed)))
	f.Add(slices.Concat(words(2, registryGlobal, 9, 8, 0x735f6c77, 0x00746165, 1), words(2, registryGlobalRemove, 3)))
	f.Add(slices.Concat(words(1, displayDeleteID, 6), words(1, displayError, 3, 1, 1, 0)))
	f.Add([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		w, reports := watchOf(b)
		if err := w.handleAll(w.handle); err != nil {
			return
		}
		if rest := len(w.in) - w.from; rest > 0xffff {
			t.Errorf("%d bytes are left, more than a message", rest)
		}
		w.look()
		w.emit(time.Now())
		if got := (*reports)[0]; got.Idle < 0 || len(got.Window.Title) > textLimit {
			t.Errorf("report = %+v", got)
		}
		if objects := len(w.objects); objects > 16+len(b)/8 {
			t.Errorf("%d objects of %d bytes", objects, len(b))
		}
	})
}

func TestGarbage(t *testing.T) {
	const manager, handle = 3, firstServerID
	window := appendMessage(nil, manager, managerToplevel, handle)
	var many []byte
	for i := range uint32(windowLimit + 1) {
		many = appendMessage(many, manager, managerToplevel, handle+i)
	}
	for name, b := range map[string][]byte{
		"a window of ours":             appendMessage(nil, manager, managerToplevel, 9),
		"a window twice":               append(window[:len(window):len(window)], window...),
		"a window without a number":    appendMessage(nil, manager, managerToplevel),
		"too many windows":             many,
		"a title that is cut off":      append(window[:len(window):len(window)], appendMessage(nil, handle, toplevelTitle, 400)...),
		"no more windows":              appendMessage(nil, manager, managerFinished),
		"an error":                     appendMessage(nil, displayID, displayError, manager, 3, 0),
		"what is in use is taken away": appendMessage(nil, 2, registryGlobalRemove, 2),
		"not the protocol":             []byte("HTTP/1.1 400 Bad Request\r\n\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := watchOf(b)
			if err := w.handleAll(w.handle); err == nil {
				t.Error("no error")
			}
		})
	}
	for name, b := range map[string][]byte{
		"an unknown object":   appendMessage(nil, 1000, 3, 1, 2, 3),
		"an unknown event":    append(window[:len(window):len(window)], appendMessage(nil, handle, 99)...),
		"an id that is used":  appendMessage(nil, displayID, displayDeleteID, manager),
		"a global not in use": appendMessage(nil, 2, registryGlobalRemove, 77),
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := watchOf(b)
			if err := w.handleAll(w.handle); err != nil {
				t.Errorf("error %v, want it to be ignored", err)
			}
		})
	}
}

package tracker

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// model is the Recorder as a child would do it: every millisecond has a cell
// of its own, and nothing is ever dropped.
type model struct {
	idleAfter int
	offset    int
	cells     []Span // of one millisecond each
	decided   int
	counted   int

	observed, blind, asleep, locked, paused, setBack bool

	away               bool // no input for longer than idleAfter
	lastInput          int
	from, limit, grace int // of the absence; limit 0: nothing stands for input
	evidence           Evidence

	window, latest Window
	since          int
}

// none is an instant that is not.
const none = -1 << 40

func (m *model) presence() Presence {
	present := map[Presence]bool{
		Unobserved: !m.observed || m.blind && !m.locked && !m.asleep, Asleep: m.asleep, Locked: m.locked, Paused: m.paused,
		Idle: m.away && m.limit == none, Passive: m.away && m.limit != none,
	}
	for p := Unobserved; p > Active; p-- {
		if present[p] {
			return p
		}
	}
	return Active
}

func (m *model) advance(now int) {
	for len(m.cells) < now {
		m.expire()
		at := len(m.cells)
		if m.latest != m.window && at-m.since >= 1000 {
			m.window, m.since = m.latest, at
		}
		cell := Span{Presence: m.presence(), Offset: m.offset}
		if cell.Presence.hasWindow() {
			cell.Window = m.window
		}
		if m.setBack {
			cell.Flags, m.setBack = ClockAdjusted, false
		}
		m.cells = append(m.cells, cell)
	}
	m.expire()
}

// expire gives up what evidence stood for once it no longer does.
func (m *model) expire() {
	if !m.away || m.limit == none || len(m.cells) < m.limit {
		return
	}
	m.vouch()
	m.limit, m.grace = none, none
	m.raise(m.from, len(m.cells), Idle)
}

func (m *model) raise(from, to int, p Presence) {
	for i := max(from, m.decided); i < min(to, len(m.cells)); i++ {
		if m.cells[i].Presence < p {
			m.cells[i].Presence = p
			if p != Passive {
				m.cells[i].Window = Window{}
			}
		}
	}
}

func (m *model) sample(at, idle int, known, locked, blind bool, e Evidence, w Window) {
	if known {
		m.lastInput = max(m.lastInput, at-idle)
	}
	switch {
	case known && idle >= m.idleAfter:
		m.advance(at)
		if !m.away {
			m.away, m.from = true, at-idle
		}
		m.from = max(m.from, at-idle)
	case known && m.away:
		m.advance(at - idle)
		m.here()
	}
	m.advance(at)
	end := len(m.cells)
	if m.away && m.limit != none && e != m.evidence {
		m.grace = min(m.limit, end+m.idleAfter)
		m.vouch()
	}
	m.evidence = e
	if m.away {
		m.limit = max(m.lastInput+int(e.patience(length(m.idleAfter)).Milliseconds()), m.grace)
		if end < m.limit && (e != 0 || m.grace != none) {
			m.raise(m.from, end, Passive)
		} else {
			m.limit = none
			m.raise(m.from, end, Idle)
		}
	}
	m.latest = w
	if at = len(m.cells); w.App != m.window.App || at-m.since >= 1000 {
		if w != m.window {
			m.window, m.since = w, at
		}
	}
	m.observed, m.blind, m.locked = true, blind, locked
}

// vouch decides a meeting.
func (m *model) vouch() {
	if m.away && m.limit != none && m.evidence&Meeting != 0 {
		m.from = len(m.cells)
		m.decided = max(m.decided, len(m.cells))
	}
}

// here says that the person is not away.
func (m *model) here() { m.away, m.from, m.limit, m.grace = false, none, none, none }

func (m *model) lose(at int) {
	m.advance(at)
	m.vouch()
	m.observed, m.blind, m.locked, m.evidence = false, false, false, 0
	m.here()
	m.window, m.latest, m.since = Window{}, Window{}, -1_000_000
}

func (m *model) clockSet(now, d int) {
	m.advance(now - d)
	for _, at := range []*int{&m.lastInput, &m.from, &m.limit, &m.grace} {
		if *at != none {
			*at += d
		}
	}
	if d > 0 {
		m.advance(now)
		m.raise(now-d, now, Unobserved)
	}
	if d < 0 {
		m.decided, m.setBack = len(m.cells), true
	}
}

func (m *model) settle() (from, to int) {
	decided := len(m.cells)
	switch m.presence() {
	case Active:
		decided -= m.idleAfter
	case Passive:
		if m.evidence&Meeting == 0 {
			decided = min(decided, m.from)
		}
	}
	m.decided = max(m.decided, decided)
	from, m.counted = m.counted, m.decided
	return from, m.counted
}

// presenceSince is where the run of the present presence begins.
func (m *model) presenceSince() int {
	at := len(m.cells)
	for at > 0 && m.cells[at-1].Presence == m.presence() {
		at--
	}
	return at
}

// spans are the cells [from, to), joined.
func (m *model) spans(from, to int) []Span {
	var spans []Span
	for i, cell := range m.cells[from:to] {
		cell.Start, cell.End = ms(from+i), ms(from+i+1)
		if n := len(spans); n > 0 && spans[n-1].alike(cell) {
			if spans[n-1].Offset == cell.Offset && cell.Flags == 0 {
				spans[n-1].End = cell.End
				continue
			}
			cell.Flags |= Continues
		}
		spans = append(spans, cell)
	}
	return spans
}

func blindness(blind bool) string {
	if blind {
		return "a reason"
	}
	return ""
}

func ms(n int) time.Time { return noon.Add(time.Duration(n) * time.Millisecond) }

func length(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// TestRecorderIsTheModel does the same to both, in any order and at any time,
// and compares what a store would have and what was counted.
func TestRecorderIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const idleAfter = 500
		offset, now := 60, 0
		r := NewRecorder(length(idleAfter), time.Time{}, noon, func(time.Time) int { return offset })
		m := &model{idleAfter: idleAfter, offset: offset, since: -1_000_000, lastInput: none}
		m.here()
		var stored, counted []Span

		window := rapid.Custom(func(t *rapid.T) Window {
			return Window{
				rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "app"),
				rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "title"),
			}
		})
		evidence := rapid.SampledFrom([]Evidence{0, 0, Meeting, Playing, Reading, Inhibited, Meeting | Playing})
		// Mostly forward, now and then back.
		then := func(t *rapid.T) int {
			now = max(now+rapid.IntRange(-300, 1500).Draw(t, "later"), 0)
			return now
		}
		settle := func() {
			from, to := m.settle()
			passed := r.Settle()
			counted = append(counted, passed...)
			if diff := cmp.Diff(flagless(m.spans(from, to)), flagless(passed)); diff != "" {
				t.Fatalf("Settle() (-model +got):\n%s", diff)
			}
			if got, want := r.Watermark(), ms(m.counted); !got.Equal(want) {
				t.Fatalf("Watermark() = %v, want %v", got, want)
			}
		}
		store := func() {
			stored = replace(stored, r.Tail())
			if diff := cmp.Diff(m.spans(0, len(m.cells)), stored); diff != "" {
				t.Fatalf("log (-model +got):\n%s", diff)
			}
		}

		t.Repeat(map[string]func(*rapid.T){
			"sample": func(t *rapid.T) {
				at, w := then(t), window.Draw(t, "window")
				idle := rapid.OneOf(rapid.IntRange(0, 200), rapid.IntRange(450, 2500)).Draw(t, "idle")
				known, locked := rapid.IntRange(0, 4).Draw(t, "known") > 0, rapid.IntRange(0, 4).Draw(t, "locked") == 0
				blind := rapid.IntRange(0, 9).Draw(t, "blind") == 0
				e := evidence.Draw(t, "evidence")
				r.Sample(Sample{At: ms(at), Window: w, Idle: length(idle), IdleKnown: known, Locked: locked, Blind: blindness(blind), Evidence: e})
				m.sample(at, idle, known, locked, blind, e, w)
			},
			"lose": func(t *rapid.T) {
				at := then(t)
				r.Lose(ms(at))
				m.lose(at)
			},
			"sleep": func(t *rapid.T) {
				from, to := then(t)-rapid.IntRange(0, 1000).Draw(t, "late"), then(t)
				r.Sleep(ms(from), ms(to))
				if from < to {
					m.advance(to)
					m.raise(from, to, Asleep)
				}
			},
			"doze": func(t *rapid.T) {
				at := then(t)
				r.Doze(ms(at))
				m.advance(at)
				m.asleep = true
			},
			"wake": func(t *rapid.T) {
				at := then(t)
				r.Wake(ms(at))
				m.advance(at)
				m.asleep = false
			},
			"pause": func(t *rapid.T) {
				at := then(t)
				r.Pause(ms(at))
				m.advance(at)
				m.paused = true
			},
			"unpause": func(t *rapid.T) {
				at := then(t)
				r.Unpause(ms(at))
				m.advance(at)
				m.paused = false
			},
			"clock set": func(t *rapid.T) {
				d := rapid.IntRange(-3000, 3000).Draw(t, "step")
				now = max(then(t)+d, 0)
				r.ClockSet(ms(now), length(d))
				m.clockSet(now, d)
			},
			"advance": func(t *rapid.T) {
				at := then(t)
				r.Advance(ms(at))
				m.advance(at)
			},
			"travel": func(t *rapid.T) {
				offset = rapid.SampledFrom([]int{0, 60, 540}).Draw(t, "offset")
				m.offset = offset
			},
			"far": func(t *rapid.T) {
				now += rapid.IntRange(600, 2500).Draw(t, "far")
				r.Advance(ms(now))
				m.advance(now)
			},
			"settle":           func(*rapid.T) { settle() },
			"store":            func(*rapid.T) { store() },
			"settle and store": func(*rapid.T) { settle(); store() },
			"store and settle": func(*rapid.T) { store(); settle() },
			"": func(t *rapid.T) {
				if rows := r.log.rows(); len(rows) > 0 && rows[0].Start.After(r.Watermark()) {
					t.Fatalf("the tail begins at %v, after the watermark %v", rows[0].Start, r.Watermark())
				}
				if got, want := r.log.end, ms(len(m.cells)); !got.Equal(want) {
					t.Fatalf("the log ends at %v, want %v", got, want)
				}
				if got, want := r.PresenceSince(), ms(m.presenceSince()); !got.Equal(want) {
					t.Fatalf("PresenceSince() = %v, want %v", got, want)
				}
			},
		})
		store()
		if diff := cmp.Diff(flagless(m.spans(0, m.counted)), joined(flagless(counted))); diff != "" {
			t.Fatalf("counted (-log +counted):\n%s", diff)
		}
	})
}

// flagless are spans that say nothing of how they were cut.
func flagless(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		s.Flags = 0
		out = append(out, s)
	}
	return joined(out)
}

func joined(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].alike(s) && out[n-1].Offset == s.Offset && out[n-1].End.Equal(s.Start) {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// FuzzRecorder throws any calls with any times at a Recorder. Each call is
// eleven bytes: what, when, how long, and how much.
func FuzzRecorder(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08\x03\x00\x00\x00\x00\x00\xff\x00\x00\x00\x00"))
	f.Add([]byte("\x02\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\x05\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\x06\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01"))
	berlin := zone(f, "Europe/Berlin")
	f.Fuzz(func(t *testing.T, calls []byte) {
		r := NewRecorder(3*time.Minute, time.Time{}, noon, func(at time.Time) int {
			_, seconds := at.In(berlin).Zone()
			return seconds / 60
		})
		var stored, counted []Span
		for ; len(calls) >= 11 && len(stored) < 10_000; calls = calls[11:] {
			call(r, calls[0], noon.Add(nanoseconds(calls[1:6])), nanoseconds(calls[6:11]))
			if calls[0]&0x40 != 0 {
				counted = append(counted, r.Settle()...)
			}
			if calls[0]&0x80 != 0 {
				stored = replace(stored, r.Tail())
			}
		}
		stored = replace(stored, r.Tail())
		counted = append(counted, r.Settle()...)
		checkPartition(t, "log", stored, noon, r.log.end)
		checkPartition(t, "counted", counted, noon, r.Watermark())
		if r.Watermark().After(r.log.end) {
			t.Errorf("Watermark() = %v, after the end of the log, %v", r.Watermark(), r.log.end)
		}
	})
}

// nanoseconds reads up to 39 years, forward or back.
func nanoseconds(b []byte) time.Duration {
	n := int64(int8(b[0]))
	for _, c := range b[1:] {
		n = n<<8 | int64(c)
	}
	return time.Duration(n << 21)
}

func call(r *Recorder, what byte, at time.Time, d time.Duration) {
	switch what & 7 {
	case 0, 1:
		r.Sample(Sample{
			At: at, Window: Window{App: string(rune('a' + d&3)), Title: string(rune('a' + d&12))},
			Idle: d, IdleKnown: what&8 != 0, Locked: what&16 != 0, Blind: blindness(what&32 != 0), Evidence: Evidence(d >> 4 & 15),
		})
	case 2:
		r.Lose(at)
	case 3:
		r.Sleep(at.Add(-d), at)
	case 4:
		r.Pause(at)
	case 5:
		r.Unpause(at)
	case 6:
		r.ClockSet(at, d)
	case 7:
		r.Advance(at)
	}
}

func checkPartition(t *testing.T, what string, spans []Span, from, to time.Time) {
	t.Helper()
	var sum time.Duration
	at := from
	for i, s := range spans {
		if !s.Start.Equal(at) || !s.Start.Before(s.End) {
			t.Fatalf("%s: span %d is from %v to %v, want it to begin at %v", what, i, s.Start, s.End, at)
		}
		if s.Start != instant(s.Start) || s.End != instant(s.End) {
			t.Fatalf("%s: span %d, from %v to %v, is not in milliseconds of UTC", what, i, s.Start, s.End)
		}
		if !s.Presence.hasWindow() && s.Window != (Window{}) {
			t.Fatalf("%s: span %d is %v and has a window", what, i, s.Presence)
		}
		sum += s.Duration()
		at = s.End
	}
	if !at.Equal(to) || sum != to.Sub(from) {
		t.Fatalf("%s ends at %v and sums up to %v, want %v and %v", what, at, sum, to, to.Sub(from))
	}
}

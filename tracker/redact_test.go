package tracker

import (
	"testing"

	"pgregory.net/rapid"
)

// forgets is a name for windows of the app.
func forgets(app string) func(Window) Window {
	return func(w Window) Window {
		if w.App == app {
			return Window{App: "gone"}
		}
		return w
	}
}

func TestRedact(t *testing.T) {
	record := func() *Recorder {
		r := NewRecorder(seconds(180), sec(0), sec(0), nil)
		r.Sample(sees(0, "editor/one", 0))
		r.Sample(sees(20, "mail/ada", 0))
		r.Sample(sees(30, "mail/bob", 0))
		r.Sample(sees(40, "editor/two", 0))
		r.Sample(sees(60, "mail/cid", 0))
		r.Advance(sec(70))
		return r
	}
	r := record()
	r.Redact(sec(0), sec(70), forgets("mail"))
	r.Advance(sec(80))
	diffSpans(t, "an app, and what is in front goes on", r.Tail(),
		"0-20 active editor/one", "20-40 active gone/", "40-60 active editor/two", "60-70 active gone/", "70-80 active mail/cid")

	r = record()
	r.Redact(sec(25), sec(35), forgets("mail"))
	diffSpans(t, "a part of what there is", r.Tail(),
		"0-20 active editor/one", "20-25 active mail/ada", "25-35 active gone/", "35-40 active mail/bob", "40-60 active editor/two", "60-70 active mail/cid")

	r = record()
	r.Redact(sec(100), sec(200), forgets("mail"))
	diffSpans(t, "nothing that was", r.Tail(),
		"0-20 active editor/one", "20-30 active mail/ada", "30-40 active mail/bob", "40-60 active editor/two", "60-70 active mail/cid")
}

// What is counted is counted once, and what was told is told again.
func TestRedactAfterSettle(t *testing.T) {
	r := NewRecorder(seconds(10), sec(0), sec(0), nil)
	r.Sample(sees(0, "mail/ada", 0))
	r.Advance(sec(50))
	r.Tail()
	first := r.Settle()
	r.Redact(sec(0), sec(50), forgets("mail"))
	diffSpans(t, "tail", r.Tail(), "0-50 active gone/")
	r.Sample(sees(50, "editor/one", 0))
	r.Advance(sec(60))
	var counted float64
	for _, p := range append(first, r.Settle()...) {
		counted += p.Duration().Seconds()
	}
	if counted != 50 {
		t.Errorf("%g seconds are counted, want 50", counted)
	}
	diffSpans(t, "tail later", r.Tail(), "0-50 active gone/", "50-60 active editor/one")
}

// The presence of each instant is what it would be without, and no title that
// was to go is in what the Recorder tells.
func TestRedactKeepsThePresence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain := NewRecorder(seconds(10), sec(0), sec(0), nil)
		redacted := NewRecorder(seconds(10), sec(0), sec(0), nil)
		both := func(do func(*Recorder)) { do(plain); do(redacted) }
		now, told := 0.0, 0.0 // until told, nothing of it may be left
		var a, b []Span
		for range rapid.IntRange(1, 20).Draw(t, "happenings") {
			now += float64(rapid.IntRange(1, 64).Draw(t, "after")) / 8 // exact, and whole milliseconds like the log
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				both(func(r *Recorder) { r.Sample(locks(now, 0)) })
			case 1:
				redacted.Advance(sec(now))
				plain.Advance(sec(now))
				redacted.Redact(sec(0), sec(now), forgets("mail"))
				b, told = redactAll(b), now // as the store does
			case 2:
				a, b = merge(a, plain.Tail()), merge(b, redacted.Tail())
				both(func(r *Recorder) { r.Settle() })
			default:
				window := rapid.SampledFrom([]string{"mail/ada", "editor/one", "mail/bob"}).Draw(t, "window")
				idle := rapid.SampledFrom([]float64{0, 0, 3, 12}).Draw(t, "idle")
				both(func(r *Recorder) { r.Sample(sees(now, window, idle)) })
			}
		}
		a, b = merge(a, plain.Tail()), merge(b, redacted.Tail())
		for at := 0.0; at < now; at += 0.25 {
			want, got := spanAt(a, at), spanAt(b, at)
			if at < told && got.Window.App == "mail" {
				t.Fatalf("at %g there is %v, which was forgotten at %g", at, got.Window, told)
			}
			if want.Presence != got.Presence {
				t.Fatalf("at %g it is %v, want %v\n%v\n%v", at, got.Presence, want.Presence, show(b), show(a))
			}
		}
	})
}

// merge is a log that ends with tail.
func merge(log, tail []Span) []Span {
	if len(tail) == 0 {
		return log
	}
	for len(log) > 0 && !log[len(log)-1].Start.Before(tail[0].Start) {
		log = log[:len(log)-1]
	}
	return append(log, tail...)
}

func spanAt(log []Span, at float64) Span {
	for _, s := range log {
		if !sec(at).Before(s.Start) && sec(at).Before(s.End) {
			return s
		}
	}
	return Span{}
}

// redactAll is a log that a store was made to forget the app mail of.
func redactAll(log []Span) []Span {
	for i, s := range log {
		log[i].Window = forgets("mail")(s.Window)
	}
	return log
}

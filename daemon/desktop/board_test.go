package desktop

import (
	"context"
	"log/slog"
	"testing"
	"time"
)

// startBoard keeps a board until the test ends.
func startBoard(t *testing.T) *Board {
	t.Helper()
	b, end := runBoard(t)
	t.Cleanup(end)
	return b
}

// runBoard keeps a board until end is called.
func runBoard(t *testing.T) (b *Board, end func()) {
	t.Helper()
	b = NewBoard(slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); b.Run(ctx) }()
	return b, func() { cancel(); <-ended }
}

// ask is a notice with two buttons.
func ask(key string) Notice {
	return Notice{Key: key, Summary: "about " + key, Body: "focus answer", Buttons: []Button{{"yes", "Yes"}, {"no", "No"}}}
}

func TestSeveralNoticesAtOnce(t *testing.T) {
	sessionBus(t)
	f := startFake(t, "actions")
	b := startBoard(t)
	one, two := b.Answers("one"), b.Answers("two")
	b.Show(ask("one"))
	b.Show(ask("two/a"))
	first, second := receive(t, "notice", f.shown), receive(t, "notice", f.shown)
	if first.id == second.id {
		t.Fatalf("both are number %d", first.id)
	}
	f.press(t, second.id, "no")
	if got := receive(t, "answer", two); got != (Answer{"two/a", "no"}) {
		t.Errorf("two hears %+v, want no to two/a", got)
	}
	f.press(t, first.id, "yes")
	if got := receive(t, "answer", one); got != (Answer{"one", "yes"}) {
		t.Errorf("one hears %+v, want yes to one", got)
	}
	nothing(t, "two hears as well", two)
}

func TestNoticeWithTheSameKeyReplaces(t *testing.T) {
	sessionBus(t)
	f := startFake(t)
	b := startBoard(t)
	b.Show(ask("one"))
	first := receive(t, "notice", f.shown)
	b.Show(ask("one"))
	if second := receive(t, "notice", f.shown); second.replaces != first.id {
		t.Errorf("the second replaces %d, want %d", second.replaces, first.id)
	}
}

func TestOnlyOwnNoticesAreAnswered(t *testing.T) {
	sessionBus(t)
	f := startFake(t, "actions")
	b := startBoard(t)
	answers := b.Answers("one")
	b.Show(ask("one"))
	id := receive(t, "notice", f.shown).id
	f.press(t, id+1, "yes")     // of somebody else's
	f.press(t, id, "default")   // a click on the notice itself
	f.press(t, id, "something") // that we did not offer
	f.closed(t, id+1, byPerson)
	f.press(t, id, "no")
	f.press(t, id, "yes") // and once is enough
	if got := receive(t, "answer", answers); got.Button != "no" {
		t.Errorf("the first answer is %q, want no", got.Button)
	}
	b.Show(ask("two"))
	receive(t, "notice", f.shown)
	nothing(t, "one more answer", answers)
}

// TestSignalsOfOthersAreNoAnswers: anybody on the bus can send a signal that
// looks like one of the server.
func TestSignalsOfOthersAreNoAnswers(t *testing.T) {
	sessionBus(t)
	f := startFake(t, "actions")
	other := startFake(t) // the name is taken: it is nobody
	b := startBoard(t)
	answers := b.Answers("one")
	b.Show(ask("one"))
	id := receive(t, "notice", f.shown).id
	other.press(t, id, "yes")
	other.conn.BusObject().Call("org.freedesktop.DBus.GetId", 0) // the bus has passed it on
	f.press(t, id, "no")
	if got := receive(t, "answer", answers); got.Button != "no" {
		t.Errorf("the answer is %q, want no", got.Button)
	}
}

func TestNoticePutAway(t *testing.T) {
	sessionBus(t)
	f := startFake(t, "actions")
	b := startBoard(t)
	answers := b.Answers("one")
	b.Show(ask("one"))
	id := receive(t, "notice", f.shown).id
	const expired = 1
	f.closed(t, id, expired) // is no answer
	f.closed(t, id, byPerson)
	if got := receive(t, "answer", answers); got != (Answer{Notice: "one"}) {
		t.Errorf("put away, it hears %+v", got)
	}
	f.press(t, id, "yes") // in the server's history
	if got := receive(t, "answer", answers); got.Button != "yes" {
		t.Errorf("from the history it hears %+v, want yes", got)
	}
}

func TestWithdrawnAndOutdated(t *testing.T) {
	for name, end := range map[string]func(b *Board, n Notice){
		"withdrawn": func(b *Board, n Notice) { b.Withdraw(n.Key) },
		"outdated":  func(b *Board, n Notice) { n.Until = time.Now().Add(30 * time.Millisecond); b.Show(n) },
	} {
		t.Run(name, func(t *testing.T) {
			sessionBus(t)
			f := startFake(t)
			b := startBoard(t)
			b.Show(ask(name))
			id := receive(t, "notice", f.shown).id
			end(b, ask(name))
			if gone := receive(t, "withdrawal", f.gone); gone != id {
				t.Errorf("%d is withdrawn, want %d", gone, id)
			}
		})
	}
}

func TestWhatIsOverIsNotShown(t *testing.T) {
	sessionBus(t)
	f := startFake(t)
	b := startBoard(t)
	b.Withdraw("never shown")
	over := ask("over")
	over.Until = time.Now().Add(-time.Second)
	b.Show(over)
	b.Show(ask("next"))
	if got := receive(t, "notice", f.shown); got.summary != "about next" {
		t.Errorf("%q is shown, though it is over", got.summary)
	}
}

func TestServerRestarts(t *testing.T) {
	sessionBus(t)
	f := startFake(t, "actions")
	b := startBoard(t)
	answers := b.Answers("wanted")
	b.Show(ask("wanted"))
	b.Show(ask("expired"))
	b.Show(ask("withdrawn"))
	var ids []uint32
	for range 3 {
		ids = append(ids, receive(t, "notice", f.shown).id)
	}
	const expired = 1
	f.closed(t, ids[1], expired)
	b.Withdraw("withdrawn")
	receive(t, "withdrawal", f.gone)
	f.end()

	next := startFake(t, "body-markup") // another one, which can do something else
	again := receive(t, "notice after the restart", next.shown)
	if again.id != ids[0] {
		t.Fatalf("its number is %d, want that of another notice before, %d", again.id, ids[0])
	}
	if again.summary != "about wanted" || again.replaces != 0 || len(again.actions) != 0 {
		t.Errorf("shown again: %+v, want about wanted, anew, without buttons", again)
	}
	next.press(t, again.id, "yes")
	if got := receive(t, "answer", answers); got != (Answer{"wanted", "yes"}) {
		t.Errorf("it hears %+v", got)
	}
	b.Show(ask("last"))
	if got := receive(t, "notice", next.shown); got.summary != "about last" {
		t.Errorf("%q was shown again, want only what was on the screen", got.summary)
	}
}

func TestServerComesLater(t *testing.T) {
	sessionBus(t)
	b := startBoard(t)
	b.Show(ask("early"))
	b.Show(ask("gone"))
	b.Withdraw("gone")
	f := startFake(t)
	b.Show(ask("late"))
	got := map[string]bool{receive(t, "notice", f.shown).summary: true, receive(t, "notice", f.shown).summary: true}
	if !got["about early"] || !got["about late"] {
		t.Errorf("shown are %v, want early and late", got)
	}
}

func TestAnotherBus(t *testing.T) {
	kill := sessionBus(t)
	f := startFake(t)
	b := startBoard(t)
	b.Show(ask("one"))
	receive(t, "notice", f.shown)
	kill()
	sessionBus(t)
	f = startFake(t)
	// That the old bus is gone is heard some time or other.
	for deadline := time.Now().Add(10 * time.Second); len(f.shown) < 2; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d notices on the new bus, want both", len(f.shown))
		}
		if len(f.shown) == 0 {
			b.Show(ask("two"))
		}
	}
	if first := <-f.shown; first.summary != "about one" || first.replaces != 0 {
		t.Errorf("first on the new bus: %+v, want about one", first)
	}
}

func TestNothingStaysBehind(t *testing.T) {
	sessionBus(t)
	f := startFake(t)
	b, end := runBoard(t)
	b.Show(ask("one"))
	id := receive(t, "notice", f.shown).id
	end()
	if gone := receive(t, "withdrawal", f.gone); gone != id {
		t.Errorf("at the end %d is closed, want %d", gone, id)
	}
}

func TestWithoutBusOrServer(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	for name, address := range map[string]string{"no address": "", "dead bus": "unix:path=/nonexistent/bus"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
			b, end := runBoard(t)
			for range 3 {
				b.Show(ask("one"))
				b.Withdraw("one")
			}
			end()
		})
	}
	t.Run("no board", func(t *testing.T) {
		var b *Board
		b.Show(ask("one"))
		b.Withdraw("one")
		nothing(t, "an answer", b.Answers("one"))
	})
}

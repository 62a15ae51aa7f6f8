package main

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
)

// person is what happens while the self-test runs: the seconds at which it
// does, and what the daemon then sees. A nil presence is a press of return.
type person []struct {
	after    time.Duration
	presence *api.Presence
}

// tested is what the self-test prints when p sits in front of it.
func tested(t *testing.T, began api.Status, p person) (text string, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		began.At = time.Now()
		now, input := began, time.Now()
		changed, skip := make(chan api.Status, 16), make(chan struct{})
		var happening sync.WaitGroup
		happening.Go(func() {
			for _, step := range p {
				time.Sleep(step.after)
				if step.presence == nil {
					mu.Lock()
					input = time.Now()
					mu.Unlock()
					skip <- struct{}{}
					continue
				}
				mu.Lock()
				now.At, now.Presence, input = time.Now(), *step.presence, time.Now()
				changed <- now
				mu.Unlock()
			}
		})
		var out strings.Builder
		err = selfTest{
			stream: func(ctx context.Context) iter.Seq2[api.Status, error] {
				return func(yield func(api.Status, error) bool) {
					for s := began; yield(s, nil); {
						select {
						case s = <-changed:
						case <-ctx.Done():
							return
						}
					}
				}
			},
			doctor: func(context.Context) (api.Doctor, error) {
				mu.Lock()
				defer mu.Unlock()
				seen := now.Presence
				last := input
				seen.LastInput = &last
				return api.Doctor{Sight: &api.Sight{At: time.Now(), Presence: seen}}, nil
			},
			skip:  skip,
			print: func(line string) error { out.WriteString(line + "\n"); return nil },
			page:  page{cells: 80, zone: time.UTC},
		}.run(t.Context())
		happening.Wait()
		text = out.String()
	})
	return text, err
}

// inApp is somebody active in a window.
func inApp(app, title string) *api.Presence {
	return &api.Presence{State: "active", App: app, Title: title}
}

func begun() api.Status {
	return api.Status{Presence: *inApp("term", "~"), Source: api.Source{Watching: true}}
}

func TestSelfTestSeesWhatIsDone(t *testing.T) {
	text, err := tested(t, begun(), person{
		{time.Second, inApp("focus", "focus doctor")},
		{time.Second, inApp("browser", "news\x1b[2J")},
		{2 * time.Second, inApp("term", "~")},
		{time.Second, inApp("", "")},
		{10 * time.Second, inApp("term", "~")},
		{time.Second, &api.Presence{State: "locked"}},
	})
	want := `1  go to a window of another program (return: leave it out)
   · active · focus — focus doctor
   ✓ seen: active · browser — news[2J
2  go to an empty desktop, or minimize all windows (return: leave it out)
   · active · term — ~
   ✓ seen: nothing is in front
3  take your hands off mouse and keyboard for five seconds (return: leave it out)
   ✓ seen: last input 5 s ago
4  lock the screen and unlock it, if you like (return: leave it out)
   · active · term — ~
   ✓ seen: locked
what you did is what the log will say
`
	if err != nil || text != want {
		t.Errorf("%v, printed\n%s, want\n%s", err, text, want)
	}
	harmless(t, text)
	widest(t, text, 83) // the questions are sentences
}

func TestSelfTestSaysWhatIsNotSeen(t *testing.T) {
	text, err := tested(t, begun(), person{
		{25 * time.Second, nil},
		{3 * time.Second, inApp("term", "a")},
		{4 * time.Second, inApp("term", "b")},
		{4 * time.Second, inApp("term", "c")},
		{4 * time.Second, inApp("term", "d")},
		{4 * time.Second, inApp("term", "e")},
	})
	if code := status(refused); !errors.Is(err, code) {
		t.Errorf("ends with %v, want %v", err, code)
	}
	for part, n := range map[string]int{"✗ not seen": 2, "– left out": 1, "– not seen; if you did": 1, "focus doctor says under windows": 1} {
		if got := strings.Count(text, part); got != n {
			t.Errorf("%q is there %d times, want %d, in\n%s", part, got, n, text)
		}
	}
	if strings.Contains(text, "what you did is") {
		t.Errorf("all is said to be well:\n%s", text)
	}
}

func TestSelfTestOfALogThatIsPaused(t *testing.T) {
	s := begun()
	s.Presence.State = "paused"
	if text, err := tested(t, s, nil); text != "" || explain(err).hints[0] != "focus resume-tracking" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestNobodyIsSeenInFrontByNobody(t *testing.T) {
	blind := glimpse{presence: *inApp("", "")}
	for name, saw := range map[string]string{
		"a window":       sawWindow(blind, glimpse{presence: *inApp("x", "")}),
		"no window":      sawNothing(blind, blind),
		"idle, no focus": sawNothing(blind, glimpse{presence: api.Presence{State: "idle"}, watching: true}),
		"no input known": sawQuiet(blind, blind),
		"input long ago": sawQuiet(glimpse{at: *clockAt(9, 0)}, glimpse{at: *clockAt(9, 0), presence: api.Presence{LastInput: clockAt(8, 0)}}),
	} {
		if saw != "" {
			t.Errorf("%s: seen as %q", name, saw)
		}
	}
}

func TestSelfTestNeedsATerminal(t *testing.T) {
	d := startFake(t)
	for _, line := range []string{"doctor --self-test", "doctor --self-test --json", "doctor --self-test --install-gnome-extension"} {
		if r := d.run(t, strings.Fields(line)...); r.code != usage || r.out != "" {
			t.Errorf("focus %s: exit %d, %q, %q; want 2", line, r.code, r.out, r.err)
		}
	}
	if r := noDaemonAt(t).runIn(t, world{cells: 80}, "doctor", "--self-test"); r.code != noDaemon || !strings.Contains(r.err, "systemctl --user start focusd") {
		t.Errorf("without a daemon: exit %d, %q; want 3 and how to start it", r.code, r.err)
	}
}

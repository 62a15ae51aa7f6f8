package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/api"
)

var errBroken = errors.New("event stream: unexpected EOF")

// life is the part of a stream that one run of a daemon sends: its statuses,
// then it stays for a while, and breaks. A nil life is not there.
type life struct {
	statuses []api.Status
	stays    time.Duration
}

func lives(all ...*life) func(context.Context) iter.Seq2[api.Status, error] {
	return func(ctx context.Context) iter.Seq2[api.Status, error] {
		return func(yield func(api.Status, error) bool) {
			var now *life
			if len(all) > 0 {
				now, all = all[0], all[1:]
			}
			if now == nil {
				yield(api.Status{}, api.ErrNoDaemon)
				return
			}
			for _, s := range now.statuses {
				if !yield(s, nil) {
					return
				}
			}
			select {
			case <-ctx.Done():
			case <-time.After(now.stays):
			}
			yield(api.Status{}, errBroken)
		}
	}
}

// followed is what f prints in a time of a bubble that begins at noonish.
func followed(t *testing.T, f follower, for_ time.Duration) (lines []string, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(noonish)) // the clock of a bubble begins in the year 2000
		ctx, cancel := context.WithTimeout(t.Context(), for_)
		defer cancel()
		f.print = func(line string) error {
			lines = append(lines, line)
			return nil
		}
		err = f.run(ctx)
	})
	return lines, err
}

func TestWatchBarCountsDownByItself(t *testing.T) {
	f := follower{
		stream: lives(&life{[]api.Status{working()}, time.Hour}), patient: true, minutely: true,
		tell: barLines(page{cells: 80, zone: time.UTC}, bar{"short", func(b barText, _ mode) string { return b.text(asIs) }}),
	}
	lines, err := followed(t, f, 3*time.Minute+time.Second)
	want := []string{"● 12m the report", "● 11m the report", "● 10m the report", "● 9m the report"}
	if diff := cmp.Diff(want, lines); diff != "" || err != nil {
		t.Errorf("three minutes (-want +got), %v:\n%s", err, diff)
	}
}

func TestWatchBarWaitsForTheDaemon(t *testing.T) {
	f := follower{
		stream: lives(nil, nil, nil, &life{[]api.Status{idling()}, time.Second}, &life{[]api.Status{idling(), resting()}, time.Second}, nil, nil),
		tell:   barLines(page{cells: 80, zone: time.UTC}, bar{"short", func(b barText, _ mode) string { return b.text(asIs) }}), patient: true, minutely: true,
	}
	lines, err := followed(t, f, 10*time.Second)
	// The end of the first life is a restart: nobody is told.
	want := []string{"–", "○", "◇ 3m", "–"}
	if diff := cmp.Diff(want, lines); diff != "" || err != nil {
		t.Errorf("two lives (-want +got), %v:\n%s", err, diff)
	}
}

func TestWatchTellsChanges(t *testing.T) {
	browsing := working()
	browsing.Presence.App, browsing.Presence.Title = "browser", "news\x1b[2J"
	silent := browsing
	silent.Tracking = api.Tracking{PausedUntil: clockAt(15, 0)}
	f := follower{
		stream: lives(&life{[]api.Status{working(), working(), browsing, silent, working(), resting()}, time.Hour}),
		tell:   changeLines(page{cells: 60, zone: time.UTC}),
	}
	lines, err := followed(t, f, 5*time.Minute)
	want := []string{
		"14:26:00  ● work · the report · 12 min left, until 14:38",
		"14:26:00    active · editor — report.md",
		"14:26:00    active · browser — news[2J",
		"14:26:00    no log until 15:00 · focus resume-tracking",
		"14:26:00    active · editor — report.md",
		"14:26:00    the log is being written",
		"14:26:00  ◇ short break · 3 min left, until 14:29",
	}
	if diff := cmp.Diff(want, lines); diff != "" || err != nil {
		t.Errorf("(-want +got), %v:\n%s", err, diff)
	}
}

func TestWatchTellsThatTheDaemonIsGone(t *testing.T) {
	f := follower{
		stream: lives(&life{[]api.Status{idling()}, time.Minute}, nil, nil, nil, &life{[]api.Status{idling()}, time.Hour}),
		tell:   changeLines(page{cells: 80, zone: time.UTC}),
	}
	lines, err := followed(t, f, 5*time.Minute)
	want := []string{
		"14:26:00  ○ idle",
		"14:26:00    active · editor — report.md",
		"14:27:00  – focusd is not running; waiting for it",
		"14:27:03  ○ idle",
	}
	if diff := cmp.Diff(want, lines); diff != "" || err != nil {
		t.Errorf("(-want +got), %v:\n%s", err, diff)
	}
}

func TestWatchBacksOff(t *testing.T) {
	tries := 0
	f := follower{
		stream: func(context.Context) iter.Seq2[api.Status, error] {
			tries++
			return lives()(nil)
		},
		tell: jsonLines, patient: true,
	}
	if _, err := followed(t, f, time.Hour); err != nil {
		t.Fatal(err)
	}
	if least, most := int(time.Hour/longWait), int(time.Hour/longWait)+10; tries < least || tries > most {
		t.Errorf("%d attempts in an hour, want %d to %d", tries, least, most)
	}
}

func TestWatchEndsWhenNobodyListens(t *testing.T) {
	gone := errors.New("broken pipe")
	synctest.Test(t, func(t *testing.T) {
		f := follower{stream: lives(&life{[]api.Status{working()}, time.Hour}), tell: jsonLines, print: func(string) error { return gone }}
		if err := f.run(t.Context()); !errors.Is(err, gone) {
			t.Errorf("run = %v, want %v", err, gone)
		}
	})
}

// Over a socket: the whole command, a line of JSON for each status.
func TestWatchJSONOverTheSocket(t *testing.T) {
	d := startFake(t)
	d.Status = hostile()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	a := newApp(world{out: w, err: os.Stderr, zone: time.UTC, getenv: func(string) string { return "" }})
	a.client.Socket = d.Socket
	var running sync.WaitGroup
	running.Go(func() {
		if code := a.run(ctx, []string{"watch", "--json"}); code != done {
			t.Errorf("interrupted: exit %d, want 0", code)
		}
	})
	lines := json.NewDecoder(r)
	for i, want := range []api.Status{hostile(), resting(), idling()} {
		if i > 0 {
			d.Events <- want
		}
		var got api.Status
		if err := lines.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if got.Timer.State != want.Timer.State {
			t.Errorf("line %d is about %s, want %s", i, got.Timer.State, want.Timer.State)
		}
	}
	cancel()
	running.Wait()
}

func TestUntilMinute(t *testing.T) {
	second := time.Second
	for name, c := range map[string]struct {
		s    api.Status
		want time.Duration
	}{
		"on the minute":    {working(), time.Minute},
		"overtime":         {standing(func(t *api.Timer) { t.State, t.Ends = overtime, clockAt(14, 22) }), time.Minute},
		"flow, 59 s in":    {flowing(), second},
		"paused on minute": {pausing(), time.Minute},
		"idle":             {idling(), time.Minute},
	} {
		if got := untilMinute(c.s.Timer, noonish); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	later := noonish.Add(20 * second)
	if got := untilMinute(working().Timer, later); got != 40*second {
		t.Errorf("20 s later: %v, want 40 s", got)
	}
	if got := untilMinute(resting().Timer, later.Add(time.Hour)); got != 40*second {
		t.Errorf("after its end: %v, want 40 s", got)
	}
}

func TestFormsOfALineAreOneLine(t *testing.T) {
	for name, s := range statuses() {
		text := newBarText(page{cells: 80, zone: time.UTC}, s)
		for _, b := range bars() {
			if line := b.show(text, follow); strings.Contains(line, "\n") || line == "" {
				t.Errorf("%s for %s: %q, want one line", name, b.name, line)
			}
		}
	}
}

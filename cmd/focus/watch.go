package main

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) watchCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "watch [--json | --format BAR]",
		Short: "print a line at every change",
		Long: `Follows the daemon until you interrupt it, also over a restart of the daemon.
With --format the lines are for a status bar, at every change and whenever
another minute is over; it waits for the daemon if it is not there yet.`,
		Example: `focus watch
"custom/focus": {"exec": "focus watch --format waybar", "return-type": "json"}
exec = focus watch --format polybar      with tail = true, in polybar`,
		Args: atMost(0),
		RunE: a.runWatch,
	}
	formatFlag(c)
	return a.jsonFlag(c)
}

func (a *app) runWatch(c *cobra.Command, _ []string) error {
	b, err := barOf(c)
	if err != nil {
		return err
	}
	f := follower{stream: a.client.Watch, print: a.printLine}
	switch {
	case b != nil:
		f.tell = barLines(a.page(), *b)
		f.patient, f.minutely = true, true
	case a.json:
		f.tell = jsonLines
	default:
		f.tell = changeLines(a.page())
	}
	return f.run(c.Context())
}

// printLine prints a line at once: somebody is waiting for it.
func (a *app) printLine(line string) error {
	a.printf("%s\n", line)
	return a.buffer.Flush()
}

// follower follows the daemon over its restarts.
type follower struct {
	stream   func(context.Context) iter.Seq2[api.Status, error]
	tell     func(news) []string // what there is to print; nothing if nothing has changed
	print    func(string) error
	patient  bool // wait for a daemon that was never there
	minutely bool // tell again whenever another minute is over
}

// news is what the stream says: how things stand at now, or why it broke.
type news struct {
	status api.Status
	now    time.Time
	err    error
}

// Between attempts to connect again.
const (
	firstWait = 250 * time.Millisecond
	longWait  = 8 * time.Second
)

// run prints until ctx is done, which is no error.
func (f follower) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var listening sync.WaitGroup
	defer listening.Wait()
	defer cancel()
	heard := make(chan news)
	listening.Go(func() { f.listen(ctx, heard) })

	minute := time.NewTimer(0)
	<-minute.C
	var last news
	for {
		select {
		case <-ctx.Done():
			return nil
		case last = <-heard:
			if last.err != nil && last.status.At.IsZero() && !f.patient {
				return last.err
			}
		case <-minute.C:
		}
		last.now = time.Now()
		for _, line := range f.tell(last) {
			if err := f.print(line); err != nil {
				return err
			}
		}
		if f.minutely && last.err == nil {
			minute.Reset(untilMinute(at(last.status, last.now).Timer, last.now))
		}
	}
}

// listen tells what the stream says, and connects again when it breaks. One
// failure right after a break is a restart and not worth a word.
func (f follower) listen(ctx context.Context, heard chan<- news) {
	var last news
	wait := firstWait
	for ctx.Err() == nil {
		for s, err := range f.stream(ctx) {
			if err != nil {
				last.err = err
				break
			}
			last, wait = news{status: s}, firstWait
			send(ctx, heard, last)
		}
		if last.err != nil && (wait > firstWait || last.status.At.IsZero()) {
			send(ctx, heard, last)
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		wait = min(2*wait, longWait)
	}
}

func send(ctx context.Context, heard chan<- news, n news) {
	select {
	case heard <- n:
	case <-ctx.Done():
	}
}

// untilMinute is how long it takes until counting says something else.
func untilMinute(t api.Timer, now time.Time) time.Duration {
	passed := seconds(t.Elapsed)
	switch {
	case t.Ends != nil:
		passed = now.Sub(*t.Ends)
	case t.Planned > 0:
		passed = -seconds(t.Left)
	}
	passed %= time.Minute
	if passed < 0 {
		return -passed
	}
	return time.Minute - passed
}

// barLines tells what a bar shows, when that has changed.
func barLines(p page, b bar) func(news) []string {
	last := ""
	return func(n news) []string {
		text := offText()
		if n.err == nil {
			text = newBarText(p, at(n.status, n.now))
		}
		line := b.show(text, follow)
		if line == last {
			return nil
		}
		last = line
		return []string{line}
	}
}

// jsonLines tells every status. A program knows by itself what it looks at.
func jsonLines(n news) []string {
	if n.err != nil {
		return nil
	}
	return []string{quoteControls(jsonLine(n.status))}
}

// changeLines tells people what is different, with the time of day.
func changeLines(p page) func(news) []string {
	var last []change
	lost := false
	return func(n news) (lines []string) {
		stamp := p.paint(faint, n.now.In(p.zone).Format("15:04:05")) + "  "
		room := p.cells - len("15:04:05  ")
		if n.err != nil {
			if !lost {
				lines = []string{stamp + p.paint(off.hue, off.sign+" "+off.words+"; waiting for it")}
			}
			lost = true
			return lines
		}
		now := changes(p, n.status)
		for i, c := range now {
			before := "" // all is well, nothing was said
			if last != nil {
				before = last[i].key
			}
			if c.key != before || lost && i == 0 {
				lines = append(lines, stamp+p.paint(c.hue, fit(c.text, room)))
			}
		}
		last, lost = now, false
		return lines
	}
}

// change is one of the things that changeLines watches: key says that it is
// different, text says how it is now. The key of what is as it should be is "".
type change struct {
	key, text string
	hue       colour
}

// changes are the things to watch in s, always as many.
func changes(p page, s api.Status) []change {
	l := lookOf(s.Timer)
	key := s.Timer.State + s.Timer.Cause + s.Timer.Preset + s.Timer.Label
	if s.Timer.Ends != nil {
		key += s.Timer.Ends.Truncate(time.Second).String()
	}
	where := place(s.Presence)
	return []change{
		{key, l.sign + " " + p.sentence(s), l.hue},
		{where, "  " + where, plain},
		unless(s.Tracking.On, heldText(p, s, "pause")),
		unless(s.Tracking.HeldUntil == nil, heldText(p, s, "hold")),
		unless(s.Source.Watching, "windows "+watching(s.Source)),
		unless(s.Store.Failing == "", "the store "+writing(s.Store)),
	}
}

// unless is a change that is only worth a word when it is not well, or has
// become so again.
func unless(well bool, text string) change {
	if well {
		return change{"", "  " + text, plain}
	}
	return change{text, "  " + text, yellow}
}

// place is whether somebody is there, and in front of what.
func place(p api.Presence) string {
	text := clean(p.State)
	if p.State == "active" || p.State == "passive" {
		text += " · " + appName(p.App)
		if p.Title != "" {
			text += " — " + say(p.Title)
		}
	}
	return text
}

func watching(s api.Source) string {
	switch {
	case s.Watching:
		return "are seen"
	case s.Reason != "":
		return "are not seen: " + clean(s.Reason)
	}
	return "are not seen"
}

func writing(s api.Store) string {
	if s.Failing == "" {
		return "is being written"
	}
	return "cannot be written: " + clean(s.Failing)
}

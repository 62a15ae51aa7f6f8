package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"focusd/daemon/api"
)

// glimpse is what the daemon saw at one moment.
type glimpse struct {
	at       time.Time
	presence api.Presence
	watching bool // somebody tells what is in front
	err      error
}

// trial is one thing that the person is asked to do.
type trial struct {
	ask       string
	within    time.Duration
	optional  bool                            // not to have done it is no failure
	input     bool                            // it is about input, which the daemon has to be asked for
	saw       func(first, now glimpse) string // what was seen of it; "": nothing yet
	otherwise string                          // what to do when it was not seen
}

// handsOff is how long the person is to touch nothing.
const handsOff = 5 * time.Second

// trials take about twenty seconds of whoever does at once what is asked for.
func trials() []trial {
	const windows = "focus doctor says under windows who should tell; a window of another program is seen best"
	return []trial{
		{
			ask:    "go to a window of another program",
			within: 20 * time.Second, saw: sawWindow, otherwise: windows,
		},
		{
			ask:    "go to an empty desktop, or minimize all windows",
			within: 20 * time.Second, saw: sawNothing,
			otherwise: "where panels and desktops count as windows, this is as it should be; else: focus doctor --verbose",
		},
		{
			ask:    "take your hands off mouse and keyboard for five seconds",
			within: 20 * time.Second, input: true, saw: sawQuiet,
			otherwise: "focus doctor says under idleness who should tell, and under \"presence\" when it saw input last",
		},
		{
			ask:    "lock the screen and unlock it, if you like",
			within: 30 * time.Second, optional: true, saw: sawLock,
			otherwise: "if you did lock it: focus doctor says under lock who should tell",
		},
	}
}

// sawWindow: another window than at first. The terminal that this runs in is
// not one: its title and the program in it change by themselves.
func sawWindow(first, now glimpse) string {
	p := now.presence
	if !now.watching || p.App == "" || p.App == "focus" || p.App == first.presence.App && p.Title == first.presence.Title {
		return ""
	}
	return place(p)
}

func sawNothing(_, now glimpse) string {
	if p := now.presence; !now.watching || p.App != "" || p.State != "active" && p.State != "passive" {
		return ""
	}
	return "nothing is in front"
}

// sawQuiet: no input for a while, but some before. Whoever never sees any sees
// no quiet either.
func sawQuiet(first, now glimpse) string {
	last := now.presence.LastInput
	if last == nil || now.at.Sub(*last) < handsOff || first.at.Sub(*last) > time.Minute {
		return ""
	}
	return "last input " + ago(now.at.Sub(*last))
}

func sawLock(_, now glimpse) string {
	if now.presence.State != "locked" {
		return ""
	}
	return "locked"
}

// selfTest walks a person through the trials.
type selfTest struct {
	stream func(context.Context) iter.Seq2[api.Status, error]
	doctor func(context.Context) (api.Doctor, error)
	skip   <-chan struct{} // a line on the keyboard
	print  func(string) error
	page   page
}

func (a *app) runSelfTest(ctx context.Context) error {
	switch {
	case a.json:
		return misuse("focus doctor --json", "the self-test asks a person, not a program")
	case a.cells == 0:
		return misuse("run it in a terminal, without a pipe", "the self-test asks a person, and there is no terminal")
	}
	return selfTest{
		stream: a.client.Watch, doctor: a.client.Doctor,
		skip: returns(a.in), print: a.printLine, page: a.page(),
	}.run(ctx)
}

// returns tells of each line that is read. Nobody waits for its goroutine: a
// read of a terminal ends with the program.
func returns(in io.Reader) <-chan struct{} {
	told := make(chan struct{})
	go func() {
		for s := bufio.NewScanner(in); s.Scan(); {
			told <- struct{}{}
		}
	}()
	return told
}

// run asks for one after the other. It ends with 1 when something was not seen.
func (t selfTest) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var listening sync.WaitGroup
	defer listening.Wait()
	defer cancel()
	heard := make(chan glimpse)
	listening.Go(func() { t.listen(ctx, heard) })
	first, err := t.begin(ctx, heard)
	if err != nil {
		return err
	}
	missed := 0
	for i, trial := range trials() {
		if err := t.print(fmt.Sprintf("%d  %s (return: leave it out)", i+1, trial.ask)); err != nil {
			return err
		}
		seen, err := t.try(ctx, trial, &first, heard)
		if err != nil {
			return err
		}
		if !seen {
			missed++
		}
	}
	if missed > 0 {
		return status(refused)
	}
	return t.print("what you did is what the log will say")
}

// begin waits for the first that the daemon says.
func (t selfTest) begin(ctx context.Context, heard <-chan glimpse) (glimpse, error) {
	select {
	case <-ctx.Done():
		return glimpse{}, ctx.Err()
	case first := <-heard:
		switch {
		case first.err != nil:
			return first, first.err
		case first.presence.State == "paused":
			return first, &fault{refused, fmt.Errorf("the log is paused: nothing would be seen"), []string{"focus resume-tracking"}}
		}
		return first, nil
	}
}

// listen passes on what the event stream says, and why it ends.
func (t selfTest) listen(ctx context.Context, heard chan<- glimpse) {
	for s, err := range t.stream(ctx) {
		select {
		case heard <- glimpse{s.At, s.Presence, s.Source.Watching, err}:
		case <-ctx.Done():
			return
		}
	}
}

// try shows what the daemon sees until that is what was asked for, and tells
// whether all is well. now is what was seen last.
func (t selfTest) try(ctx context.Context, trial trial, now *glimpse, heard <-chan glimpse) (well bool, err error) {
	late := time.NewTimer(trial.within)
	defer late.Stop()
	var look <-chan time.Time
	if trial.input {
		ticks := time.NewTicker(time.Second)
		defer ticks.Stop()
		look = ticks.C
	}
	for first := *now; ; {
		before := place(now.presence)
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-t.skip:
			return true, t.tell(plain, "–", "left out")
		case <-late.C:
			if trial.optional {
				return true, t.tell(plain, "–", "not seen; "+trial.otherwise)
			}
			return false, t.tell(red, "✗", "not seen: "+trial.otherwise)
		case *now = <-heard:
		case <-look:
			t.look(ctx, now)
		}
		if now.err != nil {
			return false, now.err
		}
		if saw := trial.saw(first, *now); saw != "" {
			return true, t.tell(green, "✓", "seen: "+saw)
		}
		if where := place(now.presence); where != before {
			if err := t.tell(faint, "·", where); err != nil {
				return false, err
			}
		}
	}
}

// look asks when there was input last: the stream does not say what has not
// changed for the log.
func (t selfTest) look(ctx context.Context, now *glimpse) {
	d, err := t.doctor(ctx)
	if err != nil || d.Sight == nil {
		now.err = err
		return
	}
	now.at, now.presence = d.Sight.At, d.Sight.Presence
}

// tell says something below what was asked for.
func (t selfTest) tell(hue colour, sign, text string) error {
	lines := t.page.beside("     ", text)
	for i, line := range lines {
		mark := " "
		if i == 0 {
			mark = t.page.paint(hue, sign)
		}
		if err := t.print("   " + mark + " " + line); err != nil {
			return err
		}
	}
	return nil
}

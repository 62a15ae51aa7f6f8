package tray

import (
	"context"
	"sync"
	"time"

	"focusd/daemon/api"
)

const (
	// answerWithin is how long a click waits for the daemon. It answers in
	// milliseconds, or after the disk has.
	answerWithin = 10 * time.Second
	// startWithin is the same for a daemon that has to be started first.
	startWithin = 30 * time.Second
	// noticeFor is how long the status line says what came of a click: the menu
	// has closed with it, and has to be opened again to read that.
	noticeFor = 15 * time.Second
)

// Run shows on screen what the daemon reports, and asks it for what is
// clicked, until ctx is done or the person quits. It returns when everything
// it started has ended.
func Run(ctx context.Context, c *api.Client, screen Screen, desktop Desktop) {
	ctx, cancel := context.WithCancel(ctx)
	t := &tray{
		client:  c,
		screen:  screen,
		desktop: desktop,
		said:    make(chan string),
	}
	defer t.running.Wait()
	defer cancel()
	t.loop(ctx)
}

// tray is the state of Run. The goroutine of loop owns it all.
type tray struct {
	client  *api.Client
	screen  Screen
	desktop Desktop

	model   Model
	view    View // the last one shown
	edition uint64
	asked   occasion // at which the agenda was asked for last

	running sync.WaitGroup
	said    chan string   // by what was clicked, if there is anything to say
	retry   chan struct{} // to the follower: a daemon has been started
	wanted  chan struct{} // to the learner: the agenda may be another one
}

func (t *tray) loop(ctx context.Context) {
	heard := make(chan news)
	t.retry = make(chan struct{}, 1)
	t.running.Go(func() { follow(ctx, t.client, heard, t.retry) })
	learned := make(chan Agenda)
	t.wanted = make(chan struct{}, 1)
	t.running.Go(func() { learn(ctx, t.client, t.wanted, learned) })

	wake := time.NewTimer(0)
	defer wake.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case n := <-heard:
			t.hear(n)
		case t.model.Agenda = <-learned:
		case text := <-t.said:
			t.notice(text)
		case id := <-t.screen.Clicks():
			if !t.view.usable(id) {
				continue
			}
			if id == quitItem {
				return
			}
			t.click(ctx, id)
			continue // the daemon's news change the menu, not the click
		case <-wake.C:
		}
		wake.Reset(t.show(time.Now()))
	}
}

// longestSleep bounds what a clock that is set, or a machine that slept, can
// leave on the screen. The timers of Go stand still while the machine sleeps.
const longestSleep = 10 * time.Minute

// show returns how long the view stays as it is.
func (t *tray) show(now time.Time) time.Duration {
	now = now.Round(0) // without the monotonic reading: deadlines are of the wall clock
	t.view = Render(t.model, now)
	t.screen.Show(t.view)
	t.want(newScene(t.model, now).occasion(t.edition))
	if t.view.Next.IsZero() {
		return longestSleep
	}
	return min(longestSleep, max(0, t.view.Next.Sub(now)))
}

func (t *tray) hear(n news) {
	if n.connected && !t.model.Connected {
		t.model.Notice = "" // it was about the connection
	}
	t.model.Connected, t.model.Status, t.edition = n.connected, n.status, n.edition
}

// want asks for the agenda at another occasion than the last one.
func (t *tray) want(o occasion) {
	if o == t.asked {
		return
	}
	if t.asked = o; o == (occasion{}) {
		t.model.Agenda = Agenda{} // the next daemon may have another one
		return
	}
	select {
	case t.wanted <- struct{}{}:
	default: // it is about to be asked for
	}
}

func (t *tray) notice(text string) {
	t.model.Notice = text
	t.model.NoticeUntil = time.Now().Round(0).Add(noticeFor)
}

// click does what the item means without waiting for it.
func (t *tray) click(ctx context.Context, id ItemID) {
	switch id {
	case daemonItem:
		t.try(ctx, startWithin, t.startDaemon)
	case openItem, fewMore, blocksMore, habitsMore:
		t.try(ctx, answerWithin, t.openToday)
	default:
		do := requestFor(id, t.model, time.Now().Round(0))
		if do == nil {
			return // the title of a submenu
		}
		t.try(ctx, answerWithin, func(ctx context.Context) (string, error) { return do(ctx, t.client) })
	}
}

// try runs do beside the loop and tells it what there is to say.
func (t *tray) try(ctx context.Context, within time.Duration, do func(context.Context) (string, error)) {
	t.running.Go(func() {
		limited, cancel := context.WithTimeout(ctx, within)
		defer cancel()
		text, err := do(limited)
		if err != nil {
			text = explain(err)
		}
		if text == "" {
			return
		}
		select {
		case t.said <- text:
		case <-ctx.Done():
		}
	})
}

// startDaemon starts focusd and has the follower look for it at once.
func (t *tray) startDaemon(ctx context.Context) (string, error) {
	if err := t.desktop.StartDaemon(ctx); err != nil {
		return "", err
	}
	select {
	case t.retry <- struct{}{}:
	default: // it has been told already
	}
	return "", nil
}

// openToday shows the page in the browser.
func (t *tray) openToday(ctx context.Context) (string, error) {
	link, err := t.client.Link(ctx)
	if err != nil {
		return "", err
	}
	return "", t.desktop.Browse(ctx, link.URL)
}

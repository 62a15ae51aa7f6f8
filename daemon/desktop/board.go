package desktop

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
)

// Board is what of ours is on the screen. Show, Withdraw and Answers are for any
// goroutine, and none of them waits for the desktop; what they ask for happens
// while Run runs. A nil Board shows nothing.
type Board struct {
	log  *slog.Logger
	wake chan struct{} // there are orders

	mu      sync.Mutex // guards what follows
	orders  []order
	readers map[string]chan Answer // by whose notices they are

	// Only the goroutine of Run touches what follows.
	server *server   // nil until something is to be shown, and after the bus was lost
	posted []*posted // in the order in which they were shown first
	mute   bool      // the last try failed, and was logged
}

// order is what somebody asked for: a notice, or that the one with the key goes.
type order struct {
	key    string
	notice *Notice
}

// posted is a notice that is to be on the screen.
type posted struct {
	Notice
	owner string // the server that drew it; "": none has
	id    uint32 // the server's
	off   bool   // no longer on the screen, but maybe in a history that has its buttons
}

// Answers not yet taken, of one reader. A person is not that fast.
const mostAnswers = 16

// NewBoard returns an empty board.
func NewBoard(log *slog.Logger) *Board {
	return &Board{log: log, wake: make(chan struct{}, 1), readers: make(map[string]chan Answer)}
}

// Show puts a notice on the screen, in place of one with the same key.
func (b *Board) Show(n Notice) { b.order(order{n.Key, &n}) }

// Withdraw takes a notice off the screen. That it is gone, or never was there,
// is no matter.
func (b *Board) Withdraw(key string) { b.order(order{key: key}) }

func (b *Board) order(o order) {
	if b == nil {
		return
	}
	b.mu.Lock()
	// What was asked for before, and has not been done yet, nobody wants any more.
	b.orders = append(slices.DeleteFunc(b.orders, func(old order) bool { return old.key == o.key }), o)
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// Answers are those to the notices whose key is name, or begins with it and a
// slash. There is one reader for a name; the channel is never closed, and nil if
// there is no board.
func (b *Board) Answers(name string) <-chan Answer {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.readers[name] == nil {
		b.readers[name] = make(chan Answer, mostAnswers)
	}
	return b.readers[name]
}

// Run keeps the board until ctx is done, and leaves nothing on the screen: its
// buttons would be dead.
func (b *Board) Run(ctx context.Context) {
	// A call under way is not broken off at the end: of a notice whose id is not
	// known nobody can get rid.
	calls := context.WithoutCancel(ctx)
	defer b.clear(calls)
	outdated := time.NewTimer(time.Hour)
	defer outdated.Stop()
	for {
		b.arm(outdated)
		select {
		case <-b.wake:
			b.obey(calls)
		case sig, ok := <-b.signals():
			b.hear(calls, sig, ok)
		case <-outdated.C:
			b.dropOutdated(calls, time.Now())
		case <-ctx.Done():
			return
		}
	}
}

// arm sets the alarm for the first notice that will no longer be so.
func (b *Board) arm(t *time.Timer) {
	var first time.Time
	for _, p := range b.posted {
		if at := p.Until; !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if first.IsZero() {
		t.Stop()
		return
	}
	t.Reset(time.Until(first))
}

// obey does what was asked for.
func (b *Board) obey(ctx context.Context) {
	b.mu.Lock()
	orders := b.orders
	b.orders = nil
	b.mu.Unlock()
	for _, o := range orders {
		i := b.find(func(p *posted) bool { return p.Key == o.key })
		switch {
		case o.notice == nil && i >= 0:
			b.take(ctx, i)
		case o.notice == nil:
		case i >= 0:
			b.posted[i].Notice, b.posted[i].off = *o.notice, false
			b.put(ctx, b.posted[i])
		default:
			b.posted = append(b.posted, &posted{Notice: *o.notice})
			b.put(ctx, b.posted[len(b.posted)-1])
		}
	}
}

func (b *Board) find(is func(*posted) bool) int { return slices.IndexFunc(b.posted, is) }

// put has the server draw a notice. Where there is none the notice waits for one.
func (b *Board) put(ctx context.Context, p *posted) {
	switch {
	case p.over(time.Now()): // the alarm takes it away
	case b.server == nil:
		b.connect(ctx)
	default:
		b.note(b.server.draw(ctx, p))
	}
}

// connect finds a bus, and has all that waits for one drawn there.
func (b *Board) connect(ctx context.Context) {
	s, err := reach(ctx)
	b.note(err)
	if err != nil {
		return
	}
	b.server = s
	for _, p := range b.posted {
		if !p.off {
			b.put(ctx, p)
		}
	}
}

// note logs the first of a row of failures.
func (b *Board) note(err error) {
	if err != nil && !b.mute {
		b.log.Info("no notifications", "reason", err)
	}
	b.mute = err != nil
}

// take takes a notice off the screen and forgets it.
func (b *Board) take(ctx context.Context, i int) {
	if b.server != nil {
		b.server.withdraw(ctx, b.posted[i])
	}
	b.posted = slices.Delete(b.posted, i, i+1)
}

func (b *Board) dropOutdated(ctx context.Context, now time.Time) {
	for i := len(b.posted) - 1; i >= 0; i-- {
		if b.posted[i].over(now) {
			b.take(ctx, i)
		}
	}
}

// signals are those of the bus; nil while there is none.
func (b *Board) signals() <-chan *dbus.Signal {
	if b.server == nil {
		return nil
	}
	return b.server.bus.Signals
}

// hear takes in what comes from the bus; ok is false when it is lost.
func (b *Board) hear(ctx context.Context, sig *dbus.Signal, ok bool) {
	if !ok {
		b.hangUp()
		return
	}
	if owner, changed := sessionbus.NewOwner(sig, service); changed {
		b.meet(ctx, owner)
		return
	}
	if e, ok := read(sig); ok {
		b.learn(ctx, e)
	}
}

// meet has a new server draw what was on the screen of the one before it. Where
// one is started by being called, that is for the next notice to do: at the end
// of a session all servers go, and none is to be started again.
func (b *Board) meet(ctx context.Context, owner string) {
	b.server.owner = owner
	if owner == "" {
		return
	}
	for _, p := range b.posted {
		if p.owner != owner && !p.off {
			b.put(ctx, p)
		}
	}
}

// learn takes in what became of a notice of ours.
func (b *Board) learn(ctx context.Context, e event) {
	i := b.find(func(p *posted) bool { return p.id == e.id && p.owner == e.owner })
	if i < 0 {
		return
	}
	p := b.posted[i]
	switch {
	case e.button == "":
		p.off = true
		if e.reason == byPerson {
			b.answer(Answer{Notice: p.Key})
		}
	case p.offers(e.button):
		b.take(ctx, i)
		b.answer(Answer{Notice: p.Key, Button: e.button})
	}
}

// answer tells whose notice it was.
func (b *Board) answer(a Answer) {
	b.mu.Lock()
	reader := b.readers[whose(a.Notice)]
	b.mu.Unlock()
	select {
	case reader <- a:
	default: // nobody asked for answers, or they are no longer read
		b.log.Debug("an answer that nobody reads", "button", a.Button)
	}
}

// hangUp forgets the bus. The notices stay wanted: the next one that is shown
// finds another bus, if there is one, and they are shown there with it.
func (b *Board) hangUp() {
	b.server.close()
	b.server = nil
	for _, p := range b.posted {
		p.owner, p.id = "", 0 // another bus may give the same names
	}
}

// clear takes everything off the screen, and leaves the bus.
func (b *Board) clear(ctx context.Context) {
	if b.server == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	for len(b.posted) > 0 {
		b.take(ctx, len(b.posted)-1)
	}
	b.hangUp()
}

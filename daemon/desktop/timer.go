package desktop

import (
	"context"
	"log/slog"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
)

// Do makes a command of the person happen.
type Do func(ctx context.Context, ev timer.Event) (*engine.Snapshot, error)

// Purity is where the time of the running block went, in a sentence without a
// title.
type Purity func(ctx context.Context) (string, error)

// timerKey is the key of the notice of the timer. There is one at a time: what
// it says ends what it said before.
const timerKey = "timer"

// timerNotices says what there is to say about a stream of snapshots.
type timerNotices struct {
	board  *Board
	do     Do
	purity Purity // nil: nobody knows
	log    *slog.Logger

	shown bool
	phase timer.Phase // in which what is shown was said
}

// FollowTimer says on the board what the snapshots tell of the timer, and does
// what the buttons say, until the channel is closed or ctx is done. When the time
// of a block is over it says once where that went, as purity has it, which may
// be nil.
func FollowTimer(ctx context.Context, b *Board, snapshots <-chan *engine.Snapshot, do Do, purity Purity, log *slog.Logger) {
	n := &timerNotices{board: b, do: do, purity: purity, log: log}
	answers := b.Answers(timerKey)
	remind := time.NewTimer(time.Hour)
	defer remind.Stop()
	last, ok := <-snapshots
	if !ok {
		return
	}
	for {
		arm(remind, last)
		select {
		case now, ok := <-snapshots:
			if !ok {
				return
			}
			n.follow(ctx, last, now)
			last = now
		case a := <-answers:
			n.hear(ctx, a)
		case <-remind.C:
			if now := time.Now().UTC().Round(0); last.Timer.Phase == timer.Overtime && !held(last, now) {
				n.say(last, overtime(last.Timer, now))
			}
		case <-ctx.Done():
			return
		}
	}
}

// arm sets the alarm for the next reminder of overtime.
func arm(t *time.Timer, s *engine.Snapshot) {
	now := time.Now().UTC().Round(0)
	at := nextReminder(s.Timer, now)
	if at.IsZero() {
		t.Stop()
		return
	}
	t.Reset(at.Sub(now))
}

// follow says what is new, and takes back what is no longer so.
func (n *timerNotices) follow(ctx context.Context, before, now *engine.Snapshot) {
	if n.shown && now.Timer.Phase != n.phase {
		n.board.Withdraw(timerKey)
		n.shown = false
	}
	if what, ok := said(before, now); ok && !held(now, now.At) {
		if now.Timer.Phase == timer.Overtime {
			what.Body = n.account(ctx) + what.Body
		}
		n.say(now, what)
	}
}

// account is where the time of the block went, as the beginning of a text.
func (n *timerNotices) account(ctx context.Context) string {
	if n.purity == nil {
		return ""
	}
	sentence, err := n.purity(ctx)
	if err != nil {
		n.log.Info("nobody knows where the time of the block went", "err", err)
		return ""
	}
	return sentence + ".\n"
}

func (n *timerNotices) say(s *engine.Snapshot, what Notice) {
	n.shown, n.phase = true, s.Timer.Phase
	n.board.Show(what)
}

func held(s *engine.Snapshot, now time.Time) bool { return now.Before(s.HeldUntil) }

// hear does what a button says. The board has forgotten the notice.
func (n *timerNotices) hear(ctx context.Context, a Answer) {
	if a.Button == "" {
		return // put away: the timer goes on as it was
	}
	n.shown = false
	if _, err := n.do(ctx, eventOf(a.Button)); err != nil {
		n.log.Info("a button came too late", "button", a.Button, "err", err)
	}
}

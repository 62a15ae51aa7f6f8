package desktop

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/nudge"
)

// Nudges are what is to be said to the person, and where their answers go.
type Nudges interface {
	Open() []nudge.Nudge
	About(n nudge.Nudge) []string // names in the person's own words; none: it says enough itself
	Answer(ctx context.Context, id uint64, a nudge.Answer) error
}

// nudgeKey is whose the notices of nudges are: "nudge/7" is that of the seventh.
const nudgeKey = "nudge"

// onScreen is how long a question stays before the eyes. It can be answered for
// longer: in the history of the desktop, and on the command line.
const onScreen = time.Minute

// nudgeNotices keeps a notice on the board for each nudge that is open.
type nudgeNotices struct {
	board  *Board
	nudges Nudges
	log    *slog.Logger
	shown  map[uint64]string // by ID, what its notice says and offers
}

// FollowNudges has the board say what there is to be said, whenever a snapshot
// comes, and brings the answers back, until the channel is closed or ctx is
// done.
func FollowNudges(ctx context.Context, b *Board, snapshots <-chan *engine.Snapshot, nudges Nudges, log *slog.Logger) {
	n := &nudgeNotices{board: b, nudges: nudges, log: log, shown: make(map[uint64]string)}
	answers := b.Answers(nudgeKey)
	for {
		select {
		case s, ok := <-snapshots:
			if !ok {
				return
			}
			n.follow(s)
		case a := <-answers:
			n.hear(ctx, a)
		case <-ctx.Done():
			return
		}
	}
}

// follow shows what is open now, and takes back what is not.
func (n *nudgeNotices) follow(s *engine.Snapshot) {
	open := make(map[uint64]bool)
	for _, o := range n.nudges.Open() {
		if o.Quiet {
			continue
		}
		here := time.FixedZone("", int(s.Offset/time.Second)) // where the person is: the process may have begun elsewhere
		o.From, o.To = o.From.In(here), o.To.In(here)
		notice, ok := nudgeNotice(o, s.Timer, n.nudges.About(o))
		if !ok {
			continue
		}
		open[o.ID] = true
		if says := notice.text(); n.shown[o.ID] != says {
			n.shown[o.ID] = says
			n.board.Show(notice)
		}
	}
	for id := range n.shown {
		if !open[id] {
			delete(n.shown, id)
			n.board.Withdraw(keyOf(id))
		}
	}
}

// hear brings an answer back.
func (n *nudgeNotices) hear(ctx context.Context, a Answer) {
	id, err := strconv.ParseUint(strings.TrimPrefix(a.Notice, nudgeKey+"/"), 10, 64)
	if err != nil {
		panic("a notice of nobody's: " + a.Notice)
	}
	said := nudge.Dismissed
	if a.Button != "" {
		if said, err = nudge.ParseAnswer(a.Button); err != nil {
			panic("a button that is no answer: " + a.Button)
		}
	}
	if err := n.nudges.Answer(ctx, id, said); err != nil {
		n.log.Info("an answer came too late", "answer", said.String(), "err", err)
	}
}

func keyOf(id uint64) string { return nudgeKey + "/" + strconv.FormatUint(id, 10) }

// text is all of a notice that can be read, to tell whether it has changed.
func (n Notice) text() string {
	all := []string{n.Summary, n.Body}
	for _, b := range n.Buttons {
		all = append(all, b.Label)
	}
	return strings.Join(all, "\n")
}

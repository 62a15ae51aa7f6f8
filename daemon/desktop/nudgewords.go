package desktop

import (
	"fmt"
	"slices"

	"focusd/timer"
	"focusd/timer/nudge"
)

// nudgeNotice is a nudge in words, as the timer stands, with the names of what it
// is about. ok is false for one that there are no words for.
func nudgeNotice(n nudge.Nudge, s timer.State, names []string) (notice Notice, ok bool) {
	switch {
	case n.Kind == nudge.Return:
		notice = lostByBlock(n, s)
	case n.Kind == nudge.Gap:
		notice = absence(n)
	case n.Kind == nudge.Recovered:
		notice = recovered(n, names)
	case len(n.Answers) > 0:
		notice = proposal(n, s, names)
	default:
		notice = remark(n, names)
	}
	if notice.Summary == "" {
		return Notice{}, false
	}
	notice.Key, notice.Until = keyOf(n.ID), n.Notice
	notice.For = onScreen
	return notice, true
}

// lostByBlock asks about a gap of a block. Time can only be given back to the
// block while that runs.
func lostByBlock(n nudge.Nudge, s timer.State) Notice {
	i := slices.IndexFunc(s.Block.Gaps, func(g timer.Gap) bool { return g.Start.Equal(n.From) })
	if i < 0 || !running(s.Phase) {
		return absence(n)
	}
	return Notice{
		Summary: fmt.Sprintf("Back after %s%s", minutes(n.For), of(s.Block.Label())),
		Body:    "They do not count for the block. What were they? focus answer keep, work or break says the same.",
		Buttons: []Button{
			{nudge.Keep.String(), "I was working"},
			{nudge.OfflineWork.String(), "Other work"},
			{nudge.WasBreak.String(), "A break"},
		},
	}
}

// recovered asks about a block that was closed because focusd did not run.
func recovered(n nudge.Nudge, names []string) Notice {
	return Notice{
		Urgency: Low,
		Summary: "The block was closed at " + n.From.Format("15:04") + of(first(names)),
		Body:    fmt.Sprintf("focusd did not run. Keep %s more, until it would have ended? focus answer keep or drop says the same.", minutes(n.For)),
		Buttons: []Button{{nudge.Keep.String(), "Keep the time"}, {nudge.Drop.String(), "Leave it"}},
	}
}

// absence asks what a time was in which nobody was there.
func absence(n nudge.Nudge) Notice {
	return Notice{
		Summary: fmt.Sprintf("Away for %s", minutes(n.For)),
		Body:    "What were they? focus answer work, break or drop says the same.",
		Buttons: []Button{
			{nudge.OfflineWork.String(), "Offline work"},
			{nudge.WasBreak.String(), "A break"},
			{nudge.Drop.String(), "Neither"},
		},
	}
}

func running(p timer.Phase) bool {
	return p == timer.Work || p == timer.Paused || p == timer.Overtime
}

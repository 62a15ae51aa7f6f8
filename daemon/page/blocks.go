package page

import (
	"strings"

	"focusd/daemon/api"
)

// blocksView is the runs of the timer of a day, and where their time went.
type blocksView struct {
	*visit
	Blocks []api.TimelineBlock
}

func loadBlocks(v *visit) (any, error) {
	line, err := v.timeline()
	if absent(err) {
		return nil, nil
	}
	return blocksView{v, line.Blocks}, err
}

// Became is what there is to say of a block beside its figures: of one that was
// completed, and on its task all the time, nothing.
func (blocksView) Became(b api.TimelineBlock) string {
	outcome, text := words(b.Outcome), b.Text
	if b.Outcome == "completed" {
		outcome = ""
	}
	if b.OnTask != nil && *b.OnTask > .995 {
		text = ""
	}
	return strings.Join(nonempty(outcome, text), " · ")
}

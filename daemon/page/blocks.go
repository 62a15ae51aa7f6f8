package page

import "focusd/daemon/api"

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

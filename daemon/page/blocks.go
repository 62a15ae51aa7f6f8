package page

import (
	"time"

	"focusd/daemon/api"
)

// blocksView is the runs of the timer of a day.
type blocksView struct {
	*visit
	Blocks []api.Block
}

func loadBlocks(v *visit) (any, error) {
	sum, err := v.client.Summary(v, time.Time{}, time.Time{})
	if err != nil {
		return nil, err
	}
	b := blocksView{visit: v}
	for _, block := range sum.Blocks {
		if block.Outcome != "discarded" {
			b.Blocks = append(b.Blocks, block)
		}
	}
	return b, nil
}

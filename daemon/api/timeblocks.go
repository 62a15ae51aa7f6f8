package api

import "context"

// TimeBlocks is the answer of GET /v1/time-blocks.
//
// # GET /v1/time-blocks
//
// All time blocks that nobody has ended, also those of other days of the week, by
// rank.
//
//	GET /v1/time-blocks
//
//	200 OK
//	{
//	  "day": "2026-11-22",
//	  "time_blocks": [
//	    {
//	      "id": "01KAH4V3Z8QWERTZ0123456785",
//	      "name": "Spanish",
//	      "minutes": 30,
//	      "days": "mon,wed,fri",
//	      "area": "learning",
//	      "goal": "Spanish B2",
//	      "window": "first 3h",
//	      "made": "2026-11-02"
//	    }
//	  ]
//	}
type TimeBlocks struct {
	Day        string      `json:"day"`
	TimeBlocks []TimeBlock `json:"time_blocks"`
}

// TimeBlock is an amount of time for what matters. Of its own list it has what it
// is; as a part of a day also how far it is.
type TimeBlock struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Minutes float64  `json:"minutes"` // that it asks for on the day
	Days    string   `json:"days"`    // daily; mon,wed,fri
	Area    string   `json:"area,omitempty"`
	Goal    string   `json:"goal,omitempty"` // its name
	Deep    bool     `json:"deep,omitempty"`
	Batch   bool     `json:"batch,omitempty"`  // is filled with micro-tasks
	Window  string   `json:"window,omitempty"` // 09:00-11:00; first 3h
	Match   []string `json:"match,omitempty"`  // category:writing
	Preset  string   `json:"preset,omitempty"`
	Made    string   `json:"made"`
	Ended   string   `json:"ended,omitempty"` // the first day without it

	State   string  `json:"state,omitempty"` // open, done, partly, not_done, excused
	Spent   float64 `json:"spent_minutes,omitempty"`
	Planned bool    `json:"planned,omitempty"` // for the day; false: it was done all the same
	Fits    bool    `json:"fits,omitempty"`    // this is a good time for it
	Next    bool    `json:"next,omitempty"`    // the one to propose now
	Ticks   []Tick  `json:"ticks,omitempty"`   // also those taken back
	Week    *Done   `json:"week,omitempty"`    // days
}

// TimeBlockForm is what a time block is to be. What is absent stays as it is.
type TimeBlockForm struct {
	Name    *string   `json:"name,omitempty"`
	Minutes float64   `json:"minutes,omitempty"`
	Days    *string   `json:"days,omitempty"` // daily; mon,wed; mon-fri
	Area    *string   `json:"area,omitempty"`
	Goal    *string   `json:"goal,omitempty"` // its name or ID; "": none
	Deep    *bool     `json:"deep,omitempty"`
	Batch   *bool     `json:"batch,omitempty"`
	Window  *string   `json:"window,omitempty"` // 9:00-11:00; first 3h; "": any hour
	Match   *[]string `json:"match,omitempty"`
	Preset  *string   `json:"preset,omitempty"`
	Rank    int       `json:"rank,omitempty"` // its place, from 1
}

// TimeBlocks are those that there are, of any day of the week.
func (c *Client) TimeBlocks(ctx context.Context) (TimeBlocks, error) {
	return get[TimeBlocks](ctx, c, "/v1/time-blocks")
}

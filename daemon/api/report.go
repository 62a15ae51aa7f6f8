package api

import (
	"context"
	"net/url"
)

// Report is the answer of GET /v1/report: what a person may show to another.
//
// # GET /v1/report
//
// What a person may show to another of days from first to last, the last seven that
// are over unasked: how much and how often, and what they call the areas of their
// life. No app, title, task or note is in it, unless names=1. text is the whole, to
// be read. With by=day, by=week or by=month there are parts: the figures of each,
// and by the hour of the clock how much of it somebody did something, and was in a
// block or at what earns.
//
//	GET /v1/report?first=2026-11-16&last=2026-11-22
//
//	200 OK
//	{
//	  "first": "2026-11-16",
//	  "last": "2026-11-22",
//	  "days": 7,
//	  "known_days": 6,
//	  "covered_percent": 88,
//	  "class_seconds": {"earns": 61200},
//	  "focus_seconds": 43200,
//	  "blocks": {"completed": 26, "partial": 2, "abandoned": 1},
//	  "breaks": {"taken": 20, "natural": 3, "cut_short": 2, "skipped": 1},
//	  "areas": [{"area": "work", "seconds": 39600}],
//	  "kept": [{"kind": "habits", "done": 11, "planned": 14}],
//	  "text": "Monday 16 November to Sunday 22 November 2026"
//	}
type Report struct {
	Figures
	Areas []AreaTime `json:"areas,omitempty"` // the most first
	Kept  []Kept     `json:"kept,omitempty"`
	Text  string     `json:"text"` // to be read

	Parts []ReportPart `json:"parts,omitempty"` // as they were asked for, in order
}

// ReportPart is a day, a week or a month of a report, as far as that has it.
type ReportPart struct {
	Figures
	Hours ReportHours `json:"hours"`
}

// ReportHours is time by the hour of the civil clock, from 0 on.
type ReportHours struct {
	Seen [24]int64 `json:"seen_seconds"` // somebody did something
	Good [24]int64 `json:"good_seconds"` // in blocks, or in what earns
}

// AreaTime is time for an area of life.
type AreaTime struct {
	Area    string `json:"area"`
	Seconds int64  `json:"seconds"`
}

// ReportQuery is what to report. The zero one is of the last seven days that are over.
type ReportQuery struct {
	First, Last string // days; "": see above
	Names       bool   // say what the time went to
	By          string // of parts: day, week, month; "": none
}

// Report is a sheet of some days.
func (c *Client) Report(ctx context.Context, q ReportQuery) (Report, error) {
	v := url.Values{}
	for name, value := range map[string]string{"first": q.First, "last": q.Last, "names": set(q.Names), "by": q.By} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return get[Report](ctx, c, withQuery("/v1/report", v))
}

package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"time"
)

// CountsEdition says which counts GET /v1/counts has now. A client that keeps
// what it has read reads everything again when Edition is another one, and a day
// when what Said has for it is.
//
// # GET /v1/counts/edition
//
// Whether counts that were read are still good: all are when edition is the same,
// but those of the UTC days for which said is another one, and those later than
// some minutes before until. Begin is that of the log, and left out while it has
// nothing. Logical days begin at day_start, in minutes since midnight. GET
// /v1/counts/plans has the same answers as long as plans is the same.
//
//	GET /v1/counts/edition
//
//	200 OK
//	{
//	  "edition": "18a2f3c4d5e6f708-1",
//	  "begin": "2025-03-01T08:12:44Z",
//	  "until": "2026-11-22T09:02:00Z",
//	  "day_start": 240,
//	  "plans": 12,
//	  "said": {"2026-11-21": "9c2f0a17be8d0332"}
//	}
type CountsEdition struct {
	Edition  string            `json:"edition"`
	Begin    time.Time         `json:"begin,omitzero"` // of the log; none: it has nothing
	Until    time.Time         `json:"until"`          // what is later may still change
	DayStart int               `json:"day_start"`      // of a logical day, in minutes since midnight
	Plans    uint64            `json:"plans"`          // another one: what was planned, or came of it, is too
	Said     map[string]string `json:"said,omitempty"` // by UTC date, what the person has corrected there
}

// CountRow is one line of GET /v1/counts: one of Series, Offset and Of is there.
//
// # GET /v1/counts
//
// What the counters of /metrics would have counted in [from, to) had all been
// known then that is known now: with what the person has corrected, and by the
// rules of now. It has no title, and the names of those apps alone that /metrics
// names. Presence stays what was recorded. Where somebody was there, what they say
// of it counts in the category that they gave it, with app hidden, and what they
// hid as time in front of nothing. Bounds are those of GET /v1/log. The answer is
// lines of JSON, and can be of years.
//
// A line names a series before the first that has its number, or says what local
// time was from then on, in minutes east of UTC. All others are lists of numbers.
// The first is a Unix time in milliseconds, the second a length. For that long,
// each series whose number follows grew by the time that went by. Where the
// length is 0, each number is followed by how much that series grew at once:
// metrics in seconds by milliseconds. A series of focusd_timer_state grows while
// the timer is in that state. Of one series, lines are not always in order.
//
//	GET /v1/counts?from=2026-11-22&to=2026-11-23
//
//	{"series":0,"metric":"focusd_presence_seconds_total","labels":{"state":"active"}}
//	{"series":1,"metric":"focusd_blocks_started_total","labels":{"kind":"pomodoro"}}
//	{"at":1795420800000,"offset_minutes":60}
//	[1795420800000,61000,0]
//	[1795420861000,0,1,1]
type CountRow struct {
	Series *CountSeries  // the name of a series that follows
	Offset *OffsetChange // from when on local time was another one
	Growth
}

// CountSeries is a series, by the number that stands for it in this answer.
type CountSeries struct {
	Series int               `json:"series"`
	Metric string            `json:"metric"`
	Labels map[string]string `json:"labels,omitempty"`
}

// OffsetChange is what local time was from then on.
type OffsetChange struct {
	At      int64 `json:"at"` // Unix time in milliseconds
	Minutes int   `json:"offset_minutes"`
}

// Growth is by how much series grew. Over a stretch each of them grew as much as
// time went by; at an instant, which has no length, each as By says: seconds in
// milliseconds, and else how many.
type Growth struct {
	Start  int64 // Unix time in milliseconds
	Length int64 // milliseconds
	Of     []int
	By     []int64 // where Length is 0
}

// CountsEdition is which counts there are.
func (c *Client) CountsEdition(ctx context.Context) (CountsEdition, error) {
	return get[CountsEdition](ctx, c, "/v1/counts/edition")
}

// Counts yields what the counters of [from, to) would have counted, as it
// arrives. The slices of a row are good until the next.
func (c *Client) Counts(ctx context.Context, from, to time.Time) iter.Seq2[CountRow, error] {
	return func(yield func(CountRow, error) bool) {
		res, err := c.do(ctx, http.MethodGet, "/v1/counts"+between(from, to), Rows, nil)
		if err != nil {
			yield(CountRow{}, err)
			return
		}
		defer res.Body.Close()
		readCounts(res.Body)(yield)
	}
}

// readCounts yields the rows of an answer.
func readCounts(r io.Reader) iter.Seq2[CountRow, error] {
	return func(yield func(CountRow, error) bool) {
		lines := bufio.NewReaderSize(r, 64<<10)
		var row CountRow
		for {
			if _, err := lines.Peek(1); err == io.EOF {
				return
			}
			line, err := readLine(lines, maxRow)
			if err == nil {
				err = row.read(line)
			}
			if err != nil {
				yield(CountRow{}, fmt.Errorf("read counts: %w", err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// AppendGrowth appends g as a list of numbers: its start, its length, and the
// series, each followed by its growth where the length is 0.
func AppendGrowth(b []byte, g Growth) []byte {
	b = strconv.AppendInt(append(b, '['), g.Start, 10)
	b = strconv.AppendInt(append(b, ','), g.Length, 10)
	for i, n := range g.Of {
		b = strconv.AppendInt(append(b, ','), int64(n), 10)
		if g.Length == 0 {
			b = strconv.AppendInt(append(b, ','), g.By[i], 10)
		}
	}
	return append(b, ']')
}

// read reads a line into the row, whose slices it uses again.
func (row *CountRow) read(line []byte) error {
	*row = CountRow{Growth: Growth{Of: row.Of[:0], By: row.By[:0]}}
	if len(line) > 0 && line[0] == '[' {
		return row.growth(line)
	}
	var named struct {
		CountSeries
		OffsetChange
	}
	if err := json.Unmarshal(line, &named); err != nil {
		return err
	}
	if named.Metric != "" {
		row.Series = &named.CountSeries
	} else {
		row.Offset = &named.OffsetChange
	}
	return nil
}

func (row *CountRow) growth(line []byte) error {
	for i, rest := 0, line[1:]; ; i++ {
		n, after, ok := leadingInt(rest)
		if !ok {
			return fmt.Errorf("%q is not a row", line[:min(len(line), 80)])
		}
		switch {
		case i == 0:
			row.Start = n
		case i == 1:
			row.Length = n
		case row.Length == 0 && i%2 == 1:
			row.By = append(row.By, n)
		default:
			row.Of = append(row.Of, int(n))
		}
		if string(after) == "]" {
			break
		}
		if len(after) == 0 || after[0] != ',' {
			return fmt.Errorf("%q is not a row", line[:min(len(line), 80)])
		}
		rest = after[1:]
	}
	if len(row.Of) == 0 || row.Length == 0 && len(row.By) != len(row.Of) {
		return fmt.Errorf("%q lacks something", line[:min(len(line), 80)])
	}
	return nil
}

// leadingInt reads the number that stands at the beginning.
func leadingInt(b []byte) (n int64, rest []byte, ok bool) {
	i, negative := 0, len(b) > 0 && b[0] == '-'
	if negative {
		i = 1
	}
	first := i
	for ; i < len(b) && i < first+18 && '0' <= b[i] && b[i] <= '9'; i++ {
		n = 10*n + int64(b[i]-'0')
	}
	if negative {
		n = -n
	}
	return n, b[i:], i > first
}

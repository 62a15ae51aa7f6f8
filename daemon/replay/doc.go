// Package replay runs a record of what a daemon was told through the engine, in
// seconds instead of days: to see what the log becomes of it, and to send along
// with a report of what is wrong.
//
// A record is lines of JSON. The first says where and when it begins, each of
// the others one happening, at so many seconds since then by a clock that
// nobody sets and that runs through sleep:
//
//	{"record": 1, "begin": "2026-11-22T08:00:00Z", "zone": "Europe/Berlin", "idle_after_seconds": 180}
//	{"t": 0, "sees": {"source": "x11", "app": "editor", "title": "t1", "input": true}}
//	{"t": 300, "timer": {"do": "start", "preset": "25/5"}}
//	{"t": 600, "sees": {"source": "x11", "app": "browser", "idle_seconds": 180, "input": true}}
//	{"t": 900, "announced": true}
//	{"t": 901, "sleep_seconds": 3600}
//	{"t": 4501, "woke": true}
//	{"t": 4600, "clock_seconds": -60}
//	{"t": 4700, "zone": "America/New_York"}
//	{"t": 4800, "lost": "the display is gone"}
//	{"t": 4900, "tracking": {"do": "pause", "seconds": 900}}
//	{"t": 6000, "restart_seconds": 5, "killed": true}
//	{"t": 9000, "end": true}
//
// An [Export] makes such a record of a log, without its titles.
//
// What a source sees lasts until it sees something else. Who was not idle then
// goes on to type: that the person left is told when the source would tell it,
// at the threshold. Timer and tracking are the bodies of POST /v1/timer and
// /v1/tracking; what the timer refuses is a line of the outcome, not an error.
package replay

package main

import (
	"fmt"
	"strconv"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// spent is a length that has passed, rounded down: "0 min", "12 min", "3 h 05".
func spent(d time.Duration) string { return minutes(int(max(d, 0) / time.Minute)) }

// left is a length that is still to come, rounded up: "1 min" until the end.
func left(d time.Duration) string { return minutes(ceilMinutes(d)) }

func ceilMinutes(d time.Duration) int {
	return int((max(d, 0) + time.Minute - 1) / time.Minute)
}

func minutes(m int) string {
	switch {
	case m < 60:
		return itoa(m) + " min"
	case m%60 == 0:
		return itoa(m/60) + " h"
	}
	return fmt.Sprintf("%d h %02d", m/60, m%60)
}

// short is minutes for a bar, where every cell counts: "12m", "1h05".
func short(m int) string {
	if m < 60 {
		return itoa(m) + "m"
	}
	return fmt.Sprintf("%dh%02d", m/60, m%60)
}

// trace is spent for a list of small things, where nothing should look like
// zero that is not: "8 s", "12 min".
func trace(d time.Duration) string {
	if d < time.Minute {
		return itoa(int(max(d, 0)/time.Second)) + " s"
	}
	return spent(d)
}

func seconds(n int64) time.Duration { return time.Duration(n) * time.Second }
func millis(n int64) time.Duration  { return time.Duration(n) * time.Millisecond }

// share is part of whole in percent, rounded down; 0 of nothing.
func share(part, whole time.Duration) int {
	if whole <= 0 {
		return 0
	}
	return int(min(max(part, 0), whole) * 100 / whole)
}

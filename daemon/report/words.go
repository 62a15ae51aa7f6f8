package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// spell is a length in words, rounded down: "40 s", "12 min", "3 h 05".
func spell(d time.Duration) string {
	d = max(d, 0)
	m := int(d / time.Minute)
	switch {
	case m == 0:
		return strconv.Itoa(int(d/time.Second)) + " s"
	case m < 60:
		return strconv.Itoa(m) + " min"
	case m%60 == 0:
		return strconv.Itoa(m/60) + " h"
	}
	return fmt.Sprintf("%d h %02d", m/60, m%60)
}

// count is a number of things: "1 block", "3 blocks".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// clockHours are hours of the clock: "9 to 11", or "9 to 10 and 14 to 15".
func clockHours(hours []int) string {
	var parts []string
	for i := 0; i < len(hours); {
		to := i + 1
		for to < len(hours) && hours[to] == (hours[to-1]+1)%24 {
			to++
		}
		parts = append(parts, fmt.Sprintf("%d to %d", hours[i], (hours[to-1]+1)%24))
		i = to
	}
	return strings.Join(parts, " and ")
}

// name is what an activity is called: its category and where, or what the person
// wrote.
func (a Activity) name() string {
	switch {
	case a.Category != "" && a.App != "":
		return a.Category + " · " + a.App
	case a.Category != "":
		return a.Category
	case a.Text != "":
		return a.Text
	case a.App != "":
		return a.App
	}
	return "the empty desktop"
}

// pad fills s with spaces to n characters, and cuts what is longer.
func pad(s string, n int) string {
	if over := utf8.RuneCountInString(s) - n; over > 0 {
		return string([]rune(s)[:n-1]) + "…"
	}
	return s + strings.Repeat(" ", n-utf8.RuneCountInString(s))
}

func padLeft(s string, n int) string {
	return strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) + s
}

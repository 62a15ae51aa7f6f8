package page

import (
	"strings"
	"time"
)

// view is a link to another part of the day.
type view struct{ Name, Title, Key, Href string }

// Views are the ways to look nearer, farther and aside. They work without a script.
func (t timelineView) Views() []view {
	length, middle := t.To.Sub(t.From), t.From.Add(t.To.Sub(t.From)/2)
	if now := t.Status.At; now.After(t.From) && now.Before(t.To) {
		middle = now.Add(-length / 8) // the last hours are what is looked at
	}
	quarter := max(length/4, shortest/2)
	return []view{
		t.view("‹", "Earlier", "[", t.From.Add(-length/2), t.To.Add(-length/2)),
		t.view("›", "Later", "]", t.From.Add(length/2), t.To.Add(length/2)),
		t.view("−", "Look from farther away", "-", middle.Add(-length), middle.Add(length)),
		t.view("+", "Look nearer", "+", middle.Add(-quarter), middle.Add(quarter)),
		{"Day", "The day, as far as anything was in it", "0", t.Path + "?" + strings.TrimPrefix(t.Keep, "&")},
	}
}

// view keeps to the day, and as long as it was where there is room.
func (t timelineView) view(name, title, key string, from, to time.Time) view {
	length := min(to.Sub(from), t.End.Sub(t.Begin))
	from = earlier(later(from, t.Begin), t.End.Add(-length))
	from = from.Truncate(time.Second)
	return view{name, title, key, t.Path + "?from=" + from.UTC().Format(time.RFC3339) + "&to=" + from.Add(length).UTC().Format(time.RFC3339) + t.Keep}
}

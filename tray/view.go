package tray

import (
	"time"

	"focusd/daemon/api"
	"focusd/tray/icon"
)

// Model is what the tray knows. The zero Model has no daemon.
type Model struct {
	Status    api.Status
	Agenda    Agenda
	Connected bool // focusd answers; else Status and Agenda mean nothing

	Notice      string // what came of a click, in place of the status
	NoticeUntil time.Time
}

// View is everything the panel shows.
type View struct {
	Icon  icon.Icon
	Label string // the whole state in a sentence or two
	Brief string // the same in a few characters, to stand beside the icon; may be empty
	Items []Item // always the same ones in the same order

	// Attention is whether the icon is to be looked at now: something waits for
	// the person.
	Attention bool

	// Next is when Render gives another View of the same Model; zero: never.
	Next time.Time
}

// ItemID names a line of the menu for ever.
type ItemID string

// Item is one line of the menu.
type Item struct {
	ID        ItemID
	Parent    ItemID // the item whose submenu this one is in; empty: the menu itself
	Title     string // may be empty while it is hidden
	Separator bool   // a mere line
	Check     bool   // it has a check mark, or room for one; for ever, too
	Checked   bool   // only where Check is
	Hidden    bool
	Disabled  bool
	Primary   bool // it is also what the middle button on the icon means; one is, for ever
}

// Screen shows views and reports clicks.
type Screen interface {
	// Show is called from one goroutine only, and keeps nothing of v but its items.
	Show(v View)
	// Clicks may also report items that are disabled or hidden.
	Clicks() <-chan ItemID
}

// Render returns what the panel shows of m at now. Clock times are those of
// now's location.
//
// Time left is rounded up and time spent is rounded down.
func Render(m Model, now time.Time) View {
	s := newScene(m, now)
	v := View{
		Icon:  s.icon(),
		Label: s.sentence(),
		Brief: s.brief(),
		Items: s.items(),

		Attention: s.waiting(),
	}
	v.Next = s.next
	return v
}

// usable reports whether a click on id is meant: panels grey an item out, but
// other programs on the bus can click on it all the same.
func (v View) usable(id ItemID) bool {
	for _, item := range v.Items {
		if item.ID == id {
			return !item.Hidden && !item.Disabled && (item.Parent == "" || v.usable(item.Parent))
		}
	}
	return false
}

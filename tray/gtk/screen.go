//go:build tray || windows

package gtk

import (
	"context"
	"sync"

	"github.com/getlantern/systray"

	"focusd/tray"
	"focusd/tray/icon"
)

// Screen is a tray.Screen. All but Clicks belongs to the goroutine of Show,
// except for what has a lock.
type Screen struct {
	ctx     context.Context
	running *sync.WaitGroup
	options Options

	clicks chan tray.ItemID
	icon   icon.Icon
	text   string
	urgent bool // the icon asks for attention

	mu    sync.Mutex          // guards what follows, and the lines themselves
	lines []*systray.MenuItem // one for each item; nil for a separator
	shown []tray.Item         // what the lines show

	// pictures holds every picture ever shown, for as long as the screen: the
	// library reads them later, without the collector's knowledge. There are a
	// few hundred different ones of about a kilobyte.
	pictures map[icon.Icon][]byte
}

var _ tray.Screen = (*Screen)(nil)

// newScreen forwards clicks until ctx is done, on goroutines of running.
func newScreen(ctx context.Context, o Options, running *sync.WaitGroup) *Screen {
	return &Screen{
		ctx:      ctx,
		running:  running,
		options:  o,
		clicks:   make(chan tray.ItemID, 16), // more than a person clicks before Run looks
		pictures: map[icon.Icon][]byte{},
	}
}

// Clicks implements tray.Screen.
func (s *Screen) Clicks() <-chan tray.ItemID { return s.clicks }

// Show implements tray.Screen. Only what has changed is sent to the panel.
func (s *Screen) Show(v tray.View) {
	if wanted := s.options.icon(v.Icon); len(s.pictures) == 0 || wanted != s.icon {
		s.icon = wanted
		systray.SetIcon(s.picture(wanted))
	}
	if text := s.options.text(v); text != s.text {
		s.text = text
		setTitle(text)
	}
	if v.Attention != s.urgent {
		s.urgent = v.Attention
		setAttention(v.Attention)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lines == nil {
		s.build(v.Items)
	}
	for i, item := range v.Items {
		s.apply(i, item)
	}
}

// text is what can be said beside or over the icon.
func (o Options) text(v tray.View) string {
	if o.Brief {
		return v.Brief
	}
	return v.Label
}

// icon is i as the person wants it: with digits, or with the ring that they
// stand for. The other one is not to make a picture of its own. Digits under a
// slash could not be read.
func (o Options) icon(i icon.Icon) icon.Icon {
	switch {
	case !o.Digits || i.Off:
		i.Digits = 0
	case i.Digits > 0:
		i.Fill = 0
	}
	return i
}

// picture is drawn once.
func (s *Screen) picture(i icon.Icon) []byte {
	data, ok := s.pictures[i]
	if !ok {
		data = encode(icon.Draw(i, s.options.Theme, s.options.Size), s.options.Size)
		s.pictures[i] = data
	}
	return data
}

// build makes the lines of the menu, all of them hidden.
func (s *Screen) build(items []tray.Item) {
	parents := map[tray.ItemID]*systray.MenuItem{}
	for i, item := range items {
		hidden := item
		hidden.Title, hidden.Hidden, hidden.Disabled, hidden.Checked = "", true, false, false
		var line *systray.MenuItem
		switch {
		case item.Separator:
			systray.AddSeparator()
			hidden.Hidden = false
		case item.Parent != "" && item.Check:
			line = parents[item.Parent].AddSubMenuItemCheckbox("", "", false)
		case item.Parent != "":
			line = parents[item.Parent].AddSubMenuItem("", "")
		default:
			line = systray.AddMenuItem("", "")
			parents[item.ID] = line
		}
		if item.Primary {
			setMiddle(place(i, items))
		}
		if line != nil {
			line.Hide()
			s.forward(i, item.ID, line)
		}
		s.lines = append(s.lines, line)
		s.shown = append(s.shown, hidden)
	}
}

// apply makes line i show the item. What changes on a hidden line is kept for
// when it is seen: the library shows an item with every change to it.
func (s *Screen) apply(i int, item tray.Item) {
	line, old := s.lines[i], &s.shown[i]
	if item.Separator {
		if item.Hidden != old.Hidden {
			showSeparator(place(i, s.shown), !item.Hidden)
			old.Hidden = item.Hidden
		}
		return
	}
	if item.Hidden {
		if !old.Hidden {
			line.Hide()
			old.Hidden = true
		}
		return
	}
	if item.Title != old.Title {
		line.SetTitle(escape(item.Title))
	}
	switch {
	case item.Disabled && !old.Disabled:
		line.Disable()
	case !item.Disabled && old.Disabled:
		line.Enable()
	}
	if item.Checked != old.Checked {
		mark(line, item.Checked)
	}
	if old.Hidden {
		line.Show()
	}
	*old = item
}

// place is how many lines of the menu itself come before item i.
func place(i int, items []tray.Item) (n int) {
	for _, item := range items[:i] {
		if item.Parent == "" {
			n++
		}
	}
	return n
}

func mark(line *systray.MenuItem, checked bool) {
	if checked {
		line.Check()
	} else {
		line.Uncheck()
	}
}

// unmark takes back what GTK does to the mark of line i when it is clicked: the
// daemon says what is checked, and it has not spoken yet.
func (s *Screen) unmark(i int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if item := s.shown[i]; item.Check && !item.Hidden {
		mark(s.lines[i], item.Checked)
	}
}

// forward keeps a receiver ready: the library sends to it if it can and drops
// the click if it cannot (systray.go, systrayMenuItemSelected).
func (s *Screen) forward(i int, id tray.ItemID, line *systray.MenuItem) {
	s.running.Go(func() {
		for {
			select {
			case <-line.ClickedCh:
			case <-s.ctx.Done():
				return
			}
			s.unmark(i)
			select {
			case s.clicks <- id:
			case <-s.ctx.Done():
				return
			}
		}
	})
}

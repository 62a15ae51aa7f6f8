package waylandtest

import "slices"

// Window is a window of a Fake. Every change of it is told at once.
type Window struct {
	fake               *Fake
	app, title         string
	active, fullScreen bool
	ids                map[*client]uint32
}

// States of a toplevel, and its events.
const (
	stateActivated  = 2
	stateFullScreen = 3

	eventTitle  = 0
	eventApp    = 1
	eventState  = 4
	eventDone   = 5
	eventClosed = 6
)

// Window opens a window, which has no focus yet.
func (f *Fake) Window(app, title string) *Window {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := &Window{fake: f, app: app, title: title, ids: make(map[*client]uint32)}
	f.windows = append(f.windows, w)
	for _, c := range f.clients {
		w.introduce(c)
	}
	return w
}

// introduce tells a client that asked for windows of one.
func (w *Window) introduce(c *client) {
	if c.manager == 0 {
		return
	}
	id := c.nextID
	c.nextID++
	w.ids[c] = id
	c.objects[id] = &object{iface: "toplevel"}
	c.event(c.manager, 0, id)
	w.tellAll(c)
}

func (w *Window) tellAll(c *client) {
	c.event(w.ids[c], eventTitle, w.title)
	c.event(w.ids[c], eventApp, w.app)
	w.tellState(c)
}

func (w *Window) tellState(c *client) {
	var states []uint32
	if w.active {
		states = append(states, stateActivated)
	}
	if w.fullScreen {
		states = append(states, stateFullScreen)
	}
	c.event(w.ids[c], eventState, states)
	c.event(w.ids[c], eventDone)
}

// Focus makes the window the active one. As on sway, it becomes so before the
// one before it ceases to be.
func (w *Window) Focus() {
	w.change(func() { w.active = true })
	for _, o := range w.others() {
		o.change(func() { o.active = false })
	}
}

// FocusLast is Focus in the order of other compositors: in between nothing is
// active.
func (w *Window) FocusLast() {
	for _, o := range w.others() {
		o.change(func() { o.active = false })
	}
	w.change(func() { w.active = true })
}

// Unfocus leaves nothing in front.
func (w *Window) Unfocus() { w.change(func() { w.active = false }) }

// Retitle changes the title.
func (w *Window) Retitle(title string) {
	w.each(func(c *client) {
		w.title = title
		c.event(w.ids[c], eventTitle, title)
		c.event(w.ids[c], eventDone)
	})
}

// HalfRetitle changes the title without saying that this was all.
func (w *Window) HalfRetitle(title string) {
	w.each(func(c *client) { c.event(w.ids[c], eventTitle, title) })
}

// FullScreen makes the window fill the screen, or no more.
func (w *Window) FullScreen(on bool) { w.change(func() { w.fullScreen = on }) }

// Close closes the window.
func (w *Window) Close() {
	w.each(func(c *client) { c.event(w.ids[c], eventClosed) })
	w.fake.mu.Lock()
	defer w.fake.mu.Unlock()
	w.fake.windows = slices.DeleteFunc(w.fake.windows, func(o *Window) bool { return o == w })
}

func (w *Window) change(do func()) {
	w.fake.mu.Lock()
	do()
	w.fake.mu.Unlock()
	w.each(w.tellState)
}

func (w *Window) each(do func(*client)) {
	w.fake.each(func(c *client) {
		if w.ids[c] != 0 {
			do(c)
		}
	})
}

func (w *Window) others() []*Window {
	w.fake.mu.Lock()
	defer w.fake.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(w.fake.windows), func(o *Window) bool { return o == w || !o.active })
}

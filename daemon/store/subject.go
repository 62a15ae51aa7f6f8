package store

import (
	"encoding/binary"
	"slices"

	"focusd/tracker"
)

// subjects are the windows of a day, each once, and which span had which.
type subjects struct {
	windows []tracker.Window
	bySpan  []uint32
	apps    []string
	byApp   []uint32 // the app of each window, as an index of apps
}

// subjectsOf has those first that most spans have.
func subjectsOf(spans []tracker.Span) *subjects {
	s := &subjects{bySpan: make([]uint32, 0, len(spans))}
	known := map[tracker.Window]uint32{}
	var met []metWindow
	for _, span := range spans {
		i, ok := known[span.Window]
		if !ok {
			i = uint32(len(met))
			known[span.Window] = i
			met = append(met, metWindow{span.Window, i, 0})
		}
		met[i].spans++
		s.bySpan = append(s.bySpan, i)
	}
	slices.SortStableFunc(met, func(a, b metWindow) int { return b.spans - a.spans })
	place := make([]uint32, len(met))
	apps := map[string]uint32{}
	for i, w := range met {
		place[w.first] = uint32(i)
		s.windows = append(s.windows, w.window)
		s.addApp(apps, w.window.App)
	}
	for i, first := range s.bySpan {
		s.bySpan[i] = place[first]
	}
	return s
}

// metWindow is a window that so many spans of a day have.
type metWindow struct {
	window tracker.Window
	first  uint32 // how many others had been met before it
	spans  int
}

func (s *subjects) addApp(apps map[string]uint32, app string) {
	i, known := apps[app]
	if !known {
		i = uint32(len(s.apps))
		apps[app] = i
		s.apps = append(s.apps, app)
	}
	s.byApp = append(s.byApp, i)
}

// titles are the lengths of all titles and then their bytes; nil if all are
// empty.
func (s *subjects) titles() []byte {
	size := 0
	for _, w := range s.windows {
		size += len(w.Title)
	}
	if size == 0 {
		return nil
	}
	b := make([]byte, 0, size+2*len(s.windows))
	for _, w := range s.windows {
		b = binary.AppendUvarint(b, uint64(len(w.Title)))
	}
	for _, w := range s.windows {
		b = append(b, w.Title...)
	}
	return b
}

// setTitles reads what titles wrote. All titles share one string.
func (s *subjects) setTitles(r *reader) {
	lengths := make([]int, len(s.windows))
	for i := range lengths {
		lengths[i] = r.count(1)
	}
	all := string(r.data)
	for i, n := range lengths {
		if n > len(all) {
			r.fail("it ends too early")
			return
		}
		s.windows[i].Title, all = all[:n], all[n:]
	}
	r.data = r.data[len(r.data)-len(all):]
}

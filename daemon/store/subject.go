package store

import (
	"encoding/binary"

	"focusd/tracker"
)

// subjects are the windows of a day, each once, and which span had which.
type subjects struct {
	windows []tracker.Window
	bySpan  []uint32
	apps    []string
	byApp   []uint32 // the app of each window, as an index of apps
}

func subjectsOf(spans []tracker.Span) *subjects {
	s := &subjects{bySpan: make([]uint32, 0, len(spans))}
	windows := map[tracker.Window]uint32{}
	apps := map[string]uint32{}
	for _, span := range spans {
		i, known := windows[span.Window]
		if !known {
			i = uint32(len(s.windows))
			windows[span.Window] = i
			s.windows = append(s.windows, span.Window)
			s.addApp(apps, span.Window.App)
		}
		s.bySpan = append(s.bySpan, i)
	}
	return s
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

func (s *subjects) appendTables(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(s.apps)))
	for _, app := range s.apps {
		b = appendString(b, app)
	}
	b = binary.AppendUvarint(b, uint64(len(s.windows)))
	for _, i := range s.byApp {
		b = binary.AppendUvarint(b, uint64(i))
	}
	return b
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

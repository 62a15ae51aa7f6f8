package terminal

import (
	"slices"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
)

func TestTeller(t *testing.T) {
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	at := func(s int) time.Time { return start.Add(time.Duration(s) * time.Second) }
	vim := func(typed int) scene { return sceneOf(program{pid: 7, name: "vim"}, "notes", at(typed)) }
	bash := func(typed int) scene { return sceneOf(program{pid: 8, name: "bash", shell: true}, "", at(typed)) }
	type look struct {
		at    int
		scene scene
		asked int
	}
	for name, test := range map[string]struct {
		looks []look
		want  []time.Duration // idle, of each report; -1: nobody
	}{
		"the first":                {[]look{{0, vim(0), 0}}, []time.Duration{0}},
		"no news":                  {[]look{{0, vim(0), 0}, {5, vim(5), 0}}, []time.Duration{0}},
		"another program":          {[]look{{0, vim(0), 0}, {5, bash(4), 0}}, []time.Duration{0, time.Second}},
		"idle, and still":          {[]look{{0, vim(0), 0}, {60, vim(0), 0}, {70, vim(0), 0}}, []time.Duration{0, time.Minute}},
		"back":                     {[]look{{0, vim(0), 0}, {60, vim(0), 0}, {70, vim(69), 0}}, []time.Duration{0, time.Minute, time.Second}},
		"asked twice":              {[]look{{0, vim(0), 0}, {5, vim(3), 2}}, []time.Duration{0, 2 * time.Second, 2 * time.Second}},
		"asked for what is news":   {[]look{{0, vim(0), 0}, {5, bash(5), 1}}, []time.Duration{0, 0}},
		"gone, and still":          {[]look{{0, vim(0), 0}, {5, scene{}, 0}, {9, scene{}, 0}}, []time.Duration{0, -1}},
		"nobody at first":          {[]look{{0, scene{}, 0}}, []time.Duration{-1}},
		"nobody is never idle":     {[]look{{0, scene{}, 0}, {600, scene{}, 0}}, []time.Duration{-1}},
		"input later than by now":  {[]look{{0, vim(8), 0}}, []time.Duration{0}},
		"asked while nobody there": {[]look{{0, scene{}, 0}, {5, scene{}, 1}}, []time.Duration{-1, -1}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []time.Duration
			teller := teller{idleAfter: time.Minute, emit: func(r source.Report) {
				if r.Facts == 0 {
					if r.Window != (tracker.Window{}) || r.Idle != 0 {
						t.Errorf("report = %+v, want nothing without facts", r)
					}
					got = append(got, -1)
					return
				}
				got = append(got, r.Idle)
			}}
			for _, l := range test.looks {
				teller.tell(at(l.at), l.scene, l.asked)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("idle of the reports = %v, want %v", got, test.want)
			}
		})
	}
}

func TestSceneNormalizes(t *testing.T) {
	s := sceneOf(program{pid: 7, name: "Vim"}, "(3) notes \x1b[+]", time.Now())
	want := tracker.Window{App: "vim", Title: tracker.NormalizeTitle("vim", "(3) notes \x1b[+]")}
	if s.window != want || s.window.Title == "(3) notes \x1b[+]" {
		t.Errorf("window = %+v, want %+v", s.window, want)
	}
}

func TestInputBefore(t *testing.T) {
	for read, want := range map[int64]int64{0: 8, 1: 8, 7: 8, 8: 16, 1795327541: 1795327544, 1795327552: 1795327560} {
		if got := inputBefore(time.Unix(read, 0)); got.Unix() != want {
			t.Errorf("inputBefore(%d) = %d, want %d", read, got.Unix(), want)
		}
	}
}

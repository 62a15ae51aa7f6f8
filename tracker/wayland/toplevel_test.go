package wayland

import "testing"

func TestToplevels(t *testing.T) {
	a, b := new(toplevel), new(toplevel)
	var w toplevels
	say := func(o *toplevel, l looks) func() stir {
		return func() stir { o.next = l; return w.commit(o) }
	}
	for _, step := range []struct {
		what  string
		do    func() stir
		want  stir
		front *toplevel
	}{
		{"a opens", say(a, looks{app: "a"}), still, nil},
		{"a gets the focus", say(a, looks{app: "a", active: true}), turned, a},
		{"a says so again", say(a, looks{app: "a", active: true}), still, a},
		{"a has a title", say(a, looks{app: "a", title: "x", active: true}), retitled, a},
		{"b opens", say(b, looks{app: "b"}), still, a},
		{"b has a title", say(b, looks{app: "b", title: "y"}), still, a},
		{"b gets the focus", say(b, looks{app: "b", title: "y", active: true}), turned, b},
		{"a still says it has it", say(a, looks{app: "a", title: "z", active: true}), still, b},
		{"a loses it", say(a, looks{app: "a", title: "z"}), still, b},
		{"b fills the screen", say(b, looks{app: "b", title: "y", active: true, fullScreen: true}), turned, b},
		{"b is another app", say(b, looks{app: "c", title: "y", active: true, fullScreen: true}), turned, b},
		{"a gets the focus beside b", say(a, looks{app: "a", active: true}), turned, a},
		{"a loses it again", say(a, looks{app: "a"}), turned, b},
		{"b loses it", say(b, looks{app: "c"}), turned, nil},
	} {
		if got := step.do(); got != step.want || w.front() != step.front {
			t.Fatalf("%s: %v, front %p, want %v, front %p", step.what, got, w.front(), step.want, step.front)
		}
	}
}

func TestParseStates(t *testing.T) {
	for _, test := range []struct {
		states             []uint32
		active, fullScreen bool
	}{
		{nil, false, false},
		{[]uint32{stateActivated}, true, false},
		{[]uint32{0, stateFullScreen, 1}, false, true},
		{[]uint32{0, 1, stateActivated, stateFullScreen, 77}, true, true},
	} {
		var b []byte
		for _, s := range test.states {
			b = ne.AppendUint32(b, s)
		}
		b = append(b, 2, 0) // half a state is none
		if active, full := parseStates(b); active != test.active || full != test.fullScreen {
			t.Errorf("parseStates(%v) = %v, %v, want %v, %v", test.states, active, full, test.active, test.fullScreen)
		}
	}
}

package media

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"focusd/tracker/source"
)

func TestUnion(t *testing.T) {
	for name, test := range map[string]struct {
		parts []update
		want  source.Report
	}{
		"nobody knows": {nil, source.Report{}},
		"one knows":    {[]update{{part: camera}}, source.Report{Facts: source.Evidence}},
		"all at once": {[]update{
			{part: camera, knows: evidence{meeting: true}},
			{part: microphone},
			{part: players, knows: evidence{playing: []string{"mpv"}}},
			{part: inhibitors, knows: evidence{inhibited: true}},
		}, source.Report{Facts: source.Evidence, Meeting: true, Playing: []string{"mpv"}, Inhibited: true}},
	} {
		t.Run(name, func(t *testing.T) {
			var known [partCount]update
			for i := range known {
				known[i].err = absent("none")
			}
			for _, u := range test.parts {
				known[u.part] = u
			}
			if got := union(known); !same(got, test.want) {
				t.Errorf("union(%+v) = %+v, want %+v", test.parts, got, test.want)
			}
		})
	}
}

func TestMergeEmitsNewsOnly(t *testing.T) {
	updates := make(chan update, 16)
	for _, u := range []update{
		{part: camera, err: absent("no camera")},
		{part: microphone},
		{part: microphone, knows: evidence{meeting: true}},
		{part: camera, knows: evidence{meeting: true}}, // no news
		{part: microphone, err: errors.New("lost")},    // the camera is in use
		{part: camera, err: absent("unplugged")},
	} {
		updates <- u
	}
	close(updates)
	var got []source.Report
	s := &Source{}
	err := s.merge(t.Context(), updates, func(r source.Report) { got = append(got, r) })
	want := []source.Report{
		{Facts: source.Evidence},
		{Facts: source.Evidence, Meeting: true},
		{},
	}
	if !slices.EqualFunc(got, want, same) {
		t.Errorf("emitted %+v, want %+v", got, want)
	}
	for _, reason := range []string{"microphone: lost", "camera: unplugged"} {
		if err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("merge = %v, want the reason %q", err, reason)
		}
	}
	wantParts := []Part{
		{"microphone", Failed, "lost"},
		{"camera", Absent, "unplugged"},
		{"players", Absent, "not watched"},
		{"inhibitors", Absent, "not watched"},
	}
	if got := s.Parts(); !slices.Equal(got, wantParts) {
		t.Errorf("Parts() = %v, want %v", got, wantParts)
	}
}

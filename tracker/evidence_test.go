package tracker

import (
	"testing"
	"time"
)

// at is what a source sees s seconds after noon: a window, for how long there
// was no input, and evidence of somebody who touches nothing.
func at(s float64, window string, idle float64, e Evidence) Sample {
	sample := sees(s, window, idle)
	sample.Evidence = e
	return sample
}

func TestEvidenceStandsForInput(t *testing.T) {
	const hour = 3600.0
	tests := []struct {
		name string
		do   func(r *Recorder) // idle after 60 s, the log begins at noon
		want []string
	}{
		{"a film is watched", func(r *Recorder) {
			r.Sample(at(0, "player/film", 0, Playing))
			r.Sample(at(60, "player/film", 60, Playing))
			r.Advance(sec(200))
			r.Sample(at(210, "player/film", 0, Playing))
			r.Advance(sec(215))
		}, []string{"0-210 passive player/film", "210-215 active player/film"}},
		{"a film goes on though nobody watches", func(r *Recorder) {
			r.Sample(at(0, "player/film", 0, Playing))
			r.Sample(at(60, "player/film", 60, Playing))
			r.Advance(sec(300))
		}, []string{"0-300 idle"}},
		{"passive is counted back over several windows", func(r *Recorder) {
			r.Sample(at(0, "editor/one", 0, 0))
			r.Sample(at(50, "player/film", 10, Playing))
			r.Sample(at(100, "player/film", 60, Playing))
			r.Advance(sec(120))
		}, []string{"0-40 active editor/one", "40-50 passive editor/one", "50-120 passive player/film"}},
		{"reading waits three times as long", func(r *Recorder) {
			r.Sample(at(0, "reader/book", 0, Reading))
			r.Sample(at(60, "reader/book", 60, Reading))
			r.Advance(sec(179))
		}, []string{"0-179 passive reader/book"}},
		{"and not longer", func(r *Recorder) {
			r.Sample(at(0, "reader/book", 0, Reading))
			r.Sample(at(60, "reader/book", 60, Reading))
			r.Advance(sec(180))
		}, []string{"0-180 idle"}},
		{"an inhibitor waits twice as long", func(r *Recorder) {
			r.Sample(at(0, "player/", 0, Inhibited))
			r.Sample(at(60, "player/", 60, Inhibited))
			r.Advance(sec(119))
		}, []string{"0-119 passive player/"}},
		{"and not longer", func(r *Recorder) {
			r.Sample(at(0, "player/", 0, Inhibited))
			r.Sample(at(60, "player/", 60, Inhibited))
			r.Advance(sec(121))
		}, []string{"0-121 idle"}},
		{"a meeting", func(r *Recorder) {
			r.Sample(at(0, "call/", 0, Meeting))
			r.Sample(at(60, "call/", 60, Meeting))
			r.Advance(sec(2 * hour))
			r.Sample(at(2*hour, "call/", 0, Meeting))
			r.Advance(sec(2*hour + 5))
		}, []string{"0-7200 passive call/", "7200-7205 active call/"}},
		{"a meeting that nobody left is one for three hours", func(r *Recorder) {
			r.Sample(at(0, "call/", 0, Meeting))
			r.Sample(at(60, "call/", 60, Meeting))
			r.Advance(sec(4 * hour))
		}, []string{"0-10800 passive call/", "10800-14400 idle"}},
		{"after a meeting the person goes", func(r *Recorder) {
			r.Sample(at(0, "call/", 0, Meeting))
			r.Sample(at(60, "call/", 60, Meeting))
			r.Sample(at(hour, "call/", hour, 0))
			r.Advance(sec(hour + 100))
		}, []string{"0-3600 passive call/", "3600-3700 idle"}},
		{"after a meeting the person stays", func(r *Recorder) {
			r.Sample(at(0, "call/", 0, Meeting))
			r.Sample(at(60, "call/", 60, Meeting))
			r.Sample(at(hour, "call/", hour, 0))
			r.Sample(at(hour+50, "editor/", 0, 0))
			r.Advance(sec(hour + 60))
		}, []string{"0-3650 passive call/", "3650-3660 active editor/"}},
		{"a film ends and the person is there", func(r *Recorder) {
			r.Sample(at(0, "player/film", 0, Playing))
			r.Sample(at(60, "player/film", 60, Playing))
			r.Sample(at(150, "player/film", 150, 0))
			r.Sample(at(190, "editor/", 0, 0))
			r.Advance(sec(200))
		}, []string{"0-190 passive player/film", "190-200 active editor/"}},
		{"a film ends and nobody is there", func(r *Recorder) {
			r.Sample(at(0, "player/film", 0, Playing))
			r.Sample(at(60, "player/film", 60, Playing))
			r.Sample(at(150, "player/film", 150, 0))
			r.Advance(sec(215))
		}, []string{"0-215 idle"}},
		{"a call comes to somebody who is idle", func(r *Recorder) {
			r.Sample(at(0, "editor/", 0, 0))
			r.Sample(at(60, "editor/", 60, 0))
			r.Sample(at(600, "call/", 600, Meeting))
			r.Advance(sec(700))
		}, []string{"0-600 idle", "600-700 passive call/"}},
		{"a film that begins by itself wakes nobody", func(r *Recorder) {
			r.Sample(at(0, "editor/", 0, 0))
			r.Sample(at(60, "editor/", 60, 0))
			r.Sample(at(600, "player/", 600, Playing))
			r.Advance(sec(700))
		}, []string{"0-700 idle"}},
		{"evidence is nothing while there is input", func(r *Recorder) {
			r.Sample(at(0, "call/", 0, Meeting|Playing))
			r.Sample(at(50, "editor/", 0, 0))
			r.Advance(sec(55))
		}, []string{"0-50 active call/", "50-55 active editor/"}},
		{"a lock is a lock", func(r *Recorder) {
			r.Sample(at(0, "call/", 0, Meeting))
			r.Sample(at(60, "call/", 60, Meeting))
			locked := at(70, "", 70, Meeting)
			locked.Locked = true
			r.Sample(locked)
			r.Advance(sec(80))
		}, []string{"0-70 passive call/", "70-80 locked"}},
		{"nobody can see what is in front", func(r *Recorder) {
			r.Sample(at(0, "editor/", 0, 0))
			blind := at(10, "", 0, 0)
			blind.Blind = "no protocol for it"
			r.Sample(blind)
			r.Advance(sec(20))
		}, []string{"0-10 active editor/", "10-20 unobserved"}},
		{"nobody can see, but for the lock", func(r *Recorder) {
			locked := at(0, "", 0, 0)
			locked.Blind, locked.Locked = "no protocol for it", true
			r.Sample(locked)
			r.Advance(sec(10))
		}, []string{"0-10 locked"}},
		{"a source that is lost believes nothing", func(r *Recorder) {
			r.Sample(at(0, "call/", 0, Meeting))
			r.Sample(at(60, "call/", 60, Meeting))
			r.Lose(sec(70))
			r.Sample(at(80, "editor/", 80, 0))
			r.Advance(sec(90))
		}, []string{"0-70 passive call/", "70-80 unobserved", "80-90 idle"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := NewRecorder(time.Minute, time.Time{}, noon, nil)
			tt.do(r)
			diffSpans(t, "log", r.Tail(), tt.want...)
		})
	}
}

func TestPatience(t *testing.T) {
	tests := []struct {
		evidence  Evidence
		idleAfter time.Duration
		want      time.Duration
	}{
		{0, 3 * time.Minute, 3 * time.Minute},
		{Inhibited, 3 * time.Minute, 6 * time.Minute},
		{Reading, 3 * time.Minute, 9 * time.Minute},
		{Playing, 3 * time.Minute, 12 * time.Minute},
		{Playing | Reading | Inhibited, 3 * time.Minute, 12 * time.Minute},
		{Meeting, 3 * time.Minute, 3 * time.Hour},
		{Meeting | Inhibited, 3 * time.Minute, 3 * time.Hour},
		{Playing, 20 * time.Minute, 30 * time.Minute},
		{Playing, 45 * time.Minute, 45 * time.Minute},
		{Meeting, 4 * time.Hour, 4 * time.Hour},
	}
	for _, tt := range tests {
		if got := tt.evidence.patience(tt.idleAfter); got != tt.want {
			t.Errorf("patience of %04b with a threshold of %v = %v, want %v", tt.evidence, tt.idleAfter, got, tt.want)
		}
	}
}

func TestNothingIsCountedThatEvidenceMayStillLose(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(at(0, "player/", 0, Playing))
	r.Sample(at(100, "player/", 60, Playing)) // the last input was at 40
	r.Advance(sec(200))
	r.Settle()
	if got, want := r.Watermark(), sec(40); !got.Equal(want) {
		t.Errorf("while a film stands for input everything before %v is decided, want before %v", got, want)
	}
	if got, want := r.Due(), sec(280); !got.Equal(want) {
		t.Errorf("Due() = %v, want %v, four times the threshold after the last input", got, want)
	}
	r.Advance(sec(300))
	r.Settle()
	if got, want := r.Watermark(), sec(300); !got.Equal(want) {
		t.Errorf("when it no longer does, everything before %v is decided, want before %v", got, want)
	}
	if got := r.Due(); !got.IsZero() {
		t.Errorf("Due() = %v, though nothing is due", got)
	}
}

func TestAMeetingIsCountedAsItGoes(t *testing.T) {
	r := NewRecorder(time.Minute, time.Time{}, noon, nil)
	r.Sample(at(0, "call/", 0, Meeting))
	r.Sample(at(60, "call/", 60, Meeting))
	r.Advance(sec(600))
	r.Settle()
	if got, want := r.Watermark(), sec(600); !got.Equal(want) {
		t.Errorf("everything before %v is decided, want before %v", got, want)
	}
}

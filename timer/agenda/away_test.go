package agenda

import (
	"testing"
	"time"
)

func TestAway(t *testing.T) {
	noon := time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	tests := []struct {
		name      string
		from, to  int // minutes after the task was begun
		want      time.Duration
		wantSince int
	}{
		{"lunch", 20, 60, 20 * time.Minute, 60},
		{"it was begun from elsewhere, and then the person came", -30, 10, 0, 10},
		{"an absence before it", -30, -5, 0, 0},
		{"no absence", 20, 20, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := &Agenda{}
			a.Put(Task{ID: "a", Title: "draft", Since: noon})
			a.Apply(a.Away(at(tt.from), at(tt.to), When{Now: at(90)}))
			task, _ := a.Active()
			if task.Spent != tt.want || !task.Since.Equal(at(tt.wantSince)) {
				t.Errorf("away from %d to %d it took %v and goes on since %v, want %v and %v",
					tt.from, tt.to, task.Spent, task.Since, tt.want, at(tt.wantSince))
			}
		})
	}
}

func TestNobodyIsAwayFromNothing(t *testing.T) {
	a := &Agenda{}
	a.Put(Task{ID: "a", Title: "draft"})
	noon := time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)
	if c := a.Away(noon, noon.Add(time.Hour), When{Now: noon.Add(time.Hour)}); !c.Empty() {
		t.Errorf("an absence from no task changes %+v", c)
	}
}

func TestStrayed(t *testing.T) {
	noon := time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	for name, tt := range map[string]struct {
		off       time.Duration
		until     int
		want      time.Duration
		wantSince int
	}{
		"some of it":       {20 * time.Minute, 60, 40 * time.Minute, 60},
		"none of it":       {0, 60, 0, 0},
		"more than all":    {2 * time.Hour, 60, 0, 60},
		"before it began":  {time.Minute, -10, 0, 0},
		"nothing of it is": {time.Minute, 0, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			a := &Agenda{}
			a.Put(Task{ID: "a", Title: "draft", Since: noon})
			a.Apply(a.Strayed(tt.off, at(tt.until), When{Now: at(90)}))
			task, _ := a.Active()
			if task.Spent != tt.want || !task.Since.Equal(at(tt.wantSince)) {
				t.Errorf("it took %v and goes on since %v, want %v and %v", task.Spent, task.Since, tt.want, at(tt.wantSince))
			}
		})
	}
}

func TestElsewhere(t *testing.T) {
	day := []Activity{
		{App: "editor", Category: "work/writing", Time: 30 * time.Minute},
		{App: "mail", Category: "office", Time: 10 * time.Minute},
		{App: "mail", Category: "office", Label: "Draft", Time: 5 * time.Minute}, // in a block of its name
	}
	for name, tt := range map[string]struct {
		match []Match
		want  time.Duration
	}{
		"anything counts": {nil, 0},
		"a category":      {[]Match{{"category", "work"}}, 10 * time.Minute},
		"either":          {[]Match{{"category", "work"}, {"app", "mail"}}, 0},
		"nothing of it":   {[]Match{{"app", "reader"}}, 40 * time.Minute},
	} {
		if got := (Task{Title: "draft", Match: tt.match}).Elsewhere(day); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

package agenda

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// work has the person take so long for a task and finish it.
func (d *desk) work(title string, took time.Duration) {
	d.t.Helper()
	d.begin(title)
	d.pass(took)
	d.done(title)
}

// estimates are those of the steps of a task.
func (d *desk) estimates(id string) map[string]time.Duration {
	all := make(map[string]time.Duration)
	for _, s := range d.Steps(id) {
		all[s.Title] = s.Estimate
	}
	return all
}

func TestATemplateLearnsFromWhatThingsTook(t *testing.T) {
	d := newDesk(t)
	video := d.add("video @computer !2 +work due:fri wait:Anna > script ~5m > record ~10m > cut > upload ~2m").ID
	d.work("script", 8*time.Minute+20*time.Second)
	d.work("record", 20*time.Second)
	d.do(d.Drop(d.id("cut"), d.When))
	d.done("upload")
	d.do(d.SaveTemplate(video, "", d.When))

	tpl, err := d.FindTemplate("video")
	if err != nil || len(tpl.Steps) != 3 || tpl.Task.Waiting != "" || tpl.Task.Due != (Task{}).Due {
		t.Fatalf("template %+v, %v, want three steps, and nothing of that one time", tpl, err)
	}
	d.do(d.UseTemplate(tpl.ID, "second video", d.When))
	second := d.id("second video")
	want := map[string]time.Duration{"script": 8 * time.Minute, "record": time.Minute, "upload": 2 * time.Minute}
	if diff := cmp.Diff(want, d.estimates(second)); diff != "" {
		t.Errorf("estimates of the second, -want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"script", "record", "upload"}, titles(d.Steps(second))); diff != "" {
		t.Errorf("steps of the second, -want +got:\n%s", diff)
	}
	if got := d.Tasks[second]; !got.Important || got.Area != "work" || got.Template != tpl.ID {
		t.Errorf("the second is %+v, want it important work, of the template", got)
	}

	d.work("script", 6*time.Minute)
	d.done("record") // nobody measured it
	d.work("upload", 4*time.Minute)
	d.do(d.UseTemplate(tpl.ID, "", d.When))
	want = map[string]time.Duration{"script": 6 * time.Minute, "record": time.Minute, "upload": 4 * time.Minute}
	if diff := cmp.Diff(want, d.estimates(d.id("video"))); diff != "" {
		t.Errorf("estimates of the third, -want +got:\n%s", diff)
	}
	if got := d.Templates[tpl.ID].Used; got != 2 {
		t.Errorf("used %d times, want 2", got)
	}
}

func TestTemplatesThatCannotBe(t *testing.T) {
	d := newDesk(t)
	id := d.add("video > script").ID
	if _, err := d.SaveTemplate(id, "", d.When); !errors.Is(err, ErrOpen) {
		t.Errorf("SaveTemplate of an open task = %v, want ErrOpen", err)
	}
	step := d.id("script")
	d.done("script")
	if _, err := d.SaveTemplate(step, "", d.When); !errors.Is(err, ErrStep) {
		t.Errorf("SaveTemplate of a step = %v, want ErrStep", err)
	}
	if _, err := d.SaveTemplate(id, "a\nb", d.When); !errors.Is(err, ErrText) {
		t.Errorf("SaveTemplate with two lines = %v, want ErrText", err)
	}
	for name, err := range map[string]error{
		"SaveTemplate":   second(d.SaveTemplate("01KNOTHING", "", d.When)),
		"UseTemplate":    second(d.UseTemplate("01KNOTHING", "", d.When)),
		"RemoveTemplate": second(d.RemoveTemplate("01KNOTHING", d.When)),
	} {
		if !errors.Is(err, ErrUnknown) {
			t.Errorf("%s of nothing = %v, want ErrUnknown", name, err)
		}
	}
	d.do(d.SaveTemplate(id, "my video", d.When))
	tpl, _ := d.FindTemplate("my video")
	d.do(d.UseTemplate(tpl.ID, "", d.When))
	d.do(d.RemoveTemplate(tpl.ID, d.When))
	d.done("video") // whose template is gone
	if len(d.Templates) != 0 {
		t.Errorf("templates after removing: %+v, want none", d.Templates)
	}
}

func second(_ Change, err error) error { return err }

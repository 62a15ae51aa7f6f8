package category

import (
	"testing"
	"time"

	"focusd/tracker"
)

func TestWhatWasDecidedStaysSo(t *testing.T) {
	set := compile(t, ruleset(t, "app~category -> code\ntitle~category -> rest\n* -> study"))
	tests := []struct {
		name       string
		app, title string
		want       string
	}{
		{"a category for an app", AsApp("media/video"), "", "media/video"},
		{"one that is not defined any more", AsApp("gone"), "", "gone"},
		{"one of which no rule knew anything", AsApp(""), "", ""},
		{"a category for a title", "editor", AsTitle("code"), "code"},
		{"none, by a title", "editor", AsTitle(""), ""},
		{"the app is what it says", "editor", "", "study"},
		{"a page that calls itself a category", "editor", "category:code", "rest"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fast := NewClassifier(set, "h")
			for range 2 { // asked anew, and remembered
				if got := fast.Classify(tt.app, tt.title, noon).Category; got != tt.want {
					t.Errorf("Classify(%q, %q) of a classifier = %q, want %q", tt.app, tt.title, got, tt.want)
				}
			}
			if got := set.Classify(tt.app, tt.title, noon, "h").Category; got != tt.want {
				t.Errorf("Classify(%q, %q) = %q, want %q", tt.app, tt.title, got, tt.want)
			}
			_, decided := Decided(tt.app, tt.title)
			if matches := set.Matches(tt.app, tt.title, noon, "h"); decided == (len(matches) > 0) {
				t.Errorf("Matches(%q, %q) = %v", tt.app, tt.title, matches)
			}
		})
	}
}

// Whatever a page calls itself, it is not taken for what focusd has written.
func TestNoTitleOfAWindowIsDecided(t *testing.T) {
	if name, ok := Decided("browser", tracker.NormalizeTitle("browser", AsTitle("earning"))); ok {
		t.Errorf("a title puts its window into %q", name)
	}
}

func TestFade(t *testing.T) {
	set := compile(t, ruleset(t, "app=browser -> web\napp=browser title~film -> rest\napp=browser title~mail hours=09:00-11:00 -> study"))
	tests := []struct {
		name, app, title string
		start            time.Time
		want             string
	}{
		{"the app says as much", "browser", "news", noon, ""},
		{"the title decides", "browser", "a film", noon, AsTitle("rest")},
		{"the title decides at that hour", "browser", "mail", noon.Add(-2 * time.Hour), AsTitle("study")},
		{"and not at this one", "browser", "mail", noon, ""},
		{"nobody knows either", "editor", "a film", noon, ""},
		{"there is none", "browser", "", noon, ""},
		{"it has faded", "browser", AsTitle("rest"), noon, AsTitle("rest")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := NewClassifier(set, "")
			left := c.Fade(tt.app, tt.title, tt.start)
			if left != tt.want {
				t.Errorf("Fade(%q, %q) = %q, want %q", tt.app, tt.title, left, tt.want)
			}
			before, after := c.Classify(tt.app, tt.title, tt.start), c.Classify(tt.app, left, tt.start)
			if before.Category != after.Category {
				t.Errorf("%q was %q and is %q without its title", tt.title, before.Category, after.Category)
			}
		})
	}
}

// No rule is asked for where none could change anything.
func TestDecidedTimeIsNoGap(t *testing.T) {
	gaps, err := Gaps(compile(t), usesOf(
		Use{"editor", "", "h", noon, time.Minute},
		Use{AsApp(""), "", "h", noon, time.Hour},
		Use{"editor", AsTitle(""), "h", noon, time.Hour},
	))
	if err != nil || len(gaps) != 1 || gaps[0].App != "editor" || gaps[0].Time != time.Minute {
		t.Errorf("Gaps = %+v, %v; want a minute of the editor", gaps, err)
	}
}

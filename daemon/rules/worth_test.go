package rules

import (
	"testing"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/category"
)

func TestWorth(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	page := tracker.Window{App: "firefox", Title: "An example"}
	if j, ok := b.Worth(page, noon); ok {
		t.Errorf("Worth before the rules were read = %+v, true", j)
	}
	do(t, b, Change{Do: Define, Category: Category{Name: "web", Class: class(category.Wastes)}})
	for _, tt := range []struct {
		name   string
		window tracker.Window
		want   engine.Judgement
	}{
		{"of a class that the person has given", page, engine.Judgement{Category: "web", Class: category.Wastes}},
		{"of a branch, by what is above", tracker.Window{App: category.AsApp("web/search")}, engine.Judgement{Category: "web/search", Class: category.Wastes}},
		{"of nothing", tracker.Window{App: "nothing-of-that"}, engine.Judgement{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := b.Worth(tt.window, noon); got != tt.want || !ok {
				t.Errorf("Worth(%v) = %+v, %v, want %+v", tt.window.App, got, ok, tt.want)
			}
		})
	}
}

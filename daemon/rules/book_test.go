package rules

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/category"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) // a Monday

// newBook is a book over a store in memory.
func newBook(m *enginetest.Memory) *Book {
	return New(m, func(_ context.Context, documents ...engine.Document) error {
		return m.Commit(engine.Change{Documents: documents})
	}, "desk")
}

func do(t *testing.T, b *Book, c Change) Outcome {
	t.Helper()
	o, err := b.Do(t.Context(), c)
	if err != nil {
		t.Fatalf("Do(%+v): %v", c, err)
	}
	return o
}

func classify(t *testing.T, b *Book, app, title string) string {
	t.Helper()
	e, err := b.Now()
	if err != nil {
		t.Fatal(err)
	}
	return e.Set.Classify(app, title, noon, "desk").Category
}

func class(c category.Class) *category.Class { return &c }

func TestChangesAreInForceAndKept(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	if got := classify(t, b, "firefox", "Some page"); got != "web" {
		t.Fatalf("by default firefox is in %q, want web: the test says nothing", got)
	}
	do(t, b, Change{Do: Define, Category: Category{Name: "Work / Thesis", Class: class(category.Earns)}})
	o := do(t, b, Change{Do: Add, Rule: "app=firefox title~thesis -> work/thesis"})
	if o.Did != "added" || o.Rule.ID == "" {
		t.Errorf("the outcome is %+v, want a rule that was added", o)
	}
	for _, book := range []*Book{b, newBook(m)} { // the second is that of a daemon that was started again
		if got := classify(t, book, "firefox", "My thesis"); got != "work/thesis" {
			t.Errorf("a title of the rule is in %q, want work/thesis", got)
		}
		e, err := book.Now()
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Set.Category("work/thesis").Class; got != category.Earns {
			t.Errorf("the category is %v, want earns", got)
		}
		if len(e.Problems) > 0 {
			t.Errorf("problems: %v", e.Problems)
		}
	}
	do(t, b, Change{Do: Remove, ID: o.Rule.ID[20:]})
	if got := classify(t, newBook(m), "firefox", "My thesis"); got != "web" {
		t.Errorf("without the rule it is in %q, want web", got)
	}
}

func TestARuleOfTheSameConditionIsReplaced(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	first := do(t, b, Change{Do: Add, Rule: "app=editor -> code"})
	second := do(t, b, Change{Do: File, App: "editor", Category: Category{Name: "writing", Class: class(category.Earns)}})
	if second.Did != "replaced" || second.Rule.ID != first.Rule.ID || second.Category != "writing" {
		t.Errorf("the second outcome is %+v, want rule %s replaced and writing defined", second, first.Rule.ID)
	}
	e, _ := b.Now()
	if got := classify(t, b, "editor", ""); got != "writing" || len(e.Own.Rules) != 1 {
		t.Errorf("editor is in %q by %d rules, want in writing by one", got, len(e.Own.Rules))
	}
}

func TestAFiledAppMayHaveAnyName(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	for _, app := range []string{`an "app" of \ mine`, "-> code", "браузер", "a#b", "*"} {
		do(t, b, Change{Do: File, App: app, Category: Category{Name: "games"}})
		if got := classify(t, b, app, "x"); got != "games" {
			t.Errorf("the app %q is in %q, want games", app, got)
		}
	}
}

func TestDefaultsCanBeOff(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	o := do(t, b, Change{Do: Off, ID: "app=firefox"})
	if got := classify(t, newBook(m), "firefox", ""); got != "" {
		t.Errorf("with the default off firefox is in %q, want in nothing", got)
	}
	e, _ := b.Now()
	if off := e.Switched(); len(off) != 1 || off[0].ID != o.Rule.ID {
		t.Errorf("off are %v, want %v", off, o.Rule)
	}
	do(t, b, Change{Do: On, ID: o.Rule.ID})
	if got := classify(t, newBook(m), "firefox", ""); got != "web" {
		t.Errorf("with the default on again firefox is in %q, want web", got)
	}
}

func TestWhatIsNotSaidOfACategoryStays(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	do(t, b, Change{Do: Define, Category: Category{Name: "reference", Class: class(category.Earns)}})
	e, _ := b.Now()
	was := e.Set.Category("reference")
	if was.Class != category.Earns || !was.Reading || was.Hue == 0 {
		t.Errorf("reference is %+v, want earns with the mark and hue of the default", was)
	}
	hue := 7
	do(t, b, Change{Do: Define, Category: Category{Name: "reference", Hue: &hue}})
	e, _ = b.Now()
	if got := e.Set.Category("reference"); got.Class != category.Earns || !got.Reading || got.Hue != 7 {
		t.Errorf("reference is %+v, want only the hue changed", got)
	}
	do(t, b, Change{Do: Undefine, Category: Category{Name: "reference"}})
	e, _ = b.Now()
	if got := e.Set.Category("reference").Class; got != category.Supports {
		t.Errorf("reference is %v, want as it is by default", got)
	}
}

func TestRefusals(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	do(t, b, Change{Do: Define, Category: Category{Name: "mine", Class: class(category.Earns)}})
	own := do(t, b, Change{Do: Add, Rule: "app=editor -> mine"}).Rule.ID
	twin := do(t, b, Change{Do: Add, Rule: "app=viewer -> mine"}).Rule.ID
	commits := m.Commits()
	e, _ := b.Now()
	for _, tt := range []struct {
		name   string
		change Change
		reason error // nil: problems
		want   string
	}{
		{"a field that is not", Change{Do: Add, Rule: "ap=x -> code"}, nil, `line 1, column 1: there is no field "ap"`},
		{"a bad expression", Change{Do: Add, Rule: "app=x title/(/ -> code"}, nil, "line 1, column 7: title"},
		{"a category that is not", Change{Do: Add, Rule: "app=x -> cod"}, nil, `category: there is no category "cod"; did you mean "code"?`},
		{"a class for a bad name", Change{Do: File, App: "x", Category: Category{Name: "a//b", Class: class(category.Rest)}}, nil, "nothing on one side of a /"},
		{"replace by nonsense", Change{Do: Replace, ID: own, Rule: "x"}, nil, "line 1, column 1"},
		{"replace a default", Change{Do: Replace, ID: "app=firefox", Rule: "app=x -> code"}, ErrDefault, "stays as it is"},
		{"replace by a twin", Change{Do: Replace, ID: twin, Rule: "app=editor -> code"}, ErrThere, "app=editor -> mine"},
		{"replace nothing", Change{Do: Replace, ID: "app=nothing-of-that", Rule: "app=x -> code"}, ErrUnknown, "there is no rule"},
		{"remove a default", Change{Do: Remove, ID: "app=firefox"}, ErrDefault, "cannot be removed"},
		{"remove by too little", Change{Do: Remove, ID: own[25:]}, ErrUnknown, "there is no rule"},
		{"an own one off", Change{Do: Off, ID: own}, ErrOwn, "your own"},
		{"on what is not off", Change{Do: On, ID: "app=firefox"}, ErrUnknown, "is off"},
		{"a name that is none", Change{Do: Define, Category: Category{Name: "unclassified"}}, nil, "choose another name"},
		{"a hue that is none", Change{Do: Define, Category: Category{Name: "x", Hue: new(int(400))}}, nil, "colour circle"},
		{"a category with rules", Change{Do: Undefine, Category: Category{Name: "mine"}}, ErrUsed, "app=editor -> mine"},
		{"a default category", Change{Do: Undefine, Category: Category{Name: "web"}}, ErrUnknown, "not defined"},
		{"no app", Change{Do: File, Category: Category{Name: "code"}}, ErrIncomplete, "no app"},
		{"no verb", Change{}, ErrIncomplete, "no change"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := b.Do(t.Context(), tt.change)
			var problems category.Problems
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("Do(%+v): %v, want %s", tt.change, err, tt.want)
			}
			if tt.reason == nil && !errors.As(err, &problems) || tt.reason != nil && !errors.Is(err, tt.reason) {
				t.Errorf("Do(%+v): %T %v, want %v", tt.change, err, err, tt.reason)
			}
			if strings.Contains(err.Error(), "01") {
				t.Errorf("Do(%+v): %v names an id that nobody knows yet", tt.change, err)
			}
		})
	}
	if after, _ := b.Now(); after != e || m.Commits() != commits {
		t.Error("something that was refused has changed the rules")
	}
}

func TestAStoreThatFailsChangesNothing(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	before, err := b.Now()
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	m.FailNext(1, full)
	if _, err := b.Do(t.Context(), Change{Do: Add, Rule: "app=editor -> code"}); !errors.Is(err, full) {
		t.Errorf("Do: %v, want %v", err, full)
	}
	if after, _ := b.Now(); after != before {
		t.Error("the rules have changed though they were not kept")
	}
}

func TestWhatCannotBeReadIsNamedAndKept(t *testing.T) {
	m := enginetest.NewMemory()
	err := m.Commit(engine.Change{Documents: []engine.Document{
		{Kind: kindRule, ID: "01A0000000", Data: []byte(`{"v":9,"text":"app=a -> code"}`)},
		{Kind: kindRule, ID: "01B0000000", Data: []byte(`{"v":1,"text":"app=b -> gone"}`)},
		{Kind: kindRule, ID: "01C0000000", Data: []byte(`{"v":1,"text":"app -> code"}`)},
		{Kind: kindRule, ID: "01D0000000", Data: []byte(`nonsense`)},
		{Kind: kindRule, ID: "01E0000000", Data: []byte(`{"v":1,"text":"app=e -> games"}`)},
		{Kind: kindCategory, ID: "x", Data: []byte(`{"v":1,"text":"app=e -> games"}`)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	b := newBook(m)
	e, err := b.Now()
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Problems) != 5 || classify(t, b, "e", "") != "games" {
		t.Errorf("problems are\n%v\nand e is in %q; want 5 of them, and games", e.Problems, classify(t, b, "e", ""))
	}
	do(t, b, Change{Do: Add, Rule: "app=f -> games"}) // what was wrong before is in nobody's way
	do(t, b, Change{Do: Remove, ID: "01B0000000"})
	if e, _ = b.Now(); len(e.Problems) != 4 {
		t.Errorf("without one of them problems are\n%v", e.Problems)
	}
	if documents, _ := m.Documents(kindRule); len(documents) != 5 {
		t.Errorf("%d rules are kept, want 5: what cannot be read belongs to the person too", len(documents))
	}
}

func TestTheNewerRuleWinsWhateverTheClockSays(t *testing.T) {
	var e Edition
	last := ""
	for i, now := range []time.Time{noon, noon, noon.AddDate(-1, 0, 0), noon.AddDate(1, 0, 0), noon} {
		id := e.nextID(now)
		if id <= last {
			t.Fatalf("id %d is %s, after %s", i, id, last)
		}
		e.Own.Rules = append(e.Own.Rules, category.Rule{ID: id})
		last = id
	}
}

func TestReads(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	paper := tracker.Window{App: "zathura", Title: "paper.pdf"}
	if b.Reads(paper) {
		t.Error("something is read before there are rules")
	}
	if _, err := b.Now(); err != nil {
		t.Fatal(err)
	}
	if classify(t, b, paper.App, paper.Title) != "reading" {
		t.Fatal("zathura is not in reading by default: the test says nothing")
	}
	for range 2 {
		if !b.Reads(paper) {
			t.Error("a book is not read")
		}
		if b.Reads(tracker.Window{App: "code"}) {
			t.Error("an editor is read")
		}
	}
	do(t, b, Change{Do: Add, Rule: "app=zathura -> games"})
	if b.Reads(paper) {
		t.Error("a book is read though a rule has it for a game")
	}
}

func fill(t *testing.T, m *enginetest.Memory, log ...string) (from, to time.Time) {
	t.Helper()
	at := noon
	var spans []tracker.Span
	for _, line := range log {
		var minutes int
		var s tracker.Span
		if _, err := fmt.Sscanf(line, "%d %s %s", &minutes, &s.Window.App, &s.Window.Title); err != nil {
			t.Fatal(err)
		}
		s.Window.Title = strings.ReplaceAll(s.Window.Title, "_", " ")
		s.Start, s.End = at, at.Add(time.Duration(minutes)*time.Minute)
		at = s.End
		spans = append(spans, s)
	}
	if err := m.Commit(engine.Change{Spans: spans}); err != nil {
		t.Fatal(err)
	}
	return noon, at
}

func TestPreviewDoesNothingButSaysAll(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	from, to := fill(t, m, "30 firefox draft", "20 firefox news", "10 firefox draft", "5 unheard-of draft")
	before, _ := b.Now()
	commits := m.Commits()
	p, err := b.Preview(Change{Do: Add, Rule: "title=draft -> documents"}, from.Add(time.Minute), to)
	if err != nil {
		t.Fatal(err)
	}
	if p.Total != 64*time.Minute || p.Moved != 44*time.Minute {
		t.Errorf("%v of %v move, want 44 min of 64", p.Moved, p.Total)
	}
	want := []Subject{{"firefox", "draft", "web", "documents", 39 * time.Minute}, {"unheard-of", "draft", "", "documents", 5 * time.Minute}}
	if fmt.Sprint(p.Subjects) != fmt.Sprint(want) {
		t.Errorf("subjects are %v, want %v", p.Subjects, want)
	}
	if after, _ := b.Now(); after != before || m.Commits() != commits {
		t.Error("the preview has changed something")
	}
	if _, err := b.Preview(Change{Do: Add, Rule: "title=draft -> nowhere"}, from, to); err == nil {
		t.Error("a change that would be refused can be previewed")
	}
	do(t, b, Change{Do: Add, Rule: "title=draft -> documents"})
	totals, err := b.Totals(from.Add(time.Minute), to)
	if err != nil {
		t.Fatal(err)
	}
	for _, shift := range p.Totals {
		for _, total := range totals {
			if total.Name == shift.Category && total.Active != shift.After {
				t.Errorf("%q has %v, the preview said %v", total.Name, total.Active, shift.After)
			}
		}
	}
}

func TestGaps(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	from, to := fill(t, m, "30 unheard-of x", "20 code x", "40 unknown y")
	gaps, err := b.Gaps(from, to)
	if err != nil {
		t.Fatal(err)
	}
	if len(gaps) != 2 || gaps[0].App != "unknown" || gaps[0].Time != 40*time.Minute || gaps[1].App != "unheard-of" {
		t.Errorf("gaps are %+v, want unknown and unheard-of", gaps)
	}
}

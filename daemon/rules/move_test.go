package rules

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine/enginetest"
	"focusd/tracker/category"
)

// order is the conditions of the person's rules, the one that wins first.
func order(t *testing.T, b *Book) (all []string) {
	t.Helper()
	e, err := b.Now()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range e.ranked() {
		all = append(all, asks(r))
	}
	return all
}

func TestARuleGoesWhereItIsPut(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	for _, text := range []string{"app=editor -> code", "app=editor title~draft -> documents", "title=draft -> games", "app^=ed -> web"} {
		do(t, b, Change{Do: Add, Rule: text})
	}
	natural := []string{"app=editor title~draft", "title=draft", "app=editor", "app^=ed"}
	if got := order(t, b); !slices.Equal(got, natural) {
		t.Fatalf("at first the order is %q, want %q", got, natural)
	}
	if got := classify(t, b, "editor", "a draft"); got != "documents" {
		t.Fatalf("a draft is in %q, want documents", got)
	}
	o := do(t, b, Change{Do: Move, ID: "app^=ed", Place: 1})
	if o.Did != "moved" || classify(t, b, "editor", "a draft") != "web" {
		t.Errorf("the rule that was moved to the top (%+v) does not decide", o)
	}
	want := []string{"app^=ed", "app=editor title~draft", "title=draft", "app=editor"}
	if got := order(t, newBook(m)); !slices.Equal(got, want) {
		t.Errorf("the order is %q, want %q", got, want)
	}
	do(t, b, Change{Do: Move, ID: "app^=ed", Place: 4}) // by what it asks for, without its order
	if got := order(t, b); !slices.Equal(got, natural) {
		t.Errorf("moved back, the order is %q, want %q", got, natural)
	}
	if e, _ := b.Now(); slices.ContainsFunc(e.ranked(), func(r category.Rule) bool { return r.Order != 0 }) {
		t.Errorf("where it stands by itself, a rule needs no order: %v", e.ranked())
	}
	if _, err := b.Undo(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if got := order(t, b); !slices.Equal(got, want) {
		t.Errorf("taken back, the order is %q, want %q", got, want)
	}
}

func TestEveryOrderCanBeMade(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	texts := []string{"app=a -> code", "app=b title~x -> code", "app=c title=x -> code", "title~y -> web", "app*=d* -> web", "app=e order=3 -> games"}
	for _, text := range texts {
		do(t, b, Change{Do: Add, Rule: text})
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		want := order(t, b)
		from, to := random.IntN(len(want)), random.IntN(len(want))
		if from == to {
			continue
		}
		moved := want[from]
		want = slices.Insert(slices.Delete(want, from, from+1), to, moved)
		do(t, b, Change{Do: Move, ID: moved, Place: to + 1})
		if got := order(t, b); !slices.Equal(got, want) {
			t.Fatalf("%q moved to %d: %q, want %q", moved, to+1, got, want)
		}
	}
}

func TestARuleThatWasMovedIsReplacedAtItsPlace(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	do(t, b, Change{Do: Add, Rule: "app=editor title~draft -> documents"})
	first := do(t, b, Change{Do: Add, Rule: "app=editor -> code"})
	do(t, b, Change{Do: Move, ID: first.Rule.ID, Place: 1})
	again := do(t, b, Change{Do: File, App: "editor", Category: Category{Name: "games"}})
	if again.Did != "replaced" || again.Rule.ID != first.Rule.ID {
		t.Errorf("filed again: %+v, want the same rule replaced", again)
	}
	if got := classify(t, b, "editor", "a draft"); got != "games" {
		t.Errorf("a draft is in %q, want games: the rule has lost its place", got)
	}
}

func TestRefusedMoves(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	do(t, b, Change{Do: Add, Rule: "app=editor -> code"})
	do(t, b, Change{Do: Add, Rule: "app=other -> code"})
	for _, tt := range []struct {
		name   string
		id     string
		place  int
		reason error
		says   string
	}{
		{"a default", "default:app=firefox", 1, ErrDefault, "behind your own"},
		{"nothing", "app=nobody", 1, ErrUnknown, "there is no rule"},
		{"no place", "app=editor", 0, ErrIncomplete, "1 to 2"},
		{"too far", "app=editor", 3, ErrIncomplete, "1 to 2"},
		{"where it is", "app=editor", 1, ErrIncomplete, "already"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := b.Do(t.Context(), Change{Do: Move, ID: tt.id, Place: tt.place})
			if !errors.Is(err, tt.reason) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Move(%q, %d): %v, want %v that says %q", tt.id, tt.place, err, tt.reason, tt.says)
			}
		})
	}
}

func TestShares(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	from, to := fill(t, m, "30 firefox draft", "20 firefox news", "10 editor draft", "5 unheard-of x")
	own := do(t, b, Change{Do: Add, Rule: "title=draft -> documents"})
	shares, err := b.Shares(from.Add(time.Minute), to)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]time.Duration{own.Rule.ID: 39 * time.Minute, "default:app=firefox": 20 * time.Minute, "": 5 * time.Minute} {
		if shares[id] != want {
			t.Errorf("rule %q decides %v, want %v", id, shares[id], want)
		}
	}
	if len(shares) != 3 {
		t.Errorf("shares are %v, want three", shares)
	}
}

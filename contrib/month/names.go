package month

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"focusd/contrib/person"
)

// rulesOf are the person's own. What is called gizmo nobody has filed yet.
func rulesOf() []string {
	return []string{
		"app=quill -> writing",
		"app=lathe -> programming",
		"app=terminal -> programming",
		"app=palette -> drawing",
		"app=abacus -> planning",
		"app=folio -> reading",
		"app=carrier -> mail",
		"app=parlour -> chat",
		"app=assembly -> meetings",
		"app=reel -> films",
		"app=wren title~library.example -> reading",
		"app=wren title~manual.example -> programming",
		"app=wren title~harbour-forum.example -> forums",
		"app=wren -> errands",
	}
}

// filed is the category that the rules put a window into.
func filed(app, title string) string {
	for _, r := range rulesOf() {
		condition, of, _ := strings.Cut(r, " -> ")
		name, part, _ := strings.Cut(strings.TrimPrefix(condition, "app="), " title~")
		if name == app && strings.Contains(title, part) {
			return of
		}
	}
	return ""
}

// kind is what a category is.
type kind struct {
	name, class string
	hue         int
}

func categories() []kind {
	return []kind{
		{"writing", "earns", 200},
		{"programming", "earns", 150},
		{"drawing", "earns", 320},
		{"planning", "supports", 185},
		{"reading", "supports", 265},
		{"mail", "supports", 50},
		{"chat", "supports", 80},
		{"meetings", "supports", 230},
		{"errands", "personal", 295},
		{"meals", "rest", 0},
		{"films", "rest", 110},
		{"forums", "wastes", 15},
	}
}

// titled gives the programs of a life their names: by the block they are in, else
// by the half of the day.
func titled(l *person.Life) {
	for i, m := range l.Moments {
		if m.App == "" {
			continue
		}
		l.Moments[i].App, l.Moments[i].Title = program(m, labelAt(l, m), i)
	}
}

// labelAt is that of the block in which a moment begins; "" outside of one.
func labelAt(l *person.Life, m person.Moment) string {
	n, in := slices.BinarySearchFunc(l.Blocks, m.From, func(b person.Block, t time.Time) int { return b.Start.Compare(t) })
	if !in {
		n--
	}
	if n < 0 || !m.From.Before(l.Blocks[n].End) {
		return ""
	}
	return l.Blocks[n].Label
}

// program is what is in front, and its title.
func program(m person.Moment, label string, turn int) (app, title string) {
	chapter := fmt.Sprintf("Chapter %d", 1+turn/90%9)
	code := craft(label) == "programming" || label == "" && m.From.Hour()%2 == 1
	switch m.App {
	case "editor":
		switch {
		case craft(label) == "drawing":
			return "palette", "Cover of the Lighthouse Almanac"
		case code:
			return "lathe", "tides.go — tide-table"
		case label == "" && turn%3 == 0:
			return "abacus", "Plan of the quarter"
		}
		return "quill", chapter + " — The Lighthouse Almanac"
	case "terminal":
		if code {
			return "terminal", "build — tide-table"
		}
		if turn%4 == 0 {
			return "folio", "Notes on lamps and lenses"
		}
		return "quill", "Notes — The Lighthouse Almanac"
	case "browser":
		return "wren", site(m.Doing, code)
	case "mail":
		return "carrier", "Inbox"
	case "chat":
		return "parlour", "Harbour room"
	case "meeting":
		return "assembly", "Weekly round"
	case "reader":
		return "folio", "A History of Fog Signals"
	}
	if turn%7 == 0 {
		return "gizmo", "Gizmo"
	}
	return "reel", "The Keeper's Daughter"
}

func site(doing string, code bool) string {
	switch {
	case doing == "distraction":
		return "Boats and knots — harbour-forum.example"
	case doing == "home":
		return "Basket — greengrocer.example"
	case code:
		return "Packages — manual.example"
	}
	return "Charts of the coast — library.example"
}

// pick is a number under n that depends on the words alone.
func pick(n int, words ...any) int {
	h := fnv.New32a()
	fmt.Fprint(h, words...)
	return int(h.Sum32()>>4) % n
}

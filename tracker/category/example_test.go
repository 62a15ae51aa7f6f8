package category_test

import (
	"fmt"
	"time"

	"focusd/tracker/category"
)

func Example() {
	own, err := category.Parse(`
		category work/thesis earns
		app@documents title~thesis           -> work/thesis
		app=firefox hours="mon-fri 9:00-17:00" -> code # looking things up
	`)
	if err != nil {
		fmt.Println(err)
	}
	set, err := category.Compile(own, category.Defaults())
	if err != nil {
		fmt.Println(err)
	}
	sunday := time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC)
	for _, window := range []struct{ app, title string }{
		{"org.kde.kile", "thesis.tex - Kile"},
		{"libreoffice-writer", "letter.odt - LibreOffice Writer"},
		{"firefox", "A talk - YouTube — Mozilla Firefox"},
		{"unheard-of", ""},
	} {
		verdict := set.Classify(window.app, window.title, sunday, "laptop")
		fmt.Printf("%q %v, by %q\n", verdict.Category, set.Category(verdict.Category).Class, verdict.Rule)
	}
	// Output:
	// "work/thesis" earns, by "app@documents title~thesis"
	// "documents" supports, by "default:app^=libreoffice"
	// "media/video" rest, by "default:app@web title|=YouTube"
	// "" unclassified, by ""
}

func ExampleParseRule() {
	for _, text := range []string{
		`app=firefox title~"youtube" -> rest/video`,
		`title/^\[?draft -> writing`,
		`app=mail tittle~x -> mail`,
	} {
		rule, err := category.ParseRule(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(rule)
	}
	// Output:
	// app=firefox title~youtube -> rest/video
	// line 1, column 6: title: the regular expression is not closed; put a / behind it, and write \/ for a slash in it
	// line 1, column 10: there is no field "tittle"; write app, title, host, hours, order or case, and text with spaces in quotes
}

package witness

import (
	"strings"
	"time"
)

const (
	// fullPage is how long a page gets, in bytes, before the next one is begun:
	// a page is written anew for every note on it.
	fullPage = 2048
	// keptDays is for how many days the journal is kept.
	keptDays = 90
	// mostUnsaved is how many pages wait at most while they cannot be saved. The
	// oldest go first.
	mostUnsaved = 64
)

// Book is the journal as it is being written. It never reads what it wrote.
// What has been noted is in Unsaved until Saved is called: whoever could not
// save it asks again. It has one owner.
type Book struct {
	day     time.Time // of the open page
	number  int       // of the open page in its day
	open    strings.Builder
	changed bool   // the open page has notes that are not saved
	full    []Page // closed, and not saved
	crowded bool   // the day has all the pages it may have

	state [kinds]Note // what is in force
	known [kinds]bool

	kept    time.Time // the first day whose pages have not been removed
	keptOld time.Time // as saved
	removes bool      // Unsaved has removed the pages of kept
}

// NewBook begins a journal at now. Pages are those that the day of now has
// already; keptFrom is what Unsaved said last, "" if it never did.
func NewBook(now time.Time, pages []Page, keptFrom string) *Book {
	b := &Book{day: Day(now)}
	if len(pages) > 0 {
		b.number = numberOf(pages[len(pages)-1].ID) + 1
	}
	b.crowded = b.number >= mostPages
	b.keptOld, _ = time.Parse(time.DateOnly, keptFrom) // zero if it is none: saved anew
	b.kept = b.keptOld
	if oldest := oldestKept(now); b.kept.IsZero() || b.kept.After(oldest) {
		b.kept = oldest
	}
	return b
}

func numberOf(id string) (n int) {
	_, digits, _ := strings.Cut(id, ".")
	for _, d := range digits {
		n = 10*n + int(d-'0')
	}
	return n
}

func oldestKept(now time.Time) time.Time { return Day(now).AddDate(0, 0, -keptDays) }

// Note takes down n, unless it says of a state what is known already.
func (b *Book) Note(n Note) {
	n.At, n.By, n.Text = n.At.UTC().Truncate(time.Millisecond), plain(n.By), plain(n.Text)
	if !n.From.IsZero() {
		n.From = n.From.UTC().Truncate(time.Millisecond)
	}
	if !n.Kind.event() && !b.news(n) {
		return
	}
	b.write(n)
	if n.Kind == Daemon {
		b.known = [kinds]bool{} // what the one before knew ended with it
	}
	if !n.Kind.event() {
		b.state[n.Kind], b.known[n.Kind] = n, true
	}
}

// news tells whether a state is another one than before.
func (b *Book) news(n Note) bool {
	if !b.known[n.Kind] {
		return n.told()
	}
	return !b.state[n.Kind].says(n)
}

// write puts n on the open page, or the one that has to be begun for it.
func (b *Book) write(n Note) {
	if day := Day(n.At); day.After(b.day) {
		b.turn()
		b.day, b.number, b.crowded = day, 0, false
	}
	if b.crowded {
		return
	}
	if b.open.Len() == 0 {
		b.begin()
	}
	b.open.WriteString(n.line(b.day))
	b.changed = true
	if b.open.Len() >= fullPage {
		b.turn()
		b.number++
		b.crowd(n.At)
	}
}

// begin begins a page with what is in force.
func (b *Book) begin() {
	b.open.WriteString(version)
	for kind, state := range b.state {
		if b.known[kind] && state.told() {
			b.open.WriteString(state.line(b.day))
		}
	}
}

// turn closes the open page.
func (b *Book) turn() {
	if b.changed {
		b.full = append(b.full, b.page())
		b.full = b.full[max(0, len(b.full)-mostUnsaved):]
	}
	b.open.Reset()
	b.changed = false
}

// crowd gives the last page of a day one note, which says that it is the last.
func (b *Book) crowd(at time.Time) {
	if b.number < mostPages-1 {
		return
	}
	b.crowded = true
	n := Note{At: at, Kind: Journal}
	b.begin()
	b.open.WriteString(n.line(b.day))
	b.changed = true
	b.turn()
}

// Redact has text change what sources said, as far as the Book would write it
// again.
func (b *Book) Redact(text func(string) string) {
	open := Redact([]byte(b.open.String()), text)
	b.open.Reset()
	b.open.Write(open)
	for i, p := range b.full {
		b.full[i].Data = Redact(p.Data, text)
	}
	b.state[Window].Text = plain(text(b.state[Window].Text))
}

func (b *Book) page() Page {
	return Page{ID: pageID(b.day, b.number), Data: []byte(b.open.String())}
}

// Waits tells whether there are notes that are not saved.
func (b *Book) Waits() bool { return b.changed || len(b.full) > 0 }

// Unsaved are the pages to be saved or removed, in order, and the text that
// NewBook wants to have then; "" if it is the one it had. Pages of more than 90
// days ago are removed in steps, those of a day at a time.
func (b *Book) Unsaved(now time.Time) (pages []Page, keptFrom string) {
	pages = append(pages, b.full...)
	if b.changed {
		pages = append(pages, b.page())
	}
	next := b.kept
	if b.removes = next.Before(oldestKept(now)); b.removes {
		for number := range mostPages {
			pages = append(pages, Page{ID: pageID(next, number)})
		}
		next = next.AddDate(0, 0, 1)
	}
	if next.Equal(b.keptOld) {
		return pages, ""
	}
	return pages, next.Format(time.DateOnly)
}

// Saved says that what Unsaved returned last is safe.
func (b *Book) Saved() {
	b.full, b.changed = nil, false
	if b.removes {
		b.kept, b.removes = b.kept.AddDate(0, 0, 1), false
	}
	b.keptOld = b.kept
}

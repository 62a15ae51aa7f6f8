package agenda

import (
	"errors"
	"strings"
	"testing"
)

func TestFindTask(t *testing.T) {
	d := newDesk(t)
	d.NewID = nil
	for id, title := range map[string]string{
		"01KDENTISTAAAA1111": "call dentist", "01KMOTHERBBBBB2222": "call Mother", "01KPLANTSCCCCC3333": "water plants", "01KWATERDDDDDD4444": "water",
		"01KTAXEEEEEEEE5555": "tax form 2026",
	} {
		d.Put(Task{ID: id, Title: title})
	}
	seen := []string{"01KPLANTSCCCCC3333", "01KGONE", "01KMOTHERBBBBB2222"}
	for _, c := range []struct{ query, want string }{
		{"1", "water plants"},
		{"3", "call Mother"},
		{"01ktaxeeeeeeee5555", "tax form 2026"},
		{"01ktax", "tax form 2026"},
		{"4444", "water"},
		{"call dentist", "call dentist"},
		{"dent", "call dentist"},
		{"mother call", "call Mother"},
		{"CALL  m", "call Mother"},
		{"water", "water"}, // the whole name before a word of one
		{"plants", "water plants"},
		{"2026", "tax form 2026"},
	} {
		if got, err := d.FindTask(c.query, seen); err != nil || got.Title != c.want {
			t.Errorf("FindTask(%q) = %q, %v, want %q", c.query, got.Title, err, c.want)
		}
	}
	for _, c := range []struct {
		query string
		want  error
		says  string
	}{
		{"call", ErrAmbiguous, `"call Mother" (2222), "call dentist" (1111)`},
		{"01K", ErrUnknown, "words of its name"}, // a beginning of three is that of all IDs of the day
		{"2", ErrUnknown, "number 2 was done"},   // and no word that begins with it instead
		{"7", ErrUnknown, ""},
		{"", ErrUnknown, ""},
		{"dentist nothing", ErrUnknown, ""},
	} {
		got, err := d.FindTask(c.query, seen)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("FindTask(%q) = %q, %v, want %v and %q", c.query, got.Title, err, c.want, c.says)
		}
	}
}

func TestFindNamesAFewOfMany(t *testing.T) {
	d := newDesk(t)
	for range 9 {
		d.add("call somebody")
	}
	_, err := d.FindTask("call", nil)
	if !errors.Is(err, ErrAmbiguous) || strings.Count(err.Error(), "call somebody") != 5 || !strings.Contains(err.Error(), "and 4 more") {
		t.Errorf("FindTask among nine = %v, want five of them and four more", err)
	}
}

func TestFindEndedTakesTheLatest(t *testing.T) {
	d := newDesk(t)
	d.add("water plants")
	d.done("water plants")
	d.pass(1)
	want := d.add("water plants")
	d.done("water plants")
	if got, err := d.FindEnded("plants", nil); err != nil || got.ID != want.ID {
		t.Errorf("FindEnded = %v, %v, want the later one, %v", got, err, want.ID)
	}
}

package browser

import (
	"testing"
)

// TestWhatIsTypedStaysWhereItIs: the page changes above and below what a person types
// in. They go on typing, and a dialog stays over the page, and where it was.
func TestWhatIsTypedStaysWhereItIs(t *testing.T) {
	t.Parallel()
	const (
		dialog = "#edit input[name=text]"
		form   = "#said form[data-said='Added.'] input[name=text]"
		place  = "JSON.stringify(document.activeElement.getBoundingClientRect())"
	)
	d := living(t)
	inDialog, inForm := d.pair(t, "/log")
	inDialog.click("#said button[data-edit]")
	inForm.click("#said summary[data-key=a]")
	inDialog.fill(dialog, "a walk")
	inForm.fill(form, "a walk")
	was := inDialog.js(place)

	d.focus(t, "log", "undo")
	for p, field := range map[*page]string{inDialog: dialog, inForm: form} {
		p.see("#said", "Nothing was said of these days")
		p.press(" home")
		p.keeps(t, field, "a walk home")
	}
	if got := inDialog.js(place); got != was {
		t.Errorf("the field of the dialog is at %s, want it to stay at %s", got, was)
	}
	if !inDialog.is("document.querySelector('#edit').matches(':modal')") {
		t.Error("the dialog is a part of the page, want it to stay over it")
	}
}

package server

import (
	"testing"
	"testing/synctest"

	"focusd/daemon/api"
)

// TestImportOverTheWire imports a file of two lines, of which the second lies
// over recorded activity, in every way that there is.
func TestImportOverTheWire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := withEntries(t)
		c, ctx := r.client(t), t.Context()
		file := []api.ImportEntry{
			{Start: after(22), End: after(30), Offset: 60, Text: "nap", Where: "notes.txt:1"},
			{Start: after(45), End: after(55), Offset: 60, Text: "mail", Where: "notes.txt:2"},
		}
		_, err := c.Import(ctx, api.ImportCommand{Entries: file, Yes: true})
		wantRefusal(t, err, api.CodeTaken, "notes.txt:2: 1999-12-30 08:50–08:55 is taken: active in browser")
		would, err := c.Import(ctx, api.ImportCommand{Entries: file, Taken: "trim"})
		if err != nil || would.Done || len(would.Added) != 2 {
			t.Fatalf("would import %+v, %v, want two entries and nothing done", would, err)
		}
		done, err := c.Import(ctx, api.ImportCommand{Entries: file, Taken: "trim", Yes: true})
		if err != nil || !done.Done || len(done.Added) != 2 || done.Added[0].Origin != "import" || !done.Added[1].End.Equal(after(50)) {
			t.Fatalf("imported %+v, %v, want two entries, the second cut", done, err)
		}
		again, err := c.Import(ctx, api.ImportCommand{Entries: file, Taken: "over", Yes: true})
		if err != nil || again.Done || again.Known != 2 || len(again.Added) != 0 {
			t.Errorf("again %+v, %v, want both known", again, err)
		}
		if undone, err := c.Correct(ctx, api.EntryCommand{Do: "undo", ID: done.ID}); err != nil || undone.Verb != "import" || len(undone.After) != 2 {
			t.Errorf("undone %+v, %v, want the import", undone, err)
		}
	})
}

func TestImportsThatAreWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := withEntries(t)
		c := r.client(t)
		nap := api.ImportEntry{Start: after(22), End: after(30), Text: "nap", Category: "health", Where: "notes.txt:1"}
		for want, change := range map[string]func(*api.ImportCommand){
			`there is no category "helth"`:               func(cmd *api.ImportCommand) { cmd.Entries[0].Category = "helth" },
			"notes.txt:1: a time is out of range":        func(cmd *api.ImportCommand) { cmd.Entries[0].Start = after(22).AddDate(-400, 0, 0) },
			`notes.txt:1: "offset_minutes" is out of`:    func(cmd *api.ImportCommand) { cmd.Entries[0].Offset = 2000 },
			"notes.txt:1: an entry ends after it begins": func(cmd *api.ImportCommand) { cmd.Entries[0].End = after(20) },
			`"taken" cannot be "maybe"`:                  func(cmd *api.ImportCommand) { cmd.Taken = "maybe" },
			"20001 entries are too many at once":         func(cmd *api.ImportCommand) { cmd.Entries = make([]api.ImportEntry, api.MostImported+1) },
		} {
			cmd := api.ImportCommand{Entries: []api.ImportEntry{nap}, Yes: true}
			change(&cmd)
			_, err := c.Import(t.Context(), cmd)
			if err == nil {
				t.Errorf("%s: it was imported", want)
				continue
			}
			wantRefusal(t, err, codeIn(err), want)
		}
		if all, err := c.Entries(t.Context(), after(0), after(60)); err != nil || len(all.Entries) != 0 {
			t.Errorf("entries %+v, %v, want none", all.Entries, err)
		}
	})
}

// codeIn is the code of a refusal, which is not what a test is about.
func codeIn(err error) string {
	if e, ok := err.(*api.Error); ok {
		return e.Code
	}
	return ""
}

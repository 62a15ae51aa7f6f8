package server

import (
	"errors"
	"net/http"
	"strconv"

	"focusd/daemon/api"
	"focusd/daemon/entries"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// maxImport is how long the body of an import is at most.
const maxImport = 8 << 20

// farthest is how far local time is from UTC at most, in minutes.
const farthest = 18 * 60

// entryImport says what was written down elsewhere.
func (d *door) entryImport(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readLong[api.ImportCommand](w, r, maxImport)
	if err != nil {
		return err
	}
	mode, err := modeOf(cmd.Taken)
	if err != nil {
		return err
	}
	all, err := writtenDown(cmd.Entries)
	if err != nil {
		return err
	}
	names, err := d.unheardOf(categoriesOf(all)...)
	if err != nil {
		return err
	}
	if len(names) > 0 && !cmd.New {
		return d.makeCategories(r.Context(), names, false)
	}
	did, err := d.entries.Import(r.Context(), all, mode, false)
	if err == nil && cmd.Yes && len(did.Edit.After) > 0 { // that it can be is known: now it is worth making categories
		if err = d.makeCategories(r.Context(), names, true); err == nil {
			did, err = d.entries.Import(r.Context(), all, mode, true)
		}
	}
	if err != nil {
		return d.importError(err, cmd.Entries)
	}
	return answer(w, api.Imported{
		Done: did.Edit.ID != "", ID: did.Edit.ID, Added: api.FromEntries(did.Edit.New()),
		Replaced: len(did.Edit.Before), Known: did.Known, LeftOut: did.LeftOut, Categories: names,
	})
}

func categoriesOf(all []entry.Entry) (names []string) {
	for _, e := range all {
		names = append(names, e.Category)
	}
	return names
}

// writtenDown are the entries of a request.
func writtenDown(sent []api.ImportEntry) ([]entry.Entry, error) {
	if len(sent) > api.MostImported {
		return nil, badRequest(strconv.Itoa(len(sent))+" entries are too many at once", "import "+strconv.Itoa(api.MostImported)+" at most, and then the rest")
	}
	all := make([]entry.Entry, len(sent))
	for i, e := range sent {
		switch {
		case !sane(e.Start) || !sane(e.End):
			return nil, at(e, badRequest("a time is out of range", "use a year from 1970 to 2199"))
		case e.Offset > farthest || e.Offset < -farthest:
			return nil, at(e, badRequest("\"offset_minutes\" is out of range", "use at most 18 hours"))
		}
		all[i] = entry.Entry{
			Start: whole(e.Start), End: whole(e.End), Offset: e.Offset, Text: e.Text, Category: category.CleanName(e.Category), Origin: entry.Import,
		}
	}
	return all, nil
}

// at has an error say which entry it is about.
func at(e api.ImportEntry, err *api.Error) error {
	if e.Where != "" {
		err.Message = clip(e.Where) + ": " + err.Message
	}
	return err
}

// importError is a refusal on the wire, with the entry that it is about.
func (d *door) importError(err error, sent []api.ImportEntry) error {
	var which *entries.ImportError
	said := d.entryError(err)
	var refusal *api.Error
	if errors.As(err, &which) && errors.As(said, &refusal) {
		return at(sent[which.Index], refusal)
	}
	return said
}

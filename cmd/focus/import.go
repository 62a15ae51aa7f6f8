package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/daemon/imports"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// importFlags are the flags of focus import.
type importFlags struct {
	taken
	format, zone, day string
	dry, unheard      bool
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	c := &cobra.Command{
		Use:   "import FILE... [--dry-run] [--trim | --over]",
		Short: "take in what you wrote down elsewhere",
		Long: `FILE is a notebook in plain text or todo.txt, a table (CSV with a header: start,
end or duration, text, category), or comes from Timewarrior (its data files, or
timew export), klog, Org mode (CLOCK lines), GTimeLog or ActivityWatch (an
export of its buckets); - is standard input. Which it is is found out, or said
with --format. A line of text has a day, times, and what was done:

2026-11-20 14:10-15:00 errand @health

A day alone is the day of the lines below it, which may also be "14:10 35m nap".
All of it is taken in or nothing, and focus log undo takes all of it back. What
was imported before is left out, also if you changed or deleted it since: the
same file again adds nothing. Times without a zone are by the clock of where you
are.`,
		Example: `focus import notebook.txt --dry-run
focus import ~/.local/share/timewarrior/data/*.data --trim
timew export | focus import -
focus import aw-buckets-export.json --over`,
		RunE: func(c *cobra.Command, args []string) error { return a.runImport(c.Context(), args, f) },
	}
	valueFlag(c, &f.format, "format", "F", "text, csv, timewarrior, klog, org, gtimelog, activitywatch")
	valueFlag(c, &f.zone, "zone", "ZONE", "of times that have none, such as Europe/Berlin")
	valueFlag(c, &f.day, "day", "DAY", "of text that names none")
	f.flags(c)
	newFlag(c, &f.unheard)
	c.Flags().BoolVarP(&f.dry, "dry-run", "n", false, "show what would be taken in, and do nothing")
	for flag, offers := range map[string][]string{"format": imports.Formats(), "day": {"today", "yesterday"}} {
		if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(offers, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic("the flag was defined above: " + err.Error())
		}
	}
	return a.jsonFlag(c)
}

// newFlag has categories made that there are not.
func newFlag(c *cobra.Command, unheard *bool) {
	c.Flags().BoolVar(unheard, "new", false, "if there is no such category, make one, unclassified")
}

func (a *app) runImport(ctx context.Context, files []string, f importFlags) error {
	if len(files) == 0 {
		return misuse("focus import notebook.txt, or - for standard input", "which file?")
	}
	cmd := api.ImportCommand{New: f.unheard, Yes: !f.dry}
	var err error
	if cmd.Taken, err = f.word(); err != nil {
		return err
	}
	m, err := a.momentNow(ctx)
	if err != nil {
		return err
	}
	o, err := f.options(m)
	if err != nil {
		return err
	}
	var found imports.Found
	for _, path := range files {
		one, err := a.readImport(path, o)
		if err != nil {
			return err
		}
		cmd.Entries = append(cmd.Entries, sentOf(path, one.Items)...)
		found.Skipped = append(found.Skipped, one.Skipped...)
		found.Cut += one.Cut
	}
	did, err := a.client.Import(ctx, cmd)
	if err != nil {
		return adviseCorrection(err)
	}
	if a.json {
		return a.printJSON(did)
	}
	a.printf("%s", importText(a.page(), did, found))
	return nil
}

// options are what the files do not say.
func (f importFlags) options(m moment) (imports.Options, error) {
	o := imports.Options{Format: f.format, Zone: m.cal.Location, Now: m.now}
	if f.zone != "" {
		zone, err := time.LoadLocation(f.zone)
		if err != nil {
			return o, misuse("name it as Europe/Berlin or America/New_York", "there is no time zone %q", f.zone)
		}
		o.Zone = zone
	}
	if f.day != "" {
		day, ok := m.day(f.day)
		if !ok {
			return o, misuse("write a day as yesterday, monday or 2026-11-20", "%q is not a day", f.day)
		}
		o.Day = day
	}
	return o, nil
}

// longestFile is what nobody writes down by hand, nor keeps in one file.
const longestFile = 256 << 20

// readImport reads and understands one file.
func (a *app) readImport(path string, o imports.Options) (found imports.Found, err error) {
	in := a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return found, &fault{refused, err, []string{"see whether the file is there, and is yours to read"}}
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, longestFile+1))
	switch {
	case err != nil:
		return found, fmt.Errorf("read %s: %w", path, err)
	case len(data) > longestFile:
		return found, &fault{refused, fmt.Errorf("%s is longer than 256 MB", path), []string{"export fewer days at once"}}
	}
	found, err = imports.Read(data, o)
	var wrong *imports.Error
	if errors.As(err, &wrong) {
		f := &fault{code: refused, err: fmt.Errorf("%s:%w", path, err)}
		if wrong.Line == 0 {
			f.err, f.code = err, usage
		}
		if wrong.Do != "" {
			f.hints = []string{wrong.Do}
		}
		return found, f
	}
	return found, err
}

// sentOf are items as the daemon takes them.
func sentOf(path string, items []imports.Item) (all []api.ImportEntry) {
	for _, i := range items {
		e := i.Entry
		where := filepath.Base(path)
		if i.Line > 0 {
			where += ":" + itoa(i.Line)
		}
		all = append(all, api.ImportEntry{Start: e.Start, End: e.End, Offset: e.Offset, Text: e.Text, Category: e.Category, Where: where})
	}
	return all
}

// mostShown is how many entries of an import are shown at its beginning and at
// its end.
const mostShown = 5

// importText says what an import did, or would do.
func importText(p page, did api.Imported, found imports.Found) string {
	var b strings.Builder
	verb, whole := "imported ", time.Duration(0)
	if !did.Done && len(did.Added) > 0 {
		verb = "would import "
	}
	for _, e := range did.Added {
		whole += e.End.Sub(e.Start)
	}
	head := "nothing to import"
	if n := len(did.Added); n > 0 {
		head = verb + entriesText(n) + ", " + spent(whole)
	}
	b.WriteString(p.paint(bold, head) + "\n")
	b.WriteString(p.addedRows(did.Added))
	for _, line := range importNotes(did, found) {
		b.WriteString("  " + p.paint(faint, line) + "\n")
	}
	if did.Done {
		b.WriteString("  " + p.paint(faint, "focus log undo takes it back") + "\n")
	}
	return b.String()
}

func entriesText(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return itoa(n) + " entries"
}

// addedRows are the entries by day, those in the middle of many left out.
func (p page) addedRows(added []api.Entry) string {
	var b strings.Builder
	var day tracker.Day
	for i, e := range added {
		if len(added) > 2*mostShown && i == mostShown {
			b.WriteString("  " + p.paint(faint, "… "+entriesText(len(added)-2*mostShown)+" more") + "\n")
		}
		if len(added) > 2*mostShown && i >= mostShown && i < len(added)-mostShown {
			continue
		}
		if d := (tracker.Calendar{Location: p.zone}).Day(e.Start); d != day {
			b.WriteString("  " + p.paint(faint, dayName(d)) + "\n")
			day = d
		}
		b.WriteString(p.entryRow(e) + "\n")
	}
	return b.String()
}

// someRows are entries, of which those in the middle of many are left out: an
// import has thousands.
func (p page) someRows(entries []api.Entry) (rows []string) {
	for i, e := range entries {
		switch left := len(entries) - 2*mostShown; {
		case left <= 0 || i < mostShown || i >= len(entries)-mostShown:
			rows = append(rows, p.entryRow(e))
		case i == mostShown:
			rows = append(rows, "  … "+entriesText(left)+" more")
		}
	}
	return rows
}

// importNotes is what else there is to say of an import.
func importNotes(did api.Imported, found imports.Found) (notes []string) {
	note := func(n int, text string) {
		if n > 0 {
			notes = append(notes, itoa(n)+" "+text)
		}
	}
	note(did.Known, "left out: there already, or imported before")
	note(did.LeftOut, "left out: nothing of their time is free")
	why := make(map[string]int)
	for _, s := range found.Skipped {
		why[s.Why]++
	}
	for _, reason := range slices.Sorted(maps.Keys(why)) {
		note(why[reason], "left out: "+reason)
	}
	note(did.Replaced, "that you had said before gave way")
	note(found.Cut, "texts cut to "+itoa(entry.LongText)+" characters")
	if len(did.Categories) > 0 {
		notes = append(notes, "new, unclassified: "+clean(strings.Join(did.Categories, ", ")))
	}
	return notes
}

package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"focusd/tracker"
)

// Loss says how a damaged store was replaced, for the person.
type Loss struct {
	Reason  error  // what verification said
	Damaged string // where the damaged file is now; it is never written to
	Backup  string // the backup that filled the holes; "" none

	Salvaged   bool // false: nothing could be read of the damaged file
	DaysSaved  int  // in the store now
	DaysFilled int  // of them from the backup
	DaysLost   []tracker.Day
	TailLost   time.Duration // holes in the days that were not closed yet
	EventsLost int           // blocks, breaks and transitions, as far as they were counted
}

// String is what happened and what to do, in sentences.
func (l *Loss) String() string {
	var b strings.Builder
	b.WriteString("The store was damaged. ")
	switch {
	case l.Salvaged && l.Backup != "":
		fmt.Fprintf(&b, "Saved: %s, of them from the backup %s: %d. ", countDays(l.DaysSaved), filepath.Base(l.Backup), l.DaysFilled)
	case l.Salvaged:
		fmt.Fprintf(&b, "Saved: %s. ", countDays(l.DaysSaved))
	case l.Backup != "":
		fmt.Fprintf(&b, "Nothing of it could be read; the backup %s with %s is in its place. ", filepath.Base(l.Backup), countDays(l.DaysSaved))
	default:
		b.WriteString("Nothing of it could be read and there is no good backup: the log begins anew. ")
	}
	l.describeHoles(&b)
	fmt.Fprintf(&b, "The damaged file is kept: %s", l.Damaged)
	return b.String()
}

func countDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func (l *Loss) describeHoles(b *strings.Builder) {
	if n := len(l.DaysLost); n > 0 {
		var lost []string
		for _, d := range l.DaysLost[:min(n, 10)] {
			lost = append(lost, d.String())
		}
		if n > 10 {
			lost = append(lost, fmt.Sprintf("and %d more", n-10))
		}
		fmt.Fprintf(b, "Lost: %s. ", strings.Join(lost, ", "))
	}
	if l.TailLost > 0 {
		fmt.Fprintf(b, "Of the last days, %v are missing. ", l.TailLost.Round(time.Second))
	}
	if l.EventsLost > 0 {
		fmt.Fprintf(b, "%d blocks, breaks and transitions are missing. ", l.EventsLost)
	}
}

// recoverFile verifies the store in dir and replaces it if it is damaged.
func recoverFile(dir string, opts Options, now time.Time) (*Loss, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	reason := opts.verify(path)
	if reason == nil {
		reason = emptied(dir, path)
	}
	if reason == nil {
		return nil, nil
	}
	if err := notOurs(path); err != nil {
		return nil, err
	}
	loss := &Loss{Reason: reason}
	var err error
	if loss.Damaged, err = putAside(path, "damaged", now); err != nil {
		return nil, err
	}
	return loss, loss.rebuild(dir, path, opts)
}

// emptied returns an error if nothing is in the file although backups of it
// were made, which a power cut can leave behind. Without a backup an empty file
// is a first start that was cut short.
func emptied(dir, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return err
	}
	all, err := Backups(dir)
	if err != nil || len(all) == 0 {
		return err
	}
	return fmt.Errorf("verify %s: %w: it is empty, and there are backups of it", path, ErrDamaged)
}

// notOurs returns the reason why a file that did not verify is not for us to
// repair: it cannot be read for now, another program has it open, or it is too
// new.
func notOurs(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	var refused error
	db, ok := try(func() (*file, error) {
		db, err := openReadOnly(path)
		refused = err
		return db, err
	})
	if errors.Is(refused, ErrBusy) {
		return refused
	}
	if !ok {
		return nil
	}
	tooNew, _ := try(func() (error, error) { return db.view(readable), nil })
	if err := db.close(); err != nil {
		return err
	}
	if errors.Is(tooNew, ErrTooNew) {
		return tooNew
	}
	return nil
}

// rebuild makes a new store at path of the damaged one and of the newest good
// backup.
func (l *Loss) rebuild(dir, path string, opts Options) error {
	backup, err := newestGood(dir, opts)
	if err != nil {
		return err
	}
	temp := path + ".new"
	if err := remove(temp); err != nil {
		return err
	}
	if err := l.salvage(temp, backup, opts); err == nil {
		return moveInto(temp, path)
	}
	if err := remove(temp); err != nil {
		return err
	}
	l.Salvaged, l.DaysFilled = false, 0
	if backup == "" {
		return nil
	}
	if err := copyFile(backup, temp); err != nil {
		return err
	}
	l.Backup = backup
	if err := l.measure(temp); err != nil {
		return err
	}
	return moveInto(temp, path)
}

// newestGood is the path of the newest backup that verifies; "" if none does.
func newestGood(dir string, opts Options) (string, error) {
	all, err := Backups(dir)
	if err != nil {
		return "", err
	}
	for _, b := range all {
		if opts.verify(b.Path) == nil {
			return b.Path, nil
		}
	}
	return "", nil
}

// salvage makes temp of the damaged file, and fills its holes from the backup.
func (l *Loss) salvage(temp, backup string, opts Options) error {
	if err := opts.salvage(l.Damaged, temp); err != nil {
		return err
	}
	if backup != "" {
		filled, err := fill(temp, backup)
		if err != nil {
			return err
		}
		l.Backup, l.DaysFilled = backup, filled
	}
	if err := opts.verify(temp); err != nil {
		return err
	}
	l.Salvaged = true
	return l.measure(temp)
}

// fill copies into the store at path the days and events that only the backup
// has, and the ledger if it has none.
func fill(path, backup string) (days int, err error) {
	src, err := openReadOnly(backup)
	if err != nil {
		return 0, err
	}
	dst, err := openFile(path)
	if err != nil {
		return 0, errors.Join(err, src.close())
	}
	err = src.view(func(from *tx) error {
		return dst.update(func(to *tx) error {
			days, err = fillLog(to, from)
			if err != nil {
				return err
			}
			for _, bucket := range []string{bEdit, bImport, bStream, bBlock, bBreak, bRecord, bDocument} {
				if err := fillBucket(to, from, bucket, func([]byte) bool { return true }); err != nil {
					return err
				}
			}
			return fillLedger(to, from)
		})
	})
	return days, errors.Join(err, src.close(), dst.close())
}

// fillLog copies the days of which nothing is there.
func fillLog(to, from *tx) (days int, err error) {
	missing := map[utcDay]bool{}
	l, old := log{tx: to, stream: local}, log{tx: from, stream: local}
	for day, ok, err := old.firstDay(0); ok || err != nil; day, ok, err = old.firstDay(day + 1) {
		if err != nil {
			return 0, err
		}
		has, ok, err := l.firstDay(day)
		if err != nil {
			return 0, err
		}
		missing[day] = !ok || has != day
		if missing[day] {
			days++
		}
	}
	err = fillBucket(to, from, bChunk, func(key []byte) bool {
		day, s, err := parseChunkKey(key)
		return err == nil && (s != local || missing[day])
	})
	if err != nil {
		return 0, err
	}
	return days, fillBucket(to, from, bTail, func(key []byte) bool {
		ms, s, err := parseTailKey(key)
		return err == nil && s == local && missing[dayOf(ms)]
	})
}

// fillBucket copies the wanted entries whose keys are not there.
func fillBucket(to, from *tx, bucket string, wanted func(key []byte) bool) error {
	c, err := from.cursor(bucket)
	if err != nil {
		return err
	}
	for key, value := c.first(); key != nil; key, value = c.next() {
		has, err := to.get(bucket, key)
		if err != nil {
			return err
		}
		if has != nil || !wanted(key) {
			continue
		}
		rest, err := unsealed(key, value)
		if err != nil {
			return err
		}
		if err := to.put(bucket, bytes.Clone(key), rest); err != nil {
			return err
		}
	}
	return nil
}

// fillLedger copies the ledger if there is none: old counters are better than
// counters that begin at zero.
func fillLedger(to, from *tx) error {
	has, err := to.get(bLedger, ledgerKey())
	if err != nil || len(has) > 0 {
		return err
	}
	if err := to.delete(bLedger, ledgerKey()); err != nil {
		return err
	}
	for _, bucket := range []string{bCounter, bLedger} {
		if err := fillBucket(to, from, bucket, func([]byte) bool { return true }); err != nil {
			return err
		}
	}
	return nil
}

// measure counts what the new file has and has not.
func (l *Loss) measure(path string) error {
	f, err := openReadOnly(path)
	if err != nil {
		return err
	}
	err = f.view(func(t *tx) error {
		if err := l.measureLog(log{tx: t, stream: local}); err != nil || !l.Salvaged {
			return err
		}
		got, err := salvaged(t)
		if err != nil {
			return err
		}
		for _, bucket := range []string{bBlock, bBreak, bRecord} {
			has, err := t.count(bucket)
			if err != nil {
				return err
			}
			l.EventsLost += int(max(got.Had[bucket], has) - has)
		}
		return nil
	})
	return errors.Join(err, f.close())
}

// measureLog finds the holes of a log that has none by itself: every instant
// between its begin and its end is in a span.
func (l *Loss) measureLog(log log) error {
	l.DaysSaved = 0
	last := utcDay(0)
	for day, ok, err := log.firstDay(0); ok || err != nil; day, ok, err = log.firstDay(day + 1) {
		if err != nil {
			return err
		}
		for lost := last + 1; l.DaysSaved > 0 && lost < day; lost++ {
			l.DaysLost = append(l.DaysLost, civil(lost))
		}
		last = day
		l.DaysSaved++
		spans, _, err := log.rows(day)
		if err != nil {
			return err
		}
		for i := 1; i < len(spans); i++ {
			l.TailLost += spans[i].Start.Sub(spans[i-1].End)
		}
	}
	return nil
}

func civil(d utcDay) tracker.Day {
	year, month, day := fromMillis(d.start()).Date()
	return tracker.Day{Year: year, Month: month, Day: day}
}

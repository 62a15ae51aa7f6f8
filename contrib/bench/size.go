//go:build linux

package main

import (
	"context"
	"os"
	"path/filepath"

	"focusd/daemon/store"
)

const megabyte = 1e6

// sizes measures how large the log and the programs are.
func (b *bench) sizes(context.Context) error {
	b.row("size", "MB", "as written", "aim")
	for _, log := range []struct {
		name string
		made recipe
		aim  string
	}{
		{"250 working days, 2,400 titles of 35 bytes", recipe{workingYear, true, fewTitles(2400, 35)}, "3.5 MB"},
		{"250 working days, 2,400 titles of 74 bytes", recipe{workingYear, true, fewTitles(2400, 74)}, "3.5 MB"},
		{"a year of log, 2,400 titles of 74 bytes", recipe{oneYear, false, fewTitles(2400, 74)}, ""},
		{"a year of log, 66,000 titles of 74 bytes", recipe{days: oneYear}, "12 MB"},
	} {
		dir := filepath.Join(b.dir, log.name)
		if err := writeLog(dir, log.made); err != nil {
			return err
		}
		if err := b.compacted(log.name, dir, 1, log.aim); err != nil {
			return err
		}
	}
	dir := filepath.Join(b.dir, "compacted")
	if err := b.copyStore(dir); err != nil {
		return err
	}
	if err := b.compacted("a tenth of ten years", dir, 10, "12 MB"); err != nil {
		return err
	}
	for _, name := range []string{"focusd", "focus"} {
		info, err := os.Stat(filepath.Join(b.programs.Dir, name))
		if err != nil {
			return err
		}
		b.row("program "+name, float64(info.Size())/megabyte, "", "")
	}
	return nil
}

func (b *bench) compacted(name, dir string, share float64, aim string) error {
	before, after, err := store.Compact(dir, store.Options{})
	if err != nil {
		return err
	}
	b.row(name, float64(after)/megabyte/share, float64(before)/megabyte/share, aim)
	return nil
}

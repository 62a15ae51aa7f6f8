package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"focusd/daemon"
	"focusd/daemon/store"
)

const dbUsage = `usage: focusd db verify [STORE]
       focusd db restore [--data FOLDER] [BACKUP]
       focusd db compact [--data FOLDER]

verify reads a store (the own one) and changes nothing. restore puts a backup
(the newest) in place of the store; what was there is kept beside it. compact
gives free pages back to the disk. restore and compact need focusd stopped.
`

// db does what is done with a store that no daemon has open.
func db(args []string, stdout, stderr io.Writer) int {
	commands := map[string]func(dir string, args []string, stdout io.Writer) error{
		"verify": verify, "salvage": salvage, "restore": restore, "compact": compact,
	}
	if len(args) == 0 || commands[args[0]] == nil {
		fmt.Fprint(stderr, dbUsage)
		return exitUsage
	}
	set := flag.NewFlagSet("focusd db "+args[0], flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprint(stderr, dbUsage) }
	var f flags
	set.StringVar(&f.config, "config", "", "")
	set.StringVar(&f.data, "data", "", "")
	switch err := set.Parse(args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	}
	cfg, err := f.load()
	if err == nil {
		err = commands[args[0]](cfg.Paths.Data, set.Args(), stdout)
	}
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprint(stderr, dbUsage)
		return exitUsage
	case err != nil:
		complain(stderr, err)
		return exitFailed
	}
	return 0
}

var errUsage = errors.New("wrong number of arguments")

func verify(dir string, args []string, stdout io.Writer) error {
	if len(args) > 1 {
		return errUsage
	}
	path := filepath.Join(dir, store.FileName)
	if len(args) == 1 {
		path = args[0]
	}
	check, err := store.VerifyDeep(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s is whole: %d closed days, %d spans, %.1f MB\n", path, check.Days, check.Spans, float64(check.Size)/1e6)
	return nil
}

// salvage is what the daemon runs in a child to read a damaged store.
func salvage(_ string, args []string, _ io.Writer) error {
	if len(args) != 2 {
		return errUsage
	}
	return store.Salvage(args[0], args[1])
}

func restore(dir string, args []string, stdout io.Writer) error {
	backup, err := chosen(dir, args)
	if err != nil {
		return err
	}
	replaced, err := store.Restore(dir, backup, self())
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "the store is %s now\n", backup)
	if replaced != "" {
		fmt.Fprintf(stdout, "the one before is kept: %s\n", replaced)
	}
	return nil
}

// chosen is the backup that was named, or the newest.
func chosen(dir string, args []string) (string, error) {
	switch len(args) {
	case 0:
	case 1:
		return args[0], nil
	default:
		return "", errUsage
	}
	all, err := store.Backups(dir)
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return "", fmt.Errorf("there is no backup in %s", dir)
	}
	return all[0].Path, nil
}

func compact(dir string, args []string, stdout io.Writer) error {
	if len(args) > 0 {
		return errUsage
	}
	before, after, err := store.Compact(dir, self())
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%.1f MB before, %.1f MB now\n", float64(before)/1e6, float64(after)/1e6)
	return nil
}

// self has this program verify stores in a child.
func self() store.Options {
	path, err := os.Executable()
	if err != nil {
		return store.Options{}
	}
	return daemon.StoreOptions(path)
}

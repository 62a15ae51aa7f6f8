package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"focusd/daemon"
	"focusd/daemon/store"
)

const dbUsage = `usage: focusd db verify [STORE]
       focusd db restore [--data FOLDER] [BACKUP]
       focusd db compact [--data FOLDER]

verify reads a store (the own one) and changes nothing. restore puts a backup
(the newest) in place of the store; what was there is kept beside it. compact
gives free pages back to the disk. The store that focusd has open can be
neither verified nor replaced: stop focusd first. Backups can be verified any
time.
`

// offline is a command on a store that no daemon has open.
type offline struct {
	flags
	quick bool // verify: do not decode, only hold every value to its checksum
	out   io.Writer
}

// db runs the offline command that args begin with.
func db(args []string, stdout, stderr io.Writer) int {
	commands := map[string]func(offline, []string) error{
		"verify": offline.verify, "salvage": offline.salvage, "restore": offline.restore, "compact": offline.compact,
	}
	if len(args) > 0 && slices.Contains([]string{"-h", "--help", "help"}, args[0]) {
		fmt.Fprint(stdout, dbUsage)
		return 0
	}
	if len(args) == 0 || commands[args[0]] == nil {
		fmt.Fprint(stderr, dbUsage)
		return exitUsage
	}
	o := offline{out: stdout}
	set := flag.NewFlagSet("focusd db "+args[0], flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprint(stderr, dbUsage) }
	set.StringVar(&o.config, "config", "", "")
	set.StringVar(&o.data, "data", "", "")
	set.BoolVar(&o.quick, "quick", false, "")
	switch err := set.Parse(args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	}
	switch err := commands[args[0]](o, set.Args()); {
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

// dir is the folder of the store: the one given, else the one configured.
func (o offline) dir() (string, error) {
	if o.data != "" {
		return o.data, nil
	}
	cfg, err := o.load()
	return cfg.Paths.Data, err
}

// stored is dir; it is an error if there is no store in it.
func (o offline) stored() (dir string, err error) {
	if dir, err = o.dir(); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, store.FileName)); errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("there is no store in %s: focusd makes one when it starts", dir)
	}
	return dir, nil
}

// verify needs no configuration when it is told the store, as the daemon does:
// a mistake in a file must not make a whole store look damaged.
func (o offline) verify(args []string) error {
	var path string
	switch len(args) {
	case 0:
		dir, err := o.stored()
		if err != nil {
			return err
		}
		path = filepath.Join(dir, store.FileName)
	case 1:
		path = args[0]
	default:
		return errUsage
	}
	read := store.VerifyDeep
	if o.quick {
		read = store.Verify
	}
	check, err := read(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "%s is whole: %d closed days, %s\n", path, check.Days, daemon.Size(check.Size))
	return nil
}

// salvage is what the daemon runs in a child to read a damaged store.
func (o offline) salvage(args []string) error {
	if len(args) != 2 {
		return errUsage
	}
	return store.Salvage(args[0], args[1])
}

func (o offline) restore(args []string) error {
	dir, err := o.dir()
	if err != nil {
		return err
	}
	backup, err := chosen(dir, args)
	if err != nil {
		return err
	}
	if _, err := os.Stat(backup); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	replaced, err := store.Restore(dir, backup, self())
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "the store is %s now\n", backup)
	if replaced != "" {
		fmt.Fprintf(o.out, "the one before is kept: %s\n", replaced)
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

func (o offline) compact(args []string) error {
	if len(args) > 0 {
		return errUsage
	}
	dir, err := o.stored()
	if err != nil {
		return err
	}
	before, after, err := store.Compact(dir, self())
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "%s before, %s now\n", daemon.Size(before), daemon.Size(after))
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

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) backupCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "backup",
		Short:   "write a verified copy of the store",
		Long:    "The copy is read back and checked before it counts. focus db restore brings\none back.",
		Example: `focus backup`,
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			b, err := a.client.Backup(c.Context())
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(b)
			}
			a.printf("%s (%s)\n", clean(b.Path), size(b.Bytes))
			return nil
		},
	})
}

// size is a number of bytes for people: in KiB, rounded up, or from a MiB on
// with a tenth.
func size(n int64) string {
	switch kib := (n + 1023) >> 10; {
	case kib < 1<<10:
		return fmt.Sprintf("%d KiB", kib)
	case n < 1<<30:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
}

// dbCommand is surgery on the store while the daemon is not there: focusd does
// it, since only it knows the files.
func (a *app) dbCommand() *cobra.Command {
	db := &cobra.Command{
		Use:   "db COMMAND",
		Short: "look after the store while the daemon is stopped",
		Long: `These run focusd db, which says more: focusd db COMMAND -h. Stop the daemon
first: systemctl --user stop focusd. A copy can be verified while it runs:
focus backup names one.`,
		Example: `focus db verify
focus db restore`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse("focus db verify", "do what with the store?")
			}
			return misuse("one of verify, restore, compact", "there is no command %q for the store", args[0])
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	db.AddCommand(
		a.offline("verify", "[STORE]", "check every row of the store, or of a copy"),
		a.offline("restore", "[--data FOLDER] [BACKUP]", "put a backup in place of the store, the last one if none is named"),
		a.offline("compact", "[--data FOLDER]", "give back the space of what was deleted"),
	)
	return db
}

// offline is a command that focusd runs: its arguments, output and exit code
// go through as they are.
func (a *app) offline(name, args, short string) *cobra.Command {
	return &cobra.Command{
		Use: name + " " + args, Short: short,
		Example:            "focus db " + name,
		DisableFlagParsing: true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && (args[0] == "-h" || args[0] == "--help") {
				return c.Help()
			}
			path, err := findDaemon()
			if err != nil {
				return err
			}
			return a.execute(c.Context(), path, append([]string{"db", name}, args...))
		},
	}
}

// findDaemon is the focusd beside this program, else the one in $PATH.
func findDaemon() (string, error) {
	name := "focusd"
	if runtime.GOOS == "windows" {
		name = "focusd.exe"
	}
	if self, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(self), name)
		if info, err := os.Stat(beside); err == nil && info.Mode().IsRegular() {
			return beside, nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", &fault{
			noDaemon, errors.New("focusd is not installed beside focus or in $PATH"),
			[]string{"build it: go build ./cmd/focusd"},
		}
	}
	return path, nil
}

// execute runs a program in place of this one. It gets the interrupt from the
// terminal itself and is left to end in its own way.
func (a *app) execute(ctx context.Context, path string, args []string) error {
	if err := a.buffer.Flush(); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.in, a.world.out, a.world.err
	cmd.Cancel = func() error { return nil }
	err := cmd.Run()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ended) && ended.ExitCode() > 0:
		return status(ended.ExitCode())
	}
	return fmt.Errorf("run %s: %w", path, err)
}

func (a *app) openCommand() *cobra.Command {
	var only bool
	c := &cobra.Command{
		Use:   "open [--print]",
		Short: "open the page in your browser",
		Long:  "Today as it goes on, the log of any days to correct, what there is to do, a look\nback, your rules and settings, and what doctor says. The link opens the page\nonce, within a minute. The page shows your titles.",
		Example: `focus open
focus open --print`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			link, err := a.client.Link(c.Context())
			switch {
			case err != nil:
				return err
			case a.json:
				return a.printJSON(link)
			case only:
				a.printf("%s\n", clean(link.URL))
				return nil
			}
			return a.browse(c.Context(), link)
		},
	}
	c.Flags().BoolVar(&only, "print", false, "print the link instead")
	return a.jsonFlag(c)
}

func (a *app) browse(ctx context.Context, link api.Link) error {
	opener := map[string]string{"darwin": "open", "windows": "explorer"}[runtime.GOOS]
	if opener == "" {
		opener = "xdg-open"
	}
	path, err := exec.LookPath(opener)
	if err != nil {
		return &fault{refused, fmt.Errorf("there is no %s to open a browser with", opener), []string{"focus open --print"}}
	}
	cmd := exec.CommandContext(ctx, path, link.URL)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.in, a.world.out, a.world.err // the browser may be one for terminals
	if err := cmd.Run(); err != nil {
		return &fault{refused, fmt.Errorf("%s found no browser: %w", opener, err), []string{"focus open --print"}}
	}
	return nil
}

// versions is what focus version prints for programs.
type versions struct {
	Focus  string `json:"focus"`
	Daemon string `json:"focusd,omitempty"` // absent: not running
}

func (a *app) versionCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "version",
		Short:   "the versions of focus and of the daemon",
		Example: `focus version`,
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			v := versions{Focus: api.Version()}
			s, err := a.client.Status(c.Context())
			if err == nil {
				v.Daemon = s.Version
			}
			if a.json {
				return a.printJSON(v)
			}
			a.printf("focus   %s\n", v.Focus)
			if err != nil {
				a.printf("focusd  not running\n")
				return nil
			}
			a.printf("focusd  %s\n", clean(v.Daemon))
			if v.Daemon != v.Focus {
				a.warningf("focus and the running focusd are of different versions; restart the daemon after an upgrade")
			}
			return nil
		},
	})
}

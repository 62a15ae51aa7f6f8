package main

import (
	"flag"
	"fmt"
	"io"

	"focusd/daemon"
)

// flags are what the command line sets over the configuration file.
type flags struct {
	config, data, socket string
	level                string
	web                  daemon.WebFlags
	version, checkConfig bool
}

const usage = `focusd keeps a time log that writes itself, runs work blocks and breaks,
and shows metrics to Prometheus.

Usage: focusd [flags]
       focusd db verify [STORE]      check a store, changing nothing
       focusd db restore [BACKUP]    put a backup (the newest) in place of the store
       focusd db compact             give free pages back to the disk
       focusd replay RECORD          run a record through the engine, in seconds

Flags:
`

func parseFlags(args []string, stderr io.Writer) (flags, error) {
	var f flags
	set := flag.NewFlagSet("focusd", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprint(stderr, usage)
		printFlags(set, stderr)
	}
	set.StringVar(&f.config, "config", "", "read the configuration from this `file`")
	set.StringVar(&f.data, "data", "", "keep the store in this `folder`")
	set.StringVar(&f.socket, "socket", "", "listen on this unix `socket`")
	set.StringVar(&f.level, "log-level", "", "debug, info, warn or error")
	set.BoolVar(&f.checkConfig, "check-config", false, "say what is wrong with the configuration, and exit")
	set.BoolVar(&f.version, "version", false, "print the version and exit")
	f.addWeb(set)
	if err := set.Parse(args); err != nil {
		return flags{}, err
	}
	if set.NArg() > 0 {
		fmt.Fprintf(stderr, "focusd: error: unknown argument %q\nfocusd: hint: focusd --help; commands for the timer are those of focus\n", set.Arg(0))
		return flags{}, fmt.Errorf("unknown argument %q", set.Arg(0))
	}
	return f, nil
}

// paths are the places that the flags and the environment name.
func (f flags) paths() daemon.Paths {
	p := daemon.DefaultPaths()
	if f.config != "" {
		p.Config = f.config
	}
	if f.data != "" {
		p.Data = f.data
	}
	if f.socket != "" {
		p.Socket = f.socket
	}
	return p
}

// load reads the configuration and sets the flags over it.
func (f flags) load() (daemon.Config, error) {
	paths := f.paths()
	cfg, err := daemon.LoadConfig(paths)
	if err != nil {
		return daemon.Config{}, err
	}
	if f.data != "" {
		cfg.Paths = paths
	}
	if err := cfg.Web.Override(f.web); err != nil {
		return daemon.Config{}, err
	}
	if f.level != "" {
		if err := cfg.LogLevel.UnmarshalText([]byte(f.level)); err != nil {
			return daemon.Config{}, fmt.Errorf("--log-level: %q is not one of debug, info, warn, error", f.level)
		}
	}
	cfg.Flags = f.said()
	return cfg, nil
}

// said are the settings that the flags say, by name.
func (f flags) said() []string {
	names := f.web.Settings()
	if f.data != "" {
		names = append(names, "store.dir")
	}
	if f.level != "" {
		names = append(names, "log.level")
	}
	return names
}

package main

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"focusd/daemon"
)

// addWeb adds the flags that every exporter of Prometheus has, and a shorter one
// that takes the place of all addresses before it.
func (f *flags) addWeb(set *flag.FlagSet) {
	set.Func("listen", "the `address` of the page and the metrics, or off; the last one holds", func(addr string) error {
		f.web.Listen = []string{addr}
		return nil
	})
	set.Func("web.listen-address", "`address` of the page and the metrics, or off; more than once for more of them", func(addr string) error {
		f.web.Listen = append(f.web.Listen, addr)
		return nil
	})
	set.Func("web.config.file", "TLS and passwords in front of them, in this `file` of Prometheus' form", func(path string) (err error) {
		f.web.ConfigFile, err = filepath.Abs(path)
		return err
	})
	set.StringVar(&f.web.MetricsPath, "web.telemetry-path", "", "`path` of the metrics, /metrics if none is given")
	set.Func("web.max-requests", "so many scrapes at a time, 40 if no `number` is given; 0: any", func(text string) error {
		n, err := strconv.Atoi(text)
		f.web.MaxRequests = &n
		return err
	})
	set.BoolVar(&f.web.Bare, "web.disable-exporter-metrics", false, "leave out the metrics of process and runtime")
	set.BoolVar(&f.web.AllowInsecure, "web.allow-insecure", false, "listen without --web.config.file where other machines can reach it")
	for _, name := range daemon.Collectors() {
		set.BoolFunc("collector."+name, "", f.collector(name, true))
		set.BoolFunc("no-collector."+name, "", f.collector(name, false))
	}
}

// collector sets whether a collector of metrics is wanted. The last word holds.
func (f *flags) collector(name string, wanted bool) func(string) error {
	return func(text string) error {
		on, err := strconv.ParseBool(text)
		if err != nil {
			return err
		}
		without := func(names []string) []string {
			return slices.DeleteFunc(names, func(n string) bool { return n == name })
		}
		f.web.On, f.web.Off = without(f.web.On), without(f.web.Off)
		if on == wanted {
			f.web.On = append(f.web.On, name)
		} else {
			f.web.Off = append(f.web.Off, name)
		}
		return nil
	}
}

// printFlags prints what flags there are: those of collectors, of which there are
// two each, in two lines.
func printFlags(set *flag.FlagSet, to io.Writer) {
	plain := flag.NewFlagSet("", flag.ContinueOnError)
	plain.SetOutput(to)
	set.VisitAll(func(one *flag.Flag) {
		if !strings.Contains(one.Name, "collector.") {
			plain.Var(one.Value, one.Name, one.Usage)
		}
	})
	plain.PrintDefaults()
	fmt.Fprintf(to, "  -no-collector.NAME, -collector.NAME\n    \tleave out metrics, or show them though the configuration does not:\n    \t%s\n",
		strings.Join(daemon.Collectors(), ", "))
}

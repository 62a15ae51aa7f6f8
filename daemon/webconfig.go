package daemon

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"focusd/daemon/metrics"
	"focusd/daemon/server"
	"focusd/daemon/web"
)

// Web is where the page and the metrics are, and who may have them.
type Web struct {
	Listen        []string // addresses; none: nowhere
	Hosts         []string // further names of them, with the port
	AllowInsecure bool     // Listen may be what other machines can reach, without a ConfigFile
	ConfigFile    string   // of exporter-toolkit; "": no TLS and no passwords
	Front         web.Front

	MetricsPath string
	MaxRequests int      // scrapes at a time; 0: any number
	Bare        bool     // metrics without go_ and process_
	Off         []string // collectors of metrics
}

// Collectors are the parts of the metrics that can be left out.
func Collectors() []string { return metrics.Collectors() }

// DefaultWeb is what holds without a file and flags.
func DefaultWeb() Web {
	return Web{Listen: []string{"127.0.0.1:8463"}, MetricsPath: "/metrics", MaxRequests: 40}
}

// waiting are the settings of next that cannot change while a daemon runs with
// those of w. What is in the ConfigFile can, but for whether there is TLS.
func (w Web) waiting(next Web) (names []string) {
	for _, s := range []struct {
		name    string
		changed bool
	}{
		{"web.listen", !slices.Equal(next.Listen, w.Listen) || next.AllowInsecure != w.AllowInsecure},
		{"web.hosts", !slices.Equal(next.Hosts, w.Hosts)},
		{"web.config_file", next.ConfigFile != w.ConfigFile || next.Front.TLS != w.Front.TLS},
		{"web.telemetry_path", next.MetricsPath != w.MetricsPath},
		{"web.max_requests", next.MaxRequests != w.MaxRequests},
		{"web.disable_exporter_metrics", next.Bare != w.Bare},
		{"metrics.off", !slices.Equal(next.Off, w.Off)},
	} {
		if s.changed {
			names = append(names, s.name)
		}
	}
	return names
}

// page is where the page is: at the first listener that only this machine can
// reach; "": nowhere.
func (w Web) page(listeners []net.Listener) string {
	scheme := "http://"
	if w.Front.TLS {
		scheme = "https://"
	}
	for _, ln := range listeners {
		if addr, ok := ln.Addr().(*net.TCPAddr); ok && addr.IP.IsLoopback() {
			return scheme + addr.String()
		}
	}
	return ""
}

// serve is how TCP listeners are served; nil: without anything in front.
func (w Web) serve(log *slog.Logger) func(net.Listener, *http.Server) error {
	if w.ConfigFile == "" {
		return nil
	}
	return func(ln net.Listener, hs *http.Server) error {
		hs.Handler = web.Guard(hs.Handler, w.ConfigFile, w.enough(ln), log)
		return web.Serve(ln, hs, w.ConfigFile, log)
	}
}

// enough is what has to be in front of a listener: what the start asked for.
func (w Web) enough(ln net.Listener) func(web.Front) bool {
	needed := w.Front.Protects() && !w.AllowInsecure && reachable(ln)
	return func(f web.Front) bool { return !needed || f.Protects() }
}

// reachable tells whether other machines can reach a listener.
func reachable(ln net.Listener) bool {
	addr, ok := ln.Addr().(*net.TCPAddr)
	return ok && !addr.IP.IsLoopback()
}

// refused says why next, which was read while w holds, would not be started with.
func (w Web) refused(next Web, listeners []net.Listener) error {
	if next.AllowInsecure || !slices.Equal(next.Listen, w.Listen) {
		return nil // what changes of these is for the next start to judge
	}
	for _, ln := range listeners {
		if !w.enough(ln)(next.Front) {
			return fmt.Errorf("web.config_file: other machines could come to %s without TLS or a password: put one in front again", ln.Addr())
		}
	}
	return nil
}

// Override puts what the flags say over what the file says. Each error names
// the flag.
func (w *Web) Override(f WebFlags) error {
	w.AllowInsecure = w.AllowInsecure || f.AllowInsecure
	w.Bare = w.Bare || f.Bare
	var listen any
	if len(f.Listen) > 0 {
		listen = f.Listen
	}
	w.Off = slices.DeleteFunc(slices.Clone(w.Off), func(name string) bool { return slices.Contains(f.On, name) })
	for _, set := range []struct {
		flag string
		err  error
	}{
		{"web.listen-address", setListen(&w.Listen, listen)},
		{"web.config.file", setWebConfig(w, f.ConfigFile)},
		{"web.telemetry-path", setMetricsPath(&w.MetricsPath, f.MetricsPath)},
		{"web.max-requests", setMaxRequests(&w.MaxRequests, f.MaxRequests)},
		{"no-collector", setCollectors(&w.Off, append(w.Off, f.Off...))},
	} {
		if set.err != nil {
			return fmt.Errorf("--%s: %w", set.flag, set.err)
		}
	}
	return nil
}

// WebFlags are what the command line says of Web; zero: nothing.
type WebFlags struct {
	Listen                  []string
	ConfigFile, MetricsPath string
	MaxRequests             *int
	AllowInsecure, Bare     bool
	On, Off                 []string // collectors
}

// Settings are those that the flags say, by name.
func (f WebFlags) Settings() (names []string) {
	for _, s := range []struct {
		name string
		said bool
	}{
		{"web.listen", len(f.Listen) > 0},
		{"web.config_file", f.ConfigFile != ""},
		{"web.telemetry_path", f.MetricsPath != ""},
		{"web.max_requests", f.MaxRequests != nil},
		{"web.disable_exporter_metrics", f.Bare},
		{"web.allow_insecure", f.AllowInsecure},
		{"metrics.off", len(f.On)+len(f.Off) > 0},
	} {
		if s.said {
			names = append(names, s.name)
		}
	}
	return names
}

// setListen reads one address or a list of them; "off" alone is none.
func setListen(to *[]string, listen any) error {
	var all []string
	switch v := listen.(type) {
	case nil:
		return nil
	case string:
		all = []string{v}
	case []string:
		all = v
	case []any:
		for _, one := range v {
			text, ok := one.(string)
			if !ok {
				return fmt.Errorf("%v is no text in quotes", one)
			}
			all = append(all, text)
		}
	default:
		return errors.New("this is a text in quotes, or a list of them in brackets")
	}
	if len(all) == 1 && all[0] == "off" {
		*to = nil
		return nil
	}
	for _, addr := range all {
		if err := checkAddress(addr); err != nil {
			return err
		}
	}
	*to = all
	return nil
}

func checkAddress(addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf(`%q has no port; write "127.0.0.1:8463" or "off"`, addr)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return fmt.Errorf("%q is not a port: it lies between 1 and 65535, or is 0 for any", port)
	}
	return nil
}

// setHosts reads names under which the listeners are asked for.
func setHosts(to *[]string, hosts []string) error {
	for _, h := range hosts {
		if err := checkAddress(h); err != nil || strings.ContainsAny(h, "/ *") {
			return fmt.Errorf(`%q is not a name with its port; write "desk.example:8463"`, h)
		}
		*to = append(*to, strings.ToLower(h))
	}
	return nil
}

// setWebConfig reads what is in front of the listeners.
func setWebConfig(to *Web, file string) error {
	if file == "" {
		return nil
	}
	if !filepath.IsAbs(file) {
		return fmt.Errorf("%q is not an absolute path", file)
	}
	front, err := web.Read(file)
	to.ConfigFile, to.Front = file, front
	return err
}

func setMetricsPath(to *string, path string) error {
	if path == "" {
		return nil
	}
	*to = path
	return server.CheckMetricsPath(path)
}

func setMaxRequests(to *int, n *int) error {
	switch {
	case n == nil:
		return nil
	case *n < 0 || *n > 1000:
		return fmt.Errorf("%d is not between 1 and 1000, nor 0 for any number", *n)
	}
	*to = *n
	return nil
}

// setCollectors reads which collectors of metrics are off.
func setCollectors(to *[]string, off []string) error {
	for _, name := range off {
		if !slices.Contains(metrics.Collectors(), name) {
			return fmt.Errorf("%q is not one of %s", name, strings.Join(metrics.Collectors(), ", "))
		}
	}
	*to = slices.Compact(slices.Sorted(slices.Values(off)))
	return nil
}

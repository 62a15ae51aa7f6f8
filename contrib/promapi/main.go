package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/prometheus/exporter-toolkit/web"

	"focusd/contrib/promapi/past"
	"focusd/contrib/promapi/query"
	"focusd/contrib/promapi/serve"
	"focusd/daemon/api"
	door "focusd/daemon/web"
)

// version is set when a release is built.
var version = "devel"

// enough is the memory that the program tries to get along with.
const enough = 90 << 20

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	case o.version:
		fmt.Println("focusd-promapi", version)
		return
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enough)
	}
	if err := run(ctx, o, slog.New(slog.NewTextHandler(os.Stderr, nil))); err != nil {
		fmt.Fprintln(os.Stderr, "focusd-promapi:", err)
		os.Exit(1)
	}
}

// options is what the command line says.
type options struct {
	listen    string
	webConfig string
	insecure  bool
	hosts     list
	socket    string
	job       string
	instance  string
	limits    query.Limits
	version   bool
}

// list is a flag that can be given more than once.
type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func parse(args []string, output io.Writer) (o options, err error) {
	f := flag.NewFlagSet("focusd-promapi", flag.ContinueOnError)
	f.SetOutput(output)
	f.StringVar(&o.listen, "web.listen-address", "127.0.0.1:8464", "`address` to answer at")
	f.StringVar(&o.webConfig, "web.config.file", "", "`file` with certificates and passwords, as exporter-toolkit reads it")
	f.BoolVar(&o.insecure, "web.allow-insecure", false, "answer other machines without passwords in --web.config.file: they see all there is")
	f.Var(&o.hosts, "web.allow-host", "another `name` that this machine is called by; can be repeated")
	f.StringVar(&o.socket, "socket", "", "`path` of the socket of focusd; default is where focusd has it")
	f.StringVar(&o.job, "job", "focusd", "`value` of the label job")
	f.StringVar(&o.instance, "instance", "127.0.0.1:8463", "`value` of the label instance")
	f.IntVar(&o.limits.Samples, "query.max-samples", 50_000_000, "most `samples` that a query may have in memory")
	f.DurationVar(&o.limits.Time, "query.timeout", 30*time.Second, "`time` that a query may take")
	f.IntVar(&o.limits.Concurrent, "query.max-concurrency", 2, "`queries` at once; others wait")
	f.BoolVar(&o.version, "version", false, "say the version, and end")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	problem := ""
	switch {
	case f.NArg() > 0:
		problem = fmt.Sprintf("there is no argument %q", f.Arg(0))
	case o.job == "" || o.instance == "":
		problem = "--job and --instance cannot be empty"
	case o.limits.Samples <= 0 || o.limits.Time <= 0 || o.limits.Concurrent <= 0:
		problem = "the limits --query.* have to be above zero"
	}
	if problem != "" {
		fmt.Fprintln(output, "focusd-promapi: "+problem+"; see focusd-promapi --help")
		return o, errors.New(problem)
	}
	return o, nil
}

// run answers until ctx is done.
func run(ctx context.Context, o options, log *slog.Logger) error {
	if err := o.safe(); err != nil {
		return err
	}
	l, err := net.Listen("tcp", o.listen)
	if err != nil {
		return fmt.Errorf("listen: %w; choose another address with --web.listen-address", err)
	}
	reader := &past.Reader{
		Daemon: &api.Client{Socket: o.socket},
		Target: map[string]string{"job": o.job, "instance": o.instance},
	}
	s := &serve.Server{Past: reader.Past, Engine: query.New(o.limits), Hosts: o.names(), Version: version, Log: log}
	srv := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		WriteTimeout: o.limits.Time + time.Minute, MaxHeaderBytes: 64 << 10,
	}
	if o.webConfig != "" {
		srv.Handler = door.Guard(srv.Handler, o.webConfig, o.enough, log)
	}
	go warm(ctx, reader, log)
	stopped := context.AfterFunc(ctx, func() {
		bounded, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = srv.Shutdown(bounded) // who still waits after that is cut off
	})
	defer stopped()
	log.Info("answering", "address", l.Addr().String())
	systemd := false
	err = web.Serve(l, srv, &web.FlagConfig{WebSystemdSocket: &systemd, WebConfigFile: &o.webConfig}, log)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// warm reads the history, so that the first who asks need not wait for it.
func warm(ctx context.Context, r *past.Reader, log *slog.Logger) {
	p, err := r.Past(ctx)
	switch {
	case err != nil && ctx.Err() == nil:
		log.Info("the history could not be read yet; it is when somebody asks", "err", err)
	case err == nil:
		log.Info("the history was read", "series", len(p.Series()), "begin", p.Begin())
	}
}

// enough tells whether a file with passwords is: what was outside at the start
// stays closed when they are taken out of it.
func (o options) enough(f door.Front) bool { return !o.outside() || f.Passwords || f.Clients }

// outside tells whether other machines can come, and have to say who they are.
func (o options) outside() bool {
	host, _, err := net.SplitHostPort(o.listen)
	ip := net.ParseIP(host)
	return !(err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())) && !o.insecure
}

// safe refuses to show the time of a person to the network in the open.
func (o options) safe() error {
	if _, _, err := net.SplitHostPort(o.listen); err != nil {
		return fmt.Errorf("--web.listen-address %q: %w; write 127.0.0.1:8464", o.listen, err)
	}
	if !o.outside() {
		return nil
	}
	if o.webConfig != "" {
		front, err := door.Read(o.webConfig)
		if err != nil || o.enough(front) {
			return err
		}
	}
	return fmt.Errorf("%s can be reached by other machines: give a file with certificates and passwords by --web.config.file, or say --web.allow-insecure", o.listen)
}

// names are those by which this program may be called.
func (o options) names() []string {
	names := []string{"localhost", "127.0.0.1", "::1"}
	if host, _, err := net.SplitHostPort(o.listen); err == nil && host != "" && !slices.Contains(names, host) {
		names = append(names, strings.ToLower(host))
	}
	for _, host := range o.hosts {
		names = append(names, strings.ToLower(host))
	}
	return names
}

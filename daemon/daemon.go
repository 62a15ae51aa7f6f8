package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"focusd/daemon/agenda"
	"focusd/daemon/api"
	"focusd/daemon/clock"
	"focusd/daemon/credit"
	"focusd/daemon/desktop"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/daemon/hook"
	"focusd/daemon/listen"
	"focusd/daemon/metrics"
	"focusd/daemon/nudger"
	"focusd/daemon/quiet"
	"focusd/daemon/resident"
	"focusd/daemon/rules"
	"focusd/daemon/server"
	"focusd/daemon/store"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/alarm"
	"focusd/tracker/privacy"
	"focusd/tracker/source"
)

// Options are what Run needs beside the configuration.
type Options struct {
	Version string
	Log     *slog.Logger
	Level   *slog.LevelVar             // of Log; a new configuration may change it
	Load    func() (Config, error)     // reads the configuration anew
	Reload  <-chan os.Signal           // each receive asks for that; may be nil
	Source  func(Config) engine.Source // nil: no window source
	Self    string                     // path of this program, which verifies the store in a child; "": in this process
	Started func()                     // called once what the start leaves behind is garbage; may be nil
}

// Run is the daemon: it opens the store, listens, serves and watches until ctx
// is done, then shuts down in the reverse order. The end of ctx is no error.
func Run(ctx context.Context, cfg Config, o Options) error {
	d := &daemon{cfg: cfg, options: o, log: o.Log, started: time.Now(), plans: newPlans(), processors: resident.NewProcessors()}
	if err := d.open(ctx); err != nil {
		return err
	}
	defer d.closeStore()
	cfg = d.cfg
	if err := d.listen(); err != nil {
		return err
	}
	defer d.listeners.Close()

	// The engine outlives the requests: it has its own end.
	running, stopEngine := context.WithCancel(context.WithoutCancel(ctx))
	defer stopEngine()
	serving, stopServing := context.WithCancel(ctx)
	defer stopServing()

	engineEnd, serverEnd := make(chan error, 1), make(chan error, 1)
	windows := d.source(cfg)
	d.choice, _ = windows.(*source.Choice)
	if d.choice != nil {
		d.choice.Reading = d.rules.Reads
	}
	d.rules.Changed = d.judgeAnew
	d.redact(cfg.Privacy)
	go func() { engineEnd <- d.engine.Run(running, windows) }()
	go func() { serverEnd <- d.serve(serving) }()
	var parts sync.WaitGroup
	parts.Go(func() { d.keep(serving) })
	parts.Go(func() { d.followSleep(serving) })
	parts.Go(func() { d.awaitDesktop(serving) })
	parts.Go(func() { d.readRules(serving) })
	parts.Go(func() { watchdog(serving, d.engine.Ping, d.log) })
	quieted := make(chan *engine.Snapshot, 1) // each once the desktop may show what is said of it
	parts.Go(func() { d.keepQuiet(serving, quieted) })
	parts.Go(func() { d.runHooks(serving) })
	parts.Go(func() { d.nudges.Run(serving) })
	parts.Go(func() { d.credit.Run(serving) })
	parts.Go(func() { d.credit.KeepSums(serving) })
	parts.Go(func() { d.followDays(serving) })
	parts.Go(func() { d.plans.follow(serving, d.engine, d.agenda, d.credit.Days) })
	if cfg.Notify {
		d.board = desktop.NewBoard(d.log)
		parts.Go(func() { d.board.Run(serving) })
		timer, nudges := make(chan *engine.Snapshot, 1), make(chan *engine.Snapshot, 1)
		parts.Go(func() { share(quieted, timer, nudges) })
		parts.Go(func() { desktop.FollowTimer(serving, d.board, timer, d.engine.Do, d.purity, d.log) })
		parts.Go(func() { desktop.FollowNudges(serving, d.board, nudges, d.nudges, d.log) })
	}

	var engineErr, serverErr error
	select {
	case <-ctx.Done():
	case engineErr = <-engineEnd:
		engineEnd <- nil
	case serverErr = <-serverEnd:
		serverEnd <- nil
	}
	tellSystemd("STOPPING=1")
	stopServing() // open streams end; other requests get a moment
	serverErr = errors.Join(serverErr, <-serverEnd)
	parts.Wait()
	stopEngine() // the last commit
	d.log.Info("focusd has stopped")
	return errors.Join(serverErr, engineErr, <-engineEnd)
}

// daemon is what the parts of a running focusd share. It is made before they
// start; afterwards only reload changes it, under its lock.
type daemon struct {
	cfg     Config
	options Options
	log     *slog.Logger
	started time.Time

	store     *store.Store
	lost      *store.Loss    // what opening the store found damaged; nil: it was whole
	anew      bool           // there was no store to open, but there are backups of one
	clocks    tracker.Clocks // a reading at the start: which clocks there are
	choice    *source.Choice // who tells what is in front; nil: nobody on this system
	engine    *engine.Engine
	rules     *rules.Book
	entries   *entries.Entries
	nudges    *nudger.Nudger
	agenda    *agenda.Book
	plans     *plans // of the agenda, in figures
	credit    *credit.Teller
	metrics   *metrics.Metrics
	server    *server.Server
	listeners listen.Listeners
	noticed   noticed
	board     *desktop.Board // nil: notifications are switched off
	guard     *quiet.Guard   // of the desktop, while a block counts
	hooks     *hook.Runner   // of the person
	web       string         // "http://127.0.0.1:8463"; "" when it is off

	processors *resident.Processors // one while nobody waits for an answer

	applying sync.Mutex    // held while other settings are put in force; guards what follows
	applied  engine.Config // as it is in force
	nudging  nudge.Rules   // likewise

	mu         sync.Mutex // guards what follows
	plain      Config     // as file and flags were last read well
	read       Config     // likewise, with what the person has set over it
	reloaded   time.Time  // when the configuration was last read well
	wrong      error      // why the last reading failed
	waiting    []string   // settings that the last reading changed for the next start
	keepTitles int        // days; 0: for ever

	redacting sync.Mutex       // guards what follows
	privacy   privacy.Settings // as they are in force
}

// open takes the store and builds what stands on it.
func (d *daemon) open(ctx context.Context) error {
	d.anew = d.storeIsGone()
	st, lost, err := store.Open(d.cfg.Paths.Data, d.options.storeOptions())
	if err != nil {
		return err
	}
	if d.anew {
		d.log.Warn("there was no store, though there are backups; the log begins anew")
	}
	d.store, d.lost, d.reloaded, d.clocks = st, lost, d.started, clock.Read()
	d.begin()
	if lost != nil {
		d.log.Error("the store was damaged", "report", lost.String())
	}
	cfg := d.cfg.Engine
	// The rules are built on the engine; nothing is judged before it runs.
	cfg.Judge = func(w tracker.Window, start time.Time) (engine.Judgement, bool) { return d.rules.Worth(w, start) }
	cfg.Clocks, cfg.ClockJumped = clock.Read, d.noticed.jumps(ctx, clock.Jumps(ctx), clock.Read)
	cfg.Alarm = alarm.Kernel
	d.engine, err = engine.New(cfg, timedStore{st, d.observeCommit}, d.log)
	if err != nil {
		return errors.Join(err, st.Close())
	}
	d.guard, d.hooks = d.newGuard(), hook.New(d.cfg.Hooks, d.log)
	host, err := os.Hostname()
	if err != nil {
		host = "" // rules for a host then hold nowhere
	}
	d.rules = rules.New(st, d.engine.Keep, host)
	d.metrics = metrics.New(metrics.Source{
		Snapshot:   d.engine.Snapshot,
		Settle:     func(ctx context.Context) error { _, err := d.engine.Settle(ctx); return err },
		Store:      d.storeSize,
		Categories: d.rules.Totals,
		Unrested:   func(now time.Time) time.Duration { return d.nudges.Unrested(now) },
		Agenda:     d.plans.now,
		Reloaded:   d.lastReload,
		AppLimit:   cfg.AppLimit,
		Version:    d.options.Version,

		Off:         d.cfg.Web.Off,
		Bare:        d.cfg.Web.Bare,
		MaxRequests: d.cfg.Web.MaxRequests,
	}, d.log)
	return nil
}

// begin takes up the configuration that was read at the start, and what the person
// has set over it.
func (d *daemon) begin() {
	d.plain = d.cfg
	cfg, err := d.withKept(d.cfg)
	if err != nil {
		d.log.Error("what was set here is as the file says", "err", err)
	}
	d.cfg, d.read, d.applied, d.keepTitles = cfg, cfg, cfg.Engine, cfg.KeepTitles
}

// storeIsGone says that there are backups of a store, but not the store.
func (d *daemon) storeIsGone() bool {
	if _, err := os.Stat(filepath.Join(d.cfg.Paths.Data, store.FileName)); !errors.Is(err, os.ErrNotExist) {
		return false
	}
	return !d.lastBackup().IsZero()
}

func (d *daemon) closeStore() {
	if err := d.store.Close(); err != nil {
		d.log.Error("close the store", "err", err)
	}
}

func (d *daemon) observeCommit(took time.Duration, err error) { d.metrics.ObserveCommit(took, err) }

func (d *daemon) source(cfg Config) engine.Source {
	if d.options.Source == nil {
		return nil
	}
	return d.options.Source(cfg)
}

// listen opens the socket and, unless it is off, the loopback listener, and
// builds the server that answers there.
func (d *daemon) listen() error {
	var err error
	d.listeners, err = listen.Open(listen.Config{
		Socket:        d.cfg.Paths.Socket,
		Web:           d.cfg.Web.Listen,
		Protected:     d.cfg.Web.Front.Protects(),
		AllowInsecure: d.cfg.Web.AllowInsecure,
	})
	if err != nil {
		return err
	}
	d.web = d.cfg.Web.page(d.listeners.Web)
	d.openAgenda()
	d.openNudges()
	d.server = server.New(d.engine, d.store, server.Options{
		Version:   d.options.Version,
		Config:    d.cfg.Engine,
		Web:       d.web,
		Token:     pageToken(filepath.Dir(d.cfg.Paths.Socket), d.log),
		Doctor:    d.doctor,
		Settings:  d.listed,
		Extension: d.extension,
		Backup:    d.backup,
		Quiet:     d.quietNow,
		Forget:    d.forget,
		Metrics:   d.metrics.Handler(),
		History:   d.history,
		Rules:     d.rules,
		Entries:   d.entries,
		Nudges:    d.nudges,
		Horizon:   d.cfg.Horizon,
		Agenda:    d.agenda,
		Plans:     d.plansOn,
		Credit:    d.credit,
		Observe:   d.metrics.ObserveRequest,
		Log:       d.log,
		Busy:      d.processors.Use,

		SetSetting:  d.setSetting,
		Hosts:       d.cfg.Web.Hosts,
		MetricsPath: d.cfg.Web.MetricsPath,
		ServeTCP:    d.cfg.Web.serve(d.log),
	})
	return nil
}

// serve answers until ctx is done or a listener fails.
func (d *daemon) serve(ctx context.Context) error {
	return d.server.Serve(ctx, d.ready, d.listeners.All()...)
}

// ready waits for the loop to begin: only the loop knows the day so far, and the
// first answer must not say that there was none. It is false when the loop ends
// before it has begun; Run hears why from the engine.
func (d *daemon) ready(ctx context.Context) bool {
	if d.engine.Ping(ctx) != nil {
		return false
	}
	tellSystemd("READY=1")
	d.log.Info("focusd is running", "version", d.options.Version,
		"socket", d.cfg.Paths.Socket, "web", d.listeners.Addresses(), "store", d.cfg.Paths.Data)
	return true
}

// answeredFirst is how long after the loop has begun there is something to do
// that takes longer than the first answers, and that nobody waits for.
const answeredFirst = 300 * time.Millisecond

// searched is when the sources have looked often enough for what is not there, to
// look at most every few minutes from then on.
const searched = 65 * time.Second

// readRules compiles the rules: that takes longer than the rest of the start. A
// problem with a rule is for the person to see, as it quotes titles.
func (d *daemon) readRules(ctx context.Context) {
	if d.engine.Ping(ctx) != nil {
		return
	}
	if d.keepsApps() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(answeredFirst):
		}
	} // else the category is all there will ever be of what is in front
	if _, err := d.rules.Now(); err != nil {
		d.log.Error("the rules cannot be read", "err", err)
	}
	if d.options.Started != nil {
		d.options.Started()
	}
	debug.FreeOSMemory() // compiling takes three times what is kept, and never again as much
	d.shrink()
	select {
	case <-ctx.Done():
	case <-time.After(searched):
		d.shrink() // on a desktop where nothing happens there is nobody else to do it
	}
}

// shrink lets go of what the start, a look at years of the log or a minute of
// following the person has brought into memory.
func (d *daemon) shrink() {
	if err := errors.Join(resident.LetGo(), d.store.Mapped(resident.LetGoOf)); err != nil {
		d.log.Debug("more is in memory than is needed", "err", err)
	}
}

// backup makes one for whoever asks.
func (d *daemon) backup(context.Context) (api.Backup, error) {
	path, err := d.store.Backup(time.Now())
	if err != nil {
		return api.Backup{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return api.Backup{}, fmt.Errorf("backup: %w", err)
	}
	return api.Backup{Path: path, Bytes: info.Size()}, nil
}

func (d *daemon) storeSize() (metrics.StoreSize, error) {
	stats, err := d.store.Stats()
	return metrics.StoreSize{Bytes: stats.Size, Free: stats.Free, Records: stats.Entries}, err
}

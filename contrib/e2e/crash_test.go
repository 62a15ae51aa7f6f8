//go:build linux

package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/contrib/standing"
	"focusd/daemon/api"
)

// kills is how often the daemon is killed: FOCUSD_KILLS, else 300.
func kills(t *testing.T) int {
	t.Helper()
	text := os.Getenv("FOCUSD_KILLS")
	if text == "" {
		return 300
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("FOCUSD_KILLS is %q, want a number", text)
	}
	return n
}

// TestNothingAcknowledgedIsLostInACrash kills the daemon hundreds of times at
// random instants, while windows change and a person gives commands.
func TestNothingAcknowledgedIsLostInACrash(t *testing.T) {
	// Not parallel: it takes both processors, and others measure time.
	ctx, m, screen := newDesktop(t, 8*time.Minute, "xterm", "xmessage", "prometheus")
	windows := []rig.Window{}
	for _, command := range [][]string{{"xterm", "-e", "sleep", "900"}, {"xmessage", "An example"}} {
		w, err := m.Open(ctx, command[0], command[1:]...)
		if err != nil {
			t.Fatal(err)
		}
		windows = append(windows, w)
	}
	address, err := standing.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	prometheus, err := m.StartPrometheus(ctx, address, 200*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	until(ctx, t, 30*time.Second, "prometheus has begun to scrape", func() bool {
		up, err := prometheus.Query(ctx, "up")
		return err == nil && len(up) == 1
	})

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	p := person{client: m.Client(), random: random, counters: ledger{}}
	began := time.Now()
	file, there := filepath.Join(data(m), "focusd.db"), false
	n := kills(t)
	for i := range n {
		d, err := m.Start("focusd", "--listen", address)
		if err != nil {
			t.Fatal(err)
		}
		// Most lives are long enough for commands, some end in the opening, and
		// the first before there is a store.
		life := min(time.Duration(i)*time.Second, time.Duration(random.Int64N(int64(350*time.Millisecond))))
		time.AfterFunc(life, d.Kill)
		var hands sync.WaitGroup
		hands.Go(func() { p.work(ctx, d) })
		for k := 0; d.Alive(); k++ {
			_ = screen.Activate(ctx, windows[k%2]) // the kill may come in between
			_ = screen.Press()
			select {
			case <-d.Ended():
			case <-time.After(30 * time.Millisecond):
			}
		}
		hands.Wait()
		if code := d.ExitCode(); code != -1 {
			t.Fatalf("kill %d: focusd ended by itself, exit code %d:\n%s", i, code, d.Output())
		}
		if _, err := os.Stat(file); err == nil {
			there = true
		}
		if there {
			if got := m.Run(ctx, "focusd", "db", "verify"); got.Code != 0 {
				t.Fatalf("kill %d: the store is damaged: %v", i, got)
			}
		}
		if len(p.wrong) > 0 {
			t.Fatalf("kill %d: %s", i, strings.Join(p.wrong, "\n"))
		}
		m.Forget(d)
	}
	t.Logf("%d kills in %v: %d commands were acknowledged, the counters were read %d times",
		n, time.Since(began).Round(time.Second), p.acknowledged, p.scrapes)
	if p.acknowledged < n {
		t.Errorf("%d commands were acknowledged in %d lives: the test tests nothing", p.acknowledged, n)
	}

	startDaemon(ctx, t, m, "--listen", address)
	p.look(ctx)
	p.findLabels(ctx, began.Add(-time.Minute))
	for _, wrong := range p.wrong {
		t.Error(wrong)
	}
	checkPartition(t, readLog(ctx, t, m))
	checkResets(ctx, t, prometheus)
	if scrapes, err := prometheus.Number(ctx, `sum_over_time(up[15m])`); err != nil || scrapes < float64(n)/10 {
		t.Errorf("prometheus saw the daemon %v times in %d lives, %v", scrapes, n, err)
	}
}

// person gives commands to daemons that may die at any moment, and remembers
// what they said. One goroutine at a time uses it.
type person struct {
	client *api.Client
	random *rand.Rand

	last         api.Timer    // as acknowledged last
	known        bool         // last is known
	tried        *api.Command // sent, and not answered yet
	labels       []string     // of acknowledged blocks and segments
	counters     ledger       // the highest ever seen
	acknowledged int
	scrapes      int
	wrong        []string
}

func (p *person) complain(format string, args ...any) {
	p.wrong = append(p.wrong, fmt.Sprintf(format, args...))
}

// work looks whether everything is still there and then gives commands, until
// the daemon dies.
func (p *person) work(ctx context.Context, d *rig.Process) {
	for d.Alive() {
		if _, err := p.client.Status(ctx); err == nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if !d.Alive() || !p.look(ctx) {
		return
	}
	for d.Alive() {
		cmd := p.choose()
		p.tried = &cmd
		status, err := p.client.Timer(ctx, cmd)
		if err != nil {
			if d.Alive() && !rig.Dying(err) {
				p.complain("%+v in %s: %v", cmd, p.last.State, err)
			}
			return
		}
		p.tried = nil
		p.last, p.known = status.Timer, true
		p.acknowledged++
		if cmd.Label != "" {
			p.labels = append(p.labels, cmd.Label)
		}
		if p.random.IntN(4) == 0 && !p.scrape(ctx) {
			return
		}
		// Two in the same millisecond are one: a segment without length is dropped.
		time.Sleep(2*time.Millisecond + time.Duration(p.random.Int64N(int64(8*time.Millisecond))))
	}
}

// look checks a daemon that has just started against what its predecessors
// had acknowledged. It is false when the daemon died in the meantime.
func (p *person) look(ctx context.Context) bool {
	status, err := p.client.Status(ctx)
	if err != nil {
		return false
	}
	got := status.Timer
	switch {
	case p.known && same(p.last, got):
	case p.tried != nil && explains(*p.tried, got):
		if p.tried.Label != "" {
			p.labels = append(p.labels, p.tried.Label) // it is there, so it must stay
		}
	case p.known:
		p.complain("acknowledged was %s, found is %s; in between %+v was tried", describe(p.last), describe(got), p.tried)
	}
	p.last, p.known, p.tried = got, true, nil
	return p.scrape(ctx)
}

// same says whether nothing has happened to a timer but a restart, which pauses
// nothing and moves the deadline only.
func same(before, after api.Timer) bool {
	return before.State == after.State && before.Label == after.Label &&
		before.Planned == after.Planned && equal(before.Started, after.Started)
}

func equal(a, b *time.Time) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Equal(*b)
}

// explains says whether the timer can be what the command has made of it.
func explains(cmd api.Command, after api.Timer) bool {
	switch cmd.Do {
	case "start", "switch":
		return after.State == "work" && after.Label == cmd.Label
	case "pause":
		return after.State == "paused"
	case "resume", "skip", "extend":
		return after.State == "work"
	case "finish":
		return after.State == "short_break" || after.State == "long_break"
	case "stop":
		return after.State == "idle"
	}
	return false
}

func describe(t api.Timer) string {
	started := "never"
	if t.Started != nil {
		started = t.Started.Format("15:04:05.000")
	}
	return fmt.Sprintf("%s %q of %d s started %s", t.State, t.Label, t.Planned, started)
}

// choose is a command that makes sense now.
func (p *person) choose() api.Command {
	label := fmt.Sprintf("task %d", p.random.Uint32())
	var all []api.Command
	switch p.last.State {
	case "work":
		all = []api.Command{
			{Do: "switch", Label: label},
			{Do: "switch", Label: label},
			{Do: "pause"},
			{Do: "finish"},
			{Do: "stop"},
			{Do: "extend", Seconds: 60},
			{Do: "start", Label: label, Replace: true},
		}
	case "paused":
		all = []api.Command{{Do: "resume"}, {Do: "stop"}}
	case "short_break", "long_break":
		all = []api.Command{{Do: "skip"}, {Do: "stop"}, {Do: "start", Label: label}}
	default:
		all = []api.Command{{Do: "start", Label: label}}
	}
	return all[p.random.IntN(len(all))]
}

// scrape checks that no counter has fallen. It is false when the daemon died.
func (p *person) scrape(ctx context.Context) bool {
	now, err := readLedger(ctx, p.client)
	if err != nil {
		return false
	}
	p.scrapes++
	for _, fell := range p.counters.fallen(now) {
		p.complain("a counter fell: %s", fell)
	}
	p.counters = now
	return true
}

// findLabels checks that every acknowledged block and segment is in the store.
func (p *person) findLabels(ctx context.Context, from time.Time) {
	summary, err := p.client.Summary(ctx, from, time.Time{})
	if err != nil {
		p.complain("read the blocks: %v", err)
		return
	}
	var found []string
	for _, block := range summary.Blocks {
		found = append(found, block.Label)
		for _, segment := range block.Segments {
			found = append(found, segment.Label)
		}
	}
	slices.Sort(found)
	missing := 0
	for _, label := range p.labels {
		if _, ok := slices.BinarySearch(found, label); !ok {
			missing++
		}
	}
	if missing > 0 {
		p.complain("%d of %d acknowledged labels are in no block", missing, len(p.labels))
	}
}

// TestACrashLosesAtMostHalfAMinute kills a daemon that has worked for a while.
func TestACrashLosesAtMostHalfAMinute(t *testing.T) {
	t.Parallel()
	ctx, m, screen := newDesktop(t, 3*time.Minute, "xterm", "xmessage")
	term, err := m.Open(ctx, "xterm", "-e", "sleep", "600")
	if err != nil {
		t.Fatal(err)
	}
	note, err := m.Open(ctx, "xmessage", "An example")
	if err != nil {
		t.Fatal(err)
	}
	d := startDaemon(ctx, t, m)
	focus(ctx, t, m, "start", "25/5", "writing")
	started := time.Now()
	for i := 0; time.Since(started) < 50*time.Second; i++ {
		if err := screen.Activate(ctx, []rig.Window{term, note}[i%2]); err != nil {
			t.Fatal(err)
		}
		if err := screen.Press(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
	}
	killed := time.Now()
	d.Kill()
	startDaemon(ctx, t, m)

	log := readLog(ctx, t, m)
	checkPartition(t, log)
	unseen := whereabouts(log, started, killed)["unobserved"]
	t.Logf("%v of %v before the kill are lost", unseen, killed.Sub(started))
	if unseen > 31*time.Second {
		t.Errorf("%v of the log before the kill are lost, allowed are 30 s", unseen)
	}
	status, err := m.Client().Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if status.Timer.State != "work" || status.Timer.Label != "writing" {
		t.Errorf("the block is in %s with label %q, want it to go on", status.Timer.State, status.Timer.Label)
	}
	// What nobody saw does not count, and the rest does.
	elapsed := time.Duration(status.Timer.Elapsed) * time.Second
	if low, high := killed.Sub(started)-unseen-2*time.Second, killed.Sub(started)-unseen+2*time.Second; elapsed < low || elapsed > high {
		t.Errorf("the block has %v of focus, want %v to %v", elapsed, low, high)
	}
}

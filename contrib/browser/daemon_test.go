package browser

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/store"
)

// patience is how long what must come is waited for. It is long: machines that
// run tests are busy.
const patience = time.Minute

// daemon is a focusd of a test, over a copy of the month.
type daemon struct {
	*rig.Machine
	ctx     context.Context
	web     string // "http://127.0.0.1:4711"
	zone    string // of daemon and browser; see afternoon.Zone
	process *rig.Process
}

// living is a daemon of somebody who has used it for a month and is in the midst
// of a working day: blocks, a meeting, lunch, corrections; an app that is not filed
// (unfiledApp), a title that is nobody's business (secretWord), tasks of which four
// are ranked, time blocks, habits and goals; see work and plans. No timer runs, and
// no window is seen: nothing changes unless the test does it.
func living(t testing.TB) *daemon {
	t.Helper()
	screen.started(t) // else it is skipped before anything is built
	h, err := filled()
	if err != nil {
		t.Fatalf("live a month: %v", err)
	}
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := fastDir("focusd-page-")
	if err != nil {
		t.Fatal(err)
	}
	m, err := rig.New(bin, dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*patience)
	d := &daemon{Machine: m, ctx: ctx, zone: h.zone}
	t.Cleanup(func() {
		cancel()
		if t.Failed() && d.process != nil {
			t.Logf("focusd said:\n%s", d.process.Output())
		}
		if err := m.Close(); err != nil {
			t.Error(err)
		}
		os.RemoveAll(dir)
	})
	if err := settle(m, h.zone); err != nil {
		t.Fatal(err)
	}
	d.adopt(t, h.store)
	d.begin(t)
	return d
}

// adopt gives the machine a copy of a store.
func (d *daemon) adopt(t testing.TB, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	to := d.Path("home/.local/share/focusd")
	if err := os.MkdirAll(to, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, store.FileName), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// begin starts focusd, on the port that it had before if it had one.
func (d *daemon) begin(t testing.TB) {
	t.Helper()
	var args []string
	if d.web != "" {
		args = []string{"--listen", strings.TrimPrefix(d.web, "http://")}
	}
	var err error
	if d.process, err = d.StartDaemon(d.ctx, args...); err != nil {
		t.Fatal(err)
	}
	if d.web, err = d.Web(d.ctx); err != nil {
		t.Fatal(err)
	}
	d.web = strings.TrimSuffix(d.web, "/")
}

// focus runs a command of the command line that must succeed, and returns what it
// prints.
func (d *daemon) focus(t testing.TB, args ...string) string {
	t.Helper()
	got := d.Focus(d.ctx, args...)
	if got.Code != 0 {
		t.Fatal(got)
	}
	return got.Stdout
}

// link is a link that opens the page once, as focus open makes one.
func (d *daemon) link(t testing.TB) string {
	t.Helper()
	return strings.TrimSpace(d.focus(t, "open", "--print"))
}

// open is a page of the daemon in a browser of its own, which has come by a link.
func (d *daemon) open(t testing.TB, path string) *page {
	t.Helper()
	p := d.browser(t)
	p.come(d.link(t))
	if path != "/" {
		p.open(path)
	}
	return p
}

// fileWith is a file of the machine that has a word in it, as it is written or in
// what the store packs, "" if none has.
func (d *daemon) fileWith(t testing.TB, word string) (found string) {
	t.Helper()
	err := filepath.WalkDir(d.Path("home"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(word)) || bytes.Contains(frames(t, data), []byte(word)) {
			found = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// frames are what the zstd frames say that begin anywhere in data, also those in
// pages that a store no longer uses.
func frames(t testing.TB, data []byte) (said []byte) {
	t.Helper()
	magic := []byte{0x28, 0xb5, 0x2f, 0xfd}
	frame, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	defer frame.Close()
	for i := bytes.Index(data, magic); i >= 0; i = bytes.Index(data, magic) {
		if err := frame.Reset(bytes.NewReader(data[i:])); err != nil {
			t.Fatal(err)
		}
		titles, _ := io.ReadAll(frame) // what follows a frame in the file is none
		said = append(said, titles...)
		data = data[i+len(magic):]
	}
	return said
}

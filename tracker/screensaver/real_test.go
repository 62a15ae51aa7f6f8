//go:build unix

package screensaver

import (
	"testing"
	"time"

	"focusd/tracker/gnome/gnometest"
	"focusd/tracker/kwin/kwintest"
	"focusd/tracker/source"
)

func TestRealKWinLocksAndUnlocks(t *testing.T) {
	d := kwintest.Start(t)
	w := listen(t, d.Bus)
	w.wantNext(t, "KWin runs", source.Lock, false)
	asked := time.Now()
	d.Lock()
	t.Logf("locked after %v", w.wantNext(t, "it is locked", source.Lock, true).At.Sub(asked))
	asked = time.Now()
	d.Unlock()
	t.Logf("unlocked after %v", w.wantNext(t, "it is unlocked", source.Lock, false).At.Sub(asked))
	d.Lock()
	w.wantNext(t, "it is locked again", source.Lock, true)
	d.KillKWin()
	w.wantNext(t, "KWin was killed", 0, false)
	d.StartKWin()
	w.wantNext(t, "KWin runs again", source.Lock, false)
}

func TestRealGNOMEShellLocksAndUnlocks(t *testing.T) {
	d := gnometest.New(t)
	d.StartShell()
	w := listen(t, d.Bus)
	w.wantNext(t, "the shell runs", source.Lock, false)
	asked := time.Now()
	d.Lock(true)
	t.Logf("locked after %v", w.wantNext(t, "it is locked", source.Lock, true).At.Sub(asked))
	asked = time.Now()
	d.Lock(false)
	t.Logf("unlocked after %v", w.wantNext(t, "it is unlocked", source.Lock, false).At.Sub(asked))
	d.Kill()
	w.wantNext(t, "the shell was killed", 0, false)
}

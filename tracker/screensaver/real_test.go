//go:build unix

package screensaver

import (
	"testing"
	"time"

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

package resident

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

// TestCollectByGrowth: garbage goes as it is made, what is in use may grow
// without a collection for each step of it, and nothing but growth collects.
func TestCollectByGrowth(t *testing.T) {
	percent := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetMemoryLimit(math.MaxInt64); debug.SetGCPercent(percent) })
	CollectByGrowth()
	if got := debug.SetGCPercent(-1); got != -1 {
		t.Errorf("the percentage is %d: with one, garbage is collected every two minutes too", got)
	}
	if got := debug.SetMemoryLimit(-1); got == math.MaxInt64 {
		t.Errorf("the limit is %d: there is none", got)
	}
	const step = 64 << 10
	var sink []byte
	collections := func(do func()) uint32 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		do()
		runtime.ReadMemStats(&after)
		if after.HeapSys > 512<<20 {
			t.Errorf("the heap takes %d bytes", after.HeapSys)
		}
		return after.NumGC - before.NumGC
	}
	if n := collections(func() {
		for range 1 << 30 / step {
			sink = make([]byte, step)
		}
	}); n < 30 {
		t.Errorf("%d collections of 1 GiB of garbage, want one for some 2 MiB", n)
	}
	var kept [][]byte
	if n := collections(func() {
		for range 128 << 20 / step {
			kept = append(kept, make([]byte, step))
		}
	}); n > 100 {
		t.Errorf("%d collections while 128 MiB came into use, want few", n)
	}
	runtime.KeepAlive(sink)
	runtime.KeepAlive(kept)
}

package resident

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// growth is how much may be allocated, as a part of what is in use, before
	// garbage is collected.
	growth = 0.5
	// leastHeap is what may be allocated in any case.
	leastHeap = 2 << 20
	// headroom is what Go leaves free below a limit of this size. See the function
	// memoryLimitHeapGoal in runtime/mgcpacer.go.
	headroom = 1 << 20
	// regrowth is what stacks take back after a collection, which took it from them.
	regrowth = 1 << 18
	// letGoEvery is for a daemon that has much to do: it would need again at once
	// what it has let go of.
	letGoEvery = time.Second
)

// CollectByGrowth has garbage collected when as much was allocated as a growth of
// half of what is in use, and only then. Go's own percentage is the same, but a
// program that has one collects every two minutes too, needed or not, and that
// wakes a daemon at rest more often than all else together: so there is none, but
// a limit to the memory, which follows what is in use after each collection.
func CollectByGrowth() {
	debug.SetGCPercent(-1)
	follow(time.Time{})
}

// follow sets the limit now and after each collection. A collection looks at the
// tables of all that runs, which are all over the program, and so brings most of
// it into memory: that is let go of, last at letGo.
func follow(letGo time.Time) {
	debug.SetMemoryLimit(limit())
	if now := time.Now(); now.Sub(letGo) >= letGoEvery {
		letGo = now
		_ = LetGo() // else more is in memory than is needed
	}
	type collection struct{ _ [32]byte } // a smaller one would live as long as its neighbours
	runtime.AddCleanup(new(collection), follow, letGo)
}

// limit is what Go's memory may take until the next collection, in bytes.
func limit() int64 {
	read := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"},
		{Name: "/memory/classes/total:bytes"},
		{Name: "/memory/classes/heap/released:bytes"},
		{Name: "/memory/classes/heap/free:bytes"},
		{Name: "/memory/classes/heap/objects:bytes"},
	}
	metrics.Read(read)
	bytes := func(i int) int64 { return int64(read[i].Value.Uint64()) }
	live, besides := bytes(0), bytes(1)-bytes(2)-bytes(3)-bytes(4)
	return besides + headroom + regrowth + max(leastHeap, live+int64(growth*float64(live)))
}

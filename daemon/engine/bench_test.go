package engine_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
)

// feed is a source that emits what a benchmark gives it.
type feed chan tracker.Sample

func (feed) Name() string { return "feed" }

func (f feed) Watch(ctx context.Context, _ <-chan struct{}, emit func(tracker.Sample)) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case s := <-f:
			emit(s)
		}
	}
}

// started is an engine that runs until the test ends.
func started(b testing.TB, src engine.Source) *engine.Engine {
	b.Helper()
	return startedWith(b, engine.Config{}, enginetest.NewMemory(), src)
}

func startedWith(b testing.TB, cfg engine.Config, st engine.Store, src engine.Source) *engine.Engine {
	b.Helper()
	e, err := engine.New(cfg, st, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx, src) }()
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	if err := e.Ping(ctx); err != nil {
		b.Fatal(err)
	}
	return e
}

// BenchmarkSample is one change of the window in front, with a reader. Windows
// change a thousand times a second of the log, so its tail is as long as it gets.
func BenchmarkSample(b *testing.B) {
	for _, tail := range []int{0, 10_000} {
		b.Run(fmt.Sprintf("tail of %d", tail), func(b *testing.B) {
			src := make(feed)
			e := started(b, src)
			windows := []tracker.Window{{App: "editor", Title: "a title"}, {App: "browser", Title: "another one"}}
			at := time.Now().UTC()
			show := func(i int) {
				src <- tracker.Sample{At: at, Window: windows[i%2], IdleKnown: true}
			}
			for i := range tail {
				at = at.Add(time.Millisecond)
				show(i)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				show(i)
			}
			b.StopTimer()
			if err := e.Ping(b.Context()); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkDo is a command, committed to memory and answered.
func BenchmarkDo(b *testing.B) {
	e := started(b, make(feed))
	if _, err := e.Do(b.Context(), timer.Event{Verb: timer.Start}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Do(b.Context(), timer.Event{Verb: timer.Extend, For: time.Nanosecond}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHeartbeat is the commit of a block that runs while nothing changes
// but the time.
func BenchmarkHeartbeat(b *testing.B) {
	var beats atomic.Int64
	start := time.Now()
	cfg := engine.Config{Clocks: func() tracker.Clocks {
		ran := time.Duration(beats.Load()) * 30 * time.Second
		return tracker.Clocks{Wall: start.Add(ran), Mono: ran + 1, Boot: ran + 1}
	}}
	e := startedWith(b, cfg, enginetest.NewMemory(), nil)
	b.ReportAllocs()
	for b.Loop() {
		if e.Snapshot().Timer.Phase != timer.Work {
			if _, err := e.Do(b.Context(), timer.Event{Verb: timer.Start, Preset: timer.Preset{Kind: timer.Flow}, Replace: true}); err != nil {
				b.Fatal(err)
			}
		}
		beats.Add(1)
		if err := e.Ping(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	if n := e.Snapshot().Store.Commits; n < uint64(beats.Load()) {
		b.Errorf("%d commits in %d intervals", n, beats.Load())
	}
}

// BenchmarkDeadline is how late a reader sees what was due, 20 ms ahead.
func BenchmarkDeadline(b *testing.B) {
	e := started(b, nil)
	var late []time.Duration
	for b.Loop() {
		held, err := e.Hold(b.Context(), 20*time.Millisecond)
		if err != nil {
			b.Fatal(err)
		}
		ctx, leave := context.WithCancel(b.Context())
		for s := range e.Watch(ctx) {
			if s.HeldUntil.IsZero() {
				break
			}
		}
		late = append(late, time.Since(held.HeldUntil))
		leave()
	}
	slices.Sort(late)
	b.ReportMetric(float64(late[len(late)/2].Microseconds()), "µs-late/p50")
	b.ReportMetric(float64(late[len(late)*99/100].Microseconds()), "µs-late/p99")
}

// BenchmarkDoTogether is a command of many who ask at once.
func BenchmarkDoTogether(b *testing.B) {
	e := started(b, make(feed))
	if _, err := e.Do(b.Context(), timer.Event{Verb: timer.Start}); err != nil {
		b.Fatal(err)
	}
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := e.Do(b.Context(), timer.Event{Verb: timer.Extend, For: time.Nanosecond}); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(e.Snapshot().Store.Commits)/float64(b.N), "commits/op")
}

package resident

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

func TestProcessors(t *testing.T) {
	const many = 3 // more than this machine may have
	before := runtime.GOMAXPROCS(many)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
	want := func(t *testing.T, when string, n int) {
		t.Helper()
		if got := runtime.GOMAXPROCS(0); got != n {
			t.Errorf("%s: %d processors, want %d", when, got, n)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		p := NewProcessors()
		p.Rest()
		want(t, "at the start", many)
		time.Sleep(restAfter)
		p.Rest()
		want(t, "when nobody has asked", 1)
		first := p.Use()
		want(t, "when somebody asks", many)
		second := p.Use()
		first()
		time.Sleep(restAfter)
		p.Rest()
		want(t, "while somebody waits", many)
		second()
		time.Sleep(restAfter - time.Nanosecond)
		p.Rest()
		want(t, "less than a minute later", many)
		time.Sleep(time.Nanosecond)
		p.Rest()
		p.Rest()
		want(t, "a minute later", 1)
	})
}

package clock

import (
	"testing"
	"time"
)

func TestReadAgreesWithPackageTime(t *testing.T) {
	before := time.Now().Round(0)
	got := Read()
	after := time.Now().Round(0)
	if got.Wall.Before(before) || got.Wall.After(after) {
		t.Errorf("Wall = %v, want %v to %v", got.Wall, before, after)
	}
	if got.Wall.Location() != time.UTC || got.Wall != got.Wall.Round(0) {
		t.Errorf("Wall = %v, want UTC without a monotonic reading", got.Wall)
	}
}

func TestReadGoesOnTogether(t *testing.T) {
	const skew = 5 * time.Millisecond // a busy machine; as a rule it is a microsecond
	first := Read()
	for range 1000 {
		next := Read()
		wall, mono, boot := next.Wall.Sub(first.Wall), next.Mono-first.Mono, next.Boot-first.Boot
		if mono < 0 || boot < 0 {
			t.Fatalf("a clock ran backwards: %+v, then %+v", first, next)
		}
		if (wall-mono).Abs() > skew || (boot-mono).Abs() > skew {
			t.Fatalf("clocks went on by %v, %v and %v", wall, mono, boot)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		Read()
	}
}

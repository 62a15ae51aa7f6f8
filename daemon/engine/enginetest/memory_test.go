package enginetest_test

import (
	"errors"
	"testing"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
)

func TestMemory(t *testing.T) {
	enginetest.TestStore(t, func(*testing.T) engine.Store { return enginetest.NewMemory() })
}

func TestMemoryFails(t *testing.T) {
	full := errors.New("disk full")
	for _, test := range []struct {
		name string
		arm  func(*enginetest.Memory)
		want string // one letter a commit: o kept, x failed
	}{
		{"never", func(*enginetest.Memory) {}, "ooooo"},
		{"next two", func(m *enginetest.Memory) { m.FailNext(2, full) }, "xxooo"},
		{"after two", func(m *enginetest.Memory) { m.FailAfter(2, full) }, "ooxxx"},
		{"healed", func(m *enginetest.Memory) { m.FailAfter(0, full); m.Heal() }, "ooooo"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := enginetest.NewMemory()
			test.arm(m)
			var got string
			kept := 0
			for range len(test.want) {
				err := m.Commit(engine.Change{Values: map[string]string{"n": got + "."}})
				switch {
				case err == nil:
					got, kept = got+"o", kept+1
				case errors.Is(err, full):
					got += "x"
				default:
					t.Fatalf("Commit: %v, want %v", err, full)
				}
			}
			if got != test.want || m.Commits() != kept {
				t.Errorf("commits went %s and %d counted, want %s", got, m.Commits(), test.want)
			}
		})
	}
}

package daemon

import "testing"

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0.0 KiB", 512: "0.5 KiB", 32 << 10: "32 KiB", 1<<20 - 1: "1024 KiB", 3 << 20: "3.0 MiB", 118 << 20: "118 MiB", 5 << 30: "5.0 GiB", 5 << 40: "5120 GiB",
	} {
		if got := Size(bytes); got != want {
			t.Errorf("Size(%d) = %q, want %q", bytes, got, want)
		}
	}
}

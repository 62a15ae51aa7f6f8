//go:build linux

package main

import (
	"testing"
	"time"
)

func TestWritesAddsUpATrace(t *testing.T) {
	const trace = `12 pwrite64(8, ""..., 4096, 16384) = 4096
12 pwrite64(8, ""..., 8192, 20480 <unfinished ...>
13 fdatasync(8)                      = 0
12 <... pwrite64 resumed>) = 8192
13 fdatasync(8 <unfinished ...>
13 <... fdatasync resumed>)          = 0
12 pwrite64(9, ""..., 28, 0)         = 28
13 --- SIGURG {si_signo=SIGURG, si_code=SI_TKILL, si_pid=12, si_uid=0} ---
13 +++ exited with 0 +++
`
	if written, syncs := writes(trace); written != 16384 || syncs != 3 {
		t.Errorf("writes = %d bytes, %d syncs; want 16384 bytes, 3 syncs", written, syncs)
	}
}

func TestNothingWrittenIsDoubted(t *testing.T) {
	moving, resting := cost{every: 5 * time.Second}, cost{away: true}
	for name, test := range map[string]struct {
		cost
		written
		doubted bool
	}{
		"the focus moves":                 {moving, written{bytes: 32768, syncs: 4, during: traceFor}, false},
		"nothing was seen":                {moving, written{during: traceFor}, true},
		"only syncs were seen":            {moving, written{syncs: 4, during: traceFor}, true},
		"only writes were seen":           {moving, written{bytes: 32768, during: traceFor}, true},
		"not long enough to say anything": {moving, written{during: traceFor / 3}, false},
		"at rest":                         {resting, written{during: traceFor}, false},
	} {
		if err := test.doubt(test.written); (err != nil) != test.doubted {
			t.Errorf("%s: doubt = %v, want one: %v", name, err, test.doubted)
		}
	}
}

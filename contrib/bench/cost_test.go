//go:build linux

package main

import "testing"

func TestWritesAddsUpATrace(t *testing.T) {
	const trace = `12 pwrite64(8, ""..., 4096, 16384) = 4096
12 pwrite64(8, ""..., 8192, 20480 <unfinished ...>
13 fdatasync(8)                      = 0
12 <... pwrite64 resumed>) = 8192
13 fdatasync(8 <unfinished ...>
13 <... fdatasync resumed>)          = 0
13 --- SIGURG {si_signo=SIGURG, si_code=SI_TKILL, si_pid=12, si_uid=0} ---
13 +++ exited with 0 +++
`
	if written, syncs := writes(trace); written != 12288 || syncs != 2 {
		t.Errorf("writes = %d bytes, %d syncs; want 12288 bytes, 2 syncs", written, syncs)
	}
}

package resident

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestReadOnlyPagesOfFiles(t *testing.T) {
	const smaps = `00400000-00e5b000 r-xp 00000000 fe:00 1311                       /usr/bin/focusd
Size:              10604 kB
Rss:                8820 kB
Anonymous:             0 kB
VmFlags: rd ex mr mw me
00e5b000-01800000 r--p 00a5b000 fe:00 1311                       /usr/bin/focusd
Rss:                8564 kB
Anonymous:             4 kB
01800000-01870000 rw-p 01400000 fe:00 1311                       /usr/bin/focusd
Anonymous:             0 kB
c000000000-c000800000 rw-p 00000000 00:00 0
Anonymous:          6128 kB
7f0000000000-7f0002000000 r--s 00000000 fe:00 77                 /home/x y/focusd.db
Rss:                5952 kB
Anonymous:             0 kB
7ffd00000000-7ffd00004000 r--p 00000000 00:00 0                          [vvar]
Anonymous:             0 kB
7ffd00004000-7ffd00006000 r-xp 00000000 00:00 0                          [vdso]
Anonymous:             0 kB
`
	want := []pages{{0x400000, 0xe5b000}, {0x7f0000000000, 0x7f0002000000}}
	got, err := readOnly(strings.NewReader(smaps))
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("read-only pages = %x, %v, want %x: nothing that is written, or is in no file", got, err, want)
	}
}

// TestLetGo: what is let go of is as it was when it is needed again, and until
// then is not in memory.
func TestLetGo(t *testing.T) {
	const size = 4 << 20
	file := filepath.Join(t.TempDir(), "store")
	if err := os.WriteFile(file, []byte(strings.Repeat("0123456789abcdef", size/16)), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Munmap(data)
	sum := func() (n int) {
		for _, b := range data {
			n += int(b)
		}
		return n
	}
	resident := func() (kib int) {
		t.Helper()
		smaps, err := os.ReadFile("/proc/self/smaps")
		if err != nil {
			t.Fatal(err)
		}
		_, after, found := strings.Cut(string(smaps), file)
		if !found {
			t.Fatal("the file is not in memory at all")
		}
		_, after, _ = strings.Cut(after, "\nRss:")
		for _, digit := range strings.Fields(after)[0] {
			kib = 10*kib + int(digit-'0')
		}
		return kib
	}
	before := sum()
	if got := resident(); got != size/1024 {
		t.Errorf("after it was read %d KiB are in memory, want all of %d", got, size/1024)
	}
	if err := LetGo(); err != nil {
		t.Fatal(err)
	}
	if got := resident(); got != 0 {
		t.Errorf("%d KiB are still in memory", got)
	}
	if got := sum(); got != before {
		t.Errorf("the bytes add up to %d, want %d as before", got, before)
	}
}

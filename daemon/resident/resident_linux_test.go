package resident

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

func TestReadOnlyPagesOfFiles(t *testing.T) {
	const smaps = `00400000-00e5b000 r-xp 00000000 fe:00 1311                       /usr/bin/focusd
Size:              10604 kB
Rss:                8820 kB
Anonymous:             0 kB
VmFlags: rd ex mr mw me
00e5b000-01700000 r--p 00a5b000 fe:00 1311                       /usr/bin/focusd
Rss:                8564 kB
Anonymous:             0 kB
01700000-01800000 r--p 01300000 fe:00 1311                       /usr/bin/focusd
Rss:                 564 kB
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
	code, data := pages{0x400000, 0xa5b000, "fe:00 1311"}, pages{0xe5b000, 0x8a5000, "fe:00 1311"}
	store := pages{0x7f0000000000, 0x2000000, "fe:00 77"}
	got, err := readOnly(strings.NewReader(smaps))
	if want := []pages{code, data, store}; err != nil || !slices.Equal(got, want) {
		t.Errorf("read-only pages = %x, %v, want %x: nothing that is written, or is in no file", got, err, want)
	}
	if same, want := ofFileAt(got, 0x400123), []pages{code, data}; !slices.Equal(same, want) {
		t.Errorf("of the program are %x, want %x", same, want)
	}
	if same := ofFileAt(got, 0x1800000); len(same) > 0 {
		t.Errorf("of an address that nothing read-only is at: %x, want none", same)
	}
}

// TestLetGo: the program is in memory no more, but for what runs at once and the
// 64 KiB around each of its parts that the kernel brings with it.
func TestLetGo(t *testing.T) {
	all, err := program()
	if err != nil || len(all) < 2 {
		t.Fatalf("the program has %x, %v, want its code and its constants", all, err)
	}
	for _, p := range all {
		if _, _, failed := unix.Syscall(unix.SYS_MADVISE, p.start, p.bytes, unix.MADV_POPULATE_READ); failed != 0 {
			t.Skipf("this kernel does not bring pages into memory when asked to: %v", failed)
		}
	}
	before := OfFiles()
	if err := LetGo(); err != nil {
		t.Fatal(err)
	}
	after, least := OfFiles(), 0
	for _, p := range all {
		least += int(p.bytes) / 4
	}
	if before-after < least {
		t.Errorf("of files %d bytes are in memory after letting go and %d before, want %d less or more", after, before, least)
	}
}

// TestLetGoOf: what is let go of is as it was when it is needed again, and until
// then is not in memory.
func TestLetGoOf(t *testing.T) {
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
	start := uintptr(unsafe.Pointer(unsafe.SliceData(data)))
	before := sum()
	if got := resident(t, start); got != size/1024 {
		t.Errorf("after it was read %d KiB are in memory, want all of %d", got, size/1024)
	}
	if err := LetGoOf(start, size); err != nil {
		t.Fatal(err)
	}
	if got := resident(t, start); got != 0 {
		t.Errorf("%d KiB are still in memory", got)
	}
	if got := sum(); got != before {
		t.Errorf("the bytes add up to %d, want %d as before", got, before)
	}
}

// resident is how much is in memory of the mapping that begins at start, in KiB.
func resident(t *testing.T, start uintptr) (kib int) {
	t.Helper()
	smaps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut("\n"+string(smaps), fmt.Sprintf("\n%08x-", start))
	if !found {
		t.Fatalf("nothing is in memory at %x", start)
	}
	_, after, _ = strings.Cut(after, "\nRss:")
	if _, err := fmt.Sscan(after, &kib); err != nil {
		t.Fatal(err)
	}
	return kib
}

func BenchmarkLetGo(b *testing.B) {
	for b.Loop() {
		if err := LetGo(); err != nil {
			b.Fatal(err)
		}
	}
}

package zone

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// unpinned takes $TZ out of the environment for the test.
func unpinned(t *testing.T) {
	t.Helper()
	t.Setenv("TZ", "") // has the test put back what was there
	os.Unsetenv("TZ")
}

// place is a system without a zone, in a folder of its own.
func place(t *testing.T) machine {
	t.Helper()
	dir := t.TempDir()
	return machine{link: filepath.Join(dir, "localtime"), name: filepath.Join(dir, "timezone")}
}

const database = "/usr/share/zoneinfo/"

// link makes link point to target, at once.
func link(t *testing.T, target, link string) {
	t.Helper()
	if err := os.Symlink(target, link+".new"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(link+".new", link); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// zoneFile is a file of the zone database; the zone has 2:30 h.
func zoneFile() []byte {
	b := append([]byte("TZif"), make([]byte, 40)...)
	b[39], b[43] = 1, 4 // one kind of time, four bytes of names
	offset := uint32(2*3600 + 1800)
	b = append(b, byte(offset>>24), byte(offset>>16), byte(offset>>8), byte(offset), 0, 0)
	return append(b, "TST\x00"...)
}

func TestReadTheSystem(t *testing.T) {
	unpinned(t)
	for name, test := range map[string]struct {
		set  func(*testing.T, machine)
		want string
	}{
		"nothing":             {func(*testing.T, machine) {}, "UTC"},
		"link":                {func(t *testing.T, m machine) { link(t, database+"Europe/Berlin", m.link) }, "Europe/Berlin"},
		"relative link":       {func(t *testing.T, m machine) { link(t, "../usr/share/zoneinfo/Asia/Tokyo", m.link) }, "Asia/Tokyo"},
		"three parts":         {func(t *testing.T, m machine) { link(t, database+"America/Argentina/Salta", m.link) }, "America/Argentina/Salta"},
		"posix":               {func(t *testing.T, m machine) { link(t, database+"posix/Europe/Oslo", m.link) }, "Europe/Oslo"},
		"renamed by database": {func(t *testing.T, m machine) { link(t, database+"US/Pacific", m.link) }, "US/Pacific"},
		"link to a link": {func(t *testing.T, m machine) {
			link(t, database+"Europe/Rome", m.link+"2")
			link(t, "localtime2", m.link)
		}, "Europe/Rome"},
		"no such zone": {func(t *testing.T, m machine) { link(t, database+"Mars/Olympus", m.link) }, ""},
		"out of the database": {func(t *testing.T, m machine) {
			link(t, database+"../../../etc/hostname", m.link)
		}, ""},
		"circle":              {func(t *testing.T, m machine) { link(t, m.link, m.link) }, ""},
		"copy":                {func(t *testing.T, m machine) { write(t, m.link, zoneFile()) }, "Local"},
		"no zone in the file": {func(t *testing.T, m machine) { write(t, m.link, []byte("Europe/Berlin\n")) }, ""},
		"copy with its name": {func(t *testing.T, m machine) {
			data, err := os.ReadFile(database + "Europe/Berlin")
			if err != nil {
				t.Skip("no zone database is installed")
			}
			write(t, m.link, data)
			write(t, m.name, []byte("Europe/Berlin\n"))
		}, "Europe/Berlin"},
		"copy with another name": {func(t *testing.T, m machine) {
			write(t, m.link, zoneFile())
			write(t, m.name, []byte("Europe/Berlin\n"))
		}, "Local"},
	} {
		t.Run(name, func(t *testing.T) {
			m := place(t)
			test.set(t, m)
			zone, err := m.now()
			if (err != nil) != (test.want == "") || err == nil && zone.String() != test.want {
				t.Errorf("now() = %v, %v, want %q", zone, err, test.want)
			}
		})
	}
}

func TestReadACopyKeepsItsTimes(t *testing.T) {
	unpinned(t)
	m := place(t)
	write(t, m.link, zoneFile())
	zone, err := m.now()
	if err != nil {
		t.Fatal(err)
	}
	const want = 2*3600 + 1800
	if _, got := time.Unix(0, 0).In(zone).Zone(); got != want {
		t.Errorf("offset = %d s, want %d", got, want)
	}
}

func TestNowByEnvironment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "zone")
	write(t, file, zoneFile())
	for value, want := range map[string]string{
		"":                          "UTC",
		"UTC":                       "UTC",
		"Europe/Berlin":             "Europe/Berlin",
		":Europe/Berlin":            "Europe/Berlin",
		database + "Asia/Kolkata":   "Asia/Kolkata",
		":" + file:                  "Local",
		"Mars/Olympus":              "UTC",
		"Local":                     "UTC",
		"../../etc/passwd":          "UTC",
		filepath.Join(file, "none"): "UTC",
	} {
		t.Run(value, func(t *testing.T) {
			t.Setenv("TZ", value)
			if got := Now().String(); got != want {
				t.Errorf("TZ=%q: Now() = %s, want %s", value, got, want)
			}
		})
	}
}

func TestNowOfTheLinkByEnvironment(t *testing.T) {
	m := place(t)
	link(t, database+"Europe/Berlin", m.link)
	t.Setenv("TZ", ":"+m.link)
	if name, pinned := m.pinned(); pinned {
		t.Errorf("TZ=%q pins the zone, want that it is watched", name)
	}
	if got, err := m.now(); err != nil || got.String() != "Europe/Berlin" {
		t.Errorf("now() = %v, %v, want Europe/Berlin", got, err)
	}
}

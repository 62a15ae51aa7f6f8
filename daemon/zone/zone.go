package zone

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	_ "time/tzdata" // zones have names also where no zone database is installed
)

// machine is where a system keeps its zone.
type machine struct {
	link string // a link into the zone database, or a copy of a file of it
	name string // a file with the name of the zone, where link is a copy
}

func system() machine { return machine{link: "/etc/localtime", name: "/etc/timezone"} }

// Now is the zone of the machine: that of $TZ, else the one the system is set
// to, else UTC. Its String is a name of the zone database, or "Local" when the
// system does not say which one it copied its zone from.
func Now() *time.Location {
	zone, err := system().now()
	if err != nil {
		return time.UTC
	}
	return zone
}

func (m machine) now() (*time.Location, error) {
	if name, pinned := m.pinned(); pinned {
		return load(name)
	}
	return m.read()
}

// pinned returns the value of $TZ. One that only names the link pins nothing:
// it is set to save the C library a look at the link.
func (m machine) pinned() (string, bool) {
	name, ok := os.LookupEnv("TZ")
	name = strings.TrimPrefix(name, ":")
	return name, ok && name != m.link
}

// load loads a zone by its name or by its file. "" is UTC, as in $TZ.
func load(name string) (*time.Location, error) {
	if filepath.IsAbs(name) {
		return loadFile(name)
	}
	if name == "Local" { // a word of package time, no name of a zone
		return nil, errors.New("no time zone is called Local")
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("load the time zone: %w", err)
	}
	return zone, nil
}

func loadFile(path string) (*time.Location, error) {
	if zone, ok := loadNamed(path); ok {
		return zone, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("load the time zone: %w", err)
	}
	zone, err := time.LoadLocationFromTZData("Local", data)
	if err != nil {
		return nil, fmt.Errorf("load the time zone from %s: %w", path, err)
	}
	return zone, nil
}

// loadNamed loads the zone that a file of the zone database is for.
func loadNamed(path string) (*time.Location, bool) {
	_, name, ok := strings.Cut(filepath.ToSlash(path), "/zoneinfo/")
	if !ok || name == "" {
		return nil, false
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "posix/"), "right/")
	zone, err := load(name)
	return zone, err == nil
}

// read reads the zone that the system is set to.
func (m machine) read() (*time.Location, error) {
	// The first link that points into the database has the name that was
	// chosen: the database has links of its own, to what a zone was renamed to.
	const mostLinks = 40
	for path, n := m.link, 0; n < mostLinks; n++ {
		target, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		if zone, ok := loadNamed(target); ok {
			return zone, nil
		}
		path = target
	}
	zone, err := loadFile(m.link)
	switch {
	case errors.Is(err, fs.ErrNotExist) && runtime.GOOS == "windows":
		return time.Local, nil
	case errors.Is(err, fs.ErrNotExist) && m.unset():
		return time.UTC, nil // so it is for the C library, too
	case err != nil:
		return nil, err
	}
	if named, err := m.readName(); err == nil && equal(named, zone) {
		return named, nil
	}
	return zone, nil
}

// unset tells that there is no link, rather than one to nowhere.
func (m machine) unset() bool {
	_, err := os.Lstat(m.link)
	return errors.Is(err, fs.ErrNotExist)
}

func (m machine) readName() (*time.Location, error) {
	name, err := os.ReadFile(m.name)
	if err != nil {
		return nil, err
	}
	return load(strings.TrimSpace(string(name)))
}

// equal tells whether two zones are the same in this year and the next.
func equal(a, b *time.Location) bool {
	first := time.Now().Year()
	for t := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() < first+2; t = t.AddDate(0, 0, 1) {
		nameA, offsetA := t.In(a).Zone()
		nameB, offsetB := t.In(b).Zone()
		if nameA != nameB || offsetA != offsetB {
			return false
		}
	}
	return true
}

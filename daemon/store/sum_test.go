package store

import (
	"bytes"
	"encoding/hex"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
)

// sumOf is the sum of a day by hand.
func sumOf(t testing.TB, of uint32, spans []tracker.Span) []byte {
	t.Helper()
	chunk, err := testCodec(t).encode(mondayDay, spans)
	if err != nil {
		t.Fatal(err)
	}
	key := chunkKey(mondayDay, local)
	var c columns
	if err := c.decode(mondayDay, key, sealed(key, chunk)); err != nil {
		t.Fatal(err)
	}
	a := adder{from: fromMillis(mondayDay.start() - 1), to: monday.AddDate(0, 0, 1)}
	a.addColumns(mondayDay, &c)
	return appendSum(nil, of, &a.tally)
}

// The bytes of a sum are what is on people's disks: a change here is a new
// version, and all sums are made anew.
func TestSumBytes(t *testing.T) {
	want := "02" + "0df0ad8b" + // version, of what it was made
		"01" + "0c" + "e907" + "b0a89929" + "00" + "00" + "00" + "ac02" + "00" + // presences
		"02" + "16" + "06656469746f72" + "01" + "01" + "b0a89929" + "046d61696c" + "e807" + "01" + "00" // apps
	got := hex.EncodeToString(sumOf(t, 0x8badf00d, small()))
	if got != want {
		t.Errorf("sum is\n%s, want\n%s", got, want)
	}
}

func TestSumSkipsWhatItDoesNotKnow(t *testing.T) {
	sum := sumOf(t, 1, small())
	var p sumParts
	if err := p.read(appendPart(bytes.Clone(sum), 3, []byte("later"))); err != nil || len(p.apps) != 2 {
		t.Errorf("a sum with a part more: %v, %d apps; want 2", err, len(p.apps))
	}
}

// Whatever is cut off or changed, reading says so or returns numbers; it never
// panics.
func TestSumDamaged(t *testing.T) {
	sum := sumOf(t, 1, small())
	var p sumParts
	for bit := range len(sum) * 8 {
		bad := bytes.Clone(sum)
		bad[bit/8] ^= 1 << (bit % 8)
		if err := p.read(bad); err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("bit %d: %v, want %v", bit, err, ErrDamaged)
		}
	}
	for name, bad := range map[string][]byte{
		"nothing":               nil,
		"a newer version":       append([]byte{sumVersion + 1}, sum[1:]...),
		"no number for an app":  appendPart(bytes.Clone(sum[:5]), sumApps, []byte{1, 'x', 0x80}),
		"no count for an app":   appendPart(bytes.Clone(sum[:5]), sumApps, []byte{1, 'x', 1}),
		"no passive time":       appendPart(bytes.Clone(sum[:5]), sumApps, []byte{1, 'x', 1, 1}),
		"half a name":           appendPart(bytes.Clone(sum[:5]), sumApps, []byte{9, 'x', 1, 1}),
		"too few presences":     appendPart(bytes.Clone(sum[:5]), sumPresences, []byte{1, 2}),
		"a part that ends late": append(bytes.Clone(sum[:5]), sumApps, 200),
	} {
		if err := p.read(bad); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v, want %v", name, err, ErrDamaged)
		}
	}
}

func FuzzSum(f *testing.F) {
	f.Add(sumOf(f, 1, small()))
	f.Add(sumOf(f, 2, days(3, 1)[0]))
	f.Fuzz(func(t *testing.T, sum []byte) {
		var p sumParts
		if err := p.read(sum); err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("read: %v, want %v", err, ErrDamaged)
			}
			return
		}
		var tally tracker.Tally
		p.addTo(&tally, 1)
		p.addTo(&tally, -1)
		if n := len(tally.Summary(monday, monday).Apps); n > 0 {
			t.Errorf("%d apps are left when a sum was added and taken away", n)
		}
	})
}

func TestMonthKeyIsBesideItsFirstDay(t *testing.T) {
	m := monthOf(dayOf(time.Date(2024, 2, 29, 23, 0, 0, 0, time.UTC).UnixMilli()))
	if m.String() != "2024-02" || m.next-m.first != 29 {
		t.Errorf("the month is %v with %d days, want 2024-02 with 29", m, m.next-m.first)
	}
	key := monthKey(m, 7)
	if bytes.Compare(chunkKey(m.first, 7), key) >= 0 || bytes.Compare(key, chunkKey(m.first, 8)) >= 0 {
		t.Errorf("key %x is not between those of the first day", key)
	}
	if d, s, isMonth, err := parseSumKey(key); d != m.first || s != 7 || !isMonth || err != nil {
		t.Errorf("parseSumKey(%x) = %v, %d, %v, %v", key, d, s, isMonth, err)
	}
	for _, bad := range [][]byte{nil, {1, 2, 3, 4}, append(bytes.Clone(key), 1), append(bytes.Clone(key[:5]), 2)} {
		if _, _, _, err := parseSumKey(bad); !errors.Is(err, ErrDamaged) {
			t.Errorf("parseSumKey(%x): %v, want %v", bad, err, ErrDamaged)
		}
	}
}

// rough is a store of some months.
func rough(t *testing.T) (*Store, [][]tracker.Span) {
	t.Helper()
	s := open(t, t.TempDir())
	log := enginetest.Rough(5, 80)
	loadDays(t, s, log[:len(log)-2])
	for _, day := range log[len(log)-2:] {
		commit(t, s, engine.Change{Spans: day})
	}
	return s, log
}

// allSummed fails the test unless each sealed day has a sum that is right.
func allSummed(t *testing.T, path string) {
	t.Helper()
	if check := verifyDeep(t, path); check.Sums != check.Days || check.Days == 0 {
		t.Errorf("%d of %d days have a sum", check.Sums, check.Days)
	}
}

// eachSum gives change every sum, to put back with another value or, if that is
// nil, not at all. The store is told nothing of it.
func eachSum(t *testing.T, s *Store, change func(key, value []byte) []byte) {
	t.Helper()
	err := s.file.update(func(t *tx) error {
		b, err := t.bucket(bSum)
		if err != nil {
			return err
		}
		var keys [][]byte
		if err := t.eachKey(bSum, func(key []byte) { keys = append(keys, bytes.Clone(key)) }); err != nil {
			return err
		}
		for _, key := range keys {
			value := change(key, bytes.Clone(b.Get(key)))
			if value == nil {
				err = b.Delete(key)
			} else {
				err = b.Put(key, value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isMonthKey(key []byte) bool { return len(key) == 6 }

func odd(key []byte) bool { return key[3]%2 == 1 }

// However the sums are, totals are what the spans add up to.
func TestTotalsBelieveNoFalseSum(t *testing.T) {
	var before []byte
	for name, change := range map[string]func(key, value []byte) []byte{
		"all there": func(_, value []byte) []byte { return value },
		"none":      func(_, _ []byte) []byte { return nil },
		"no months": func(key, value []byte) []byte {
			if isMonthKey(key) {
				return nil
			}
			return value
		},
		"months only": func(key, value []byte) []byte {
			if isMonthKey(key) {
				return value
			}
			return nil
		},
		"every other day": func(key, value []byte) []byte {
			if odd(key) {
				return value
			}
			return nil
		},
		"a flipped bit": func(_, value []byte) []byte {
			value[len(value)-2] ^= 4
			return value
		},
		"a flipped bit in the days": func(key, value []byte) []byte {
			if !isMonthKey(key) {
				value[len(value)-2] ^= 4
			}
			return value
		},
		"a flipped bit in what it was made of": func(_, value []byte) []byte {
			value[6] ^= 4
			return value
		},
		"cut off":       func(_, value []byte) []byte { return value[:len(value)/2] },
		"one byte":      func(_, _ []byte) []byte { return []byte{1} },
		"nothing in it": func(_, _ []byte) []byte { return []byte{} },
		"of the day before": func(key, value []byte) []byte {
			was := before
			before = bytes.Clone(value[sumSize:])
			if was == nil {
				return value
			}
			return sealed(key, was)
		},
		"a newer version": func(key, value []byte) []byte {
			value[sumSize] = sumVersion + 1
			return sealed(key, value[sumSize:])
		},
		"garbage with the right checksum": func(key, value []byte) []byte {
			return sealed(key, append(value[sumSize:sumHead:sumHead], 2, 3, 'x', 'y', 'z'))
		},
	} {
		t.Run(name, func(t *testing.T) {
			before = nil
			s, log := rough(t)
			eachSum(t, s, change)
			enginetest.SameTotals(t, s, log, 60)
		})
	}
}

// A writer that knows nothing of sums is another release. The sums of the
// days that it has changed are not read; those of the months are made anew when
// the store is opened.
func TestTotalsOfDaysThatChangedUnnoticed(t *testing.T) {
	s, log := rough(t)
	for _, day := range []int{0, 20, 40, 70} {
		log[day] = log[day][:len(log[day])/2]
		err := s.file.update(func(t *tx) error {
			err := s.putDay(t, log[day])
			clear(t.chunks)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		from := log[day][0].Start.Truncate(24 * time.Hour)
		for _, length := range []int{1, 2, 3} {
			enginetest.CheckTotals(t, s, from.Add(-time.Hour), from.AddDate(0, 0, length), nil)
		}
	}
	// A change that is noticed puts the whole month right.
	for _, day := range []int{1, 21, 41, 71} {
		log[day] = log[day][:1]
		loadDays(t, s, log[day:day+1])
	}
	enginetest.SameTotals(t, s, log, 100)
	shut(t, s)
	allSummed(t, s.path())
}

// TestSumsFollowTheirDays changes past days in every way there is.
func TestSumsFollowTheirDays(t *testing.T) {
	s, log := rough(t)
	for _, day := range []int{3, 33, 63} { // as an edit does
		log[day] = log[day][len(log[day])/3:]
		loadDays(t, s, log[day:day+1])
	}
	last := len(log) - 1 // the clock was set back
	commit(t, s, engine.Change{Spans: log[last-3][1:2]})
	log = append(log[:last-3], log[last-3][:2])
	gone := chunkKey(dayOf(log[50][0].Start.UnixMilli()), local)
	if err := s.file.update(func(t *tx) error { return t.delete(bChunk, gone) }); err != nil {
		t.Fatal(err)
	}
	enginetest.SameTotals(t, s, log, 100)
	shut(t, s)
	allSummed(t, s.path())
}

// A month without a single day has no sum.
func TestSumsOfAMonthGoWithItsDays(t *testing.T) {
	s := open(t, t.TempDir())
	loadDays(t, s, days(1, 2))
	err := s.file.update(func(t *tx) error {
		return errors.Join(t.delete(bChunk, chunkKey(mondayDay, local)), t.delete(bChunk, chunkKey(mondayDay+1, local)))
	})
	if err != nil {
		t.Fatal(err)
	}
	stats, err := s.Stats()
	if err != nil || stats.Entries[bSum] != 0 {
		t.Errorf("%d sums (%v), want none", stats.Entries[bSum], err)
	}
}

func TestStoresWithoutSumsGetThem(t *testing.T) {
	for name, forget := range map[string]func(*tx) error{
		"of before there were any": (*tx).dropSums,
		"of another version":       func(t *tx) error { return t.put(bMeta, sumsKey(), []byte{9, 0, 0, 0, 0, 0, 0, 0, 0}) },
		"of which some are gone": func(t *tx) error {
			return errors.Join(t.delete(bSum, chunkKey(mondayDay, local)), t.addSums(-1))
		},
		"to which an older release has added": func(t *tx) error {
			key := chunkKey(mondayDay+40, local)
			chunk, err := t.get(bChunk, chunkKey(mondayDay, local))
			err = errors.Join(err, t.put(bChunk, key, bytes.Clone(chunk)))
			clear(t.chunks)
			return err
		},
		"of which an older release has changed a day": func(t *tx) error {
			first := chunkKey(mondayDay+10, local)
			chunk, err := t.get(bChunk, chunkKey(mondayDay, local))
			err = errors.Join(err, t.put(bChunk, first, bytes.Clone(chunk)))
			clear(t.chunks)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			loadDays(t, s, days(1, 35))
			if err := s.file.update(forget); err != nil {
				t.Fatal(err)
			}
			shut(t, s)
			s = open(t, dir)
			shut(t, s)
			allSummed(t, s.path())
		})
	}
}

func TestSalvagedAndCompactedStoresHaveSums(t *testing.T) {
	s, log := rough(t)
	shut(t, s)
	if _, _, err := Compact(s.dir, Options{}); err != nil {
		t.Fatal(err)
	}
	allSummed(t, s.path())
	dir := t.TempDir()
	if err := Salvage(s.path(), filepath.Join(dir, FileName)); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	enginetest.SameTotals(t, s, log, 20)
	shut(t, s)
	allSummed(t, s.path())
}

// A sum that says it is of a day and is not would be believed.
func TestVerifyDeepAddsUp(t *testing.T) {
	for name, level := range map[string]func(key []byte) bool{
		"a day":   func(key []byte) bool { return !isMonthKey(key) },
		"a month": isMonthKey,
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := rough(t)
			eachSum(t, s, func(key, value []byte) []byte {
				if level(key) {
					value[sumHead+2] ^= 1 // a millisecond of activity
					value = sealed(key, value[sumSize:])
				}
				return value
			})
			shut(t, s)
			if _, err := Verify(s.path()); err != nil {
				t.Errorf("Verify: %v, want nothing: it does not add up", err)
			}
			if _, err := VerifyDeep(s.path()); !errors.Is(err, ErrDamaged) {
				t.Errorf("VerifyDeep: %v, want %v", err, ErrDamaged)
			}
		})
	}
}

// What Totals needs does not grow with the range: ten years are added up in
// less than two MiB.
func TestTotalsNeedNoMemory(t *testing.T) {
	s, log := rough(t)
	from, to := log[0][0].Start, log[len(log)-1][0].End
	allocs := func(from, to time.Time) float64 {
		return testing.AllocsPerRun(20, func() {
			if _, err := s.Totals(from, to, nil); err != nil {
				t.Fatal(err)
			}
		})
	}
	if day, all := allocs(from, from.AddDate(0, 0, 1)), allocs(from, to); all > day+30 {
		t.Errorf("a day takes %v allocations, 80 days %v", day, all)
	}
}

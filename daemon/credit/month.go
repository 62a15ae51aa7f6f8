package credit

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// KindSums is the kind of the documents that keep what the days of a month came
// to, so that who looks back need not wait until years of the log are read. They
// can be removed at any time: what they have is summed up again.
const KindSums = "day.sums"

// month is one of the civil calendar, in which logical days are.
type month struct {
	year  int
	month time.Month
}

func monthOf(day tracker.Day) month { return month{day.Year, day.Month} }

// String is "2026-11", which is the ID of its document.
func (m month) String() string { return fmt.Sprintf("%04d-%02d", m.year, int(m.month)) }

func (m month) first() tracker.Day { return tracker.Day{Year: m.year, Month: m.month, Day: 1} }

func (m month) last() tracker.Day { return m.next().first().Add(-1) }

func (m month) next() month { return monthOf(m.first().Add(31)) }

func (m month) before() month { return monthOf(m.first().Add(-1)) }

func (m month) compare(to month) int {
	return cmp.Or(cmp.Compare(m.year, to.year), cmp.Compare(m.month, to.month))
}

// monthOnDisk is a document of KindSums.
type monthOnDisk struct {
	Grounds grounds
	Days    []remembered
}

// document is m for the store.
func (m monthOnDisk) document(id month) (engine.Document, error) {
	var packed bytes.Buffer
	pack, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return engine.Document{}, err
	}
	err = errors.Join(gob.NewEncoder(pack).Encode(m), pack.Close())
	return engine.Document{Kind: KindSums, ID: id.String(), Data: packed.Bytes()}, err
}

// readMonth is the reverse of document.
func readMonth(data []byte) (kept monthOnDisk, err error) {
	unpack := flate.NewReader(bytes.NewReader(data))
	if err := gob.NewDecoder(io.LimitReader(unpack, mostOfMonth)).Decode(&kept); err != nil {
		return kept, fmt.Errorf("what is kept of a month cannot be read: %w", err)
	}
	return kept, nil
}

// mostOfMonth is how much what is kept of a month may be unpacked, in bytes.
const mostOfMonth = 16 << 20

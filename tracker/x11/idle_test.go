package x11

import (
	"testing"
	"time"
)

// counters is the server's list of counters with these names, numbered from 1.
func counters(names ...string) []byte {
	b := make([]byte, 32)
	for i, name := range names {
		b = le.AppendUint32(b, uint32(i+1))
		b = append(b, make([]byte, 8)...)
		b = le.AppendUint16(b, uint16(len(name)))
		b = padded(append(b, name...))
	}
	return b
}

func TestFindCounter(t *testing.T) {
	all := counters("SERVERTIME", "DEVICEIDLETIME 2", "IDLETIME", "DEVICEIDLETIME 3")
	for name, test := range map[string]struct {
		list []byte
		want uint32
	}{
		"among others": {all, 3},
		"not there":    {counters("SERVERTIME", "DEVICEIDLETIME 2"), 0},
		"none":         {counters(), 0},
		"cut short":    {all[:32+28+32+10], 0},
		"no reply":     {nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := findCounter(test.list, "IDLETIME"); got != test.want {
				t.Errorf("findCounter = %d, want %d", got, test.want)
			}
		})
	}
}

func TestReadingSince(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	r := reading{at: at, idle: 10 * time.Second, known: true}
	for before, want := range map[time.Duration]time.Duration{
		0:                10 * time.Second,
		time.Second:      9 * time.Second,
		10 * time.Second: 0,
		time.Minute:      0, // the input came later
	} {
		if got := r.since(at.Add(-before)); got != want {
			t.Errorf("since(%v before the reading) = %v, want %v", before, got, want)
		}
	}
}

func TestCounterValue(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"\x00\x00\x00\x00\xdc\x05\x00\x00": 1500 * time.Millisecond,
		"\x01\x00\x00\x00\x00\x00\x00\x00": 1 << 32 * time.Millisecond,
		"\xff\xff\xff\xff\xff\xff\xff\xff": 0, // -1
	} {
		if got := counterValue([]byte(in)); got != want {
			t.Errorf("counterValue(%q) = %v, want %v", in, got, want)
		}
	}
}

package timer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Kind is the sort of block: how its time is counted.
type Kind uint8

const (
	Pomodoro Kind = iota // counts down, in a cycle of work and breaks
	Flow                 // counts up, ends when the person says so
	Burst                // one short countdown, no cycle of its own
)

// Preset says how long work and breaks last and when a long break is due.
type Preset struct {
	Name       string // "25/5", "flow", "5m"; what ParsePreset accepts
	Kind       Kind
	Work       time.Duration // zero for Flow
	ShortBreak time.Duration // zero: no break; for Flow it is made from the focus
	LongBreak  time.Duration // zero: this preset has no long break
	LongEvery  int           // credits that make a long break due; zero: never
}

// What people may ask for. Presets made in code are only required to be
// positive.
const (
	minWork, maxWork   = time.Minute, 8 * time.Hour
	minBreak, maxBreak = 10 * time.Second, 2 * time.Hour

	burstMax = 10 * time.Minute // a single length up to this is a burst
)

// Presets are the ones with a name, in the order menus show them. The long
// breaks are the ones usual for their work length: 15 min after four, 20 min
// after three of 50. 60/15 and 90/20 have none, their break is one.
func Presets() []Preset {
	const m = time.Minute
	return []Preset{
		{Name: "15/5", Work: 15 * m, ShortBreak: 5 * m, LongBreak: 15 * m, LongEvery: 4},
		{Name: "25/5", Work: 25 * m, ShortBreak: 5 * m, LongBreak: 15 * m, LongEvery: 4},
		{Name: "50/10", Work: 50 * m, ShortBreak: 10 * m, LongBreak: 20 * m, LongEvery: 3},
		{Name: "60/15", Work: 60 * m, ShortBreak: 15 * m},
		{Name: "90/20", Work: 90 * m, ShortBreak: 20 * m},
		{Name: "flow", Kind: Flow},
		single(5 * m),
		single(10 * m),
	}
}

// defaultPreset is the one of the zero State.
func defaultPreset() Preset { return Presets()[1] }

// single is the preset of one length: a burst with a breather of a fifth, or
// a pomodoro with a break of a fifth, in whole minutes from 3 to 30.
func single(work time.Duration) Preset {
	p := Preset{Name: formatLength(work), Kind: Burst, Work: work, ShortBreak: (work / 5).Round(time.Second)}
	if work > burstMax {
		p.Kind = Pomodoro
		p.ShortBreak = min(max((work/5).Round(time.Minute), 3*time.Minute), 30*time.Minute)
	}
	return p
}

// ParsePreset understands the names of Presets, "40/8" (work and break),
// "50/10/20" (work, short and long break), and one length: "45m", "1h30",
// "90s". Bare numbers are minutes. One length up to ten minutes is a burst.
// A long break is due after four blocks, or three if they last over 30 min;
// without a third number there is none.
func ParsePreset(s string) (Preset, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	var lengths []time.Duration
	for _, part := range strings.Split(text, "/") {
		d, ok := parseLength(part)
		if !ok {
			break
		}
		lengths = append(lengths, d)
	}
	p := Preset{Name: text}
	switch n := strings.Count(text, "/") + 1; {
	case len(lengths) == n && n == 1:
		p = single(lengths[0])
	case len(lengths) == n && n <= 3:
		p = slashed(lengths)
	}
	for _, named := range Presets() {
		if named.Name == p.Name {
			return named, nil
		}
	}
	if p.Work == 0 && p.ShortBreak == 0 {
		return Preset{}, fmt.Errorf("%w: %q; write 25/5, 50/10/20, 45m, 1h30 or flow", ErrPresetName, s)
	}
	return p, p.inBounds()
}

// slashed is the preset of two or three lengths with slashes between them.
func slashed(lengths []time.Duration) Preset {
	names := make([]string, len(lengths))
	for i, d := range lengths {
		if d%time.Minute == 0 {
			names[i] = strconv.Itoa(int(d / time.Minute))
		} else {
			names[i] = formatLength(d)
		}
	}
	p := Preset{Name: strings.Join(names, "/"), Work: lengths[0], ShortBreak: lengths[1]}
	if len(lengths) == 3 {
		p.LongBreak, p.LongEvery = lengths[2], 4
		if p.Work > 30*time.Minute {
			p.LongEvery = 3
		}
	}
	return p
}

func (p Preset) inBounds() error {
	long := p.LongBreak
	if p.LongEvery == 0 {
		long = p.ShortBreak
	}
	switch {
	case p.Work < minWork || p.Work > maxWork:
		return fmt.Errorf("%w: work of %s; it may last from 1 minute to 8 hours", ErrRange, formatLength(p.Work))
	case p.ShortBreak < minBreak || p.ShortBreak > maxBreak || long > maxBreak:
		return fmt.Errorf("%w: a break may last from 10 seconds to 2 hours", ErrRange)
	case long < p.ShortBreak:
		return fmt.Errorf("%w: the long break (third number) must not be shorter than the short one", ErrRange)
	}
	return nil
}

// runnable says whether a block can be made of p.
func (p Preset) runnable() error {
	if p.Kind > Burst || p.Kind != Flow && p.Work <= 0 || p.ShortBreak < 0 || p.LongBreak < 0 || p.LongEvery < 0 {
		return fmt.Errorf("%w: preset %q; work must be positive and nothing negative", ErrRange, p.Name)
	}
	return nil
}

// parseLength reads "1h30m", "1h30", "45m", "1m30", "90s" and bare minutes.
// A number without a unit after one with a unit counts in the next smaller.
func parseLength(s string) (time.Duration, bool) {
	unit, next := time.Duration(0), time.Minute
	sum := time.Duration(0)
	for s != "" {
		end := 0
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		n, err := strconv.Atoi(s[:end])
		if err != nil || n > 1e6 { // far over every bound, far from overflow
			return 0, false
		}
		last := unit
		unit, s = next, s[end:]
		if s != "" {
			unit, s = unitOf(s[0]), s[1:]
		}
		if unit == 0 || last != 0 && unit >= last {
			return 0, false
		}
		next = (unit / 60).Truncate(time.Second) // none below seconds
		sum += time.Duration(n) * unit
	}
	return sum, unit != 0
}

func unitOf(c byte) time.Duration {
	switch c {
	case 'h':
		return time.Hour
	case 'm':
		return time.Minute
	case 's':
		return time.Second
	}
	return 0
}

// formatLength writes d as parseLength reads it: "45m", "1h30", "90s".
func formatLength(d time.Duration) string {
	h, m, s := d/time.Hour, d%time.Hour/time.Minute, d%time.Minute/time.Second
	switch {
	case s != 0:
		return fmt.Sprintf("%ds", d/time.Second)
	case h == 0:
		return fmt.Sprintf("%dm", m)
	case m == 0:
		return fmt.Sprintf("%dh", h)
	}
	return fmt.Sprintf("%dh%02d", h, m)
}

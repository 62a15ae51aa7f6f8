package past

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math"
	"sort"
	"strconv"
	"strings"
)

const (
	// held is for how long a sample is good, as in Prometheus.
	held = int64(5 * 60 * 1000)
	// kept is how far back samples are kept, and most how many of a series.
	kept = int64(24 * 60 * 60 * 1000)
	most = 3000
	// mostLive bounds the series that are taken from a page.
	mostLive = 2000
)

// sample is a value that was noted.
type sample struct {
	at    int64
	value float64
}

// lately is the value at the first instant from at on that has one.
func lately(all []sample, at, end int64) (when int64, value float64, ok bool) {
	i := sort.Search(len(all), func(i int) bool { return all[i].at > at })
	if i > 0 && at-all[i-1].at < held && at <= end {
		return at, all[i-1].value, true
	}
	if i < len(all) {
		return all[i].at, all[i].value, true
	}
	return 0, 0, false
}

// told says whether the history has a metric, so that the page of the daemon is not
// needed for it.
func told(metric string) bool {
	switch metric {
	case "focusd_presence_seconds_total", "focusd_accounted_until_timestamp_seconds", "focusd_tracking_start_timestamp_seconds",
		"focusd_active_seconds_total", "focusd_app_switches_total", "focusd_context_switches_total",
		"focusd_block_seconds_total", "focusd_focus_seconds_total", "focusd_distraction_seconds_total",
		"focusd_block_away_seconds_total", "focusd_deep_focus_seconds_total",
		"focusd_focus_run_seconds_bucket", "focusd_focus_run_seconds_sum", "focusd_focus_run_seconds_count",
		"focusd_blocks_started_total", "focusd_blocks_finished_total",
		"focusd_block_duration_seconds_bucket", "focusd_block_duration_seconds_sum", "focusd_block_duration_seconds_count",
		"focusd_interruptions_total", "focusd_breaks_total", "focusd_break_seconds_total",
		"focusd_timer_state", "focusd_timer_phase_start_timestamp_seconds",
		"focusd_goal_target_seconds", "focusd_goal_achieved_seconds", "focusd_goal_met", "focusd_goal_due",
		"focusd_streak_current", "focusd_streak_best", "focusd_streak_at_risk", "focusd_streak_freezes_available",
		"focusd_consistency_ratio", "focusd_habit_strength_ratio",
		"focusd_day_focus_seconds", "focusd_day_active_seconds",
		"focusd_day_start_timestamp_seconds", "focusd_day_end_timestamp_seconds", "focusd_time_zone_offset_seconds":
		return true
	}
	return false
}

// live is what the pages of the daemon said lately. The history has no such
// metrics: how the process is, and what is planned.
type live struct {
	series   map[string]*liveSeries
	meanings map[string]Meaning
}

// Meaning is what a metric is.
type Meaning struct{ Type, Help string }

type liveSeries struct {
	metric  string
	labels  map[string]string
	samples []sample
}

// note takes in a page that was read at an instant, but for metrics that are
// known anyway.
func (l *live) note(page io.Reader, at int64, known func(metric string) bool) error {
	if l.series == nil {
		l.series, l.meanings = make(map[string]*liveSeries), make(map[string]Meaning)
	}
	lines := bufio.NewScanner(page)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			l.mean(line)
			continue
		}
		metric, labels, value, err := parseSample(line)
		if err != nil {
			return err
		}
		if known(metric) {
			continue
		}
		l.put(metric, labels, sample{at, value})
	}
	l.forget(at)
	return lines.Err()
}

// mean takes in what a page says of a metric.
func (l *live) mean(line string) {
	fields := strings.SplitN(line, " ", 4)
	if len(fields) < 4 {
		return
	}
	m := l.meanings[fields[2]]
	switch fields[1] {
	case "TYPE":
		m.Type = fields[3]
	case "HELP":
		m.Help = strings.NewReplacer(`\\`, `\`, `\n`, "\n").Replace(fields[3])
	}
	l.meanings[fields[2]] = m
}

func (l *live) put(metric string, labels map[string]string, noted sample) {
	key := keyOf(metric, labels)
	s := l.series[key]
	if s == nil {
		if len(l.series) >= mostLive {
			return
		}
		s = &liveSeries{metric: metric, labels: labels}
		l.series[key] = s
	}
	if n := len(s.samples); n > 0 && s.samples[n-1].at >= noted.at {
		return
	}
	s.samples = append(s.samples, noted)
}

// forget lets go of what is too old. The samples that readers have are not
// written to.
func (l *live) forget(now int64) {
	for key, s := range l.series {
		from := sort.Search(len(s.samples), func(i int) bool { return s.samples[i].at > now-kept })
		from = max(from, len(s.samples)-most)
		if from == len(s.samples) {
			delete(l.series, key)
		} else if from > most/10 {
			s.samples = append([]sample(nil), s.samples[from:]...)
		}
	}
}

// show adds them to the series of a past.
func (l *live) show(p *Past, target map[string]string) {
	p.meanings = maps.Clone(l.meanings)
	if p.meanings != nil {
		p.meanings["up"] = Meaning{"gauge", "Whether the daemon observed anything at all."}
	}
	for _, s := range l.series {
		n := len(s.samples)
		p.series = append(p.series, Series{Labels: labelled(target, s.metric, s.labels), lately: s.samples[:n:n]})
	}
}

// parseSample reads a line of the text format.
func parseSample(line string) (metric string, labels map[string]string, value float64, err error) {
	wrong := func() (string, map[string]string, float64, error) {
		return "", nil, 0, fmt.Errorf("the page of metrics has a line that is none: %.60q", line)
	}
	end := strings.IndexAny(line, "{ ")
	if end < 0 {
		return wrong()
	}
	metric, rest := line[:end], line[end:]
	if rest[0] == '{' {
		labels = make(map[string]string)
		for rest = rest[1:]; !strings.HasPrefix(rest, "}"); rest = strings.TrimPrefix(rest, ",") {
			name, quoted, ok := strings.Cut(rest, `="`)
			text, after, closed := unquote(quoted)
			if !ok || !closed {
				return wrong()
			}
			labels[name], rest = text, after
		}
		rest = rest[1:]
	}
	text, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	value, err = strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) {
		return wrong()
	}
	return metric, labels, value, nil
}

// unquote reads the value of a label up to its closing quote.
func unquote(s string) (text, rest string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:], true
		case s[i] == '\\' && i+1 < len(s):
			if i++; s[i] == 'n' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", false
}

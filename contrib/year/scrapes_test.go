package year

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"time"
)

// target are the labels that a scrape gives to all series.
const target = `job="focusd",instance="desk"`

// scrapes is what was scraped.
type scrapes struct {
	at     []time.Time
	untils []time.Time         // the watermark at each
	series map[string][]sample // by name and labels, those of the target too
}

type sample struct {
	at    int64 // Unix time in milliseconds
	value string
}

// scrape reads what the daemon shows to Prometheus. It knows the time from the
// machine and not from the life: what it makes of that is put right.
func (y *year) scrape(now time.Time) {
	w := httptest.NewRecorder()
	y.metrics.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	y.scrapes.at = append(y.scrapes.at, now)
	y.scrapes.untils = append(y.scrapes.untils, y.player.Snapshot().Ledger.Until)
	ours := map[string]float64{
		"focusd_timer_remaining_seconds": y.player.Snapshot().Timer.Left(now).Seconds(),
		"process_start_time_seconds":     float64(y.started.Unix()),
	}
	for line := range strings.Lines(w.Body.String()) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		series, value, _ := strings.Cut(strings.TrimSpace(line), "} ")
		if series == strings.TrimSpace(line) {
			series, value, _ = strings.Cut(series, " ")
		}
		name, labels, _ := strings.Cut(series, "{")
		if own, ok := ours[name]; ok {
			value = strconv.FormatFloat(own, 'f', -1, 64)
		}
		y.scrapes.add(name, labels, sample{now.UnixMilli(), value})
	}
	y.scrapes.add("up", "", sample{now.UnixMilli(), "1"})
}

func (s *scrapes) add(name, labels string, v sample) {
	if s.series == nil {
		s.series = make(map[string][]sample)
	}
	series := name + "{" + target
	if labels != "" {
		series += "," + labels
	}
	s.series[series+"}"] = append(s.series[series+"}"], v)
}

// broken adds another instance, of the last two days of the desk, in whose ledger
// 100 seconds of sleep have got lost.
func (s *scrapes) broken() {
	since := s.at[len(s.at)-1].Add(-48 * time.Hour).UnixMilli()
	for _, name := range []string{"focusd_presence_seconds_total", "focusd_accounted_until_timestamp_seconds", "focusd_tracking_start_timestamp_seconds"} {
		for series, samples := range maps.Clone(s.series) {
			if !strings.HasPrefix(series, name+"{") {
				continue
			}
			for _, v := range samples {
				if n, err := strconv.ParseFloat(v.value, 64); err == nil && strings.Contains(series, "asleep") {
					v.value = strconv.FormatFloat(n-100, 'f', -1, 64)
				}
				if v.at >= since {
					copied := strings.Replace(series, `"desk"`, `"broken"`, 1)
					s.series[copied] = append(s.series[copied], v)
				}
			}
		}
	}
}

// write writes the samples since an instant, those of a series in one place: in
// seconds, as OpenMetrics has them, or in milliseconds, as VictoriaMetrics wants
// them.
func (s *scrapes) write(to io.Writer, since time.Time, inSeconds bool) error {
	out := bufio.NewWriterSize(to, 1<<20)
	for _, series := range slices.Sorted(maps.Keys(s.series)) {
		for _, v := range s.series[series] {
			if v.at < since.UnixMilli() {
				continue
			}
			if inSeconds {
				fmt.Fprintf(out, "%s %s %d.%03d\n", series, v.value, v.at/1000, v.at%1000)
				continue
			}
			fmt.Fprintf(out, "%s %s %d\n", series, v.value, v.at)
		}
	}
	if inSeconds {
		fmt.Fprintln(out, "# EOF")
	}
	return out.Flush()
}

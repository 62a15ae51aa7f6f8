package imports

import (
	"strings"
	"time"
)

// clockMark begins what Org mode writes of time that was clocked.
const clockMark = "CLOCK: ["

const orgTime = "2006-01-02 15:04"

// org reads the CLOCK lines of Org mode, each about the headline above it.
func (r *reader) org(file []byte) error {
	headline := ""
	for n, l := range lines(file) {
		if stars := strings.TrimLeft(l, "*"); stars != l && strings.HasPrefix(stars, " ") {
			headline = headlineText(stars)
			continue
		}
		before, clocked, is := strings.Cut(l, clockMark)
		if !is || strings.TrimSpace(before) != "" {
			continue
		}
		if err := r.orgClock(spot{n, len(before) + len(clockMark)}, clocked, headline); err != nil {
			return err
		}
	}
	return nil
}

// orgClock reads "2026-11-20 Fri 14:10]--[2026-11-20 Fri 15:00] =>  0:50".
func (r *reader) orgClock(at spot, s, headline string) error {
	begin, rest, closed := strings.Cut(s, "]")
	from, err := r.orgInstant(begin)
	if !closed || err != nil {
		return at.wrong("this is no time of Org mode", "write [2026-11-20 Fri 14:10]")
	}
	rest, ended := strings.CutPrefix(rest, "--[")
	if !ended {
		r.skip(at.line, "it still runs")
		return nil
	}
	end, _, _ := strings.Cut(rest, "]")
	to, err := r.orgInstant(end)
	if err != nil {
		return at.wrong("this is no time of Org mode", "write [2026-11-20 Fri 15:00]")
	}
	if from.Equal(to) {
		r.skip(at.line, "it has no length")
		return nil
	}
	if headline == "" {
		headline = "untitled"
	}
	return r.add(at, from, to, headline, "")
}

// orgInstant reads a time without its weekday, which has a name in any language.
func (r *reader) orgInstant(s string) (time.Time, error) {
	fields := strings.Fields(s)
	if len(fields) < 2 {
		fields = append(fields, "", "")
	}
	return time.ParseInLocation(orgTime, fields[0]+" "+fields[len(fields)-1], r.Zone)
}

// headlineText is a headline without its state, priority and tags.
func headlineText(s string) string {
	words := strings.Fields(s)
	for len(words) > 0 {
		switch w := words[0]; {
		case w == "TODO", w == "DONE", w == "NEXT", w == "WAITING", w == "CANCELLED":
		case len(w) == 4 && strings.HasPrefix(w, "[#"):
		default:
			if last := words[len(words)-1]; len(words) > 1 && len(last) > 2 && last[0] == ':' && last[len(last)-1] == ':' {
				words = words[:len(words)-1]
			}
			return strings.Join(words, " ")
		}
		words = words[1:]
	}
	return ""
}

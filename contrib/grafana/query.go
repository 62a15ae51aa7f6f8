package grafana

import (
	"fmt"
	"strings"
)

// of is the series of a metric on the machines that are chosen, with further
// matchers.
func of(metric string, matchers ...string) string {
	all := append([]string{`job="$job"`, `instance=~"$instance"`}, matchers...)
	return metric + "{" + strings.Join(all, ",") + "}"
}

// ofGoals are those of the goals that are chosen, ofCategories of the categories.
func ofGoals(metric string, matchers ...string) string {
	return of(metric, append(matchers, `goal=~"$goal"`)...)
}

func ofCategories(metric string, matchers ...string) string {
	return of(metric, append(matchers, `category=~"$category"`)...)
}

// increase is how much a counter grew within the window before each point. It
// extrapolates: good for hours, not for days.
func increase(series, window string) string {
	return fmt.Sprintf("increase(%s[%s])", series, window)
}

// before is how much a counter grew within the window that ends at each point:
// the exact difference, over nights and gaps. Series that are younger than the
// window have only increase. A night at which nobody scraped lies in the
// fortnight that is looked back.
func before(series, window string) string {
	return fmt.Sprintf("((last_over_time(%[1]s[14d]) - last_over_time(%[1]s[14d] offset %[2]s)) or increase(%[1]s[%[2]s]))", series, window)
}

// perDay is what a counter grew on the day that begins at each point, when the
// points are a day apart: Grafana has them at the midnights of the browser. On
// the day when the clock is changed it is an hour off.
func perDay(series string) string {
	return fmt.Sprintf("((last_over_time(%[1]s[14d] offset -1d) - last_over_time(%[1]s[14d])) or increase(%[1]s[1d] offset -1d))", series)
}

// ofDay is what a gauge showed last on the day that begins at each point. At the
// point itself, midnight, the machine sleeps and nobody has scraped.
func ofDay(series string) string { return "last_over_time(" + series + "[1d] offset -1d)" }

// latest is what a gauge shows, or last showed, at each point and at the one
// before it: a change is seen by the first point after it, once, over however
// long a gap between two scrapes.
func latest(series string) (now, before string) {
	now = "last_over_time(" + series + "[14d])"
	return now, "last_over_time(" + series + "[14d] offset $__interval)"
}

// sum adds up, by labels if any are given.
func sum(expr string, by ...string) string {
	if len(by) == 0 {
		return "sum(" + expr + ")"
	}
	return "sum by (" + strings.Join(by, ", ") + ") (" + expr + ")"
}

// ratio is a over b, and nothing where b is zero.
func ratio(a, b string) string { return a + " / (" + b + " > 0)" }

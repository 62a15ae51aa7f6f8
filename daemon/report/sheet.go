package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Sheet is what a person may show to another of a week. It says
// how much and how often, and what the person calls the areas of their life; no
// app, title, task or note has a way into it, unless Named.
type Sheet struct {
	Review
	Areas    []AreaTime `json:"areas,omitempty"` // the most first
	Promises []Promise  `json:"promises,omitempty"`
	Named    []Activity `json:"named,omitempty"` // only if asked for
}

// AreaTime is time for an area: work, health, family.
type AreaTime struct {
	Area string        `json:"area"`
	Time time.Duration `json:"time"`
}

// SheetOf is the sheet of days and what was done on them. Goals count for their
// areas, and for nothing else.
func SheetOf(days []Day, done []Done) Sheet {
	s := Sheet{Review: ReviewOf(days)}
	areas, kept := make(map[string]time.Duration), make(map[string]int)
	for _, d := range done {
		for _, g := range d.Goals {
			if g.Area != "" && g.Time > 0 {
				areas[g.Area] += g.Time
			}
		}
		for _, p := range d.Plan {
			i, known := kept[p.Kind]
			if !known {
				i = len(s.Promises)
				kept[p.Kind] = i
				s.Promises = append(s.Promises, Promise{Kind: p.Kind})
			}
			s.Promises[i].Done += p.Done
			s.Promises[i].Planned += p.Planned
		}
	}
	for area, t := range areas {
		s.Areas = append(s.Areas, AreaTime{area, t})
	}
	slices.SortFunc(s.Areas, func(a, b AreaTime) int { return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.Area, b.Area)) })
	return s
}

// namedActivities is how many activities a sheet names, if it does.
const namedActivities = 10

// WithNames is the sheet with the names of what most time went to.
func (s Sheet) WithNames(days []Day) Sheet {
	all := merged(days)
	s.Named = all[:min(namedActivities, len(all))]
	return s
}

// Text is the sheet in plain text.
func (s Sheet) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", period(s.First, s.Last))
	if s.Known == 0 {
		return b.String() + "\nNothing was tracked.\n"
	}
	fmt.Fprintf(&b, "\n  focus        %s\n", padLeft(spell(s.Focus), 8))
	if n := s.Blocks.All(); n > 0 {
		fmt.Fprintf(&b, "  blocks       %s of %d completed\n", padLeft(fmt.Sprint(s.Blocks.Completed), 8), n)
	}
	if share, ok := s.Purity.Share(); ok {
		fmt.Fprintf(&b, "  on task      %s %% of the time in them\n", padLeft(fmt.Sprint(int(100*share+0.5)), 8))
	}
	if due := s.Breaks.Due(); due > 0 {
		fmt.Fprintf(&b, "  breaks       %s of %d taken\n", padLeft(fmt.Sprint(s.Breaks.Taken+s.Breaks.Natural), 8), due)
	}
	fmt.Fprintf(&b, "  days         %s of %d with anything at all\n", padLeft(fmt.Sprint(s.Known), 8), s.Days)
	for _, p := range s.Promises {
		of := fmt.Sprintf("of %d done", p.Planned)
		if p.Done > p.Planned {
			of = fmt.Sprintf("done, %d planned", p.Planned)
		}
		fmt.Fprintf(&b, "  %s  %s %s\n", pad(p.Kind, 11), padLeft(fmt.Sprint(p.Done), 8), of)
	}
	b.WriteString("\nwhat the time was worth\n" + classBars(s.Classes))
	if len(s.Areas) > 0 {
		b.WriteString("\nwhat it was for\n")
		for _, a := range s.Areas {
			fmt.Fprintf(&b, "  %s  %s\n", pad(a.Area, 12), padLeft(spell(a.Time), 8))
		}
	}
	writeActivities(&b, "what it went to", s.Named, s.Classes.Sum())
	return b.String()
}

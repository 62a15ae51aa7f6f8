package page

import (
	"slices"

	"focusd/daemon/api"
)

// saidView is the entries of a period, and the last corrections.
type saidView struct {
	*visit
	Entries []api.Entry
	Edits   []api.EntryEdit
}

const mostEdits = 8

func loadSaid(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, nil
	}
	said, err := v.client.Entries(v, p.From, p.To)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	history, err := v.client.Corrections(v, mostEdits)
	return saidView{v, said.Entries, history.Edits}, err
}

// Stands says over what an entry lies.
func (s saidView) Stands(e api.Entry) string {
	switch e.Kind {
	case "edited":
		return "instead of what was seen"
	case "hidden":
		return "taken from view"
	}
	return ""
}

// Seen is the correction that the page knows last, for those that are sent from it.
func (s saidView) Seen() string {
	if len(s.Edits) == 0 {
		return "none"
	}
	return s.Edits[0].ID
}

// Standing is the last correction that was not taken back; nil if none of them is
// left.
func (s saidView) Standing() *api.EntryEdit {
	i := slices.IndexFunc(s.Edits, func(e api.EntryEdit) bool { return e.Undone.IsZero() })
	if i < 0 {
		return nil
	}
	return &s.Edits[i]
}

// Span is when a correction was about.
func (s saidView) Span(e api.EntryEdit) string {
	all := slices.Concat(e.Before, e.After)
	if len(all) == 0 {
		return ""
	}
	from, to := all[0].Start, all[0].End
	for _, entry := range all {
		from, to = earlier(from, entry.Start), later(to, entry.End)
	}
	return s.Moment(from) + "–" + s.Clock(to)
}
